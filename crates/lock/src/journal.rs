//! The journal on flash, and the room that it keeps.
//!
//! Entries are of three kinds. *Outcomes* (tampering, accepted orders and what became of them) may
//! use the last byte. A *restart* leaves room for [`KEPT_FOR_OUTCOMES`]. What is *routine*
//! (refusals, warnings) leaves room for those and for [`KEPT_FOR_RESTARTS`]. A lock is sealed only
//! if, besides, the sealing itself and [`ALLOWED_FOR_ROUTINE`] fit: so whatever happens after a
//! sealing, its unsealing and any tampering find room. What finds none changes nothing else.

use alloc::vec::Vec;

use railseal_protocol::certificate::Certificate;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::{
    ENTRY_LIMIT, Entry, EntryBytes, Event, JournalError, JournalHead, LockTime, entry_bytes,
};
use railseal_protocol::statement::Id;
use railseal_protocol::wire::decode;

use crate::account::Account;
use crate::flash::{Kind, Log, LogError, footprint};
use crate::hardware::{Area, FlashError, Hardware};

/// The most entries that a journal has, whatever its flash: a phone reads no more.
pub const MAX_ENTRIES: u32 = 1024;
/// The entries' room kept for orders, their outcomes and tampering.
pub const KEPT_FOR_OUTCOMES: u32 = 16;
/// The entries' room kept for restarts.
pub const KEPT_FOR_RESTARTS: u32 = 16;
/// The entries' room for routine that a sealing must find.
pub const ALLOWED_FOR_ROUTINE: u32 = 32;
/// The most entries that one order to seal makes.
const ONE_SEALING: u32 = 6;
/// The entries' room without which a lock is not sealed.
pub const ROOM_TO_SEAL: u32 =
    ONE_SEALING + ALLOWED_FOR_ROUTINE + KEPT_FOR_RESTARTS + KEPT_FOR_OUTCOMES;

const ENTRY: Kind = Kind(0x10);

/// Why an entry is made: who had it done, by which instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cause {
    pub(crate) who: Option<Id<Certificate>>,
    pub(crate) instruction: Option<Hash>,
}

impl Cause {
    /// Nobody: the lock noticed it by itself.
    pub(crate) const NOBODY: Self = Self {
        who: None,
        instruction: None,
    };
}

/// Why an entry was not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AppendError {
    #[error("the room that is left is kept for other events")]
    Full,
    #[error(transparent)]
    Flash(#[from] FlashError),
}

/// Why a journal could not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReplayError {
    #[error(transparent)]
    Broken(#[from] JournalError),
    #[error(transparent)]
    Flash(#[from] FlashError),
}

/// The journal: its log, how far it reaches, and what follows from it.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    log: Log,
    head: JournalHead,
    account: Account,
}

impl Journal {
    /// Erases the area, and begins a lock's journal there.
    pub(crate) fn begin(hardware: &mut impl Hardware, lock: &LockId) -> Result<Self, FlashError> {
        Ok(Self {
            log: Log::begin(hardware, Area::Journal)?,
            head: JournalHead::of_nothing(lock),
            account: Account::begin(),
        })
    }

    /// Reads every entry again, and verifies the chain.
    pub(crate) fn replay(hardware: &impl Hardware, lock: &LockId) -> Result<Self, ReplayError> {
        let log = Log::open(hardware, Area::Journal)?;
        let mut head = JournalHead::of_nothing(lock);
        let mut account = Account::begin();
        for slot in log.slots() {
            let index = head.length;
            let bytes = log.read(hardware, slot)?;
            let entry: Entry = decode(&bytes, ENTRY_LIMIT)
                .map_err(|error| JournalError::Unreadable { index, error })?;
            if entry.index != index || entry.previous != head.hash {
                return Err(JournalError::Broken { index }.into());
            }
            head = head.after(&bytes);
            account.take(&entry);
        }
        Ok(Self { log, head, account })
    }

    pub(crate) fn head(&self) -> JournalHead {
        self.head
    }

    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    /// Whether nothing can be added before the next start.
    pub(crate) fn has_failed(&self) -> bool {
        self.log.has_failed()
    }

    /// How many more entries fit, at the least.
    pub(crate) fn left(&self) -> u32 {
        let by_size = self.log.left() / footprint(ENTRY_LIMIT);
        let by_count = MAX_ENTRIES.saturating_sub(self.head.length);
        by_count.min(u32::try_from(by_size).unwrap_or(u32::MAX))
    }

