//! What a sealing office asks of its server before it seals a lock, and what it gets (SPEC.md §
//! Preparing a sealing).

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::chain::CertificateChain;
use crate::identifiers::{ContainerNumber, LockId};
use crate::journal::JournalHead;
use crate::manifest::{Chunk, MAX_CHUNKS, MAX_DOCUMENTS, Manifest, Policy};
use crate::prior::{CarriedDigest, MAX_INSPECTIONS};
use crate::rights::Right;
use crate::statement::{Id, Signed, Statement};
use crate::status::{SealCycle, TamperCount};
use crate::time::Timestamp;

/// The lock before the officer, as a manifest for it must name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preparation {
    /// When it was asked, by the phone's clock.
    pub asked_at: Timestamp,
    /// The container that is to be sealed.
    pub container: ContainerNumber,
    /// The lock.
    pub lock: LockId,
    /// The seal cycle that is to begin.
    pub cycle: SealCycle,
    /// The lock's tamper counter.
    pub tampers: TamperCount,
    /// How far the lock's journal reaches.
    pub journal: JournalHead,
    /// The manifest that the lock was sealed under before, while its documents are not erased.
    pub previous: Option<Id<Manifest>>,
    /// Who is to unseal.
    pub policy: Id<Policy>,
}

impl Preparation {
    /// What was asked at `asked_at`, if this manifest was given for it.
    pub fn named_by(manifest: &Manifest, asked_at: Timestamp) -> Self {
        Self {
            asked_at,
            container: manifest.container,
            lock: manifest.lock,
            cycle: manifest.cycle,
            tampers: manifest.tampers,
            journal: manifest.journal,
            previous: manifest.previous,
            policy: manifest.policy,
        }
    }
}

impl Statement for Preparation {
    const CONTEXT: &'static str = "preparation";
    const LIMIT: usize = 256;
    const RIGHT: Right = Right::AskServer;
}

/// A preparation with the policy that it names and the chain of the officer who signed both, as it
/// travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparationRequest {
    /// What is asked.
    pub preparation: Signed<Preparation>,
    /// Who is to unseal.
    pub policy: Signed<Policy>,
    /// Who asks.
    pub officer: CertificateChain,
}

impl PreparationRequest {
    /// The most bytes it has.
    pub const LIMIT: usize = Signed::<Preparation>::WIRE_LIMIT
        + Signed::<Policy>::WIRE_LIMIT
        + CertificateChain::WIRE_LIMIT;
}

/// A document's bytes, in the chunks that the manifest names.
pub type Chunks = List<Chunk, MAX_CHUNKS>;

/// Everything that a lock is to be sealed with, but for the policy, which the officer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The manifest, made out for the lock as the preparation names it.
    pub manifest: Signed<Manifest>,
    /// Who made it out.
    pub issuer: CertificateChain,
    /// The documents, in the manifest's order.
    pub documents: List<Chunks, MAX_DOCUMENTS>,
    /// The prior inspections, the last first.
    pub inspections: List<CarriedDigest, MAX_INSPECTIONS>,
}

impl Papers {
    /// The most bytes it has.
    pub const LIMIT: usize = 8 * 1024 * 1024;
}
