//! A sealing written over the air, piece by piece: gone on with, complete, or not.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Lock, SealOrder};
use railseal_protocol::call::{Answer, Call, ChunkAddress, Refusal, Written};
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::prior::{CarriedDigest, MAX_INSPECTIONS};
use railseal_protocol::status::LockState;

use crate::orders::{bring, challenge, directive, instruction, phone, refused};
use crate::phone::Phone;
use crate::world::{World, documents};

const fn written(inspections: u8, next: Option<(u8, u16)>) -> Result<Answer, Refusal> {
    let next = match next {
        Some((document, chunk)) => Some(ChunkAddress { document, chunk }),
        None => None,
    };
    Ok(Answer::Written(Written { inspections, next }))
}

fn at_the_lock(world: &World, lock: &mut Lock<FakeHardware>) -> Phone {
    let mut phone = phone(lock);
    assert!(phone.present(lock, &world.cn.officer).is_ok());
    phone
}

fn begin(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
) -> Result<Answer, Refusal> {
    phone.ask(lock, Call::WriteSealing(Box::new(order.sealing.clone())))
}

fn chunk(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
    (document, chunk): (u8, u16),
) -> Result<Answer, Refusal> {
    let address = ChunkAddress { document, chunk };
    let chunk = order.documents[usize::from(document)][usize::from(chunk)].clone();
    phone.ask(lock, Call::WriteChunk { address, chunk })
}

fn carry(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    carried: &CarriedDigest,
) -> Result<Answer, Refusal> {
    phone.ask(lock, Call::WriteInspection(Box::new(carried.clone())))
}

fn seal(
    world: &World,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
) -> Result<Outcome, Refusal> {
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    let ordered = Order::Seal {
        manifest: order.sealing.manifest.id(),
        policy: order.sealing.policy.id(),
    };
    let instruction = instruction(lock, challenge, ordered);
    bring(
        &mut phone,
        lock,
        &directive(&instruction, &world.cn.officer),
    )
}

#[test]
fn it_goes_on_where_it_stopped() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &documents(500, 200));
    let mut phone = at_the_lock(&world, &mut lock);
    assert_eq!(
        begin(&mut phone, &mut lock, &order),
        written(0, Some((0, 0)))
    );
    assert_eq!(
        chunk(&mut phone, &mut lock, &order, (0, 0)),
        written(0, Some((0, 1)))
    );
    // Out of turn, and twice: both are as they were.
    assert_eq!(
        chunk(&mut phone, &mut lock, &order, (1, 0)),
        written(0, Some((0, 1)))
    );
    let writes = lock.hardware().writes();
    assert_eq!(
        chunk(&mut phone, &mut lock, &order, (0, 0)),
        written(0, Some((0, 1)))
    );
    assert_eq!(lock.hardware().writes(), writes);
    // Another connection begins again, and finds what is there.
    let mut again = at_the_lock(&world, &mut lock);
    assert_eq!(
        begin(&mut again, &mut lock, &order),
        written(0, Some((0, 1)))
    );
    assert_eq!(
        chunk(&mut again, &mut lock, &order, (0, 1)),
        written(0, Some((0, 2)))
    );
    assert_eq!(
        chunk(&mut again, &mut lock, &order, (0, 2)),
        written(0, None)
    );
    assert!(seal(&world, &mut lock, &order).is_ok());
    assert_eq!(lock.state(), LockState::Sealed);
    // What is sealed is not written to.
    assert_eq!(
        begin(&mut again, &mut lock, &order),
        Err(Refusal::NotObeyed(RefusalReason::WrongState))
    );
    assert_eq!(
        chunk(&mut again, &mut lock, &order, (0, 0)),
        Err(Refusal::NotObeyed(RefusalReason::WrongState))
    );
}

