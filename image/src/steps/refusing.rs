//! What is forged, or not for this person to order, is refused and journalled.

use alloc::boxed::Box;

use railseal_protocol::call::{Call, Presence, Refusal};
use railseal_protocol::instruction::Order;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::status::LockState;

use super::Scene;
use crate::cargo::container;
use crate::failure::{Failure, holds, same};
use crate::phone::Phone;

/// In the officer's name, signed with another key.
pub(super) fn forged_presence(scene: &mut Scene) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let (officer, forger) = (&parties.kazakhstan.officer, &parties.issuer);
    let mut phone = Phone::connect(lock, 244)?;
    let mut presentation = phone.presentation(lock, officer);
    let presence = Presence {
        session: phone.session(),
        lock: lock.id(),
    };
    let signer = Signer::Certificate(officer.chain.leaf.id());
    presentation.presence = Signed::sign(&presence, signer, &forger.key);
    let answer = phone.ask(lock, Call::Present(Box::new(presentation)));
    is_refused(answer, Refusal::NotWelcome(RefusalReason::NotGenuine))?;
    let answer = phone.ask(lock, Call::ReadSealing);
    is_refused(answer, Refusal::PresenceNeeded)?;
    is_journalled(scene, RefusalReason::NotGenuine)
}

/// China's officer sealed; by the policy, Kazakhstan's unseal.
pub(super) fn order_by_the_unadmitted(scene: &mut Scene) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let mut phone = Phone::connect(lock, 244)?;
    let officer = &parties.china.officer;
    let answer = phone.instruct(lock, officer, Some(container()?), Order::Unseal);
    is_refused(answer, Refusal::NotObeyed(RefusalReason::NotAdmitted))?;
    same("the state", lock.state(), LockState::Sealed)?;
    is_journalled(scene, RefusalReason::NotAdmitted)
}

fn is_refused<T>(answer: Result<T, Failure>, expected: Refusal) -> Result<(), Failure> {
    match answer {
        Ok(_) => Err(Failure::DoesNotHold {
            what: "that the lock refuses",
        }),
        Err(Failure::Refused(refusal)) => same("the refusal", refusal, expected),
        Err(failure) => Err(failure),
    }
}

fn is_journalled(scene: &mut Scene, expected: RefusalReason) -> Result<(), Failure> {
    let Scene { parties, lock } = scene;
    let mut phone = Phone::connect(lock, 512)?;
    let head = phone.status(lock, &parties.trust)?.journal;
    phone.present(lock, &parties.kazakhstan.officer)?;
    let journal = phone.journal(lock, &head)?;
    let mut refusals = journal.iter().filter_map(|entry| match entry.event {
        Event::Refused { reason, count } => Some((reason, count)),
        _ => None,
    });
    holds(
        "that the refusal is journalled",
        refusals.any(|refused| refused == (expected, 1)),
    )
}
