//! A whole journey, every step on somebody's own phone: sealed at Chongqing, handed over at Alashankou,
//! opened by two and inspected at Dostyk, recognised and ended at Almaty.

use railseal::words::{Language, OrderPhrase, Phrase};
use railseal_lock::hardware::Lever;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_server::storage::PersonRole::{Officer, RailwayStaff, Supervisor};

use super::line::{Line, Of, Phone};

impl Phone {
    async fn sees(&self, phrase: Phrase) {
        self.officer().sees(phrase).await.unwrap();
    }

    async fn orders(&self, order: OrderPhrase) {
        let officer = self.officer();
        officer.chooses_to(order).await.unwrap();
    }

    /// Unseals together with another, and pulls the lever.
    async fn unseals_with(&self, other: &Self, line: &Line) {
        let officer = self.officer();
        officer.opens_the_orders().await.unwrap();
        self.orders(OrderPhrase::Unseal).await;
        officer.gives_the_order().await.unwrap();
        officer.has_it_agreed_by(&other.officer()).await.unwrap();
        officer.sees_done(OrderPhrase::DoneUnseal).await.unwrap();
        assert_eq!(line.state(), LockState::Unsealed);
        line.door.move_lever(Lever::Out).unwrap();
        assert_eq!(line.state(), LockState::Open);
        officer.goes_on().await.unwrap();
    }

    /// Fills in what an inspection came to.
    async fn fills_in(&self) {
        for radio in [
            Language::English.say(Phrase::ConditionRight),
            Language::English.say(Phrase::DispositionRelease),
            "A4",
        ] {
            self.tab.click("radio", radio).await.unwrap();
        }
    }

    /// Signs the inspection, and sees that it has arrived.
    async fn signs(&self) {
        let officer = self.officer();
        officer.signs().await.unwrap();
        officer.sees_it_received().await.unwrap();
    }

    async fn releases(&self, note: &str) {
        let (right, release) = (Phrase::ConditionRight, Phrase::DispositionRelease);
        self.officer().decides(right, release, note).await.unwrap();
    }

