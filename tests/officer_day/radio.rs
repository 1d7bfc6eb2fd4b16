//! Each failure of the radio is provoked, has its own words and its own way out, and once its cause
//! is gone the way out leads to the verdict.

use railseal::device::bluetooth::{Part as Missing, RadioError};
use railseal::visit::VisitError;
use railseal::words::{Language, Phrase, Trouble};
use railseal_protocol::announcement::{Announcement, AnnouncementError, VERSION};
use railseal_protocol::phone::ConversationError;
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::session::SessionError;
use railseal_protocol::status::LockState;
use railseal_protocol::wire::DecodeError;
use railseal_tests::bluez::{CallRefusal, Conduct, Part};
use railseal_tests::browser::{BrowserOptions, Name, Tab, WebBluetooth};
use railseal_tests::demonstration::Condition;
use railseal_tests::pages::{AtTheWagon, Officer};

use super::crossing::Crossing;

/// An officer before the intact lock of the train.
pub(crate) struct Scene {
    pub(crate) crossing: Crossing,
    pub(crate) tab: Tab,
    pub(crate) wagon: AtTheWagon,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        Self::set_in(BrowserOptions::default()).await
    }

    async fn set_with(web_bluetooth: WebBluetooth) -> Self {
        Self::set_in(BrowserOptions {
            web_bluetooth,
            ..BrowserOptions::default()
        })
        .await
    }

    /// The same, in a browser like this.
    pub(crate) async fn set_in(options: BrowserOptions) -> Self {
        let crossing = Crossing::open_in(options).await;
        let tab = crossing.tab.clone();
        let scene = Self {
            wagon: AtTheWagon::of(Condition::Intact).unwrap(),
            crossing,
            tab,
        };
        let code = scene.crossing.code();
        scene.officer().enrols(&code).await.unwrap();
        scene
    }

    pub(crate) fn officer(&self) -> Officer<'_> {
        Officer { tab: &self.tab }
    }

    pub(crate) fn name(&self) -> &str {
        &self.wagon.advertised
    }

    pub(crate) async fn behaves(&self, conduct: Conduct) {
        let train = &self.crossing.train;
        train.behave(self.name(), conduct).await.unwrap();
    }

    pub(crate) async fn connects(&self) {
        self.officer().connects(&self.wagon).await.unwrap();
    }

    /// Reads the lock once, to the end of the link: it is brought newer lists after the verdict, which
    /// its journal tells of. From then on every reading is alike.
    pub(crate) async fn brings_its_lists(&self) {
        self.connects().await;
        self.comes_to_the_verdict().await;
        let train = &self.crossing.train;
        train.wait_disconnected(self.name()).await.unwrap();
    }

    /// Sees the trouble's own words, and that these are the ways out.
    pub(crate) async fn sees(&self, trouble: impl Into<Trouble>, ways_out: &[Phrase]) {
        let officer = self.officer();
        officer.sees_trouble(&trouble.into()).await.unwrap();
        for way in [Phrase::TryAgain, Phrase::ChooseAnother] {
            let there = officer.has("button", Language::English.say(way)).await;
            assert_eq!(there.unwrap(), ways_out.contains(&way), "{way:?}");
        }
        let faults = self.tab.accessibility_faults().await.unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    /// Reads to the end, types the number, and sees the same verdict as ever.
    pub(crate) async fn comes_to_the_verdict(&self) {
        let officer = self.officer();
        officer.waits_for_the_reading().await.unwrap();
        officer.types_the_number(&self.wagon).await.unwrap();
        officer.sees(Phrase::OutcomePass).await.unwrap();
        self.crossing.assert_quiet().await;
    }

    /// Begins to read, and stops before the end. The lock is hung up on, and well.
    async fn stops_in_the_middle(&self) {
        self.behaves(Conduct::FallsSilentAfter(30)).await;
        self.connects().await;
        let up = Language::English.say(Phrase::LinkUp);
        self.tab.wait_for_text(up).await.unwrap();
        let stop = Language::English.say(Phrase::StopReading);
        self.tab.click("button", stop).await.unwrap();
        self.sees(Trouble::STOPPED, &BOTH).await;
        let train = &self.crossing.train;
        train.wait_disconnected(self.name()).await.unwrap();
        self.behaves(Conduct::Well).await;
    }

    async fn tries_again_and_it_works(&self) {
        self.officer().tries_again().await.unwrap();
        self.comes_to_the_verdict().await;
    }

    async fn chooses_again_and_it_works(&self, button: Phrase) {
        let officer = self.officer();
        officer.chooses_again(button, &self.wagon).await.unwrap();
        self.comes_to_the_verdict().await;
    }
}

