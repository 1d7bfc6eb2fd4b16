//! The number on the casing: the chooser offers that lock only, and what is no number is told.

use std::time::Duration;

use railseal::casing::lock_on_casing;
use railseal::words::{Language, Phrase, Trouble};
use railseal_tests::browser::BrowserError;
use railseal_tests::demonstration::Condition;
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
