//! Moments and durations. Nothing here reads a clock: times come in as arguments.

use core::fmt;

use serde::{Deserialize, Serialize};

/// A moment in whole seconds of Unix time, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(u64);

impl Timestamp {
    /// Takes seconds since 1970-01-01T00:00:00Z.
    pub const fn from_unix(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn as_unix(self) -> u64 {
        self.0
    }

    /// This moment and so many seconds more.
    pub const fn plus(self, seconds: Seconds) -> Self {
        Self(self.0.saturating_add(seconds.0))
    }

    /// This moment and so many seconds less.
    pub const fn minus(self, seconds: Seconds) -> Self {
        Self(self.0.saturating_sub(seconds.0))
    }

    /// How far apart two moments are, whichever comes first.
    pub const fn apart(self, other: Self) -> Seconds {
        Seconds(self.0.abs_diff(other.0))
    }
}

/// A duration in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seconds(u64);

impl Seconds {
    /// Takes whole seconds.
    pub const fn new(seconds: u64) -> Self {
        Self(seconds)
    }

    /// So many days of 86,400 seconds.
    pub const fn days(days: u64) -> Self {
        Self(days.saturating_mul(86_400))
    }

    /// The whole seconds.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}

/// From when until when something holds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Validity {
    /// The first moment at which it holds.
    pub from: Timestamp,
    /// The last moment at which it holds.
    pub until: Timestamp,
}

impl Validity {
    /// Where a moment lies with respect to this time.
    pub fn at(&self, moment: Timestamp) -> Within {
        if moment < self.from {
            Within::NotYet
        } else if moment > self.until {
            Within::Over
        } else {
            Within::Valid
        }
    }
}

/// Where a moment lies with respect to a [`Validity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Before it.
    NotYet,
    /// In it.
    Valid,
    /// After it.
    Over,
}
