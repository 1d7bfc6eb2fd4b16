//! A container as full as they get: 22,000 items in 459 bags, read through the radio, and searched.

use railseal::words::{Language, Phrase};
use railseal_inspection::documents::SealedContainer;
use railseal_mail::{Container, Plan};
use railseal_protocol::announcement::advertised_name;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_tests::bluez::Peripheral;
use railseal_tests::pages::{AtTheWagon, Officer};

use super::crossing::{Crossing, NOW};
use super::line::is_accessible;

const ENGLISH: Language = Language::English;

fn lock() -> LockId {
    "RSLK00000133".parse().unwrap()
}

fn container() -> ContainerNumber {
    "CBHU3202732".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_22_000_items_one_is_found_by_its_name_and_one_by_its_number() {
    let crossing = Crossing::open_with(|demonstration| {
        let lock = demonstration.sealed_with_mail(lock(), container(), Plan::FULL);
        Box::new(lock.unwrap()) as Box<dyn Peripheral>
    })
    .await;
    let sealed = SealedContainer {
        container: container(),
        lock: lock(),
    };
    let mail = Container::make(Plan::FULL, sealed, NOW).unwrap();
    let tab = &crossing.tab;
    let officer = Officer { tab };
    officer.enrols(&crossing.code()).await.unwrap();
    let wagon = AtTheWagon {
        advertised: advertised_name(&lock()),
        lock: lock(),
        painted: container().to_string(),
    };
    officer.connects(&wagon).await.unwrap();
    officer.types_the_number(&wagon).await.unwrap();
    // Nobody has seen this lock before.
    officer.sees(Phrase::OutcomeCaution).await.unwrap();
    is_accessible(tab, "30-full-verdict").await;
    officer.opens_the_documents().await.unwrap();
    let totals = "6 despatches, 459 receptacles, 22000 items";
    tab.wait_for_text(totals).await.unwrap();

    // By a part of the recipient's name: where it is, and who it is for.
    let sheet = &mail.sheets[4];
    let wanted = &sheet.items[2_000];
    let bag = &mail.lists[4].receptacles[usize::from(wanted.receptacle)];
    let field = ENGLISH.say(Phrase::SearchLabel);
    tab.fill("searchbox", field, wanted.id.as_str())
        .await
        .unwrap();
    let gaps = [bag.id.as_str().to_owned(), sheet.despatch.to_string()];
    let place = ENGLISH.fill(Phrase::SpotItem, &gaps);
    tab.wait_for_text(&place).await.unwrap();
    tab.wait_for_text(wanted.recipient.name.as_str())
        .await
        .unwrap();
    let name = wanted.recipient.name.as_str().to_lowercase();
    tab.fill("searchbox", field, &name).await.unwrap();
    tab.wait_for_text("The first 20 of ").await.unwrap();
    is_accessible(tab, "31-full-search").await;

    // By a number, as a scanner types it: one that is here, one that is not, one that is mistyped.
    let look = ENGLISH.say(Phrase::SpotButton);
    for (typed, told) in [
        (wanted.id.as_str(), place.as_str()),
        ("EE471108151FR", ENGLISH.say(Phrase::SpotNotHere)),
        (
            "EE471108152FR",
            &ENGLISH.fill(Phrase::SpotWrongDigit, &["1".to_owned()]),
        ),
    ] {
        tab.fill("searchbox", field, typed).await.unwrap();
        tab.click("button", look).await.unwrap();
        tab.wait_for_text(told).await.unwrap();
    }
    is_accessible(tab, "32-full-spot").await;
}
