//! Why a lock was not sealed, with what it has and what came.

use railseal_protocol::call::{ChunkAddress, Refusal};
use railseal_protocol::identifiers::{Administration, LockId};
use railseal_protocol::journal::{JournalHead, RefusalReason};
use railseal_protocol::manifest::{ChunkHash, Manifest, Policy};
use railseal_protocol::prior::{InspectionDigest, MAX_INSPECTIONS};
use railseal_protocol::statement::{Id, StatementError};
use railseal_protocol::status::{LockState, SealCycle, TamperCount};
use railseal_protocol::trust::{Standing, TrustError};

use crate::hardware::{Area, FlashError, Lever};
use crate::lock::ClockTrouble;
use crate::presence::{reason_of_chain, reason_of_standing, reason_of_statement};

/// Why a lock was not sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Only a lock in stock, or an open one, can be sealed.
    #[error("the lock is {0:?}")]
    State(LockState),
    /// Without the time, nobody's certificate can be judged.
    #[error(transparent)]
    Clock(#[from] ClockTrouble),
    /// A chain was not believed.
    #[error("the chain of the {who:?}: {error}")]
    Chain {
        /// Whose.
        who: Signatory,
        /// Why.
        error: TrustError,
    },
    /// A statement was not believed.
    #[error("the statement of the {who:?}: {error}")]
    Statement {
        /// Whose.
        who: Signatory,
        /// Why.
        error: StatementError,
    },
    /// Somebody does not count, or not for this.
    #[error("the {who:?} does not count: {standing:?}")]
    Standing {
        /// Who.
        who: Signatory,
        /// Why.
        standing: Standing,
    },
    /// Only the lock's own administration seals.
    #[error("ordered by {got}, where only {expected} seals")]
    NotTheOwner {
        /// The lock's administration.
        expected: Administration,
        /// The sealer's.
        got: Administration,
    },
    /// The manifest is for another lock.
    #[error("the manifest is for {got}, not for {expected}")]
    OtherLock {
        /// This lock.
        expected: LockId,
        /// The manifest's.
        got: LockId,
    },
    /// The manifest is for another seal cycle.
    #[error("the manifest is for cycle {}, not {}", got.0, expected.0)]
    OtherCycle {
        /// The next one.
        expected: SealCycle,
        /// The manifest's.
        got: SealCycle,
    },
    /// The manifest names another tamper counter.
    #[error("the manifest counts {} tamperings, the lock {}", got.0, expected.0)]
    OtherTampers {
        /// The lock's.
        expected: TamperCount,
        /// The manifest's.
        got: TamperCount,
    },
    /// The manifest names another journal head: something has happened since, or never did.
    #[error("the manifest names a journal of {}, the lock has {}", got.length, expected.length)]
    OtherJournal {
        /// The lock's.
        expected: JournalHead,
        /// The manifest's.
        got: JournalHead,
    },
    /// The manifest names another policy than the one that came with it.
    #[error("the manifest names the policy {expected}, not {got}")]
    OtherPolicy {
        /// The manifest's.
        expected: Id<Policy>,
        /// The one that came.
        got: Id<Policy>,
    },
    /// The manifest names another manifest before it than the lock has.
    #[error("the manifest follows another than the lock's")]
    OtherPrevious {
        /// The lock's.
        expected: Option<Id<Manifest>>,
        /// The manifest's.
        got: Option<Id<Manifest>>,
    },
    /// Another prior inspection came than the manifest names.
    #[error("another prior inspection came than the manifest names")]
    OtherInspection {
        /// The manifest's.
        expected: Option<Id<InspectionDigest>>,
        /// The one that came.
        got: Option<Id<InspectionDigest>>,
    },
    /// More prior inspections came than a lock carries.
    #[error("{got} prior inspections, where a lock carries {MAX_INSPECTIONS}")]
    TooManyInspections {
        /// How many.
        got: usize,
    },
    /// A policy by which nobody could ever unseal, or anybody.
    #[error("a policy of {rows} rows and a quorum of {quorum}")]
    PolicyWithoutSense {
        /// Its rows.
        rows: usize,
        /// Its quorum.
        quorum: u8,
    },
    /// Other documents came than the manifest names.
    #[error("{got} documents where the manifest names {expected}")]
    DocumentCount {
        /// The manifest's.
        expected: usize,
        /// Those that came.
        got: usize,
    },
    /// A document came in another number of chunks.
    #[error("document {document} came in {got} chunks, not {expected}")]
    ChunkCount {
        /// Which document.
        document: u8,
        /// The manifest's.
        expected: usize,
        /// Those that came.
        got: usize,
    },
    /// A document has another length.
    #[error("document {document} has {got} bytes, not {expected}")]
    DocumentLength {
        /// Which document.
        document: u8,
        /// The manifest's, in bytes.
        expected: u32,
        /// What came, in bytes.
        got: usize,
    },
    /// A chunk is not the one whose hash the manifest names.
    #[error("chunk {} of document {} is another", address.chunk, address.document)]
    OtherChunk {
        /// Which.
        address: ChunkAddress,
        /// The manifest's.
        expected: ChunkHash,
        /// The hash of what came.
        got: ChunkHash,
    },
    /// The journal could not hold a whole seal cycle.
    #[error("the journal has room for {left} entries where {needed} are needed")]
    JournalRoom {
        /// What is needed, in entries.
        needed: u32,
        /// What is left, in entries.
        left: u32,
    },
    /// An area of the flash is too small for what was brought.
    #[error("the area {area:?} has {left} bytes where {needed} are needed")]
    Room {
        /// Which.
        area: Area,
        /// What is needed, in bytes.
        needed: usize,
        /// What is left, in bytes.
        left: usize,
    },
    /// The lever is not in.
    #[error("the lever is {0:?}")]
    Lever(Lever),
    /// The order was accepted, and the lever could not be held: the lock is not sealed.
    #[error("the lever could not be held")]
    NotHeld,
    /// The flash failed before the order was accepted: nothing has happened.
    #[error("before the sealing: {0}")]
    Flash(FlashError),
    /// The flash failed after the order was accepted: the next start tells what has happened.
    #[error("in the middle of the sealing: {0}")]
    Interrupted(FlashError),
}

