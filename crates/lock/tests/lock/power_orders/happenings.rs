//! What happens to a lock without an order, cut off in the same way: a lever held again in time,
//! refusals, force, lists.

use railseal_lock::Lock;
use railseal_lock::RELOCK_SECONDS;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::{Casing, Lever};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::status::{BatteryPercent, LockState};
use railseal_protocol::time::Seconds;

use super::cutting::{Cut, Cutting, TEARS};
use super::holding::{Before, Stage, ledger_of};
use super::ledger::Ledger;
use super::scenes::{self, Attempt};
use super::settling::goes_on_from;
use crate::orders::{order, refused};
use crate::small;
use crate::world::World;

/// Cuts power everywhere in what happens, torn in these ways; looks at the lock and its journal, and goes on.
pub(super) fn at_every_write_of<T>(
    tears: &[Torn],
    before: fn(&World) -> Lock<FakeHardware>,
    act: fn(&World, &mut Lock<FakeHardware>) -> T,
    check: fn(&mut Back<'_>, &T),
) {
    let stage = Stage::new();
    let cutting = Cutting {
        before: &before(&stage.world).into_hardware(),
        act: &|lock| act(&stage.world, lock),
        tears,
        outage: |_| {},
        check: &|lock, done, cut| {
            let stage = &stage;
            let mut back = Back { stage, lock, cut };
            back.ledger();
            check(&mut back, done);
        },
    };
    let places = cutting.everywhere();
    println!("{} cuts, {} double ones", places.once, places.twice);
    assert!(places.once > 0 && places.twice > 0);
}

/// A lock that is back.
pub(super) struct Back<'a> {
    pub(super) stage: &'a Stage,
    pub(super) lock: Lock<FakeHardware>,
    pub(super) cut: &'a Cut,
}

impl Back<'_> {
    /// Its journal, once it was found to agree with all the rest.
    pub(super) fn ledger(&mut self) -> Ledger {
        let (ledger, _) = ledger_of(self.stage, &mut self.lock, Before::MayBeErased);
        assert!(goes_on_from(&ledger, &self.cut.before, &self.lock));
        ledger
    }

    pub(super) fn since(&self) -> u32 {
        self.cut.before.length
    }

    /// How often an event stands in the journal since.
    fn told(&mut self, event: &Event) -> usize {
        let since = self.since();
        self.ledger().count(since, |told| told == event)
    }
}

fn a_minute_passes(lock: &mut Lock<FakeHardware>) {
    lock.hardware_mut()
        .advance(Seconds::new(u64::from(RELOCK_SECONDS)));
    // Without power, nobody hears of it.
    let _ = lock.tick();
}

#[test]
fn a_lever_is_held_again_once() {
    at_every_write_of(
        &TEARS,
        small::unsealed,
        |_, lock| a_minute_passes(lock),
        |back, ()| {
            a_minute_passes(&mut back.lock);
            assert_eq!(back.told(&Event::Relocked), 1);
            assert_eq!(back.lock.state(), LockState::Sealed);
            a_minute_passes(&mut back.lock);
            assert_eq!(back.told(&Event::Relocked), 1);
        },
    );
}

#[test]
fn a_lever_is_not_held_again_once_force_has_latched() {
    at_every_write_of(
        &TEARS,
        small::unsealed,
        |_, lock| {
            lock.hardware_mut().casing = Casing::Opened;
            let _ = lock.tick();
            a_minute_passes(lock);
        },
        |back, ()| {
            a_minute_passes(&mut back.lock);
            assert_eq!(back.told(&Event::CaseOpened), 1);
            assert_eq!(back.told(&Event::Relocked), 0);
            assert_eq!(back.lock.state(), LockState::Tampered);
        },
    );
}

#[test]
fn a_lever_is_pulled_once() {
    at_every_write_of(
        &TEARS,
        small::unsealed,
        |_, lock| {
            lock.hardware_mut().lever = Lever::Out;
            let _ = lock.tick();
        },
        |back, ()| {
            assert_eq!(back.told(&Event::LeverPulled), 1);
            assert_eq!(back.lock.state(), LockState::Open);
        },
    );
}

#[test]
fn force_is_told_once_for_each_kind() {
    for before in [small::sealed, small::unsealed, small::opened] {
        at_every_write_of(
            &TEARS,
            before,
            |_, lock| {
                let was = lock.state();
                lock.hardware_mut().casing = Casing::Opened;
                if was == LockState::Sealed {
                    lock.hardware_mut().lever = Lever::Cut;
                }
                let _ = lock.tick();
                was
            },
            |back, was| {
                let was_sealed = usize::from(*was == LockState::Sealed);
                assert_eq!(back.told(&Event::CaseOpened), 1);
                assert_eq!(back.told(&Event::LeverCut), was_sealed);
                assert_eq!(back.lock.tampers().0 as usize, 1 + was_sealed);
                assert_eq!(back.lock.state(), LockState::Tampered);
            },
        );
    }
}

#[test]
fn a_warning_is_told_once() {
    at_every_write_of(
        &TEARS,
        small::sealed,
        |_, lock| {
            lock.hardware_mut().battery = BatteryPercent::try_from(9).unwrap();
            lock.hardware_mut().wall_clock = None;
            let _ = lock.tick();
        },
        |back, ()| {
            let since = back.since();
            let ledger = back.ledger();
            let warned = |event: &Event| matches!(event, Event::BatteryLow(_));
            assert_eq!(ledger.count(since, warned), 1);
            assert_eq!(back.told(&Event::ClockLost), 1);
        },
    );
}

#[test]
fn a_clock_that_was_set_before_power_was_lost_is_told_of_when_it_is_lost_again() {
    at_every_write_of(
        &TEARS,
        scenes::without_clock,
        |world, lock| drop((scenes::SET_LOST_CLOCK.attempt)(world, lock, 0)),
        |back, ()| {
            let runs = back.lock.hardware().wall_clock.is_some();
            back.lock.hardware_mut().wall_clock = None;
            back.lock.tick().unwrap();
            assert_eq!(back.told(&Event::ClockLost), usize::from(runs));
        },
    );
}

#[test]
fn a_refusal_is_forgotten_at_the_most_and_nobody_else_is_kept_out() {
    let stranger = |world: &World, lock: &mut Lock<FakeHardware>| {
        order(lock, &world.xx.officer, &[], Order::Unseal)
    };
    at_every_write_of(&TEARS, small::sealed, stranger, |back, answered| {
        let reason = RefusalReason::NotRecognised;
        assert_eq!(*answered, refused(reason));
        let since = back.since();
        let ledger = back.ledger();
        assert!(ledger.acts.iter().all(|act| act.accepted < since));
        let before = ledger.refusals(since, reason);
        assert!(before <= 1);
        let again = order(
            &mut back.lock,
            &back.stage.world.xx.officer,
            &[],
            Order::Unseal,
        );
        assert_eq!(again, refused(reason));
        assert_eq!(back.ledger().refusals(since, reason), before + 1);
        let obeyed = (scenes::UNSEAL.attempt)(&back.stage.world, &mut back.lock, 0);
        assert!(matches!(obeyed, Attempt::Ordered { answer: Ok(_), .. }));
        assert_eq!(back.lock.state(), LockState::Unsealed);
    });
}
