//! Requests and responses inside a session (SPEC.md § Calls).

use alloc::boxed::Box;

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::certificate::Certificate;
use crate::chain::CertificateChain;
use crate::identifiers::LockId;
use crate::journal::{EntryBytes, RefusalReason};
use crate::lamp::LampShown;
use crate::manifest::{Chunk, Sealing};
use crate::prior::CarriedDigest;
use crate::rights::Right;
use crate::session::SessionId;
use crate::statement::{Id, Signed, Statement};
use crate::status::Status;

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
}

/// Why a lock did not answer what was asked. Nothing of what was asked has happened.
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
}

impl Refusal {
    /// Whether what was asked may have happened all the same.
    pub const fn may_have_happened(self) -> bool {
        match self {
            Self::Unreadable
            | Self::PresenceNeeded
            | Self::NotWelcome(_)
            | Self::Nothing
            | Self::Fault => false,
        }
    }

    /// Whether asking again may help.
    pub const fn worth_a_retry(self) -> bool {
        match self {
            Self::Fault => true,
            Self::Unreadable | Self::PresenceNeeded | Self::NotWelcome(_) | Self::Nothing => false,
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
