//! Sealings written by one person and ordered, or gone on with, by another.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Lock, SealOrder};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Refusal};
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Instruction, Order, Outcome};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::Chunk;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::Id;
use railseal_protocol::status::LockState;

use super::{brought, fresh, is_shut, present, row};
use crate::orders::{directive, refused};
use crate::phone::Phone;
use crate::world::{Holder, World, documents};

fn not_obeyed(reason: RefusalReason) -> Result<Answer, Refusal> {
    Err(Refusal::NotObeyed(reason))
}

fn begin(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
) -> Result<Answer, Refusal> {
    phone.ask(lock, Call::WriteSealing(Box::new(order.sealing.clone())))
}

fn write_chunk(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
    document: u8,
    chunk: u16,
) -> Result<Answer, Refusal> {
    let address = ChunkAddress { document, chunk };
    let chunk = order.documents[usize::from(document)][usize::from(chunk)].clone();
    phone.ask(lock, Call::WriteChunk { address, chunk })
}

fn write_all(lock: &mut Lock<FakeHardware>, by: &Holder, order: &SealOrder) {
    let mut phone = present(lock, by);
    assert!(begin(&mut phone, lock, order).is_ok());
    for (document, chunks) in (0..).zip(&order.documents) {
        for chunk in 0..chunks.len() {
            assert!(write_chunk(&mut phone, lock, order, document, chunk as u16).is_ok());
        }
    }
}

fn sealing(lock: &mut Lock<FakeHardware>, order: &SealOrder) -> Instruction {
    let manifest = order.sealing.manifest.id();
    let policy = order.sealing.policy.id();
    fresh(lock, Order::Seal { manifest, policy })
}

#[test]
fn a_sealing_written_by_one_officer_is_not_ordered_by_another() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &documents(300, 200));
    write_all(&mut lock, &world.cn.officer, &order);
    let instruction = sealing(&mut lock, &order);
    for (other, reason) in [
        (&world.cn.second, RefusalReason::NotAdmitted),
        // Another certificate of the same person is another sealer.
        (&world.cn.officers_tablet, RefusalReason::NotAdmitted),
        (&world.kz.officer, RefusalReason::NotAdmitted),
        (&world.cn.staff, RefusalReason::NoRight),
        (&world.cn.revoked, RefusalReason::Revoked),
        (&world.xx.officer, RefusalReason::NotRecognised),
    ] {
        let by_another = directive(&instruction, other);
        assert_eq!(brought(&mut lock, &by_another), refused(reason));
    }
    assert_eq!(lock.state(), LockState::InStock);
    let by_the_writer = directive(&sealing(&mut lock, &order), &world.cn.officer);
    let sealed = brought(&mut lock, &by_the_writer);
    assert!(matches!(sealed, Ok(Outcome::Ended { .. })), "{sealed:?}");
    assert!(is_shut(&lock));
}

#[test]
fn nobody_else_begins_a_sealing_or_goes_on_with_it() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &documents(300, 200));
    let mut stranger = crate::orders::phone(&mut lock);
    let presence_needed = Err(Refusal::PresenceNeeded);
    assert_eq!(begin(&mut stranger, &mut lock, &order), presence_needed);
    let mut staff = present(&mut lock, &world.cn.staff);
    assert_eq!(begin(&mut staff, &mut lock, &order), presence_needed);
    let not_admitted = not_obeyed(RefusalReason::NotAdmitted);
    for other in [&world.cn.second, &world.cn.supervisor, &world.kz.officer] {
        let mut phone = present(&mut lock, other);
        assert_eq!(begin(&mut phone, &mut lock, &order), not_admitted);
        assert_eq!(
            write_chunk(&mut phone, &mut lock, &order, 0, 0),
            not_obeyed(RefusalReason::WrongState)
        );
    }
    let mut officers = present(&mut lock, &world.cn.officer);
    assert!(begin(&mut officers, &mut lock, &order).is_ok());
    for other in [&world.cn.second, &world.kz.officer] {
        let mut phone = present(&mut lock, other);
        assert_eq!(
            write_chunk(&mut phone, &mut lock, &order, 0, 0),
            not_admitted
        );
        let inspection = world.digest(other, None);
        let call = Call::WriteInspection(Box::new(inspection));
        assert_eq!(phone.ask(&mut lock, call), not_admitted);
    }
    let mut staff = present(&mut lock, &world.cn.staff);
    assert_eq!(
        write_chunk(&mut staff, &mut lock, &order, 0, 0),
        presence_needed
    );
    // The writer goes on, on any connection.
    let mut again = present(&mut lock, &world.cn.officer);
    assert!(write_chunk(&mut again, &mut lock, &order, 0, 0).is_ok());
}

