//! The manifest: what binds lock, container, seal cycle and documents (SPEC.md § Manifest).

use alloc::vec::Vec;
use core::ops::Add;

use serde::{Deserialize, Serialize};

use crate::bounded::{Bytes, List};
use crate::chain::CertificateChain;
use crate::hash::Hash;
use crate::identifiers::{
    Administration, ContainerNumber, DespatchId, LockId, StationCode, TrainNumber,
};
use crate::journal::JournalHead;
use crate::prior::InspectionDigest;
use crate::rights::{Right, Role};
use crate::statement::{Id, Signed, Statement};
use crate::status::{SealCycle, TamperCount};
use crate::time::Timestamp;

/// The most bytes one chunk of a document has.
pub const CHUNK_LIMIT: usize = 16 * 1024;
/// The most documents a container has.
pub const MAX_DOCUMENTS: usize = 64;
/// The most chunks a document has.
pub const MAX_CHUNKS: usize = 256;
/// The most stations a route names.
pub const MAX_ROUTE: usize = 16;

/// A chunk of a document's encoding. `Debug` prints its length only.
pub type Chunk = Bytes<CHUNK_LIMIT>;

/// A weight in grams.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Grams(pub u64);

impl Add for Grams {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// What a level of the documents adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Despatches.
    pub despatches: u32,
    /// Receptacles.
    pub receptacles: u32,
    /// Items.
    pub items: u32,
    /// Gross weight of the receptacles.
    pub gross: Grams,
}

impl Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            despatches: self.despatches.saturating_add(other.despatches),
            receptacles: self.receptacles.saturating_add(other.receptacles),
            items: self.items.saturating_add(other.items),
            gross: self.gross + other.gross,
        }
    }
}

/// What a container was sealed with. Signed by a document issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The lock.
    pub lock: LockId,
    /// The container it closes.
    pub container: ContainerNumber,
    /// The seal cycle that begins.
    pub cycle: SealCycle,
    /// When it was made out.
    pub issued_at: Timestamp,
    /// The train, where one is known.
    pub train: Option<TrainNumber>,
    /// The stations from the sealing to the end, both included.
    pub route: List<StationCode, MAX_ROUTE>,
    /// Every document, in the order in which it is read.
    pub documents: List<DocumentEntry, MAX_DOCUMENTS>,
    /// What this container holds.
    pub totals: Totals,
    /// What the whole delivery bill says, which may cover more containers than this one.
    pub bill: Totals,
    /// Who may unseal.
    pub policy: Id<Policy>,
    /// The lock's tamper counter before sealing.
    pub tampers: TamperCount,
    /// The lock's journal before sealing.
    pub journal: JournalHead,
    /// The manifest before this one, after a reseal.
    pub previous: Option<Id<Manifest>>,
    /// The last of the prior inspections that the lock carries; none where nobody inspected yet.
    pub inspection: Option<Id<InspectionDigest>>,
}

impl Statement for Manifest {
    const CONTEXT: &'static str = "manifest";
    const LIMIT: usize = 12 * 1024;
    const RIGHT: Right = Right::IssueManifest;
}

/// What the manifest says of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// Which document.
    pub kind: DocumentKind,
    /// How it is written.
    pub encoding: Encoding,
    /// How many bytes it has.
    pub length: u32,
    /// The hash of each of its chunks.
    pub chunks: List<ChunkHash, MAX_CHUNKS>,
}

/// Which document (DOMAIN.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// The container's delivery bill.
    DeliveryBill,
    /// A despatch's mail list.
    MailList(DespatchId),
    /// A despatch's detail sheet.
    DetailSheet(DespatchId),
}

/// How a document is written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// Postcard, line by line.
    Lines,
    /// Row by row, each foreseen from those before it (SPEC.md § Foreseen). A delivery bill, which
    /// is short, is in lines all the same.
    Foreseen,
}

/// The hash of a document's chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkHash(Hash);

impl ChunkHash {
    /// The hash that a chunk has.
    pub fn of(chunk: &[u8]) -> Self {
        Self(Hash::of("chunk", &[chunk]))
    }
}

/// Who may unseal a container in this seal cycle. Signed with the instruction to seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Who may; every row by itself.
    pub rows: List<PolicyRow, 32>,
    /// How many persons must agree, the one who instructs included.
    pub quorum: u8,
    /// Whether the lamp's code is asked for at every verification.
    pub presence: bool,
}

impl Statement for Policy {
    const CONTEXT: &'static str = "policy";
    const LIMIT: usize = 1024;
    const RIGHT: Right = Right::SetPolicy;
}

/// One row of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRow {
    /// The administration.
    pub administration: Administration,
    /// The role.
    pub role: Role,
    /// The station; any where none is named.
    pub station: Option<StationCode>,
}

/// What a sealed lock carries beside its documents, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// What it was sealed with.
    pub manifest: Signed<Manifest>,
    /// Who made the manifest out.
    pub issuer: CertificateChain,
    /// Who may unseal.
    pub policy: Signed<Policy>,
    /// Who set the policy.
    pub sealer: CertificateChain,
}

impl Sealing {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize = Signed::<Manifest>::WIRE_LIMIT
        + Signed::<Policy>::WIRE_LIMIT
        + 2 * CertificateChain::WIRE_LIMIT;
}

/// Splits a document's bytes into chunks of `size`, at most [`CHUNK_LIMIT`].
pub fn chunks_of(document: &[u8], size: usize) -> Vec<Chunk> {
    document
        .chunks(size.clamp(1, CHUNK_LIMIT))
        .filter_map(|chunk| Chunk::try_from(chunk.to_vec()).ok())
        .collect()
}
