//! The crossing at Dostyk: the demonstration's train, an enrolled inspector, and the server.

use std::sync::Arc;

use railseal::enrolment::enrol;
use railseal::officer::Officer;
use railseal::sync::pull;
use railseal::visit;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::record::DeviceId;
use railseal_inspection::{Judgement, Question, judge};
use railseal_protocol::enrolment::EnrolmentCode;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::session::Entropy;
use railseal_protocol::time::Timestamp;
use railseal_server::{FixedClock, router};
use railseal_tests::demonstration::lock::DemonstrationLock;
use railseal_tests::demonstration::{Condition, Demonstration};
use railseal_tests::phone::{DirectLink, MemoryDrawers, MemoryKey, Network};

/// The day of every test here: 23 November 2026, 06:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_795_413_600);

pub(crate) struct Crossing {
    pub(crate) demonstration: Demonstration,
    pub(crate) network: Network,
    pub(crate) drawers: MemoryDrawers,
    pub(crate) key: MemoryKey,
    pub(crate) officer: Officer,
    _folder: tempfile::TempDir,
}

impl Crossing {
    /// With an inspector.
    pub(crate) async fn open() -> Self {
        Self::with(|demonstration| demonstration.inspector_code().unwrap()).await
    }

    /// With whoever gets such a code.
    pub(crate) async fn with(code: impl FnOnce(&Demonstration) -> EnrolmentCode) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let demonstration = Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let code = code(&demonstration);
        let server = Demonstration::open_or_create(folder.path(), clock)
            .unwrap()
            .server;
        let network = Network::with(router(Arc::new(server), None));
        let drawers = MemoryDrawers::default();
        let key = MemoryKey::from_scalar(&[7; 32]).unwrap();
        let device = DeviceId([1; 16]);
        let officer = enrol(&code, device, &key, &network, &drawers)
            .await
            .unwrap();
        let officer = pull(&officer, &key, &network, &drawers, NOW).await.unwrap();
        Self {
            demonstration,
            network,
            drawers,
            key,
            officer,
            _folder: folder,
        }
    }

    /// Reads a lock of the train at a segment size.
    pub(crate) async fn read(&self, condition: Condition, segment: usize) -> Evidence {
        let lock = self.demonstration.lock(condition, NOW).unwrap();
        self.read_lock(lock.with_segment(segment)).await
    }

    /// Reads a lock.
    pub(crate) async fn read_lock(&self, lock: DemonstrationLock) -> Evidence {
        let link = DirectLink::to(lock);
        let entropy = Entropy::from_random([9; 32]);
        visit::read(
            &link,
            None,
            &self.officer,
            &self.key,
            entropy,
            &mut None,
            |_| {},
        )
        .await
        .unwrap()
    }

    /// Judges as this phone does now.
    pub(crate) fn judge(&self, evidence: &Evidence, painted: Option<ContainerNumber>) -> Judgement {
        self.judge_with(evidence, painted, None)
    }

    /// The same, with what was read off the lamp.
    pub(crate) fn judge_with(
        &self,
        evidence: &Evidence,
        painted: Option<ContainerNumber>,
        lamp: Option<LampCode>,
    ) -> Judgement {
        judge(&Question {
            lamp,
            ..question(
                &self.officer,
                evidence,
                painted,
                NOW,
                &seen_by_worklist(&self.officer, evidence.seal.lock),
            )
        })
    }

    /// What the lamp of a lock blinks.
    pub(crate) async fn lamp(&self, condition: Condition) -> LampCode {
        self.demonstration
            .lamps
            .read(condition.lock().unwrap())
            .await
    }
}

pub(crate) fn judge_at(
    officer: &Officer,
    evidence: &Evidence,
    painted: Option<ContainerNumber>,
    now: Timestamp,
) -> Judgement {
    judge(&question(
        officer,
        evidence,
        painted,
        now,
        &seen_by_worklist(officer, evidence.seal.lock),
    ))
}

/// What this phone asks where no lamp was read.
pub(crate) fn question<'a>(
    officer: &'a Officer,
    evidence: &'a Evidence,
    painted: Option<ContainerNumber>,
    now: Timestamp,
    seen: &'a [JournalHead],
) -> Question<'a> {
    Question {
        evidence,
        trust: &officer.trust,
        now,
        place: &officer.person.station,
        seen,
        painted,
        lamp: None,
    }
}

pub(crate) fn seen_by_worklist(officer: &Officer, lock: LockId) -> Vec<JournalHead> {
    let items = officer.worklist.iter().flat_map(|list| list.items.iter());
    items
        .filter(|item| item.lock == lock)
        .filter_map(|item| item.last_seen)
        .collect()
}
