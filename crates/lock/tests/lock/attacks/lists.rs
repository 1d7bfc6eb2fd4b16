//! Newer lists, brought by anybody: what they must do at once, and what nobody can do by them.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{Event, ListKind, RefusalReason};
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Seconds;
use railseal_protocol::trust::CarriedRevocations;

use super::changed_signature::changed;
use super::{brought, is_shut, journal, ordered, sealed_under, start_again};
use crate::orders::{order, phone, refused};
use crate::world::{SCOPES, World};

fn bring(lock: &mut Lock<FakeHardware>, list: &CarriedRevocations) -> Result<Answer, Refusal> {
    phone(lock).ask(lock, Call::RenewRevocations(Box::new(list.clone())))
}

fn not_taken(reason: RefusalReason) -> Result<Answer, Refusal> {
    Err(Refusal::NotObeyed(reason))
}

#[test]
fn a_revoked_officer_is_refused_from_then_on_and_after_a_restart() {
    let world = World::new();
    let mut lock = world.sealed();
    let officer = &world.kz.officer;
    let newer = world.kz.revocation_list(2, &[&world.kz.revoked, officer]);
    let before = ordered(&mut lock, officer, Order::Unseal);
    assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
    let revoked = refused(RefusalReason::Revoked);
    assert_eq!(brought(&mut lock, &before), revoked);
    let mut lock = start_again(lock);
    assert_eq!(order(&mut lock, officer, &[], Order::Unseal), revoked);
    // Nor does a lost clock bring them back: of a peer's people, and of the owner's.
    lock.hardware_mut().wall_clock = None;
    assert_eq!(order(&mut lock, officer, &[], Order::Unseal), revoked);
    let owners = Order::SetClock {
        to: crate::world::NOW,
    };
    assert_eq!(
        order(&mut lock, &world.cn.revoked, &[], owners),
        refused(RefusalReason::Revoked)
    );
    assert!(is_shut(&lock));
    assert!(order(&mut lock, &world.cn.officer, &[], owners).is_ok());
    assert!(order(&mut lock, &world.kz.second, &[], Order::Unseal).is_ok());
}

#[test]
fn power_cut_in_the_middle_of_a_renewal_leaves_one_list_whole() {
    let world = World::new();
    let sealed = world.sealed().into_hardware();
    let officer = &world.kz.officer;
    let newer = world.kz.revocation_list(2, &[&world.kz.revoked, officer]);
    let newest = world.kz.revocation_list(3, &[officer]);
    let (mut old, mut new) = (0, 0);
    for again in [false, true] {
        for write in 0..4 {
            for torn in [
                Torn::Clean,
                Torn::After(5),
                Torn::After(16),
                Torn::After(200),
                Torn::After(usize::MAX),
            ] {
                let mut lock = Lock::start(sealed.clone()).unwrap();
                if again {
                    assert!(bring(&mut lock, &newer).is_ok());
                }
                lock.hardware_mut().cut_power_after(write, torn);
                let last = if again { &newest } else { &newer };
                let told = bring(&mut lock, last);
                let mut lock = start_again(lock);
                let at_officer = order(&mut lock, officer, &[], Order::Unseal);
                let is_revoked = at_officer == refused(RefusalReason::Revoked);
                // Once it says so, it is so; and what was taken before stays taken.
                assert!(is_revoked || (told.is_err() && !again), "{write} {torn:?}");
                if is_revoked {
                    new += 1;
                } else {
                    old += 1;
                    lock.hardware_mut().advance(Seconds::new(60));
                    lock.tick().unwrap();
                }
                assert_eq!(bring(&mut lock, last), Ok(Answer::Renewed));
                assert_eq!(
                    order(&mut lock, officer, &[], Order::Unseal),
                    refused(RefusalReason::Revoked)
                );
            }
        }
    }
    assert!(old > 2 && new > 2, "{old} {new}");
}

