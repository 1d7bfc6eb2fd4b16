//! Grants: stale, used, stolen, forged, for something else.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::grant::{CarriedGrant, Grant, GrantId};
use railseal_protocol::instruction::{Directive, Order, Outcome};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::rights::Role;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Signed;
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Validity};

use super::changed_signature::changed;
use super::{brought, fresh, is_shut, journal, row, sealed_under};
use crate::orders::{TOTALS, agreed, amendment, directive, grant, refused};
use crate::world::{Holder, NOW, World};

/// Unsealing by a grant.
fn by_grant(lock: &mut Lock<FakeHardware>, by: &Holder, carried: &CarriedGrant) -> Directive {
    let mut instruction = fresh(lock, Order::Unseal);
    instruction.grant = Some(carried.grant.id());
    let mut directive = directive(&instruction, by);
    directive.grant = Some(Box::new(carried.clone()));
    directive
}

fn used(
    lock: &mut Lock<FakeHardware>,
    by: &Holder,
    carried: &CarriedGrant,
) -> Result<Outcome, Refusal> {
    let directive = by_grant(lock, by, carried);
    brought(lock, &directive)
}

/// KZ's supervisors are not among those whom the policy admits; a grant lets one of them.
fn unsealing(
    world: &World,
    lock: &Lock<FakeHardware>,
    change: impl FnOnce(&mut Grant),
) -> CarriedGrant {
    let holder = &world.kz.supervisor;
    grant(world, lock, holder, &[OrderKind::Unseal], change)
}

#[test]
fn a_grant_is_used_once() {
    let world = World::new();
    let mut lock = world.sealed();
    let supervisor = &world.kz.supervisor;
    let carried = unsealing(&world, &lock, |_| {});
    let first = by_grant(&mut lock, supervisor, &carried);
    let outcome = brought(&mut lock, &first);
    assert!(matches!(outcome, Ok(Outcome::Ended { .. })));
    lock.hardware_mut().advance(Seconds::new(60));
    lock.tick().unwrap();
    assert!(is_shut(&lock));
    // The same order has its outcome; another one has no grant any more, now or after a restart.
    assert_eq!(brought(&mut lock, &first), outcome);
    let spent = refused(RefusalReason::GrantUsed);
    assert_eq!(used(&mut lock, supervisor, &carried), spent);
    let mut other_signature = carried.clone();
    other_signature.grant = changed(&carried.grant);
    assert_eq!(used(&mut lock, supervisor, &other_signature), spent);
    let mut lock = super::start_again(lock);
    assert_eq!(used(&mut lock, supervisor, &carried), spent);
    assert!(is_shut(&lock));
    // Another grant for the same is another.
    let another = unsealing(&world, &lock, |grant| grant.number = GrantId([5; 16]));
    assert!(used(&mut lock, supervisor, &another).is_ok());
    let named = |event: &Event| matches!(event, Event::GrantUsed { .. });
    let journal = journal(&mut lock, &world);
    assert_eq!(journal.iter().filter(|e| named(&e.event)).count(), 2);
}

#[test]
fn a_grant_for_anything_else_does_not_fit() {
    let world = World::new();
    let mut lock = world.sealed();
    let supervisor = &world.kz.supervisor;
    let others: [fn(&mut Grant, &World); 7] = [
        |grant, _| grant.lock = "RSLA00000099".parse().unwrap(),
        |grant, _| grant.cycle = grant.cycle.next(),
        |grant, _| grant.cycle = SealCycle(0),
        |grant, world| grant.holder = world.kz.second.chain.leaf.id(),
        |grant, world| grant.holder = world.cn.officer.chain.leaf.id(),
        |grant, _| grant.place = "CNCKG".parse().unwrap(),
        |grant, _| {
            grant.orders = vec![OrderKind::Reseal, OrderKind::Deactivate]
                .try_into()
                .unwrap()
        },
    ];
    for change in others {
        let carried = unsealing(&world, &lock, |grant| change(grant, &world));
        assert_eq!(
            used(&mut lock, supervisor, &carried),
            refused(RefusalReason::GrantDoesNotFit)
        );
    }
    // Somebody else's, as it is.
    let carried = unsealing(&world, &lock, |_| {});
    let thief = &world.kz.officer;
    assert_eq!(
        used(&mut lock, thief, &carried),
        refused(RefusalReason::GrantDoesNotFit)
    );
    assert!(is_shut(&lock));
}

