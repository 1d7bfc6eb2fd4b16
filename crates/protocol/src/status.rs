//! What a lock says of itself, signed for one session (SPEC.md § Status).

use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::identifiers::LockId;
use crate::journal::{JournalHead, LockTime};
use crate::manifest::Manifest;
use crate::rights::Right;
use crate::session::SessionId;
use crate::statement::{Id, Statement};

/// One sealing until its unsealing, counted from 1 over the lock's life; 0 before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SealCycle(pub u32);

impl SealCycle {
    /// The cycle after this one.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// How often the lock was broken by force. It only grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TamperCount(pub u32);

/// A battery's charge, 0 to 100 per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct BatteryPercent(u8);

impl BatteryPercent {
    /// Under it, the lock warns (DOMAIN.md §4: EAEU emergency 05).
    pub const WARNING: Self = Self(15);

    /// The percentage.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A battery cannot hold more than 100 per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} per cent")]
pub struct OverFull(u8);

impl TryFrom<u8> for BatteryPercent {
    type Error = OverFull;

    fn try_from(percent: u8) -> Result<Self, OverFull> {
        if percent > 100 {
            Err(OverFull(percent))
        } else {
            Ok(Self(percent))
        }
    }
}

impl From<BatteryPercent> for u8 {
    fn from(battery: BatteryPercent) -> u8 {
        battery.0
    }
}

/// What a lock can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockState {
    /// Waiting for its first container, or for the next.
    InStock,
    /// Closed, and the lever held.
    Sealed,
    /// Ordered open; the lever is free but still in.
    Unsealed,
    /// Open: the lever is out.
    Open,
    /// Broken by force; it stays so until cleared.
    Tampered,
    /// It cannot do its work.
    Fault,
    /// At its journey's end.
    Deactivated,
}

/// A lock's status, signed by the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The session that it was asked for in.
    pub session: SessionId,
    /// Which lock.
    pub lock: LockId,
    /// What it is.
    pub state: LockState,
    /// The seal cycle it is in, or was in last.
    pub cycle: SealCycle,
    /// How far its journal reaches.
    pub journal: JournalHead,
    /// How often it was broken by force.
    pub tampers: TamperCount,
    /// Its clocks.
    pub time: LockTime,
    /// Its battery.
    pub battery: BatteryPercent,
    /// The manifest it was sealed under, while it has documents.
    pub manifest: Option<Id<Manifest>>,
    /// The last of the amendments and prior inspections written since sealing; none so far.
    pub amended: Option<Hash>,
}

impl Statement for Status {
    const CONTEXT: &'static str = "status";
    const LIMIT: usize = 256;
    const RIGHT: Right = Right::ReportStatus;
}
