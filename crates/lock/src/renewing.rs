//! Newer lists, whoever brings them: believed by the lock's own trust, kept on flash before the
//! lock says so.
//!
//! Two areas take turns. The newest lists are written, all of them, to the area that does not hold
//! them; so the other's are whole until the new ones are.

use alloc::vec::Vec;

use railseal_protocol::call::{Answer, Refusal};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::journal::{Event, ListKind, RefusalReason};
use railseal_protocol::recognition::{ListVersion, RecognitionList};
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, ListError, Lists, Trust};
use railseal_protocol::wire::{decode, encode};

use crate::account::Phase;
use crate::flash::{Kind, Log, LogError};
use crate::hardware::{Area, FlashError, Hardware};
use crate::journal::{AppendError, Cause};
use crate::lock::Lock;

const LISTS: Kind = Kind(0x30);

/// The lists that were taken last, and what was seen until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renewed {
    /// How often lists were renewed.
    number: u32,
    pub(crate) lists: Lists,
    pub(crate) seen: HighestSeen,
}

impl Renewed {
    /// The newest that were written whole; none where the commissioning's are still the newest.
    pub(crate) fn recall(hardware: &impl Hardware) -> Result<Option<Self>, FlashError> {
        let a = Self::read(hardware, Area::ListsA)?;
        let b = Self::read(hardware, Area::ListsB)?;
        Ok(match (a, b) {
            (Some(a), Some(b)) if a.number >= b.number => Some(a),
            (a, b) => b.or(a),
        })
    }

    fn read(hardware: &impl Hardware, area: Area) -> Result<Option<Self>, FlashError> {
        let log = Log::open(hardware, area)?;
        let Some(slot) = log.slots().iter().rfind(|slot| slot.kind == LISTS) else {
            return Ok(None);
        };
        let bytes = log.read(hardware, slot)?;
        let read = decode::<(u32, Lists, HighestSeen)>(&bytes, bytes.len());
        Ok(read.ok().map(|(number, lists, seen)| Self {
            number,
            lists,
            seen,
        }))
    }

    fn write(&self, hardware: &mut impl Hardware) -> Result<(), LogError> {
        let area = if self.number.is_multiple_of(2) {
            Area::ListsA
        } else {
            Area::ListsB
        };
        let bytes = encode(&(self.number, &self.lists, &self.seen));
        let mut log = Log::begin(hardware, area)?;
        log.append(hardware, LISTS, &bytes).map(drop)
    }
}

/// A list that was taken, as the journal tells of it.
pub(crate) type Taken = (Administration, ListKind, ListVersion);

/// What was taken since the commissioning and the journal does not tell of yet: while the lock can be
/// sealed it tells of none, and power may have been lost before it did.
pub(crate) fn untold(trust: &Trust, commissioned: &HighestSeen, told: &[Taken]) -> Vec<Taken> {
    let Some(lists) = trust.lists() else {
        return Vec::new();
    };
    let (seen, own) = (
        trust.highest_seen(),
        trust.root().certificate().administration,
    );
    let recognition = seen.recognition().map(|version| {
        let before = commissioned.recognition();
        ((own, ListKind::Recognition, version), before)
    });
    let revocations = lists.revocations.iter().filter_map(|carried| {
        let of = carried.signer.claimed_administration().ok()?;
        let taken = (of, ListKind::Revocation, seen.revocations(of)?);
        Some((taken, commissioned.revocations(of)))
    });
    let since = recognition.into_iter().chain(revocations);
    since
        .filter(|(taken, before)| Some(taken.2) > *before && !told.contains(taken))
        .map(|(taken, _)| taken)
        .collect()
}

