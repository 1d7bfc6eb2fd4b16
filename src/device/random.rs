//! Chance, from the browser's cryptographic source.

/// The most that one call of `getRandomValues` gives (Web Cryptography §10.1.1).
const MOST_AT_ONCE: usize = 65_536;

/// Why there are no random bytes. Nothing that needs them may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RandomError {
    /// The browser has no `crypto`.
    #[error("no source of random bytes")]
    Unavailable,
}

/// Fills all of `bytes`, or fails.
pub fn fill(bytes: &mut [u8]) -> Result<(), RandomError> {
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(RandomError::Unavailable)?;
    for part in bytes.chunks_mut(MOST_AT_ONCE) {
        crypto
            .get_random_values_with_u8_array(part)
            .map_err(|_| RandomError::Unavailable)?;
    }
    Ok(())
}
