//! A lock of the train: crates/lock on a body of memory, its flash kept in a file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Bolt, FlashError, Lever};
use railseal_lock::lock::{CommissionError, StartError};
use railseal_lock::{Connection, Lock, SealError};
use railseal_protocol::identifiers::{IdentifierError, LockId};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::BatteryPercent;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

use super::Lamps;
use crate::bluez::Peripheral;

/// The most bytes that a lock's file has: its three areas.
const FILE_LIMIT: usize = 8 * 1024 * 1024;

/// What a Bluetooth LE link usually carries.
pub const USUAL_SEGMENT: usize = 244;

/// Why a lock of the demonstration did not wake.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Its file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What is in its file.
    #[error("the lock's file: {0}")]
    Unreadable(#[from] DecodeError),
    /// Its commissioning.
    #[error("the lock: {0}")]
    Commission(#[from] CommissionError),
    /// Its sealing.
    #[error("the lock: {0}")]
    Seal(#[from] SealError),
    /// Its memory.
    #[error("the lock: {0}")]
    Flash(#[from] FlashError),
    /// Its start.
    #[error("the lock: {0}")]
    Start(#[from] StartError),
    /// Its id.
    #[error(transparent)]
    Identifier(#[from] IdentifierError),
    /// Its key.
    #[error("the lock's key")]
    Key,
    /// What was to be forged is not where it was.
    #[error("what was to be forged is not in the lock's memory")]
    NothingToForge,
}

/// What a lock leaves on disk.
#[derive(Serialize, Deserialize)]
pub(super) struct LockFile {
    identity: Vec<u8>,
    journal: Vec<u8>,
    documents: Vec<u8>,
    lever_cut: bool,
    bolt_held: bool,
    battery: BatteryPercent,
    /// By how much its clock was set back since.
    set_back: Seconds,
    /// What somebody has changed in its memory since.
    forgery: Option<Forgery>,
}

/// Bytes in a lock's memory, and what somebody has put in their place.
#[derive(Serialize, Deserialize)]
pub(super) struct Forgery {
    pub(super) of_the_journal: bool,
    pub(super) genuine: Vec<u8>,
    pub(super) forged: Vec<u8>,
}

impl LockFile {
    pub(super) fn of(
        mut hardware: FakeHardware,
        set_back: Seconds,
        forgery: Option<Forgery>,
    ) -> Self {
        let mut area = |area| std::mem::take(hardware.area_mut(area));
        Self {
            identity: area(Area::Identity),
            journal: area(Area::Journal),
            documents: area(Area::Documents),
            lever_cut: hardware.lever == Lever::Cut,
            bolt_held: hardware.bolt == Bolt::Held,
            battery: hardware.battery,
            set_back,
            forgery,
        }
    }

    pub(super) fn keep(&self, folder: &Path, lock: LockId) -> Result<(), LockError> {
        let path = file(folder, lock);
        std::fs::write(&path, encode(self)).map_err(|source| LockError::File { path, source })
    }
}

/// A lock of the train, within reach of a radio.
pub struct DemonstrationLock {
    /// The lock.
    pub lock: Lock<FakeHardware>,
    connection: Option<Connection>,
    segment: usize,
    lamps: Lamps,
}

impl DemonstrationLock {
    /// Takes a lock out of its file, at the time that it is now.
    pub(super) fn wake(
        folder: &Path,
        lock: LockId,
        now: Timestamp,
        lamps: Lamps,
    ) -> Result<Self, LockError> {
        let path = file(folder, lock);
        let bytes = std::fs::read(&path).map_err(|source| LockError::File { path, source })?;
        let kept: LockFile = decode(&bytes, FILE_LIMIT)?;
        let mut hardware = FakeHardware::new(now.minus(kept.set_back));
        hardware.battery = kept.battery;
        hardware.bolt = if kept.bolt_held {
            Bolt::Held
        } else {
            Bolt::Free
        };
        hardware.lever = if kept.lever_cut {
            Lever::Cut
        } else {
            Lever::In
        };
        *hardware.area_mut(Area::Identity) = kept.identity;
        *hardware.area_mut(Area::Journal) = kept.journal;
        *hardware.area_mut(Area::Documents) = kept.documents;
        let mut lock = Lock::start(hardware)?;
        if let Some(forgery) = kept.forgery {
            let area = if forgery.of_the_journal {
                Area::Journal
            } else {
                Area::Documents
            };
            forgery.commit(lock.hardware_mut().area_mut(area))?;
        }
        Ok(Self::of(lock, lamps))
    }

    /// A lock that is awake.
    pub(super) const fn of(lock: Lock<FakeHardware>, lamps: Lamps) -> Self {
        Self {
            lock,
            connection: None,
            segment: USUAL_SEGMENT,
            lamps,
        }
    }

    /// The same lock on a link that carries another size.
    #[must_use]
    pub fn with_segment(self, segment: usize) -> Self {
        Self { segment, ..self }
    }

    /// Starts again on such a body: what an earlier one had in mind is gone.
    pub fn start_again(&mut self, mut body: FakeHardware) -> Result<(), LockError> {
        body.restart();
        self.connection = None;
        self.lock = Lock::start(body)?;
        Ok(())
    }

    fn size(&self) -> SegmentSize {
        SegmentSize::clamped(self.segment)
    }
}

impl Forgery {
    /// Writes over what is there.
    fn commit(&self, memory: &mut [u8]) -> Result<(), LockError> {
        let length = self.genuine.len();
        let place = memory
            .windows(length)
            .position(|window| window == self.genuine);
        match place.and_then(|place| memory.get_mut(place..place + length)) {
            Some(there) if self.forged.len() == length => {
                there.copy_from_slice(&self.forged);
                Ok(())
            }
            _ => Err(LockError::NothingToForge),
        }
    }
}

fn file(folder: &Path, lock: LockId) -> PathBuf {
    folder.join(format!("{lock}.lock"))
}

impl Peripheral for DemonstrationLock {
    fn name(&self) -> String {
        self.lock.advertised_name()
    }

    fn connected(&mut self) {
        self.connection = Some(Connection::open(self.size()));
    }

    fn read_announcement(&mut self) -> Vec<u8> {
        self.lock.announcement(self.size())
    }

    fn write_inbox(&mut self, segment: &[u8]) -> Vec<Vec<u8>> {
        let Some(mut connection) = self.connection.take() else {
            return Vec::new();
        };
        match self.lock.receive(&mut connection, segment) {
            Ok(segments) => {
                self.connection = Some(connection);
                self.lamps.show(self.lock.id(), self.lock.hardware().lamp);
                segments
            }
            // A lock that will hear no more says nothing more.
            Err(_) => Vec::new(),
        }
    }

    fn disconnected(&mut self) {
        self.connection = None;
    }

    fn segment_limit(&self) -> usize {
        self.segment
    }
}

/// A lock within reach of a radio, and of the hands of whoever keeps a copy of this.
#[derive(Clone)]
pub struct OnTheDoor(Arc<Mutex<DemonstrationLock>>);

impl OnTheDoor {
    /// Hangs it there.
    pub fn hang(lock: DemonstrationLock) -> Self {
        Self(Arc::new(Mutex::new(lock)))
    }

    /// Does something with it, or looks at it.
    pub fn with<T>(&self, act: impl FnOnce(&mut DemonstrationLock) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Moves the lever by hand; the lock sees it at once.
    pub fn move_lever(&self, lever: Lever) -> Result<(), LockError> {
        self.with(|on_the_door| {
            on_the_door.lock.hardware_mut().lever = lever;
            on_the_door.lock.tick().map_err(LockError::from)
        })
    }
}

impl Peripheral for OnTheDoor {
    fn name(&self) -> String {
        self.with(|lock| lock.name())
    }

    fn connected(&mut self) {
        self.with(DemonstrationLock::connected);
    }

    fn read_announcement(&mut self) -> Vec<u8> {
        self.with(DemonstrationLock::read_announcement)
    }

    fn write_inbox(&mut self, segment: &[u8]) -> Vec<Vec<u8>> {
        self.with(|lock| lock.write_inbox(segment))
    }

    fn disconnected(&mut self) {
        self.with(DemonstrationLock::disconnected);
    }

    fn segment_limit(&self) -> usize {
        self.with(|lock| lock.segment_limit())
    }
}
