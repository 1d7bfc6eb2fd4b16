//! The locks that meet the vectors: one of Kazakhstan's, which is given a vector's root and lists, and the one of
//! China's that the vectors' sessions are with.

use railseal_lock::fake::FakeHardware;
use railseal_lock::lock::CommissionError;
use railseal_lock::{Identity, Lock, SealError, SealOrder};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::key::AgreementSecret;
use railseal_protocol::manifest::{Chunk, Sealing};
use railseal_protocol::statement::Signed;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Lists;
use railseal_protocol::wire::decode;

use crate::form::Vector;
use crate::parties::{LOCK, NOW, agreement, china, kazakhstan, key, listed};

/// More than any vector has.
const LIMIT: usize = 1 << 20;

/// A vector's root.
pub(crate) fn root_of(vector: &Vector) -> Signed<Certificate> {
    Signed::from_wire(vector.bytes("root")).unwrap()
}

/// A vector's lists, as a lock is given them: once, and never without a recognition list.
pub(crate) fn lists_of(vector: &Vector) -> Option<Lists> {
    let mut recognition = vector.all("recognition");
    let recognition = (recognition.next(), recognition.next());
    let (Some(recognition), None) = recognition else {
        return None;
    };
    let revocations = vector.all("revocations");
    let revocations = revocations.map(|bytes| decode(bytes, LIMIT).unwrap());
    Some(Lists {
        recognition: Signed::from_wire(recognition).unwrap(),
        revocations: listed(revocations.collect()),
    })
}

/// A lock of Kazakhstan's, commissioned at a moment with a root and lists.
pub(crate) fn commissioned(
    now: Timestamp,
    root: Signed<Certificate>,
    lists: Lists,
) -> Result<Lock<FakeHardware>, CommissionError> {
    let lock = kazakhstan().lock();
    let identity = Identity {
        signing: lock.key,
        agreement: agreement(LOCK),
        chain: lock.chain,
        root,
        lists,
    };
    Lock::commission(FakeHardware::new(now), identity)
}

/// The lock that the vectors' sessions are with: its secret, its chain, and its random bytes.
pub(crate) fn of_the_session(vector: &Vector) -> Lock<FakeHardware> {
    let bytes = |name| -> [u8; 32] { vector.bytes(name).try_into().unwrap() };
    let identity = Identity {
        signing: key("CN lock"),
        agreement: AgreementSecret::from_bytes(bytes("lock secret")),
        chain: CertificateChain::from_wire(vector.bytes("chain")).unwrap(),
        root: china().root,
        lists: china().lists(&kazakhstan()),
    };
    let mut hardware = FakeHardware::new(NOW);
    hardware.give_entropy(bytes("lock entropy"));
    Lock::commission(hardware, identity).unwrap()
}

/// The lock that the vectors' manifest is for.
pub(crate) fn of_the_manifest() -> Lock<FakeHardware> {
    let lock = china().lock();
    let identity = Identity {
        signing: lock.key,
        agreement: agreement(LOCK),
        chain: lock.chain,
        root: china().root,
        lists: china().lists(&kazakhstan()),
    };
    Lock::commission(FakeHardware::new(NOW), identity).unwrap()
}

/// Why a lock is not sealed with this.
pub(crate) fn not_sealed(
    lock: &mut Lock<FakeHardware>,
    sealing: Sealing,
    documents: Vec<Vec<Chunk>>,
) -> SealError {
    let order = SealOrder {
        sealing,
        documents,
        inspections: Vec::new(),
    };
    lock.seal(&order).unwrap_err()
}
