//! For whoever tries the lock in every case there is: what it does by the calls of a session,
//! without the session. Each step is the very one that is taken over the air; only that a
//! directive's chains and signatures are verified once, however often it is brought.
//!
//! Nothing here makes anything count as signed: an [`Attested`] comes only from the lock's own
//! verification, by its own trust.

use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

use railseal_protocol::call::{Asked, Refusal};
use railseal_protocol::instruction::{Challenge, Directive, Outcome};
use railseal_protocol::journal::{EntryBytes, RefusalReason};

use crate::hardware::{FlashError, Hardware};
use crate::instructing::Obeyed;
use crate::keeping::Keeping;
use crate::lock::{Lock, StartError};

/// A directive whose chains and signatures a lock has verified.
#[derive(Clone)]
pub struct Attested<'a>(Obeyed<'a>);

impl<H: Hardware> Lock<H> {
    /// What the call Challenge does.
    pub fn draw_challenge(&mut self) -> Challenge {
        let now = self.hardware.uptime();
        self.challenger.draw(now)
    }

    /// Verifies who has signed, while the lock takes the directive's challenge.
    pub fn attest<'a>(&self, directive: &'a Directive) -> Result<Attested<'a>, RefusalReason> {
        self.signed_by_whom(directive).map(Attested)
    }

    /// What the call Instruct does with a directive that this lock has verified before.
    pub fn bring(&mut self, attested: &Attested<'_>) -> Result<Outcome, Refusal> {
        let Attested(obeyed) = attested;
        let answer = self.obey_once(obeyed.instruction().id(), |lock| {
            lock.is_for_here_and_now(obeyed.instruction())?;
            Ok(obeyed.clone())
        });
        self.noting_refusal(answer)
    }

    /// What the call AskOutcome does.
    pub fn ask(&self, asked: &Asked) -> Result<Outcome, Refusal> {
        self.outcome(asked)
    }

    /// The journal's entries as they were written, from an index on.
    pub fn entries(&self, from: u32) -> Result<Vec<EntryBytes>, FlashError> {
        self.journal.entries(&self.hardware, from, usize::MAX)
    }

    /// The same lock, started on a body. Who it is and whom it trusts was verified before.
    pub fn start_again<B: Hardware>(&self, body: B) -> Result<Lock<B>, StartError> {
        let keeping = Keeping::open(&body)?;
        let (_, commissioned) = keeping.recall(&body).map_err(|_| StartError::Unreadable)?;
        let known = (self.identity.clone(), self.trust.clone());
        Lock::start_as(body, keeping, known, &commissioned)
    }

    /// Hashes what it keeps in memory and does not read from its flash. Two locks on equal bodies
    /// that hash alike do alike from here on.
    pub fn hash_memory(&self, state: &mut impl Hasher) {
        self.challenger.hash(state);
        self.refused.hash(state);
        self.free_since.map(|since| since.0).hash(state);
        self.dark_at.map(|dark_at| dark_at.0).hash(state);
        self.taken.len().hash(state);
        self.writing.is_some().hash(state);
        self.journal.has_failed().hash(state);
    }
}
