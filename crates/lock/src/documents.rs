//! What a seal cycle carries, on flash: the manifest with its policy, and the documents' chunks.
//! Whether it is the present cycle's is not said here: that is for the journal, which names the
//! manifest and its amendments.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use railseal_protocol::amendment::{Amendment, CarriedAmendment, MAX_AMENDMENTS};
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::manifest::{Chunk, Manifest, Sealing};
use railseal_protocol::prior::CarriedDigest;
use railseal_protocol::statement::Id;
use railseal_protocol::wire::{decode, encode};

use crate::flash::{Kind, Log, LogError, Slot, footprint};
use crate::hardware::{Area, FlashError, Hardware};
use crate::sealing::SealOrder;

const SEALING: Kind = Kind(0x20);
const CHUNK: Kind = Kind(0x21);
const INSPECTION: Kind = Kind(0x22);
const AMENDMENT: Kind = Kind(0x23);
/// A prior inspection that came after the sealing, with an amendment.
const LATER_INSPECTION: Kind = Kind(0x24);
/// A chunk's record begins with the document's place (1 byte) and its own (2 bytes, little-endian).
const ADDRESS: usize = 3;

/// What a chunk takes beside its bytes, at the most.
pub(crate) const CHUNK_OVERHEAD: usize = footprint(ADDRESS) + 8;
/// The room that a sealing leaves for the amendments and inspections that may come.
pub(crate) const KEPT_FOR_AMENDMENTS: usize = MAX_AMENDMENTS
    * (footprint(CarriedAmendment::WIRE_LIMIT) + footprint(CarriedDigest::WIRE_LIMIT));

/// A later inspection, and the amendment that names it.
type Later = (Id<Amendment>, CarriedDigest);
/// The most bytes that a later inspection has.
pub(crate) const LATER_LIMIT: usize = 32 + CarriedDigest::WIRE_LIMIT;

/// What the documents area holds.
#[derive(Debug)]
pub(crate) struct Documents {
    log: Log,
    sealing: Option<(Id<Manifest>, Slot)>,
    chunks: BTreeMap<(u8, u16), Slot>,
    /// The prior inspections of the sealing, the last first.
    inspections: Vec<Slot>,
    /// Those that came later, with the amendment that names them, and the amendments themselves, in
    /// the order in which they were written.
    later: Vec<(Id<Amendment>, Slot)>,
    amendments: Vec<(Id<Amendment>, Slot)>,
}

impl Documents {
    /// Erases the area.
    pub(crate) fn begin(hardware: &mut impl Hardware) -> Result<Self, FlashError> {
        Ok(Self::blank(Log::begin(hardware, Area::Documents)?))
    }

    /// Finds what is there. What an interrupted sealing left is found too; no journal entry names it.
    pub(crate) fn open(hardware: &impl Hardware) -> Result<Self, FlashError> {
        let log = Log::open(hardware, Area::Documents)?;
        let slots: Vec<Slot> = log.slots().to_vec();
        let mut found = Self::blank(log);
        for slot in slots {
            found.find(hardware, slot)?;
        }
        Ok(found)
    }

    fn blank(log: Log) -> Self {
        Self {
            log,
            sealing: None,
            chunks: BTreeMap::new(),
            inspections: Vec::new(),
            later: Vec::new(),
            amendments: Vec::new(),
        }
    }

