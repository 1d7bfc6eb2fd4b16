//! Commissioned, sealed by an officer's instruction, and cut off from power in the middle of it.

use alloc::boxed::Box;

use railseal_lock::Lock;
use railseal_lock::hardware::{Area, Bolt, Hardware};
use railseal_protocol::call::{Answer, Call};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::Event;
use railseal_protocol::status::{LockState, SealCycle};

use super::Scene;
use crate::body::Body;
use crate::cargo::{chunk, container, sealing};
use crate::failure::{Failure, holds, same};
use crate::parties::{NOW, Parties};
use crate::phone::Phone;

/// What an order to seal writes to the journal before its acceptance: to which container the lock
/// is fixed, and that the documents are written.
const ENTRIES_BEFORE_THE_ACCEPTANCE: u32 = 2;
/// What it writes before its outcome when the lock is fixed already: that the documents are
/// written, and the acceptance.
const ENTRIES_BEFORE_THE_OUTCOME: u32 = 2;

pub(super) fn commission(mut body: Body, parties: &Parties) -> Result<Lock<Body>, Failure> {
    body.wind(NOW);
    let lock = Lock::commission(body, parties.identity()?)?;
    same("the state", lock.state(), LockState::InStock)?;
    Ok(lock)
}

/// Over a session, as an officer's phone does.
pub(super) fn write(scene: &mut Scene) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let sealing = sealing(parties, lock)?;
    let mut phone = Phone::connect(lock, 244)?;
    phone.present(lock, &parties.china.officer)?;
    let mut answer = phone.ask(lock, Call::WriteSealing(Box::new(sealing)))?;
    loop {
        let Answer::Written(written) = answer else {
            return Err(Failure::OtherAnswer);
        };
        let Some(address) = written.next else {
            return Ok(());
        };
        let chunk = chunk(address)?;
        answer = phone.ask(lock, Call::WriteChunk { address, chunk })?;
    }
}

/// Does not come back: the order is found lawful when the power is cut, and nothing has moved.
pub(super) fn is_cut_in_the_acceptance(scene: &mut Scene) -> Result<(), Failure> {
    order_and_cut(scene, ENTRIES_BEFORE_THE_ACCEPTANCE)
}

/// Does not come back: the bolt holds the lever when the power is cut.
pub(super) fn is_cut_in_the_outcome(scene: &mut Scene) -> Result<(), Failure> {
    order_and_cut(scene, ENTRIES_BEFORE_THE_OUTCOME)
}

fn order_and_cut(scene: &mut Scene, whole: u32) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let sealing = sealing(parties, lock)?;
    let order = Order::Seal {
        manifest: sealing.manifest.id(),
        policy: sealing.policy.id(),
    };
    let mut phone = Phone::connect(lock, 244)?;
    lock.body().cut_power_in(Area::Journal, whole);
    phone.instruct(lock, &parties.china.officer, Some(container()?), order)?;
    Err(Failure::StillPowered)
}

pub(super) fn start_again_free(body: Body, _: &Parties) -> Result<Lock<Body>, Failure> {
    same("the bolt", body.bolt(), Bolt::Free)?;
    let lock = Lock::start(body)?;
    same("the state", lock.state(), LockState::InStock)?;
    Ok(lock)
}

pub(super) fn start_again_held(body: Body, _: &Parties) -> Result<Lock<Body>, Failure> {
    same("the bolt", body.bolt(), Bolt::Held)?;
    let lock = Lock::start(body)?;
    same("the state", lock.state(), LockState::Sealed)?;
    Ok(lock)
}

/// The acceptance that was torn counts for nothing, and the outcome that was torn is what the
/// sensors say.
pub(super) fn is_closed_once(scene: &mut Scene) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    same("the seal cycle", lock.cycle(), SealCycle(1))?;
    let mut phone = Phone::connect(lock, 512)?;
    let head = phone.status(lock, &parties.trust)?.journal;
    phone.present(lock, &parties.china.officer)?;
    let journal = phone.journal(lock, &head)?;
    let count = |wanted: fn(&Event) -> bool| journal.iter().filter(|e| wanted(&e.event)).count();
    let accepted = count(|event| matches!(event, Event::SealAccepted { .. }));
    let sealed = count(|event| matches!(event, Event::Sealed { .. }));
    let recovered = count(|event| *event == Event::Recovered { held: true });
    same(
        "how often an order was accepted, ended and recovered",
        (accepted, sealed, recovered),
        (1, 0, 1),
    )?;
    let last = journal.last();
    holds(
        "that the recovery names the officer",
        last.is_some_and(|last| last.who == Some(parties.china.officer.chain.leaf.id())),
    )
}
