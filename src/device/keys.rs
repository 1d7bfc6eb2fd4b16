//! The officer's key: ECDSA on P-256, made in the browser, which signs with it and never gives it
//! out (DESIGN §3.5).

use std::future::Future;

use crate::device::exception::Exception;

#[cfg(target_arch = "wasm32")]
mod web_crypto;

#[cfg(target_arch = "wasm32")]
pub use web_crypto::OfficerKey;

/// Why there is no key, or no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No `crypto.subtle`: the page was not served over a secure connection.
    #[error("no web cryptography")]
    Unsupported,
    /// The browser would not, in its own words.
    #[error("refused with {}", .0.code())]
    Refused(Exception),
    /// The browser gave something else than a P-256 key or signature.
    #[error("{got} bytes where {expected} were due")]
    WrongLength {
        /// What P-256 gives, in bytes.
        expected: usize,
        /// What came.
        got: usize,
    },
}

impl KeyError {
    /// Whether a signature may exist of which nobody knows: never, one comes whole or not at all.
    pub fn may_have_happened(self) -> bool {
        false
    }

    /// Whether the same call can end better later.
    pub fn worth_a_retry(self) -> bool {
        matches!(self, Self::Refused(Exception::Operation))
    }
}

/// What signs on the officer's behalf.
pub trait Signer {
    /// The public half as an uncompressed SEC 1 point.
    fn public_key_sec1(&self) -> [u8; 65];

    /// ECDSA with SHA-256 over `message`: r‖s, each 32 bytes, big-endian.
    fn sign(&self, message: &[u8]) -> impl Future<Output = Result<[u8; 64], KeyError>>;
}
