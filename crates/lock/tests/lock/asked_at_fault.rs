//! What became of an order, asked of a lock whose memory failed on the way, before it starts again.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_protocol::call::{Answer, Asked, Call, Refusal};
use railseal_protocol::instruction::Outcome;

use crate::orders::phone;
use crate::power_orders::scenes::{self, Attempt, Scene};
use crate::world::World;

const SCENES: [Scene; 5] = [
    scenes::UNSEAL_BY_A_GRANT,
    scenes::RESEAL,
    scenes::CLEAR_TAMPER,
    scenes::SET_CLOCK,
    scenes::DEACTIVATE_INSPECTED,
];

/// How often it was told so.
#[derive(Debug, Default)]
struct Told {
    nothing_yet: u32,
    accepted: u32,
    at_fault: u32,
}

#[test]
fn who_asks_a_lock_at_fault_is_told_nothing_that_its_next_start_denies() {
    let world = World::new();
    let mut times = Told::default();
    for scene in SCENES {
        let body = (scene.before)(&world).into_hardware();
        for torn in [Torn::Clean, Torn::After(usize::MAX)] {
            for write in 0.. {
                let mut lock = Lock::start(body.clone()).unwrap();
                lock.hardware_mut().cut_power_after(write, torn);
                let attempt = (scene.attempt)(&world, &mut lock, 0);
                if !lock.hardware().is_without_power() {
                    break;
                }
                if let Attempt::Ordered {
                    directive,
                    challenge,
                    ..
                } = attempt
                {
                    let instruction = directive.instruction.id();
                    let asked = Asked {
                        instruction,
                        challenge,
                    };
                    let place = format!("{:?}, write {write} {torn:?}", scene.kind);
                    before_and_after(lock, asked, &place, &mut times);
                }
            }
        }
    }
    let Told {
        nothing_yet,
        accepted,
        at_fault,
    } = times;
    assert!(nothing_yet > 5 && accepted > 5 && at_fault > 5, "{times:?}");
}

/// Asks while the lock is as it is, and again once it has started.
fn before_and_after(mut lock: Lock<FakeHardware>, asked: Asked, place: &str, times: &mut Told) {
    // The memory answers again, and the lock was not told.
    lock.hardware_mut().restart();
    let before = ask(&mut lock, asked);
    let mut started = Lock::start(lock.into_hardware()).unwrap();
    let after = ask(&mut started, asked);
    match (before, after) {
        (Err(Refusal::Fault), _) => times.at_fault += 1,
        (Ok(Outcome::Accepted { entry }), Ok(Outcome::Ended { accepted, outcome })) => {
            assert!(
                entry == accepted && outcome > accepted,
                "{place}: {after:?}"
            );
            times.accepted += 1;
        }
        (Ok(Outcome::Awaited), Ok(Outcome::Void)) => times.nothing_yet += 1,
        other => panic!("{place}: {other:?}"),
    }
}

fn ask(lock: &mut Lock<FakeHardware>, asked: Asked) -> Result<Outcome, Refusal> {
    match phone(lock).ask(lock, Call::AskOutcome(asked))? {
        Answer::Outcome(outcome) => Ok(outcome),
        other => panic!("{other:?}"),
    }
}
