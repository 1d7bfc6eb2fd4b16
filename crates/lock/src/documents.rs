//! What a seal cycle carries, on flash: the manifest with its policy, and the documents' chunks.
//! Whether it is the present cycle's is not said here: that is for the journal, which names the
//! manifest.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

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
/// A chunk's record begins with the document's place (1 byte) and its own (2 bytes, little-endian).
const ADDRESS: usize = 3;

/// What the documents area holds.
#[derive(Debug)]
pub(crate) struct Documents {
    log: Log,
    sealing: Option<(Id<Manifest>, Slot)>,
    chunks: BTreeMap<(u8, u16), Slot>,
    /// The prior inspections, the last first.
    inspections: Vec<Slot>,
}

impl Documents {
    /// Erases the area.
    pub(crate) fn begin(hardware: &mut impl Hardware) -> Result<Self, FlashError> {
        Ok(Self {
            log: Log::begin(hardware, Area::Documents)?,
            sealing: None,
            chunks: BTreeMap::new(),
            inspections: Vec::new(),
        })
    }

    /// Finds what is there. What an interrupted sealing left is found too; no journal entry names it.
    pub(crate) fn open(hardware: &impl Hardware) -> Result<Self, FlashError> {
        let log = Log::open(hardware, Area::Documents)?;
        let mut sealing = None;
        let mut chunks = BTreeMap::new();
        let mut inspections = Vec::new();
        for slot in log.slots() {
            if slot.kind == SEALING {
                let bytes = log.read(hardware, slot)?;
                sealing = decode::<Sealing>(&bytes, Sealing::WIRE_LIMIT)
                    .ok()
                    .map(|read| (read.manifest.id(), *slot));
            } else if slot.kind == INSPECTION {
                inspections.push(*slot);
            } else if slot.kind == CHUNK {
                let bytes = log.read(hardware, slot)?;
                if let Some(([document, low, high], _)) = bytes.split_first_chunk::<ADDRESS>() {
                    let chunk = u16::from_le_bytes([*low, *high]);
                    chunks.insert((*document, chunk), *slot);
                }
            }
        }
        Ok(Self {
            log,
            sealing,
            chunks,
            inspections,
        })
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

    /// Writes a sealing with its documents in the place of whatever was there.
    pub(crate) fn replace(
        &mut self,
        hardware: &mut impl Hardware,
        order: &SealOrder,
    ) -> Result<(), LogError> {
        *self = Self::begin(hardware)?;
        let sealing = &order.sealing;
        let slot = self.log.append(hardware, SEALING, &encode(sealing))?;
        for carried in &order.inspections {
            let slot = self.log.append(hardware, INSPECTION, &encode(carried))?;
            self.inspections.push(slot);
        }
        for (document, chunks) in (0u8..).zip(&order.documents) {
            for (place, chunk) in (0u16..).zip(chunks) {
                self.write_chunk(hardware, document, place, chunk)?;
            }
        }
        self.sealing = Some((sealing.manifest.id(), slot));
        Ok(())
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

    /// A prior inspection: 0 is the last, 1 the one before it.
    pub(crate) fn inspection(
        &self,
        hardware: &impl Hardware,
        back: u8,
    ) -> Result<Option<CarriedDigest>, FlashError> {
        let Some(slot) = self.inspections.get(usize::from(back)) else {
            return Ok(None);
        };
        let bytes = self.log.read(hardware, slot)?;
        decode(&bytes, CarriedDigest::WIRE_LIMIT)
            .map(Some)
            .map_err(|_| FlashError::Failed(Area::Documents))
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

    fn write_chunk(
        &mut self,
        hardware: &mut impl Hardware,
        document: u8,
        place: u16,
        chunk: &Chunk,
    ) -> Result<(), LogError> {
        let [low, high] = place.to_le_bytes();
        let mut record = Vec::with_capacity(ADDRESS + chunk.len());
        record.extend_from_slice(&[document, low, high]);
        record.extend_from_slice(chunk);
        let slot = self.log.append(hardware, CHUNK, &record)?;
        self.chunks.insert((document, place), slot);
        Ok(())
    }
}
