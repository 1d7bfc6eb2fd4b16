//! The order in which a lock is told what to do, without any radio: what to ask next, what to do
//! with the answer, and what is known of the outcome, over one link or several.
//!
//! An instruction that was sent and not answered *may have happened*. Over the next link the lock
//! is asked what became of it before anything is sent again; so it never runs twice, and what the
//! lock's own journal says is what counts.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Asked, Call, Presence, Refusal};
use railseal_protocol::chain::Holder;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::{Challenge, Directive, Instruction, Outcome};
use railseal_protocol::journal::{Entry, EntryBytes, JournalHead, verify};
use railseal_protocol::session::SessionId;
use railseal_protocol::statement::{Id, Signed, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::evidence::SealEvidence;
use crate::proof::Proof;
use crate::record::{Acts, MAX_AFTER, outcome_of};

/// What is wanted next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderWant {
    /// Ask the lock this.
    Ask(Call),
    /// Have the person's key sign this, and give it to [`Ordering::prove`].
    Proof(Presence),
}

/// What an order is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStage {
    /// The lock is asked how it is, and for a challenge.
    Preparing,
    /// Signatures are gathered; no link is needed.
    Gathering,
    /// It is being sent.
    Sending,
    /// It was sent, and no answer came: it may have happened. The lock must be asked.
    MayHaveHappened,
    /// The lock has answered; its journal is read.
    Confirming,
    /// Nothing is left to do.
    Ended,
}

/// What the lock was, and the challenge it drew, when an order was prepared.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The lock's status.
    pub status: Verified<Status>,
    /// Its challenge.
    pub challenge: Challenge,
}

/// How an order ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The lock's journal tells of it: these entries name it.
    Told {
        /// Where.
        outcome: Outcome,
        /// The entries that name the instruction.
        entries: Vec<Entry>,
    },
    /// The lock has accepted it, and did not let its journal be read: only its state tells.
    Untold(Outcome),
    /// The lock has refused it. Nothing has happened.
    Refused(Refusal),
    /// The lock never accepted it, and never will. Nothing has happened.
    Void,
}

/// What the lock did wrong, or cannot. The connection is of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// It does not verify, or is another lock than the one that was read.
    #[error("the lock does not verify")]
    NotTheLock,
    /// It answered something that was not asked.
    #[error("the lock answered something that was not asked")]
    NotAsked,
    /// Its journal does not go on from what was read before.
    #[error("the journal does not go on from what was read before")]
    OtherJournal,
    /// It accepted the order, and has not written what became of it: it is to be asked again.
    #[error("the lock has not written what became of the order")]
    StillOpen,
    /// It cannot answer now.
    #[error("the lock refused: {0}")]
    Refused(Refusal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Status,
    Challenge,
    Gathering,
    Asking,
    Instructing,
    LaterStatus,
    Presence,
    Journal,
    Ended,
}

/// An order in the making.
pub struct Ordering {
    seal: SealEvidence,
    /// How far the lock's journal was read before.
    known: JournalHead,
    prepared: Option<Prepared>,
    directive: Option<Directive>,
    asked: Option<Asked>,
    answer: Option<Outcome>,
    /// Whether it left this device.
    sent: bool,
    proof: Proof,
    later: Option<Verified<Status>>,
    entries: Vec<EntryBytes>,
    ended: Option<Ended>,
    at: At,
}

impl Ordering {
    /// Begins with what a session's beginning has shown, for the lock whose journal was read so far.
    pub fn begin(seal: SealEvidence, known: JournalHead) -> Self {
        Self {
            seal,
            known,
            prepared: None,
            directive: None,
            asked: None,
            answer: None,
            sent: false,
            proof: Proof::default(),
            later: None,
            entries: Vec::new(),
            ended: None,
            at: At::Status,
        }
    }

