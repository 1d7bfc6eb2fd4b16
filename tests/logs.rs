//! A whole session in a real browser, with the server that `cargo xtask start` runs in a process of its own and as
//! talkative as it can be: nothing of the cargo, the note, the keys or the codes is in anything that anybody logs.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

// What other tests ask of the crossing is not asked here.
#[expect(dead_code, reason = "shared with the sessions in one process")]
#[path = "session/crossing.rs"]
mod crossing;
#[path = "logs/server.rs"]
mod server;
#[path = "logs/unsaid.rs"]
mod unsaid;

use std::sync::Arc;

use railseal::words::Phrase;
use railseal_server::{Clock, SystemClock};
use railseal_tests::bluez::PrivateBus;
use railseal_tests::browser::{Browser, BrowserOptions, Tab};
use railseal_tests::demonstration::{Condition, Demonstration};
use railseal_tests::pages::{AtTheWagon, Officer};
use railseal_tests::walk::train;

use server::Server;
use unsaid::Unsaid;

const NOTE: &str = "Whitewash over the left hinge.";

/// What was logged, by whom.
type Logs = Vec<(&'static str, String)>;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_cargo_is_in_any_log_of_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let logs = session(&server, folder.path()).await;

    let mut unsaid = Unsaid::default();
    unsaid.cargo(&documents().await);
    unsaid.text(NOTE);
    unsaid.text(&AtTheWagon::of(Condition::Intact).unwrap().painted);
    unsaid.keys_below(folder.path());
    let (cargo, secrets) = unsaid.counts();
    assert!(cargo > 100 && secrets >= 10, "{cargo} and {secrets}");
    for code in &server.codes {
        unsaid.code(code);
    }
    for (who, log) in &logs {
        let said = unsaid.said_in(log);
        assert!(said.is_empty(), "{who} logs {said:?}");
        assert_eq!(unsaid.not_found_when_planted_in(log), [""; 0], "in {who}");
    }
    assert_telling(&logs);
}

/// From the code to the receipt: enrolled and synchronised, a lock read, judged, its documents looked at, signed, pushed.
async fn session(server: &Server, folder: &std::path::Path) -> Logs {
    let demonstration = Demonstration::open_or_create(folder, Arc::new(SystemClock)).unwrap();
    let bus = PrivateBus::start().await.unwrap();
    let _train = train(&demonstration, &bus, SystemClock.now())
        .await
        .unwrap();
    let options = BrowserOptions {
        bus_address: Some(bus.address().to_owned()),
        ..BrowserOptions::default()
    };
    let browser = Browser::start(options).await.unwrap();
    let tab = browser.tab().await.unwrap();
    tab.goto(&format!("{}/", server.address)).await.unwrap();
    let officer = Officer { tab: &tab };
    let mut addresses = Vec::new();
    officer.enrols(&server.codes[0]).await.unwrap();

    let wagon = AtTheWagon::of(Condition::Intact).unwrap();
    officer.connects(&wagon).await.unwrap();
    officer.waits_for_the_reading().await.unwrap();
    addresses.push(tab.url().await.unwrap());
    officer.types_the_number(&wagon).await.unwrap();
    officer.sees(Phrase::OutcomePass).await.unwrap();
    addresses.push(tab.url().await.unwrap());
    officer.opens_the_documents().await.unwrap();
    looks_at_every_item(&tab).await;
    addresses.push(tab.url().await.unwrap());
    officer
        .decides(Phrase::ConditionRight, Phrase::DispositionRelease, NOTE)
        .await
        .unwrap();
    addresses.push(tab.url().await.unwrap());
    officer.signs().await.unwrap();
    officer.sees_it_received().await.unwrap();
    addresses.push(tab.url().await.unwrap());
    addresses.extend(tab.requests());

    // Whatever is said at the lowest level is heard.
    let _: Option<()> = tab.evaluate("void console.debug('the end')").await.unwrap();
    let console = tab.console().await.unwrap().join("\n");
    vec![
        ("the server", server.log()),
        ("the terminal", server.printed_but_for_the_codes()),
        ("the console", console),
        ("the browser's history", addresses.join("\n")),
    ]
}

async fn looks_at_every_item(tab: &Tab) {
    let open = "document.querySelectorAll('details').forEach((part) => { part.open = true; })";
    let _: Option<()> = tab.evaluate(open).await.unwrap();
    tab.wait_for_text("Cotton shirt").await.unwrap();
}

/// The intact lock's documents, read and decoded by the app's own rules.
async fn documents() -> Vec<railseal_inspection::documents::Document> {
    let crossing = crossing::Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let register = crossing.judge(&evidence, None).register(&evidence).unwrap();
    let documents: Vec<_> = register.whole().cloned().collect();
    assert_eq!(documents.len(), 5, "a bill, two lists, two sheets");
    documents
}

/// A log that says nothing would hide nothing either.
fn assert_telling(logs: &Logs) {
    let said = [
        ("the server", "enrolled"),
        ("the server", "records arrived"),
        ("the server", "/api/v1/inspections"),
        ("the terminal", "demonstration train"),
        ("the console", "the end"),
        ("the browser's history", "/api/v1/inspections"),
    ];
    for (who, what) in said {
        let (_, log) = logs.iter().find(|(name, _)| *name == who).unwrap();
        assert!(log.contains(what), "{who} says nothing of {what}: {log}");
    }
}
