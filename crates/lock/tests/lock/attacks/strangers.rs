//! People without authority: what they cannot do, and whom they cannot keep out.

use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::rights::Role;
use railseal_protocol::time::Seconds;

use super::{
    brought, fresh, is_shut, journal, ordered, present, reads_the_journal, row, sealed_under,
};
use crate::orders::{bring, challenge, directive, order, phone, refused};
use crate::world::{NOW, World};

#[test]
fn a_flood_of_challenges_crowds_out_nobodys() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let writes = lock.hardware().writes();
    let mut stranger = phone(&mut lock);
    let first = challenge(&mut stranger, &mut lock);
    for _ in 0..3_000 {
        assert_ne!(challenge(&mut stranger, &mut lock), first);
    }
    assert_eq!(lock.hardware().writes(), writes);
    assert!(matches!(
        brought(&mut lock, &unseal),
        Ok(Outcome::Ended { .. })
    ));
}

#[test]
fn a_flood_of_refused_orders_keeps_no_officer_out_and_does_not_fill_the_journal() {
    let world = World::new();
    let mut lock = world.sealed();
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let before = lock.journal().length;
    let mut officers = phone(&mut lock);
    let people = [&world.xx.officer, &world.kz.revoked, &world.kz.staff];
    for attempt in 0..60 {
        let mut stranger = phone(&mut lock);
        let by = people[attempt % people.len()];
        for again in 0..5 {
            let drawn = challenge(&mut stranger, &mut lock);
            let mut instruction = fresh(&mut lock, Order::Unseal);
            instruction.challenge = drawn;
            if again % 2 == 0 {
                instruction.cycle = instruction.cycle.next();
            }
            let refusal = bring(&mut stranger, &mut lock, &directive(&instruction, by));
            assert!(matches!(refusal, Err(Refusal::NotObeyed(_))));
        }
        // That was the last that is judged on this connection.
        let call = Call::Instruct(Box::new(unseal.clone()));
        assert!(stranger.try_ask(&mut lock, call).is_err());
    }
    // Four reasons, and twice the logarithm of the 300.
    let grown = lock.journal().length - before;
    assert!(grown <= 4 * 9, "{grown}");
    assert!(is_shut(&lock));
    let unsealed = bring(&mut officers, &mut lock, &unseal);
    assert!(matches!(unsealed, Ok(Outcome::Ended { .. })));
}

#[test]
fn every_refusal_is_journalled_with_its_reason() {
    let world = World::new();
    let mut lock = world.sealed();
    let set = Order::SetClock {
        to: NOW.plus(Seconds::days(1)),
    };
    for (by, what, reason) in [
        (
            &world.xx.officer,
            Order::Unseal,
            RefusalReason::NotRecognised,
        ),
        (&world.kz.revoked, Order::Unseal, RefusalReason::Revoked),
        (&world.kz.expired, Order::Unseal, RefusalReason::NotInTime),
        (&world.kz.staff, Order::Unseal, RefusalReason::NoRight),
        (&world.cn.officer, Order::Unseal, RefusalReason::NotAdmitted),
        (&world.kz.officer, set, RefusalReason::NotAdmitted),
        (
            &world.kz.officer,
            Order::ClearTamper,
            RefusalReason::WrongState,
        ),
        (
            &world.kz.officer,
            Order::HandOver,
            RefusalReason::QuorumNotMet,
        ),
    ] {
        assert_eq!(order(&mut lock, by, &[], what), refused(reason));
        let entries = journal(&mut lock, &world);
        let told = entries.iter().any(
            |entry| matches!(entry.event, Event::Refused { reason: told, .. } if told == reason),
        );
        assert!(told, "{reason:?}");
    }
    assert!(is_shut(&lock));
}

#[test]
fn railway_staff_order_nothing_but_a_hand_over() {
    let world = World::new();
    let rows = vec![
        row(&world.cn, Role::Officer, None),
        row(&world.cn, Role::RailwayStaff, None),
    ];
    let mut lock = sealed_under(&world, rows, 1);
    let staff = &world.cn.staff;
    let set = Order::SetClock {
        to: NOW.plus(Seconds::days(1)),
    };
    let amend =
        crate::orders::amendment(&lock, lock.cycle(), crate::orders::TOTALS, None, Vec::new());
    let amend = railseal_protocol::statement::Signed::sign(&amend, staff.signer(), &staff.key);
    let amend = Order::Amend {
        amendment: amend.id(),
    };
    for what in [Order::Unseal, set, amend] {
        assert_eq!(
            order(&mut lock, staff, &[], what),
            refused(RefusalReason::NoRight)
        );
        assert_eq!(
            order(&mut lock, staff, &[&world.cn.officer], what),
            refused(RefusalReason::NoRight)
        );
    }
    // Not between two of the railway's own, nor two of customs, nor to a third as well.
    let (officer, second) = (&world.cn.officer, &world.cn.second);
    for (gives, takes, reason) in [
        (staff, vec![&world.kz.staff], RefusalReason::NoRight),
        (officer, vec![second], RefusalReason::NoRight),
        (
            officer,
            vec![staff, &world.kz.staff],
            RefusalReason::QuorumNotMet,
        ),
        (officer, vec![], RefusalReason::QuorumNotMet),
        (officer, vec![&world.xx.staff], RefusalReason::NotRecognised),
    ] {
        assert_eq!(
            order(&mut lock, gives, &takes, Order::HandOver),
            refused(reason)
        );
    }
    assert!(is_shut(&lock));
    assert!(order(&mut lock, staff, &[&world.kz.officer], Order::HandOver).is_ok());
}

#[test]
fn one_person_with_two_certificates_does_not_hand_over_to_himself() {
    let world = World::new();
    let mut lock = world.sealed();
    let officer = crate::world::person("OFFICER");
    let subject = railseal_protocol::certificate::Subject::RailwayStaff(officer);
    let as_staff = world.kz.enrol("officer as staff", subject);
    assert_eq!(
        order(&mut lock, &world.kz.officer, &[&as_staff], Order::HandOver),
        refused(RefusalReason::QuorumNotMet)
    );
    assert_eq!(
        order(&mut lock, &as_staff, &[&world.kz.officer], Order::HandOver),
        refused(RefusalReason::QuorumNotMet)
    );
    assert!(order(&mut lock, &world.kz.second, &[&as_staff], Order::HandOver).is_ok());
}

#[test]
fn who_is_refused_presence_has_lost_what_another_proof_had_won() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = present(&mut lock, &world.kz.officer);
    assert!(reads_the_journal(&mut phone, &mut lock));
    assert!(phone.present(&mut lock, &world.xx.officer).is_err());
    assert!(!reads_the_journal(&mut phone, &mut lock));
    assert_eq!(
        phone.present(&mut lock, &world.kz.officer),
        Ok(Answer::Welcome)
    );
}
