//! The encrypted session (SPEC.md § Session): `Noise_NX_25519_ChaChaPoly_SHA256`. The phone
//! begins; the lock answers with its certificate chain and proves its agreement key.
//!
//! Randomness comes in as an argument: 32 fresh bytes for each side of each session.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use snow::params::{CipherChoice, DHChoice, HashChoice, NoiseParams};
use snow::resolvers::{CryptoResolver, DefaultResolver};
use snow::types::{Cipher, Dh, Hash as NoiseHash, Random};
use snow::{Builder, HandshakeState, TransportState};

use crate::announcement::VERSION;
use crate::chain::CertificateChain;
use crate::hash::Hash;
use crate::identifiers::LockId;
use crate::key::{AgreementKey, AgreementSecret};
use crate::segment::MESSAGE_LIMIT;
use crate::wire::DecodeError;

const PATTERN: &str = "Noise_NX_25519_ChaChaPoly_SHA256";
/// What encryption adds to a message.
const TAG: usize = 16;
/// What the handshake's second message holds beside its payload: ephemeral key, static key, two tags.
const SECOND_OVERHEAD: usize = 32 + 32 + TAG + TAG;

/// The session's name: the handshake's hash. Nobody can bring two sessions to the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionId(Hash);

impl SessionId {
    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// 32 random bytes, used once. Nothing prints them.
pub struct Entropy([u8; 32]);

impl Entropy {
    /// Takes 32 bytes fresh from a cryptographic random source.
    pub const fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// All of it, for who keeps a secret in memory.
    pub const fn into_secret(self) -> [u8; 32] {
        self.0
    }

    /// The first four bytes, for who needs no more than a number. The rest is forgotten.
    pub const fn into_number(self) -> [u8; 4] {
        let [first, second, third, fourth, ..] = self.0;
        [first, second, third, fourth]
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entropy(…)")
    }
}

/// Why a session did not begin, or cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The cryptographic library refused its own parameters.
    #[error("the session could not be set up")]
    SetUp,
    /// A handshake message does not follow the pattern, or is for another lock or version.
    #[error("the handshake failed")]
    Handshake,
    /// The lock's certificate chain cannot be read.
    #[error("the lock's certificate chain: {0}")]
    Chain(DecodeError),
    /// A message was not encrypted by the other end for this place in the session.
    #[error("a message does not decrypt")]
    Decrypt,
    /// A message is longer than any may be.
    #[error("a message of {got} bytes")]
    TooLong {
        /// Its length.
        got: usize,
    },
}

/// What a lock has shown of itself in the handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockHello {
    /// Its certificate chain, not verified yet.
    pub chain: CertificateChain,
    /// The agreement key whose private half it has proven to hold. It must be the certificate's.
    pub agreement: AgreementKey,
}

/// The phone's side, between its message and the lock's.
pub struct AwaitingLock(Box<HandshakeState>);

impl AwaitingLock {
    /// Begins: the state, and the message to send.
    pub fn begin(lock: &LockId, entropy: Entropy) -> Result<(Self, Vec<u8>), SessionError> {
        let prologue = prologue(lock);
        let mut state = builder(entropy)?
            .prologue(&prologue)
            .and_then(Builder::build_initiator)
            .map_err(|_| SessionError::SetUp)?;
        let mut message = vec![0; 64];
        let length = state
            .write_message(&[], &mut message)
            .map_err(|_| SessionError::Handshake)?;
        message.truncate(length);
        Ok((Self(Box::new(state)), message))
    }

    /// Takes the lock's message.
    pub fn finish(mut self, message: &[u8]) -> Result<(Session, LockHello), SessionError> {
        if message.len() > CertificateChain::WIRE_LIMIT + SECOND_OVERHEAD {
            return Err(SessionError::TooLong { got: message.len() });
        }
        let mut payload = vec![0; message.len()];
        let length = self
            .0
            .read_message(message, &mut payload)
            .map_err(|_| SessionError::Handshake)?;
        payload.truncate(length);
        let key = self
            .0
            .get_remote_static()
            .and_then(|key| <[u8; 32]>::try_from(key).ok());
        let agreement = AgreementKey::from_bytes(key.ok_or(SessionError::Handshake)?);
        let chain = CertificateChain::from_wire(&payload).map_err(SessionError::Chain)?;
        Ok((Session::new(*self.0)?, LockHello { chain, agreement }))
    }
}