    /// Goes on over another session.
    pub fn resume(&mut self, seal: SealEvidence) -> Result<(), OrderError> {
        if seal.lock != self.seal.lock || seal.agreement != self.seal.agreement {
            return Err(OrderError::NotTheLock);
        }
        self.seal = seal;
        self.proof = Proof::default();
        self.later = None;
        self.entries.clear();
        self.at = match self.at {
            At::Status | At::Challenge => At::Status,
            At::Gathering => At::Gathering,
            At::Asking | At::Instructing if self.sent => At::Asking,
            At::Asking | At::Instructing => At::Instructing,
            At::LaterStatus | At::Presence | At::Journal => At::LaterStatus,
            At::Ended => At::Ended,
        };
        Ok(())
    }

    /// Which lock.
    pub fn lock(&self) -> LockId {
        self.seal.lock
    }

    /// What it is at.
    pub fn stage(&self) -> OrderStage {
        match self.at {
            At::Status | At::Challenge => OrderStage::Preparing,
            At::Gathering => OrderStage::Gathering,
            At::Asking => OrderStage::MayHaveHappened,
            At::Instructing if self.sent => OrderStage::MayHaveHappened,
            At::Instructing => OrderStage::Sending,
            At::LaterStatus | At::Presence | At::Journal => OrderStage::Confirming,
            At::Ended => OrderStage::Ended,
        }
    }

    /// What the order is made out for, once the lock has said.
    pub fn prepared(&self) -> Option<&Prepared> {
        self.prepared.as_ref()
    }

    /// How it ended.
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// Takes the instruction with every signature. From now on it can be sent.
    pub fn bring(&mut self, directive: Directive, challenge: Challenge) {
        self.asked = Some(Asked {
            instruction: directive.instruction.id(),
            challenge,
        });
        self.directive = Some(directive);
        self.at = At::Instructing;
    }

    /// What to do next over the link; nothing while signatures are gathered, and at the end.
    pub fn next(&self) -> Option<OrderWant> {
        Some(OrderWant::Ask(match self.at {
            At::Status | At::LaterStatus => Call::Status,
            At::Challenge => Call::Challenge,
            At::Asking => Call::AskOutcome(self.asked?),
            At::Instructing => Call::Instruct(Box::new(self.directive.clone()?)),
            At::Presence => match self.proof.shown(&self.seal) {
                Ok(call) => call,
                Err(presence) => return Some(OrderWant::Proof(presence)),
            },
            At::Journal => {
                let read = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                Call::ReadJournal {
                    from: self.known.length.saturating_add(read),
                }
            }
            At::Gathering | At::Ended => return None,
        }))
    }

    /// Says that the first byte of what [`Ordering::next`] wanted is about to leave this device.
    pub fn sending(&mut self) {
        if self.at == At::Instructing {
            self.sent = true;
        }
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
    ) -> Result<(), OrderError> {
        match (self.at, answer) {
            (At::Status, Ok(Answer::Status(signed))) => {
                self.later = Some(self.verified(trust, &signed)?);
                self.at = At::Challenge;
            }
            (At::Challenge, Ok(Answer::Challenge(challenge))) => {
                let status = self.later.take().ok_or(OrderError::NotAsked)?;
                self.prepared = Some(Prepared { status, challenge });
                self.at = At::Gathering;
            }
            (At::Asking, Ok(Answer::Outcome(Outcome::Awaited))) => {
                // It never arrived: the same bytes may be sent again.
                self.sent = false;
                self.at = At::Instructing;
            }
            (At::Asking, Ok(Answer::Outcome(Outcome::Void))) => self.end(Ended::Void),
            (At::Asking | At::Instructing, Ok(Answer::Outcome(outcome))) => {
                self.answer = Some(outcome);
                self.at = At::LaterStatus;
            }
            (At::Instructing, Err(refusal)) if refusal.may_have_happened() => self.at = At::Asking,
            (At::Instructing, Err(refusal)) => self.end(Ended::Refused(refusal)),
            (At::LaterStatus, Ok(Answer::Status(signed))) => {
                self.later = Some(self.verified(trust, &signed)?);
                self.at = At::Presence;
            }
            (At::Presence, Ok(Answer::Welcome)) => self.at = At::Journal,
            (At::Presence, Err(Refusal::NotWelcome(_))) => {
                let outcome = self.answer.ok_or(OrderError::NotAsked)?;
                if let Outcome::Accepted { .. } = outcome {
                    self.at = At::Asking;
                    return Err(OrderError::StillOpen);
                }
                self.end(Ended::Untold(outcome));
            }
            (At::Journal, Ok(Answer::Journal(page))) => self.take_page(&page)?,
            (_, Err(refusal)) => return Err(OrderError::Refused(refusal)),
            (_, Ok(_)) => return Err(OrderError::NotAsked),
        }
        Ok(())
    }