/// A list that somebody brings.
pub(crate) enum Brought<'a> {
    Recognition(&'a Signed<RecognitionList>),
    Revocations(&'a CarriedRevocations),
}

impl Brought<'_> {
    fn give(&self, trust: &mut Trust) -> Result<(), ListError> {
        match self {
            Self::Recognition(list) => trust.accept_recognition(list),
            Self::Revocations(list) => trust.accept_revocations(list),
        }
    }

    /// Which list it is, once it was believed.
    fn taken(&self, trust: &Trust) -> Option<Taken> {
        match self {
            Self::Recognition(_) => Some((
                trust.root().certificate().administration,
                ListKind::Recognition,
                trust.highest_seen().recognition()?,
            )),
            Self::Revocations(list) => {
                let of = list.signer.claimed_administration().ok()?;
                let version = trust.highest_seen().revocations(of)?;
                Some((of, ListKind::Revocation, version))
            }
        }
    }
}

impl<H: Hardware> Lock<H> {
    /// Takes a list, if it is believed and newer than what is held.
    pub(crate) fn renew(&mut self, brought: &Brought<'_>) -> Result<Answer, Refusal> {
        let mut trust = self.identity.trust.clone();
        brought
            .give(&mut trust)
            .map_err(|error| Refusal::NotObeyed(reason_of(error)))?;
        let (Some(lists), held) = (trust.lists(), self.identity.trust.lists()) else {
            return Err(Refusal::Nothing);
        };
        if held.is_some_and(|held| are_the_same(&held, &lists)) {
            return Ok(Answer::Renewed);
        }
        let last = Renewed::recall(&self.hardware).map_err(|_| Refusal::Fault)?;
        let renewed = Renewed {
            number: last.map_or(0, |last| last.number.saturating_add(1)),
            lists,
            seen: trust.highest_seen().clone(),
        };
        renewed
            .write(&mut self.hardware)
            .map_err(|error| match error {
                LogError::Full { .. } => Refusal::NotObeyed(RefusalReason::NoRoom),
                LogError::Flash(_) => Refusal::Fault,
            })?;
        self.identity.trust = trust;
        if let Some(taken) = brought.taken(&self.identity.trust) {
            let is_another = |known: &Taken| (known.0, known.1) != (taken.0, taken.1);
            self.taken.retain(is_another);
            self.taken.push(taken);
        }
        // A list is worth more than the entry that tells of it.
        let _ = self.tell_of_lists();
        Ok(Answer::Renewed)
    }

    /// Journals the lists that were taken; not while the lock can be sealed, when an entry would
    /// move the head that the manifest being made out names, and whoever brings a list could keep
    /// an officer from sealing. They are told right after the sealing, the last of each.
    pub(crate) fn tell_of_lists(&mut self) -> Result<(), AppendError> {
        if let Phase::Resting(_) = self.journal.account().phase {
            return Ok(());
        }
        while let Some((administration, kind, version)) = self.taken.first().copied() {
            let taken = Event::ListTaken {
                administration,
                kind,
                version,
            };
            self.record(taken, Cause::NOBODY)?;
            self.taken.remove(0);
        }
        Ok(())
    }
}

/// Whether two bundles say the same, by their statements' ids: anybody can change a signature into
/// another valid one, and must not have the lock write, and journal, for that.
fn are_the_same(held: &Lists, brought: &Lists) -> bool {
    let revocations = |lists: &Lists| -> Vec<_> {
        let ids = lists.revocations.iter().map(|carried| carried.list.id());
        ids.collect()
    };
    held.recognition.id() == brought.recognition.id() && revocations(held) == revocations(brought)
}

fn reason_of(error: ListError) -> RefusalReason {
    match error {
        ListError::NoRoot => RefusalReason::NotRecognised,
        ListError::SignerDoesNotCount => RefusalReason::Revoked,
        ListError::RolledBack { .. } | ListError::OtherOfThisVersion(_) => {
            RefusalReason::DoesNotFit
        }
        ListError::Signer(_)
        | ListError::Statement(_)
        | ListError::Unreadable(_)
        | ListError::OtherAdministration => RefusalReason::NotGenuine,
    }
}
