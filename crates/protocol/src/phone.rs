//! The phone's end of a connection, without any radio: segments in, segments out.

use alloc::vec::Vec;

use crate::announcement::Announcement;
use crate::call::{Answer, Call, Refusal, Request, RequestId, Response};
use crate::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentError};
use crate::session::{AwaitingLock, Entropy, LockHello, Session, SessionError, SessionId};
use crate::wire::{DecodeError, decode, encode};

/// Why a conversation with a lock cannot go on. It can be begun anew: nothing that was asked by
/// reading changes the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConversationError {
    /// The link lost or mixed up a segment.
    #[error("a segment: {0}")]
    Segment(#[from] SegmentError),
    /// The session.
    #[error("the session: {0}")]
    Session(#[from] SessionError),
    /// The lock said something unreadable.
    #[error("the lock's answer: {0}")]
    Unreadable(#[from] DecodeError),
    /// The lock answered a request that was not asked.
    #[error("the lock answered another request")]
    NotAsked,
}

/// The handshake, from the phone's first segment to the lock's last.
pub struct Greeting {
    cutter: Cutter,
    gatherer: Gatherer,
    awaiting: AwaitingLock,
}

/// What became of a greeting with one more segment.
#[expect(clippy::large_enum_variant, reason = "it lives for one match")]
pub enum Greeted {
    /// More is to come.
    NotYet(Greeting),
    /// The session stands.
    Done(Conversation, LockHello),
}

impl Greeting {
    /// Begins: what to send to the lock.
    pub fn begin(
        announcement: &Announcement,
        entropy: Entropy,
    ) -> Result<(Self, Vec<Vec<u8>>), ConversationError> {
        let (awaiting, message) = AwaitingLock::begin(&announcement.lock, entropy)?;
        let mut cutter = Cutter::new(announcement.segment);
        let segments = cutter.cut(&message);
        Ok((
            Self {
                cutter,
                gatherer: Gatherer::new(),
                awaiting,
            },
            segments,
        ))
    }

    /// Takes the next segment from the lock.
    pub fn take(mut self, segment: &[u8]) -> Result<Greeted, ConversationError> {
        let Some(message) = self.gatherer.take(segment)? else {
            return Ok(Greeted::NotYet(self));
        };
        let (session, hello) = self.awaiting.finish(&message)?;
        let Self {
            cutter, gatherer, ..
        } = self;
        let conversation = Conversation {
            session,
            cutter,
            gatherer,
            asked: 0,
        };
        Ok(Greeted::Done(conversation, hello))
    }
}

/// An established session: one question at a time, each answered before the next.
#[derive(Debug)]
pub struct Conversation {
    session: Session,
    cutter: Cutter,
    gatherer: Gatherer,
    asked: u16,
}

impl Conversation {
    /// The session's id.
    pub fn session(&self) -> SessionId {
        self.session.id()
    }

    /// The segments that ask.
    pub fn ask(&mut self, call: Call) -> Result<Vec<Vec<u8>>, ConversationError> {
        self.asked = self.asked.wrapping_add(1);
        let request = Request {
            id: RequestId(self.asked),
            call,
        };
        let message = self.session.seal(&encode(&request))?;
        Ok(self.cutter.cut(&message))
    }

    /// Takes the next segment from the lock; gives the answer that it completes.
    pub fn take(
        &mut self,
        segment: &[u8],
    ) -> Result<Option<Result<Answer, Refusal>>, ConversationError> {
        let Some(message) = self.gatherer.take(segment)? else {
            return Ok(None);
        };
        let plain = self.session.open(&message)?;
        let response: Response = decode(&plain, MESSAGE_LIMIT)?;
        if response.id == RequestId(self.asked) {
            Ok(Some(response.result))
        } else {
            Err(ConversationError::NotAsked)
        }
    }
}
