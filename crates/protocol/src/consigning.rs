//! How a sealing office gives its server the tables of a container, and what the server answers
//! (SPEC.md § Consigning).

mod columns;
mod problem;

use serde::{Deserialize, Serialize};

pub use columns::{COLUMNS, Column, TABLES, Table};
pub use problem::{Fault, Faults, FoundEncoding, FoundSeparator, MAX_FAULTS, Place, Problem};

use crate::bounded::{Bytes, List};
use crate::chain::CertificateChain;
use crate::hash::Hash;
use crate::identifiers::{ContainerNumber, DespatchId, LockId, StationCode, TrainNumber};
use crate::manifest::{Grams, MAX_DOCUMENTS, MAX_ROUTE, Totals};
use crate::rights::Right;
use crate::statement::{Signed, Statement};
use crate::time::Timestamp;

/// The most files given at a time.
pub const MAX_FILES: usize = 8;
/// The most bytes that all files have together.
pub const FILES_LIMIT: usize = 32 * 1024 * 1024;
/// The most despatches of a container: each has a mail list and a detail sheet beside the one bill.
pub const MAX_DESPATCHES: usize = (MAX_DOCUMENTS - 1) / 2;

/// A table's bytes, as they are in its file. `Debug` prints their length only.
pub type TableFile = Bytes<FILES_LIMIT>;

/// The hash of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHash(Hash);

impl TableHash {
    /// The hash that a file has.
    pub fn of(file: &[u8]) -> Self {
        Self(Hash::of("table", &[file]))
    }
}

/// What a container is to be sealed with: the files that say so, and whether it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consigning {
    /// When it was asked, by the phone's clock.
    pub asked_at: Timestamp,
    /// The container.
    pub container: ContainerNumber,
    /// The lock that is to close it.
    pub lock: LockId,
    /// The train; the bill's where none is named.
    pub train: Option<TrainNumber>,
    /// The stations from the sealing to the end, both included.
    pub route: List<StationCode, MAX_ROUTE>,
    /// How many items the whole bill has, where it covers more containers than this one.
    pub bill_items: Option<u32>,
    /// The hash of every file, in their order.
    pub files: List<TableHash, MAX_FILES>,
    /// Whether to keep what they make, if there is nothing wrong with it. Else they are only read.
    pub keep: bool,
}

impl Statement for Consigning {
    const CONTEXT: &'static str = "consigning";
    const LIMIT: usize = 512;
    const RIGHT: Right = Right::AskServer;
}

/// A consigning with the chain of the officer who signed it and the files, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsigningRequest {
    /// What is asked.
    pub consigning: Signed<Consigning>,
    /// Who asks.
    pub officer: CertificateChain,
    /// The files, in the order in which they are named.
    pub files: List<TableFile, MAX_FILES>,
}

impl ConsigningRequest {
    /// The most bytes it has: each file has up to four more, of its length.
    pub const LIMIT: usize = Signed::<Consigning>::WIRE_LIMIT
        + CertificateChain::WIRE_LIMIT
        + FILES_LIMIT
        + 1
        + 4 * MAX_FILES;
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consigned {
    /// Nothing is wrong with the tables.
    Read {
        /// What they add up to.
        summary: Summary,
        /// Whether it was kept.
        kept: bool,
    },
    /// Something is. Nothing was kept.
    Faulty(Faults),
}

impl Consigned {
    /// The most bytes it has.
    pub const LIMIT: usize = 16 * 1024;
}

/// What a container's tables add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Each despatch, in the order of the mail lists.
    pub despatches: List<DespatchSummary, MAX_DESPATCHES>,
    /// What this container holds.
    pub totals: Totals,
    /// What the whole delivery bill says.
    pub bill: Totals,
}

/// What a despatch adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DespatchSummary {
    /// The despatch.
    pub despatch: DespatchId,
    /// How many receptacles of it are in the container.
    pub receptacles: u32,
    /// How many items are in them.
    pub items: u32,
    /// The receptacles' gross weight.
    pub gross: Grams,
}
