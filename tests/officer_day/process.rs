//! A lock that is a process of its own, registered with the Bluetooth service as on a computer with
//! an adapter, and read by the app in the browser. Everything here is by the real clock.

use std::sync::Arc;

use railseal::words::{Language, OrderPhrase, Phrase};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::{LockState, SealCycle, TamperCount};
use railseal_server::SystemClock;
use railseal_server::storage::PersonRole;
use railseal_tests::bluez::{Conduct, StandIn};
use railseal_tests::demonstration::ToBeSealed;
use railseal_tests::pages::Officer;

use super::crossing::Crossing;
use super::line::Server;
use super::lock_process::{LockInFolder, LockProcess};

/// An officer before a lock that is a process.
struct Scene {
    crossing: Crossing,
    lock: LockInFolder,
    process: LockProcess,
}

impl Scene {
    async fn set() -> Self {
        let crossing = Crossing::open_in_real_time().await;
        let lock = LockInFolder::sealed(&crossing.demonstration).await;
        let process = LockProcess::start(&crossing.bus, &lock.state());
        let scene = Self {
            crossing,
            lock,
            process,
        };
        scene.is_advertised().await;
        let code = scene.crossing.code();
        scene.officer().enrols(&code).await.unwrap();
        scene
    }

    fn officer(&self) -> Officer<'_> {
        Officer {
            tab: &self.crossing.tab,
        }
    }

    fn air(&self) -> &StandIn {
        &self.crossing.train
    }

    fn name(&self) -> &str {
        &self.lock.wagon.advertised
    }

    async fn is_advertised(&self) {
        self.air().wait_advertised(self.name()).await.unwrap();
    }

    async fn connects(&self) {
        self.officer().connects(&self.lock.wagon).await.unwrap();
    }

    /// Reads to the end, types the number and what the lamp blinks, and sees the verdict.
    async fn comes_to(&mut self, verdict: Phrase) {
        let tab = self.crossing.tab.clone();
        let officer = Officer { tab: &tab };
        officer.waits_for_the_reading().await.unwrap();
        officer.types_the_number(&self.lock.wagon).await.unwrap();
        let blinked = self.process.says("the lamp blinks ").await;
        officer
            .types_the_lamp(blinked.parse().unwrap())
            .await
            .unwrap();
        officer.sees(verdict).await.unwrap();
    }

    /// How often the lock's own record, as the app shows it, tells of a restart.
    async fn restarts_shown(&self) -> usize {
        self.officer().opens_the_documents().await.unwrap();
        let tab = &self.crossing.tab;
        let text: String = tab.evaluate("document.body.innerText").await.unwrap();
        self.officer().goes_back().await.unwrap();
        let restarted = Language::English.say(Phrase::EventRestarted);
        text.matches(&format!("{restarted},")).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_in_a_process_is_read_to_the_verdict() {
    let mut scene = Scene::set().await;
    scene.connects().await;
    scene.comes_to(Phrase::OutcomePass).await;
    scene.officer().opens_the_documents().await.unwrap();
    scene
        .crossing
        .tab
        .wait_for_text("2 despatches, 5 receptacles, 20 items")
        .await
        .unwrap();
    scene
        .officer()
        .decides(Phrase::ConditionRight, Phrase::DispositionRelease, "")
        .await
        .unwrap();
    scene.officer().signs().await.unwrap();
    scene.crossing.assert_quiet().await;
    scene.process.quits().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_link_that_carries_the_least_and_drops_it_is_the_same_verdict() {
    let mut scene = Scene::set().await;
    let (air, name) = (scene.air(), scene.name());
    air.carry(name, SegmentSize::SMALLEST.get()).await.unwrap();
    // Before the lamp is asked for, so that it blinks one code.
    air.drop_link_after(name, 120).await.unwrap();
    scene.connects().await;
    scene.comes_to(Phrase::OutcomePass).await;
    let log = scene.officer().opens_the_log().await.unwrap();
    assert_eq!(log.matches("again 1 of 3").count(), 1, "{log}");
    assert_eq!(scene.air().last_fault(scene.name()).unwrap(), None);
    // The lock was not hung up on, and hangs up on nobody.
    scene.process.quits().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_it_has_lost_nothing_and_tells_of_the_restart() {
    let mut scene = Scene::set().await;
    let (air, name) = (scene.air(), scene.name().to_owned());
    air.behave(&name, Conduct::FallsSilentAfter(30))
        .await
        .unwrap();
    scene.connects().await;
    let tab = scene.crossing.tab.clone();
    // In the middle of the reading, and the phone waits for what the lock will say.
    scene.crossing.train.wait_silent(&name).await.unwrap();

    scene.process.loses_power().await;
    scene.crossing.train.wait_gone(&name).await.unwrap();
    let not_read = Language::English.say(Phrase::NotReadTitle);
    tab.wait_for("heading", not_read).await.unwrap();

    scene.process = LockProcess::start(&scene.crossing.bus, &scene.lock.state());
    scene.crossing.train.wait_advertised(&name).await.unwrap();
    let officer = Officer { tab: &tab };
    officer
        .chooses_again(Phrase::ChooseAnother, &scene.lock.wagon)
        .await
        .unwrap();
    scene.comes_to(Phrase::OutcomePass).await;
    // To be sealed, to be read, and after the kill.
    assert_eq!(scene.restarts_shown().await, 3);
    scene.process.quits().await;

    let lock = scene.lock.wakes_here();
    assert_eq!(lock.state(), LockState::Sealed);
    assert_eq!(
        (lock.cycle(), lock.tampers()),
        (SealCycle(1), TamperCount(0))
    );
    assert!(lock.manifest().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hands_do_to_the_body_is_seen_by_the_officer_and_outlives_the_power() {
    let mut scene = Scene::set().await;
    scene.process.types("lever out").await;
    scene.process.says("the bolt holds the lever").await;
    scene.process.types("lever cut").await;
    scene.process.says("lever cut: the lock is Tampered").await;
    scene.process.loses_power().await;
    scene
        .crossing
        .train
        .wait_gone(&scene.lock.wagon.advertised)
        .await
        .unwrap();

    scene.process = LockProcess::start(&scene.crossing.bus, &scene.lock.state());
    scene.is_advertised().await;
    scene.process.types("status").await;
    let status = scene.process.says("RSLK00000121: ").await;
    assert!(
        status.starts_with("Tampered, seal cycle 1, broken 1 times"),
        "{status}"
    );
    scene.process.says("  lever cut").await;
    scene.connects().await;
    scene.comes_to(Phrase::OutcomeHold).await;
    scene.officer().sees_code("TP1").await.unwrap();
    scene.process.quits().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_in_stock_is_sealed_and_unsealed_by_the_app() {
    let crossing = Crossing::open_in_real_time().await;
    let china = || crossing.demonstration.china(Arc::new(SystemClock)).unwrap();
    let server = Server::start(china(), china());
    let lock = LockInFolder::in_stock(&crossing.demonstration).await;
    let what = ToBeSealed {
        lock: lock.wagon.lock,
        container: lock.wagon.painted.parse().unwrap(),
    };
    let demonstration = &crossing.demonstration;
    demonstration.give_to_seal(&server.desk, &what).unwrap();
    let mut process = LockProcess::start(&crossing.bus, &lock.state());
    let advertised = &lock.wagon.advertised;
    crossing.train.wait_advertised(advertised).await.unwrap();

    let who = ("CN-50003", "Sealing officer, Chongqing", "CNCQI");
    let code = demonstration.code_for(&server.desk, PersonRole::Officer, who);
    let tab = &crossing.tab;
    tab.goto(&format!("http://{}/", server.address))
        .await
        .unwrap();
    let officer = Officer { tab };
    officer.enrols(&code.unwrap().to_string()).await.unwrap();
    officer.connects(&lock.wagon).await.unwrap();
    officer.waits_for_the_reading().await.unwrap();
    officer.types_the_number(&lock.wagon).await.unwrap();
    officer.opens_the_orders().await.unwrap();
    officer.chooses_to(OrderPhrase::Seal).await.unwrap();
    // Whoever sealed it can open it again alone.
    let alone = Language::English.fill(OrderPhrase::QuorumPeople, &["1".to_owned()]);
    tab.click("radio", alone.as_str()).await.unwrap();
    officer.prepares().await.unwrap();
    officer.seals().await.unwrap();
    officer.sees_done(OrderPhrase::DoneSeal).await.unwrap();
    process.types("lever out").await;
    process.says("the bolt holds the lever").await;

    officer.reads_the_sealed_lock().await.unwrap();
    officer.sees(Phrase::OutcomePass).await.unwrap();
    officer.opens_the_orders().await.unwrap();
    officer.chooses_to(OrderPhrase::Unseal).await.unwrap();
    officer.gives_the_order().await.unwrap();
    officer.sees_done(OrderPhrase::DoneUnseal).await.unwrap();
    process.types("lever out").await;
    process.says("lever out: the lock is Open").await;
    process.quits().await;

    let lock = lock.wakes_here();
    assert_eq!(
        (lock.state(), lock.cycle()),
        (LockState::Open, SealCycle(1))
    );
}
