//! Newer lists, cut off from power: what was answered for is held, and what is held is told, once.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{ListKind, RefusalReason};
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::status::LockState;

use super::cutting::{NONE_OR_ALL, TEARS};
use super::happenings::{Back, at_every_write_of};
use super::scenes::{self, Attempt};
use crate::orders::{order, phone, refused};
use crate::small;
use crate::world::{SCOPES, World};

type Answers = [Result<Answer, Refusal>; 3];

/// The owner's recognition list, another administration's revocations, and the owner's own.
fn bring_all(world: &World, lock: &mut Lock<FakeHardware>) -> Answers {
    let (cn, kz) = (&world.cn, &world.kz);
    let recognition = cn.recognition_list(2, kz, &SCOPES);
    let theirs = kz.revocation_list(4, &[&kz.revoked, &kz.second]);
    let own = cn.revocation_list(3, &[&cn.revoked]);
    let mut phone = phone(lock);
    [
        Call::RenewRecognition(Box::new(recognition)),
        Call::RenewRevocations(Box::new(theirs)),
        Call::RenewRevocations(Box::new(own)),
    ]
    .map(|call| phone.ask(lock, call))
}

/// What was answered for is there: it is not written again.
fn bring_again(back: &mut Back<'_>, answered: &Answers) {
    let written = back.lock.hardware().writes();
    let taken = answered.iter().filter(|answer| answer.is_ok()).count();
    assert!(
        answered[..taken]
            .iter()
            .all(|answer| *answer == Ok(Answer::Renewed))
    );
    assert!(
        answered[taken..]
            .iter()
            .all(|answer| *answer == Err(Refusal::Fault))
    );
    let again = bring_all(&back.stage.world, &mut back.lock);
    assert!(again.iter().all(|answer| *answer == Ok(Answer::Renewed)));
    // Each takes an erasure and a record, and an entry once the lock is sealed.
    let more = back.lock.hardware().writes() - written;
    assert!(
        more as usize <= 3 * (3 - taken),
        "{more} writes for {} lists",
        3 - taken
    );
    let kz = &back.stage.world.kz;
    let older = kz.revocation_list(3, &[]);
    let rolled_back = Call::RenewRevocations(Box::new(older));
    let refused = Err(Refusal::NotObeyed(RefusalReason::DoesNotFit));
    assert_eq!(
        phone(&mut back.lock).ask(&mut back.lock, rolled_back),
        refused
    );
    let second = order(&mut back.lock, &kz.second, &[], Order::Unseal);
    match back.lock.state() {
        LockState::Sealed => assert_eq!(second, self::refused(RefusalReason::Revoked)),
        _ => assert_eq!(second, self::refused(RefusalReason::WrongState)),
    }
}

/// Each is told once, by its version.
fn are_told(back: &mut Back<'_>) {
    let (cn, kz) = (back.stage.world.cn.code, back.stage.world.kz.code);
    let told = back.ledger().lists;
    let all = [
        (cn, ListKind::Recognition, ListVersion(2)),
        (kz, ListKind::Revocation, ListVersion(4)),
        (cn, ListKind::Revocation, ListVersion(3)),
    ];
    assert_eq!(told.len(), all.len(), "{told:?}");
    assert!(all.iter().all(|list| told.contains(list)), "{told:?}");
}

#[test]
fn lists_of_a_sealed_lock_are_told_once() {
    at_every_write_of(&TEARS, small::sealed, bring_all, |back, answered| {
        bring_again(back, answered);
        are_told(back);
    });
}

#[test]
fn lists_of_a_lock_in_stock_are_told_once_it_is_sealed() {
    at_every_write_of(&TEARS, small::in_stock, bring_all, |back, answered| {
        bring_again(back, answered);
        assert_eq!(back.ledger().lists, []);
        let sealed = (scenes::SEAL.attempt)(&back.stage.world, &mut back.lock, 0);
        assert!(matches!(sealed, Attempt::Ordered { answer: Ok(_), .. }));
        are_told(back);
    });
}

#[test]
fn lists_that_a_sealing_tells_of_are_told_once_wherever_it_is_cut_off() {
    at_every_write_of(
        &NONE_OR_ALL,
        |world| {
            let mut lock = small::in_stock(world);
            let answered = bring_all(world, &mut lock);
            assert!(answered.iter().all(|answer| answer.is_ok()));
            lock
        },
        |world, lock| drop((scenes::SEAL.attempt)(world, lock, 0)),
        |back, ()| {
            if back.lock.state() != LockState::Sealed {
                let sealed = (scenes::SEAL.attempt)(&back.stage.world, &mut back.lock, 0);
                assert!(matches!(sealed, Attempt::Ordered { answer: Ok(_), .. }));
            }
            are_told(back);
        },
    );
}
