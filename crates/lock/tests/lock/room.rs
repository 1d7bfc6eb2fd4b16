//! The journal's room: what is kept for what.

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Casing, Lever};
use railseal_lock::journal::ROOM_TO_SEAL;
use railseal_lock::{Lock, SealError};
use railseal_protocol::status::{LockState, SealCycle};

use crate::phone::Phone;
use crate::world::{NOW, World, documents};

/// The most bytes of an entry on flash: 192 and a header of 16.
const ENTRY: usize = 208;

fn lock_with_journal_of(world: &World, bytes: usize) -> Lock<FakeHardware> {
    let hardware = FakeHardware::new(NOW).with_area(Area::Journal, bytes);
    Lock::commission(hardware, world.identity()).unwrap()
}

#[test]
fn a_journal_without_room_for_a_seal_cycle_refuses_the_sealing() {
    // The sealing itself, what is routine, restarts, outcomes.
    assert_eq!(ROOM_TO_SEAL, 6 + 32 + 16 + 16);
    let world = World::new();
    let enough = (ROOM_TO_SEAL as usize + 1) * ENTRY;
    let mut lock = lock_with_journal_of(&world, enough);
    assert_eq!(lock.seal(&world.order(&lock, &[])), Ok(SealCycle(1)));
    let mut lock = lock_with_journal_of(&world, ROOM_TO_SEAL as usize * ENTRY);
    assert_eq!(
        lock.seal(&world.order(&lock, &[])),
        Err(SealError::JournalRoom {
            needed: ROOM_TO_SEAL,
            left: ROOM_TO_SEAL - 1
        })
    );
}

#[test]
fn restarts_cannot_take_the_room_of_outcomes() {
    let world = World::new();
    let enough = (ROOM_TO_SEAL as usize + 1) * ENTRY;
    let mut lock = lock_with_journal_of(&world, enough);
    lock.seal(&world.order(&lock, &[])).unwrap();
    let mut length = lock.journal().length;
    loop {
        let mut hardware = lock.into_hardware();
        hardware.restart();
        lock = Lock::start(hardware).unwrap();
        if lock.journal().length == length {
            break;
        }
        length = lock.journal().length;
    }
    assert!(
        Phone::connect(&mut lock, 512)
            .present(&mut lock, &world.xx.officer)
            .is_err()
    );
    assert_eq!(lock.journal().length, length, "a refusal took kept room");
    lock.hardware_mut().casing = Casing::Opened;
    lock.hardware_mut().lever = Lever::Cut;
    lock.tick().unwrap();
    assert_eq!(lock.state(), LockState::Tampered);
    assert_eq!(lock.journal().length, length + 2);
}

#[test]
fn documents_that_do_not_fit_are_refused_before_anything_is_written() {
    let world = World::new();
    let hardware = FakeHardware::new(NOW).with_area(Area::Documents, 8 * 1024);
    let mut lock = Lock::commission(hardware, world.identity()).unwrap();
    let head = lock.journal();
    let order = world.order(&lock, &documents(8 * 1024, 4096));
    assert!(matches!(
        lock.seal(&order),
        Err(SealError::Room {
            area: Area::Documents,
            ..
        })
    ));
    assert_eq!(lock.journal(), head);
}
