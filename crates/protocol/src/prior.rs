//! Prior inspections: what earlier officers found, in short, carried in the lock for the next one
//! to recognise (SPEC.md § Prior inspections).

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::chain::CertificateChain;
use crate::codes::{ControlResult, Disposition, SealCondition};
use crate::identifiers::{ContainerNumber, LockId, StationCode};
use crate::journal::JournalHead;
use crate::manifest::Manifest;
use crate::rights::Right;
use crate::statement::{Id, Signed, Statement};
use crate::status::SealCycle;
use crate::time::Timestamp;

/// The most prior inspections that one lock carries.
pub const MAX_INSPECTIONS: usize = 8;

/// An inspection in short: who, where, when and with what result. Signed by the officer, and
/// written into the lock before the full record, which contains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionDigest {
    /// Random, so that a digest says nothing of the record but what stands in it.
    pub inspection: InspectionId,
    /// The lock that was inspected.
    pub lock: LockId,
    /// The container that it closed.
    pub container: ContainerNumber,
    /// The seal cycle that it was in.
    pub cycle: SealCycle,
    /// The manifest that it was sealed under.
    pub manifest: Id<Manifest>,
    /// How far its journal reached.
    pub journal: JournalHead,
    /// When, by the officer's device.
    pub made_at: Timestamp,
    /// Where.
    pub place: StationCode,
    /// What the officer saw of the seal.
    pub condition: SealCondition,
    /// What the officer decided.
    pub disposition: Disposition,
    /// What the controls came to.
    pub results: List<ControlResult, 8>,
    /// The inspection before this one; none for the container's first.
    pub previous: Option<Id<InspectionDigest>>,
}

impl Statement for InspectionDigest {
    const CONTEXT: &'static str = "inspection digest";
    const LIMIT: usize = 256;
    const RIGHT: Right = Right::Inspect;
}

/// An inspection, by 16 random bytes made with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct InspectionId(pub [u8; 16]);

/// A prior inspection with the chain of its officer, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedDigest {
    /// The inspection in short.
    pub digest: Signed<InspectionDigest>,
    /// The officer.
    pub officer: CertificateChain,
}

impl CarriedDigest {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize =
        Signed::<InspectionDigest>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT;
}
