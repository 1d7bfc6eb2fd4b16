//! What outlives a seal cycle, on flash: the identity, the versions seen, the chains of those whom
//! the journal names, and the inspections at the journeys' ends.
//!
//! The identity's records are written first; the last of them says that the commissioning is
//! complete. A lock without it was never commissioned, whatever else is there.

use alloc::vec::Vec;

use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::trust::{HighestSeen, Lists};
use railseal_protocol::wire::{decode, encode};

use crate::flash::{Kind, Log, LogError, Slot, footprint};
use crate::hardware::{Area, FlashError, Hardware};
use crate::identity::{Established, Identity};

const KEYS: Kind = Kind(0x01);
const CHAIN: Kind = Kind(0x02);
const ROOT: Kind = Kind(0x03);
const LISTS: Kind = Kind(0x04);
const SEEN: Kind = Kind(0x05);
const COMPLETE: Kind = Kind(0x06);
const PERSON: Kind = Kind(0x07);
/// The inspection at a journey's end. It is here before the documents are erased, so that no loss
/// of power takes both.
const INSPECTION: Kind = Kind(0x08);

/// What the identity area holds.
#[derive(Debug)]
pub(crate) struct Keeping {
    log: Log,
    people: Vec<(Id<Certificate>, Slot)>,
}

/// Why the identity could not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RecallError {
    #[error("the identity cannot be read")]
    Unreadable,
    #[error(transparent)]
    Flash(#[from] FlashError),
}

impl Keeping {
    /// Finds what is there.
    pub(crate) fn open(hardware: &impl Hardware) -> Result<Self, FlashError> {
        let log = Log::open(hardware, Area::Identity)?;
        let mut people = Vec::new();
        for slot in log.slots().iter().filter(|slot| slot.kind == PERSON) {
            let bytes = log.read(hardware, slot)?;
            if let Ok(chain) = CertificateChain::from_wire(&bytes) {
                people.push((chain.leaf.id(), *slot));
            }
        }
        Ok(Self { log, people })
    }

    /// Whether a commissioning was finished here.
    pub(crate) fn is_complete(&self) -> bool {
        self.log.slots().iter().any(|slot| slot.kind == COMPLETE)
    }

    /// Writes an identity in the place of anything that was there, short of completing it.
    pub(crate) fn begin(
        hardware: &mut impl Hardware,
        identity: &Established,
        lists: &Lists,
    ) -> Result<Self, LogError> {
        let mut log = Log::begin(hardware, Area::Identity)?;
        let keys = (identity.signing.to_scalar(), *identity.agreement.as_bytes());
        let root = identity.trust.root().certificate().signed();
        let seen = identity.trust.highest_seen();
        log.append(hardware, KEYS, &encode(&keys))?;
        log.append(hardware, CHAIN, &identity.chain.to_wire())?;
        log.append(hardware, ROOT, &root.to_wire())?;
        log.append(hardware, LISTS, &encode(lists))?;
        log.append(hardware, SEEN, &encode(seen))?;
        Ok(Self {
            log,
            people: Vec::new(),
        })
    }

    /// Completes the commissioning.
    pub(crate) fn complete(&mut self, hardware: &mut impl Hardware) -> Result<(), LogError> {
        self.log.append(hardware, COMPLETE, &[]).map(drop)
    }

    /// Reads the identity again.
    pub(crate) fn recall(
        &self,
        hardware: &impl Hardware,
    ) -> Result<(Identity, HighestSeen), RecallError> {
        let unreadable = |_| RecallError::Unreadable;
        let keys = self.last(hardware, KEYS)?;
        let (scalar, agreement) = decode::<([u8; 32], [u8; 32])>(&keys, 64).map_err(unreadable)?;
        let chain = self.last(hardware, CHAIN)?;
        let root = self.last(hardware, ROOT)?;
        let lists = self.last(hardware, LISTS)?;
        let seen = self.last(hardware, SEEN)?;
        let identity = Identity {
            signing: SigningKey::from_scalar(&scalar).map_err(|_| RecallError::Unreadable)?,
            agreement: AgreementSecret::from_bytes(agreement),
            chain: CertificateChain::from_wire(&chain).map_err(unreadable)?,
            root: Signed::from_wire(&root).map_err(unreadable)?,
            lists: decode(&lists, lists.len()).map_err(unreadable)?,
        };
        Ok((identity, decode(&seen, seen.len()).map_err(unreadable)?))
    }

    /// How many bytes it would take to keep a person's chain: none where it is kept.
    pub(crate) fn needed_for(&self, chain: &CertificateChain) -> usize {
        match self.slot_of(&chain.leaf.id()) {
            Some(_) => 0,
            None => footprint(chain.to_wire().len()),
        }
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.log.left()
    }

    /// Keeps the chain of a person whom the journal is about to name.
    pub(crate) fn keep_person(
        &mut self,
        hardware: &mut impl Hardware,
        chain: &CertificateChain,
    ) -> Result<(), LogError> {
        let id = chain.leaf.id();
        if self.slot_of(&id).is_none() {
            let slot = self.log.append(hardware, PERSON, &chain.to_wire())?;
            self.people.push((id, slot));
        }
        Ok(())
    }

    /// Keeps the inspection of a journey that is about to end.
    pub(crate) fn keep_inspection(
        &mut self,
        hardware: &mut impl Hardware,
        carried: &CarriedDigest,
    ) -> Result<(), LogError> {
        if self.inspection(hardware, &carried.digest.id())?.is_none() {
            self.log.append(hardware, INSPECTION, &encode(carried))?;
        }
        Ok(())
    }

    /// An inspection at a journey's end.
    pub(crate) fn inspection(
        &self,
        hardware: &impl Hardware,
        id: &Id<InspectionDigest>,
    ) -> Result<Option<CarriedDigest>, FlashError> {
        let slots = self.log.slots().iter().rev();
        for slot in slots.filter(|slot| slot.kind == INSPECTION) {
            let bytes = self.log.read(hardware, slot)?;
            let read = decode::<CarriedDigest>(&bytes, CarriedDigest::WIRE_LIMIT).ok();
            if let Some(carried) = read.filter(|carried| carried.digest.id() == *id) {
                return Ok(Some(carried));
            }
        }
        Ok(None)
    }

    /// The chain of a person whom the journal names.
    pub(crate) fn person(
        &self,
        hardware: &impl Hardware,
        certificate: &Id<Certificate>,
    ) -> Result<Option<CertificateChain>, FlashError> {
        let Some(slot) = self.slot_of(certificate) else {
            return Ok(None);
        };
        let bytes = self.log.read(hardware, slot)?;
        Ok(CertificateChain::from_wire(&bytes).ok())
    }

    fn slot_of(&self, certificate: &Id<Certificate>) -> Option<&Slot> {
        let mut people = self.people.iter();
        people
            .find(|(id, _)| id == certificate)
            .map(|(_, slot)| slot)
    }

    /// The newest record of a kind.
    fn last(&self, hardware: &impl Hardware, kind: Kind) -> Result<Vec<u8>, RecallError> {
        let mut slots = self.log.slots().iter();
        let slot = slots
            .rfind(|slot| slot.kind == kind)
            .ok_or(RecallError::Unreadable)?;
        Ok(self.log.read(hardware, slot)?)
    }
}
