//! Clones: two locks with one identity, whose journals have parted; a lock set back to an earlier
//! memory.

use railseal_lock::Lock;
use railseal_lock::hardware::Area;
use railseal_lock::lock::StartError;
use railseal_protocol::call::{Answer, Call};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{EntryBytes, JournalError, JournalHead, RefusalReason, verify};
use railseal_protocol::time::Seconds;

use super::{brought, is_shut, ordered, present, start_again};
use crate::orders::{order, refused};
use crate::phone::Phone;
use crate::world::World;

type TheLock = Lock<railseal_lock::fake::FakeHardware>;

/// A lock, and its clone that was made of its memory and started elsewhere.
fn forked(world: &World) -> (TheLock, TheLock) {
    let lock = world.sealed();
    let mut memory = lock.hardware().clone();
    memory.give_entropy([99; 32]);
    memory.restart();
    (lock, Lock::start(memory).unwrap())
}

fn read_from(lock: &mut TheLock, world: &World, from: u32) -> Vec<EntryBytes> {
    let mut phone: Phone = present(lock, &world.kz.officer);
    match phone.ask(lock, Call::ReadJournal { from }) {
        Ok(Answer::Journal(page)) => page.to_vec(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clones_journal_does_not_go_on_from_what_was_seen_of_the_lock() {
    let world = World::new();
    let (mut lock, mut clone) = forked(&world);
    let trust = world.kz.trust(&world.cn);
    assert!(order(&mut lock, &world.kz.officer, &[], Order::Unseal).is_ok());
    let seen = Phone::connect(&mut lock, 244)
        .status(&mut lock, &trust)
        .journal;

    // The clone's own signature on its own head is good: it has the keys.
    assert!(order(&mut clone, &world.kz.second, &[], Order::Unseal).is_ok());
    assert!(order(&mut clone, &world.kz.second, &[], Order::Unseal).is_err());
    let told = Phone::connect(&mut clone, 244)
        .status(&mut clone, &trust)
        .journal;
    assert!(told.length >= seen.length);

    // Its journal is whole by itself, and is not the one that was seen.
    let all = read_from(&mut clone, &world, 0);
    let nothing = JournalHead::of_nothing(&clone.id());
    assert!(verify(nothing, &all, &told).is_ok());
    let since = read_from(&mut clone, &world, seen.length);
    let continued = verify(seen, &since, &told);
    assert!(matches!(
        continued,
        Err(JournalError::Broken { .. } | JournalError::OtherHead { .. })
    ));
    // Two signed heads at one index: which no lock ever has.
    let there: Vec<EntryBytes> = all[..seen.length as usize].to_vec();
    let mut at = nothing;
    for entry in &there {
        at = at.after(entry);
    }
    assert_eq!(at.length, seen.length);
    assert_ne!(at.hash, seen.hash);
}

#[test]
fn an_instruction_to_the_lock_is_stale_at_its_clone() {
    let world = World::new();
    let (mut lock, mut clone) = forked(&world);
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    assert_eq!(brought(&mut clone, &unseal), refused(RefusalReason::Stale));
    assert!(is_shut(&clone));
    assert!(brought(&mut lock, &unseal).is_ok());
}

#[test]
fn a_lock_set_back_to_an_earlier_memory_is_shorter_than_what_was_seen_and_obeys_nothing_twice() {
    let world = World::new();
    let mut lock = world.sealed();
    let earlier = lock.hardware().clone();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    assert!(brought(&mut lock, &unseal).is_ok());
    let seen = lock.journal();

    let mut back = earlier;
    back.give_entropy([98; 32]);
    let mut back = start_again(Lock::start(back).unwrap());
    assert_eq!(brought(&mut back, &unseal), refused(RefusalReason::Stale));
    assert!(is_shut(&back));
    let told = back.journal();
    let since = read_from(&mut back, &world, seen.length);
    assert!(verify(seen, &since, &told).is_err());
}

#[test]
fn a_journal_pieced_together_from_two_clones_does_not_start() {
    let world = World::new();
    let sealed = world.sealed().into_hardware();
    let restarted = |seconds: u64| {
        let mut hardware = sealed.clone();
        hardware.advance(Seconds::new(seconds));
        hardware.restart();
        let once = Lock::start(hardware).unwrap().into_hardware();
        (once.clone(), start_again(Lock::start(once).unwrap()))
    };
    let ((mut once, whole), (_, other)) = (restarted(1), restarted(2));
    let end = once
        .area_mut(Area::Journal)
        .iter()
        .rposition(|b| *b != 0xff);
    let end = (end.unwrap() + 1).next_multiple_of(8);
    let mut pieced = whole.into_hardware();
    let mut other = other.into_hardware();
    let tail = other.area_mut(Area::Journal)[end..].to_vec();
    assert_ne!(pieced.area_mut(Area::Journal)[end..], tail);
    pieced.area_mut(Area::Journal)[end..].copy_from_slice(&tail);
    pieced.restart();
    assert!(matches!(
        Lock::start(pieced).map(drop),
        Err(StartError::Journal(JournalError::Broken { .. }))
    ));
}
