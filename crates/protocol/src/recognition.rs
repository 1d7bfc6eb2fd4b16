//! Recognition and revocation lists (SPEC.md § Lists).

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::certificate::{Certificate, Realm};
use crate::identifiers::Administration;
use crate::key::PublicKey;
use crate::rights::{Right, Scope};
use crate::statement::{Id, Statement};
use crate::time::Timestamp;

/// The most administrations that one list recognises.
pub const MAX_RECOGNISED: usize = 32;
/// The most certificates that one list revokes.
pub const MAX_REVOKED: usize = 4096;

/// A list's version. It never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListVersion(pub u32);

/// Which list of which administration in which state: what every list begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHeader {
    /// Earnest or training.
    pub realm: Realm,
    /// Whose list.
    pub administration: Administration,
    /// Which state of it.
    pub version: ListVersion,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// After it, what rests on the list is shown with caution.
    pub refresh_by: Timestamp,
    /// After it, the list says nothing any more.
    pub expires_at: Timestamp,
}

impl ListHeader {
    /// How old the list is at a moment.
    pub fn age(&self, at: Timestamp) -> ListAge {
        if at > self.expires_at {
            ListAge::Expired
        } else if at > self.refresh_by {
            ListAge::RefreshDue
        } else {
            ListAge::Fresh
        }
    }
}

/// How old a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListAge {
    /// It may be relied upon.
    Fresh,
    /// A newer one is due: caution.
    RefreshDue,
    /// It says nothing any more.
    Expired,
}

/// What one administration says of the others. Signed by its root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionList {
    /// Whose, which state, how long.
    pub header: ListHeader,
    /// The others.
    pub recognised: List<Recognised, MAX_RECOGNISED>,
}

impl RecognitionList {
    /// What the list says of an administration, if it names it.
    pub fn entry(&self, administration: Administration) -> Option<&Recognised> {
        self.recognised
            .iter()
            .find(|entry| entry.administration == administration)
    }
}

impl Statement for RecognitionList {
    const CONTEXT: &'static str = "recognition list";
    const LIMIT: usize = 4096;
    const RIGHT: Right = Right::Recognise;
}

/// One other administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// Which one.
    pub administration: Administration,
    /// Its root's key.
    pub root: PublicKey,
    /// What it is recognised for.
    pub scopes: List<Scope, 4>,
}

/// The certificates that an administration has issued and withdrawn. Signed by its list signer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationList {
    /// Whose, which state, how long.
    pub header: ListHeader,
    /// The withdrawn certificates.
    pub revoked: List<Revoked, MAX_REVOKED>,
}

impl RevocationList {
    /// From when a certificate is withdrawn, if it is.
    pub fn revocation(&self, certificate: &Id<Certificate>) -> Option<&Revoked> {
        self.revoked
            .iter()
            .find(|entry| entry.certificate == *certificate)
    }
}

impl Statement for RevocationList {
    const CONTEXT: &'static str = "revocation list";
    const LIMIT: usize = 64 + MAX_REVOKED * 40;
    const RIGHT: Right = Right::Revoke;
}

/// One withdrawn certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Which one.
    pub certificate: Id<Certificate>,
    /// From when it counts no more.
    pub from: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// Why a certificate was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RevocationReason {
    /// The key may be in other hands.
    KeyCompromised,
    /// The phone, tablet or lock is lost.
    DeviceLost,
    /// The holder serves elsewhere or no more.
    ServiceEnded,
    /// Another certificate has taken its place.
    Superseded,
}
