//! What never happens (the design's last page), as far as it is the lock's: no unsealing without
//! the policy's quorum; no instruction twice; no entry without its cause.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Motor, Torn};
use railseal_lock::hardware::{Area, Bolt, Casing, Lever};
use railseal_protocol::call::{Answer, Asked, Call, Refusal};
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Directive, Order, Outcome};
use railseal_protocol::journal::{Entry, Event, RefusalReason};
use railseal_protocol::rights::Role;
use railseal_protocol::status::LockState;
use railseal_protocol::time::Seconds;

use super::{brought, fresh, is_shut, journal, ordered, row, sealed_under, start_again};
use crate::orders::{
    TOTALS, agreed, amendment, directive, lever, order, refused, reseal, seal_over_the_air,
};
use crate::world::{Holder, NOW, World};

#[test]
fn no_unsealing_without_the_policys_quorum() {
    let world = World::new();
    let kz = &world.kz;
    // Whether the policy admits, and which person.
    let people: [(&Holder, bool, u8); 5] = [
        (&kz.officer, true, 0),
        (&kz.officers_tablet, true, 0),
        (&kz.second, true, 1),
        (&world.cn.officer, true, 2),
        (&kz.supervisor, false, 3),
    ];
    let rows = vec![
        row(kz, Role::Officer, None),
        row(&world.cn, Role::Officer, None),
    ];
    let mut opened = 0;
    for quorum in 1..=4 {
        let sealed = sealed_under(&world, rows.clone(), quorum).into_hardware();
        for chosen in 1_u8..32 {
            let signed: Vec<_> = (0..5)
                .filter(|place| chosen & (1 << place) != 0)
                .map(|place| people[place])
                .collect();
            let mut lock = Lock::start(sealed.clone()).unwrap();
            let (first, others) = signed.split_first().unwrap();
            let others: Vec<&Holder> = others.iter().map(|(holder, ..)| *holder).collect();
            let outcome = order(&mut lock, first.0, &others, Order::Unseal);
            let mut persons: Vec<u8> = signed.iter().map(|(_, _, person)| *person).collect();
            persons.dedup();
            let lawful = signed.iter().all(|(_, admitted, _)| *admitted)
                && persons.len() >= usize::from(quorum);
            assert_eq!(outcome.is_ok(), lawful, "{chosen:b} for {quorum}");
            assert_eq!(is_shut(&lock), !lawful);
            opened += u8::from(lawful);
        }
    }
    assert_eq!(opened, 15 + 10 + 3);
}

#[test]
fn no_opening_for_less_while_time_cannot_be_told() {
    let world = World::new();
    let (cn, kz) = (&world.cn, &world.kz);
    let rows = vec![row(kz, Role::Officer, None), row(cn, Role::Officer, None)];
    let sealed = sealed_under(&world, rows, 2).into_hardware();
    let far = Seconds::days(61);
    let mut past_their_end = sealed.clone();
    past_their_end.advance(far);
    let mut without_a_clock = sealed;
    without_a_clock.wall_clock = None;
    for hardware in [past_their_end, without_a_clock] {
        let tried = |by: &Holder, others: &[&Holder]| {
            let mut lock = Lock::start(hardware.clone()).unwrap();
            let outcome = order(&mut lock, by, others, Order::Unseal);
            assert_eq!(is_shut(&lock), outcome.is_err());
            outcome
        };
        let cannot_say = refused(RefusalReason::CannotSay);
        assert_eq!(tried(&kz.officer, &[&kz.second]), cannot_say);
        assert_eq!(tried(&cn.officer, &[&kz.second]), cannot_say);
        assert_eq!(tried(&kz.officer, &[&cn.second]), cannot_say);
        assert_eq!(
            tried(&cn.officer, &[]),
            refused(RefusalReason::QuorumNotMet)
        );
        assert_eq!(
            tried(&cn.officer, &[&cn.officers_tablet]),
            refused(RefusalReason::QuorumNotMet)
        );
        assert_eq!(
            tried(&cn.officer, &[&cn.revoked]),
            refused(RefusalReason::Revoked)
        );
        assert_eq!(
            tried(&cn.officer, &[&cn.supervisor]),
            refused(RefusalReason::NotAdmitted)
        );
        // Its own administration, in full quorum, can always open.
        assert!(tried(&cn.officer, &[&cn.second]).is_ok());
    }
}

