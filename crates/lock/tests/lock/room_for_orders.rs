//! The room that orders need, and what they leave: to the last entry, and to the last byte.

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Lever};
use railseal_lock::{Lock, RELOCK_SECONDS};
use railseal_protocol::amendment::{CarriedAmendment, MAX_AMENDMENTS};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::instruction::{Directive, Order};
use railseal_protocol::journal::{ENTRY_LIMIT, RefusalReason};
use railseal_protocol::manifest::Sealing;
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use railseal_protocol::time::Seconds;

use crate::orders::{
    TOTALS, amendment, bring, challenge, directive, inspection, instruction, lever, order, phone,
    refused, reseal,
};
use crate::world::{Holder, NOW, World, documents};

/// What a record takes on flash: a header of 16 bytes, then whole units of 8.
const fn footprint(length: usize) -> usize {
    16 + length.next_multiple_of(8)
}

/// How many bytes of an area are written.
fn written(lock: &mut Lock<FakeHardware>, area: Area) -> usize {
    let bytes = lock.hardware_mut().area_mut(area);
    let last = bytes.iter().rposition(|byte| *byte != 0xff);
    last.map_or(0, |last| (last + 1).next_multiple_of(8))
}

/// How many more entries fit, whatever is in them.
fn entries_left(lock: &mut Lock<FakeHardware>) -> usize {
    let size = lock.hardware_mut().area_mut(Area::Journal).len();
    (size - written(lock, Area::Journal)) / footprint(ENTRY_LIMIT)
}

fn later(lock: &Lock<FakeHardware>) -> Order {
    let to = lock.hardware().wall_clock.unwrap().plus(Seconds::new(1));
    Order::SetClock { to }
}

#[test]
fn what_only_takes_note_leaves_room_for_restarts_and_outcomes_and_unsealing_uses_the_last() {
    let world = World::new();
    let hardware = FakeHardware::new(NOW).with_area(Area::Journal, 90 * footprint(ENTRY_LIMIT));
    let mut lock = Lock::commission(hardware, world.identity()).unwrap();
    lock.seal(&world.order(&lock, &documents(20, 20))).unwrap();
    // What is routine finds its room too.
    let length = lock.journal().length;
    let stranger = order(&mut lock, &world.xx.officer, &[], Order::Unseal);
    assert_eq!(stranger, refused(RefusalReason::NotRecognised));
    assert_eq!(lock.journal().length, length + 1);
    let mut set = 0;
    loop {
        // An act is five entries at the most; sixteen are kept for restarts, sixteen for outcomes.
        let fits = entries_left(&mut lock) >= 5 + 16 + 16;
        let what = later(&lock);
        let outcome = order(&mut lock, &world.cn.officer, &[], what);
        if !fits {
            assert_eq!(outcome, refused(RefusalReason::NoRoom));
            break;
        }
        assert!(outcome.is_ok());
        set += 1;
    }
    assert!(set > 5, "{set}");
    // Each who agrees is an entry more.
    let handed_over = order(
        &mut lock,
        &world.cn.officer,
        &[&world.cn.staff],
        Order::HandOver,
    );
    assert_eq!(handed_over, refused(RefusalReason::NoRoom));
    // A restart is told still; unsealing goes on to the last five, and one for each who agrees.
    let length = lock.journal().length;
    let mut hardware = lock.into_hardware();
    hardware.restart();
    let mut lock = Lock::start(hardware).unwrap();
    assert_eq!(lock.journal().length, length + 1);
    let mut unsealed = 0;
    for joined in [true, false] {
        let others: &[&Holder] = if joined { &[&world.kz.second] } else { &[] };
        loop {
            let fits = entries_left(&mut lock) >= 5 + others.len();
            let outcome = order(&mut lock, &world.kz.officer, others, Order::Unseal);
            if !fits {
                assert_eq!(outcome, refused(RefusalReason::NoRoom));
                break;
            }
            assert!(outcome.is_ok());
            unsealed += 1;
            lock.hardware_mut()
                .advance(Seconds::new(u64::from(RELOCK_SECONDS)));
            lock.tick().unwrap();
        }
    }
    assert!(unsealed > 5, "{unsealed}");
}

