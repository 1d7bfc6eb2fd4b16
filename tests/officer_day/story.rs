//! Enrol, connect, verify, sign and hand over: with the server gone, and with every request blocked.

use railseal::device::http::HttpError;
use railseal::words::{Language, Phrase, Trouble};
use railseal_inspection::verdict::Outcome;
use railseal_tests::browser::Tab;
use railseal_tests::demonstration::Condition;
use railseal_tests::pages::{AtTheWagon, Officer};

use super::crossing::{Crossing, NOW};

/// The officer, enrolled.
async fn enrolled<'a>(crossing: &Crossing, tab: &'a Tab) -> Officer<'a> {
    let officer = Officer { tab };
    officer.enrols(&crossing.code()).await.unwrap();
    officer
}

/// Reads the intact lock, sees *pass* with every document, and signs.
async fn inspects_the_intact_lock(officer: &Officer<'_>) {
    let wagon = AtTheWagon::of(Condition::Intact).unwrap();
    officer.connects(&wagon).await.unwrap();
    officer.waits_for_the_reading().await.unwrap();
    // The expected number is nowhere to be seen before the painted one is typed.
    let seen = officer.tab.outline().await.unwrap().to_string();
    assert!(!seen.contains(&wagon.painted), "{seen}");
    officer.types_the_number(&wagon).await.unwrap();
    officer.sees(Phrase::OutcomePass).await.unwrap();
    officer.opens_the_documents().await.unwrap();
    officer
        .tab
        .wait_for_text("2 despatches, 5 receptacles, 20 items")
        .await
        .unwrap();
    officer
        .decides(
            Phrase::ConditionRight,
            Phrase::DispositionRelease,
            "Frost on the lever.",
        )
        .await
        .unwrap();
    officer.signs().await.unwrap();
}

async fn assert_stored_and_verified(crossing: &Crossing, records: usize) {
    let storage = crossing.demonstration.server.storage();
    let kept = storage.latest_records(10).unwrap();
    assert_eq!(kept.len(), records);
    for id in kept {
        let record = storage.record(&id).unwrap().unwrap();
        assert!(
            record.record.seal_confirmed,
            "the server judged the seal as the phone did"
        );
        assert_eq!(record.arrived_at, NOW);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_signed_while_the_server_is_down_arrives_when_it_is_back() {
    let mut crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let officer = enrolled(&crossing, &tab).await;

    crossing.stop_server().await;
    inspects_the_intact_lock(&officer).await;
    tab.wait_for_text("1 record exists only on this device")
        .await
        .unwrap();
    assert_stored_and_verified(&crossing, 0).await;

    crossing.start_server();
    officer.syncs().await.unwrap();
    officer.sees_it_received().await.unwrap();
    tab.wait_for_text("Nothing waits on this device")
        .await
        .unwrap();
    assert_stored_and_verified(&crossing, 1).await;
    crossing.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_verified_on_the_apps_behalf() {
    let crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let officer = enrolled(&crossing, &tab).await;

    tab.block_network().await.unwrap();
    inspects_the_intact_lock(&officer).await;
    tab.wait_for_text("1 record exists only on this device")
        .await
        .unwrap();
    // Nothing but the attempt to hand the record over was asked of anybody.
    for url in tab.attempted_requests() {
        assert!(url.ends_with("/api/v1/inspections"), "{url} was asked for");
    }
    assert_stored_and_verified(&crossing, 0).await;

    tab.unblock_network().await.unwrap();
    officer.syncs().await.unwrap();
    officer.sees_it_received().await.unwrap();
    assert_stored_and_verified(&crossing, 1).await;
    crossing.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_condition_of_the_train_gets_its_verdict_and_its_code() {
    let crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let officer = enrolled(&crossing, &tab).await;
    for condition in Condition::ALL {
        let wagon = AtTheWagon::of(condition).unwrap();
        let (outcome, code) = condition.expected();
        officer.connects(&wagon).await.unwrap();
        officer.types_the_number(&wagon).await.unwrap();
        if condition == Condition::LampAsked {
            let blinked = crossing.demonstration.lamps.read(wagon.lock).await;
            officer.types_the_lamp(blinked).await.unwrap();
        }
        officer.sees(Phrase::outcome(outcome)).await.unwrap();
        if let Some(code) = code {
            officer.sees_code(code).await.unwrap();
        }
        if outcome == Outcome::Hold {
            // An inspector cannot release what is on hold.
            officer
                .decides(Phrase::ConditionRight, Phrase::DispositionRelease, "")
                .await
                .unwrap();
            tab.click("button", "Sign and save").await.unwrap();
            tab.wait_for_text("Only a supervisor may release what is on hold.")
                .await
                .unwrap();
        }
    }
    assert_stored_and_verified(&crossing, 0).await;
    crossing.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_there_after_a_reload_and_the_key_cannot_be_taken_out() {
    let mut crossing = Crossing::open().await;
    let tab = crossing.tab.clone();
    let officer = enrolled(&crossing, &tab).await;
    crossing.stop_server().await;
    inspects_the_intact_lock(&officer).await;
    // The attempt to hand it over has ended: nothing is under way that could still reach a server.
    let not_reached = Trouble::from(HttpError::Unreachable);
    tab.wait_for_text(&not_reached.what(Language::English))
        .await
        .unwrap();

    crossing.start_server();
    tab.reload().await.unwrap();
    tab.wait_for_text("1 record exists only on this device")
        .await
        .unwrap();
    let extractable: bool = tab
        .evaluate(
            "new Promise((done) => { const open = indexedDB.open('railseal'); open.onsuccess = () => {
                const all = open.result.transaction('key').objectStore('key').getAll();
                all.onsuccess = () => done(all.result.some((kept) => kept.privateKey.extractable)); }; })",
        )
        .await
        .unwrap();
    assert!(
        !extractable,
        "a private key can be taken out of the browser"
    );
}
