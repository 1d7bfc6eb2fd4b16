use std::str::FromStr;

use railseal_inspection::record::{DeviceId, InspectionRecord, Sequence};
use railseal_protocol::certificate::{Certificate, Person, Subject};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::grant::{CarriedGrant, Grant};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{Administration, PersonId};
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Standing;
use serde::{Deserialize, Serialize};

/// What a person can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonRole {
    /// A customs officer.
    Officer,
    /// A customs officer who may override.
    Supervisor,
    /// Railway staff.
    RailwayStaff,
}

impl From<PersonRole> for Role {
    fn from(role: PersonRole) -> Self {
        match role {
            PersonRole::Officer => Self::Officer,
            PersonRole::Supervisor => Self::Supervisor,
            PersonRole::RailwayStaff => Self::RailwayStaff,
        }
    }
}

/// A person in a role: whom a certificate is to be issued for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The role.
    pub role: PersonRole,
    /// The person.
    pub person: Person,
}

impl Appointment {
    /// The certificate's subject.
    pub fn subject(&self) -> Subject {
        let person = self.person.clone();
        match self.role {
            PersonRole::Officer => Subject::Officer(person),
            PersonRole::Supervisor => Subject::Supervisor(person),
            PersonRole::RailwayStaff => Subject::RailwayStaff(person),
        }
    }
}

/// A one-time code that was given out: never the code itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentOffer {
    /// The fingerprint of the code's secret.
    pub fingerprint: Hash,
    /// For whom.
    pub appointment: Appointment,
    /// The last moment at which it can be used.
    pub expires_at: Timestamp,
}

/// A certificate that this server has issued or works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCertificate {
    /// Its id.
    pub id: Id<Certificate>,
    /// What its holder is.
    pub role: Role,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The whole chain.
    pub chain: CertificateChain,
}

impl IssuedCertificate {
    /// What is kept of a chain that was just issued.
    pub fn of(chain: CertificateChain, role: Role, issued_at: Timestamp) -> Self {
        Self {
            id: chain.leaf.id(),
            role,
            issued_at,
            chain,
        }
    }
}

/// A grant as it travels, with what it is looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptGrant {
    /// Its id.
    pub id: Id<Grant>,
    /// Whose it is.
    pub holder: Id<Certificate>,
    /// When it was kept.
    pub kept_at: Timestamp,
    /// The last moment at which it holds.
    pub until: Timestamp,
    /// The grant with its issuer's chain.
    pub carried: CarriedGrant,
}

impl KeptGrant {
    /// What is kept of a grant that was just signed or verified.
    pub fn of(carried: &CarriedGrant, grant: &Grant, kept_at: Timestamp) -> Self {
        Self {
            id: carried.grant.id(),
            holder: grant.holder,
            kept_at,
            until: grant.validity.until,
            carried: carried.clone(),
        }
    }
}

/// A word in the storage that this version does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a word that this version does not know")]
pub struct UnknownWord;

/// Gives every variant of an enum one word in the storage, and reads it back.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $name {
            /// The word under which it is kept.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word { $($word => Ok(Self::$variant),)* _ => Err(UnknownWord) }
            }
        }
    };
}

/// A kind of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// Another administration's root, which counts as a list of one version.
    Root,
    /// The own recognition list.
    Recognition,
    /// A revocation list.
    Revocations,
}

words!(ListKind {
    Root = "root",
    Recognition = "recognition",
    Revocations = "revocations",
});

/// A list as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptList {
    /// Which kind.
    pub kind: ListKind,
    /// Whose.
    pub administration: Administration,
    /// Which version.
    pub version: ListVersion,
    /// The signed list, as it travels.
    pub bytes: Vec<u8>,
}

/// Whether a record's officer counted when it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficerStanding {
    /// Yes.
    Good,
    /// Yes, by lists of which newer ones were due.
    GoodOnAgedLists,
    /// The certificate was not valid yet.
    NotYetValid,
    /// The certificate was past its end.
    Expired,
    /// The certificate was withdrawn.
    Revoked,
    /// The administration was not recognised.
    NotRecognised,
    /// The administration was not recognised for inspections.
    OutOfScope,
    /// A list that would be needed said nothing.
    CannotSay,
}

words!(OfficerStanding {
    Good = "good",
    GoodOnAgedLists = "good on aged lists",
    NotYetValid = "not yet valid",
    Expired = "expired",
    Revoked = "revoked",
    NotRecognised = "not recognised",
    OutOfScope = "out of scope",
    CannotSay = "cannot say",
});

impl From<&Standing> for OfficerStanding {
    fn from(standing: &Standing) -> Self {
        match standing {
            Standing::Good => Self::Good,
            Standing::GoodOnAgedLists => Self::GoodOnAgedLists,
            Standing::NotYetValid => Self::NotYetValid,
            Standing::Expired => Self::Expired,
            Standing::Revoked(_) => Self::Revoked,
            Standing::NotRecognised => Self::NotRecognised,
            Standing::OutOfScope => Self::OutOfScope,
            Standing::CannotSay { .. } => Self::CannotSay,
        }
    }
}

/// A record that verifies in form and signature, with what else was found of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Its id.
    pub id: Id<InspectionRecord>,
    /// The bytes received: the record with its officer's chain.
    pub bytes: Vec<u8>,
    /// The device that it was made on.
    pub device: DeviceId,
    /// Its place among the device's.
    pub sequence: Sequence,
    /// The one before it on the device.
    pub previous: Option<Id<InspectionRecord>>,
    /// The officer's administration.
    pub administration: Administration,
    /// The officer.
    pub officer: PersonId,
    /// Whether the officer counts.
    pub standing: OfficerStanding,
    /// Whether judging the seal again gave the findings in the record.
    pub seal_confirmed: bool,
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecord {
    /// The record as it first came.
    pub record: NewRecord,
    /// When.
    pub arrived_at: Timestamp,
}
