//! Who there is: Kazakhstan's phone, China's lock in its sealed state, and what both have signed.

use std::sync::LazyLock;

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Area;
use railseal_lock::{Identity, Lock, SealOrder};
use railseal_protocol::call::{Answer, Presentation};
use railseal_protocol::chain::Holder;
use railseal_protocol::hash::Hash;
use railseal_protocol::manifest::{Chunk, Manifest, Policy, Sealing, chunks_of};
use railseal_protocol::session::{LockHello, SessionId, agreement_key};
use railseal_protocol::statement::Signed;
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::parties::inspection::record_id;
use crate::parties::lock::{carried_digest, journal, manifest, meet, policy, sealing, status_now};
use crate::parties::talk::presentation;
use crate::parties::{Authority, LOCK, NOW, Party, agreement, cargo, china, kazakhstan, listed};

/// Everything that is made once.
pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Two administrations that recognise each other, and what lies between a phone of one and a lock of the other.
pub(crate) struct World {
    pub(crate) other: Authority,
    /// Who signs, each certified once.
    pub(crate) people: People,
    /// What the phone trusts: its own root, and the lists of both.
    pub(crate) trust: Trust,
    /// Its own root, and no list.
    pub(crate) root_alone: Trust,
    /// Who reads, as the certificate has it.
    pub(crate) reader: Holder,
    /// The lock, as its certificate has it.
    pub(crate) lock: Holder,
    /// What the lock shows in the handshake.
    pub(crate) hello: LockHello,
    /// The session of the vectors.
    pub(crate) session: SessionId,
    /// What the lock answers in it.
    pub(crate) answers: Answers,
    /// The id of the one record that the officer has signed.
    pub(crate) record: Hash,
    /// A lock's flash: sealed with the documents of the vectors.
    pub(crate) sealed: FakeHardware,
}

/// Whose keys sign here.
pub(crate) struct People {
    pub(crate) officer: Party,
    pub(crate) staff: Party,
    pub(crate) lock: Party,
    pub(crate) issuer: Party,
    pub(crate) sealer: Party,
}

/// What the lock of the vectors answers, in the order of a reading.
pub(crate) struct Answers {
    pub(crate) presentation: Presentation,
    pub(crate) status: Signed<Status>,
    pub(crate) journal: Vec<Vec<u8>>,
    pub(crate) sealing: Sealing,
    /// What is signed in them.
    pub(crate) said: Said,
    pub(crate) documents: Vec<Vec<Chunk>>,
}

/// Statements, before they are signed.
pub(crate) struct Said {
    pub(crate) status: Status,
    pub(crate) manifest: Manifest,
    pub(crate) policy: Policy,
}

impl Answers {
    fn of(own: &Authority, other: &Authority) -> Self {
        let journal = journal(other).entries;
        Self {
            presentation: presentation(own, other),
            status: other.lock().sign(&status_now(other)),
            journal: journal.iter().map(|entry| entry.to_vec()).collect(),
            sealing: sealing(other),
            said: Said {
                status: status_now(other),
                manifest: manifest(other),
                policy: policy(),
            },
            documents: documents().map(|bytes| chunks_of(&bytes, 64)).to_vec(),
        }
    }

    /// All of them, as a lock gives them.
    pub(crate) fn all(&self) -> Vec<Answer> {
        let page: Vec<_> = self
            .journal
            .iter()
            .filter_map(|entry| entry.clone().try_into().ok())
            .collect();
        let mut all = vec![
            Answer::Status(self.status.clone()),
            Answer::Welcome,
            Answer::Journal(listed(page)),
            Answer::Sealing(Box::new(self.sealing.clone())),
        ];
        let chunks = self.documents.iter().flatten().cloned();
        all.extend(chunks.map(Answer::Chunk));
        all
    }
}

/// The three documents of the vectors.
pub(crate) fn documents() -> [Vec<u8>; 3] {
    [cargo::bill(), cargo::list(), cargo::sheet()]
}

impl World {
    fn new() -> Self {
        let (own, other) = (kazakhstan(), china());
        let trust = own.trusting(&other);
        let chain = other.lock().chain;
        Self {
            root_alone: own.trust(),
            reader: must(trust.verify(&own.officer().chain)),
            lock: must(trust.verify(&chain)),
            hello: LockHello {
                chain,
                agreement: must(agreement_key(&agreement(LOCK))),
            },
            session: meet(&other).phone.id(),
            answers: Answers::of(&own, &other),
            people: People {
                officer: own.officer(),
                staff: own.staff(),
                lock: other.lock(),
                issuer: other.issuer(),
                sealer: other.officer(),
            },
            record: record_id(&own.officer(), &other),
            sealed: sealed(&own, &other),
            trust,
            other,
        }
    }
}

/// A lock of China that was sealed, on little flash: it is copied for every input.
fn sealed(own: &Authority, other: &Authority) -> FakeHardware {
    let hardware = FakeHardware::new(NOW)
        .with_area(Area::Identity, 16 * 1024)
        .with_area(Area::Journal, 16 * 1024)
        .with_area(Area::Documents, 16 * 1024);
    let party = other.lock();
    let identity = Identity {
        signing: party.key,
        agreement: agreement(LOCK),
        chain: party.chain,
        root: other.root.clone(),
        lists: other.lists(own),
    };
    let mut lock = must(Lock::commission(hardware, identity));
    let inspected = carried_digest(other);
    let manifest = Manifest {
        issued_at: NOW,
        journal: lock.journal(),
        inspection: Some(inspected.digest.id()),
        ..manifest(other)
    };
    let (issuer, sealer) = (other.issuer(), other.officer());
    let order = SealOrder {
        sealing: Sealing {
            manifest: issuer.sign(&manifest),
            issuer: issuer.chain,
            policy: sealer.sign(&policy()),
            sealer: sealer.chain,
        },
        documents: documents().map(|bytes| chunks_of(&bytes, 64)).to_vec(),
        inspections: vec![inspected],
    };
    must(lock.seal(&order));
    lock.into_hardware()
}

/// What the parties of the tests do with each other goes well, or nothing here means anything.
pub(crate) fn must<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("the parties of the tests: {error}"),
    }
}
