use std::fmt;
use std::sync::Arc;

use rustls::crypto::ring::sign::any_eddsa_type;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::sign::SigningKey;

use crate::random::{NoRandomness, Random, draw};

/// RFC 8410 § 7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The Ed25519 key (RFC 8032) that signs the ledger's checkpoints, by the implementation that TLS
/// brings along. Nothing prints it.
pub struct LedgerKey {
    seed: [u8; 32],
    public: [u8; 32],
}

/// Why a ledger's key could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerKeyError {
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The Ed25519 implementation refused the seed.
    #[error("the seed makes no Ed25519 key")]
    NotAKey,
}

impl LedgerKey {
    pub(super) fn create(random: &dyn Random) -> Result<Self, LedgerKeyError> {
        Self::from_seed(draw(random)?)
    }

    pub(super) fn from_seed(seed: [u8; 32]) -> Result<Self, LedgerKeyError> {
        let public = public_half(&seed).ok_or(LedgerKeyError::NotAKey)?;
        Ok(Self { seed, public })
    }

    pub(super) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The public half, as the server's certificate names it.
    pub fn public(&self) -> [u8; 32] {
        self.public
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey(…)")
    }
}

fn public_half(seed: &[u8; 32]) -> Option<[u8; 32]> {
    let mut der = PKCS8_HEAD.to_vec();
    der.extend_from_slice(seed);
    let key: Arc<dyn SigningKey> = any_eddsa_type(&PrivatePkcs8KeyDer::from(der)).ok()?;
    // A SubjectPublicKeyInfo of RFC 8410 § 4 ends with the key's 32 bytes.
    key.public_key()?.as_ref().last_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 § 7.1, test 1.
    #[test]
    fn the_public_half_is_the_standards() {
        let bytes = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
        let seed = bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        let public = bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        let key = LedgerKey::from_seed(seed.try_into().unwrap()).unwrap();
        assert_eq!(key.public().as_slice(), public);
        assert_eq!(format!("{key:?}"), "LedgerKey(…)");
    }
}