#[test]
fn no_opening_by_one_officer_where_the_memory_has_lost_the_policy() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().casing = Casing::Opened;
    lock.tick().unwrap();
    lock.hardware_mut().casing = Casing::Closed;
    assert_eq!(lock.state(), LockState::Tampered);
    let mut hardware = lock.into_hardware();
    hardware.area_mut(Area::Documents).fill(0xff);
    let mut lock = start_again(Lock::start(hardware).unwrap());
    assert_eq!(lock.manifest(), None);
    for by in [&world.cn.officer, &world.cn.supervisor, &world.kz.officer] {
        assert_eq!(
            order(&mut lock, by, &[], Order::ClearTamper),
            Err(Refusal::Fault)
        );
        assert_eq!(
            order(&mut lock, by, &[], Order::Unseal),
            Err(Refusal::Fault)
        );
    }
    assert_eq!(lock.hardware().bolt, Bolt::Held);
}

/// Brings a directive again and again, over connections and restarts.
fn again_and_again(
    mut lock: Lock<FakeHardware>,
    directive: &Directive,
    world: &World,
) -> Lock<FakeHardware> {
    let first = brought(&mut lock, directive);
    assert!(matches!(first, Ok(Outcome::Ended { .. })), "{first:?}");
    let (bolt, wall) = (lock.hardware().bolt, lock.hardware().wall_clock);
    for _ in 0..2 {
        assert_eq!(brought(&mut lock, directive), first);
        lock = start_again(lock);
        assert_eq!(brought(&mut lock, directive), first);
    }
    let body = lock.hardware();
    assert_eq!((body.bolt, body.wall_clock), (bolt, wall));
    let id = *directive.instruction.id().hash();
    let entries = journal(&mut lock, world);
    let accepted = |entry: &&Entry| {
        let event = &entry.event;
        entry.instruction == Some(id) && (event.is_acceptance() || event.takes_note())
    };
    assert_eq!(entries.iter().filter(accepted).count(), 1);
    lock
}

#[test]
fn no_instruction_twice() {
    let world = World::new();
    let (officer, cn) = (&world.kz.officer, &world.cn.officer);
    let mut lock = world.sealed();
    let to = NOW.plus(Seconds::days(3));
    let set = ordered(&mut lock, cn, Order::SetClock { to });
    let mut lock = again_and_again(lock, &set, &world);
    let give = ordered(&mut lock, cn, Order::HandOver);
    let give = agreed(give, &[&world.kz.staff]);
    let mut lock = again_and_again(lock, &give, &world);
    let unseal = ordered(&mut lock, officer, Order::Unseal);
    let mut lock = again_and_again(lock, &unseal, &world);
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    let change = amendment(&lock, lock.cycle().next(), TOTALS, None, Vec::new());
    let instruction = fresh(&mut lock, Order::Unseal);
    let close = reseal(&instruction, &change, None, officer);
    let mut lock = again_and_again(lock, &close, &world);
    assert_eq!(lock.cycle().0, 2);
    lock.hardware_mut().casing = Casing::Opened;
    lock.tick().unwrap();
    lock.hardware_mut().casing = Casing::Closed;
    let clear = ordered(&mut lock, officer, Order::ClearTamper);
    let mut lock = again_and_again(lock, &clear, &world);
    let end = ordered(&mut lock, officer, Order::Deactivate { inspection: None });
    let lock = again_and_again(lock, &end, &world);
    assert_eq!(lock.state(), LockState::Deactivated);
}

