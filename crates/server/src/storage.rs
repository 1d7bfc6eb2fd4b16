//! What the server keeps, in the words of its field.
//!
//! [`Storage`] says what every backend guarantees; `tests/server/storage_story.rs` holds every
//! backend to it.

mod consignment;
mod kept;
mod sqlite;

use std::error::Error;

use railseal_inspection::record::InspectionRecord;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;

pub use consignment::Consignment;
pub use kept::{
    Appointment, EnrolmentOffer, IssuedCertificate, KeptGrant, KeptList, KeptRecord, ListKind,
    NewRecord, OfficerStanding, PersonRole, UnknownWord,
};
pub use sqlite::{SqliteError, SqliteStorage};

/// Where the server keeps what it must not lose.
///
/// Every backend guarantees:
/// - **Durable before it returns.** What a method reports as kept survives a crash of the process
///   and a loss of power.
/// - **Whole or not at all.** A method that fails has changed nothing, and can be called again.
/// - **One after another.** Calls take effect in some order, each seeing all before it, whichever
///   threads or processes make them.
/// - **Nothing is forgotten by itself.** Only what a method says it removes is removed; records,
///   certificates and the highest version of a list never are.
///
/// A call may wait for a disk or a network: it belongs on a thread that may wait.
pub trait Storage: Send + Sync + 'static {
    /// Fails where the storage does not answer.
    fn check(&self) -> Result<(), StorageError>;

    /// Keeps the fingerprint of a new enrolment code, and for whom it is.
    fn offer_enrolment(&self, offer: &EnrolmentOffer) -> Result<(), StorageError>;

    /// What was offered under a fingerprint, and the certificate issued for it, if one was.
    fn enrolment(
        &self,
        fingerprint: &Hash,
    ) -> Result<Option<(EnrolmentOffer, Option<IssuedCertificate>)>, StorageError>;

    /// Keeps a certificate as the one issued for a code. Of several calls for one code exactly
    /// one is the first; the others change nothing and get what the first has kept.
    fn redeem(
        &self,
        fingerprint: &Hash,
        issued: &IssuedCertificate,
    ) -> Result<Redemption, StorageError>;

    /// Keeps an issued certificate; again, if need be.
    fn keep_certificate(&self, issued: &IssuedCertificate) -> Result<(), StorageError>;

    /// An issued certificate.
    fn certificate(&self, id: &Id<Certificate>) -> Result<Option<IssuedCertificate>, StorageError>;

    /// Every issued certificate, the latest first.
    fn certificates(&self) -> Result<Vec<IssuedCertificate>, StorageError>;

    /// Keeps a grant; again, if need be.
    fn keep_grant(&self, grant: &KeptGrant) -> Result<(), StorageError>;

    /// Every grant, the one kept last first.
    fn grants(&self) -> Result<Vec<KeptGrant>, StorageError>;

    /// What was granted to a certificate and is not past its end at a moment, the one kept last
    /// first, at most `limit`.
    fn grants_of(
        &self,
        holder: &Id<Certificate>,
        at: Timestamp,
        limit: u32,
    ) -> Result<Vec<KeptGrant>, StorageError>;

    /// Keeps a list in the place of a lower version of the same kind and administration. A
    /// version never goes back, and never means two different lists.
    fn keep_list(&self, list: &KeptList) -> Result<ListKept, StorageError>;

    /// Every list, in an order that does not change while the lists do not.
    fn lists(&self) -> Result<Vec<KeptList>, StorageError>;

    /// Keeps an item of work in the place of an earlier one for the same container.
    fn put_work(&self, item: &WorkItem) -> Result<(), StorageError>;

    /// Removes a container's item; says whether there was one.
    fn remove_work(&self, container: &ContainerNumber) -> Result<bool, StorageError>;

    /// All work, by train and container.
    fn work(&self) -> Result<Vec<WorkItem>, StorageError>;

    /// Keeps what a container is to be sealed with, in the place of what was kept for it before.
    fn keep_consignment(&self, consignment: &Consignment) -> Result<(), StorageError>;

    /// What a container is to be sealed with.
    fn consignment(&self, container: &ContainerNumber)
    -> Result<Option<Consignment>, StorageError>;

    /// Keeps records that arrive now, all of them or none. One that is there already stays as it
    /// first came, whatever comes under its id later. Says for each when it first arrived, in
    /// the order given.
    fn keep_records(
        &self,
        records: &[NewRecord],
        arrived_at: Timestamp,
    ) -> Result<Vec<Timestamp>, StorageError>;

    /// A record.
    fn record(&self, id: &Id<InspectionRecord>) -> Result<Option<KeptRecord>, StorageError>;

    /// The ids of the records that arrived last, the latest first, at most `limit`.
    fn latest_records(&self, limit: u32) -> Result<Vec<Id<InspectionRecord>>, StorageError>;

    /// Keeps how far locks' journals were seen to reach. Where one was seen to reach as far
    /// before, what was seen first stays.
    fn see_journals(&self, seen: &[(LockId, JournalHead)]) -> Result<(), StorageError>;

    /// How far a lock's journal was seen to reach.
    fn journal_seen(&self, lock: &LockId) -> Result<Option<JournalHead>, StorageError>;
}

/// Why the storage did not do what was asked. Nothing was changed, and it is worth a retry unless
/// it is unreadable.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It does not answer, or refuses.
    #[error("the storage does not answer: {0}")]
    Backend(#[source] Box<dyn Error + Send + Sync>),
    /// It holds something that this version did not write.
    #[error("the storage holds {0} that cannot be read")]
    Unreadable(KeptKind),
}

/// A kind of thing that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptKind {
    /// An enrolment offer.
    Enrolment,
    /// A certificate.
    Certificate,
    /// A grant.
    Grant,
    /// A list.
    List,
    /// An item of work.
    Work,
    /// What a container is to be sealed with.
    Consignment,
    /// A record.
    Record,
    /// How far a journal was seen to reach.
    JournalSeen,
}

impl std::fmt::Display for KeptKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Enrolment => "an enrolment",
            Self::Certificate => "a certificate",
            Self::Grant => "a grant",
            Self::List => "a list",
            Self::Work => "an item of work",
            Self::Consignment => "a consignment",
            Self::Record => "a record",
            Self::JournalSeen => "a journal that was seen",
        })
    }
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redemption {
    /// This call used it.
    First,
    /// It was used before, for this certificate.
    UsedBefore(IssuedCertificate),
    /// There is no such code.
    NoSuchCode,
}

/// What became of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKept {
    /// It took the place of the one before.
    Newer,
    /// It was there already.
    Same,
    /// A higher version is there; that one stays.
    Older,
    /// Another list of the same version is there; that one stays.
    OtherOfThisVersion,
}
