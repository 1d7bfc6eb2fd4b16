//! What a lock holds an order against before it seals.

use railseal_lock::hardware::{Bolt, Lever};
use railseal_lock::sealing::Signatory;
use railseal_lock::{SealError, SealOrder};
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{Event, JournalHead};
use railseal_protocol::manifest::{Chunk, Manifest};
use railseal_protocol::statement::{Id, Signed, StatementError};
use railseal_protocol::status::{LockState, SealCycle, TamperCount};
use railseal_protocol::time::Seconds;
use railseal_protocol::trust::Standing;

use crate::phone::journal_of;
use crate::world::{Holder, NOW, World, documents};

/// Why a lock in stock refuses, after nothing was touched.
fn refusal(make: impl FnOnce(&World, SealOrder) -> SealOrder) -> SealError {
    refusal_of(|_| {}, make)
}

fn refusal_of(
    change: impl FnOnce(&mut Manifest),
    make: impl FnOnce(&World, SealOrder) -> SealOrder,
) -> SealError {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order_with(&lock, &documents(300, 100), change, |_| {});
    let (head, writes) = (lock.journal(), lock.hardware().writes());
    let error = lock.seal(&make(&world, order)).unwrap_err();
    assert!(!error.may_have_happened());
    assert_eq!((lock.journal(), lock.hardware().writes()), (head, writes));
    assert_eq!(lock.hardware().bolt, Bolt::Free);
    assert_eq!(lock.state(), LockState::InStock);
    error
}

fn issued_by(world: &World, who: &Holder, mut order: SealOrder) -> SealOrder {
    let issuer = world
        .cn
        .trust(&world.kz)
        .verify(&order.sealing.issuer)
        .unwrap();
    let manifest = issuer.verify(&order.sealing.manifest).unwrap();
    order.sealing.manifest = Signed::sign(&*manifest, who.signer(), &who.key);
    order.sealing.issuer = who.chain.clone();
    order
}

/// The same order by another sealer, with a manifest that names that policy.
fn sealed_by(world: &World, who: &Holder, mut order: SealOrder) -> SealOrder {
    let sealer = world
        .cn
        .trust(&world.kz)
        .verify(&order.sealing.sealer)
        .unwrap();
    let policy = sealer.verify(&order.sealing.policy).unwrap();
    order.sealing.policy = Signed::sign(&*policy, who.signer(), &who.key);
    order.sealing.sealer = who.chain.clone();
    let issuer = world
        .cn
        .trust(&world.kz)
        .verify(&order.sealing.issuer)
        .unwrap();
    let mut manifest = (*issuer.verify(&order.sealing.manifest).unwrap()).clone();
    manifest.policy = order.sealing.policy.id();
    let by = &world.cn.issuer;
    order.sealing.manifest = Signed::sign(&manifest, by.signer(), &by.key);
    order
}

#[test]
fn what_the_manifest_names_must_be_what_is() {
    let same = |_: &World, order| order;
    let other = "RSLA00000099".parse().unwrap();
    assert!(matches!(
        refusal_of(|m| m.lock = other, same),
        SealError::OtherLock { got, .. } if got == other
    ));
    assert_eq!(
        refusal_of(|m| m.cycle = SealCycle(2), same),
        SealError::OtherCycle {
            expected: SealCycle(1),
            got: SealCycle(2)
        }
    );
    assert_eq!(
        refusal_of(|m| m.tampers = TamperCount(1), same),
        SealError::OtherTampers {
            expected: TamperCount(0),
            got: TamperCount(1)
        }
    );
    let nothing = JournalHead::of_nothing(&other);
    assert!(matches!(
        refusal_of(|m| m.journal = nothing, same),
        SealError::OtherJournal { got, .. } if got == nothing
    ));
    let policy = Id::from_hash(Hash::from_bytes([1; 32]));
    assert!(matches!(
        refusal_of(|m| m.policy = policy, same),
        SealError::OtherPolicy { expected, .. } if expected == policy
    ));
    let manifest = Id::from_hash(Hash::from_bytes([1; 32]));
    assert_eq!(
        refusal_of(|m| m.previous = Some(manifest), same),
        SealError::OtherPrevious {
            expected: None,
            got: Some(manifest)
        }
    );
}

#[test]
fn every_document_must_be_whole() {
    assert_eq!(
        refusal(|_, mut order| {
            order.documents.pop();
            order
        }),
        SealError::DocumentCount {
            expected: 2,
            got: 1
        }
    );
    assert_eq!(
        refusal(|_, mut order| {
            order.documents[0].pop();
            order
        }),
        SealError::ChunkCount {
            document: 0,
            expected: 3,
            got: 2
        }
    );
    let change = |byte: fn(&mut Vec<u8>)| {
        move |_: &World, mut order: SealOrder| {
            let mut bytes = order.documents[0][1].to_vec();
            byte(&mut bytes);
            order.documents[0][1] = Chunk::try_from(bytes).unwrap();
            order
        }
    };
    assert_eq!(
        refusal(change(|bytes| bytes.push(0))),
        SealError::DocumentLength {
            document: 0,
            expected: 300,
            got: 301
        }
    );
    assert!(matches!(
        refusal(change(|bytes| bytes[50] ^= 1)),
        SealError::OtherChunk {
            address: ChunkAddress {
                document: 0,
                chunk: 1
            },
            ..
        }
    ));
}

