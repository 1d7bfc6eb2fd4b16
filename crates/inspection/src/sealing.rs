//! What a lock is to be sealed with, judged before anything is written; and the order in which it
//! is written, without any radio: what to ask next, and what to do with the answer, over one link
//! or several. Nothing of it counts before the lock obeys the order to seal.

mod papers;

use alloc::boxed::Box;

use railseal_protocol::call::{Answer, Call, ChunkAddress, Presence, Refusal, Written};
use railseal_protocol::chain::Holder;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::statement::Signed;
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

pub use papers::{Lawful, PapersError, before, verify};

use crate::evidence::SealEvidence;
use crate::proof::Proof;

/// What is wanted next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteWant {
    /// Ask the lock this.
    Ask(Call),
    /// Have the person's key sign this, and give it to [`Writing::prove`].
    Proof(Presence),
}

/// How far the writing has come, in pieces: the prior inspections, and the documents' chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many are in the lock.
    pub written: u32,
    /// How many there are.
    pub of: u32,
}

/// What the lock did wrong, or cannot. Nothing is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WritingError {
    /// It does not verify.
    #[error("the lock does not verify")]
    NotTheLock,
    /// It answered something that was not asked.
    #[error("the lock answered something that was not asked")]
    NotAsked,
    /// Something was journalled since the manifest was made out: it needs another.
    #[error("the lock is not any more as the manifest names it")]
    MovedOn,
    /// It wants a piece that the papers do not have.
    #[error("the lock wants what the papers do not have")]
    NoSuchPiece,
    /// It refused.
    #[error("the lock refused: {0}")]
    Refused(Refusal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Status,
    Presence,
    Sealing,
    Pieces(Written),
    Done,
}

/// A sealing that is being written, over one session.
pub struct Writing<'a> {
    seal: SealEvidence,
    lawful: &'a Lawful,
    proof: Proof,
    at: At,
}

impl<'a> Writing<'a> {
    /// Begins, or goes on, with what a session's beginning has shown: the lock itself says what is
    /// there already.
    pub fn begin(seal: SealEvidence, lawful: &'a Lawful) -> Self {
        Self {
            seal,
            lawful,
            proof: Proof::default(),
            at: At::Status,
        }
    }

    /// Which lock.
    pub fn lock(&self) -> LockId {
        self.seal.lock
    }

    /// How far it has come.
    pub fn share(&self) -> Share {
        let of = self.lawful.pieces();
        let written = match self.at {
            At::Status | At::Presence | At::Sealing => 0,
            At::Pieces(written) => self.lawful.pieces_until(written),
            At::Done => of,
        };
        Share { written, of }
    }

    /// What to do next over the link; nothing when everything is written.
    pub fn next(&self) -> Option<WriteWant> {
        let lawful = self.lawful;
        Some(WriteWant::Ask(match self.at {
            At::Status => Call::Status,
            At::Presence => match self.proof.shown(&self.seal) {
                Ok(call) => call,
                Err(presence) => return Some(WriteWant::Proof(presence)),
            },
            At::Sealing => Call::WriteSealing(Box::new(lawful.sealing.clone())),
            At::Pieces(written) => match lawful.inspections.get(usize::from(written.inspections)) {
                Some(carried) => Call::WriteInspection(Box::new(carried.clone())),
                None => {
                    let address = written.next?;
                    let chunk = lawful.chunk(address)?.clone();
                    Call::WriteChunk { address, chunk }
                }
            },
            At::Done => return None,
        }))
    }

    /// Takes the presence that the person has signed.
    pub fn prove(&mut self, presence: Signed<Presence>, who: &Holder) {
        self.proof.take(presence, who);
    }

    /// Takes the lock's answer.
    pub fn take(
        &mut self,
        trust: &Trust,
        answer: Result<Answer, Refusal>,
    ) -> Result<(), WritingError> {
        self.at = match (self.at, answer) {
            (At::Status, Ok(Answer::Status(signed))) => {
                self.fits(trust, &signed)?;
                At::Presence
            }
            (At::Presence, Ok(Answer::Welcome)) => At::Sealing,
            (At::Sealing | At::Pieces(_), Ok(Answer::Written(written))) => {
                self.after(self.at, written)?
            }
            (_, Err(refusal)) => return Err(WritingError::Refused(refusal)),
            (_, Ok(_)) => return Err(WritingError::NotAsked),
        };
        Ok(())
    }

    /// What follows when so much is there. A lock that takes pieces and has none the more for it is
    /// not asked again and again.
    fn after(&self, at: At, written: Written) -> Result<At, WritingError> {
        let lawful = self.lawful;
        let inspections = usize::from(written.inspections);
        if inspections > lawful.inspections.len() {
            return Err(WritingError::NoSuchPiece);
        }
        if let At::Pieces(before) = at
            && (written.inspections, place(written)) <= (before.inspections, place(before))
        {
            return Err(WritingError::NotAsked);
        }
        match written.next {
            Some(address) if lawful.chunk(address).is_none() => Err(WritingError::NoSuchPiece),
            None if inspections == lawful.inspections.len() => Ok(At::Done),
            _ => Ok(At::Pieces(written)),
        }
    }

    fn fits(&self, trust: &Trust, signed: &Signed<Status>) -> Result<(), WritingError> {
        let status = self.seal.own_status(trust, signed);
        let status = status.ok_or(WritingError::NotTheLock)?;
        let manifest = &self.lawful.manifest;
        let as_named = (manifest.cycle, manifest.tampers, manifest.journal);
        if as_named != (status.cycle.next(), status.tampers, status.journal) {
            return Err(WritingError::MovedOn);
        }
        Ok(())
    }
}

/// Where the next chunk stands among all of them; none stands behind the last.
fn place(written: Written) -> (u8, u16) {
    let end = (u8::MAX, u16::MAX);
    let place = |address: ChunkAddress| (address.document, address.chunk);
    written.next.map_or(end, place)
}