impl SealError {
    /// Whether the lock may be sealed all the same.
    pub const fn may_have_happened(&self) -> bool {
        matches!(self, Self::Interrupted(_))
    }

    /// Whether the same order, given again, may be obeyed.
    pub const fn worth_a_retry(&self) -> bool {
        matches!(self, Self::Lever(_))
    }
}

impl SealError {
    /// What a phone is told.
    pub(crate) fn refusal(&self) -> Refusal {
        Refusal::NotObeyed(match self {
            Self::Flash(_) => return Refusal::Fault,
            Self::Interrupted(_) => return Refusal::Interrupted,
            Self::State(_) => RefusalReason::WrongState,
            Self::Clock(_) => RefusalReason::CannotSay,
            Self::Chain { error, .. } => reason_of_chain(error),
            Self::Statement { error, .. } => reason_of_statement(*error),
            Self::Standing { standing, .. } => reason_of_standing(standing),
            Self::NotTheOwner { .. } => RefusalReason::NotAdmitted,
            Self::OtherLock { .. } | Self::OtherCycle { .. } => RefusalReason::NotForHere,
            Self::OtherTampers { .. }
            | Self::OtherJournal { .. }
            | Self::OtherPolicy { .. }
            | Self::OtherPrevious { .. }
            | Self::OtherInspection { .. }
            | Self::PolicyWithoutSense { .. }
            | Self::DocumentLength { .. }
            | Self::OtherChunk { .. } => RefusalReason::DoesNotFit,
            Self::DocumentCount { .. } | Self::ChunkCount { .. } => RefusalReason::Incomplete,
            Self::TooManyInspections { .. } | Self::JournalRoom { .. } | Self::Room { .. } => {
                RefusalReason::NoRoom
            }
            Self::Lever(_) | Self::NotHeld => RefusalReason::Sensors,
        })
    }
}

/// Who signed a part of a sealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signatory {
    /// Who made the manifest out.
    Issuer,
    /// Who set the policy, and orders.
    Sealer,
}
