//! Locks with little memory, so that every write can be tried; as people and hands leave them.

use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Lever};
use railseal_lock::{Lock, SealOrder};
use railseal_protocol::call::{Call, Written};
use railseal_protocol::instruction::Order;

use crate::orders::{lever, order};
use crate::world::{NOW, World, documents};

pub(crate) fn in_stock(world: &World) -> Lock<FakeHardware> {
    // Small, but with room for a sealing and all that may come with it.
    let hardware = FakeHardware::new(NOW)
        .with_area(Area::Identity, 16 * 1024)
        .with_area(Area::Journal, 24 * 1024)
        .with_area(Area::Documents, 112 * 1024)
        .with_area(Area::ListsA, 8 * 1024)
        .with_area(Area::ListsB, 8 * 1024);
    Lock::commission(hardware, world.identity()).unwrap()
}

/// So many must agree to unseal it.
pub(crate) fn sealed_for(world: &World, quorum: u8) -> Lock<FakeHardware> {
    let mut lock = in_stock(world);
    let to_write = world.order_with(
        &lock,
        &documents(300, 200),
        |_| {},
        |policy| policy.quorum = quorum,
    );
    lock.seal(&to_write).unwrap();
    lock
}

pub(crate) fn sealed(world: &World) -> Lock<FakeHardware> {
    sealed_for(world, 1)
}

pub(crate) fn unsealed(world: &World) -> Lock<FakeHardware> {
    let mut lock = sealed(world);
    order(&mut lock, &world.kz.officer, &[], Order::Unseal).unwrap();
    lock
}

pub(crate) fn opened(world: &World) -> Lock<FakeHardware> {
    let mut lock = unsealed(world);
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    lock
}

/// Broken by force, and mended.
pub(crate) fn tampered(world: &World) -> Lock<FakeHardware> {
    let mut lock = sealed(world);
    lever(&mut lock, Lever::Cut);
    lever(&mut lock, Lever::In);
    lock
}

/// The piece that is to be written when so much is there; none when all is.
pub(crate) fn piece_after(order: &SealOrder, written: Written) -> Option<Call> {
    if let Some(carried) = order.inspections.get(usize::from(written.inspections)) {
        return Some(Call::WriteInspection(Box::new(carried.clone())));
    }
    let address = written.next?;
    let chunks = &order.documents[usize::from(address.document)];
    let chunk = chunks[usize::from(address.chunk)].clone();
    Some(Call::WriteChunk { address, chunk })
}
