//! An officer whom the policy does not admit, a grant of the lock's own administration, and one use
//! of it over the air.

use std::sync::Arc;

use railseal::grants::{self, Grants};
use railseal::officer::Officer;
use railseal::orders::composing::Wish;
use railseal::orders::{Offer, offers};
use railseal::parts::from_text;
use railseal_inspection::Judgement;
use railseal_inspection::ordering::Ended;
use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::call::Refusal;
use railseal_protocol::grant::CarriedGrant;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::rights::Role;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::{Seconds, Validity};
use railseal_protocol::wire::encode;
use railseal_server::service::{GrantHolder, GrantRequest};
use railseal_server::{ExchangeFile, FixedClock, Service, grant_as_text};
use railseal_tests::demonstration::Demonstration;

use super::crossing::NOW;
use super::desk::{Desk, Met};

/// China's officers at the Kazakh border, and Kazakhstan's supervisor at Almaty: nobody at Dostyk.
fn policy() -> Policy {
    let row = |administration: &str, role, station: &str| PolicyRow {
        administration: administration.parse().unwrap(),
        role,
        station: Some(station.parse().unwrap()),
    };
    let rows = vec![
        row("CN", Role::Officer, "CNAKL"),
        row("KZ", Role::Supervisor, "KZALA"),
    ];
    Policy {
        rows: rows.try_into().unwrap(),
        quorum: 1,
        presence: false,
    }
}

struct Scene {
    kazakhstan: Service,
    china: Service,
    inspector: Desk,
    lock: Met,
    folder: tempfile::TempDir,
}

impl Scene {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let open = || Demonstration::open_or_create(folder.path(), clock.clone()).unwrap();
        let demonstration = open();
        let container = "CSQU3054383".parse().unwrap();
        let id = "RSLK00000099".parse().unwrap();
        let lock = demonstration.sealed_under(id, container, policy());
        let code = demonstration.inspector_code().unwrap();
        Self {
            kazakhstan: open().server,
            china: demonstration.china(clock.clone()).unwrap(),
            inspector: Desk::at(open().server, &code, 7).await,
            lock: Met::new(lock.unwrap()),
            folder,
        }
    }

    /// China grants the inspector something.
    fn granted(&self, orders: &[OrderKind]) -> CarriedGrant {
        let inspector = GrantHolder::Person("KZ-10017".parse().unwrap());
        let chain = self.kazakhstan.holder_chain(&inspector).unwrap();
        let granted = self.china.grant(GrantRequest {
            lock: self.lock.id(),
            cycle: SealCycle(1),
            holder: GrantHolder::Chain(chain),
            orders: orders.to_vec(),
            validity: Validity {
                from: NOW,
                until: NOW.plus(Seconds::days(1)),
            },
        });
        granted.unwrap()
    }

    /// China grants, hands the grant over, and Kazakhstan's server takes it in.
    fn grant(&self, orders: &[OrderKind]) {
        let file = ExchangeFile::Grant(self.granted(orders)).to_wire();
        let file = ExchangeFile::from_wire(&file).unwrap();
        self.kazakhstan.import_grant(&file).unwrap();
    }

    async fn judged(&self) -> Judgement {
        let (evidence, _) = self.inspector.read_and_bring(&self.lock).await;
        self.inspector.judge(&evidence)
    }

    fn unsealing(&self, judgement: &Judgement, officer: &Officer) -> Offer {
        let state = judgement.status.as_ref().unwrap().state;
        let offers = offers(judgement, state, officer, NOW);
        let unseal = |offer: &Offer| offer.kind == OrderKind::Unseal;
        offers.into_iter().find(unseal).unwrap()
    }

    fn lock<T>(&self, ask: impl FnOnce(&mut Lock<FakeHardware>) -> T) -> T {
        ask(&mut self.lock.0.borrow_mut().lock)
    }
}

