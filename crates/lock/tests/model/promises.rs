//! Every state within these bounds, a million at most in all, and what a lock promises in each.

use std::time::Instant;

use crate::checks::Broken;
use crate::explorer::{Explorations, Found, explore};
use crate::faults::Fault;
use crate::letters::Letters;
use crate::machine::Machine;
use crate::plans::QUORUM;
use crate::scenes::{Scene, sealed};
use crate::state::Bounds;
use crate::system::System;
use crate::world::World;

/// Two phones that order at the same time, of a sealed lock. The link doubles a message, and one
/// thing happens to the lock: its power is cut at any write, force, a hand at the lever, time.
#[test]
fn two_at_once_at_a_sealed_lock() {
    let bounds = Bounds {
        letters: [1, 1],
        doubled: 1,
        again: 0,
        events: 1,
    };
    let (found, reached) = everything_holds(Scene::Sealed, bounds, 200_000);
    assert!(found.states > 100_000);
    reached.has(&[
        "Unseal ended as Unsealed",
        "Unseal ended as Recovered { held: true }",
        "Unseal ended as Recovered { held: false }",
        "Unseal by Officer and OfficersTablet refused: QuorumNotMet",
        "Unseal by Officer and Second refused: Stale",
        "Unseal by Second and Officer refused: WrongState",
        "HandOver noted",
        "Relocked",
        "LeverCut",
        "CaseOpened",
        "brought again, answered with the same outcome",
        "told that it never will be accepted",
    ]);
}

/// The same of an open lock; and what was not accepted and still may be is brought again.
#[test]
fn two_at_once_at_an_open_lock() {
    let bounds = Bounds {
        letters: [1, 1],
        doubled: 1,
        again: 1,
        events: 1,
    };
    let (found, reached) = everything_holds(Scene::Open, bounds, 200_000);
    assert!(found.states > 100_000);
    reached.has(&[
        "Reseal ended as Sealed { cycle: SealCycle(2) }",
        "Reseal ended as Recovered { held: true }",
        "Reseal ended as Recovered { held: false }",
        "Reseal by Officer and Second refused: Sensors",
        "Deactivate ended as Deactivated",
        "Deactivate ended as Recovered { held: false }",
        "Deactivate by Second and Officer refused: WrongState",
        "CaseOpened",
        "brought again, answered with the same outcome",
        "told that it never will be accepted",
        "told that it still may be accepted",
    ]);
}

/// A lock that was broken into is cleared, and two things happen to it, so that it is broken into
/// once more, or closed again.
#[test]
fn a_lock_that_was_broken_into() {
    let bounds = Bounds {
        letters: [1, 1],
        doubled: 1,
        again: 0,
        events: 2,
    };
    let (found, reached) = everything_holds(Scene::Tampered, bounds, 200_000);
    assert!(found.states > 50_000);
    reached.has(&[
        "ClearTamper ended as TamperCleared",
        "ClearTamper ended as Recovered { held: true }",
        "ClearTamper ended as Recovered { held: false }",
        "ClearTamper by Second alone refused: QuorumNotMet",
        "ClearTamper by Second and Officer refused: Sensors",
        "CaseOpened",
        "Reseal ended as Sealed { cycle: SealCycle(2) }",
    ]);
}

/// One phone has a second instruction signed once it knows what became of the first, while another
/// phone orders too.
#[test]
fn one_after_the_other() {
    let bounds = Bounds {
        letters: [2, 1],
        doubled: 0,
        again: 0,
        events: 1,
    };
    let (found, reached) = everything_holds(Scene::Sealed, bounds, 200_000);
    assert!(found.states > 50_000);
    reached.has(&[
        "Unseal ended as Unsealed",
        "Unseal ended as Recovered { held: true }",
        "Deactivate ended as Deactivated",
        "ClearTamper ended as TamperCleared",
        "told that it never will be accepted",
    ]);
}

/// One phone, and two things that happen: a lever pulled and put in again, force upon force, power
/// lost more than once.
#[test]
fn one_phone_and_two_things_that_happen() {
    let bounds = Bounds {
        letters: [1, 0],
        doubled: 1,
        again: 1,
        events: 2,
    };
    let (found, reached) = everything_holds(Scene::Sealed, bounds, 200_000);
    assert!(found.states > 20_000);
    reached.has(&[
        "Unseal ended as Unsealed",
        "Unseal ended as Recovered { held: true }",
        "Unseal ended as Recovered { held: false }",
        "Relocked",
        "told that it still may be accepted",
    ]);
}

struct Reached(Vec<String>);

impl Reached {
    fn has(&self, what: &[&str]) {
        for what in what {
            assert!(self.0.iter().any(|reached| reached == what), "{what}");
        }
    }
}

fn everything_holds(scene: Scene, bounds: Bounds, most: usize) -> (Explorations, Reached) {
    let begun = Instant::now();
    let (found, system) = visit(scene, bounds, None, most);
    let machine = system.machine;
    println!("{scene:?}, {bounds}");
    println!("{found}");
    println!(
        "{} states of the lock, {} steps of the real one, {:.1?}",
        machine.locks(),
        machine.real,
        begun.elapsed()
    );
    for reached in &machine.reached {
        println!("  {reached}");
    }
    match found {
        Found::Everything(found) => (found, Reached(machine.reached.into_iter().collect())),
        other => panic!("{other}"),
    }
}

/// Visits every state that follows from a scene.
pub(crate) fn visit(
    scene: Scene,
    bounds: Bounds,
    fault: Option<Fault>,
    most: usize,
) -> (Found<Broken>, System) {
    let world: &'static World = Box::leak(Box::new(World::new()));
    let letters = Letters::new(world, sealed(world, QUORUM).journal());
    let mut machine = Machine::new(letters, fault);
    let beginning = machine.begin(scene.lock(world));
    let mut system = System::new(machine, bounds, beginning);
    (explore(&mut system, most), system)
}