/// The lock's side: takes the phone's message, gives the session and the message to send.
pub fn answer(
    lock: &LockId,
    secret: &AgreementSecret,
    chain: &CertificateChain,
    entropy: Entropy,
    message: &[u8],
) -> Result<(Session, Vec<u8>), SessionError> {
    let prologue = prologue(lock);
    let mut state = builder(entropy)?
        .prologue(&prologue)
        .and_then(|builder| builder.local_private_key(secret.as_bytes()))
        .and_then(Builder::build_responder)
        .map_err(|_| SessionError::SetUp)?;
    let mut nothing = [0; 64];
    let length = state
        .read_message(message, &mut nothing)
        .map_err(|_| SessionError::Handshake)?;
    if length != 0 {
        return Err(SessionError::Handshake);
    }
    let payload = chain.to_wire();
    let mut reply = vec![0; payload.len() + SECOND_OVERHEAD];
    let length = state
        .write_message(&payload, &mut reply)
        .map_err(|_| SessionError::Handshake)?;
    reply.truncate(length);
    Ok((Session::new(state)?, reply))
}

/// The public half of an agreement secret.
pub fn agreement_key(secret: &AgreementSecret) -> Result<AgreementKey, SessionError> {
    let mut dh = DefaultResolver
        .resolve_dh(&DHChoice::Curve25519)
        .ok_or(SessionError::SetUp)?;
    dh.set(secret.as_bytes());
    <[u8; 32]>::try_from(dh.pubkey())
        .map(AgreementKey::from_bytes)
        .map_err(|_| SessionError::SetUp)
}

/// An established session. Messages must arrive whole and in order; anything else ends it.
pub struct Session {
    id: SessionId,
    transport: TransportState,
}

impl Session {
    fn new(state: HandshakeState) -> Result<Self, SessionError> {
        let hash = <[u8; 32]>::try_from(state.get_handshake_hash())
            .map_err(|_| SessionError::Handshake)?;
        let transport = state
            .into_transport_mode()
            .map_err(|_| SessionError::Handshake)?;
        Ok(Self {
            id: SessionId(Hash::from_bytes(hash)),
            transport,
        })
    }

    /// The session's id.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// Encrypts the next message.
    pub fn seal(&mut self, plain: &[u8]) -> Result<Vec<u8>, SessionError> {
        if plain.len() + TAG > MESSAGE_LIMIT {
            return Err(SessionError::TooLong { got: plain.len() });
        }
        let mut message = vec![0; plain.len() + TAG];
        self.transport
            .write_message(plain, &mut message)
            .map_err(|_| SessionError::Decrypt)?;
        Ok(message)
    }