#[tokio::test]
async fn a_grant_of_the_owners_is_fetched_and_used_once_over_the_air() {
    let mut scene = Scene::open().await;
    let judgement = scene.judged().await;
    let without = scene.unsealing(&judgement, &scene.inspector.officer);
    let not_admitted = RefusalReason::NotAdmitted;
    assert_eq!((without.refused, without.grant), (Some(not_admitted), None));
    let unseal = Wish::Unseal;
    let refused = scene.inspector.give(&scene.lock, &judgement, &unseal, None);
    assert_eq!(
        refused.await,
        Ended::Refused(Refusal::NotObeyed(not_admitted))
    );

    scene.grant(&[OrderKind::Unseal]);
    scene.inspector.sync().await;
    let judgement = scene.judged().await;
    let offer = scene.unsealing(&judgement, &scene.inspector.officer);
    assert_eq!(offer.refused, None);
    let rests_on = offer.grant.unwrap();
    let china: Administration = "CN".parse().unwrap();
    let until = NOW.plus(Seconds::days(1));
    assert_eq!((rests_on.of, rests_on.until), (china, until));

    let officer = scene.inspector.officer.clone();
    let grant = officer.grants.find(&rests_on.grant).unwrap();
    let given = scene
        .inspector
        .give(&scene.lock, &judgement, &unseal, Some(grant));
    let Ended::Told { outcome, entries } = given.await else {
        panic!("the journal tells of it");
    };
    assert!(matches!(outcome, Outcome::Ended { .. }), "{outcome:?}");
    let used = Event::GrantUsed { grant: grant.id() };
    assert!(entries.iter().any(|entry| entry.event == used));
    assert_eq!(scene.lock(|lock| lock.state()), LockState::Unsealed);

    // Nobody pulls the lever: the lock closes again, in the same cycle.
    scene.lock(|lock| {
        lock.hardware_mut().advance(Seconds::new(61));
        lock.tick().unwrap();
    });
    let judgement = scene.judged().await;
    assert_eq!(judgement.status.as_ref().unwrap().state, LockState::Sealed);
    // The journal tells that the grant was used, whatever this phone remembers.
    let offer = scene.unsealing(&judgement, &scene.inspector.officer);
    assert_eq!((offer.refused, offer.grant), (Some(not_admitted), None));
    let again = scene
        .inspector
        .give(&scene.lock, &judgement, &unseal, Some(grant));
    let spent = Refusal::NotObeyed(RefusalReason::GrantUsed);
    assert_eq!(again.await, Ended::Refused(spent));
}

#[tokio::test]
async fn what_was_used_stays_used_when_it_is_fetched_again() {
    let mut scene = Scene::open().await;
    scene.grant(&[OrderKind::Unseal, OrderKind::Reseal]);
    scene.inspector.sync().await;
    let judgement = scene.judged().await;
    let officer = scene.inspector.officer.clone();
    let rests_on = scene.unsealing(&judgement, &officer).grant.unwrap();
    let grants = grants::used(&rests_on.grant, &officer, &scene.inspector.drawers);
    let spent = Officer {
        grants: grants.await.unwrap(),
        ..officer
    };
    assert_eq!(scene.unsealing(&judgement, &spent).grant, None);

    scene.inspector.sync().await;
    let officer = &scene.inspector.officer;
    assert!(officer.grants.find(&rests_on.grant).unwrap().is_used());
    assert_eq!(scene.unsealing(&judgement, officer).grant, None);
}

#[tokio::test]
async fn grants_past_their_end_go_and_anothers_is_not_taken() {
    let mut scene = Scene::open().await;
    scene.grant(&[OrderKind::Unseal]);
    scene.inspector.sync().await;
    let grants = &scene.inspector.officer.grants;
    assert_eq!(grants.at(NOW).count(), 1);
    let later = NOW.plus(Seconds::days(2));
    assert_eq!(grants.at(later).count(), 0);
    let judgement = scene.judged().await;
    let state = judgement.status.as_ref().unwrap().state;
    let offered = offers(&judgement, state, &scene.inspector.officer, later);
    assert!(offered.iter().all(|offer| offer.grant.is_none()));

    // Another's phone takes neither what is brought to it nor what is found in its store.
    let clock = Arc::new(FixedClock::at(NOW));
    let demonstration = Demonstration::open_or_create(scene.folder.path(), clock).unwrap();
    let code = demonstration.supervisor_code().unwrap();
    let other = Desk::at(demonstration.server, &code, 8).await;
    let carried = grants.at(NOW).next().unwrap().carried().clone();
    let bytes = encode(&carried);
    let taken = grants::read(&bytes, &other.officer, NOW);
    assert_eq!(taken.err(), Some(grants::GrantError::NotYours));
    let held = Grants::load(
        &scene.inspector.drawers,
        &other.officer.trust,
        &other.officer.holder,
    );
    assert_eq!(held.await.at(NOW).count(), 0);
    let over = grants::read(&bytes, &scene.inspector.officer, later);
    assert_eq!(over.err(), Some(grants::GrantError::Over));
    let mut forged = bytes;
    forged[100] ^= 1;
    let forged = grants::read(&forged, &scene.inspector.officer, NOW);
    assert!(matches!(forged, Err(grants::GrantError::Statement(_))));
}

#[tokio::test]
async fn a_grant_comes_as_a_text_where_no_server_hands_it_out() {
    let scene = Scene::open().await;
    let text = grant_as_text(&scene.granted(&[OrderKind::Unseal]));
    let bytes = from_text(&text).unwrap();
    let (officer, drawers) = (&scene.inspector.officer, &scene.inspector.drawers);
    let held = grants::read(&bytes, officer, NOW).unwrap();
    grants::take(held, officer, drawers, NOW).await.unwrap();
    let officer = Officer::load(drawers).await.unwrap().unwrap();
    let judgement = scene.judged().await;
    assert!(scene.unsealing(&judgement, &officer).grant.is_some());
}
