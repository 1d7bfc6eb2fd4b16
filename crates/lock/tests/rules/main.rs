//! Who may order what, asked of the real lock with real signatures: pairwise over everything that a
//! decision rests on, judged by the same page-written oracle as the rules themselves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "tests may, and need not all that other tests of the lock do"
)]

mod bodies;
mod cells;
#[path = "../../../protocol/tests/rules/oracle.rs"]
mod oracle;
#[path = "../lock/orders.rs"]
mod orders;
#[path = "../../../protocol/tests/rules/page.rs"]
mod page;
mod people;
#[path = "../lock/phone.rs"]
mod phone;
mod selection;
#[path = "../lock/world.rs"]
mod world;

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_protocol::call::{Call, Refusal};
use railseal_protocol::instruction::{Directive, Outcome};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::rights::Scope;
use railseal_protocol::status::LockState;

use bodies::{Bodies, CLOCKS, QUORUMS, STATES};
use cells::{AGREEING, Cell, GRANTED, KINDS, SIGNATORIES};
use orders::{bring, challenge, phone};
use page::Page;
use people::People;
use world::{SCOPES, World};

/// What a lock is asked, made out for it as it is.
fn made_out(people: &People<'_>, lock: &mut Lock<FakeHardware>, cell: &Cell) -> Directive {
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    people.directive(lock, challenge, cell)
}

/// Whether the lock obeyed. What an order needs beside authority is the order's own affair: an
/// order that got so far was found lawful.
fn obeyed(outcome: Result<Outcome, Refusal>) -> Result<(), RefusalReason> {
    match outcome {
        Ok(Outcome::Ended { .. }) => Ok(()),
        Err(Refusal::NotObeyed(
            RefusalReason::Incomplete | RefusalReason::DoesNotFit | RefusalReason::Sensors,
        )) => Ok(()),
        Err(Refusal::NotObeyed(reason)) => Err(reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_lock_decides_as_the_page_says() {
    let world = World::new();
    let people = People::of(&world);
    let bodies = Bodies::of(&world, &people);
    let page = Page::read();
    let sizes = [
        KINDS.len(),
        STATES.len(),
        QUORUMS.len(),
        CLOCKS.len(),
        SIGNATORIES.len(),
        AGREEING.len(),
        GRANTED.len(),
    ];
    let mut all = selection::covering(&sizes, |place| {
        // Where the order has no place at all, nothing else is asked: such cells cover no pair
        // but of order and state.
        page.who(KINDS[place[0]], STATES[place[1]].is()) != "–"
    });
    all.extend(selection::around_the_lawful(&sizes, &page));
    let (mut lawful, mut reasons) = (0, std::collections::BTreeSet::new());
    for place in &all {
        let cell = Cell::at(place);
        let mut lock = bodies.lock(&cell);
        let directive = made_out(&people, &mut lock, &cell);
        let expected = cell.expected(&world, &page, &lock, &people);
        let before = lock.hardware().bolt;
        let outcome = obeyed(bring(&mut phone(&mut lock), &mut lock, &directive));
        assert_eq!(outcome, expected, "{cell:?}");
        if outcome.is_err() {
            assert_eq!(lock.hardware().bolt, before, "{cell:?}");
        }
        lawful += u32::from(outcome.is_ok());
        reasons.insert(format!("{outcome:?}"));
    }
    println!("{} cells, {lawful} of them lawful, {reasons:?}", all.len());
    assert!(all.len() > 900 && lawful > 100 && reasons.len() == 10);
}

#[test]
fn a_lock_at_fault_obeys_nobody() {
    let world = World::new();
    let people = People::of(&world);
    let bodies = Bodies::of(&world, &people);
    for (kind, body) in (0..KINDS.len()).flat_map(|k| (0..STATES.len()).map(move |s| (k, s))) {
        let cell = Cell::at(&[kind, body, 0, 0, 0, 0, 0]);
        let mut lock = bodies.lock(&cell);
        let directive = made_out(&people, &mut lock, &cell);
        // A write to the journal fails; then the memory answers again, and nobody knows what landed.
        lock.hardware_mut().cut_power_after(0, Torn::Clean);
        lock.hardware_mut().casing = railseal_lock::hardware::Casing::Opened;
        let _ = lock.tick();
        lock.hardware_mut().restart();
        lock.hardware_mut().casing = railseal_lock::hardware::Casing::Closed;
        if lock.state() != LockState::Fault {
            // It was told before that the casing was opened.
            assert_eq!(lock.state(), LockState::Tampered);
            continue;
        }
        // Its uptime began anew with the restart of the body; its challenges did not.
        let outcome = bring(&mut phone(&mut lock), &mut lock, &directive);
        assert!(
            matches!(
                outcome,
                Err(Refusal::Fault | Refusal::NotObeyed(RefusalReason::WrongState))
            ),
            "{cell:?}: {outcome:?}"
        );
    }
}

/// A peer that is recognised for everything but the page's scope does not count; one that lacks
/// any other scope does.
#[test]
fn a_peer_counts_for_the_scope_that_the_page_names() {
    let world = World::new();
    let people = People::of(&world);
    let bodies = Bodies::of(&world, &people);
    let page = Page::read();
    let mut judged = 0;
    for place in selection::around_the_lawful(&[KINDS.len(), STATES.len(), 1, 1, 1, 1, 1], &page) {
        let cell = Cell::at(&place).by_a_peer();
        for missing in SCOPES {
            let mut lock = bodies.lock(&cell);
            let scopes: Vec<Scope> = SCOPES.into_iter().filter(|s| *s != missing).collect();
            let list = world.cn.recognition_list(2, &world.kz, &scopes);
            let renew = Call::RenewRecognition(Box::new(list));
            assert!(phone(&mut lock).ask(&mut lock, renew).is_ok());
            let directive = made_out(&people, &mut lock, &cell);
            let outcome = obeyed(bring(&mut phone(&mut lock), &mut lock, &directive));
            let is_refused = outcome == Err(RefusalReason::NotRecognised);
            let expected = page.scope(cell.kind()) == format!("{missing:?}");
            assert_eq!(is_refused, expected, "{cell:?} without {missing:?}");
            judged += 1;
        }
    }
    assert!(judged >= 4 * 13);
}
