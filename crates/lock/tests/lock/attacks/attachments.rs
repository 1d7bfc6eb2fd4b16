//! What travels with an instruction, exchanged for something else.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lever;
use railseal_protocol::amendment::{Amendment, Change};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Directive, Order, Outcome};
use railseal_protocol::journal::{JournalHead, RefusalReason};
use railseal_protocol::manifest::Grams;
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId, MAX_INSPECTIONS};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::status::{LockState, SealCycle, TamperCount};

use super::{brought, fresh, is_shut, present};
use crate::orders::{TOTALS, amendment, directive, inspection, lever, order, refused, reseal};
use crate::world::{Holder, World};

/// A lock that was unsealed lawfully, with its lever in again.
fn opened(world: &World) -> Lock<FakeHardware> {
    let mut lock = world.sealed();
    assert!(order(&mut lock, &world.kz.officer, &[], Order::Unseal).is_ok());
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    assert_eq!(lock.state(), LockState::Open);
    lock
}

fn fitting(lock: &Lock<FakeHardware>) -> Amendment {
    amendment(lock, lock.cycle().next(), TOTALS, None, Vec::new())
}

/// Closing again with an amendment.
fn closing(
    lock: &mut Lock<FakeHardware>,
    by: &Holder,
    change: &Amendment,
    inspected: Option<CarriedDigest>,
) -> Directive {
    let instruction = fresh(lock, Order::Unseal);
    reseal(&instruction, change, inspected, by)
}

#[test]
fn an_amendment_that_differs_in_anything_does_not_fit() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let taken_out = Change::ItemDetained {
        receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
        item: "RR000000080CN".parse().unwrap(),
        gross: Grams(400),
    };
    let mut others = vec![fitting(&lock); 10];
    others[0].lock = "RSLA00000099".parse().unwrap();
    others[1].container = "TCLU4265794".parse().unwrap();
    others[2].manifest = Id::from_hash(Hash::of("test", &[]));
    others[3].previous = Some(Id::from_hash(Hash::of("test", &[])));
    others[4].cycle = lock.cycle();
    others[5].cycle = SealCycle(7);
    others[6].tampers = TamperCount(1);
    others[7].journal = JournalHead::of_nothing(&"RSLA00000099".parse().unwrap());
    // What was there, and what is left, do not add up.
    others[8].totals.items = 0;
    others[9].changes = vec![taken_out].try_into().unwrap();
    for (place, other) in others.iter().enumerate() {
        let directive = closing(&mut lock, officer, other, None);
        assert_eq!(
            brought(&mut lock, &directive),
            refused(RefusalReason::DoesNotFit),
            "{place}"
        );
    }
    let beyond = JournalHead {
        length: lock.journal().length + 1,
        ..lock.journal()
    };
    let mut ahead = fitting(&lock);
    ahead.journal = beyond;
    let directive = closing(&mut lock, officer, &ahead, None);
    assert_eq!(
        brought(&mut lock, &directive),
        refused(RefusalReason::DoesNotFit)
    );
    assert_eq!(lock.state(), LockState::Open);
    let fits = fitting(&lock);
    let directive = closing(&mut lock, officer, &fits, None);
    assert!(brought(&mut lock, &directive).is_ok());
    assert!(is_shut(&lock));
}

#[test]
fn another_amendment_than_the_named_one_is_refused() {
    let world = World::new();
    let mut lock = opened(&world);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let named = fitting(&lock);
    let mut other = named.clone();
    other.place = "CNCKG".parse().unwrap();
    let directive = closing(&mut lock, officer, &named, None);

    let mut left_out = directive.clone();
    left_out.amendment = None;
    assert_eq!(
        brought(&mut lock, &left_out),
        refused(RefusalReason::Incomplete)
    );
    let mut exchanged = directive.clone();
    let signed = Signed::sign(&other, officer.signer(), &officer.key);
    exchanged.amendment = Some(Box::new(signed));
    assert_eq!(
        brought(&mut lock, &exchanged),
        refused(RefusalReason::DoesNotFit)
    );
    // Of another officer than the one who orders.
    let mut anothers = directive.clone();
    let signed = Signed::sign(&named, second.signer(), &second.key);
    anothers.amendment = Some(Box::new(signed));
    assert_eq!(
        brought(&mut lock, &anothers),
        refused(RefusalReason::NotGenuine)
    );
    assert_eq!(lock.state(), LockState::Open);
    assert!(brought(&mut lock, &directive).is_ok());
}

#[test]
fn another_inspection_than_the_named_one_is_refused() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let good = inspection(&lock, officer, None);
    let mut change = fitting(&lock);
    change.inspection = Some(good.digest.id());
    let does_not_fit = refused(RefusalReason::DoesNotFit);

    let without = closing(&mut lock, officer, &change, None);
    assert_eq!(brought(&mut lock, &without), does_not_fit);
    let other = inspection(&lock, &world.kz.second, None);
    let exchanged = closing(&mut lock, officer, &change, Some(other));
    assert_eq!(brought(&mut lock, &exchanged), does_not_fit);
    let unnamed = fitting(&lock);
    let slipped_in = closing(&mut lock, officer, &unnamed, Some(good.clone()));
    assert_eq!(brought(&mut lock, &slipped_in), does_not_fit);
    let mut swapped = good.clone();
    swapped.officer = world.kz.second.chain.clone();
    let forged = closing(&mut lock, officer, &change, Some(swapped));
    assert_eq!(
        brought(&mut lock, &forged),
        refused(RefusalReason::NotGenuine)
    );
    let fits = closing(&mut lock, officer, &change, Some(good));
    assert!(brought(&mut lock, &fits).is_ok());
}

