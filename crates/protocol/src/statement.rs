//! Signed statements (SPEC.md § Statements).
//!
//! A [`Signed`] gives no access to what it says. Only a certificate's holder, through the table of
//! rights, turns it into a [`Verified`], and nothing but a `Verified` can be read.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::certificate::Certificate;
use crate::hash::Hash;
use crate::key::{PublicKey, Signature, SigningKey};
use crate::rights::Right;
use crate::wire::{DecodeError, decode, encode};

/// A value that can be signed.
pub trait Statement: Serialize + DeserializeOwned {
    /// Keeps a signature over one kind of statement from being one over another.
    const CONTEXT: &'static str;
    /// The longest encoding accepted, in bytes.
    const LIMIT: usize;
    /// The right that a signer's role must give.
    const RIGHT: Right;
}

/// The id of a statement of kind `T`: SHA-256 over exactly what is signed, and never over the
/// signature, which anybody can change into another valid one.
pub struct Id<T>(Hash, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Takes a hash that is known to be the id of such a statement.
    pub const fn from_hash(hash: Hash) -> Self {
        Self(hash, PhantomData)
    }

    /// The hash.
    pub const fn hash(&self) -> &Hash {
        &self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> core::hash::Hash for Id<T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Hash::deserialize(deserializer).map(Self::from_hash)
    }
}

/// Who signed: a root, or the holder of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The administration's root. On the wire: 32 zero bytes.
    Root,
    /// The holder of this certificate.
    Certificate(Id<Certificate>),
}

impl Signer {
    const ROOT: Hash = Hash::from_bytes([0; 32]);

    fn hash(&self) -> &Hash {
        match self {
            Self::Root => &Self::ROOT,
            Self::Certificate(id) => id.hash(),
        }
    }
}

impl Serialize for Signer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.hash().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Signer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hash = Hash::deserialize(deserializer)?;
        Ok(if hash == Self::ROOT {
            Self::Root
        } else {
            Self::Certificate(Id::from_hash(hash))
        })
    }
}

/// Why a statement was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// It names another signer than the one whose key was to verify it.
    #[error("signed by another certificate")]
    OtherSigner,
    /// The signature is not the signer's over these bytes.
    #[error("the signature does not verify")]
    BadSignature,
    /// The signer's role may not sign this kind of statement.
    #[error("the signer's role has not the right to sign this")]
    NoRight,
    /// Signed as it should be, and still not readable.
    #[error("unreadable: {0}")]
    Unreadable(#[from] DecodeError),
}

/// A statement nobody has verified yet: bytes, who is said to have signed them, and the signature.
pub struct Signed<T> {
    bytes: Vec<u8>,
    signer: Signer,
    signature: Signature,
    kind: PhantomData<fn() -> T>,
}

impl<T: Statement> Signed<T> {
    /// The most bytes a signed statement of this kind has on the wire.
    pub const WIRE_LIMIT: usize = T::LIMIT + 3 + 32 + 64;

    /// Signs with a key in memory.
    pub fn sign(value: &T, signer: Signer, key: &SigningKey) -> Self {
        let unsigned = Unsigned::new(value, signer);
        let signature = key.sign(&unsigned.id().0);
        unsigned.attach(signature)
    }

    /// The statement's id. It depends on no signature and proves nothing by itself.
    pub fn id(&self) -> Id<T> {
        id_of::<T>(&self.signer, &self.bytes)
    }

    /// Who is said to have signed.
    pub fn signer(&self) -> Signer {
        self.signer
    }

    /// Decodes the envelope, not what is in it.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode(bytes, Self::WIRE_LIMIT)
    }

    /// The envelope's bytes.
    pub fn to_wire(&self) -> Vec<u8> {
        encode(self)
    }

    /// Verifies the signature over the bytes received, then decodes them. Who may call it, with
    /// which key, is decided in `chain` and `trust` only.
    pub(crate) fn verify_with(&self, key: &PublicKey) -> Result<Verified<T>, StatementError> {
        let id = self.id();
        if !key.has_signed(&id.0, &self.signature) {
            return Err(StatementError::BadSignature);
        }
        let value = decode(&self.bytes, T::LIMIT)?;
        Ok(Verified {
            value,
            id,
            signed: self.clone(),
        })
    }

    /// What the statement claims, before anything is verified: only to find the key that can
    /// verify it.
    pub(crate) fn claimed(&self) -> Result<T, DecodeError> {
        decode(&self.bytes, T::LIMIT)
    }
}

impl<T> Clone for Signed<T> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            signer: self.signer,
            signature: self.signature,
            kind: PhantomData,
        }
    }
}

impl<T> PartialEq for Signed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
            && self.signer == other.signer
            && self.signature == other.signature
    }
}
impl<T> Eq for Signed<T> {}

impl<T> fmt::Debug for Signed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signed({} bytes by {:?})", self.bytes.len(), self.signer)
    }
}

impl<T> Serialize for Signed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.bytes, &self.signer, &self.signature).serialize(serializer)
    }
}

impl<'de, T: Statement> Deserialize<'de> for Signed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (bytes, signer, signature) = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            bytes,
            signer,
            signature,
            kind: PhantomData,
        })
    }
}

/// A statement whose signature is still to come from a key that is elsewhere (WebCrypto's).
pub struct Unsigned<T> {
    bytes: Vec<u8>,
    signer: Signer,
    kind: PhantomData<fn() -> T>,
}

impl<T: Statement> Unsigned<T> {
    /// Fixes the bytes to be signed.
    pub fn new(value: &T, signer: Signer) -> Self {
        Self {
            bytes: encode(value),
            signer,
            kind: PhantomData,
        }
    }

    /// The id that the statement will have.
    pub fn id(&self) -> Id<T> {
        id_of::<T>(&self.signer, &self.bytes)
    }

    /// The message to be signed with ECDSA P-256 and SHA-256.
    pub fn message(&self) -> Vec<u8> {
        let mut message = Vec::from(crate::hash::PREFIX);
        message.extend_from_slice(T::CONTEXT.as_bytes());
        message.push(0);
        message.extend_from_slice(self.signer.hash().as_bytes());
        message.extend_from_slice(&self.bytes);
        message
    }

    /// Puts the signature on.
    pub fn attach(self, signature: Signature) -> Signed<T> {
        Signed {
            bytes: self.bytes,
            signer: self.signer,
            signature,
            kind: PhantomData,
        }
    }
}

/// A statement whose signature, signer and signer's right have been verified.
#[derive(Debug)]
pub struct Verified<T> {
    value: T,
    id: Id<T>,
    signed: Signed<T>,
}

impl<T> Verified<T> {
    /// The statement's id.
    pub fn id(&self) -> Id<T> {
        self.id
    }

    /// The statement as it was signed, to pass on.
    pub fn signed(&self) -> &Signed<T> {
        &self.signed
    }
}

impl<T: Clone> Clone for Verified<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            id: self.id,
            signed: self.signed.clone(),
        }
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

fn id_of<T: Statement>(signer: &Signer, bytes: &[u8]) -> Id<T> {
    Id::from_hash(Hash::of(T::CONTEXT, &[signer.hash().as_bytes(), bytes]))
}