#[test]
fn a_forged_chunk_one_in_anothers_place_and_one_beyond_do_not_fit() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &documents(300, 200));
    let mut phone = present(&mut lock, &world.cn.officer);
    assert!(begin(&mut phone, &mut lock, &order).is_ok());
    let first = order.documents[0][0].clone();
    let mut bytes = first.to_vec();
    bytes[17] ^= 1;
    let forged = Chunk::try_from(bytes).unwrap();
    for (document, chunk, bytes) in [
        (0, 0, forged),
        (0, 1, first.clone()),
        (1, 0, first.clone()),
        (0, 2, first.clone()),
        (2, 0, first),
    ] {
        let address = ChunkAddress { document, chunk };
        let call = Call::WriteChunk {
            address,
            chunk: bytes,
        };
        assert_eq!(
            phone.ask(&mut lock, call),
            not_obeyed(RefusalReason::DoesNotFit)
        );
    }
}

#[test]
fn an_unfinished_sealing_and_one_for_another_container_are_refused() {
    let world = World::new();
    let mut lock = world.lock();
    let officer = &world.cn.officer;
    let order = world.order(&lock, &documents(300, 200));
    let incomplete = refused(RefusalReason::Incomplete);
    let nothing_written = directive(&sealing(&mut lock, &order), officer);
    assert_eq!(brought(&mut lock, &nothing_written), incomplete);
    let mut phone = present(&mut lock, officer);
    assert!(begin(&mut phone, &mut lock, &order).is_ok());
    for (document, chunk) in [(0, 0), (0, 1)] {
        assert!(write_chunk(&mut phone, &mut lock, &order, document, chunk).is_ok());
        let too_early = directive(&sealing(&mut lock, &order), officer);
        assert_eq!(brought(&mut lock, &too_early), incomplete);
    }
    assert!(write_chunk(&mut phone, &mut lock, &order, 1, 0).is_ok());
    for (manifest, policy) in [
        (
            Id::from_hash(Hash::of("test", &[])),
            order.sealing.policy.id(),
        ),
        (
            order.sealing.manifest.id(),
            Id::from_hash(Hash::of("test", &[])),
        ),
    ] {
        let other = fresh(&mut lock, Order::Seal { manifest, policy });
        let other = directive(&other, officer);
        assert_eq!(brought(&mut lock, &other), incomplete);
    }
    for container in [None, Some("TCLU4265794".parse().unwrap())] {
        let mut elsewhere = sealing(&mut lock, &order);
        elsewhere.container = container;
        let elsewhere = directive(&elsewhere, officer);
        assert_eq!(
            brought(&mut lock, &elsewhere),
            refused(RefusalReason::NotForHere)
        );
    }
    assert_eq!(lock.state(), LockState::InStock);
    let whole = directive(&sealing(&mut lock, &order), officer);
    assert!(brought(&mut lock, &whole).is_ok());
    assert!(is_shut(&lock));
}

#[test]
fn a_policy_by_which_nobody_of_customs_could_unseal_seals_nothing() {
    let world = World::new();
    let mut lock = world.lock();
    let staff_only = vec![
        row(&world.cn, Role::RailwayStaff, None),
        row(&world.kz, Role::Lock, None),
    ];
    for (rows, quorum) in [
        (staff_only, 1),
        (vec![], 1),
        (vec![row(&world.cn, Role::Officer, None)], 0),
        (vec![row(&world.cn, Role::Officer, None)], 6),
    ] {
        let order = world.order_with(
            &lock,
            &documents(10, 10),
            |_| {},
            |policy| {
                policy.rows = rows.try_into().unwrap();
                policy.quorum = quorum;
            },
        );
        let mut phone = present(&mut lock, &world.cn.officer);
        assert_eq!(
            begin(&mut phone, &mut lock, &order),
            not_obeyed(RefusalReason::DoesNotFit)
        );
        assert!(lock.seal(&order).is_err());
    }
    let order = world.order_with(
        &lock,
        &documents(10, 10),
        |_| {},
        |policy| {
            policy.rows = vec![row(&world.kz, Role::Supervisor, None)]
                .try_into()
                .unwrap()
        },
    );
    assert!(lock.seal(&order).is_ok());
}
