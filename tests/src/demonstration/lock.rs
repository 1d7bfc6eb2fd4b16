//! A lock of the train: crates/lock on a body of memory, its flash kept in a file.

use std::path::{Path, PathBuf};

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Bolt, FlashError, Lever};
use railseal_lock::lock::{CommissionError, StartError};
use railseal_lock::{Connection, Lock, SealError};
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::manifest::Sealing;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

use super::Condition;
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
    /// The manifest that was to be forged is not where it was.
    #[error("no manifest in the lock's memory")]
    NoManifest,
}

/// What a lock leaves on disk.
#[derive(Serialize, Deserialize)]
pub(super) struct LockFile {
    identity: Vec<u8>,
    journal: Vec<u8>,
    documents: Vec<u8>,
    lever_cut: bool,
    /// The manifest as it was sealed, and as somebody forged it afterwards.
    forgery: Option<(Sealing, Sealing)>,
}

impl LockFile {
    pub(super) fn of(mut hardware: FakeHardware, forgery: Option<(Sealing, Sealing)>) -> Self {
        let mut area = |area| std::mem::take(hardware.area_mut(area));
        Self {
            identity: area(Area::Identity),
            journal: area(Area::Journal),
            documents: area(Area::Documents),
            lever_cut: hardware.lever == Lever::Cut,
            forgery,
        }
    }

    pub(super) fn keep(&self, folder: &Path, condition: Condition) -> Result<(), LockError> {
        let path = file(folder, condition)?;
        std::fs::write(&path, encode(self)).map_err(|source| LockError::File { path, source })
    }
}

/// A lock of the train, within reach of a radio.
pub struct DemonstrationLock {
    /// The lock.
    pub lock: Lock<FakeHardware>,
    connection: Option<Connection>,
    segment: usize,
}

impl DemonstrationLock {
    /// Takes a lock out of its file, at the time that it is now.
    pub(super) fn wake(
        folder: &Path,
        condition: Condition,
        now: Timestamp,
    ) -> Result<Self, LockError> {
        let path = file(folder, condition)?;
        let bytes = std::fs::read(&path).map_err(|source| LockError::File { path, source })?;
        let kept: LockFile = decode(&bytes, FILE_LIMIT)?;
        let mut hardware = FakeHardware::new(now);
        hardware.bolt = Bolt::Held;
        hardware.lever = if kept.lever_cut {
            Lever::Cut
        } else {
            Lever::In
        };
        *hardware.area_mut(Area::Identity) = kept.identity;
        *hardware.area_mut(Area::Journal) = kept.journal;
        *hardware.area_mut(Area::Documents) = kept.documents;
        let mut lock = Lock::start(hardware)?;
        if let Some((sealed, forged)) = kept.forgery {
            forge(
                lock.hardware_mut().area_mut(Area::Documents),
                &sealed,
                &forged,
            )?;
        }
        Ok(Self {
            lock,
            connection: None,
            segment: USUAL_SEGMENT,
        })
    }

    /// The same lock on a link that carries another size.
    #[must_use]
    pub fn with_segment(self, segment: usize) -> Self {
        Self { segment, ..self }
    }

    fn size(&self) -> SegmentSize {
        SegmentSize::clamped(self.segment)
    }
}

/// Writes another sealing of the same length over the one in the lock's memory.
fn forge(memory: &mut [u8], sealed: &Sealing, forged: &Sealing) -> Result<(), LockError> {
    let (sealed, forged) = (encode(sealed), encode(forged));
    let place = memory
        .windows(sealed.len())
        .position(|window| window == sealed);
    match place.and_then(|place| memory.get_mut(place..place + forged.len())) {
        Some(there) if sealed.len() == forged.len() => {
            there.copy_from_slice(&forged);
            Ok(())
        }
        _ => Err(LockError::NoManifest),
    }
}

fn file(folder: &Path, condition: Condition) -> Result<PathBuf, LockError> {
    Ok(folder.join(format!("{}.lock", condition.lock()?)))
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