const BOTH: [Phrase; 2] = [Phrase::TryAgain, Phrase::ChooseAnother];

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_without_web_bluetooth() {
    let scene = Scene::set_with(WebBluetooth::Missing).await;
    let connect = Language::English.say(Phrase::Connect);
    scene.tab.click("button", connect).await.unwrap();
    scene.sees(RadioError::Unsupported, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_permission() {
    let scene = Scene::set_with(WebBluetooth::Blocked).await;
    let connect = Language::English.say(Phrase::Connect);
    scene.tab.click("button", connect).await.unwrap();
    scene.sees(RadioError::PermissionRefused, &BOTH).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_adapter_until_there_is_one() {
    let scene = Scene::set().await;
    let train = &scene.crossing.train;
    train.remove_adapter().await.unwrap();
    let connect = Language::English.say(Phrase::Connect);
    scene.tab.click("button", connect).await.unwrap();
    scene.sees(RadioError::NoAdapter, &BOTH).await;
    train.insert_adapter().await.unwrap();
    train.bring_into_reach(scene.name()).await.unwrap();
    scene.chooses_again_and_it_works(Phrase::TryAgain).await;
}

/// Between two links: under a link, Chromium tells of it as often as a lost link or a call that
/// nobody answers, whichever it notices first.
#[tokio::test(flavor = "multi_thread")]
async fn bluetooth_switched_off_and_on_again() {
    let scene = Scene::set().await;
    scene.stops_in_the_middle().await;
    let train = &scene.crossing.train;
    train.switch_adapter(false).await.unwrap();
    scene.officer().tries_again().await.unwrap();
    scene.sees(RadioError::SwitchedOff, &BOTH).await;
    train.switch_adapter(true).await.unwrap();
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chooser_that_was_closed() {
    let scene = Scene::set().await;
    let chooser = scene.tab.cancel_bluetooth_chooser().await.unwrap();
    let connect = Language::English.say(Phrase::Connect);
    scene.tab.click("button", connect).await.unwrap();
    chooser.await.unwrap();
    scene.sees(RadioError::ChooserCancelled, &BOTH).await;
    scene.chooses_again_and_it_works(Phrase::TryAgain).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_reach() {
    let scene = Scene::set().await;
    let train = &scene.crossing.train;
    for condition in Condition::ALL {
        let wagon = AtTheWagon::of(condition).unwrap();
        train.take_out_of_reach(&wagon.advertised).await.unwrap();
    }
    let chooser = scene.tab.cancel_bluetooth_chooser().await.unwrap();
    let connect = Language::English.say(Phrase::Connect);
    scene.tab.click("button", connect).await.unwrap();
    chooser.await.unwrap();
    scene.sees(RadioError::ChooserCancelled, &BOTH).await;
    train.bring_into_reach(scene.name()).await.unwrap();
    scene.chooses_again_and_it_works(Phrase::TryAgain).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_never_takes_the_call() {
    let scene = Scene::set().await;
    scene.behaves(Conduct::IgnoresCallsAfter(0)).await;
    scene.connects().await;
    scene.sees(RadioError::ConnectTimedOut, &BOTH).await;
    scene.behaves(Conduct::Well).await;
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_busy_and_then_gone() {
    let scene = Scene::set().await;
    for (refusal, error) in [
        (CallRefusal::Aborted, RadioError::NotTaken),
        (CallRefusal::InProgress, RadioError::StillConnecting),
    ] {
        scene.behaves(Conduct::RefusesCalls(refusal)).await;
        scene.connects().await;
        scene.sees(error, &BOTH).await;
    }
    let train = &scene.crossing.train;
    train.take_out_of_reach(scene.name()).await.unwrap();
    scene.officer().tries_again().await.unwrap();
    scene.sees(RadioError::OutOfReach, &BOTH).await;
    train.bring_into_reach(scene.name()).await.unwrap();
    scene.behaves(Conduct::Well).await;
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_falls_silent_in_the_middle() {
    let scene = Scene::set().await;
    scene.behaves(Conduct::FallsSilentAfter(30)).await;
    scene.connects().await;
    scene.sees(RadioError::NoAnswer, &BOTH).await;
    scene.behaves(Conduct::Well).await;
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn noise_in_the_middle() {
    let scene = Scene::set().await;
    scene.behaves(Conduct::BabblesAfter(30)).await;
    scene.connects().await;
    let session = ConversationError::Session(SessionError::Handshake);
    scene.sees(VisitError::Conversation(session), &BOTH).await;
    scene.behaves(Conduct::Well).await;
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_no_lock() {
    let scene = Scene::set().await;
    for conduct in [
        Conduct::LacksService,
        Conduct::Lacks(Part::Announcement),
        Conduct::Lacks(Part::Inbox),
        Conduct::Lacks(Part::Outbox),
    ] {
        scene.behaves(conduct).await;
        scene.connects().await;
        let missing = Missing::Service;
        let error = RadioError::NotARailsealLock { missing };
        scene.sees(error, &[Phrase::ChooseAnother]).await;
    }
    scene.behaves(Conduct::Well).await;
    scene
        .chooses_again_and_it_works(Phrase::ChooseAnother)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protocol_too_old_or_too_new_and_an_announcement_that_makes_no_sense() {
    let scene = Scene::set().await;
    let own = Announcement {
        lock: scene.wagon.lock,
        claimed: LockState::Sealed,
        segment: SegmentSize::clamped(244),
    };
    let of_version = |version: u8| {
        let mut bytes = own.to_wire();
        bytes[0] = version;
        Conduct::Announces(bytes)
    };
    let (older, newer) = (VERSION - 1, VERSION + 1);
    for (conduct, error, ways_out) in [
        (
            of_version(older),
            AnnouncementError::Older { got: older },
            &BOTH[1..],
        ),
        (
            of_version(newer),
            AnnouncementError::Newer { got: newer },
            &BOTH[1..],
        ),
        (
            Conduct::Announces(vec![VERSION, 0xff, 0xff]),
            AnnouncementError::Unreadable(DecodeError::Malformed),
            &BOTH[..],
        ),
        (
            Conduct::Announces(Vec::new()),
            AnnouncementError::Unreadable(DecodeError::Malformed),
            &BOTH[..],
        ),
    ] {
        scene.behaves(conduct).await;
        scene.connects().await;
        scene.sees(VisitError::Announcement(error), ways_out).await;
    }
    scene.behaves(Conduct::Well).await;
    scene.tries_again_and_it_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_answers_as_another() {
    let scene = Scene::set().await;
    let other = Condition::Tampered.lock().unwrap();
    let announcement = Announcement {
        lock: other,
        claimed: LockState::Sealed,
        segment: SegmentSize::clamped(244),
    };
    scene
        .behaves(Conduct::Announces(announcement.to_wire()))
        .await;
    scene.connects().await;
    let error = VisitError::OtherLock {
        wanted: scene.wagon.lock,
        answered: other,
    };
    scene.sees(error, &[Phrase::ChooseAnother]).await;
    // Before anything else was read.
    let log = scene.officer().opens_the_log().await.unwrap();
    assert!(!log.contains("sent"), "{log}");
    scene.behaves(Conduct::Well).await;
    let back = Language::English.say(Phrase::Back);
    scene.tab.click("link", back).await.unwrap();
    scene
        .chooses_again_and_it_works(Phrase::ChooseAnother)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_stops_the_reading_and_takes_it_up_again() {
    let scene = Scene::set().await;
    scene.stops_in_the_middle().await;
    scene.tries_again_and_it_works().await;
    let stop = Language::English.say(Phrase::StopReading);
    let gone = scene.tab.outline().await.unwrap();
    assert!(!gone.has("button", &Name::from(stop)));
}
