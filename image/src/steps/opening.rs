//! Unsealed, and held again where nobody pulls the lever.

use railseal_lock::hardware::{Bolt, Hardware};
use railseal_lock::{Lock, RELOCK_SECONDS};
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::status::LockState;
use railseal_protocol::time::Seconds;

use super::Scene;
use crate::cargo::container;
use crate::failure::{Failure, holds, same};
use crate::phone::Phone;

pub(super) fn unseal(scene: &mut Scene) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let mut phone = Phone::connect(lock, 244)?;
    let officer = &parties.kazakhstan.officer;
    let outcome = phone.instruct(lock, officer, Some(container()?), Order::Unseal)?;
    holds("that it ended", matches!(outcome, Outcome::Ended { .. }))?;
    let status = phone.status(lock, &parties.trust)?;
    same("the state", status.state, LockState::Unsealed)?;
    same("the bolt", lock.hardware().bolt(), Bolt::Free)
}

pub(super) fn relock(scene: &mut Scene) -> Result<(), Failure> {
    let lock = &mut scene.lock;
    let minute = Seconds::new(u64::from(RELOCK_SECONDS));
    lock.body().advance(minute);
    lock.act(Lock::tick)?;
    same("the state", lock.state(), LockState::Sealed)?;
    same("the bolt", lock.hardware().bolt(), Bolt::Held)
}
