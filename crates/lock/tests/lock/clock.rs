//! Setting the clock: never back, never before the floor, never too far beyond it.

use railseal_lock::fake::Clock;
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::time::{Seconds, Timestamp};

use crate::orders::{order, refused};
use crate::phone::journal_of;
use crate::world::{NOW, World};

/// When the owner's lists were issued.
fn floor() -> Timestamp {
    NOW.minus(Seconds::days(2))
}

#[test]
fn it_is_set_where_no_moment_is_lost() {
    let world = World::new();
    let second = Seconds::new(1);
    let farthest = floor().plus(Seconds::days(400));
    for (from, to, is_taken) in [
        (Some(NOW), NOW.minus(second), false),
        (Some(NOW), NOW, true),
        (Some(NOW), NOW.plus(second), true),
        (Some(NOW), farthest, true),
        (Some(NOW), farthest.plus(second), false),
        (None, floor().minus(second), false),
        (None, floor(), true),
        (None, farthest, true),
        (None, farthest.plus(second), false),
        // Behind the floor, by its own clock.
        (Some(floor().minus(second)), floor().minus(second), false),
        (Some(floor().minus(second)), floor(), true),
    ] {
        let mut lock = world.sealed();
        lock.hardware_mut().wall_clock = from;
        let set = order(&mut lock, &world.cn.officer, &[], Order::SetClock { to });
        if is_taken {
            assert!(matches!(set, Ok(Outcome::Ended { .. })), "{from:?} {to:?}");
            assert_eq!(lock.hardware().wall_clock, Some(to));
        } else {
            assert_eq!(set, refused(RefusalReason::NotInTime), "{from:?} {to:?}");
            assert_eq!(lock.hardware().wall_clock, from);
        }
    }
}

#[test]
fn its_entry_says_what_it_showed_and_a_clock_that_cannot_be_set_came_to_nothing() {
    let world = World::new();
    let trust = world.cn.trust(&world.kz);
    let to = NOW.plus(Seconds::days(1));
    let last = |lock: &mut _| {
        let journal = journal_of(lock, &world.cn.officer, &trust);
        journal.last().unwrap().event.clone()
    };
    let mut lock = world.sealed();
    assert!(order(&mut lock, &world.cn.officer, &[], Order::SetClock { to }).is_ok());
    assert_eq!(last(&mut lock), Event::ClockSet { from: Some(NOW) });

    let mut lock = world.sealed();
    lock.hardware_mut().clock = Clock::Fixed;
    for to in [NOW, to] {
        let set = order(&mut lock, &world.cn.officer, &[], Order::SetClock { to });
        assert!(matches!(set, Ok(Outcome::Ended { .. })));
        assert_eq!(last(&mut lock), Event::CameToNothing);
    }
    assert_eq!(lock.hardware().wall_clock, Some(NOW));
}
