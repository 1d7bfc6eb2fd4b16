//! What a phone has received from a lock, and nothing else.

use alloc::vec::Vec;

use railseal_protocol::amendment::{CarriedAmendment, MAX_AMENDMENTS};
use railseal_protocol::bounded::List;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::{EntryBytes, RefusalReason};
use railseal_protocol::key::AgreementKey;
use railseal_protocol::lamp::LampShown;
use railseal_protocol::manifest::{Chunk, Sealing};
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use railseal_protocol::session::{LockHello, SessionId};
use railseal_protocol::statement::{Signed, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;
use serde::{Deserialize, Serialize};

use crate::judge::verify_lock;

/// The most journal entries that are read of one lock.
pub const MAX_JOURNAL: usize = 1024;
/// The most people whose chains are read of one lock, beside who sealed it.
pub const MAX_PEOPLE: usize = 16;

/// What a phone has received from a lock about itself: enough for anybody to judge the seal again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealEvidence {
    /// The lock that was announced, and for which the session was made.
    pub lock: LockId,
    /// The session.
    pub session: SessionId,
    /// The lock's chain.
    pub chain: CertificateChain,
    /// The agreement key that the lock proved in the session.
    pub agreement: AgreementKey,
    /// The lock's status, if it gave one.
    pub status: Option<Signed<Status>>,
    /// Its journal from the beginning, as far as it was read.
    pub journal: List<EntryBytes, MAX_JOURNAL>,
    /// The manifest and policy, if the lock gave them.
    pub sealing: Option<Sealing>,
    /// What the lamp blinked, if it was asked to.
    pub lamp: Option<Signed<LampShown>>,
    /// The prior inspections that the lock carries, the last first, as far as they were read.
    pub inspections: List<CarriedDigest, MAX_INSPECTIONS>,
    /// The amendments to the manifest, the last first, as far as they were read.
    pub amendments: List<CarriedAmendment, MAX_AMENDMENTS>,
    /// The chains of those whom the journal names since sealing, as far as the lock gave them.
    pub people: List<CertificateChain, MAX_PEOPLE>,
    /// Why the lock refused the officer, if it did.
    pub refused: Option<RefusalReason>,
}

impl SealEvidence {
    /// What is known when the session stands.
    pub fn begin(lock: LockId, session: SessionId, hello: LockHello) -> Self {
        Self {
            lock,
            session,
            chain: hello.chain,
            agreement: hello.agreement,
            status: None,
            journal: List::empty(),
            sealing: None,
            lamp: None,
            inspections: List::empty(),
            amendments: List::empty(),
            people: List::empty(),
            refused: None,
        }
    }
}

impl SealEvidence {
    /// A status that the lock itself has signed for this session; none where it is anything else.
    pub(crate) fn own_status(
        &self,
        trust: &Trust,
        signed: &Signed<Status>,
    ) -> Option<Verified<Status>> {
        let status = verify_lock(trust, self).ok()?.verify(signed).ok()?;
        let own = status.session == self.session && status.lock == self.lock;
        own.then_some(status)
    }
}

/// All that a phone has received: the seal's evidence, and the documents' chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// About the lock.
    pub seal: SealEvidence,
    /// The chunks of each document of the manifest, in order, as far as they have come.
    pub documents: Vec<Vec<Chunk>>,
}
