//! P-256 keys and signatures (FIPS 186-5): public keys as compressed SEC 1 points of 33 bytes,
//! signatures as r‖s of 64 bytes, both as WebCrypto and the P-256 crates speak them.

use core::fmt;

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digits::hex;
use crate::hash::Hash;

/// Why bytes are no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a point of P-256 in SEC 1 form.
    #[error("not a point of P-256")]
    NotAPoint,
    /// Not a scalar between 1 and the group's order.
    #[error("not a private key of P-256")]
    NotAScalar,
}

/// A P-256 public key, known to lie on the curve.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(p256::ecdsa::VerifyingKey);

impl PublicKey {
    /// Takes a SEC 1 point, compressed (33 bytes) or not (65 bytes, as WebCrypto exports it).
    pub fn from_sec1(bytes: &[u8]) -> Result<Self, KeyError> {
        p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes)
            .map(Self)
            .map_err(|_| KeyError::NotAPoint)
    }

    /// The compressed SEC 1 point.
    pub fn to_sec1(&self) -> [u8; 33] {
        let point = self.0.to_sec1_point(true);
        let mut bytes = [0; 33];
        bytes.copy_from_slice(point.as_bytes());
        bytes
    }

    /// Whether `signature` is this key's over the message whose SHA-256 is `digest`.
    pub(crate) fn has_signed(&self, digest: &Hash, signature: &Signature) -> bool {
        p256::ecdsa::Signature::from_scalars(signature.r, signature.s)
            .is_ok_and(|s| self.0.verify_prehash(digest.as_bytes(), &s).is_ok())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}…)", hex(&self.to_sec1()[..5]))
    }
}

/// On the wire: the point's prefix byte and its x coordinate, 33 bytes without a length.
#[derive(Serialize, Deserialize)]
struct Sec1(u8, [u8; 32]);

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.to_sec1();
        let mut x = [0; 32];
        x.copy_from_slice(&bytes[1..]);
        Sec1(bytes[0], x).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Sec1(prefix, x) = Sec1::deserialize(deserializer)?;
        let mut bytes = [prefix; 33];
        bytes[1..].copy_from_slice(&x);
        Self::from_sec1(&bytes).map_err(D::Error::custom)
    }
}

/// An ECDSA signature, r‖s, each 32 bytes, big-endian.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    r: [u8; 32],
    s: [u8; 32],
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = hex(&self.r[..4]);
        write!(f, "Signature({start}…)")
    }
}

impl Signature {
    /// Takes r‖s as WebCrypto returns it.
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let (mut r, mut s) = ([0; 32], [0; 32]);
        r.copy_from_slice(&bytes[..32]);
        s.copy_from_slice(&bytes[32..]);
        Self { r, s }
    }

    /// r‖s.
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&self.r);
        bytes[32..].copy_from_slice(&self.s);
        bytes
    }
}

/// A P-256 private key held in memory: a lock's, or a server's. An officer's is never one of
/// these: it stays inside the browser. Nothing prints it.
pub struct SigningKey(p256::ecdsa::SigningKey);

impl SigningKey {
    /// Takes the 32-byte private scalar, big-endian.
    pub fn from_scalar(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        p256::ecdsa::SigningKey::from_slice(bytes)
            .map(Self)
            .map_err(|_| KeyError::NotAScalar)
    }

    /// The private scalar, for the file or the flash that keeps it.
    pub fn to_scalar(&self) -> [u8; 32] {
        self.0.to_bytes().into()
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(*self.0.verifying_key())
    }

    /// Signs the message whose SHA-256 is `digest`; deterministic (RFC 6979), so it needs no randomness.
    #[expect(
        clippy::expect_used,
        reason = "RFC 6979 signing fails only for digests shorter than half the group's order"
    )]
    pub(crate) fn sign(&self, digest: &Hash) -> Signature {
        let signature: p256::ecdsa::Signature = self
            .0
            .sign_prehash(digest.as_bytes())
            .expect("a digest of 32 bytes can be signed");
        Signature::from_bytes(&signature.to_bytes().into())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// An X25519 public key: a lock's static key in the encrypted session.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementKey([u8; 32]);

impl AgreementKey {
    /// Takes the 32 bytes of RFC 7748.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for AgreementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgreementKey({}…)", hex(&self.0[..4]))
    }
}

/// An X25519 private key. Nothing prints it.
pub struct AgreementSecret([u8; 32]);

impl AgreementSecret {
    /// Takes 32 random bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for the flash that keeps them and for the session.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for AgreementSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AgreementSecret(…)")
    }
}