    /// Decrypts the next message.
    pub fn open(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError> {
        if message.len() > MESSAGE_LIMIT {
            return Err(SessionError::TooLong { got: message.len() });
        }
        let mut plain = vec![0; message.len()];
        let length = self
            .transport
            .read_message(message, &mut plain)
            .map_err(|_| SessionError::Decrypt)?;
        plain.truncate(length);
        Ok(plain)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Protocol version ‖ lock id: both ends must mean the same.
fn prologue(lock: &LockId) -> [u8; 13] {
    let mut prologue = [VERSION; 13];
    prologue[1..].copy_from_slice(lock.as_bytes());
    prologue
}

fn builder<'a>(entropy: Entropy) -> Result<Builder<'a>, SessionError> {
    let pattern: NoiseParams = PATTERN.parse().map_err(|_| SessionError::SetUp)?;
    Ok(Builder::with_resolver(pattern, Box::new(Resolver(entropy))))
}

/// The library's own primitives, with the entropy given in the place of a random source, and the
/// SHA-256 that everything else here is hashed with: the library's would be a second one, and brings
/// SHA-512 along.
struct Resolver(Entropy);

impl CryptoResolver for Resolver {
    fn resolve_rng(&self) -> Option<Box<dyn Random>> {
        Some(Box::new(Once(Some(self.0.0))))
    }

    fn resolve_dh(&self, choice: &DHChoice) -> Option<Box<dyn Dh>> {
        DefaultResolver.resolve_dh(choice)
    }

    fn resolve_hash(&self, choice: &HashChoice) -> Option<Box<dyn NoiseHash>> {
        matches!(choice, HashChoice::SHA256).then(|| Box::<Hasher>::default() as _)
    }

    fn resolve_cipher(&self, choice: &CipherChoice) -> Option<Box<dyn Cipher>> {
        DefaultResolver.resolve_cipher(choice)
    }
}

/// Gives 32 bytes once: a session needs one ephemeral key and no more.
struct Once(Option<[u8; 32]>);

impl Random for Once {
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), snow::Error> {
        match self.0.take() {
            Some(bytes) if out.len() == bytes.len() => {
                out.copy_from_slice(&bytes);
                Ok(())
            }
            _ => Err(snow::Error::Rng),
        }
    }
}

/// SHA-256 as a handshake uses it.
#[derive(Default)]
struct Hasher(Sha256);

impl NoiseHash for Hasher {
    fn name(&self) -> &'static str {
        "SHA256"
    }

    fn block_len(&self) -> usize {
        64
    }

    fn hash_len(&self) -> usize {
        32
    }

    fn reset(&mut self) {
        self.0 = Sha256::new();
    }

    fn input(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn result(&mut self, out: &mut [u8]) {
        let hash = core::mem::take(&mut self.0).finalize();
        for (out, byte) in out.iter_mut().zip(hash) {
            *out = byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER.decode(text.as_bytes()).unwrap()
    }

    fn entropy(text: &str) -> Entropy {
        Entropy::from_random(hex(text).try_into().unwrap())
    }

    /// Payload and message of each step, the first being the phone's (cacophony's published
    /// vector for `Noise_NX_25519_ChaChaPoly_SHA256`).
    const STEPS: [(&str, &str); 6] = [
        (
            "4c756477696720766f6e204d69736573",
            "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944\
             4c756477696720766f6e204d69736573",
        ),
        (
            "4d757272617920526f746862617264",
            "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843\
             0da8899553a0e2d18bb3bcdf632634e25dd60e400ecc50c371de2cd83257c763\
             6c5913e463b6bd3f3efe3eb1c9e92f10dde5d45c312e42ff98cfadd9f9e92b01\
             ec7604e5d2150eef5db0aed53ab203",
        ),
        (
            "462e20412e20486179656b",
            "deefd230bea16077f1ceecaad5e4284c3bf2c564e20f694a61b9d4",
        ),
        (
            "4361726c204d656e676572",
            "6bfa60de93cf432f460dcc86cf66716c22ffb502125832433808c0",
        ),
        (
            "4a65616e2d426170746973746520536179",
            "9c9608d8fc3ef689ae393775e8bb60c16f28ab12ff5c94015961e54addb3d64983",
        ),
        (
            "457567656e2042f6686d20766f6e2042617765726b",
            "2490983755cc8a904f08a5876acb67db6821de003421b2f72f9f2389b21105ed\
             4d43c4c799",
        ),
    ];

    /// Our primitives, with our entropy in the place of a random source, give the published bytes.
    #[test]
    fn the_published_vector() {
        let prologue = hex("4a6f686e2047616c74");
        let secret = hex("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893");
        let phone = entropy("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a");
        let lock = entropy("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b");
        let initiator = builder(phone).unwrap().prologue(&prologue).unwrap();
        let mut phone = initiator.build_initiator().unwrap();
        let responder = builder(lock).unwrap().prologue(&prologue).unwrap();
        let responder = responder.local_private_key(&secret).unwrap();
        let mut lock = responder.build_responder().unwrap();
        let [first, second, rest @ ..] = STEPS;
        handshake(&mut phone, &mut lock, first);
        handshake(&mut lock, &mut phone, second);
        let mut ends = [Session::new(phone).unwrap(), Session::new(lock).unwrap()];
        let hash = "6959d38aed4b70824a50c722b47c07e00e88eb3eb14f351c11cbee4f56dac33b";
        for end in &ends {
            assert_eq!(HEXLOWER.encode(end.id().as_bytes()), hash);
        }
        for (plain, message) in rest {
            let [sender, receiver] = &mut ends;
            assert_eq!(sender.seal(&hex(plain)), Ok(hex(message)));
            assert_eq!(receiver.open(&hex(message)), Ok(hex(plain)));
            ends.reverse();
        }
    }

    fn handshake(
        sender: &mut HandshakeState,
        receiver: &mut HandshakeState,
        (plain, message): (&str, &str),
    ) {
        let mut buffer = vec![0; 512];
        let length = sender.write_message(&hex(plain), &mut buffer).unwrap();
        assert_eq!(buffer[..length], hex(message));
        let length = receiver.read_message(&hex(message), &mut buffer).unwrap();
        assert_eq!(buffer[..length], hex(plain));
    }
}