#[test]
fn whoever_signed_must_count() {
    assert!(matches!(
        refusal(|w, order| issued_by(w, &w.xx.issuer, order)),
        SealError::Chain {
            who: Signatory::Issuer,
            ..
        }
    ));
    assert_eq!(
        refusal(|w, order| issued_by(w, &w.cn.officer, order)),
        SealError::Statement {
            who: Signatory::Issuer,
            error: StatementError::NoRight
        }
    );
    assert!(matches!(
        refusal(|w, order| sealed_by(w, &w.cn.revoked, order)),
        SealError::Standing {
            who: Signatory::Sealer,
            standing: Standing::Revoked(_)
        }
    ));
    assert_eq!(
        refusal(|w, order| sealed_by(w, &w.cn.expired, order)),
        SealError::Standing {
            who: Signatory::Sealer,
            standing: Standing::Expired
        }
    );
    // KZ is recognised, for unsealing too; but only the owner seals.
    assert_eq!(
        refusal(|w, order| sealed_by(w, &w.kz.officer, order)),
        SealError::NotTheOwner {
            expected: "CN".parse().unwrap(),
            got: "KZ".parse().unwrap()
        }
    );
    assert_eq!(
        refusal(|w, order| sealed_by(w, &w.cn.staff, order)),
        SealError::Statement {
            who: Signatory::Sealer,
            error: StatementError::NoRight
        }
    );
}

#[test]
fn a_policy_must_name_somebody() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order_with(&lock, &[], |_| {}, |policy| policy.quorum = 0);
    assert_eq!(
        lock.seal(&order),
        Err(SealError::PolicyWithoutSense { rows: 1, quorum: 0 })
    );
}

#[test]
fn a_recognised_issuer_of_another_administration_counts() {
    let world = World::new();
    let mut lock = world.lock();
    let order = issued_by(&world, &world.kz.issuer, world.order(&lock, &[]));
    assert_eq!(lock.seal(&order), Ok(SealCycle(1)));
}

#[test]
fn a_lock_without_the_time_is_not_sealed() {
    let world = World::new();
    for clock in [None, Some(NOW.minus(Seconds::days(3)))] {
        let mut lock = world.lock();
        lock.hardware_mut().wall_clock = clock;
        lock.tick().unwrap();
        let order = world.order(&lock, &[]);
        assert!(matches!(lock.seal(&order), Err(SealError::Clock(_))));
    }
}

#[test]
fn the_lever_must_be_in() {
    let world = World::new();
    let mut lock = world.lock();
    lock.hardware_mut().lever = Lever::Out;
    let order = world.order(&lock, &[]);
    let error = lock.seal(&order).unwrap_err();
    assert_eq!(error, SealError::Lever(Lever::Out));
    assert!(error.worth_a_retry());
    lock.hardware_mut().lever = Lever::In;
    assert_eq!(lock.seal(&order), Ok(SealCycle(1)));
}

#[test]
fn a_stuck_motor_is_a_failed_sealing_that_can_be_tried_again() {
    let world = World::new();
    let mut lock = world.lock();
    lock.hardware_mut().motor = railseal_lock::fake::Motor::Stuck;
    let order = world.order(&lock, &[]);
    assert_eq!(lock.seal(&order), Err(SealError::NotHeld));
    assert_eq!((lock.state(), lock.manifest()), (LockState::InStock, None));
    lock.hardware_mut().motor = railseal_lock::fake::Motor::Runs;
    assert!(matches!(
        lock.seal(&order),
        Err(SealError::OtherJournal { .. })
    ));
    let order = world.order(&lock, &[]);
    assert_eq!(lock.seal(&order), Ok(SealCycle(1)));
    let journal = journal_of(&mut lock, &world.cn.officer, &world.cn.trust(&world.kz));
    let events: Vec<_> = journal.iter().map(|entry| &entry.event).collect();
    assert!(matches!(
        events[..],
        [
            Event::Commissioned,
            Event::Bound(_),
            Event::DocumentsWritten,
            Event::SealAccepted { .. },
            Event::MotorStuck,
            Event::SealFailed,
            Event::DocumentsWritten,
            Event::SealAccepted { .. },
            Event::Sealed { .. },
        ]
    ));
}

#[test]
fn a_sealed_lock_is_not_sealed_again() {
    let world = World::new();
    let mut lock = world.sealed();
    let order = world.order(&lock, &[]);
    assert_eq!(lock.seal(&order), Err(SealError::State(LockState::Sealed)));
}