#[test]
fn a_list_rolled_back_or_beside_the_one_that_is_held_is_refused() {
    let world = World::new();
    let mut lock = world.sealed();
    let kz = &world.kz;
    let newer = kz.revocation_list(3, &[&kz.revoked, &kz.officer]);
    assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
    let does_not_fit = not_taken(RefusalReason::DoesNotFit);
    for rolled_back in [
        kz.revocation_list(1, &[&kz.revoked]),
        kz.revocation_list(2, &[]),
    ] {
        assert_eq!(bring(&mut lock, &rolled_back), does_not_fit);
    }
    let beside = kz.revocation_list(3, &[]);
    assert_eq!(bring(&mut lock, &beside), does_not_fit);
    let recognition = world.cn.recognition_list(2, kz, &SCOPES);
    let call = |list| Call::RenewRecognition(Box::new(list));
    let mut phone = phone(&mut lock);
    assert!(phone.ask(&mut lock, call(recognition)).is_ok());
    let older = world.cn.recognition_list(1, kz, &SCOPES);
    assert_eq!(phone.ask(&mut lock, call(older)), does_not_fit);
    let mut lock = start_again(lock);
    assert_eq!(bring(&mut lock, &kz.revocation_list(2, &[])), does_not_fit);
    assert_eq!(
        order(&mut lock, &kz.officer, &[], Order::Unseal),
        refused(RefusalReason::Revoked)
    );
}

#[test]
fn one_administrations_list_touches_no_other() {
    let world = World::new();
    let (cn, kz, xx) = (&world.cn, &world.kz, &world.xx);
    let rows = vec![
        super::row(cn, railseal_protocol::rights::Role::Officer, None),
        super::row(kz, railseal_protocol::rights::Role::Officer, None),
    ];
    let mut lock = sealed_under(&world, rows, 1);
    // KZ's newest list names CN's officer: that is not for KZ to say.
    let meddling = kz.revocation_list(9, &[&cn.officer, &cn.second]);
    assert_eq!(bring(&mut lock, &meddling), Ok(Answer::Renewed));
    // It also withdrew the withdrawal of KZ's own, as is for KZ to say; CN's stay withdrawn.
    assert_eq!(
        order(&mut lock, &cn.revoked, &[], Order::Unseal),
        refused(RefusalReason::Revoked)
    );
    // CN's list, signed by KZ's signer; and that of somebody whom nobody recognises.
    let mut claimed = cn.revocation_list(9, &[]);
    claimed.signer = kz.revocation_list(9, &[]).signer;
    assert_eq!(
        bring(&mut lock, &claimed),
        not_taken(RefusalReason::NotGenuine)
    );
    assert_eq!(
        bring(&mut lock, &xx.revocation_list(9, &[])),
        not_taken(RefusalReason::NotRecognised)
    );
    // A recognition list is the owner's root's, and nobody else's.
    let of_kz = kz.recognition_list(9, cn, &SCOPES);
    let call = Call::RenewRecognition(Box::new(of_kz));
    let answer = phone(&mut lock).ask(&mut lock, call);
    assert_eq!(answer, not_taken(RefusalReason::NotGenuine));
    assert!(order(&mut lock, &cn.officer, &[], Order::Unseal).is_ok());
}

#[test]
fn a_scope_withdrawn_by_the_owners_list_is_withdrawn_at_once() {
    let world = World::new();
    let mut lock = world.sealed();
    let narrower = [Scope::Locks, Scope::Documents, Scope::Inspections];
    let list = world.cn.recognition_list(2, &world.kz, &narrower);
    let call = Call::RenewRecognition(Box::new(list));
    assert_eq!(phone(&mut lock).ask(&mut lock, call), Ok(Answer::Renewed));
    let not_recognised = refused(RefusalReason::NotRecognised);
    let officer = &world.kz.officer;
    assert_eq!(
        order(&mut lock, officer, &[], Order::Unseal),
        not_recognised
    );
    let mut lock = start_again(lock);
    assert_eq!(
        order(&mut lock, officer, &[], Order::Unseal),
        not_recognised
    );
    // What needs another scope goes on.
    let others = [&world.kz.staff];
    assert!(order(&mut lock, officer, &others, Order::HandOver).is_ok());
}

