//! Instructions: what a person orders a lock to do, and who agrees (SPEC.md § Instructions).
//!
//! An instruction outlives a connection: it names the lock, its seal cycle and a challenge of the
//! lock's, and the lock carries it out at most once. What it may order, and who may order it, is
//! the table in [`crate::rules`].

use alloc::boxed::Box;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::amendment::Amendment;
use crate::bounded::List;
use crate::chain::CertificateChain;
use crate::grant::{CarriedGrant, Grant};
use crate::identifiers::{ContainerNumber, LockId};
use crate::journal::Uptime;
use crate::manifest::{Manifest, Policy};
use crate::prior::{CarriedDigest, InspectionDigest};
use crate::rights::Right;
use crate::statement::{Id, Signed, Statement};
use crate::status::SealCycle;
use crate::time::Timestamp;

/// For how many seconds of its uptime a lock takes a challenge that it has drawn.
pub const CHALLENGE_SECONDS: u32 = 15 * 60;
/// The most persons that may have to agree, the one who instructs included.
pub const MAX_QUORUM: u8 = 5;
/// The most co-signatures that travel with an instruction.
pub const MAX_COSIGNATURES: usize = MAX_QUORUM as usize - 1;

/// Drawn by a lock for one instruction: when, by its uptime, then 20 bytes of which only this lock
/// knows, until it restarts, whether it drew them. Nothing needs to be kept for it, so no number of
/// them crowds another one out.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Seconds since the lock started.
    pub drawn_at: Uptime,
    /// What only the lock can tell from other bytes.
    pub token: [u8; 20],
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Challenge({} s)", self.drawn_at.0)
    }
}

/// What a person orders. Signed by that person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// The lock.
    pub lock: LockId,
    /// The seal cycle that the lock is in, or was in last, when this is ordered.
    pub cycle: SealCycle,
    /// The container that the lock is fixed to, or by this order will be; none where there is none.
    pub container: Option<ContainerNumber>,
    /// The lock's challenge.
    pub challenge: Challenge,
    /// What is ordered.
    pub order: Order,
    /// The grant it rests on, where the policy alone would not admit the person.
    pub grant: Option<Id<Grant>>,
}

impl Statement for Instruction {
    const CONTEXT: &'static str = "instruction";
    const LIMIT: usize = 256;
    const RIGHT: Right = Right::Instruct;
}

/// What can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Close, under a manifest and policy that were written before. A cycle begins.
    Seal {
        /// The manifest.
        manifest: Id<Manifest>,
        /// The policy.
        policy: Id<Policy>,
    },
    /// Free the lever.
    Unseal,
    /// Close again after an inspection, under the same policy. A cycle begins.
    Reseal {
        /// What has changed, and which inspection found it.
        amendment: Id<Amendment>,
        /// Why it was open.
        reason: ResealReason,
    },
    /// Add an amendment; the lever is not touched.
    Amend {
        /// What has changed.
        amendment: Id<Amendment>,
    },
    /// End a latched tamper, and free the lever.
    ClearTamper,
    /// Set the clock on the wall.
    SetClock {
        /// To this moment.
        to: Timestamp,
    },
    /// Take note that the sealed lock goes from one person to another, of customs and of the
    /// railway: the one who instructs gives, the one who co-signs takes.
    HandOver,
    /// End the journey: the documents are erased.
    Deactivate {
        /// The last inspection, which the lock keeps; none where nobody inspected.
        inspection: Option<Id<InspectionDigest>>,
    },
}

/// Why a lock was opened that is closed again (DOMAIN.md §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResealReason {
    /// The container was inspected.
    Inspected,
    /// Cargo was moved, added or taken out.
    Transhipped,
    /// Somebody or something was in danger.
    Emergency,
    /// The lock had been broken, and the latch was cleared.
    Tampered,
}

impl ResealReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [
        Self::Inspected,
        Self::Transhipped,
        Self::Emergency,
        Self::Tampered,
    ];
}

/// That another person agrees to an instruction, or takes over. Signed by that person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoSignature {
    /// The instruction, with everything that it names.
    pub instruction: Id<Instruction>,
}

impl Statement for CoSignature {
    const CONTEXT: &'static str = "co-signature";
    const LIMIT: usize = 32;
    const RIGHT: Right = Right::CoSign;
}

/// A co-signature with the chain of who gave it, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedCoSignature {
    /// The co-signature.
    pub cosignature: Signed<CoSignature>,
    /// Who agrees.
    pub person: CertificateChain,
}

/// An instruction with all that it needs, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// What is ordered.
    pub instruction: Signed<Instruction>,
    /// Who orders.
    pub person: CertificateChain,
    /// Who agrees.
    pub cosignatures: List<CarriedCoSignature, MAX_COSIGNATURES>,
    /// The grant that the instruction names.
    pub grant: Option<Box<CarriedGrant>>,
    /// The amendment that the order names, signed by who orders.
    pub amendment: Option<Box<Signed<Amendment>>>,
    /// The inspection that the amendment or the order names.
    pub inspection: Option<Box<CarriedDigest>>,
}

impl Directive {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize = Signed::<Instruction>::WIRE_LIMIT
        + CertificateChain::WIRE_LIMIT
        + 1
        + MAX_COSIGNATURES * (Signed::<CoSignature>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT)
        + (1 + CarriedGrant::WIRE_LIMIT)
        + (1 + Signed::<Amendment>::WIRE_LIMIT)
        + (1 + CarriedDigest::WIRE_LIMIT);
}

/// A request around a directive, the encryption's tag included, fits one message.
const _: () = assert!(Directive::WIRE_LIMIT + 4 + 16 <= crate::segment::MESSAGE_LIMIT);

/// What became of an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The lock has not accepted it, and still might.
    Awaited,
    /// The lock has not accepted it, and never will.
    Void,
    /// The lock has accepted it, and its outcome is not written yet.
    Accepted {
        /// The journal's entry that says so.
        entry: u32,
    },
    /// It was carried out, or came to nothing: the entries say which.
    Ended {
        /// The journal's entry of the acceptance.
        accepted: u32,
        /// The journal's entry of the outcome; the same where the order is only to take note.
        outcome: u32,
    },
}
