//! Attacks, each a whole session against the real lock: what it must not do for anybody, and what
//! it must go on doing for whoever may order it.

mod attachments;
mod changed_signature;
mod clones;
mod cosignatures;
mod elsewhere;
mod grants;
mod lists;
mod never;
mod reflection;
mod replay;
mod sealing;
mod segments;
mod strangers;

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Bolt;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::identifiers::StationCode;
use railseal_protocol::instruction::{Directive, Instruction, Order, Outcome};
use railseal_protocol::journal::Entry;
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::rights::Role;
use railseal_protocol::status::LockState;

use crate::orders::{bring, challenge, directive, instruction, phone};
use crate::phone::{Phone, journal_of};
use crate::world::{Holder, Nation, World, documents};

/// An instruction with a fresh challenge, drawn on a connection of its own.
fn fresh(lock: &mut Lock<FakeHardware>, order: Order) -> Instruction {
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    instruction(lock, challenge, order)
}

/// An order by one person, not brought yet.
fn ordered(lock: &mut Lock<FakeHardware>, by: &Holder, order: Order) -> Directive {
    let instruction = fresh(lock, order);
    directive(&instruction, by)
}

/// Brings a directive on a connection of its own.
fn brought(lock: &mut Lock<FakeHardware>, directive: &Directive) -> Result<Outcome, Refusal> {
    bring(&mut phone(lock), lock, directive)
}

fn start_again(lock: Lock<FakeHardware>) -> Lock<FakeHardware> {
    let mut hardware = lock.into_hardware();
    hardware.restart();
    Lock::start(hardware).unwrap()
}

fn is_shut(lock: &Lock<FakeHardware>) -> bool {
    lock.state() == LockState::Sealed && lock.hardware().bolt == Bolt::Held
}

fn row(nation: &Nation, role: Role, station: Option<StationCode>) -> PolicyRow {
    PolicyRow {
        administration: nation.code,
        role,
        station,
    }
}

/// A lock sealed under a policy with these rows, and a quorum.
fn sealed_under(world: &World, rows: Vec<PolicyRow>, quorum: u8) -> Lock<FakeHardware> {
    let mut lock = world.lock();
    let change = |policy: &mut Policy| {
        policy.rows = rows.try_into().unwrap();
        policy.quorum = quorum;
    };
    let order = world.order_with(&lock, &documents(300, 4096), |_| {}, change);
    lock.seal(&order).unwrap();
    lock
}

/// The whole journal, read and verified by an officer of the owner.
fn journal(lock: &mut Lock<FakeHardware>, world: &World) -> Vec<Entry> {
    journal_of(lock, &world.cn.officer, &world.cn.trust(&world.kz))
}

fn present(lock: &mut Lock<FakeHardware>, who: &Holder) -> Phone {
    let mut phone = phone(lock);
    assert_eq!(phone.present(lock, who), Ok(Answer::Welcome));
    phone
}

fn reads_the_journal(phone: &mut Phone, lock: &mut Lock<FakeHardware>) -> bool {
    phone.ask(lock, Call::ReadJournal { from: 0 }).is_ok()
}
