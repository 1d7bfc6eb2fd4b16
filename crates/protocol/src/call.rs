//! Requests and responses inside a session (SPEC.md § Calls).

use alloc::boxed::Box;

use serde::{Deserialize, Serialize};

use crate::amendment::CarriedAmendment;
use crate::bounded::List;
use crate::certificate::Certificate;
use crate::chain::{CertificateChain, Holder};
use crate::identifiers::LockId;
use crate::instruction::{Challenge, Directive, Instruction, Outcome};
use crate::journal::{EntryBytes, RefusalReason};
use crate::lamp::LampShown;
use crate::manifest::{Chunk, Sealing};
use crate::prior::CarriedDigest;
use crate::recognition::RecognitionList;
use crate::rights::Right;
use crate::session::SessionId;
use crate::statement::{Id, Signed, Statement};
use crate::status::Status;
use crate::trust::CarriedRevocations;

/// The most journal entries in one answer.
pub const JOURNAL_PAGE: usize = 32;

/// Which answer belongs to which request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestId(pub u16);

/// A request of the phone's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// What is asked.
    pub call: Call,
}

/// A lock's response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The request's id.
    pub id: RequestId,
    /// The answer, or why there is none.
    pub result: Result<Answer, Refusal>,
}

/// What can be asked of a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    /// Its status. Anybody may ask.
    Status,
    /// Who asks, proven: what may be read from now on depends on it.
    Present(Box<Presentation>),
    /// Journal entries, from this index on, as many as one answer holds.
    ReadJournal {
        /// The first wanted.
        from: u32,
    },
    /// The manifest and policy of the present seal cycle.
    ReadSealing,
    /// One chunk of a document of the manifest.
    ReadChunk(ChunkAddress),
    /// The chain of somebody whom the journal names.
    ReadChain {
        /// Whose certificate.
        certificate: Id<Certificate>,
    },
    /// Draw a code and blink it. Asked again in the same session, it is the same code.
    Blink,
    /// A prior inspection: 0 is the last, 1 the one before it.
    ReadInspection {
        /// How many are later.
        back: u8,
    },
    /// An amendment to the manifest: 0 is the last, 1 the one before it.
    ReadAmendment {
        /// How many are later.
        back: u8,
    },
    /// Draw a challenge for one instruction. Anybody may ask.
    Challenge,
    /// Carry out an instruction. Anybody may bring it.
    Instruct(Box<Directive>),
    /// What became of an instruction. Anybody may ask who knows its id.
    AskOutcome(Asked),
    /// A newer recognition list of the lock's own administration. Anybody may bring it.
    RenewRecognition(Box<Signed<RecognitionList>>),
    /// A newer revocation list of the lock's own or a recognised administration. Anybody may bring it.
    RenewRevocations(Box<CarriedRevocations>),
    /// What the lock is to be sealed with: manifest, policy, and whose they are. Begins the writing
    /// anew unless it is of the manifest whose writing was begun.
    WriteSealing(Box<Sealing>),
    /// A prior inspection that the manifest to be sealed with names, the last first.
    WriteInspection(Box<CarriedDigest>),
    /// A chunk of a document of that manifest.
    WriteChunk {
        /// Where it belongs.
        address: ChunkAddress,
        /// Its bytes.
        chunk: Chunk,
    },
}

/// An instruction about which somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub instruction: Id<Instruction>,
    /// The challenge that it names.
    pub challenge: Challenge,
}

/// Where a chunk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkAddress {
    /// The document's place in the manifest.
    pub document: u8,
    /// The chunk's place in the document.
    pub chunk: u16,
}

/// What a lock answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Its status, signed.
    Status(Signed<Status>),
    /// The person's proof was accepted.
    Welcome,
    /// Journal entries, as they were written.
    Journal(List<EntryBytes, JOURNAL_PAGE>),
    /// The manifest and policy.
    Sealing(Box<Sealing>),
    /// A chunk.
    Chunk(Chunk),
    /// A chain.
    Chain(Box<CertificateChain>),
    /// The lamp blinks this.
    Blinking(Signed<LampShown>),
    /// A prior inspection.
    Inspection(Box<CarriedDigest>),
    /// An amendment.
    Amendment(Box<CarriedAmendment>),
    /// A challenge, fresh.
    Challenge(Challenge),
    /// What became of an instruction.
    Outcome(Outcome),
    /// The list was taken, or was held already.
    Renewed,
    /// What is written of the sealing whose writing was begun.
    Written(Written),
}

/// How far the writing of a sealing has come: what is to be written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// How many prior inspections are there.
    pub inspections: u8,
    /// The first chunk that is not there; none where all are.
    pub next: Option<ChunkAddress>,
}

/// Why a lock did not answer what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The lock cannot read the request.
    #[error("the lock cannot read the request")]
    Unreadable,
    /// Nobody who may read this has proven presence in this session.
    #[error("presence must be proven first")]
    PresenceNeeded,
    /// The proof of presence was refused.
    #[error("the proof of presence was refused: {0:?}")]
    NotWelcome(RefusalReason),
    /// The lock has nothing of the sort: not sealed, no such document, chunk or chain.
    #[error("the lock has no such thing")]
    Nothing,
    /// The lock's memory or sensors fail it.
    #[error("the lock is at fault")]
    Fault,
    /// The instruction, the list or what was to be written was refused.
    #[error("refused: {0:?}")]
    NotObeyed(RefusalReason),
    /// The lock's memory failed after the instruction was accepted.
    #[error("the lock's memory failed in the middle of an instruction")]
    Interrupted,
}

impl Refusal {
    /// Whether what was asked may have happened all the same.
    pub const fn may_have_happened(self) -> bool {
        match self {
            Self::Unreadable
            | Self::PresenceNeeded
            | Self::NotWelcome(_)
            | Self::Nothing
            | Self::Fault
            | Self::NotObeyed(_) => false,
            Self::Interrupted => true,
        }
    }

    /// Whether asking again may help.
    pub const fn worth_a_retry(self) -> bool {
        match self {
            Self::Fault | Self::Interrupted => true,
            Self::Unreadable
            | Self::PresenceNeeded
            | Self::NotWelcome(_)
            | Self::Nothing
            | Self::NotObeyed(_) => false,
        }
    }
}

/// A person's proof that the key of the certificate is here, in this session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The session.
    pub session: SessionId,
    /// The lock.
    pub lock: LockId,
}

impl Statement for Presence {
    const CONTEXT: &'static str = "presence";
    const LIMIT: usize = 64;
    const RIGHT: Right = Right::Present;
}

/// A proof of presence with the chain of the person, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presentation {
    /// The proof.
    pub presence: Signed<Presence>,
    /// Who.
    pub chain: CertificateChain,
}

impl Presentation {
    /// What somebody has signed, with their chain.
    pub fn by(presence: Signed<Presence>, who: &Holder) -> Self {
        Self {
            presence,
            chain: who.chain().clone(),
        }
    }
}