#[test]
fn another_sealing_takes_the_place_of_the_one_that_was_begun() {
    let world = World::new();
    let mut lock = world.lock();
    let first = world.order(&lock, &documents(500, 200));
    let second = world.order(&lock, &documents(400, 200));
    let mut phone = at_the_lock(&world, &mut lock);
    assert!(begin(&mut phone, &mut lock, &first).is_ok());
    assert!(chunk(&mut phone, &mut lock, &first, (0, 0)).is_ok());
    assert_eq!(
        begin(&mut phone, &mut lock, &second),
        written(0, Some((0, 0)))
    );
    for place in [(0, 0), (0, 1), (1, 0)] {
        assert!(chunk(&mut phone, &mut lock, &second, place).is_ok());
    }
    assert_eq!(
        seal(&world, &mut lock, &first),
        refused(RefusalReason::Incomplete)
    );
    assert!(seal(&world, &mut lock, &second).is_ok());
}

#[test]
fn the_prior_inspections_are_those_of_the_manifest() {
    let world = World::new();
    let mut lock = world.lock();
    let officer = &world.kz.officer;
    let earlier = world.digest(officer, None);
    let last = world.digest(officer, Some(&earlier));
    let order = world.order_after(&lock, vec![last.clone(), earlier.clone()]);
    let mut phone = at_the_lock(&world, &mut lock);
    assert_eq!(
        begin(&mut phone, &mut lock, &order),
        written(0, Some((0, 0)))
    );
    let does_not_fit = Err(Refusal::NotObeyed(RefusalReason::DoesNotFit));
    assert_eq!(carry(&mut phone, &mut lock, &earlier), does_not_fit);
    for place in [(0, 0), (1, 0)] {
        assert!(chunk(&mut phone, &mut lock, &order, place).is_ok());
    }
    // Every document is there, and no inspection.
    assert_eq!(
        seal(&world, &mut lock, &order),
        refused(RefusalReason::Incomplete)
    );
    assert_eq!(carry(&mut phone, &mut lock, &last), written(1, None));
    assert_eq!(carry(&mut phone, &mut lock, &earlier), written(2, None));
    for more in 3..=MAX_INSPECTIONS {
        assert_eq!(
            carry(&mut phone, &mut lock, &earlier),
            written(more as u8, None)
        );
    }
    assert_eq!(
        carry(&mut phone, &mut lock, &earlier),
        Err(Refusal::NotObeyed(RefusalReason::NoRoom))
    );
    assert!(seal(&world, &mut lock, &order).is_ok());
    let mut phone = at_the_lock(&world, &mut lock);
    for (back, expected) in [(0, &last), (1, &earlier)] {
        let read = phone.ask(&mut lock, Call::ReadInspection { back });
        assert_eq!(read, Ok(Answer::Inspection(Box::new(expected.clone()))));
    }
}

#[test]
fn a_manifest_without_inspections_takes_none() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order(&lock, &documents(20, 20));
    let mut phone = at_the_lock(&world, &mut lock);
    assert!(begin(&mut phone, &mut lock, &order).is_ok());
    let uninvited = world.digest(&world.kz.officer, None);
    assert_eq!(
        carry(&mut phone, &mut lock, &uninvited),
        Err(Refusal::NotObeyed(RefusalReason::DoesNotFit))
    );
}

#[test]
fn a_document_of_another_length_than_the_manifests_is_never_complete() {
    let world = World::new();
    let mut lock = world.lock();
    let order = world.order_with(
        &lock,
        &documents(20, 20),
        |manifest| {
            let mut entries = manifest.documents.to_vec();
            entries[0].length += 1;
            manifest.documents = entries.try_into().unwrap();
        },
        |_| {},
    );
    let mut phone = at_the_lock(&world, &mut lock);
    assert!(begin(&mut phone, &mut lock, &order).is_ok());
    for place in [(0, 0), (1, 0)] {
        assert!(chunk(&mut phone, &mut lock, &order, place).is_ok());
    }
    assert_eq!(
        seal(&world, &mut lock, &order),
        refused(RefusalReason::Incomplete)
    );
    assert_eq!(lock.state(), LockState::InStock);
}