#[test]
fn a_stale_grant_and_one_that_is_not_yet_in_time_are_refused() {
    let world = World::new();
    let mut lock = world.sealed();
    for (from, until) in [(-10, -1), (1, 10)] {
        let at = |days: i64| match u64::try_from(days) {
            Ok(later) => NOW.plus(Seconds::days(later)),
            Err(_) => NOW.minus(Seconds::days(days.unsigned_abs())),
        };
        let validity = Validity {
            from: at(from),
            until: at(until),
        };
        let carried = unsealing(&world, &lock, |grant| grant.validity = validity);
        assert_eq!(
            used(&mut lock, &world.kz.supervisor, &carried),
            refused(RefusalReason::NotInTime)
        );
    }
    // In time, where nobody can tell the time.
    let carried = unsealing(&world, &lock, |_| {});
    lock.hardware_mut().wall_clock = None;
    assert_eq!(
        used(&mut lock, &world.kz.supervisor, &carried),
        refused(RefusalReason::CannotSay)
    );
    assert!(is_shut(&lock));
}

#[test]
fn a_forged_grant_and_one_of_another_administration_are_refused() {
    let world = World::new();
    let mut lock = world.sealed();
    let supervisor = &world.kz.supervisor;
    let ours = unsealing(&world, &lock, |_| {});
    let says = Grant {
        number: GrantId([6; 16]),
        lock: lock.id(),
        cycle: lock.cycle(),
        holder: supervisor.chain.leaf.id(),
        orders: vec![OrderKind::Unseal].try_into().unwrap(),
        place: "KZDOS".parse().unwrap(),
        validity: Validity {
            from: NOW.minus(Seconds::days(1)),
            until: NOW.plus(Seconds::days(1)),
        },
    };
    let signed = |by: &Holder, key: &Holder| CarriedGrant {
        grant: Signed::sign(&says, by.signer(), &key.key),
        issuer: by.chain.clone(),
    };
    let (cn, kz, xx) = (&world.cn, &world.kz, &world.xx);
    for (carried, reason) in [
        (signed(&cn.server, &kz.server), RefusalReason::NotGenuine),
        (
            signed(&kz.server, &kz.server),
            RefusalReason::GrantDoesNotFit,
        ),
        (signed(&xx.server, &xx.server), RefusalReason::NotRecognised),
        (signed(&cn.officer, &cn.officer), RefusalReason::NoRight),
        (signed(supervisor, supervisor), RefusalReason::NoRight),
    ] {
        assert_eq!(used(&mut lock, supervisor, &carried), refused(reason));
    }
    let mut swapped = ours.clone();
    swapped.issuer = cn.officer.chain.clone();
    assert_eq!(
        used(&mut lock, supervisor, &swapped),
        refused(RefusalReason::NotGenuine)
    );
    // The server's own certificate withdrawn.
    let newer = cn.revocation_list(2, &[&cn.revoked, &cn.server]);
    let mut phone = crate::orders::phone(&mut lock);
    let renewed = phone.ask(&mut lock, Call::RenewRevocations(Box::new(newer)));
    assert_eq!(renewed, Ok(Answer::Renewed));
    assert_eq!(
        used(&mut lock, supervisor, &ours),
        refused(RefusalReason::Revoked)
    );
    assert!(is_shut(&lock));
}

#[test]
fn a_grant_is_the_one_that_the_instruction_names() {
    let world = World::new();
    let mut lock = world.sealed();
    let supervisor = &world.kz.supervisor;
    let carried = unsealing(&world, &lock, |_| {});
    let another = unsealing(&world, &lock, |grant| grant.number = GrantId([5; 16]));
    let does_not_fit = refused(RefusalReason::GrantDoesNotFit);

    let mut left_out = by_grant(&mut lock, supervisor, &carried);
    left_out.grant = None;
    assert_eq!(brought(&mut lock, &left_out), does_not_fit);
    let mut exchanged = by_grant(&mut lock, supervisor, &carried);
    exchanged.grant = Some(Box::new(another));
    assert_eq!(brought(&mut lock, &exchanged), does_not_fit);
    let instruction = fresh(&mut lock, Order::Unseal);
    let mut slipped_in = directive(&instruction, supervisor);
    slipped_in.grant = Some(Box::new(carried));
    assert_eq!(brought(&mut lock, &slipped_in), does_not_fit);
    assert!(is_shut(&lock));
}

