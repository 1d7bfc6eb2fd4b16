//! Refusals, so written that every one counts and none can fill the journal.
//!
//! Each refusal is counted in memory by its reason. A reason's count is written as one entry when
//! it is at least as high as all that was written of that reason since the seal cycle began: the
//! first refusal at once, then the second, then two more, four more, and so on. *n* refusals so
//! make about log₂ *n* entries, however they are mixed, spread over time or over connections, and a
//! loss of power forgets at most as many as are written. Beside this, a connection is dropped after
//! a few refusals ([`crate::connection`]), and refusals never take the room that the journal keeps
//! for unsealing and tampering ([`crate::journal`]).
//!
//! While the lock can be sealed, nothing is written: an entry would move the journal's head, which
//! the manifest being made out names, and a stranger could keep an officer from sealing. What was
//! counted is written right after the sealing.

use alloc::vec::Vec;

use railseal_protocol::call::Refusal;
use railseal_protocol::journal::{Event, RefusalReason};

use crate::account::Phase;
use crate::hardware::Hardware;
use crate::journal::{AppendError, Cause};
use crate::lock::Lock;

/// How many refusals there were for each reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "fake", derive(Hash))]
pub(crate) struct Tally(Vec<(RefusalReason, u32)>);

impl Tally {
    pub(crate) fn add(&mut self, reason: RefusalReason, more: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count = count.saturating_add(more),
            None => self.0.push((reason, more)),
        }
    }

    fn of(&self, reason: RefusalReason) -> u32 {
        self.0
            .iter()
            .find(|(known, _)| *known == reason)
            .map_or(0, |(_, count)| *count)
    }

    fn forget(&mut self, reason: RefusalReason) {
        self.0.retain(|(known, _)| *known != reason);
    }

    /// A reason that is due to be written after what was written before.
    fn due(&self, written: &Self) -> Option<(RefusalReason, u32)> {
        self.0
            .iter()
            .find(|(reason, count)| *count >= written.of(*reason).max(1))
            .copied()
    }
}

impl<H: Hardware> Lock<H> {
    /// Counts a refusal, and writes it if it is due.
    pub(crate) fn note_refusal(&mut self, reason: RefusalReason) {
        self.refused.add(reason, 1);
        // A journal that is full or fails must not change the answer; the count goes on in memory.
        let _ = self.write_refusals();
    }

    /// An answer; if it refuses somebody, that is counted.
    pub(crate) fn noting_refusal<T>(&mut self, answer: Result<T, Refusal>) -> Result<T, Refusal> {
        if let Err(Refusal::NotWelcome(reason) | Refusal::NotObeyed(reason)) = answer {
            self.note_refusal(reason);
        }
        answer
    }

    /// Writes what is due.
    pub(crate) fn write_refusals(&mut self) -> Result<(), AppendError> {
        if let Phase::Resting(_) = self.journal.account().phase {
            return Ok(());
        }
        while let Some((reason, count)) = self.refused.due(&self.journal.account().refused) {
            self.record(Event::Refused { reason, count }, Cause::NOBODY)?;
            self.refused.forget(reason);
        }
        Ok(())
    }
}
