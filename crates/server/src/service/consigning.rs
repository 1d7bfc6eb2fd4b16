use railseal_inspection::packing::{PackError, Packed, pack};
use railseal_protocol::bounded::List;
use railseal_protocol::consigning::{
    Consigned, ConsigningRequest, Fault, Faults, Place, Problem, TableHash,
};
use railseal_protocol::identifiers::StationCode;
use railseal_protocol::manifest::{
    CHUNK_LIMIT, DocumentEntry, MAX_CHUNKS, MAX_DOCUMENTS, MAX_ROUTE, Manifest,
};
use railseal_protocol::preparing::Chunks;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::Statement;
use railseal_protocol::wire::encode;

use super::Service;
use super::asking::AskError;
use crate::storage::{Consignment, StorageError};
use crate::tables::{self, GoodTables, ToSeal};

/// The most bytes of a manifest beside what it says of the documents.
const REST_OF_MANIFEST: usize = 512;

/// Why tables were not looked at. Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum ConsigningError {
    /// Whoever asks.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// Whoever asks is no officer.
    #[error("only an officer or a supervisor gives documents to seal with")]
    NotOfCustoms,
    /// The files are not the ones that were signed.
    #[error("the files are others than the ones that are named")]
    OtherFiles,
    /// What was read of them cannot be packed, though nothing is wrong with it.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Reads the tables that an officer of this administration gives, and keeps what they make, if
    /// that is asked and nothing is wrong with them.
    pub fn consign(&self, request: &ConsigningRequest) -> Result<Consigned, ConsigningError> {
        let (officer, asked) = self.asked_by(&request.officer, &request.consigning, |asked| {
            asked.asked_at
        })?;
        if !matches!(
            officer.certificate().role(),
            Role::Officer | Role::Supervisor
        ) {
            return Err(ConsigningError::NotOfCustoms);
        }
        let files: Vec<&[u8]> = request.files.iter().map(|file| &**file).collect();
        let hashes = files.iter().map(|file| TableHash::of(file));
        if !hashes.eq(asked.files.iter().copied()) {
            return Err(ConsigningError::OtherFiles);
        }
        let to_seal = ToSeal {
            container: asked.container,
            lock: asked.lock,
            train: asked.train.clone(),
            bill_items: asked.bill_items,
        };
        self.consign_tables(&files, to_seal, asked.route.clone(), asked.keep)
    }

    /// Reads a container's tables and says what they add up to, or what is wrong with them. If that
    /// is nothing, and it is asked, what the container is to be sealed with is kept, in the place of
    /// what was kept for it before.
    pub fn consign_tables(
        &self,
        files: &[&[u8]],
        to_seal: ToSeal,
        route: List<StationCode, MAX_ROUTE>,
        keep: bool,
    ) -> Result<Consigned, ConsigningError> {
        let GoodTables { cargo, summary } = match tables::read(files, &to_seal) {
            Ok(reading) => reading,
            Err(faults) => return Ok(refused(faults)),
        };
        let train = to_seal.train.or_else(|| cargo.bill.train.clone());
        let packed = match pack(cargo, CHUNK_LIMIT) {
            Err(PackError::TooLong { bytes, .. }) => {
                return Ok(refused(too_much(CHUNK_LIMIT * MAX_CHUNKS, bytes)));
            }
            packed => packed?,
        };
        if let Some(faults) = beyond_a_manifest(&packed.entries) {
            return Ok(refused(faults));
        }
        let documents = documents(&packed);
        if keep {
            self.put_consignment(&Consignment {
                container: to_seal.container,
                lock: to_seal.lock,
                train,
                route,
                entries: packed.entries,
                documents,
                totals: packed.totals,
                bill: summary.bill,
                inspections: List::empty(),
            })?;
            tracing::info!(lock = %to_seal.lock, "documents to seal with were kept");
        }
        Ok(Consigned::Read {
            summary,
            kept: keep,
        })
    }
}

fn refused(faults: Faults) -> Consigned {
    tracing::info!(
        faults = faults.listed.len(),
        more = faults.more,
        "an office's tables were refused"
    );
    Consigned::Faulty(faults)
}

/// The packed chunks, no more than the manifest's entries have hashes.
fn documents(packed: &Packed) -> List<Chunks, MAX_DOCUMENTS> {
    let chunks = packed.chunks.iter().cloned();
    let chunks = chunks.map(|chunks| Chunks::try_from(chunks).unwrap_or(List::empty()));
    let documents: Vec<Chunks> = chunks.collect();
    documents.try_into().unwrap_or(List::empty())
}

/// Each document is within its limit; all of them together may still have more hashes than one
/// manifest holds.
fn beyond_a_manifest(entries: &List<DocumentEntry, MAX_DOCUMENTS>) -> Option<Faults> {
    let most = Manifest::LIMIT - REST_OF_MANIFEST;
    let hashes = encode(entries).len();
    let bytes: usize = entries.iter().map(|entry| entry.length as usize).sum();
    (hashes > most).then(|| too_much(bytes * most / hashes, bytes))
}

fn too_much(most: usize, got: usize) -> Faults {
    let number = |bytes| u32::try_from(bytes).unwrap_or(u32::MAX);
    let fault = Fault {
        place: Place::Files,
        problem: Problem::TooMuch {
            most: number(most),
            got: number(got),
        },
    };
    Faults {
        listed: List::try_from(vec![fault]).unwrap_or(List::empty()),
        more: 0,
    }
}
