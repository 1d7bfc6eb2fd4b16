//! Co-signatures: of other instructions, doubled, stale, of people who do not count.

use railseal_protocol::call::{Answer, Call};
use railseal_protocol::instruction::{CHALLENGE_SECONDS, Order, Outcome};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::rights::Role;
use railseal_protocol::time::Seconds;

use super::changed_signature::changed;
use super::{brought, fresh, is_shut, ordered, row, sealed_under, start_again};
use crate::orders::{agreed, directive, order, phone, refused};
use crate::world::World;

fn sealed_for_two(world: &World) -> railseal_lock::Lock<railseal_lock::fake::FakeHardware> {
    sealed_under(world, vec![row(&world.kz, Role::Officer, None)], 2)
}

#[test]
fn a_cosignature_of_another_instruction_is_not_for_here() {
    let world = World::new();
    let mut lock = sealed_for_two(&world);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let earlier = agreed(ordered(&mut lock, officer, Order::Unseal), &[second]);
    let mut later = ordered(&mut lock, officer, Order::Unseal);
    later.cosignatures = earlier.cosignatures.clone();
    assert_eq!(
        brought(&mut lock, &later),
        refused(RefusalReason::NotForHere)
    );
    assert!(is_shut(&lock));
    assert!(brought(&mut lock, &earlier).is_ok());
}

#[test]
fn one_person_is_one_by_however_many_signatures_and_certificates() {
    let world = World::new();
    let mut lock = sealed_for_two(&world);
    let (officer, tablet) = (&world.kz.officer, &world.kz.officers_tablet);
    let not_met = refused(RefusalReason::QuorumNotMet);
    let alone = ordered(&mut lock, officer, Order::Unseal);
    for others in [
        vec![],
        vec![officer],
        vec![tablet],
        vec![tablet, tablet],
        vec![officer, tablet, officer, tablet],
    ] {
        let joined = agreed(alone.clone(), &others);
        assert_eq!(brought(&mut lock, &joined), not_met);
    }
    // One co-signature and the same under its other signature.
    let joined = agreed(alone.clone(), &[tablet]);
    let mut twice = joined.cosignatures.to_vec();
    twice.push(twice[0].clone());
    twice[1].cosignature = changed(&twice[0].cosignature);
    let mut doubled = joined;
    doubled.cosignatures = twice.try_into().unwrap();
    assert_eq!(brought(&mut lock, &doubled), not_met);
    assert!(is_shut(&lock));
    let two = agreed(alone, &[tablet, &world.kz.second]);
    assert!(matches!(
        brought(&mut lock, &two),
        Ok(Outcome::Ended { .. })
    ));
}

#[test]
fn a_stale_cosignature_agrees_to_nothing() {
    let world = World::new();
    let mut lock = sealed_for_two(&world);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let instruction = fresh(&mut lock, Order::Unseal);
    let joined = agreed(directive(&instruction, officer), &[second]);
    let life = u64::from(CHALLENGE_SECONDS) + 1;
    lock.hardware_mut().advance(Seconds::new(life));
    assert_eq!(brought(&mut lock, &joined), refused(RefusalReason::Stale));
    // Under a fresh challenge the old agreement is to something else.
    let mut again = ordered(&mut lock, officer, Order::Unseal);
    again.cosignatures = joined.cosignatures.clone();
    assert_eq!(
        brought(&mut lock, &again),
        refused(RefusalReason::NotForHere)
    );
    let mut lock = start_again(lock);
    assert_eq!(brought(&mut lock, &joined), refused(RefusalReason::Stale));
    assert!(is_shut(&lock));
}

#[test]
fn each_cosigner_who_does_not_count_is_the_reason() {
    let world = World::new();
    let rows = vec![
        row(&world.kz, Role::Officer, None),
        row(&world.kz, Role::RailwayStaff, None),
    ];
    let mut lock = sealed_under(&world, rows, 2);
    let officer = &world.kz.officer;
    for (who, reason) in [
        (&world.kz.revoked, RefusalReason::Revoked),
        (&world.kz.expired, RefusalReason::NotInTime),
        (&world.xx.officer, RefusalReason::NotRecognised),
        (&world.kz.staff, RefusalReason::NoRight),
        (&world.kz.issuer, RefusalReason::NoRight),
        (&world.kz.server, RefusalReason::NoRight),
        (&world.cn.officer, RefusalReason::NotAdmitted),
        (&world.kz.supervisor, RefusalReason::NotAdmitted),
    ] {
        assert_eq!(
            order(&mut lock, officer, &[who], Order::Unseal),
            refused(reason)
        );
        // Nor does a third who does count make up for it.
        assert_eq!(
            order(&mut lock, officer, &[&world.kz.second, who], Order::Unseal),
            refused(reason)
        );
    }
    assert!(is_shut(&lock));
}

#[test]
fn a_cosigner_who_is_revoked_after_signing_counts_no_more() {
    let world = World::new();
    let mut lock = sealed_for_two(&world);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let joined = agreed(ordered(&mut lock, officer, Order::Unseal), &[second]);
    let newer = world.kz.revocation_list(2, &[&world.kz.revoked, second]);
    let mut phone = phone(&mut lock);
    let renewed = phone.ask(&mut lock, Call::RenewRevocations(Box::new(newer)));
    assert_eq!(renewed, Ok(Answer::Renewed));
    assert_eq!(brought(&mut lock, &joined), refused(RefusalReason::Revoked));
    assert!(is_shut(&lock));
}

#[test]
fn whoever_co_signs_does_not_become_who_orders() {
    let world = World::new();
    let mut lock = sealed_for_two(&world);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    // The staff's instruction, agreed to by two who could order it themselves.
    let staffs = ordered(&mut lock, &world.kz.staff, Order::Unseal);
    assert_eq!(
        brought(&mut lock, &agreed(staffs, &[officer, second])),
        refused(RefusalReason::NoRight)
    );
    assert!(is_shut(&lock));
}
