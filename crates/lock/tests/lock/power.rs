//! Power is cut at every write of commissioning and sealing, cleanly and at any byte of it.

use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::{Area, Bolt};
use railseal_lock::lock::{CommissionError, StartError};
use railseal_lock::{Lock, SealError};
use railseal_protocol::call::{Answer, Call, ChunkAddress};
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::status::{LockState, SealCycle};

use crate::phone::{Phone, journal_of};
use crate::world::{NOW, World, documents};

const TORN: [Torn; 9] = [
    Torn::Clean,
    Torn::After(1),
    Torn::After(7),
    Torn::After(15),
    Torn::After(16),
    Torn::After(17),
    Torn::After(60),
    Torn::After(100),
    // The write lands whole, and nothing after it happens.
    Torn::After(usize::MAX),
];

fn body() -> FakeHardware {
    FakeHardware::new(NOW)
        .with_area(Area::Identity, 16 * 1024)
        .with_area(Area::Journal, 32 * 1024)
        .with_area(Area::Documents, 8 * 1024)
}

#[derive(Debug)]
enum Went {
    NotCommissioned(CommissionError),
    NotSealed(SealError),
    Sealed,
}

fn commission_and_seal(world: &World, hardware: &mut FakeHardware) -> Went {
    match Lock::commission(hardware, world.identity()) {
        Err(error) => Went::NotCommissioned(error),
        Ok(mut lock) => match seal(world, &mut lock) {
            Err(error) => Went::NotSealed(error),
            Ok(_) => Went::Sealed,
        },
    }
}

fn seal(world: &World, lock: &mut Lock<&mut FakeHardware>) -> Result<SealCycle, SealError> {
    let order = world.order(lock, &documents(300, 200));
    lock.seal(&order)
}

fn start<'a>(
    world: &World,
    hardware: &'a mut FakeHardware,
    went: &Went,
) -> Lock<&'a mut FakeHardware> {
    match Lock::start(&mut *hardware).map(drop) {
        Ok(()) => {
            hardware.restart();
            Lock::start(hardware).unwrap()
        }
        Err(StartError::NotCommissioned) => {
            assert!(matches!(went, Went::NotCommissioned(_)));
            Lock::commission(hardware, world.identity()).unwrap()
        }
        Err(error) => panic!("{error} after {went:?}"),
    }
}

/// Every acceptance has its outcome before anything else is accepted, and no cycle begins twice.
fn explained(journal: &[Entry]) -> u32 {
    let mut open = None;
    let mut sealed = 0;
    for entry in journal {
        match (&entry.event, open) {
            (Event::SealAccepted { cycle, .. }, None) => open = Some(*cycle),
            (Event::SealAccepted { .. }, Some(_)) => panic!("accepted twice"),
            (Event::Sealed { cycle }, was) => {
                assert_eq!(was, Some(*cycle));
                (open, sealed) = (None, sealed + 1);
            }
            (Event::Recovered { held }, was) => {
                assert!(was.is_some());
                (open, sealed) = (None, sealed + u32::from(*held));
            }
            (Event::SealFailed, was) => {
                assert!(was.is_some());
                open = None;
            }
            _ => {}
        }
    }
    assert_eq!(open, None, "an order without an outcome");
    sealed
}

fn all_is_well(world: &World, lock: &mut Lock<&mut FakeHardware>) {
    let trust = world.cn.trust(&world.kz);
    let journal = journal_of(lock, &world.cn.officer, &trust);
    let sealed = explained(&journal);
    let held = lock.hardware().bolt == Bolt::Held;
    match lock.state() {
        LockState::Sealed => assert!(held && sealed == 1),
        LockState::InStock => {
            assert!(!held && sealed == 0);
            assert_eq!(lock.manifest(), None);
            assert_eq!(seal(world, lock), Ok(SealCycle(1)));
            let journal = journal_of(lock, &world.cn.officer, &trust);
            assert_eq!(explained(&journal), 1);
        }
        state => panic!("{state:?}"),
    }
    assert_eq!(lock.cycle(), SealCycle(1));
    whatever_is_sealed_can_be_read(world, lock);
}

fn whatever_is_sealed_can_be_read(world: &World, lock: &mut Lock<&mut FakeHardware>) {
    let mut phone = Phone::connect(lock, 512);
    assert_eq!(phone.present(lock, &world.cn.officer), Ok(Answer::Welcome));
    assert!(phone.ask(lock, Call::ReadSealing).is_ok());
    for (document, chunk) in [(0, 0), (0, 1), (1, 0)] {
        let address = ChunkAddress { document, chunk };
        assert!(phone.ask(lock, Call::ReadChunk(address)).is_ok());
    }
}

#[test]
fn at_every_write() {
    let world = World::new();
    let mut whole = body();
    assert!(matches!(
        commission_and_seal(&world, &mut whole),
        Went::Sealed
    ));
    let writes = whole.writes();
    assert!(writes > 15);
    let (mut recovered_held, mut recovered_free) = (0, 0);
    for write in 0..writes {
        for torn in TORN {
            let mut hardware = body();
            hardware.cut_power_after(write, torn);
            let went = commission_and_seal(&world, &mut hardware);
            assert!(hardware.is_without_power(), "{write} {torn:?}");
            match &went {
                Went::NotCommissioned(error) => {
                    assert!(matches!(error, CommissionError::Flash(_)));
                }
                Went::NotSealed(error) => {
                    let late = matches!(error, SealError::Interrupted(_));
                    assert_eq!(error.may_have_happened(), late);
                    assert!(late || matches!(error, SealError::Flash(_)));
                }
                Went::Sealed => panic!("sealed without power"),
            }
            hardware.restart();
            let mut lock = start(&world, &mut hardware, &went);
            let journal = journal_of(&mut lock, &world.cn.officer, &world.cn.trust(&world.kz));
            for entry in journal {
                match entry.event {
                    Event::Recovered { held: true } => recovered_held += 1,
                    Event::Recovered { held: false } => recovered_free += 1,
                    _ => {}
                }
            }
            all_is_well(&world, &mut lock);
        }
    }
    assert!(recovered_held > 0 && recovered_free > 0);
}

#[test]
fn at_every_write_of_the_start_after_it() {
    let world = World::new();
    let mut whole = body();
    commission_and_seal(&world, &mut whole);
    let writes = whole.writes();
    for write in 0..writes {
        for torn in [Torn::Clean, Torn::After(usize::MAX)] {
            for again in 0..3 {
                for torn_again in [Torn::After(9), Torn::After(usize::MAX)] {
                    let mut hardware = body();
                    hardware.cut_power_after(write, torn);
                    let went = commission_and_seal(&world, &mut hardware);
                    hardware.restart();
                    hardware.cut_power_after(again, torn_again);
                    let _ = Lock::start(&mut hardware);
                    hardware.restart();
                    let mut lock = start(&world, &mut hardware, &went);
                    all_is_well(&world, &mut lock);
                }
            }
        }
    }
}

#[test]
fn a_commissioned_lock_is_not_commissioned_again() {
    let world = World::new();
    let mut hardware = body();
    commission_and_seal(&world, &mut hardware);
    hardware.restart();
    assert_eq!(
        Lock::commission(hardware, world.identity()).map(drop),
        Err(CommissionError::Already)
    );
}

#[test]
fn a_journal_that_was_changed_does_not_start() {
    let world = World::new();
    let mut hardware = body();
    commission_and_seal(&world, &mut hardware);
    hardware.area_mut(Area::Journal)[20] ^= 1;
    assert!(matches!(
        Lock::start(hardware).map(drop),
        Err(StartError::Journal(_))
    ));
}
