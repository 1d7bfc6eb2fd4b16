//! What was said before is said again.

use railseal_lock::hardware::{Bolt, Lever};
use railseal_protocol::call::Call;
use railseal_protocol::instruction::{CHALLENGE_SECONDS, Order, Outcome};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::Seconds;

use super::changed_signature::changed;
use super::{brought, fresh, is_shut, journal, ordered, start_again};
use crate::orders::{
    TOTALS, amendment, bring, challenge, directive, instruction, lever, outcome, phone, refused,
    reseal,
};
use crate::world::World;

#[test]
fn a_directive_replayed_after_its_effect_has_the_first_answer_and_no_second_effect() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let first = brought(&mut lock, &unseal);
    assert!(matches!(first, Ok(Outcome::Ended { .. })));
    lever(&mut lock, Lever::Out);
    let length = lock.journal().length;
    for _ in 0..7 {
        assert_eq!(brought(&mut lock, &unseal), first);
    }
    assert_eq!(lock.journal().length, length);

    // Closed again, in another cycle, it opens nothing; and not after a restart either.
    lever(&mut lock, Lever::In);
    let cycle = lock.cycle().next();
    let change = amendment(&lock, cycle, TOTALS, None, Vec::new());
    let again = fresh(&mut lock, Order::Unseal);
    let again = reseal(&again, &change, None, &world.kz.officer);
    assert!(brought(&mut lock, &again).is_ok());
    assert_eq!(brought(&mut lock, &unseal), first);
    assert!(is_shut(&lock));
    let mut lock = start_again(lock);
    assert_eq!(brought(&mut lock, &unseal), first);
    assert!(is_shut(&lock) && lock.cycle() == SealCycle(2));
    let opened = |event: &Event| *event == Event::UnsealAccepted;
    let journal = journal(&mut lock, &world);
    assert_eq!(journal.iter().filter(|e| opened(&e.event)).count(), 1);
}

#[test]
fn a_directive_under_a_changed_signature_is_the_same_directive() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let mut other = unseal.clone();
    other.instruction = changed(&unseal.instruction);
    let first = brought(&mut lock, &unseal);
    let length = lock.journal().length;
    assert_eq!(brought(&mut lock, &other), first);
    assert_eq!(lock.journal().length, length);
}

#[test]
fn a_directive_kept_back_for_longer_than_its_challenge_lives_is_stale() {
    let world = World::new();
    let mut lock = world.sealed();
    let instruction = fresh(&mut lock, Order::Unseal);
    let unseal = directive(&instruction, &world.kz.officer);
    let life = Seconds::new(u64::from(CHALLENGE_SECONDS));
    lock.hardware_mut().advance(life);
    assert_eq!(outcome(&mut lock, &unseal, &instruction), Outcome::Awaited);
    lock.hardware_mut().advance(Seconds::new(1));
    assert_eq!(outcome(&mut lock, &unseal, &instruction), Outcome::Void);
    assert_eq!(brought(&mut lock, &unseal), refused(RefusalReason::Stale));
    assert!(is_shut(&lock));
}

#[test]
fn a_directive_kept_back_until_after_a_restart_is_stale() {
    let world = World::new();
    let mut lock = world.sealed();
    let instruction = fresh(&mut lock, Order::Unseal);
    let unseal = directive(&instruction, &world.kz.officer);
    let mut lock = start_again(lock);
    assert_eq!(outcome(&mut lock, &unseal, &instruction), Outcome::Void);
    assert_eq!(brought(&mut lock, &unseal), refused(RefusalReason::Stale));
    assert!(is_shut(&lock));
}

#[test]
fn a_challenge_serves_one_instruction() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = phone(&mut lock);
    let drawn = challenge(&mut phone, &mut lock);
    let unseal = instruction(&lock, drawn, Order::Unseal);
    let unseal = directive(&unseal, &world.kz.officer);
    assert!(bring(&mut phone, &mut lock, &unseal).is_ok());
    lock.hardware_mut().advance(Seconds::new(60));
    lock.tick().unwrap();
    assert!(is_shut(&lock));
    // Another instruction by the same challenge; the first has used it up.
    let by_another = instruction(&lock, drawn, Order::Unseal);
    let by_another = directive(&by_another, &world.kz.second);
    assert_eq!(
        bring(&mut phone, &mut lock, &by_another),
        refused(RefusalReason::Stale)
    );
    assert!(is_shut(&lock));
}

#[test]
fn an_order_that_only_takes_note_is_noted_once() {
    let world = World::new();
    let mut lock = world.sealed();
    let instruction = fresh(&mut lock, Order::HandOver);
    let give = directive(&instruction, &world.cn.officer);
    let give = crate::orders::agreed(give, &[&world.kz.staff]);
    let first = brought(&mut lock, &give);
    assert!(matches!(
        first,
        Ok(Outcome::Ended { accepted, outcome }) if accepted == outcome
    ));
    let length = lock.journal().length;
    assert_eq!(brought(&mut lock, &give), first);
    let mut lock = start_again(lock);
    assert_eq!(brought(&mut lock, &give), first);
    // The restart, and nothing else.
    assert_eq!(lock.journal().length, length + 1);
}

#[test]
fn a_refused_directive_can_be_brought_again_and_is_judged_again() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let wall = lock.hardware().wall_clock;
    lock.hardware_mut().wall_clock = None;
    assert_eq!(
        brought(&mut lock, &unseal),
        refused(RefusalReason::CannotSay)
    );
    lock.hardware_mut().wall_clock = wall;
    assert!(matches!(
        brought(&mut lock, &unseal),
        Ok(Outcome::Ended { .. })
    ));
    assert_eq!(lock.hardware().bolt, Bolt::Free);
}

#[test]
fn a_proof_of_presence_replayed_in_its_own_session_decrypts_no_second_time() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = phone(&mut lock);
    let presentation = phone.presentation(&lock, &world.kz.officer);
    let said = phone.segments(Call::Present(Box::new(presentation)));
    for segment in &said {
        phone.say(&mut lock, segment).unwrap();
    }
    let heard: Vec<_> = said.iter().map(|s| phone.say(&mut lock, s)).collect();
    assert!(heard.iter().any(Result::is_err));
    assert_eq!(lock.state(), LockState::Sealed);
}
