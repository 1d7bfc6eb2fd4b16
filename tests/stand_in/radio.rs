//! What Chromium makes of each fault of the radio: the names that the app's own words rest on.

use railseal_tests::bluez::{CallRefusal, Conduct, Part};
use railseal_tests::browser::WebBluetooth;

use super::*;

const NAME: &str = "RS 0001";

impl Stage {
    async fn with(web_bluetooth: WebBluetooth) -> Self {
        let options = BrowserOptions {
            web_bluetooth,
            ..BrowserOptions::default()
        };
        Self::set_for(options, vec![Box::new(Echo::new(NAME))]).await
    }

    async fn calls(&self, answer: &str) {
        self.tab.click("button", "Connect").await.unwrap();
        self.tab.wait_for_text(answer).await.unwrap();
    }

    async fn is_available(&self) -> bool {
        let ask = "navigator.bluetooth.getAvailability()";
        self.tab.evaluate(ask).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refused_call_has_its_exception() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    stage.connect(NAME).await;
    stage.tab.click("button", "Disconnect").await.unwrap();
    stage.stand_in.wait_disconnected(NAME).await.unwrap();
    for (refusal, answer) in [
        (
            CallRefusal::Aborted,
            "NetworkError: Connection Error: Connection attempt failed.",
        ),
        (
            CallRefusal::InProgress,
            "NetworkError: Connection already in progress.",
        ),
        (
            CallRefusal::NotReady,
            "InvalidStateError: Connection Error: Not ready.",
        ),
        (
            CallRefusal::AuthenticationRejected,
            "NetworkError: Authentication rejected.",
        ),
    ] {
        let conduct = Conduct::RefusesCalls(refusal);
        stage.stand_in.behave(NAME, conduct).await.unwrap();
        stage.calls(answer).await;
    }
    stage.stand_in.take_out_of_reach(NAME).await.unwrap();
    stage
        .calls("NetworkError: Bluetooth Device is no longer in range.")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_foreign_device_lacks_is_not_found() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    stage.connect(NAME).await;
    for (conduct, answer) in [
        (Conduct::LacksService, "NotFoundError: No Services"),
        (
            Conduct::Lacks(Part::Announcement),
            "NotFoundError: No Characteristics",
        ),
        (
            Conduct::Lacks(Part::Inbox),
            "NotFoundError: No Characteristics",
        ),
        (
            Conduct::Lacks(Part::Outbox),
            "NotFoundError: No Characteristics",
        ),
    ] {
        stage.tab.click("button", "Disconnect").await.unwrap();
        stage.stand_in.wait_disconnected(NAME).await.unwrap();
        stage.stand_in.behave(NAME, conduct).await.unwrap();
        stage.calls(answer).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_never_answered_never_ends_until_it_is() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    stage.connect(NAME).await;
    stage.tab.click("button", "Disconnect").await.unwrap();
    stage.stand_in.wait_disconnected(NAME).await.unwrap();
    let ignores = Conduct::IgnoresCallsAfter(0);
    stage.stand_in.behave(NAME, ignores).await.unwrap();
    stage.calls("at work").await;
    stage.stand_in.behave(NAME, Conduct::Well).await.unwrap();
    stage.tab.wait_for_text("announced 457").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_noise_and_another_announcement() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    let other = Conduct::Announces(vec![7; 9]);
    stage.stand_in.behave(NAME, other).await.unwrap();
    let chooser = stage.tab.choose_bluetooth_device(NAME).await.unwrap();
    stage.tab.click("button", "Choose a lock").await.unwrap();
    chooser.await.unwrap();
    stage.calls("announced 9 bytes, the last 7").await;
    // One segment and its three notifications, then another and the first of its three.
    let silence = Conduct::FallsSilentAfter(6);
    stage.stand_in.behave(NAME, silence).await.unwrap();
    stage.send(3).await;
    stage.tab.wait_for_text("sent 3").await.unwrap();
    stage.tab.wait_for_text("Received: 4").await.unwrap();
    let noise = Conduct::BabblesAfter(0);
    stage.stand_in.behave(NAME, noise).await.unwrap();
    stage.send(1).await;
    stage.tab.wait_for_text("Received: 7").await.unwrap();
    let last: u32 = stage.tab.evaluate("received.at(-1)").await.unwrap();
    assert!(last > u32::MAX / 2, "{last} is what was meant");
}

/// With the adapter off Chromium still says that Bluetooth is available, and its chooser, which
/// then asks for Bluetooth to be switched on, offers nothing; only a call to a lock that was
/// chosen before tells.
#[tokio::test(flavor = "multi_thread")]
async fn an_adapter_that_is_off_shows_in_the_call_only() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    stage.connect(NAME).await;
    stage.stand_in.switch_adapter(false).await.unwrap();
    stage.tab.wait_for_text("Links lost: 1").await.unwrap();
    assert!(stage.is_available().await);
    stage
        .calls("InvalidStateError: Connection Error: Not ready.")
        .await;
    let hasty = stage.tab.with_patience(Duration::from_secs(1));
    let chooser = hasty.choose_bluetooth_device(NAME).await.unwrap();
    stage.tab.click("button", "Choose a lock").await.unwrap();
    assert!(matches!(chooser.await, Err(BrowserError::NoChooser { .. })));
    stage.stand_in.switch_adapter(true).await.unwrap();
    stage.connect(NAME).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_adapter_there_is_no_chooser() {
    let stage = Stage::with(WebBluetooth::Allowed).await;
    stage.stand_in.remove_adapter().await.unwrap();
    stage.tab.click("button", "Choose a lock").await.unwrap();
    stage
        .tab
        .wait_for_text("NotFoundError: Bluetooth adapter not available.")
        .await
        .unwrap();
    assert!(!stage.is_available().await);
    stage.stand_in.insert_adapter().await.unwrap();
    stage.stand_in.bring_into_reach(NAME).await.unwrap();
    stage.connect(NAME).await;
}

/// The same name as for a chooser that was closed, and the same availability as without an
/// adapter: only the message tells them apart.
#[tokio::test(flavor = "multi_thread")]
async fn settings_that_forbid_bluetooth_are_told_by_the_message_only() {
    let stage = Stage::with(WebBluetooth::Blocked).await;
    assert!(!stage.is_available().await);
    stage.tab.click("button", "Choose a lock").await.unwrap();
    stage
        .tab
        .wait_for_text("NotFoundError: User or their enterprise policy has disabled Web Bluetooth.")
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_without_web_bluetooth() {
    let stage = Stage::with(WebBluetooth::Missing).await;
    let has = "navigator.bluetooth !== undefined";
    assert!(!stage.tab.evaluate::<bool>(has).await.unwrap());
}
