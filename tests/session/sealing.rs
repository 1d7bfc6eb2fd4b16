//! A lock is sealed from a phone: the server makes the manifest out, the phone writes it over links
//! that break, and orders; what is not whole or not for this lock is never written.

use std::cell::Cell;
use std::sync::Arc;

use railseal::device::bluetooth::{RadioError, RadioLink};
use railseal::enrolment::enrol;
use railseal::officer::Officer;
use railseal::orders::carrying::{CarryError, Met, carry_on};
use railseal::orders::composing::{Hand, Wish};
use railseal::orders::sealing::{Admitted, PrepareError, policy, prepare, write};
use railseal::sync::{SyncError, pull};
use railseal::visit::{self, VisitError};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::ordering::{Ended, Ordering};
use railseal_inspection::record::DeviceId;
use railseal_inspection::sealing::{Lawful, WritingError};
use railseal_inspection::verdict::Outcome;
use railseal_inspection::{Judgement, judge};
use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::journal::Event;
use railseal_protocol::manifest::Policy;
use railseal_protocol::prior::InspectionId;
use railseal_protocol::session::Entropy;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_server::storage::PersonRole;
use railseal_server::{FixedClock, router};
use railseal_tests::demonstration::lock::OnTheDoor;
use railseal_tests::demonstration::{Condition, Demonstration, ToBeSealed};
use railseal_tests::phone::{DirectLink, Here, MemoryDrawers, MemoryKey, Network};

use super::crossing::{NOW, judge_at, question};

/// The office at Chongqing: an officer with a phone, the server, the lock on the door.
struct Office {
    network: Network,
    key: MemoryKey,
    officer: Officer,
    what: ToBeSealed,
    door: OnTheDoor,
    _folder: tempfile::TempDir,
}

impl Office {
    async fn open() -> Self {
        Self::with(PersonRole::Officer).await
    }

    async fn with(role: PersonRole) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let demonstration = Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let china = demonstration.china(clock).unwrap();
        let who = ("CN-50003", "Sealing officer, Chongqing", "CNCQI");
        let code = demonstration.code_for(&china, role, who).unwrap();
        let network = Network::with(router(Arc::new(china), None));
        let drawers = MemoryDrawers::default();
        let key = MemoryKey::from_scalar(&[5; 32]).unwrap();
        let officer = enrol(&code, DeviceId([3; 16]), &key, &network, &drawers)
            .await
            .unwrap();
        let officer = pull(&officer, &key, &network, &drawers, NOW).await.unwrap();
        Self {
            network,
            key,
            officer,
            what: ToBeSealed::of_the_demonstration().unwrap(),
            door: OnTheDoor::hang(demonstration.stock_lock(NOW).unwrap()),
            _folder: folder,
        }
    }

    async fn read(&self) -> Judgement {
        let painted = Some(self.what.container);
        judge_at(&self.officer, &self.evidence().await, painted, NOW)
    }

    async fn evidence(&self) -> Evidence {
        let link = DirectLink::to(self.door.clone());
        let entropy = Entropy::from_random([9; 32]);
        let (officer, key, mut kept) = (&self.officer, &self.key, None);
        let evidence = visit::read(&link, None, officer, key, entropy, &mut kept, |_| {});
        evidence.await.unwrap()
    }

    async fn prepare(&self, container: ContainerNumber) -> Result<Lawful, PrepareError> {
        let judgement = self.read().await;
        let status = judgement.status.as_ref().unwrap();
        let lock = (&**status, judgement.journal.as_deref().unwrap());
        let (officer, key) = (&self.officer, &self.key);
        let what = (container, &a_policy());
        let to = (&self.network, &Here::default());
        prepare(officer, key, to, lock, what, NOW).await
    }

    fn hand(&self) -> Hand<'_, MemoryKey> {
        Hand {
            officer: &self.officer,
            key: &self.key,
            now: NOW,
            inspection: InspectionId([1; 16]),
            grant: None,
        }
    }

    /// As the app does over one link: what is not written yet, then the order.
    async fn seal_over(
        &self,
        link: &impl RadioLink,
        wish: &Wish,
        order: &mut Option<Ordering>,
        known: railseal_protocol::journal::JournalHead,
    ) -> Result<(), CarryError> {
        let Wish::Seal { lawful } = wish else {
            panic!("{wish:?}");
        };
        let mut met = Met::at(link, self.what.lock, Entropy::from_random([8; 32])).await?;
        let asks = order.as_ref().is_some_and(|order| {
            use railseal_inspection::ordering::OrderStage as At;
            matches!(
                order.stage(),
                At::MayHaveHappened | At::Confirming | At::Ended
            )
        });
        let hand = self.hand();
        if !asks {
            write(link, &mut met, &hand, lawful, |_| {}).await?;
        }
        let compose = async |prepared: &_| {
            let directive = hand.make_out(wish, prepared, (None, None)).await?;
            Ok(Some(directive))
        };
        carry_on(link, met, known, &hand, order, |_| {}, compose).await
    }
}

fn a_policy() -> Policy {
    let admitted = ["CN", "KZ"].map(|administration| Admitted {
        administration: administration.parse().unwrap(),
        supervisors_only: false,
        station: None,
    });
    policy(&admitted, 2, false).unwrap()
}

/// A link that goes after so many segments, either way.
struct Breaking {
    link: DirectLink<OnTheDoor>,
    left: Cell<usize>,
}

impl Breaking {
    fn count(&self) -> Result<(), RadioError> {
        let left = self.left.get().checked_sub(1).ok_or(RadioError::LinkLost)?;
        self.left.set(left);
        Ok(())
    }
}

