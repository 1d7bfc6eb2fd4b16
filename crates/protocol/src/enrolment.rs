//! How a phone joins an administration (SPEC.md § Enrolment): a one-time code, a key that never
//! leaves the browser, and the root that both then trust.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::certificate::Certificate;
use crate::chain::{CertificateChain, Root};
use crate::digits::{base32, from_base32};
use crate::hash::{Hash, PREFIX};
use crate::identifiers::{Administration, ContainerNumber, LockId, StationCode, TrainNumber};
use crate::journal::JournalHead;
use crate::key::{PublicKey, Signature, SigningKey};
use crate::rights::Right;
use crate::statement::{Signed, Statement};
use crate::time::Timestamp;
use crate::trust::Lists;

const POSSESSION: &str = "possession";

/// What an officer types once: the administration, 40 secret bits, and 40 bits of the root
/// certificate's id, so that a phone cannot be enrolled under another root by mistake.
/// Printed as `KZ-ABCD-EFGH-IJKL-MNOP`, in the letters A to Z and the digits 2 to 7.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode {
    administration: Administration,
    secret: EnrolmentSecret,
    root: [u8; 5],
}

/// The secret part of a code. Nothing prints it but the code itself.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentSecret([u8; 5]);

impl EnrolmentSecret {
    /// Takes random bytes.
    pub const fn from_random(bytes: [u8; 5]) -> Self {
        Self(bytes)
    }

    /// What a server stores in the secret's place.
    pub fn fingerprint(&self) -> Hash {
        Hash::of("enrolment secret", &[&self.0])
    }
}

impl fmt::Debug for EnrolmentSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentSecret(…)")
    }
}

/// Why a text is no enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too short or too long.
    #[error("{got} characters where 18 are wanted")]
    Length {
        /// How many letters and digits came.
        got: usize,
    },
    /// A character that no code has.
    #[error("a character that no code has")]
    Character,
}

impl EnrolmentCode {
    /// A code for an administration's root.
    pub fn new(root: &Root, secret: EnrolmentSecret) -> Self {
        let certificate = root.certificate();
        Self {
            administration: certificate.administration,
            secret,
            root: beginning(root),
        }
    }

    /// The administration.
    pub fn administration(&self) -> Administration {
        self.administration
    }

    /// The secret, for the server that gave the code out.
    pub fn secret(&self) -> &EnrolmentSecret {
        &self.secret
    }

    /// Whether this is the root that the code was made for.
    pub fn is_for(&self, root: &Root) -> bool {
        root.certificate().administration == self.administration && beginning(root) == self.root
    }
}

fn beginning(root: &Root) -> [u8; 5] {
    let [a, b, c, d, e, ..] = *root.certificate().id().hash().as_bytes();
    [a, b, c, d, e]
}

/// Takes it with or without hyphens and spaces, in capitals or not.
impl FromStr for EnrolmentCode {
    type Err = CodeError;

    fn from_str(written: &str) -> Result<Self, CodeError> {
        let compact: String = written
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let got = compact.chars().count();
        if got != 18 {
            return Err(CodeError::Length { got });
        }
        let (administration, rest) = compact.split_at_checked(2).ok_or(CodeError::Character)?;
        let administration = administration.parse().map_err(|_| CodeError::Character)?;
        let bytes = from_base32(rest).ok_or(CodeError::Character)?;
        let [a, b, c, d, e, f, g, h, i, j] =
            <[u8; 10]>::try_from(bytes).map_err(|_| CodeError::Character)?;
        Ok(Self {
            administration,
            secret: EnrolmentSecret([a, b, c, d, e]),
            root: [f, g, h, i, j],
        })
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.secret.0.to_vec();
        bytes.extend_from_slice(&self.root);
        write!(f, "{}", self.administration)?;
        for (index, letter) in base32(&bytes).chars().enumerate() {
            if index % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnrolmentCode({}…)", self.administration)
    }
}

/// What a phone sends to enrol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    /// The code's secret.
    pub secret: EnrolmentSecret,
    /// The key made in the browser.
    pub key: PublicKey,
    /// That key's signature over [`possession_message`].
    pub possession: Signature,
}

impl EnrolmentRequest {
    /// The most bytes it has.
    pub const LIMIT: usize = 128;

    /// A request for a key in memory.
    pub fn sign(secret: EnrolmentSecret, key: &SigningKey) -> Self {
        let public = key.public();
        let possession = key.sign(&possession_digest(&secret, &public));
        Self {
            secret,
            key: public,
            possession,
        }
    }

    /// Whether the sender holds the private half of the key.
    pub fn proves_possession(&self) -> bool {
        self.key.has_signed(
            &possession_digest(&self.secret, &self.key),
            &self.possession,
        )
    }
}

fn possession_digest(secret: &EnrolmentSecret, key: &PublicKey) -> Hash {
    Hash::of(POSSESSION, &[&secret.0, &key.to_sec1()])
}

/// What a phone signs to prove that it holds its key. It is not a statement: no certificate
/// stands behind the key yet, and nothing but enrolment asks for it.
pub fn possession_message(secret: &EnrolmentSecret, key: &PublicKey) -> Vec<u8> {
    let mut message = Vec::from(PREFIX);
    message.extend_from_slice(POSSESSION.as_bytes());
    message.push(0);
    message.extend_from_slice(&secret.0);
    message.extend_from_slice(&key.to_sec1());
    message
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The administration's root, to be checked against the code.
    pub root: Signed<Certificate>,
    /// The officer's chain.
    pub officer: CertificateChain,
}

impl Enrolled {
    /// The most bytes it has.
    pub const LIMIT: usize = CertificateChain::WIRE_LIMIT + Signed::<Certificate>::WIRE_LIMIT;
}

/// A request for what the server has for an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// When it was asked, by the phone's clock.
    pub asked_at: Timestamp,
}

impl Statement for Pull {
    const CONTEXT: &'static str = "pull";
    const LIMIT: usize = 16;
    const RIGHT: Right = Right::AskServer;
}

/// A pull with the chain of the officer, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// What is asked.
    pub pull: Signed<Pull>,
    /// Who asks.
    pub officer: CertificateChain,
}

impl PullRequest {
    /// The most bytes it has.
    pub const LIMIT: usize = CertificateChain::WIRE_LIMIT + Signed::<Pull>::WIRE_LIMIT;
}

/// What the server has for an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulled {
    /// Who answers and signs what follows.
    pub server: CertificateChain,
    /// The lists.
    pub lists: Lists,
    /// The work.
    pub worklist: Signed<Worklist>,
}

impl Pulled {
    /// The most bytes it has.
    pub const LIMIT: usize = 4 * 1024 * 1024;
}

/// The sealed containers that an administration expects. Signed by its server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worklist {
    /// When it was made out.
    pub issued_at: Timestamp,
    /// The containers.
    pub items: List<WorkItem, 256>,
}

impl Statement for Worklist {
    const CONTEXT: &'static str = "worklist";
    const LIMIT: usize = 48 * 1024;
    const RIGHT: Right = Right::AssignWork;
}

/// One container that is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// The train.
    pub train: TrainNumber,
    /// The container.
    pub container: ContainerNumber,
    /// Its lock.
    pub lock: LockId,
    /// Where it was sealed.
    pub origin: StationCode,
    /// Where it goes.
    pub destination: StationCode,
    /// How far anybody has last seen the lock's journal reach.
    pub last_seen: Option<JournalHead>,
}