    async fn types(&self, field: OrderPhrase, text: &str) {
        let field = Language::English.say(field);
        self.tab.fill("textbox", field, text).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_chongqing_to_almaty() {
    let line = Line::open().await;
    let english = Language::English;

    // Chongqing: the office seals, and sees that the lock passes.
    let sealing = ("CN-50003", "Sealing officer, Chongqing", "CNCQI");
    let sealer = line.phone(Of::China, Officer, sealing).await;
    line.reads(&sealer).await;
    sealer.officer().opens_the_orders().await.unwrap();
    sealer.is_accessible("1-offers-in-stock").await;
    sealer.orders(OrderPhrase::Seal).await;
    sealer.is_accessible("2-policy").await;
    sealer.officer().prepares().await.unwrap();
    sealer.is_accessible("3-prepared").await;
    sealer.officer().seals().await.unwrap();
    sealer
        .officer()
        .sees_done(OrderPhrase::DoneSeal)
        .await
        .unwrap();
    assert_eq!(line.state(), LockState::Sealed);
    sealer.is_accessible("4-sealed").await;
    sealer.officer().reads_the_sealed_lock().await.unwrap();
    sealer.sees(Phrase::OutcomePass).await;
    sealer.releases("Sealed.").await;
    sealer.signs().await;

    // Alashankou: it passes, and the railway takes it over.
    let inspecting = ("CN-50017", "Inspector, Alashankou", "CNAKL");
    let inspector = line.phone(Of::China, Officer, inspecting).await;
    let driving = ("CR-3301", "Train master, Alashankou", "CNAKL");
    let railway = line.phone(Of::China, RailwayStaff, driving).await;
    line.reads(&inspector).await;
    inspector.sees(Phrase::OutcomePass).await;
    let officer = inspector.officer();
    officer.opens_the_orders().await.unwrap();
    inspector.orders(OrderPhrase::HandOver).await;
    officer.gives_the_order().await.unwrap();
    officer.has_it_agreed_by(&railway.officer()).await.unwrap();
    officer.sees_done(OrderPhrase::DoneHandOver).await.unwrap();
    officer.goes_on().await.unwrap();
    inspector.releases("Handed over.").await;
    inspector.signs().await;

    // Dostyk: two open it, an item is detained, and it is closed again.
    let at_dostyk = ("KZ-10017", "Inspector, Dostyk", "KZDOS");
    let inspector = line.phone(Of::Kazakhstan, Officer, at_dostyk).await;
    let above = ("KZ-10002", "Supervisor, Dostyk", "KZDOS");
    let supervisor = line.phone(Of::Kazakhstan, Supervisor, above).await;
    line.reads(&inspector).await;
    // Nobody in Kazakhstan has seen this lock before.
    inspector.sees(Phrase::OutcomeCaution).await;
    inspector.unseals_with(&supervisor, &line).await;
    line.door.move_lever(Lever::In).unwrap();
    inspector.orders(OrderPhrase::Reseal).await;
    let inspected = english.say(OrderPhrase::ReasonInspected);
    inspector.tab.click("radio", inspected).await.unwrap();
    inspector.fills_in().await;
    let (list, sheet) = line.first_despatch();
    let (bag, item) = (list.receptacles[0].id.as_str(), sheet.items[0].id.as_str());
    inspector.types(OrderPhrase::Receptacle, bag).await;
    inspector.types(OrderPhrase::Item, item).await;
    inspector.types(OrderPhrase::Grams, "400").await;
    let add = english.say(OrderPhrase::Add);
    inspector.tab.click("button", add).await.unwrap();
    inspector.tab.wait_for_text(item).await.unwrap();
    let officer = inspector.officer();
    inspector.is_accessible("5-reseal").await;
    officer.gives_the_order().await.unwrap();
    let other = supervisor.officer();
    officer.has_it_agreed_by(&other).await.unwrap();
    supervisor.is_accessible("6-agreed").await;
    officer.sees_done(OrderPhrase::DoneReseal).await.unwrap();
    assert_eq!(line.state(), LockState::Sealed);
    assert_eq!(line.door.with(|door| door.lock.cycle()), SealCycle(2));
    officer.goes_on().await.unwrap();
    inspector.releases("One item detained.").await;
    inspector.signs().await;

    // Almaty: it passes, Dostyk's inspection counts and is recognised, the totals are one item less.
    let at_almaty = ("KZ-20011", "Inspector, Almaty", "KZALA");
    let inspector = line.phone(Of::Kazakhstan, Officer, at_almaty).await;
    let second = ("KZ-20012", "Second inspector, Almaty", "KZALA");
    let second = line.phone(Of::Kazakhstan, Officer, second).await;
    line.reads(&inspector).await;
    inspector.sees(Phrase::OutcomePass).await;
    let officer = inspector.officer();
    officer.opens_the_documents().await.unwrap();
    for text in [
        "Inspector, Dostyk",
        english.say(Phrase::PriorCounts),
        item,
        "2 despatches, 5 receptacles, 19 items",
    ] {
        inspector.tab.wait_for_text(text).await.unwrap();
    }
    inspector.is_accessible("7-documents").await;
    officer.goes_back().await.unwrap();
    inspector.unseals_with(&second, &line).await;
    inspector.is_accessible("8-offers-open").await;
    inspector.orders(OrderPhrase::Deactivate).await;
    inspector.fills_in().await;
    officer.gives_the_order().await.unwrap();
    officer.has_it_agreed_by(&second.officer()).await.unwrap();
    officer
        .sees_done(OrderPhrase::DoneDeactivate)
        .await
        .unwrap();
    assert_eq!(line.state(), LockState::Deactivated);
    assert!(line.door.with(|door| door.lock.manifest().is_none()));
    officer.goes_on().await.unwrap();
    inspector.releases("At its end.").await;
    let recognise = english.say(Phrase::EarlierRecognised);
    inspector.tab.click("radio", recognise).await.unwrap();
    inspector.signs().await;

    // The lock has no documents to give any more.
    line.reads(&inspector).await;
    officer.opens_the_documents().await.unwrap();
    let none = english.say(Phrase::DocumentsNone);
    inspector.tab.wait_for_text(none).await.unwrap();
    for phone in [&sealer, &railway, &supervisor, &inspector, &second] {
        assert_eq!(phone.tab.csp_violations().await.unwrap().len(), 0);
    }
}
