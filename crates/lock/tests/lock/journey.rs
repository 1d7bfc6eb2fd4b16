//! A whole journey, ordered over the air: sealed, handed over, unsealed by two, inspected, closed
//! again with an amendment, unsealed at its end, deactivated.

use railseal_lock::RELOCK_SECONDS;
use railseal_lock::hardware::{Bolt, Lever};
use railseal_protocol::amendment::Change;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::instruction::{Order, Outcome};
use railseal_protocol::journal::{Entry, Event, RefusalReason};
use railseal_protocol::manifest::Grams;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::Seconds;

use crate::orders::{
    TOTALS, agreed, amendment, bring, challenge, inspection, instruction, lever, order, phone,
    refused, reseal, seal_over_the_air,
};
use crate::phone::journal_of;
use crate::world::World;

fn ended(outcome: Result<Outcome, Refusal>) -> (u32, u32) {
    match outcome {
        Ok(Outcome::Ended { accepted, outcome }) => (accepted, outcome),
        other => panic!("{other:?}"),
    }
}

fn event(journal: &[Entry], index: u32) -> &Event {
    &journal[index as usize].event
}

#[test]
fn from_the_sealing_to_the_end() {
    let world = World::new();
    let (cn, kz) = (&world.cn, &world.kz);
    let mut lock = world.lock();
    let (accepted, sealed) = ended(seal_over_the_air(&world, &mut lock, 2));
    assert_eq!(lock.state(), LockState::Sealed);
    assert_eq!(lock.hardware().bolt, Bolt::Held);

    // Handed over to the railway.
    let to = kz.staff.chain.leaf.id();
    let (taken, same) = ended(order(&mut lock, &cn.officer, &[&kz.staff], Order::HandOver));
    assert_eq!(taken, same);

    // One person is not two, by however many keys.
    assert_eq!(
        order(&mut lock, &kz.officer, &[], Order::Unseal),
        refused(RefusalReason::QuorumNotMet)
    );
    assert_eq!(
        order(
            &mut lock,
            &kz.officer,
            &[&kz.officers_tablet],
            Order::Unseal
        ),
        refused(RefusalReason::QuorumNotMet)
    );
    let (ordered, unsealed) = ended(order(&mut lock, &kz.officer, &[&kz.second], Order::Unseal));
    assert_eq!(lock.state(), LockState::Unsealed);
    assert_eq!(lock.hardware().bolt, Bolt::Free);
    lever(&mut lock, Lever::Out);
    assert_eq!(lock.state(), LockState::Open);

    // Inspected, an item taken out, closed again.
    lever(&mut lock, Lever::In);
    let carried = inspection(&lock, &kz.officer, None);
    let mut detained = amendment(
        &lock,
        lock.cycle().next(),
        TOTALS,
        None,
        vec![Change::ItemDetained {
            receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
            item: "RR000000080CN".parse().unwrap(),
            gross: Grams(400),
        }],
    );
    detained.inspection = Some(carried.digest.id());
    let mut phone = phone(&mut lock);
    let drawn = challenge(&mut phone, &mut lock);
    let resealing = reseal(
        &instruction(&lock, drawn, Order::Unseal),
        &detained,
        Some(carried.clone()),
        &kz.officer,
    );
    let resealing = agreed(resealing, &[&kz.second]);
    let (_, resealed) = ended(bring(&mut phone, &mut lock, &resealing));
    assert_eq!(lock.state(), LockState::Sealed);
    assert_eq!(lock.cycle(), SealCycle(2));

    // The next officer reads what was inspected and changed.
    assert_eq!(phone.present(&mut lock, &cn.officer), Ok(Answer::Welcome));
    let read = phone.ask(&mut lock, Call::ReadInspection { back: 0 });
    assert_eq!(read, Ok(Answer::Inspection(Box::new(carried))));
    let nothing_before = phone.ask(&mut lock, Call::ReadInspection { back: 1 });
    assert_eq!(nothing_before, Err(Refusal::Nothing));
    let Ok(Answer::Amendment(read)) = phone.ask(&mut lock, Call::ReadAmendment { back: 0 }) else {
        panic!("no amendment");
    };
    let status = phone.status(&mut lock, &cn.trust(kz));
    assert_eq!(status.amended, Some(*read.amendment.id().hash()));

    // Unsealed at the journey's end, and deactivated.
    ended(order(&mut lock, &kz.officer, &[&kz.second], Order::Unseal));
    lever(&mut lock, Lever::Out);
    let end = Order::Deactivate { inspection: None };
    let (_, deactivated) = ended(order(&mut lock, &kz.officer, &[&kz.second], end));
    assert_eq!(lock.state(), LockState::Deactivated);
    assert_eq!(lock.manifest(), None);

    let journal = journal_of(&mut lock, &cn.officer, &cn.trust(kz));
    assert!(matches!(
        event(&journal, accepted),
        Event::SealAccepted { .. }
    ));
    assert!(matches!(event(&journal, sealed), Event::Sealed { .. }));
    assert_eq!(event(&journal, taken), &Event::HandedOver { to });
    assert_eq!(event(&journal, ordered), &Event::UnsealAccepted);
    assert_eq!(event(&journal, unsealed), &Event::Unsealed);
    let cycle = SealCycle(2);
    assert_eq!(event(&journal, resealed), &Event::Sealed { cycle });
    assert_eq!(event(&journal, deactivated), &Event::Deactivated);
    let by = kz.second.chain.leaf.id();
    let agreed = journal
        .iter()
        .filter(|entry| entry.event == Event::Agreed { by });
    assert_eq!(agreed.count(), 4);
}

#[test]
fn a_lever_that_is_not_pulled_is_held_again() {
    let world = World::new();
    let mut lock = world.sealed();
    ended(order(&mut lock, &world.kz.officer, &[], Order::Unseal));
    lock.hardware_mut()
        .advance(Seconds::new(u64::from(RELOCK_SECONDS) - 1));
    lock.tick().unwrap();
    assert_eq!(lock.state(), LockState::Unsealed);
    lock.hardware_mut().advance(Seconds::new(1));
    lock.tick().unwrap();
    assert_eq!(lock.state(), LockState::Sealed);
    assert_eq!(lock.hardware().bolt, Bolt::Held);
}