/// An inspection with something changed, and the directive to close again that names it.
fn naming(
    lock: &mut Lock<FakeHardware>,
    by: &Holder,
    inspector: &Holder,
    change: impl FnOnce(&mut InspectionDigest),
) -> Directive {
    let mut digest = InspectionDigest {
        inspection: InspectionId([9; 16]),
        lock: lock.id(),
        container: lock.container().unwrap(),
        cycle: lock.cycle(),
        manifest: lock.manifest().unwrap(),
        journal: lock.journal(),
        made_at: crate::world::NOW,
        place: "KZDOS".parse().unwrap(),
        condition: railseal_protocol::codes::SealCondition::Right,
        disposition: railseal_protocol::codes::Disposition::Release,
        results: railseal_protocol::bounded::List::empty(),
        previous: None,
    };
    change(&mut digest);
    let carried = CarriedDigest {
        digest: Signed::sign(&digest, inspector.signer(), &inspector.key),
        officer: inspector.chain.clone(),
    };
    let mut amended = fitting(lock);
    amended.inspection = Some(carried.digest.id());
    closing(lock, by, &amended, Some(carried))
}

#[test]
fn an_inspection_of_anything_else_or_by_somebody_who_does_not_count_is_refused() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let others: [fn(&mut InspectionDigest); 6] = [
        |digest| digest.lock = "RSLA00000099".parse().unwrap(),
        |digest| digest.container = "TCLU4265794".parse().unwrap(),
        |digest| digest.cycle = SealCycle(9),
        |digest| digest.manifest = Id::from_hash(Hash::of("test", &[])),
        |digest| digest.journal = JournalHead::of_nothing(&"RSLA00000099".parse().unwrap()),
        |digest| digest.previous = Some(Id::from_hash(Hash::of("test", &[]))),
    ];
    for change in others {
        let directive = naming(&mut lock, officer, officer, change);
        assert_eq!(
            brought(&mut lock, &directive),
            refused(RefusalReason::DoesNotFit)
        );
    }
    for (inspector, reason) in [
        (&world.kz.revoked, RefusalReason::Revoked),
        (&world.kz.expired, RefusalReason::NotInTime),
        (&world.kz.staff, RefusalReason::NoRight),
        (&world.xx.officer, RefusalReason::NotRecognised),
    ] {
        let directive = naming(&mut lock, officer, inspector, |_| {});
        assert_eq!(brought(&mut lock, &directive), refused(reason));
    }
    assert_eq!(lock.state(), LockState::Open);
}

#[test]
fn the_journeys_end_takes_the_inspection_that_it_names_and_no_other() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let last = inspection(&lock, officer, None);
    let other = inspection(&lock, &world.kz.second, None);
    let named = Order::Deactivate {
        inspection: Some(last.digest.id()),
    };
    let instruction = fresh(&mut lock, named);
    let mut ending = directive(&instruction, officer);
    let does_not_fit = refused(RefusalReason::DoesNotFit);
    assert_eq!(brought(&mut lock, &ending), does_not_fit);
    ending.inspection = Some(Box::new(other));
    assert_eq!(brought(&mut lock, &ending), does_not_fit);
    assert!(lock.manifest().is_some(), "nothing was erased");
    ending.inspection = Some(Box::new(last.clone()));
    let ended = brought(&mut lock, &ending);
    assert!(matches!(ended, Ok(Outcome::Ended { .. })));
    let mut phone = present(&mut lock, officer);
    let read = phone.ask(&mut lock, Call::ReadInspection { back: 0 });
    assert_eq!(read, Ok(Answer::Inspection(Box::new(last))));
    let earlier = phone.ask(&mut lock, Call::ReadInspection { back: 1 });
    assert_eq!(earlier, Err(Refusal::Nothing));
}

#[test]
fn an_amendment_is_added_once_and_in_its_turn() {
    let world = World::new();
    let mut lock = world.sealed();
    let officer = &world.kz.officer;
    let first = amendment(&lock, lock.cycle(), TOTALS, None, Vec::new());
    let amending = |lock: &mut Lock<FakeHardware>, change: &Amendment| {
        let instruction = fresh(lock, Order::Unseal);
        let carries = reseal(&instruction, change, None, officer);
        let signed = carries.amendment.unwrap();
        let mut ordered = instruction;
        ordered.order = Order::Amend {
            amendment: signed.id(),
        };
        let mut directive = directive(&ordered, officer);
        directive.amendment = Some(signed);
        directive
    };
    let adding = amending(&mut lock, &first);
    assert!(brought(&mut lock, &adding).is_ok());
    // Again by another instruction: it does not follow from itself.
    let again = amending(&mut lock, &first);
    assert_eq!(
        brought(&mut lock, &again),
        refused(RefusalReason::DoesNotFit)
    );
    let follows = Some(adding.amendment.unwrap().id());
    let second = amendment(&lock, lock.cycle(), TOTALS, follows, Vec::new());
    let adding = amending(&mut lock, &second);
    assert!(brought(&mut lock, &adding).is_ok());
    let mut phone = present(&mut lock, officer);
    for (back, expected) in [(0, true), (1, true), (2, false)] {
        let read = phone.ask(&mut lock, Call::ReadAmendment { back });
        assert_eq!(read.is_ok(), expected, "{back}");
    }
}

