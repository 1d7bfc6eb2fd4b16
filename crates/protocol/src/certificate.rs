//! Certificates: who holds a key, and what for (SPEC.md § Certificates).

use serde::{Deserialize, Serialize};

use crate::bounded::{List, Text};
use crate::identifiers::{Administration, LockId, OfficeCode, PersonId, StationCode};
use crate::key::{AgreementKey, PublicKey};
use crate::rights::{Right, Role};
use crate::statement::Statement;
use crate::time::Validity;

/// Whether what is signed counts in earnest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Realm {
    /// In earnest.
    Operational,
    /// For training only: it passes nowhere else.
    Training,
}

/// That a key is held by someone, from when until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Earnest or training.
    pub realm: Realm,
    /// The administration under whose root it stands.
    pub administration: Administration,
    /// When it holds.
    pub validity: Validity,
    /// The holder's key.
    pub key: PublicKey,
    /// The holder.
    pub subject: Subject,
}

impl Certificate {
    /// The holder's role.
    pub fn role(&self) -> Role {
        match self.subject {
            Subject::Root => Role::Root,
            Subject::Registrar(_) => Role::Registrar,
            Subject::ListSigner => Role::ListSigner,
            Subject::Officer(_) => Role::Officer,
            Subject::Supervisor(_) => Role::Supervisor,
            Subject::RailwayStaff(_) => Role::RailwayStaff,
            Subject::Lock(_) => Role::Lock,
            Subject::DocumentIssuer(_) => Role::DocumentIssuer,
            Subject::Server(_) => Role::Server,
        }
    }

    /// The person who holds it, if a person does.
    pub fn person(&self) -> Option<&Person> {
        match &self.subject {
            Subject::Officer(person)
            | Subject::Supervisor(person)
            | Subject::RailwayStaff(person) => Some(person),
            _ => None,
        }
    }

    /// Whether the holder may issue a certificate for this role. A root nobody may certify but
    /// itself, whatever a registrar's certificate names.
    pub fn may_issue(&self, role: Role) -> bool {
        match &self.subject {
            Subject::Root => role != Role::Root,
            Subject::Registrar(registrar) => {
                role != Role::Root && registrar.may_issue.contains(&role)
            }
            _ => false,
        }
    }
}

impl Statement for Certificate {
    const CONTEXT: &'static str = "certificate";
    const LIMIT: usize = 512;
    const RIGHT: Right = Right::IssueCertificate;
}

/// Who holds a certificate's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// The administration's root.
    Root,
    /// An issuer of certificates.
    Registrar(Registrar),
    /// The signer of revocation lists.
    ListSigner,
    /// A customs officer.
    Officer(Person),
    /// A customs officer who may override.
    Supervisor(Person),
    /// Railway staff.
    RailwayStaff(Person),
    /// A smart lock.
    Lock(LockSubject),
    /// An issuer of manifests and documents.
    DocumentIssuer(DocumentIssuer),
    /// A customs server.
    Server(Server),
}

/// An issuer of certificates, and which ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registrar {
    /// The roles for which it may issue.
    pub may_issue: List<Role, 9>,
}

/// A person at a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The service number.
    pub id: PersonId,
    /// The name as shown to others.
    pub name: Text<64>,
    /// Where the person serves.
    pub station: StationCode,
}

/// A smart lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockSubject {
    /// Its ID code, as printed on the casing.
    pub id: LockId,
    /// Its static key in the encrypted session.
    pub agreement: AgreementKey,
}

/// An issuer of manifests and documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentIssuer {
    /// The office that it issues for.
    pub office: OfficeCode,
}

/// A customs server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// The origin line of its ledger (C2SP tlog-checkpoint).
    pub origin: Text<128>,
    /// The Ed25519 key that signs its ledger's checkpoints.
    pub ledger_key: [u8; 32],
}
