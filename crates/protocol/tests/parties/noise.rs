//! The lock's end of the handshake, made from the Noise library alone, so that it can also do
//! what a lock of ours never does.

use railseal_protocol::announcement::VERSION;
use snow::Builder;
use snow::params::{CipherChoice, DHChoice, HashChoice};
use snow::resolvers::{CryptoResolver, DefaultResolver};
use snow::types::{Cipher, Dh, Hash, Random};

use super::{LOCK, agreement, random};

/// What a lock may do otherwise than it should.
pub(crate) struct Lock<'a> {
    pub(crate) version: u8,
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) payload: &'a [u8],
}

impl<'a> Lock<'a> {
    pub(crate) fn with(payload: &'a [u8]) -> Self {
        Self {
            version: VERSION,
            id: LOCK,
            secret: LOCK,
            payload,
        }
    }

    /// Answers the phone's message, whatever it was made for.
    pub(crate) fn answer(&self, message: &[u8]) -> Result<Vec<u8>, snow::Error> {
        let mut prologue = vec![self.version];
        prologue.extend_from_slice(self.id.as_bytes());
        let secret = agreement(self.secret);
        let ephemeral = random("lock");
        let pattern = "Noise_NX_25519_ChaChaPoly_SHA256".parse()?;
        let mut state = Builder::with_resolver(pattern, Box::new(NoRandomness))
            .prologue(&prologue)?
            .local_private_key(secret.as_bytes())?
            .fixed_ephemeral_key_for_testing_only(&ephemeral)
            .build_responder()?;
        let mut buffer = vec![0; 4096];
        state.read_message(message, &mut buffer)?;
        let length = state.write_message(self.payload, &mut buffer)?;
        buffer.truncate(length);
        Ok(buffer)
    }
}

struct NoRandomness;

impl CryptoResolver for NoRandomness {
    fn resolve_rng(&self) -> Option<Box<dyn Random>> {
        Some(Box::new(Self))
    }

    fn resolve_dh(&self, choice: &DHChoice) -> Option<Box<dyn Dh>> {
        DefaultResolver.resolve_dh(choice)
    }

    fn resolve_hash(&self, choice: &HashChoice) -> Option<Box<dyn Hash>> {
        DefaultResolver.resolve_hash(choice)
    }

    fn resolve_cipher(&self, choice: &CipherChoice) -> Option<Box<dyn Cipher>> {
        DefaultResolver.resolve_cipher(choice)
    }
}

impl Random for NoRandomness {
    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), snow::Error> {
        Err(snow::Error::Rng)
    }
}
