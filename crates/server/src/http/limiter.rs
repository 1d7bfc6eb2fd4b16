use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use railseal_protocol::time::{Seconds, Timestamp};

/// How many attempts may fail at once.
const BURST: u8 = 10;
/// How long until one more may fail.
const REFILL: Seconds = Seconds::new(6);
/// How many callers are told apart; a caller may share a slot with another.
const SLOTS: usize = 1024;

/// Who calls: an address, or its network where that is what one subscriber has. A call without an
/// address (in a test) is everybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Client {
    Unknown,
    V4([u8; 4]),
    V6Network([u8; 8]),
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Self::V6Network([a, b, c, d, e, f, g, h])
            }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(info.map_or(Self::Unknown, |ConnectInfo(from)| from.ip().into()))
    }
}

/// Limits how many attempts fail: a bucket of tokens a caller, in a table that never grows.
pub(super) struct Limiter {
    slots: Vec<Mutex<Bucket>>,
    hasher: RandomState,
}

struct Bucket {
    left: u8,
    since: Timestamp,
}

impl Limiter {
    pub(super) fn new() -> Self {
        let full = || {
            Mutex::new(Bucket {
                left: BURST,
                since: Timestamp::from_unix(0),
            })
        };
        Self {
            slots: std::iter::repeat_with(full).take(SLOTS).collect(),
            hasher: RandomState::new(),
        }
    }

    /// Takes a token; where there is none, says how long to wait for one.
    pub(super) fn take(&self, client: Client, now: Timestamp) -> Result<(), Seconds> {
        let Some(slot) = self.slot(client) else {
            return Ok(());
        };
        let mut bucket = slot.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.refill(now);
        bucket.left = bucket.left.checked_sub(1).ok_or(REFILL)?;
        Ok(())
    }

    /// Gives back the token of an attempt that did not fail.
    pub(super) fn give_back(&self, client: Client) {
        if let Some(slot) = self.slot(client) {
            let mut bucket = slot.lock().unwrap_or_else(PoisonError::into_inner);
            bucket.left = bucket.left.saturating_add(1).min(BURST);
        }
    }

    fn slot(&self, client: Client) -> Option<&Mutex<Bucket>> {
        let place = self.hasher.hash_one(client) % SLOTS as u64;
        self.slots.get(usize::try_from(place).ok()?)
    }
}

impl Bucket {
    /// A clock that was set back refills nothing, and begins to count anew.
    fn refill(&mut self, now: Timestamp) {
        if now < self.since {
            self.since = now;
        }
        let periods = now.apart(self.since).get() / REFILL.get();
        self.left = u8::try_from(periods)
            .map_or(BURST, |periods| self.left.saturating_add(periods))
            .min(BURST);
        self.since = now.minus(Seconds::new(now.apart(self.since).get() % REFILL.get()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_limited_by_caller_and_forgiven_with_time() {
        let limiter = Limiter::new();
        let (guesser, other) = (Client::V4([192, 0, 2, 1]), Client::V6Network([1; 8]));
        let at = Timestamp::from_unix(1_000_000);
        for _ in 0..BURST {
            assert_eq!(limiter.take(guesser, at), Ok(()));
        }
        assert_eq!(limiter.take(guesser, at), Err(REFILL));
        // Two callers share a slot once in SLOTS runs: then the other waits as well.
        if !std::ptr::eq(limiter.slot(guesser).unwrap(), limiter.slot(other).unwrap()) {
            assert_eq!(limiter.take(other, at), Ok(()));
        }
        let later = at.plus(REFILL);
        assert_eq!(limiter.take(guesser, later), Ok(()));
        assert_eq!(limiter.take(guesser, later), Err(REFILL));
        limiter.give_back(guesser);
        assert_eq!(limiter.take(guesser, later), Ok(()));
        assert_eq!(limiter.take(guesser, at), Err(REFILL));
    }
}
