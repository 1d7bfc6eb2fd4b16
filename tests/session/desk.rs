//! An officer of any administration, with a phone of their own and the server that they use; and a
//! lock that many phones meet, one after the other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use railseal::device::bluetooth::{RadioError, RadioLink};
use railseal::enrolment::enrol;
use railseal::grants::HeldGrant;
use railseal::officer::Officer;
use railseal::orders::Carried;
use railseal::orders::carrying::{CarryError, Met as Session, carry_on};
use railseal::orders::composing::{Hand, Wish};
use railseal::sync::pull;
use railseal::visit::log::{ConnectionLog, Event};
use railseal::visit::{
    Attempt, Callable, Open, Step, Surroundings, VisitError, Way, read_over_links,
};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::ordering::{Ended, Ordering};
use railseal_inspection::record::DeviceId;
use railseal_inspection::renewing::Brought;
use railseal_inspection::{Judgement, judge};
use railseal_protocol::enrolment::EnrolmentCode;
use railseal_protocol::prior::InspectionId;
use railseal_protocol::session::Entropy;
use railseal_server::{Service, router};
use railseal_tests::bluez::Peripheral;
use railseal_tests::demonstration::lock::DemonstrationLock;
use railseal_tests::phone::{MemoryDrawers, MemoryKey, Network};

use super::crossing::{NOW, question};

/// An officer at work.
pub(crate) struct Desk {
    pub(crate) officer: Officer,
    pub(crate) key: MemoryKey,
    pub(crate) drawers: MemoryDrawers,
    pub(crate) network: Network,
    pub(crate) notes: Notes,
}

impl Desk {
    /// Enrolled at a server by a code of its.
    pub(crate) async fn at(server: Service, code: &EnrolmentCode, number: u8) -> Self {
        let network = Network::with(router(Arc::new(server), None));
        let drawers = MemoryDrawers::default();
        let key = MemoryKey::from_scalar(&[number; 32]).unwrap();
        let device = DeviceId([number; 16]);
        let officer = enrol(code, device, &key, &network, &drawers).await.unwrap();
        let officer = pull(&officer, &key, &network, &drawers, NOW).await.unwrap();
        Self {
            officer,
            key,
            drawers,
            network,
            notes: Notes::default(),
        }
    }

    /// Syncs, and takes everything out of the store anew.
    pub(crate) async fn sync(&mut self) {
        let (key, network, drawers) = (&self.key, &self.network, &self.drawers);
        let officer = pull(&self.officer, key, network, drawers, NOW)
            .await
            .unwrap();
        railseal::grants::fetch(&officer, key, network, drawers, NOW)
            .await
            .unwrap();
        self.officer = Officer::load(drawers).await.unwrap().unwrap();
    }

    /// Reads a lock; the link is still there.
    pub(crate) async fn read(&self, lock: &Met) -> (Evidence, Open<'_, MetLink, Notes>) {
        let (officer, key) = (&self.officer, &self.key);
        read_over_links(lock, None, officer, key, &mut None, &self.notes)
            .await
            .unwrap()
    }

    /// Reads a lock, and brings it what it is to have.
    pub(crate) async fn read_and_bring(&self, lock: &Met) -> (Evidence, Vec<Brought>) {
        let (evidence, open) = self.read(lock).await;
        let brought = open.bring(&evidence.seal, &self.officer.trust, &self.drawers);
        let brought = brought.await.unwrap();
        (evidence, brought)
    }

    /// Judges as this phone does now, with the number on the container as its manifest says.
    pub(crate) fn judge(&self, evidence: &Evidence) -> Judgement {
        judge(&question(&self.officer, evidence, None, NOW, &[]))
    }

    /// Gives an order that needs nobody else.
    pub(crate) async fn give(
        &self,
        lock: &Met,
        judgement: &Judgement,
        wish: &Wish,
        grant: Option<&HeldGrant>,
    ) -> Ended {
        let link = lock.call().await.unwrap();
        let hand = Hand {
            officer: &self.officer,
            key: &self.key,
            now: NOW,
            inspection: InspectionId([3; 16]),
            grant,
        };
        let known = judgement.status.as_ref().unwrap().journal;
        let container = judgement.manifest.as_ref().map(|m| m.container);
        let carried = Carried::of(judgement);
        let mut order: Option<Ordering> = None;
        let entropy = self.notes.entropy().unwrap();
        let (trust, drawers) = (&self.officer.trust, &self.drawers);
        let note = |event| self.notes.note(Event::Bringing(event));
        let compose = async |prepared: &_| -> Result<_, CarryError> {
            let what = (container, carried.as_ref());
            hand.make_out(wish, prepared, what).await.map(Some)
        };
        let mut session = Session::at(&link, lock.id(), entropy).await.unwrap();
        session.bring(&link, trust, drawers, note).await.unwrap();
        carry_on(&link, session, known, &hand, &mut order, |_| {}, compose)
            .await
            .unwrap();
        order.unwrap().ended().unwrap().clone()
    }
}

/// A lock within reach.
pub(crate) struct Met(pub(crate) Rc<RefCell<DemonstrationLock>>);

impl Met {
    pub(crate) fn new(lock: DemonstrationLock) -> Self {
        Self(Rc::new(RefCell::new(lock)))
    }

    pub(crate) fn id(&self) -> railseal_protocol::identifiers::LockId {
        self.0.borrow().lock.id()
    }
}

/// A link to it: what is sent is answered at once.
pub(crate) struct MetLink {
    lock: Rc<RefCell<DemonstrationLock>>,
    answers: RefCell<VecDeque<Vec<u8>>>,
}

impl Callable for Met {
    type Link = MetLink;

    async fn call(&self) -> Result<MetLink, RadioError> {
        self.0.borrow_mut().connected();
        Ok(MetLink {
            lock: Rc::clone(&self.0),
            answers: RefCell::default(),
        })
    }
}

impl RadioLink for MetLink {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        Ok(self.lock.borrow_mut().read_announcement())
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        let answers = self.lock.borrow_mut().write_inbox(segment);
        self.answers.borrow_mut().extend(answers);
        Ok(())
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        let answer = self.answers.borrow_mut().pop_front();
        answer.ok_or(RadioError::LinkLost)
    }
}

impl Drop for MetLink {
    fn drop(&mut self) {
        self.lock.borrow_mut().disconnected();
    }
}

/// What happened on the air.
#[derive(Default)]
pub(crate) struct Notes {
    log: RefCell<ConnectionLog>,
    sessions: Cell<u8>,
}

impl Notes {
    /// What was noted of lists.
    pub(crate) fn of_lists(&self) -> Vec<String> {
        let log = self.log.borrow();
        let events = log.entries().map(|(_, event)| event.to_string());
        events.filter(|event| event.starts_with("list")).collect()
    }
}

impl Surroundings for Notes {
    async fn sleep(&self, _duration: Duration) {}

    fn entropy(&self) -> Result<Entropy, VisitError> {
        self.sessions.set(self.sessions.get().wrapping_add(1));
        Ok(Entropy::from_random([self.sessions.get(); 32]))
    }

    fn note(&self, event: Event) {
        self.log.borrow_mut().note(Duration::ZERO, event);
    }

    fn carried(&self, _way: Way, _bytes: usize) {}

    fn tell(&self, _step: Step) {}

    fn calling_again(&self, _attempt: Option<Attempt>) {}
}
