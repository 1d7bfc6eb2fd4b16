//! The one place that draws randomness.

use railseal_protocol::key::{AgreementSecret, SigningKey};

/// The operating system has no randomness to give; nothing that needs it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no randomness")]
pub struct NoRandomness;

/// Where keys and codes get their randomness from.
pub trait Random: Send + Sync + 'static {
    /// Fills all of `bytes` with randomness fit for keys.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The operating system's.
#[derive(Debug, Clone, Copy)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}

/// Draws an array.
pub(crate) fn draw<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// Makes a P-256 key.
pub fn signing_key(random: &dyn Random) -> Result<SigningKey, NoRandomness> {
    // One draw in four thousand million is no scalar. A source that fails twice is no source.
    for _ in 0..2 {
        if let Ok(key) = SigningKey::from_scalar(&draw(random)?) {
            return Ok(key);
        }
    }
    Err(NoRandomness)
}

/// Makes an X25519 key.
pub fn agreement_secret(random: &dyn Random) -> Result<AgreementSecret, NoRandomness> {
    draw(random).map(AgreementSecret::from_bytes)
}
