//! The number on the casing: the chooser offers that lock only, and what is no number is told.

use std::time::Duration;

use railseal::casing::lock_on_casing;
use railseal::device::scanner::ScanError;
use railseal::words::{Language, Phrase, Trouble};
use railseal_optics::draw;
use railseal_tests::browser::{BrowserError, BrowserOptions};
use railseal_tests::demonstration::Condition;
use railseal_tests::film;
use railseal_tests::pages::{AtTheWagon, Officer};

use super::radio::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn with_the_whole_train_in_reach_the_chooser_offers_the_lock_that_was_scanned() {
    let scene = Scene::set().await;
    let other = AtTheWagon::of(Condition::Tampered).unwrap();
    let hasty = scene.tab.with_patience(Duration::from_secs(3));
    let chooser = hasty
        .choose_bluetooth_device(&other.advertised)
        .await
        .unwrap();
    // As a scanner types a label.
    let label = format!("https://railseal.example/l/{}", scene.wagon.lock);
    scene.officer().types_the_casing(&label).await.unwrap();
    let refused = chooser.await;
    let own = [scene.wagon.advertised.clone()];
    assert!(
        matches!(&refused, Err(BrowserError::NotOffered { offered, .. }) if *offered == own),
        "{refused:?}"
    );
    // Again for the same lock, and then it is read.
    let officer = scene.officer();
    officer
        .chooses_again(Phrase::TryAgain, &scene.wagon)
        .await
        .unwrap();
    scene.comes_to_the_verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_the_work_is_tapped() {
    let scene = Scene::set().await;
    let other = AtTheWagon::of(Condition::Tampered).unwrap();
    let chooser = scene
        .tab
        .choose_bluetooth_device(&other.advertised)
        .await
        .unwrap();
    let number = other.lock.to_string();
    let entry = Language::English.fill(Phrase::ConnectTo, &[number]);
    let entry = railseal_tests::browser::Name::containing(&entry);
    scene.tab.click("button", entry).await.unwrap();
    chooser.await.unwrap();
    let officer = scene.officer();
    officer.waits_for_the_reading().await.unwrap();
    officer.types_the_number(&other).await.unwrap();
    officer.sees(Phrase::OutcomeHold).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_lock_s_number_is_told_why() {
    let scene = Scene::set().await;
    for text in ["RSLK17", "RSLK0000001X", "MSKU3054383"] {
        let officer = Officer { tab: &scene.tab };
        officer.types_the_casing(text).await.unwrap();
        let trouble = Trouble::from(lock_on_casing(text).unwrap_err());
        let english = Language::English;
        scene
            .tab
            .wait_for_text(&trouble.what(english))
            .await
            .unwrap();
        scene
            .tab
            .wait_for_text(trouble.what_to_do(english))
            .await
            .unwrap();
        let faults = scene.tab.accessibility_faults().await.unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

/// A browser that finds codes in pictures: here, the label that the test holds up. The camera is
/// Chromium's own; what is opened is remembered.
const SEES_LABELS: &str = r"
    window.label = ''; window.forbidden = false; window.opened = [];
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ['qr_code']; }
        async detect(picture) {
            if (!(picture instanceof HTMLVideoElement)) throw new TypeError('no picture');
            return window.label ? [{ rawValue: window.label }] : [];
        }
    };
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        if (window.forbidden) throw new DOMException('not by this page', 'NotAllowedError');
        const stream = await open(wanted);
        window.opened.push(...stream.getTracks());
        return stream;
    };
";

/// Waits until every camera that was opened is off again; gives how many that were.
async fn cameras_that_are_off(scene: &Scene) -> u32 {
    let script = "new Promise((done) => {
        const look = () => opened.every((track) => track.readyState === 'ended')
            ? done(opened.length) : setTimeout(look, 20);
        look();
    })";
    scene.tab.evaluate(script).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_itself_scans_the_label_where_it_can() {
    let scene = Scene::set().await;
    let (tab, english) = (&scene.tab, Language::English);
    let scan = english.say(Phrase::CasingScan);
    tab.before_every_page(SEES_LABELS).await.unwrap();
    tab.reload().await.unwrap();
    tab.wait_for("button", scan).await.unwrap();
    tab.click("button", scan).await.unwrap();
    let help = english.say(Phrase::CasingScanHelp);
    tab.wait_for_text(help).await.unwrap();
    let faults = tab.accessibility_faults().await.unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    tab.click("button", english.say(Phrase::CasingScanStop))
        .await
        .unwrap();
    tab.wait_for("button", scan).await.unwrap();

    let lock = scene.wagon.lock;
    let holds_up = format!("label = 'https://railseal.example/l/{lock}'; 0");
    let _: u32 = tab.evaluate(&holds_up).await.unwrap();
    tab.click("button", scan).await.unwrap();
    let scanned = english.fill(Phrase::CasingScanned, &[lock.to_string()]);
    tab.wait_for_text(&scanned).await.unwrap();
    assert_eq!(cameras_that_are_off(&scene).await, 2);

    let connect = english.say(Phrase::CasingConnect);
    let chooser = tab
        .choose_bluetooth_device(&scene.wagon.advertised)
        .await
        .unwrap();
    tab.click("button", connect).await.unwrap();
    chooser.await.unwrap();
    scene.comes_to_the_verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_that_is_none_and_a_camera_that_is_forbidden_are_told() {
    let scene = Scene::set().await;
    let (tab, english) = (&scene.tab, Language::English);
    tab.before_every_page(SEES_LABELS).await.unwrap();
    tab.reload().await.unwrap();
    let scan = english.say(Phrase::CasingScan);
    tab.wait_for("button", scan).await.unwrap();

    let _: u32 = tab.evaluate("label = 'MSKU3054383'; 0").await.unwrap();
    tab.click("button", scan).await.unwrap();
    let no_lock = Trouble::from(lock_on_casing("MSKU3054383").unwrap_err());
    tab.wait_for_text(&no_lock.what(english)).await.unwrap();

    let _: u32 = tab.evaluate("forbidden = true; 0").await.unwrap();
    tab.click("button", scan).await.unwrap();
    let forbidden = Trouble::from(ScanError::NotPermitted);
    tab.wait_for_text(&forbidden.what(english)).await.unwrap();
    tab.wait_for_text(forbidden.what_to_do(english))
        .await
        .unwrap();
}

/// Chromium on Linux finds no codes by itself: the app's own reader does, and is fetched only then.
#[tokio::test(flavor = "multi_thread")]
async fn the_label_is_scanned_where_the_browser_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("label.y4m");
    let lock = AtTheWagon::of(Condition::Intact).unwrap().lock;
    let label = format!("https://railseal.example/l/{lock}");
    film::write(&film, &[draw(&label).unwrap()], 1).unwrap();
    let scene = Scene::set_in(BrowserOptions {
        film: Some(film),
        ..BrowserOptions::default()
    })
    .await;
    let (tab, english) = (&scene.tab, Language::English);
    let detector: String = tab.evaluate("typeof BarcodeDetector").await.unwrap();
    assert_eq!(detector, "undefined");
    assert_eq!(optics_fetched(&scene), 0);

    let scan = english.say(Phrase::CasingScan);
    tab.wait_for("button", scan).await.unwrap();
    tab.click("button", scan).await.unwrap();
    let scanned = english.fill(Phrase::CasingScanned, &[lock.to_string()]);
    tab.wait_for_text(&scanned).await.unwrap();
    assert!(optics_fetched(&scene) > 0);

    let connect = english.say(Phrase::CasingConnect);
    let chooser = tab
        .choose_bluetooth_device(&scene.wagon.advertised)
        .await
        .unwrap();
    tab.click("button", connect).await.unwrap();
    chooser.await.unwrap();
    scene.comes_to_the_verdict().await;
}

fn optics_fetched(scene: &Scene) -> usize {
    let requests = scene.tab.requests();
    requests.iter().filter(|r| r.contains("/optics-")).count()
}