#[test]
fn a_grant_stands_in_for_role_and_station_only() {
    let world = World::new();
    let (cn, kz) = (&world.cn, &world.kz);
    let here = Some("KZDOS".parse().unwrap());
    let mut lock = sealed_under(&world, vec![row(kz, Role::Officer, here)], 2);
    let unseals = [OrderKind::Unseal];
    let mut tried = |holder: &Holder, others: &[&Holder]| {
        let carried = grant(&world, &lock, holder, &unseals, |_| {});
        let directive = by_grant(&mut lock, holder, &carried);
        brought(&mut lock, &agreed(directive, others))
    };
    // Not for the quorum, not for a co-signer, not for the right, not for standing.
    assert_eq!(
        tried(&kz.supervisor, &[]),
        refused(RefusalReason::QuorumNotMet)
    );
    assert_eq!(
        tried(&kz.officer, &[&kz.supervisor]),
        refused(RefusalReason::NotAdmitted)
    );
    assert_eq!(
        tried(&kz.staff, &[&kz.officer]),
        refused(RefusalReason::NoRight)
    );
    assert_eq!(
        tried(&kz.revoked, &[&kz.officer]),
        refused(RefusalReason::Revoked)
    );
    assert_eq!(
        tried(&kz.expired, &[&kz.officer]),
        refused(RefusalReason::NotInTime)
    );
    // Not for an administration that no row names.
    assert_eq!(
        tried(&cn.officer, &[&kz.officer]),
        refused(RefusalReason::NotAdmitted)
    );
    assert!(tried(&kz.supervisor, &[&kz.officer]).is_ok());
}

#[test]
fn power_cut_before_the_acceptance_leaves_the_grant_unused() {
    let world = World::new();
    let sealed = world.sealed().into_hardware();
    let supervisor = &world.kz.supervisor;
    let (mut unused, mut spent) = (0, 0);
    for write in 0..8 {
        for torn in [Torn::Clean, Torn::After(40), Torn::After(usize::MAX)] {
            let mut lock = Lock::start(sealed.clone()).unwrap();
            let carried = unsealing(&world, &lock, |_| {});
            let directive = by_grant(&mut lock, supervisor, &carried);
            lock.hardware_mut().cut_power_after(write, torn);
            let _ = brought(&mut lock, &directive);
            let mut lock = super::start_again(lock);
            let entries = journal(&mut lock, &world);
            let accepted = entries.iter().any(|e| e.event == Event::UnsealAccepted);
            lock.hardware_mut().advance(Seconds::new(60));
            lock.tick().unwrap();
            assert!(is_shut(&lock), "{write} {torn:?}");
            let again = used(&mut lock, supervisor, &carried);
            if accepted {
                assert_eq!(again, refused(RefusalReason::GrantUsed), "{write} {torn:?}");
                spent += 1;
            } else {
                assert!(again.is_ok(), "{write} {torn:?}");
                unused += 1;
            }
        }
    }
    assert!(unused > 3 && spent > 3, "{unused} {spent}");
}

#[test]
fn a_grant_is_used_up_by_an_order_that_others_agree_to_and_by_one_that_only_takes_note() {
    let world = World::new();
    let kz = &world.kz;
    let mut lock = sealed_under(&world, vec![row(kz, Role::Officer, None)], 2);
    let supervisor = &kz.supervisor;
    let carried = unsealing(&world, &lock, |_| {});
    let joined = agreed(
        by_grant(&mut lock, supervisor, &carried),
        &[&kz.officer, &kz.second],
    );
    assert!(brought(&mut lock, &joined).is_ok());
    lock.hardware_mut().advance(Seconds::new(60));
    lock.tick().unwrap();
    let again = agreed(by_grant(&mut lock, supervisor, &carried), &[&kz.officer]);
    assert_eq!(
        brought(&mut lock, &again),
        refused(RefusalReason::GrantUsed)
    );

    let mut lock = world.sealed();
    let carried = grant(&world, &lock, supervisor, &[OrderKind::Amend], |_| {});
    let mut previous = None;
    let mut amend = |lock: &mut Lock<FakeHardware>| {
        let change = amendment(lock, lock.cycle(), TOTALS, previous, Vec::new());
        let signed = Signed::sign(&change, supervisor.signer(), &supervisor.key);
        previous = Some(signed.id());
        let mut instruction = fresh(
            lock,
            Order::Amend {
                amendment: signed.id(),
            },
        );
        instruction.grant = Some(carried.grant.id());
        let mut amending = directive(&instruction, supervisor);
        amending.grant = Some(Box::new(carried.clone()));
        amending.amendment = Some(Box::new(signed));
        brought(lock, &amending)
    };
    assert!(amend(&mut lock).is_ok());
    assert_eq!(amend(&mut lock), refused(RefusalReason::GrantUsed));
}
