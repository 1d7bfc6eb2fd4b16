//! What was meant for another session, lock, cycle or container.

use railseal_lock::hardware::Lever;
use railseal_protocol::call::Call;
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::journal::RefusalReason;

use super::{brought, fresh, is_shut, ordered, start_again};
use crate::orders::{TOTALS, amendment, directive, lever, order, phone, refused, reseal};
use crate::world::World;

#[test]
fn cross_session_what_was_encrypted_for_one_session_says_nothing_in_another() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let captured = phone(&mut lock).segments(Call::Instruct(Box::new(unseal)));
    // A phone whose session has other secrets: the lock's are fresh each time.
    let mut other = phone(&mut lock);
    let heard: Vec<_> = captured.iter().map(|s| other.say(&mut lock, s)).collect();
    assert!(heard.iter().any(Result::is_err));
    assert!(is_shut(&lock));
}

#[test]
fn cross_session_an_instruction_is_the_officers_whoever_brings_it_and_counts_once() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let mut strangers = phone(&mut lock);
    let mut officers = phone(&mut lock);
    let first = crate::orders::bring(&mut strangers, &mut lock, &unseal);
    assert!(matches!(first, Ok(Outcome::Ended { .. })));
    let again = crate::orders::bring(&mut officers, &mut lock, &unseal);
    assert_eq!(again, first);
}

#[test]
fn cross_lock_an_instruction_for_another_lock_is_not_for_here() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut unseal = fresh(&mut lock, Order::Unseal);
    unseal.lock = "RSLA00000099".parse().unwrap();
    let elsewhere = directive(&unseal, &world.kz.officer);
    assert_eq!(
        brought(&mut lock, &elsewhere),
        refused(RefusalReason::NotForHere)
    );
    assert!(is_shut(&lock));
}

#[test]
fn cross_lock_a_challenge_of_another_lock_is_stale() {
    let world = World::new();
    let (mut lock, mut other) = (world.sealed(), world.sealed());
    other.hardware_mut().give_entropy([77; 32]);
    let mut other = start_again(other);
    let drawn = fresh(&mut other, Order::Unseal).challenge;
    let mut unseal = fresh(&mut lock, Order::Unseal);
    unseal.challenge = drawn;
    let by_it = directive(&unseal, &world.kz.officer);
    assert_eq!(brought(&mut lock, &by_it), refused(RefusalReason::Stale));
    assert!(is_shut(&lock));
}

#[test]
fn cross_cycle_an_instruction_of_the_cycle_before_or_after_is_not_for_here() {
    let world = World::new();
    let mut lock = world.sealed();
    let officer = &world.kz.officer;
    let mut kept_back = fresh(&mut lock, Order::Unseal);
    assert!(order(&mut lock, officer, &[], Order::Unseal).is_ok());
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    let cycle = lock.cycle().next();
    let change = amendment(&lock, cycle, TOTALS, None, Vec::new());
    let closing = fresh(&mut lock, Order::Unseal);
    assert!(brought(&mut lock, &reseal(&closing, &change, None, officer)).is_ok());
    // Its challenge still lives; its cycle does not.
    assert_eq!(
        brought(&mut lock, &directive(&kept_back, officer)),
        refused(RefusalReason::NotForHere)
    );
    kept_back.cycle = lock.cycle().next();
    assert_eq!(
        brought(&mut lock, &directive(&kept_back, officer)),
        refused(RefusalReason::NotForHere)
    );
    kept_back.cycle = lock.cycle();
    kept_back.container = Some("TCLU4265794".parse().unwrap());
    assert_eq!(
        brought(&mut lock, &directive(&kept_back, officer)),
        refused(RefusalReason::NotForHere)
    );
    kept_back.container = None;
    assert_eq!(
        brought(&mut lock, &directive(&kept_back, officer)),
        refused(RefusalReason::NotForHere)
    );
    assert!(is_shut(&lock));
}
