//! What the lock itself has said is said to it.

use railseal_protocol::call::{Answer, Call, Presence, Presentation};
use railseal_protocol::instruction::{CarriedCoSignature, CoSignature, Instruction, Order};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Signed, Statement};
use railseal_protocol::wire::decode;

use super::{brought, is_shut, ordered, present, row, sealed_under};
use crate::orders::{phone, refused};
use crate::world::World;

/// The envelope of one statement, taken for another's.
fn taken_for<T: Statement, U: Statement>(signed: &Signed<T>) -> Signed<U> {
    let wire = signed.to_wire();
    decode(&wire, wire.len()).unwrap()
}

#[test]
fn the_locks_own_segments_end_the_connection() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = phone(&mut lock);
    let mut said = Vec::new();
    for segment in phone.segments(Call::Status) {
        said.extend(phone.say(&mut lock, &segment).unwrap());
    }
    assert!(!said.is_empty());
    let heard: Vec<_> = said.iter().map(|s| phone.say(&mut lock, s)).collect();
    assert!(heard.iter().any(Result::is_err));
    assert!(is_shut(&lock));
}

#[test]
fn what_the_lock_signs_orders_nothing_and_proves_no_presence() {
    let world = World::new();
    let mut lock = world.sealed();
    let mut phone = present(&mut lock, &world.kz.officer);
    let Ok(Answer::Status(status)) = phone.ask(&mut lock, Call::Status) else {
        panic!("no status");
    };
    let Ok(Answer::Blinking(lamp)) = phone.ask(&mut lock, Call::Blink) else {
        panic!("no lamp");
    };
    let own = phone.hello.chain.clone();
    let mut unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    unseal.person = own.clone();
    for instruction in [
        taken_for::<_, Instruction>(&status),
        taken_for::<_, Instruction>(&lamp),
    ] {
        unseal.instruction = instruction;
        assert_eq!(brought(&mut lock, &unseal), refused(RefusalReason::NoRight));
    }
    let reflected = Presentation {
        presence: taken_for::<_, Presence>(&status),
        chain: own,
    };
    assert!(
        phone
            .ask(&mut lock, Call::Present(Box::new(reflected)))
            .is_err()
    );
    assert!(is_shut(&lock));
}

#[test]
fn one_statement_of_a_person_is_not_another() {
    let world = World::new();
    let mut lock = sealed_under(&world, vec![row(&world.kz, Role::Officer, None)], 2);
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    // The second's own instruction, taken for agreement to the officer's.
    let unseal = ordered(&mut lock, officer, Order::Unseal);
    let seconds = ordered(&mut lock, second, Order::Unseal);
    let mut joined = unseal.clone();
    joined.cosignatures = vec![CarriedCoSignature {
        cosignature: taken_for::<_, CoSignature>(&seconds.instruction),
        person: second.chain.clone(),
    }]
    .try_into()
    .unwrap();
    assert_eq!(
        brought(&mut lock, &joined),
        refused(RefusalReason::NotGenuine)
    );
    // A proof of presence, taken for an instruction.
    let presence = phone(&mut lock).presentation(&lock, officer).presence;
    let mut by_presence = unseal;
    by_presence.instruction = taken_for::<_, Instruction>(&presence);
    assert_eq!(
        brought(&mut lock, &by_presence),
        refused(RefusalReason::NotGenuine)
    );
    assert!(is_shut(&lock));
}
