//! The lock: set up once, started again after every loss of power.

mod beginning;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use railseal_protocol::amendment::CarriedAmendment;
use railseal_protocol::announcement::{Announcement, advertised_name};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::{BootCount, Event, JournalHead, LockTime, Uptime};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::prior::CarriedDigest;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::session::SessionId;
use railseal_protocol::statement::{Id, Signed, Signer};
use railseal_protocol::status::{LockState, SealCycle, Status, TamperCount};
use railseal_protocol::time::Timestamp;

use crate::challenge::Challenger;
use crate::documents::Documents;
use crate::hardware::{Bolt, FlashError, Hardware, Lever};
use crate::identity::Established;
use crate::journal::{AppendError, Cause, Journal};
use crate::keeping::Keeping;
use crate::refusals::Tally;
use crate::renewing::Taken;
use crate::writing::Writing;

pub use beginning::{CommissionError, StartError};

/// A lock that was commissioned and is running.
pub struct Lock<H> {
    pub(crate) hardware: H,
    pub(crate) identity: Established,
    pub(crate) keeping: Keeping,
    pub(crate) journal: Journal,
    pub(crate) documents: Documents,
    /// Refusals that are counted and not written yet.
    pub(crate) refused: Tally,
    /// Lists that were taken and are not journalled yet.
    pub(crate) taken: Vec<Taken>,
    /// When the lamp has blinked long enough; none while it is dark.
    pub(crate) dark_at: Option<Uptime>,
    /// Whose challenges are taken.
    pub(crate) challenger: Challenger,
    /// What is being written for the next sealing.
    pub(crate) writing: Option<Writing>,
    /// Since when the lever is free without having been pulled.
    pub(crate) free_since: Option<Uptime>,
    boot: BootCount,
}

/// Why a lock cannot tell what time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockTrouble {
    /// Its clock has stopped or forgotten.
    #[error("the clock is lost")]
    Lost,
    /// Its clock is behind what its owner has signed.
    #[error("the clock shows {} before the floor of {}", clock.as_unix(), floor.as_unix())]
    BehindFloor {
        /// The moment that time cannot be before.
        floor: Timestamp,
        /// What the clock shows.
        clock: Timestamp,
    },
}

impl<H: Hardware> Lock<H> {
    /// Which lock it is.
    pub fn id(&self) -> LockId {
        self.identity.lock
    }

    /// What it is.
    pub fn state(&self) -> LockState {
        if self.journal.has_failed() {
            LockState::Fault
        } else {
            self.journal.account().phase.state()
        }
    }

    /// The seal cycle it is in, or was in last.
    pub fn cycle(&self) -> SealCycle {
        self.journal.account().cycle
    }

    /// How often it was broken by force.
    pub fn tampers(&self) -> TamperCount {
        self.journal.account().tampers
    }

    /// How far its journal reaches.
    pub fn journal(&self) -> JournalHead {
        self.journal.head()
    }

    /// The container it was last fixed to.
    pub fn container(&self) -> Option<ContainerNumber> {
        self.journal.account().container
    }

    /// The manifest that it was sealed under, while it has its documents.
    pub fn manifest(&self) -> Option<Id<Manifest>> {
        let manifest = self.journal.account().manifest;
        manifest.filter(|id| self.documents.manifest() == Some(*id))
    }

    /// The last amendment to that manifest.
    fn amended(&self) -> Option<Hash> {
        self.manifest()?;
        let last = self.journal.account().amendments.last();
        last.map(|amendment| *amendment.hash())
    }

