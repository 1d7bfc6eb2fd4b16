use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use railseal_protocol::time::Timestamp;

/// Where the server gets the time from: the one clock in it.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    /// A machine whose clock stands before 1970 is at the beginning of time, where nothing is
    /// valid yet.
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Timestamp::from_unix(since.map_or(0, |since| since.as_secs()))
    }
}

/// A clock that stands until it is set: for tests and demonstrations.
#[derive(Debug)]
pub struct FixedClock(AtomicU64);

impl FixedClock {
    /// Stands at a moment.
    pub fn at(moment: Timestamp) -> Self {
        Self(AtomicU64::new(moment.as_unix()))
    }

    /// Sets it.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_unix(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.load(Ordering::SeqCst))
    }
}