#[test]
fn what_was_made_out_a_few_entries_ago_still_fits() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let inspected = inspection(&lock, officer, None);
    let mut change = fitting(&lock);
    change.inspection = Some(inspected.digest.id());
    let to = crate::world::NOW.plus(railseal_protocol::time::Seconds::days(1));
    assert!(order(&mut lock, &world.cn.officer, &[], Order::SetClock { to }).is_ok());
    let directive = closing(&mut lock, officer, &change, Some(inspected));
    assert!(brought(&mut lock, &directive).is_ok());
    assert!(is_shut(&lock));
}

#[test]
fn each_inspection_follows_from_the_one_that_the_lock_carries() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    let first = inspection(&lock, officer, None);
    let mut change = fitting(&lock);
    change.inspection = Some(first.digest.id());
    let directive = closing(&mut lock, officer, &change, Some(first.clone()));
    assert!(brought(&mut lock, &directive).is_ok());
    assert!(order(&mut lock, officer, &[], Order::Unseal).is_ok());
    lever(&mut lock, Lever::Out);
    let ending = |lock: &mut Lock<FakeHardware>, previous| {
        let last = inspection(lock, officer, previous);
        let named = Order::Deactivate {
            inspection: Some(last.digest.id()),
        };
        let instruction = fresh(lock, named);
        let mut ending = crate::orders::directive(&instruction, officer);
        ending.inspection = Some(Box::new(last));
        brought(lock, &ending)
    };
    assert_eq!(ending(&mut lock, None), refused(RefusalReason::DoesNotFit));
    assert!(ending(&mut lock, Some(first.digest.id())).is_ok());
}

#[test]
fn a_lock_that_carries_as_many_inspections_as_are_read_closes_over_no_further_one() {
    let world = World::new();
    let mut lock = world.lock();
    let mut chain: Vec<CarriedDigest> = Vec::new();
    for _ in 1..MAX_INSPECTIONS {
        let next = world.digest(&world.cn.officer, chain.first());
        chain.insert(0, next);
    }
    let last = chain[0].digest.id();
    lock.seal(&world.order_after(&lock, chain)).unwrap();
    let officer = &world.kz.officer;
    let reopen = |lock: &mut Lock<FakeHardware>| {
        assert!(order(lock, officer, &[], Order::Unseal).is_ok());
        lever(lock, Lever::Out);
        lever(lock, Lever::In);
    };
    reopen(&mut lock);
    let eighth = inspection(&lock, officer, Some(last));
    let mut change = fitting(&lock);
    change.inspection = Some(eighth.digest.id());
    let closes = closing(&mut lock, officer, &change, Some(eighth.clone()));
    let amended = closes.amendment.as_ref().unwrap().id();
    assert!(brought(&mut lock, &closes).is_ok());
    reopen(&mut lock);
    let ninth = inspection(&lock, officer, Some(eighth.digest.id()));
    let cycle = lock.cycle().next();
    let mut further = amendment(&lock, cycle, change.totals, Some(amended), Vec::new());
    further.inspection = Some(ninth.digest.id());
    let closes = closing(&mut lock, officer, &further, Some(ninth));
    assert_eq!(brought(&mut lock, &closes), refused(RefusalReason::NoRoom));
    // Without an inspection it closes.
    further.inspection = None;
    let closes = closing(&mut lock, officer, &further, None);
    assert!(brought(&mut lock, &closes).is_ok());
}

#[test]
fn nothing_is_closed_around_a_lever_that_is_out_or_cleared_while_the_casing_is_open() {
    let world = World::new();
    let mut lock = opened(&world);
    let officer = &world.kz.officer;
    lever(&mut lock, Lever::Out);
    let change = fitting(&lock);
    let directive = closing(&mut lock, officer, &change, None);
    assert_eq!(
        brought(&mut lock, &directive),
        refused(RefusalReason::Sensors)
    );
    lock.hardware_mut().casing = railseal_lock::hardware::Casing::Opened;
    lock.tick().unwrap();
    assert_eq!(
        order(&mut lock, officer, &[], Order::ClearTamper),
        refused(RefusalReason::Sensors)
    );
    lock.hardware_mut().casing = railseal_lock::hardware::Casing::Closed;
    assert!(order(&mut lock, officer, &[], Order::ClearTamper).is_ok());
    assert_eq!(lock.state(), LockState::Open);
}
