//! The order to seal, with all that is written before it.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Lock, SealOrder};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{ENTRY_LIMIT, Entry};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::statement::Id;
use railseal_protocol::wire::decode;

use super::ledger::Ledger;
use super::scenes::{Attempt, made_out};
use crate::orders::{directive, instruction, phone};
use crate::phone::Phone;
use crate::small::piece_after;
use crate::world::{World, documents};

/// Writes a sealing with two prior inspections and two documents, and orders it.
pub(super) fn attempt(world: &World, lock: &mut Lock<FakeHardware>, _: u8) -> Attempt {
    let mut phone = phone(lock);
    if let Err(refusal) = phone.present(lock, &world.cn.officer) {
        return Attempt::NotOrdered(refusal);
    }
    let earlier = world.digest(&world.cn.officer, None);
    let last = world.digest(&world.kz.officer, Some(&earlier));
    let before = last_manifest(&mut phone, lock);
    let change = |manifest: &mut Manifest| {
        manifest.inspection = Some(last.digest.id());
        manifest.previous = before;
    };
    let mut to_write = world.order_with(lock, &documents(300, 200), change, |_| {});
    to_write.inspections = vec![last, earlier];
    if let Err(refusal) = write(&mut phone, lock, &to_write) {
        return Attempt::NotOrdered(refusal);
    }
    let ordered = Order::Seal {
        manifest: to_write.sealing.manifest.id(),
        policy: to_write.sealing.policy.id(),
    };
    made_out(lock, |lock, challenge| {
        directive(&instruction(lock, challenge, ordered), &world.cn.officer)
    })
}

/// What the journal says the lock carried last, whether or not its documents are there still.
fn last_manifest(phone: &mut Phone, lock: &mut Lock<FakeHardware>) -> Option<Id<Manifest>> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let from = entries.len() as u32;
        let Ok(Answer::Journal(page)) = phone.ask(lock, Call::ReadJournal { from }) else {
            panic!("no journal");
        };
        if page.is_empty() {
            return Ledger::of(entries).manifest;
        }
        entries.extend(page.iter().map(|bytes| decode(bytes, ENTRY_LIMIT).unwrap()));
    }
}

fn write(
    phone: &mut Phone,
    lock: &mut Lock<FakeHardware>,
    order: &SealOrder,
) -> Result<(), Refusal> {
    let mut answer = phone.ask(lock, Call::WriteSealing(Box::new(order.sealing.clone())))?;
    loop {
        let Answer::Written(written) = answer else {
            panic!("{answer:?}");
        };
        let Some(piece) = piece_after(order, written) else {
            return Ok(());
        };
        answer = phone.ask(lock, piece)?;
    }
}