    fn find(&mut self, hardware: &impl Hardware, slot: Slot) -> Result<(), FlashError> {
        if slot.kind == INSPECTION {
            self.inspections.push(slot);
            return Ok(());
        }
        let bytes = self.log.read(hardware, &slot)?;
        match slot.kind {
            SEALING => {
                self.sealing = decode::<Sealing>(&bytes, Sealing::WIRE_LIMIT)
                    .ok()
                    .map(|read| (read.manifest.id(), slot));
            }
            CHUNK => {
                if let Some(([document, low, high], _)) = bytes.split_first_chunk::<ADDRESS>() {
                    let chunk = u16::from_le_bytes([*low, *high]);
                    self.chunks.insert((*document, chunk), slot);
                }
            }
            LATER_INSPECTION => {
                if let Ok((with, _)) = decode::<Later>(&bytes, LATER_LIMIT) {
                    self.later.push((with, slot));
                }
            }
            AMENDMENT => {
                if let Ok(read) = decode::<CarriedAmendment>(&bytes, CarriedAmendment::WIRE_LIMIT) {
                    self.amendments.push((read.amendment.id(), slot));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How many bytes a sealing with its documents takes.
    pub(crate) fn needed_for(order: &SealOrder) -> usize {
        let sealing = footprint(encode(&order.sealing).len());
        let inspections = order.inspections.iter().map(|i| footprint(encode(i).len()));
        let chunks = order.documents.iter().flatten();
        let chunks = chunks.map(|chunk| footprint(ADDRESS + chunk.len()));
        inspections
            .chain(chunks)
            .fold(sealing, |sum, one| sum + one)
    }

    /// Begins a sealing in the place of whatever was there.
    pub(crate) fn begin_sealing(
        &mut self,
        hardware: &mut impl Hardware,
        sealing: &Sealing,
    ) -> Result<(), LogError> {
        *self = Self::begin(hardware)?;
        let slot = self.log.append(hardware, SEALING, &encode(sealing))?;
        self.sealing = Some((sealing.manifest.id(), slot));
        Ok(())
    }

    /// Adds a prior inspection of the sealing that was begun; the last comes first.
    pub(crate) fn add_inspection(
        &mut self,
        hardware: &mut impl Hardware,
        carried: &CarriedDigest,
    ) -> Result<(), LogError> {
        let slot = self.log.append(hardware, INSPECTION, &encode(carried))?;
        self.inspections.push(slot);
        Ok(())
    }

    /// How many prior inspections the sealing has.
    pub(crate) fn sealed_inspections(&self) -> usize {
        self.inspections.len()
    }

    /// Adds an inspection made since, with the amendment that names it.
    pub(crate) fn add_later_inspection(
        &mut self,
        hardware: &mut impl Hardware,
        with: Id<Amendment>,
        carried: &CarriedDigest,
    ) -> Result<(), LogError> {
        let record = encode(&(with, carried));
        let slot = self.log.append(hardware, LATER_INSPECTION, &record)?;
        self.later.push((with, slot));
        Ok(())
    }

    /// Whether an amendment is there.
    pub(crate) fn has_amendment(&self, id: &Id<Amendment>) -> bool {
        self.amendments.iter().any(|(written, _)| written == id)
    }

    /// Adds an amendment. It counts once the journal names it.
    pub(crate) fn add_amendment(
        &mut self,
        hardware: &mut impl Hardware,
        carried: &CarriedAmendment,
    ) -> Result<(), LogError> {
        let slot = self.log.append(hardware, AMENDMENT, &encode(carried))?;
        self.amendments.push((carried.amendment.id(), slot));
        Ok(())
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.log.left()
    }

    /// How many bytes a record of so many takes.
    pub(crate) const fn footprint_of(length: usize) -> usize {
        footprint(length)
    }

    /// Whether a chunk is there.
    pub(crate) fn has_chunk(&self, address: ChunkAddress) -> bool {
        self.chunks.contains_key(&(address.document, address.chunk))
    }

    /// How many bytes of a document are there.
    pub(crate) fn length_of(&self, document: u8) -> usize {
        let chunks = self.chunks.range((document, 0)..=(document, u16::MAX));
        chunks
            .map(|(_, slot)| slot.length.saturating_sub(ADDRESS))
            .sum()
    }

    /// An amendment.
    pub(crate) fn amendment(
        &self,
        hardware: &impl Hardware,
        id: &Id<Amendment>,
    ) -> Result<Option<CarriedAmendment>, FlashError> {
        let mut written = self.amendments.iter();
        let slot = written.find(|(written, _)| written == id);
        let Some((_, slot)) = slot else {
            return Ok(None);
        };
        let bytes = self.log.read(hardware, slot)?;
        decode(&bytes, CarriedAmendment::WIRE_LIMIT)
            .map(Some)
            .map_err(|_| FlashError::Failed(Area::Documents))
    }

    /// The inspection that came with an amendment.
    pub(crate) fn later_inspection(
        &self,
        hardware: &impl Hardware,
        with: &Id<Amendment>,
    ) -> Result<Option<CarriedDigest>, FlashError> {
        let mut written = self.later.iter().rev();
        let Some((_, slot)) = written.find(|(named, _)| named == with) else {
            return Ok(None);
        };
        let bytes = self.log.read(hardware, slot)?;
        decode::<Later>(&bytes, LATER_LIMIT)
            .map(|(_, carried)| Some(carried))
            .map_err(|_| FlashError::Failed(Area::Documents))
    }

    /// The manifest that is there.
    pub(crate) fn manifest(&self) -> Option<Id<Manifest>> {
        self.sealing.map(|(id, _)| id)
    }

    /// The manifest and policy, as they travel.
    pub(crate) fn sealing(&self, hardware: &impl Hardware) -> Result<Option<Sealing>, FlashError> {
        let Some((_, slot)) = &self.sealing else {
            return Ok(None);
        };
        let bytes = self.log.read(hardware, slot)?;
        decode(&bytes, Sealing::WIRE_LIMIT)
            .map(Some)
            .map_err(|_| FlashError::Failed(Area::Documents))
    }

    /// A prior inspection of the sealing: 0 is the last, 1 the one before it.
    pub(crate) fn inspection(
        &self,
        hardware: &impl Hardware,
        back: u8,
    ) -> Result<Option<CarriedDigest>, FlashError> {
        let slot = self.inspections.get(usize::from(back));
        slot.map(|slot| self.read_inspection(hardware, slot))
            .transpose()
    }

    fn read_inspection(
        &self,
        hardware: &impl Hardware,
        slot: &Slot,
    ) -> Result<CarriedDigest, FlashError> {
        let bytes = self.log.read(hardware, slot)?;
        decode(&bytes, CarriedDigest::WIRE_LIMIT).map_err(|_| FlashError::Failed(Area::Documents))
    }

    /// One chunk.
    pub(crate) fn chunk(
        &self,
        hardware: &impl Hardware,
        address: ChunkAddress,
    ) -> Result<Option<Chunk>, FlashError> {
        let Some(slot) = self.chunks.get(&(address.document, address.chunk)) else {
            return Ok(None);
        };
        let mut bytes = self.log.read(hardware, slot)?;
        let chunk = bytes.split_off(ADDRESS.min(bytes.len()));
        Chunk::try_from(chunk)
            .map(Some)
            .map_err(|_| FlashError::Failed(Area::Documents))
    }

    /// Adds a chunk.
    pub(crate) fn add_chunk(
        &mut self,
        hardware: &mut impl Hardware,
        address: ChunkAddress,
        chunk: &Chunk,
    ) -> Result<(), LogError> {
        let (document, place) = (address.document, address.chunk);
        let [low, high] = place.to_le_bytes();
        let mut record = Vec::with_capacity(ADDRESS + chunk.len());
        record.extend_from_slice(&[document, low, high]);
        record.extend_from_slice(chunk);
        let slot = self.log.append(hardware, CHUNK, &record)?;
        self.chunks.insert((document, place), slot);
        Ok(())
    }
}