impl RadioLink for Breaking {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        self.link.announcement().await
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        self.count()?;
        self.link.send(segment).await
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        self.count()?;
        self.link.receive().await
    }
}

fn sealed_once(office: &Office, ended: &Ended) {
    let Ended::Told { entries, .. } = ended else {
        panic!("{ended:?}");
    };
    let cycle = SealCycle(1);
    let outcome = &entries.last().unwrap().event;
    assert_eq!(outcome, &Event::Sealed { cycle });
    office.door.with(|door| {
        assert_eq!(door.lock.state(), LockState::Sealed);
        assert_eq!(door.lock.cycle(), cycle);
        assert_eq!(door.lock.hardware().bolt, Bolt::Held);
    });
}

#[tokio::test]
async fn a_lock_in_stock_is_sealed_and_passes() {
    let office = Office::open().await;
    let lawful = office.prepare(office.what.container).await.unwrap();
    let known = lawful.manifest.journal;
    let wish = Wish::Seal {
        lawful: Arc::new(lawful),
    };
    let (link, mut order) = (DirectLink::to(office.door.clone()), None);
    office
        .seal_over(&link, &wish, &mut order, known)
        .await
        .unwrap();
    sealed_once(&office, order.unwrap().ended().unwrap());
    let evidence = office.evidence().await;
    let painted = Some(office.what.container);
    let seen = [known];
    let judgement = judge(&question(&office.officer, &evidence, painted, NOW, &seen));
    let found = &judgement.verdict;
    assert_eq!(found.outcome(), Outcome::Pass, "{found:?}");
    assert_eq!(judgement.register(&evidence).unwrap().whole().count(), 5);
}

#[tokio::test]
async fn the_link_breaks_at_every_segment_and_the_lock_is_sealed_once() {
    let office = Office::open().await;
    let in_stock = office.door.with(|door| door.lock.hardware().clone());
    // As it is after every start on this body: the start is journalled.
    office
        .door
        .with(|door| door.start_again(in_stock.clone()))
        .unwrap();
    let lawful = Arc::new(office.prepare(office.what.container).await.unwrap());
    let known = lawful.manifest.journal;
    let wish = Wish::Seal { lawful };
    let (mut places, mut resumed, mut asked) = (0, 0, 0);
    for place in 0.. {
        office
            .door
            .with(|door| door.start_again(in_stock.clone()).unwrap());
        let mut order = None;
        let first = Breaking {
            link: DirectLink::to(office.door.clone()),
            left: Cell::new(place),
        };
        let result = office.seal_over(&first, &wish, &mut order, known).await;
        drop(first);
        if result.is_ok() {
            break;
        }
        let lost = CarryError::Visit(VisitError::Radio(RadioError::LinkLost));
        assert_eq!(result, Err(lost), "{place}");
        places += 1;
        resumed += u32::from(order.is_none());
        asked += u32::from(order.is_some());
        let again = DirectLink::to(office.door.clone());
        office
            .seal_over(&again, &wish, &mut order, known)
            .await
            .unwrap();
        sealed_once(&office, order.unwrap().ended().unwrap());
    }
    println!("{places} places, {resumed} in the writing, {asked} in the order");
    assert!(resumed > 20 && asked > 5, "{places} {resumed} {asked}");
}

#[tokio::test]
async fn something_that_happened_meanwhile_needs_another_manifest() {
    let office = Office::open().await;
    let lawful = office.prepare(office.what.container).await.unwrap();
    office.door.with(|door| {
        door.lock.hardware_mut().casing = Casing::Opened;
        door.lock.tick().unwrap();
    });
    let link = DirectLink::to(office.door.clone());
    let wish = Wish::Seal {
        lawful: Arc::new(lawful),
    };
    let known = office.door.with(|door| door.lock.journal());
    let result = office.seal_over(&link, &wish, &mut None, known).await;
    assert_eq!(result, Err(CarryError::Writing(WritingError::MovedOn)));
}

#[tokio::test]
async fn what_the_office_does_not_have_is_told() {
    let office = Office::open().await;
    let other = Condition::Intact.container().unwrap();
    assert_eq!(
        office.prepare(other).await,
        Err(PrepareError::NothingToSeal)
    );
    office.network.set_up(false);
    let result = office.prepare(office.what.container).await;
    assert!(matches!(
        result,
        Err(PrepareError::Server(SyncError::Http(_)))
    ));
    // Railway staff seal nothing: their policy does not even verify.
    let staff = Office::with(PersonRole::RailwayStaff).await;
    let result = staff.prepare(staff.what.container).await;
    let refused = PrepareError::Server(SyncError::OfficerRefused);
    assert_eq!(result, Err(refused));
}

#[tokio::test]
async fn a_lever_that_is_out_is_told_and_nothing_is_sealed() {
    let office = Office::open().await;
    let lawful = office.prepare(office.what.container).await.unwrap();
    office.door.move_lever(Lever::Out).unwrap();
    let known = office.door.with(|door| door.lock.journal());
    let link = DirectLink::to(office.door.clone());
    let wish = Wish::Seal {
        lawful: Arc::new(lawful),
    };
    let mut order = None;
    let result = office.seal_over(&link, &wish, &mut order, known).await;
    let moved_on = result == Err(CarryError::Writing(WritingError::MovedOn));
    let refused = order.is_some_and(|order| matches!(order.ended(), Some(Ended::Refused(_))));
    assert!(moved_on || refused, "{result:?}");
    office
        .door
        .with(|door| assert_ne!(door.lock.state(), LockState::Sealed));
}
