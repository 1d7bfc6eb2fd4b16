//! An officer whom the policy does not admit, and a grant that reached them as a text.

use railseal::words::{Language, OrderPhrase, Phrase};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::{Seconds, Validity};
use railseal_server::grant_as_text;
use railseal_server::service::{GrantHolder, GrantRequest};
use railseal_server::storage::PersonRole::Officer;

use super::crossing::NOW;
use super::line::{Line, Of, Phone};

const ENGLISH: Language = Language::English;

/// Seals so that of Kazakhstan only Almaty may unseal, one person alone.
async fn sealed_for_almaty(line: &Line) {
    let sealing = ("CN-50003", "Sealing officer, Chongqing", "CNCQI");
    let sealer = line.phone(Of::China, Officer, sealing).await;
    line.reads(&sealer).await;
    let officer = sealer.officer();
    officer.opens_the_orders().await.unwrap();
    officer.chooses_to(OrderPhrase::Seal).await.unwrap();
    let station = ENGLISH.fill(OrderPhrase::PolicyStation, &["KZ".to_owned()]);
    let tab = &sealer.tab;
    tab.fill("textbox", station, "KZALA").await.unwrap();
    let alone = ENGLISH.fill(OrderPhrase::QuorumPeople, &["1".to_owned()]);
    tab.click("radio", alone).await.unwrap();
    officer.prepares().await.unwrap();
    officer.seals().await.unwrap();
    officer.sees_done(OrderPhrase::DoneSeal).await.unwrap();
}

/// China grants one unsealing to one of Kazakhstan's; as a text.
fn granted(line: &Line, who: &str) -> String {
    let kazakhstan = &line.server(Of::Kazakhstan).desk;
    let holder = GrantHolder::Person(who.parse().unwrap());
    let chain = kazakhstan.holder_chain(&holder).unwrap();
    let carried = line.server(Of::China).desk.grant(GrantRequest {
        lock: line.what.lock,
        cycle: SealCycle(1),
        holder: GrantHolder::Chain(chain),
        orders: vec![OrderKind::Unseal],
        validity: Validity {
            from: NOW,
            until: NOW.plus(Seconds::days(1)),
        },
    });
    grant_as_text(&carried.unwrap())
}

/// To what can be ordered, from the verdict.
async fn sees_the_orders(line: &Line, inspector: &Phone) {
    line.reads(inspector).await;
    inspector.officer().opens_the_orders().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_opens_once_what_the_policy_alone_would_not() {
    let line = Line::open().await;
    sealed_for_almaty(&line).await;
    let at_dostyk = ("KZ-10017", "Inspector, Dostyk", "KZDOS");
    let inspector = line.phone(Of::Kazakhstan, Officer, at_dostyk).await;
    let (officer, tab) = (inspector.officer(), &inspector.tab);
    sees_the_orders(&line, &inspector).await;
    let not_yours = ENGLISH.say(OrderPhrase::NotYours);
    tab.wait_for_text(not_yours).await.unwrap();
    let unseal = ENGLISH.say(OrderPhrase::Unseal);
    assert!(!officer.has("button", unseal).await.unwrap());
    inspector.is_accessible("20-not-admitted").await;

    let work = ENGLISH.say(Phrase::NavWork);
    tab.click("link", work).await.unwrap();
    let take = ENGLISH.say(OrderPhrase::GrantTake);
    tab.click("link", take).await.unwrap();
    tab.wait_for("heading", take).await.unwrap();
    let paste = ENGLISH.say(Phrase::CodesPaste);
    let text = granted(&line, at_dostyk.0);
    tab.fill("textbox", paste, &text).await.unwrap();
    let takes = ENGLISH.say(Phrase::CodesTake);
    tab.click("button", takes).await.unwrap();
    let kept = ENGLISH.say(OrderPhrase::GrantTaken);
    tab.wait_for_text(kept).await.unwrap();
    inspector.is_accessible("21-grant-taken").await;

    tab.click("link", work).await.unwrap();
    sees_the_orders(&line, &inspector).await;
    inspector.is_accessible("22-by-a-grant").await;
    officer.chooses_to(OrderPhrase::Unseal).await.unwrap();
    officer.gives_the_order().await.unwrap();
    officer.sees_done(OrderPhrase::DoneUnseal).await.unwrap();
    assert_eq!(line.state(), LockState::Unsealed);

    // Used: it says so, and is offered no more.
    tab.click("link", work).await.unwrap();
    let spent = ENGLISH.say(OrderPhrase::GrantSpent);
    tab.wait_for_text(spent).await.unwrap();
    inspector.is_accessible("23-grant-spent").await;
    assert_eq!(tab.csp_violations().await.unwrap().len(), 0);
}