    /// What the record keeps of it: the instruction, and the lock's own account. None before the
    /// journal was read.
    pub fn acts(&self) -> Option<Acts> {
        let Some(Ended::Told { .. }) = &self.ended else {
            return None;
        };
        let directive = self.directive.clone()?;
        Some(Acts {
            directives: List::try_from(Vec::from([directive])).ok()?,
            session: self.seal.session,
            status: self.later.as_ref()?.signed().clone(),
            entries: List::try_from(self.entries.clone()).ok()?,
        })
    }

    /// The status that the lock gave after it.
    pub fn later(&self) -> Option<&Verified<Status>> {
        self.later.as_ref()
    }

    /// The session in which the lock gave it.
    pub fn session(&self) -> SessionId {
        self.seal.session
    }

    fn end(&mut self, ended: Ended) {
        self.ended = Some(ended);
        self.at = At::Ended;
    }

    fn verified(
        &self,
        trust: &Trust,
        signed: &Signed<Status>,
    ) -> Result<Verified<Status>, OrderError> {
        let status = self.seal.own_status(trust, signed);
        let status = status.ok_or(OrderError::NotTheLock)?;
        if status.journal.length < self.known.length {
            return Err(OrderError::OtherJournal);
        }
        Ok(status)
    }

    fn take_page(&mut self, page: &[EntryBytes]) -> Result<(), OrderError> {
        let head = self.later.as_ref().ok_or(OrderError::NotAsked)?.journal;
        let all = head.length.saturating_sub(self.known.length) as usize;
        let left = all.saturating_sub(self.entries.len());
        if all > MAX_AFTER || (page.is_empty() && left > 0) {
            return Err(OrderError::OtherJournal);
        }
        self.entries.extend(page.iter().take(left).cloned());
        if self.entries.len() < all {
            return Ok(());
        }
        let entries = verify(self.known, &self.entries, &head);
        let entries = entries.map_err(|_| OrderError::OtherJournal)?;
        let id = self.asked.ok_or(OrderError::NotAsked)?.instruction;
        match told(&id, &entries, self.answer) {
            // To be accepted is not to be carried out.
            Ended::Told {
                outcome: Outcome::Accepted { .. },
                ..
            }
            | Ended::Untold(Outcome::Accepted { .. }) => {
                self.at = At::Asking;
                Err(OrderError::StillOpen)
            }
            ended => {
                self.end(ended);
                Ok(())
            }
        }
    }
}

/// What the journal tells of an instruction. What it does not tell of was told before it was read.
fn told(id: &Id<Instruction>, entries: &[Entry], answer: Option<Outcome>) -> Ended {
    let named = entries
        .iter()
        .filter(|entry| entry.instruction.as_ref() == Some(id.hash()));
    match (outcome_of(id, entries), answer) {
        (Some(outcome), _) => Ended::Told {
            outcome,
            entries: named.cloned().collect(),
        },
        (None, Some(answer)) => Ended::Untold(answer),
        (None, None) => Ended::Void,
    }
}