/// A lock that was unsealed, with its lever in again.
fn opened(world: &World, documents_area: usize) -> Lock<FakeHardware> {
    let hardware = FakeHardware::new(NOW).with_area(Area::Documents, documents_area);
    let mut lock = Lock::commission(hardware, world.identity()).unwrap();
    lock.seal(&world.order(&lock, &documents(20, 20))).unwrap();
    assert!(order(&mut lock, &world.kz.officer, &[], Order::Unseal).is_ok());
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    lock
}

fn closing(lock: &mut Lock<FakeHardware>, by: &Holder) -> Directive {
    let cycle = lock.cycle().next();
    let mut change = amendment(lock, cycle, TOTALS, None, Vec::new());
    let inspected = inspection(lock, by, None);
    change.inspection = Some(inspected.digest.id());
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    let instruction = instruction(lock, challenge, Order::Unseal);
    reseal(&instruction, &change, Some(inspected), by)
}

#[test]
fn an_amendment_finds_room_for_the_longest_with_the_longest_inspection_or_none() {
    let world = World::new();
    let officer = &world.kz.officer;
    let mut whole = opened(&world, FakeHardware::DOCUMENTS_SIZE);
    let used = written(&mut whole, Area::Documents);
    let needed =
        footprint(CarriedAmendment::WIRE_LIMIT) + footprint(32 + CarriedDigest::WIRE_LIMIT);
    for (size, fits) in [(used + needed, true), (used + needed - 8, false)] {
        let mut lock = opened(&world, size);
        let directive = closing(&mut lock, officer);
        let outcome = bring(&mut phone(&mut lock), &mut lock, &directive);
        if fits {
            assert!(outcome.is_ok(), "{outcome:?}");
        } else {
            assert_eq!(outcome, refused(RefusalReason::NoRoom));
        }
    }
}

#[test]
fn a_manifest_has_eight_amendments_at_the_most() {
    let world = World::new();
    let officer = &world.kz.officer;
    let mut lock = world.sealed();
    let mut previous = None;
    for place in 0..=MAX_AMENDMENTS {
        let change = amendment(&lock, lock.cycle(), TOTALS, previous, Vec::new());
        let mut phone = phone(&mut lock);
        let drawn = challenge(&mut phone, &mut lock);
        let ordered = instruction(&lock, drawn, Order::Unseal);
        let signed = reseal(&ordered, &change, None, officer).amendment.unwrap();
        let mut ordered = ordered;
        ordered.order = Order::Amend {
            amendment: signed.id(),
        };
        previous = Some(signed.id());
        let mut amending = directive(&ordered, officer);
        amending.amendment = Some(signed);
        let outcome = bring(&mut phone, &mut lock, &amending);
        if place < MAX_AMENDMENTS {
            assert!(outcome.is_ok(), "{place}");
        } else {
            assert_eq!(outcome, refused(RefusalReason::NoRoom));
        }
    }
}

#[test]
fn a_sealing_is_written_only_where_it_fits_with_all_that_may_come() {
    let world = World::new();
    let (length, chunks) = (500, 3 + 1);
    let amendments = MAX_AMENDMENTS
        * (footprint(CarriedAmendment::WIRE_LIMIT) + footprint(CarriedDigest::WIRE_LIMIT));
    let needed = (length + 1)
        + chunks * (footprint(3) + 8)
        + amendments
        + Sealing::WIRE_LIMIT
        + MAX_INSPECTIONS * CarriedDigest::WIRE_LIMIT;
    for (size, fits) in [(needed, true), (needed - 1, false)] {
        let hardware = FakeHardware::new(NOW).with_area(Area::Documents, size);
        let mut lock = Lock::commission(hardware, world.identity()).unwrap();
        let order = world.order(&lock, &documents(length, 200));
        let mut phone = phone(&mut lock);
        assert!(phone.present(&mut lock, &world.cn.officer).is_ok());
        let answer = phone.ask(&mut lock, Call::WriteSealing(Box::new(order.sealing)));
        if fits {
            assert!(matches!(answer, Ok(Answer::Written(_))), "{answer:?}");
        } else {
            let no_room = Refusal::NotObeyed(RefusalReason::NoRoom);
            assert_eq!(answer, Err(no_room));
        }
    }
}
