//! A lock that is a process of its own, registered with the Bluetooth service as on a computer with
//! an adapter, and read by the app in the browser. Everything here is by the real clock.

use railseal::words::Phrase;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::status::{LockState, SealCycle, TamperCount};
use railseal_tests::bluez::{Conduct, StandIn};
use railseal_tests::pages::Officer;

use super::crossing::Crossing;
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
        let restarted = railseal::words::Language::English.say(Phrase::EventRestarted);
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
