//! Writing what a lock is to be sealed with: piece by piece, each verified as it comes, resumed
//! where a link broke. Nothing of it counts before the order to seal is obeyed.

use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, ChunkAddress, Refusal, Written};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{
    Chunk, ChunkHash, DocumentEntry, MAX_DOCUMENTS, Manifest, Sealing,
};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, MAX_INSPECTIONS};
use railseal_protocol::statement::Id;

use crate::account::Phase;
use crate::flash::LogError;
use crate::hardware::{Area, Hardware};
use crate::lock::Lock;
use crate::sealing::SealError;

/// A sealing whose documents are being written.
#[derive(Debug, Clone)]
pub(crate) struct Writing {
    pub(crate) manifest: Id<Manifest>,
    sealer: Id<Certificate>,
    documents: List<DocumentEntry, MAX_DOCUMENTS>,
    inspection: Option<Id<InspectionDigest>>,
}

impl Writing {
    /// The first chunk that is not there.
    fn next(&self, has: impl Fn(ChunkAddress) -> bool) -> Option<ChunkAddress> {
        let all = (0u8..).zip(self.documents.iter());
        all.flat_map(|(document, entry)| {
            let chunks = 0..u16::try_from(entry.chunks.len()).unwrap_or(u16::MAX);
            chunks.map(move |chunk| ChunkAddress { document, chunk })
        })
        .find(|address| !has(*address))
    }

    fn hash_of(&self, address: ChunkAddress) -> Option<&ChunkHash> {
        let entry = self.documents.get(usize::from(address.document))?;
        entry.chunks.get(usize::from(address.chunk))
    }

    /// The documents whose chunks do not add up to the length in the manifest.
    fn lengths_fit(&self, length_of: impl Fn(u8) -> usize) -> bool {
        let mut all = (0u8..).zip(self.documents.iter());
        all.all(|(document, entry)| usize::try_from(entry.length) == Ok(length_of(document)))
    }
}

impl<H: Hardware> Lock<H> {
    /// Begins to write a sealing, or goes on with the one that was begun.
    pub(crate) fn write_sealing(
        &mut self,
        by: &Id<Certificate>,
        sealing: &Sealing,
    ) -> Result<Answer, Refusal> {
        let Phase::Resting(_) = self.journal.account().phase else {
            return Err(Refusal::NotObeyed(RefusalReason::WrongState));
        };
        let lawful = self.lawful(sealing).map_err(refused)?;
        if lawful.sealer_certificate() != *by {
            return Err(Refusal::NotObeyed(RefusalReason::NotAdmitted));
        }
        let manifest = &lawful.manifest;
        self.has_room_for(manifest)?;
        let id = manifest.id();
        if self.documents.manifest() != Some(id) {
            self.documents
                .begin_sealing(&mut self.hardware, sealing)
                .map_err(unwritten)?;
        }
        self.writing = Some(Writing {
            manifest: id,
            sealer: *by,
            documents: manifest.documents.clone(),
            inspection: manifest.inspection,
        });
        self.written()
    }

    pub(crate) fn write_inspection(
        &mut self,
        by: &Id<Certificate>,
        carried: &CarriedDigest,
    ) -> Result<Answer, Refusal> {
        let writing = self.being_written(by)?;
        let there = self.documents.sealed_inspections();
        if there >= MAX_INSPECTIONS {
            return Err(Refusal::NotObeyed(RefusalReason::NoRoom));
        }
        if there == 0 && writing.inspection != Some(carried.digest.id()) {
            return Err(Refusal::NotObeyed(RefusalReason::DoesNotFit));
        }
        self.documents
            .add_inspection(&mut self.hardware, carried)
            .map_err(unwritten)?;
        self.written()
    }

    pub(crate) fn write_chunk(
        &mut self,
        by: &Id<Certificate>,
        address: ChunkAddress,
        chunk: &Chunk,
    ) -> Result<Answer, Refusal> {
        let writing = self.being_written(by)?;
        if writing.hash_of(address) != Some(&ChunkHash::of(chunk)) {
            return Err(Refusal::NotObeyed(RefusalReason::DoesNotFit));
        }
        if !self.documents.has_chunk(address) {
            self.documents
                .add_chunk(&mut self.hardware, address, chunk)
                .map_err(unwritten)?;
        }
        self.written()
    }

    /// Whether everything that a manifest names was written.
    pub(crate) fn is_written(&self, manifest: &Id<Manifest>) -> bool {
        self.writing.as_ref().is_some_and(|writing| {
            writing.manifest == *manifest
                && writing
                    .next(|address| self.documents.has_chunk(address))
                    .is_none()
                && writing.lengths_fit(|document| self.documents.length_of(document))
                && writing.inspection.is_some() == (self.documents.sealed_inspections() > 0)
        })
    }

    fn being_written(&self, by: &Id<Certificate>) -> Result<&Writing, Refusal> {
        match &self.writing {
            Some(writing) if writing.sealer == *by => Ok(writing),
            Some(_) => Err(Refusal::NotObeyed(RefusalReason::NotAdmitted)),
            None => Err(Refusal::NotObeyed(RefusalReason::WrongState)),
        }
    }

    fn written(&self) -> Result<Answer, Refusal> {
        let writing = self.writing.as_ref().ok_or(Refusal::Nothing)?;
        let inspections = self.documents.sealed_inspections();
        Ok(Answer::Written(Written {
            inspections: u8::try_from(inspections).unwrap_or(u8::MAX),
            next: writing.next(|address| self.documents.has_chunk(address)),
        }))
    }

    /// Whether the manifest's documents fit at all, beside what comes with them.
    fn has_room_for(&self, manifest: &Manifest) -> Result<(), Refusal> {
        let chunks: usize = manifest
            .documents
            .iter()
            .map(|entry| entry.chunks.len())
            .sum();
        let bytes: Vec<usize> = manifest
            .documents
            .iter()
            .map(|entry| usize::try_from(entry.length).unwrap_or(usize::MAX))
            .collect();
        let bytes = bytes.into_iter().fold(0usize, usize::saturating_add);
        let beside = chunks * crate::documents::CHUNK_OVERHEAD
            + crate::documents::KEPT_FOR_AMENDMENTS
            + Sealing::WIRE_LIMIT
            + MAX_INSPECTIONS * CarriedDigest::WIRE_LIMIT;
        if bytes.saturating_add(beside) > self.hardware.size(Area::Documents) {
            return Err(Refusal::NotObeyed(RefusalReason::NoRoom));
        }
        Ok(())
    }
}

fn refused(error: SealError) -> Refusal {
    error.refusal()
}

fn unwritten(error: LogError) -> Refusal {
    match error {
        LogError::Full { .. } => Refusal::NotObeyed(RefusalReason::NoRoom),
        LogError::Flash(_) => Refusal::Fault,
    }
}