#[test]
fn a_held_list_under_a_changed_signature_writes_nothing() {
    let world = World::new();
    let mut lock = world.sealed();
    let newer = world.kz.revocation_list(2, &[&world.kz.revoked]);
    assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
    let (writes, length) = (lock.hardware().writes(), lock.journal().length);
    let mut list = newer;
    for _ in 0..6 {
        list.list = changed(&list.list);
        assert_eq!(bring(&mut lock, &list), Ok(Answer::Renewed));
        list.signer.leaf = changed(&list.signer.leaf);
        assert_eq!(bring(&mut lock, &list), Ok(Answer::Renewed));
    }
    let recognition = world.cn.recognition_list(1, &world.kz, &SCOPES);
    let call = Call::RenewRecognition(Box::new(changed(&recognition)));
    assert_eq!(phone(&mut lock).ask(&mut lock, call), Ok(Answer::Renewed));
    assert_eq!(lock.hardware().writes(), writes);
    assert_eq!(lock.journal().length, length);
}

#[test]
fn lists_brought_before_a_sealing_are_told_after_it() {
    let world = World::new();
    let mut lock = world.lock();
    let sealing = world.order(&lock, &[]);
    for version in [2, 3] {
        let newer = world.kz.revocation_list(version, &[&world.kz.revoked]);
        assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
    }
    // The manifest was made out before they came, and still fits.
    lock.seal(&sealing).unwrap();
    let newer = world.cn.revocation_list(2, &[&world.cn.revoked]);
    assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
    assert_eq!(
        told(&mut lock, &world),
        [(world.kz.code, 3), (world.cn.code, 2)]
    );
}

#[test]
fn a_list_is_told_once_however_often_the_lock_starts() {
    let world = World::new();
    let mut lock = world.lock();
    let before = world.kz.revocation_list(2, &[&world.kz.revoked]);
    assert_eq!(bring(&mut lock, &before), Ok(Answer::Renewed));
    let mut lock = start_again(lock);
    lock.seal(&world.order(&lock, &[])).unwrap();
    let after = world.cn.revocation_list(2, &[&world.cn.revoked]);
    assert_eq!(bring(&mut lock, &after), Ok(Answer::Renewed));
    let mut lock = start_again(start_again(lock));
    assert_eq!(
        told(&mut lock, &world),
        [(world.kz.code, 2), (world.cn.code, 2)]
    );
}

/// The revocation lists that the journal tells of: whose, and which version.
fn told(lock: &mut Lock<FakeHardware>, world: &World) -> Vec<(Administration, u32)> {
    let entries = journal(lock, world).into_iter();
    let told = entries.filter_map(|entry| match entry.event {
        Event::ListTaken {
            administration,
            kind: ListKind::Revocation,
            version,
        } => Some((administration, version.0)),
        _ => None,
    });
    told.collect()
}

#[test]
fn an_expired_list_brings_nobody_back() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().advance(Seconds::days(61));
    let officer = &world.kz.officer;
    assert_eq!(
        order(&mut lock, officer, &[], Order::Unseal),
        refused(RefusalReason::CannotSay)
    );
    assert_eq!(
        order(&mut lock, &world.kz.revoked, &[], Order::Unseal),
        refused(RefusalReason::Revoked)
    );
    assert!(is_shut(&lock));
}

#[test]
fn the_newest_list_is_the_one_after_every_restart() {
    let world = World::new();
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let mut lock = world.sealed();
    for version in 2..7 {
        let (revoked, other) = if version % 2 == 0 {
            (officer, second)
        } else {
            (second, officer)
        };
        let newer = world.kz.revocation_list(version, &[revoked]);
        assert_eq!(bring(&mut lock, &newer), Ok(Answer::Renewed));
        lock = start_again(lock);
        assert_eq!(
            order(&mut lock, revoked, &[], Order::Unseal),
            refused(RefusalReason::Revoked),
            "{version}"
        );
        assert!(
            order(&mut lock, other, &[], Order::Unseal).is_ok(),
            "{version}"
        );
        lock.hardware_mut().advance(Seconds::new(60));
        lock.tick().unwrap();
    }
}
