//! Broken by force: latched, counted, and not mended by mending.

use railseal_lock::Lock;
use railseal_lock::hardware::{Casing, Lever};
use railseal_protocol::status::{LockState, TamperCount};

use super::Scene;
use crate::body::Body;
use crate::failure::{Failure, same};
use crate::parties::Parties;
use crate::phone::Phone;

pub(super) fn break_open(scene: &mut Scene) -> Result<(), Failure> {
    scene.lock.body().put_lever(Lever::Cut);
    scene.lock.act(Lock::tick)?;
    is_latched(scene, TamperCount(1))?;
    scene.lock.body().put_casing(Casing::Opened);
    scene.lock.act(Lock::tick)?;
    is_latched(scene, TamperCount(2))
}

pub(super) fn start_broken(mut body: Body, _: &Parties) -> Result<Lock<Body>, Failure> {
    body.put_lever(Lever::In);
    body.put_casing(Casing::Closed);
    Ok(Lock::start(body)?)
}

pub(super) fn stays_latched(scene: &mut Scene) -> Result<(), Failure> {
    scene.lock.act(Lock::tick)?;
    is_latched(scene, TamperCount(2))
}

/// By the lock's own signed status.
fn is_latched(scene: &mut Scene, tampers: TamperCount) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let mut phone = Phone::connect(lock, 244)?;
    let status = phone.status(lock, &parties.trust)?;
    same("the state", status.state, LockState::Tampered)?;
    same("the tamper counter", status.tampers, tampers)
}
