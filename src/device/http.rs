//! Bytes to and from the server that served this page.

use std::fmt;
use std::future::Future;

#[cfg(target_arch = "wasm32")]
mod fetch;

#[cfg(target_arch = "wasm32")]
pub use fetch::SameOrigin;

/// What the server answered, whatever its status.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status code.
    pub status: u16,
    /// The body.
    pub bytes: Vec<u8>,
}

/// Without the body, which may hold what nobody but the officer is to read.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({}, {} bytes)", self.status, self.bytes.len())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The browser says that there is no network.
    #[error("no network")]
    Offline,
    /// There is a network, but no answer of this server's: down, another network's sign-in page,
    /// or a connection that broke.
    #[error("server not reached")]
    Unreachable,
    /// No whole answer within the time allowed.
    #[error("no answer in time")]
    TimedOut,
    /// The answer is longer than this side is willing to hold.
    #[error("answer longer than {most} bytes")]
    TooLarge {
        /// What it is willing to hold, in bytes.
        most: usize,
    },
}

impl HttpError {
    /// Whether the server may have acted on a request that ended like this: always, since the
    /// answer may be what was lost. Requests that change anything are idempotent for that reason.
    pub fn may_have_happened(self) -> bool {
        true
    }

    /// Whether the same request can end better later.
    pub fn worth_a_retry(self) -> bool {
        match self {
            Self::Offline | Self::Unreachable | Self::TimedOut => true,
            Self::TooLarge { .. } => false,
        }
    }
}

/// A server, as the rules of synchronisation see it. Paths start with a slash.
pub trait Http {
    /// Fetches what is at `path`.
    fn get(&self, path: &str) -> impl Future<Output = Result<Reply, HttpError>>;

    /// Hands over `bytes`.
    fn post(&self, path: &str, bytes: &[u8]) -> impl Future<Output = Result<Reply, HttpError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_prints_without_its_body() {
        let reply = Reply {
            status: 200,
            bytes: b"cargo".to_vec(),
        };
        assert_eq!(format!("{reply:?}"), "Reply(200, 5 bytes)");
    }

    #[test]
    fn only_an_answer_that_is_too_long_stays_so() {
        assert!(HttpError::Offline.worth_a_retry());
        assert!(HttpError::Unreachable.worth_a_retry());
        assert!(HttpError::TimedOut.worth_a_retry());
        assert!(!HttpError::TooLarge { most: 1 }.worth_a_retry());
    }
}