#[test]
fn an_order_that_came_to_nothing_is_not_tried_again() {
    let world = World::new();
    let mut lock = world.sealed();
    lock.hardware_mut().motor = Motor::Stuck;
    let unseal = ordered(&mut lock, &world.kz.officer, Order::Unseal);
    let first = brought(&mut lock, &unseal);
    lock.hardware_mut().motor = Motor::Runs;
    assert_eq!(brought(&mut lock, &unseal), first);
    assert!(is_shut(&lock));
    let entries = journal(&mut lock, &world);
    let Ok(Outcome::Ended { outcome, .. }) = first else {
        panic!("{first:?}");
    };
    assert_eq!(entries[outcome as usize].event, Event::CameToNothing);
}

#[test]
fn nothing_is_accepted_while_an_outcome_is_open() {
    let world = World::new();
    let mut lock = world.sealed();
    let officer = &world.kz.officer;
    assert!(order(&mut lock, officer, &[], Order::Unseal).is_ok());
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    let unaccepted = lock.journal().length;
    // The documents' memory fails right after the acceptance: the person's chain is kept, and the
    // acceptance written.
    let (mut failing, mut asked) = (None, None);
    for writes in 0..6 {
        let mut trial = Lock::start(lock.hardware().clone()).unwrap();
        let instruction = fresh(&mut trial, Order::Deactivate { inspection: None });
        let end = directive(&instruction, officer);
        trial.hardware_mut().cut_power_after(writes, Torn::Clean);
        let told = brought(&mut trial, &end);
        asked = Some(Asked {
            instruction: end.instruction.id(),
            challenge: instruction.challenge,
        });
        trial.hardware_mut().restart();
        if told == Err(Refusal::Interrupted) && trial.state() == LockState::Open {
            failing = Some(trial);
            break;
        }
    }
    let mut failing = failing.expect("no such write");
    assert!(failing.journal().length > unaccepted);
    let set = Order::SetClock {
        to: NOW.plus(Seconds::days(1)),
    };
    assert_eq!(
        order(&mut failing, &world.cn.officer, &[], set),
        Err(Refusal::Fault)
    );
    assert_eq!(failing.hardware().bolt, Bolt::Free);
    // Who asks is told that it was accepted, and no more.
    let mut phone = crate::orders::phone(&mut failing);
    let asked = Call::AskOutcome(asked.unwrap());
    let told = phone.ask(&mut failing, asked);
    assert!(matches!(
        told,
        Ok(Answer::Outcome(Outcome::Accepted { .. }))
    ));
    // The start finds the outcome, and the lock goes on.
    let mut failing = start_again(failing);
    assert!(order(&mut failing, &world.cn.officer, &[], set).is_ok());
}

#[test]
fn no_entry_without_its_cause() {
    let world = World::new();
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let mut lock = world.lock();
    assert!(seal_over_the_air(&world, &mut lock, 2).is_ok());
    let mut named: Vec<Hash> = Vec::new();
    let mut carried_out = |lock: &mut Lock<FakeHardware>, directive: Directive| {
        named.push(*directive.instruction.id().hash());
        let outcome = brought(lock, &directive);
        assert!(matches!(outcome, Ok(Outcome::Ended { .. })), "{outcome:?}");
    };
    let unseal = ordered(&mut lock, officer, Order::Unseal);
    carried_out(&mut lock, agreed(unseal, &[second]));
    lever(&mut lock, Lever::Out);
    lever(&mut lock, Lever::In);
    let change = amendment(&lock, lock.cycle().next(), TOTALS, None, Vec::new());
    let instruction = fresh(&mut lock, Order::Unseal);
    let close = reseal(&instruction, &change, None, officer);
    carried_out(&mut lock, agreed(close, &[second]));
    let mut lock = start_again(lock);
    let unseal = ordered(&mut lock, second, Order::Unseal);
    carried_out(&mut lock, agreed(unseal, &[officer]));
    lever(&mut lock, Lever::Out);
    let instruction = fresh(&mut lock, Order::Deactivate { inspection: None });
    let end = directive(&instruction, officer);
    carried_out(&mut lock, agreed(end, &[second]));

    let entries = journal(&mut lock, &world);
    let sealer = world.cn.officer.chain.leaf.id();
    let customs = [officer, second].map(|holder| holder.chain.leaf.id());
    for entry in &entries {
        match &entry.event {
            // What the lock notices by itself has nobody's name.
            Event::Commissioned | Event::Restarted | Event::LeverPulled | Event::Refused { .. } => {
                assert_eq!((entry.who, entry.instruction), (None, None), "{entry:?}");
            }
            Event::Bound(_) | Event::DocumentsWritten | Event::SealAccepted { .. } => {
                assert_eq!(entry.who, Some(sealer));
                assert!(entry.instruction.is_some());
            }
            Event::Sealed { cycle } if cycle.0 == 1 => assert_eq!(entry.who, Some(sealer)),
            event => {
                assert!(customs.contains(&entry.who.unwrap()), "{event:?}");
                assert!(named.contains(&entry.instruction.unwrap()), "{event:?}");
            }
        }
    }
    for instruction in &named {
        let of_it = || {
            entries
                .iter()
                .filter(|e| e.instruction == Some(*instruction))
        };
        assert_eq!(of_it().filter(|e| e.event.is_acceptance()).count(), 1);
        let agreed = |e: &&Entry| matches!(e.event, Event::Agreed { .. });
        assert_eq!(of_it().filter(agreed).count(), 1);
        assert!(!of_it().next_back().unwrap().event.is_acceptance());
    }
}

