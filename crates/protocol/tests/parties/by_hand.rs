//! Statements made and verified from the specification alone, with P-256 and SHA-256 and nothing
//! of this crate: what a maker of another lock would write. It can also make what the crate never
//! makes: bytes that are signed as they should be and still are not a statement.

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The order of P-256's group (FIPS 186-5), big-endian.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// A number as a varint: seven bits a byte, the lowest first.
pub(crate) fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// SHA-256 over what is signed.
pub(crate) fn id(context: &str, signer: [u8; 32], bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"railseal/1 ");
    hasher.update(context.as_bytes());
    hasher.update([0]);
    hasher.update(signer);
    hasher.update(bytes);
    hasher.finalize().into()
}

/// A signed statement as it stands on the wire.
#[derive(Clone)]
pub(crate) struct Envelope {
    pub(crate) bytes: Vec<u8>,
    pub(crate) signer: [u8; 32],
    pub(crate) signature: [u8; 64],
}

impl Envelope {
    /// Signs any bytes in any context.
    pub(crate) fn sign(context: &str, bytes: &[u8], signer: [u8; 32], scalar: [u8; 32]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            signer,
            signature: sign_digest(&id(context, signer, bytes), scalar),
        }
    }

    /// Takes a well-formed envelope apart.
    pub(crate) fn from_wire(wire: &[u8]) -> Self {
        let (head, signature) = wire.split_at(wire.len() - 64);
        let (head, signer) = head.split_at(head.len() - 32);
        let length_of_length = head.iter().take_while(|byte| **byte >= 0x80).count() + 1;
        Self {
            bytes: head[length_of_length..].to_vec(),
            signer: signer.try_into().unwrap(),
            signature: signature.try_into().unwrap(),
        }
    }

    /// The envelope's bytes.
    pub(crate) fn to_wire(&self) -> Vec<u8> {
        let mut wire = varint(self.bytes.len() as u64);
        wire.extend_from_slice(&self.bytes);
        wire.extend_from_slice(&self.signer);
        wire.extend_from_slice(&self.signature);
        wire
    }

    /// Whether the key (a compressed point) has signed this in this context.
    pub(crate) fn verifies(&self, context: &str, key: &[u8; 33]) -> bool {
        let key = VerifyingKey::from_sec1_bytes(key).unwrap();
        Signature::from_slice(&self.signature).is_ok_and(|signature| {
            key.verify_prehash(&id(context, self.signer, &self.bytes), &signature)
                .is_ok()
        })
    }

    /// Whether s lies in the upper half of the group.
    pub(crate) fn is_high(&self) -> bool {
        self.signature[32..] > other_s(self.signature)[32..]
    }
}

/// An ECDSA signature over a message.
pub(crate) fn sign_message(message: &[u8], scalar: [u8; 32]) -> [u8; 64] {
    sign_digest(&Sha256::digest(message), scalar)
}

fn sign_digest(digest: &[u8], scalar: [u8; 32]) -> [u8; 64] {
    let key = SigningKey::from_slice(&scalar).unwrap();
    let signature: Signature = key.sign_prehash(digest).unwrap();
    signature.to_bytes().into()
}

/// The other signature that verifies wherever this one does: r and n − s.
pub(crate) fn other_s(signature: [u8; 64]) -> [u8; 64] {
    let mut other = signature;
    let mut borrow = 0;
    for place in (0..32).rev() {
        let difference =
            i16::from(ORDER[place]) - i16::from(signature[32 + place]) - i16::from(borrow);
        other[32 + place] = difference.rem_euclid(256) as u8;
        borrow = u8::from(difference < 0);
    }
    other
}
