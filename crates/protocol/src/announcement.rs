//! What a lock says before anything is encrypted (SPEC.md § Announcement): a claim, and no more.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::identifiers::LockId;
use crate::segment::SegmentSize;
use crate::status::LockState;
use crate::wire::{DecodeError, decode, encode};

/// The version of this protocol.
pub const VERSION: u8 = 1;

/// The GATT service of a lock.
pub const SERVICE: &str = "5e41d0c0-6f6b-4b7e-9a52-7261696c0001";
/// Read: the announcement.
pub const ANNOUNCEMENT: &str = "5e41d0c0-6f6b-4b7e-9a52-7261696c0002";
/// Write, with or without response: segments to the lock.
pub const INBOX: &str = "5e41d0c0-6f6b-4b7e-9a52-7261696c0003";
/// Notify: segments from the lock.
pub const OUTBOX: &str = "5e41d0c0-6f6b-4b7e-9a52-7261696c0004";

/// What every lock's advertised name begins with; its ID code follows.
pub const NAME_PREFIX: &str = "RS-";

const LIMIT: usize = 64;

/// What a lock says before anything is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// Its ID code.
    pub lock: LockId,
    /// What it says it is.
    pub claimed: LockState,
    /// The largest segment that this connection carries, which the phone cannot find out.
    pub segment: SegmentSize,
}

/// Why an announcement was of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnnouncementError {
    /// The lock speaks an older protocol.
    #[error("the lock speaks version {got}, older than {VERSION}")]
    Older {
        /// Its version.
        got: u8,
    },
    /// The lock speaks a newer protocol.
    #[error("the lock speaks version {got}, newer than {VERSION}")]
    Newer {
        /// Its version.
        got: u8,
    },
    /// It cannot be read.
    #[error("the announcement: {0}")]
    Unreadable(#[from] DecodeError),
}

impl Announcement {
    /// The bytes of the characteristic: the version, then the rest.
    pub fn to_wire(&self) -> Vec<u8> {
        encode(&(VERSION, self.lock, self.claimed, self.segment.get() as u16))
    }

    /// Reads the characteristic. The version comes first, so that a lock of another version is
    /// known as such whatever follows.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, AnnouncementError> {
        match bytes.first() {
            Some(&got) if got < VERSION => return Err(AnnouncementError::Older { got }),
            Some(&got) if got > VERSION => return Err(AnnouncementError::Newer { got }),
            _ => {}
        }
        let (_, lock, claimed, size): (u8, LockId, LockState, u16) = decode(bytes, LIMIT)?;
        Ok(Self {
            lock,
            claimed,
            segment: SegmentSize::clamped(usize::from(size)),
        })
    }
}

/// The name under which a lock advertises itself.
pub fn advertised_name(lock: &LockId) -> String {
    format!("{NAME_PREFIX}{lock}")
}