#[test]
fn an_order_cut_off_by_a_loss_of_power_has_its_outcome_under_its_own_name() {
    let world = World::new();
    let officer = &world.kz.officer;
    let sealed = world.sealed().into_hardware();
    let mut recovered = 0;
    for writes in 0..5 {
        let mut lock = Lock::start(sealed.clone()).unwrap();
        let unseal = ordered(&mut lock, officer, Order::Unseal);
        lock.hardware_mut().cut_power_after(writes, Torn::Clean);
        let _ = brought(&mut lock, &unseal);
        let mut lock = start_again(lock);
        let id = *unseal.instruction.id().hash();
        for entry in journal(&mut lock, &world) {
            if let Event::Recovered { .. } = entry.event {
                assert_eq!(entry.who, Some(officer.chain.leaf.id()));
                assert_eq!(entry.instruction, Some(id));
                let told = brought(&mut lock, &unseal);
                assert!(matches!(told, Ok(Outcome::Ended { .. })), "{told:?}");
                recovered += 1;
            }
        }
    }
    assert!(recovered > 0);
}

#[test]
fn the_journal_names_nobody_whose_chain_it_cannot_show() {
    let world = World::new();
    let (officer, second) = (&world.kz.officer, &world.kz.second);
    let mut lock = sealed_under(&world, vec![row(&world.kz, Role::Officer, None)], 2);
    assert!(order(&mut lock, officer, &[second], Order::Unseal).is_ok());
    let mut phone = super::present(&mut lock, officer);
    for named in [&world.cn.officer, officer, second] {
        let certificate = named.chain.leaf.id();
        let chain = phone.ask(&mut lock, Call::ReadChain { certificate });
        assert_eq!(chain, Ok(Answer::Chain(Box::new(named.chain.clone()))));
    }
}

#[test]
fn a_cleared_latch_latches_again_and_counts_again() {
    let world = World::new();
    let officer = &world.cn.officer;
    // In stock, where there is no policy, one officer of the owner clears it.
    let mut lock = world.lock();
    for tampers in 1..4 {
        lock.hardware_mut().casing = Casing::Opened;
        lock.tick().unwrap();
        assert_eq!(lock.state(), LockState::Tampered);
        assert_eq!(lock.tampers().0, tampers);
        lock.hardware_mut().casing = Casing::Closed;
        for stranger in [&world.kz.officer, &world.cn.staff] {
            assert!(order(&mut lock, stranger, &[], Order::ClearTamper).is_err());
        }
        assert!(order(&mut lock, officer, &[], Order::ClearTamper).is_ok());
        assert_eq!(lock.state(), LockState::InStock);
    }
}
