//! How a lock begins: commissioned once, started again after every loss of power.

use alloc::vec::Vec;

use railseal_protocol::journal::{BootCount, Event, JournalError};
use railseal_protocol::trust::HighestSeen;

use super::{Lock, time};
use crate::account::Phase;
use crate::challenge::Challenger;
use crate::documents::Documents;
use crate::flash::LogError;
use crate::hardware::{Area, Bolt, FlashError, Hardware, Lamp};
use crate::identity::{Established, Identity, IdentityError};
use crate::journal::{AppendError, Cause, Journal, ReplayError};
use crate::keeping::{Keeping, RecallError};
use crate::refusals::Tally;
use crate::renewing::{Renewed, untold};

/// Why a lock was not commissioned. It can be tried again; nothing of a commissioning counts
/// before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommissionError {
    /// It was commissioned before.
    #[error("the lock was commissioned before")]
    Already,
    /// What it was given does not belong together.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// An area of its flash is too small.
    #[error("the area {area:?} is too small")]
    NoRoom {
        /// Which.
        area: Area,
    },
    /// Its flash failed.
    #[error(transparent)]
    Flash(#[from] FlashError),
}

/// Why a lock did not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// It was never commissioned to the end.
    #[error("the lock is not commissioned")]
    NotCommissioned,
    /// Its keys, chain or lists cannot be read.
    #[error("the identity cannot be read")]
    Unreadable,
    /// Its keys, chain and lists do not belong together.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Its journal is not the one it wrote.
    #[error("the journal: {0}")]
    Journal(#[from] JournalError),
    /// Its flash failed.
    #[error(transparent)]
    Flash(#[from] FlashError),
}

impl<H: Hardware> Lock<H> {
    /// Sets a lock up for the first time. Its flash is erased; the bolt is left as it is.
    pub fn commission(mut hardware: H, identity: Identity) -> Result<Self, CommissionError> {
        if Keeping::open(&hardware)?.is_complete() {
            return Err(CommissionError::Already);
        }
        let lists = identity.lists.clone();
        let established = Established::from_parts(identity, HighestSeen::default())?;
        let no_room = |area| move |error| no_room_in(area, error);
        let mut keeping =
            Keeping::begin(&mut hardware, &established, &lists).map_err(no_room(Area::Identity))?;
        let documents = Documents::begin(&mut hardware)?;
        let mut journal = Journal::begin(&mut hardware, &established.lock)?;
        let boot = BootCount(1);
        let now = time(&hardware, boot);
        journal
            .append(&mut hardware, now, Event::Commissioned, Cause::NOBODY)
            .map_err(|error| match error {
                AppendError::Full => CommissionError::NoRoom {
                    area: Area::Journal,
                },
                AppendError::Flash(error) => CommissionError::Flash(error),
            })?;
        keeping
            .complete(&mut hardware)
            .map_err(no_room(Area::Identity))?;
        let challenger = Challenger::new(hardware.entropy());
        Ok(Self {
            hardware,
            identity: established,
            keeping,
            journal,
            documents,
            refused: Tally::default(),
            taken: Vec::new(),
            dark_at: None,
            challenger,
            writing: None,
            free_since: None,
            boot,
        })
    }

    /// Starts after power was lost. An order that was accepted before and has no outcome gets it
    /// from the sensors; it is never carried out again.
    pub fn start(mut hardware: H) -> Result<Self, StartError> {
        let keeping = Keeping::open(&hardware)?;
        if !keeping.is_complete() {
            return Err(StartError::NotCommissioned);
        }
        let (mut identity, mut seen) = keeping.recall(&hardware).map_err(|error| match error {
            RecallError::Unreadable => StartError::Unreadable,
            RecallError::Flash(error) => StartError::Flash(error),
        })?;
        let commissioned = seen.clone();
        if let Some(newer) = Renewed::recall(&hardware)? {
            (identity.lists, seen) = (newer.lists, newer.seen);
        }
        let identity = Established::from_parts(identity, seen)?;
        let journal = Journal::replay(&hardware, &identity.lock).map_err(|error| match error {
            ReplayError::Broken(error) => StartError::Journal(error),
            ReplayError::Flash(error) => StartError::Flash(error),
        })?;
        let taken = untold(&identity.trust, &commissioned, &journal.account().lists);
        let documents = Documents::open(&hardware)?;
        let boot = BootCount(journal.account().boots.0.saturating_add(1));
        let challenger = Challenger::new(hardware.entropy());
        let mut lock = Self {
            hardware,
            identity,
            keeping,
            journal,
            documents,
            refused: Tally::default(),
            taken,
            dark_at: None,
            challenger,
            writing: None,
            free_since: None,
            boot,
        };
        lock.come_back()?;
        Ok(lock)
    }

    /// Tells of the restart, and closes an accepted order by what the sensors say.
    fn come_back(&mut self) -> Result<(), FlashError> {
        // Nobody knows for how long the lamp has blinked.
        let _ = self.hardware.light(Lamp::Dark);
        self.record_if_room(Event::Restarted, Cause::NOBODY)?;
        let account = self.journal.account();
        let cause = account.accepted.unwrap_or(Cause::NOBODY);
        match account.phase {
            Phase::Deactivating => self.close_deactivation(cause)?,
            Phase::Unsealing | Phase::Clearing(_) => self.close_by_the_bolt(cause)?,
            _ if account.is_open() => self.close_by_the_lever(cause)?,
            _ => {}
        }
        self.settle_the_bolt()?;
        self.notice()?;
        match self.tell_of_lists() {
            Ok(()) | Err(AppendError::Full) => Ok(()),
            Err(AppendError::Flash(error)) => Err(error),
        }
    }

    /// Power may have been lost after the bolt was driven, and before that was told.
    fn settle_the_bolt(&mut self) -> Result<(), FlashError> {
        match self.journal.account().phase {
            // It was held again in time.
            Phase::Unsealed if self.holds() => {
                return self.record_if_room(Event::Relocked, Cause::NOBODY);
            }
            Phase::Unsealed => self.free_since = Some(self.hardware.uptime()),
            Phase::Resting(_) => {}
            Phase::Sealing(_)
            | Phase::Resealing(_)
            | Phase::Sealed
            | Phase::Unsealing
            | Phase::Tampered(_)
            | Phase::Clearing(_)
            | Phase::Deactivating => return Ok(()),
        }
        if self.hardware.bolt() == Bolt::Held {
            // It holds nothing that was sealed; it must not catch a lever later.
            let _ = self.hardware.drive(Bolt::Free);
        }
        Ok(())
    }

    fn close_by_the_lever(&mut self, cause: Cause) -> Result<(), FlashError> {
        let held = self.holds();
        self.record_if_room(Event::Recovered { held }, cause)
    }

    /// What frees the lever is done when the bolt is free, whatever became of the lever: one that
    /// was forced out of a bolt that holds was not unsealed.
    fn close_by_the_bolt(&mut self, cause: Cause) -> Result<(), FlashError> {
        let held = self.hardware.bolt() == Bolt::Held;
        self.record_if_room(Event::Recovered { held }, cause)
    }

    /// Documents of which not everything is left are erased to the end: nobody could read them.
    fn close_deactivation(&mut self, cause: Cause) -> Result<(), FlashError> {
        if self.manifest().is_some() {
            let held = self.holds();
            return self.record_if_room(Event::Recovered { held }, cause);
        }
        self.documents = Documents::begin(&mut self.hardware)?;
        if self.journal.account().manifest.is_some() {
            self.record_if_room(Event::DocumentsErased, cause)?;
        }
        self.record_if_room(Event::Deactivated, cause)
    }
}

fn no_room_in(area: Area, error: LogError) -> CommissionError {
    match error {
        LogError::Full { .. } => CommissionError::NoRoom { area },
        LogError::Flash(error) => CommissionError::Flash(error),
    }
}