    /// A prior inspection that it carries: 0 is the last, 1 the one before it. Those of its
    /// amendments come before those of its sealing; after the journey's end the last is left.
    pub(crate) fn carried_inspection(&self, back: u8) -> Result<Option<CarriedDigest>, FlashError> {
        let (hardware, documents) = (&self.hardware, &self.documents);
        let account = self.journal.account();
        if self.manifest().is_none() {
            let last = account.last_inspection;
            let last = last.filter(|_| account.manifest.is_none() && back == 0);
            return match last {
                Some(id) => self.keeping.inspection(hardware, &id),
                None => Ok(None),
            };
        }
        let mut left = back;
        for amendment in account.amendments.iter().rev() {
            let came = documents.later_inspection(hardware, amendment)?;
            match (came, left) {
                (Some(inspection), 0) => return Ok(Some(inspection)),
                (Some(_), _) => left -= 1,
                (None, _) => {}
            }
        }
        documents.inspection(hardware, left)
    }

    /// An amendment to its manifest: 0 is the last, 1 the one before it.
    pub(crate) fn carried_amendment(
        &self,
        back: u8,
    ) -> Result<Option<CarriedAmendment>, FlashError> {
        if self.manifest().is_none() {
            return Ok(None);
        }
        let mut last_first = self.journal.account().amendments.iter().rev();
        match last_first.nth(usize::from(back)) {
            Some(id) => self.documents.amendment(&self.hardware, id),
            None => Ok(None),
        }
    }

    /// What it says before anything is encrypted, over a link that carries such segments.
    pub fn announcement(&self, segment: SegmentSize) -> Vec<u8> {
        let announcement = Announcement {
            lock: self.id(),
            claimed: self.state(),
            segment,
        };
        announcement.to_wire()
    }

    /// The name under which it advertises itself.
    pub fn advertised_name(&self) -> String {
        advertised_name(&self.id())
    }

    /// Its body.
    pub fn hardware(&self) -> &H {
        &self.hardware
    }

    /// Its body, for who runs it.
    pub fn hardware_mut(&mut self) -> &mut H {
        &mut self.hardware
    }

    /// Its body, with everything on its flash.
    pub fn into_hardware(self) -> H {
        self.hardware
    }

    pub(crate) fn status(&self, session: SessionId) -> Signed<Status> {
        let status = Status {
            session,
            lock: self.id(),
            state: self.state(),
            cycle: self.cycle(),
            journal: self.journal(),
            tampers: self.tampers(),
            time: time(&self.hardware, self.boot),
            battery: self.hardware.battery(),
            manifest: self.manifest(),
            amended: self.amended(),
        };
        let signer = Signer::Certificate(self.identity.certificate);
        Signed::sign(&status, signer, &self.identity.signing)
    }

    /// The time by which certificates and lists are judged.
    pub(crate) fn judging_time(&self) -> Result<Timestamp, ClockTrouble> {
        let clock = self.hardware.wall_clock().ok_or(ClockTrouble::Lost)?;
        match self.identity.trust.highest_seen().floor() {
            Some(floor) if clock < floor => Err(ClockTrouble::BehindFloor { floor, clock }),
            _ => Ok(clock),
        }
    }

    /// Adds an entry to the journal, at the present time.
    pub(crate) fn record(&mut self, event: Event, cause: Cause) -> Result<(), AppendError> {
        let now = time(&self.hardware, self.boot);
        self.journal.append(&mut self.hardware, now, event, cause)
    }

    /// Whether the sensors confirm that the lever is held.
    pub(crate) fn holds(&self) -> bool {
        self.hardware.lever() == Lever::In && self.hardware.bolt() == Bolt::Held
    }

    /// Adds an entry, unless the room that is left is kept for others.
    pub(crate) fn record_if_room(&mut self, event: Event, cause: Cause) -> Result<(), FlashError> {
        match self.record(event, cause) {
            Ok(()) | Err(AppendError::Full) => Ok(()),
            Err(AppendError::Flash(error)) => Err(error),
        }
    }
}

impl<H> fmt::Debug for Lock<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock")
            .field("id", &self.identity.lock)
            .field("phase", &self.journal.account().phase)
            .finish_non_exhaustive()
    }
}

fn time(hardware: &impl Hardware, boot: BootCount) -> LockTime {
    LockTime {
        wall: hardware.wall_clock(),
        uptime: hardware.uptime(),
        boot,
    }
}