    /// What became of an instruction, by the entries that name it.
    pub(crate) fn outcome(
        &self,
        hardware: &impl Hardware,
        instruction: &Hash,
    ) -> Result<Option<Outcome>, FlashError> {
        let (mut accepted, mut last) = (None, None);
        for slot in self.log.slots() {
            let bytes = self.log.read(hardware, slot)?;
            let Ok(entry) = decode::<Entry>(&bytes, ENTRY_LIMIT) else {
                continue;
            };
            if entry.instruction != Some(*instruction) {
                continue;
            }
            match &entry.event {
                event if event.takes_note() => {
                    (accepted, last) = (Some(entry.index), Some(entry.index));
                }
                event if event.is_acceptance() => accepted = Some(entry.index),
                _ => last = Some(entry.index),
            }
        }
        let open = self.account.accepted.and_then(|cause| cause.instruction);
        let is_open = open == Some(*instruction);
        Ok(accepted.map(|accepted| match last {
            Some(outcome) if outcome >= accepted && !is_open => {
                Outcome::Ended { accepted, outcome }
            }
            _ => Outcome::Accepted { entry: accepted },
        }))
    }

    /// Whether the journal once reached so far, with that hash.
    pub(crate) fn contains(
        &self,
        hardware: &impl Hardware,
        head: &JournalHead,
    ) -> Result<bool, FlashError> {
        if *head == self.head {
            return Ok(true);
        }
        let index = usize::try_from(head.length).unwrap_or(usize::MAX);
        let Some(slot) = self.log.slots().get(index) else {
            return Ok(false);
        };
        // The entry after it names it.
        let bytes = self.log.read(hardware, slot)?;
        Ok(decode::<Entry>(&bytes, ENTRY_LIMIT).is_ok_and(|entry| entry.previous == head.hash))
    }

    /// Entries as they were written, from an index on.
    pub(crate) fn entries(
        &self,
        hardware: &impl Hardware,
        from: u32,
        most: usize,
    ) -> Result<Vec<EntryBytes>, FlashError> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let slots = self.log.slots().iter().skip(from).take(most);
        slots
            .map(|slot| {
                let bytes = self.log.read(hardware, slot)?;
                EntryBytes::try_from(bytes).map_err(|_| FlashError::Failed(Area::Journal))
            })
            .collect()
    }

    /// Adds an entry. Once this is back without an error, it is there for good.
    pub(crate) fn append(
        &mut self,
        hardware: &mut impl Hardware,
        time: LockTime,
        event: Event,
        cause: Cause,
    ) -> Result<(), AppendError> {
        if self.left() <= must_leave(&event) {
            return Err(AppendError::Full);
        }
        let entry = Entry {
            index: self.head.length,
            previous: self.head.hash,
            time,
            event,
            who: cause.who,
            instruction: cause.instruction,
        };
        let bytes = entry_bytes(&entry);
        self.log
            .append(hardware, ENTRY, &bytes)
            .map_err(|error| match error {
                LogError::Full { .. } => AppendError::Full,
                LogError::Flash(error) => AppendError::Flash(error),
            })?;
        self.head = self.head.after(&bytes);
        self.account.take(&entry);
        Ok(())
    }
}

/// How many entries' room an event leaves to those that matter more.
const fn must_leave(event: &Event) -> u32 {
    match event {
        Event::Refused { .. }
        | Event::LeverInserted
        | Event::BatteryLow(_)
        | Event::ClockLost
        | Event::ListTaken { .. }
        | Event::DocumentsRead => KEPT_FOR_RESTARTS + KEPT_FOR_OUTCOMES,
        Event::Restarted => KEPT_FOR_OUTCOMES,
        Event::Commissioned
        | Event::Bound(_)
        | Event::SealAccepted { .. }
        | Event::Sealed { .. }
        | Event::SealFailed
        | Event::UnsealAccepted
        | Event::Unsealed
        | Event::LeverPulled
        | Event::LeverCut
        | Event::CaseOpened
        | Event::MotorStuck
        | Event::Relocked
        | Event::Recovered { .. }
        | Event::DocumentsWritten
        | Event::DocumentsErased
        | Event::TamperCleared
        | Event::ClockSet { .. }
        | Event::Deactivated
        | Event::ResealAccepted { .. }
        | Event::Amended { .. }
        | Event::ClearAccepted
        | Event::ClockAccepted { .. }
        | Event::HandedOver { .. }
        | Event::DeactivateAccepted { .. }
        | Event::GrantUsed { .. }
        | Event::CameToNothing
        | Event::Agreed { .. } => 0,
    }
}
