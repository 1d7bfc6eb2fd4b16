//! Force is noticed, counted once, and never forgotten.

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_lock::{Lock, SealError};
use railseal_protocol::call::{Answer, Call};
use railseal_protocol::journal::Event;
use railseal_protocol::status::{BatteryPercent, LockState, TamperCount};

use crate::phone::{Phone, journal_of};
use crate::world::World;

fn restarted(lock: Lock<FakeHardware>) -> Lock<FakeHardware> {
    let mut hardware = lock.into_hardware();
    hardware.restart();
    Lock::start(hardware).unwrap()
}

#[test]
fn force_latches_and_survives_a_restart() {
    let world = World::new();
    let forces: [fn(&mut FakeHardware); 4] = [
        |hardware| hardware.lever = Lever::Cut,
        |hardware| hardware.lever = Lever::Out,
        |hardware| hardware.bolt = Bolt::Free,
        |hardware| hardware.casing = Casing::Opened,
    ];
    for force in forces {
        let mut lock = world.sealed();
        force(lock.hardware_mut());
        lock.tick().unwrap();
        assert_eq!(
            (lock.state(), lock.tampers()),
            (LockState::Tampered, TamperCount(1))
        );
        // Whoever mends it afterwards mends nothing.
        lock.hardware_mut().lever = Lever::In;
        lock.hardware_mut().bolt = Bolt::Held;
        lock.hardware_mut().casing = Casing::Closed;
        let mut lock = restarted(lock);
        lock.tick().unwrap();
        assert_eq!(
            (lock.state(), lock.tampers()),
            (LockState::Tampered, TamperCount(1))
        );
        let order = world.order(&lock, &[]);
        assert_eq!(
            lock.seal(&order),
            Err(SealError::State(LockState::Tampered))
        );
    }
}

#[test]
fn force_without_power_is_noticed_at_the_start() {
    let world = World::new();
    let mut hardware = world.sealed().into_hardware();
    hardware.lever = Lever::Cut;
    hardware.restart();
    let lock = Lock::start(hardware).unwrap();
    assert_eq!(
        (lock.state(), lock.tampers()),
        (LockState::Tampered, TamperCount(1))
    );
}

#[test]
fn each_kind_of_force_is_counted_once() {
    let world = World::new();
    let mut lock = world.sealed();
    for _ in 0..100 {
        lock.hardware_mut().casing = Casing::Opened;
        lock.hardware_mut().lever = Lever::Cut;
        lock.tick().unwrap();
        lock.hardware_mut().casing = Casing::Closed;
        lock.hardware_mut().lever = Lever::In;
        lock.tick().unwrap();
    }
    assert_eq!(lock.tampers(), TamperCount(2));
    let journal = journal_of(&mut lock, &world.cn.officer, &world.cn.trust(&world.kz));
    let forced = journal.iter().filter(|entry| entry.event.is_tampering());
    assert_eq!(forced.count(), 2);
}

#[test]
fn a_status_tells_of_force_that_no_tick_has_seen_and_documents_stay_readable() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().casing = Casing::Opened;
    let mut phone = Phone::connect(&mut lock, 244);
    let status = phone.status(&mut lock, &world.kz.trust(&world.cn));
    assert_eq!(
        (status.state, status.tampers),
        (LockState::Tampered, TamperCount(1))
    );
    assert_eq!(
        phone.present(&mut lock, &world.kz.officer),
        Ok(Answer::Welcome)
    );
    assert!(phone.ask(&mut lock, Call::ReadSealing).is_ok());
}

#[test]
fn what_flickers_is_told_once() {
    let world = World::new();
    let mut lock = world.sealed();
    let wall = lock.hardware().wall_clock;
    let full = lock.hardware().battery;
    for _ in 0..50 {
        lock.hardware_mut().battery = BatteryPercent::try_from(14).unwrap();
        lock.hardware_mut().wall_clock = None;
        lock.tick().unwrap();
        lock.hardware_mut().battery = full;
        lock.hardware_mut().wall_clock = wall;
        lock.tick().unwrap();
        lock = restarted(lock);
    }
    let journal = journal_of(&mut lock, &world.cn.officer, &world.cn.trust(&world.kz));
    let told = |wanted: fn(&Event) -> bool| journal.iter().filter(|e| wanted(&e.event)).count();
    assert_eq!(told(|event| matches!(event, Event::BatteryLow(_))), 1);
    assert_eq!(told(|event| *event == Event::ClockLost), 1);
    assert_eq!(told(|event| *event == Event::Restarted), 50);
    assert_eq!(journal.last().unwrap().time.boot.0, 51);
}
