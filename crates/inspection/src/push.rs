//! How inspections reach the customs server, and what it answers (SPEC.md § Push).

use railseal_protocol::bounded::{Bytes, List};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::rights::Right;
use railseal_protocol::statement::{Id, Signed, Statement};
use railseal_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::record::{CarriedRecord, InspectionRecord, RecordError};

/// The most records in one push.
pub const MAX_PUSH: usize = 64;

/// A [`CarriedRecord`]'s bytes: kept as bytes, so that one that cannot be read blocks no other.
pub type RecordBytes = Bytes<{ CarriedRecord::WIRE_LIMIT }>;

/// Records, in the device's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The records.
    pub records: List<RecordBytes, MAX_PUSH>,
}

impl Push {
    /// The most bytes one push has.
    pub const LIMIT: usize = 4 * 1024 * 1024;
}

/// What became of each record, in the order in which they were pushed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// Who signs the arrivals.
    pub server: CertificateChain,
    /// One for each record.
    pub results: List<Result<Signed<Arrival>, Rejection>, MAX_PUSH>,
}

impl Pushed {
    /// The most bytes the answer has.
    pub const LIMIT: usize = 64 * 1024;
}

/// That a record has arrived and is stored. Signed by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The record.
    pub record: Id<InspectionRecord>,
    /// When it arrived.
    pub arrived_at: Timestamp,
}

impl Statement for Arrival {
    const CONTEXT: &'static str = "arrival";
    const LIMIT: usize = 64;
    const RIGHT: Right = Right::ConfirmArrival;
}

/// Why a record was not stored. The phone keeps it, and shows this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rejection {
    /// It cannot be read.
    Unreadable,
    /// The officer's chain does not verify here.
    OfficerNotKnown,
    /// The signature does not verify, or the signer may not inspect.
    NotGenuine,
    /// The decision was not the officer's to make.
    DecisionNotAllowed,
}

impl From<RecordError> for Rejection {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Unreadable(_) => Self::Unreadable,
            RecordError::Officer(_) => Self::OfficerNotKnown,
            RecordError::Statement(_) => Self::NotGenuine,
            RecordError::Decision(_) => Self::DecisionNotAllowed,
        }
    }
}
