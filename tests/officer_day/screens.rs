//! Every screen is accessible, in every language, and nothing is said to the console.

use railseal::words::{Language, Phrase};
use railseal_tests::demonstration::Condition;
use railseal_tests::pages::{AtTheWagon, Officer};

use super::crossing::Crossing;

async fn assert_accessible(crossing: &Crossing, screen: &str) {
    for dark in [false, true] {
        crossing.tab.set_dark(dark).await.unwrap();
        let faults = crossing.tab.accessibility_faults().await.unwrap();
        assert!(faults.is_empty(), "{screen}, dark: {dark}: {faults:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_is_accessible() {
    let crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let officer = Officer { tab: &tab };
    tab.wait_for("heading", Language::English.say(Phrase::EnrolTitle))
        .await
        .unwrap();
    assert_accessible(&crossing, "enrol").await;
    officer.enrols(&crossing.code()).await.unwrap();
    assert_accessible(&crossing, "work").await;

    for condition in [Condition::Intact, Condition::Tampered] {
        let wagon = AtTheWagon::of(condition).unwrap();
        officer.connects(&wagon).await.unwrap();
        officer.waits_for_the_reading().await.unwrap();
        assert_accessible(&crossing, "reading").await;
        officer.types_the_number(&wagon).await.unwrap();
        tab.wait_for("link", Language::English.say(Phrase::DecideButton))
            .await
            .unwrap();
        assert_accessible(&crossing, "verdict").await;
        officer.opens_the_documents().await.unwrap();
        assert_accessible(&crossing, "documents").await;
        officer
            .decides(Phrase::ConditionRight, Phrase::DispositionDetain, "")
            .await
            .unwrap();
        assert_accessible(&crossing, "decide").await;
        officer.signs().await.unwrap();
        assert_accessible(&crossing, "saved").await;
    }
    tab.click("link", Language::English.say(Phrase::NavRecords))
        .await
        .unwrap();
    tab.wait_for("heading", Language::English.say(Phrase::RecordsTitle))
        .await
        .unwrap();
    assert_accessible(&crossing, "inspections").await;
    assert_eq!(tab.console_errors().await.unwrap().len(), 0);
    crossing.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_speaks_the_officers_language_and_remembers_it() {
    let crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let mut before = Language::English;
    for language in [Language::Russian, Language::Chinese] {
        tab.wait_for("heading", before.say(Phrase::EnrolTitle))
            .await
            .unwrap();
        tab.select(before.say(Phrase::Language), language.name())
            .await
            .unwrap();
        before = language;
    }
    tab.wait_for("heading", before.say(Phrase::EnrolTitle))
        .await
        .unwrap();
    tab.reload().await.unwrap();
    tab.wait_for("heading", Language::Chinese.say(Phrase::EnrolTitle))
        .await
        .unwrap();
}
