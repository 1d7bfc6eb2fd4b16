//! Every order that there is: a lock before it, and somebody who has it obeyed over the air.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::amendment::Change;
use railseal_protocol::call::Refusal;
use railseal_protocol::grant::GrantId;
use railseal_protocol::instruction::{Challenge, Directive, Instruction, Order, Outcome};
use railseal_protocol::manifest::Grams;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::time::{Seconds, Timestamp};

use super::holding::Before;
use super::sealing;
use crate::orders::{
    TOTALS, agreed, amendment, bring, challenge, directive, grant, inspection, instruction, phone,
    reseal,
};
use crate::small::{in_stock, opened, sealed, sealed_for, tampered};
use crate::world::{Holder, NOW, World};

/// An order that somebody gives, and what the lock answered.
pub(crate) enum Attempt {
    /// The lock took no longer part before there was anything to sign.
    NotOrdered(Refusal),
    Ordered {
        directive: Box<Directive>,
        challenge: Challenge,
        answer: Result<Outcome, Refusal>,
    },
}

pub(crate) struct Scene {
    pub(crate) kind: OrderKind,
    pub(crate) before: fn(&World) -> Lock<FakeHardware>,
    /// The number says how many of its kind were accepted before, for what can be used once.
    pub(crate) attempt: fn(&World, &mut Lock<FakeHardware>, u8) -> Attempt,
    pub(crate) documents: Before,
}

const fn scene(
    kind: OrderKind,
    before: fn(&World) -> Lock<FakeHardware>,
    attempt: fn(&World, &mut Lock<FakeHardware>, u8) -> Attempt,
) -> Scene {
    Scene {
        kind,
        before,
        attempt,
        documents: Before::Kept,
    }
}

pub(crate) const UNSEAL: Scene = scene(OrderKind::Unseal, sealed, |world, lock, _| {
    obeyed(lock, &world.kz.officer, &[], Order::Unseal)
});

pub(crate) const UNSEAL_BY_TWO: Scene =
    scene(OrderKind::Unseal, sealed_for_two, |world, lock, _| {
        obeyed(lock, &world.kz.officer, &[&world.kz.second], Order::Unseal)
    });

pub(crate) const UNSEAL_BY_A_GRANT: Scene =
    scene(OrderKind::Unseal, sealed_for_two, |world, lock, spent| {
        let by = &world.kz.supervisor;
        made_out(lock, |lock, challenge| {
            let carried = grant(world, lock, by, &[OrderKind::Unseal], |grant| {
                grant.number = GrantId([spent; 16]);
            });
            let mut granted = instruction(lock, challenge, Order::Unseal);
            granted.grant = Some(carried.grant.id());
            let mut signed = agreed(directive(&granted, by), &[&world.kz.second]);
            signed.grant = Some(Box::new(carried));
            signed
        })
    });

pub(crate) const RESEAL: Scene = scene(OrderKind::Reseal, opened, |world, lock, _| {
    let by = &world.kz.officer;
    made_out(lock, |lock, challenge| {
        changed(
            lock,
            by,
            lock.cycle().next(),
            &instruction(lock, challenge, Order::Unseal),
        )
    })
});

pub(crate) const AMEND: Scene = scene(OrderKind::Amend, sealed, |world, lock, _| {
    let by = &world.kz.officer;
    made_out(lock, |lock, challenge| {
        let mut ordered = instruction(lock, challenge, Order::Unseal);
        let mut signed = changed(lock, by, lock.cycle(), &ordered);
        let amendment = signed.amendment.as_ref().unwrap().id();
        ordered.order = Order::Amend { amendment };
        signed.instruction = directive(&ordered, by).instruction;
        signed
    })
});

pub(crate) const CLEAR_TAMPER: Scene = scene(OrderKind::ClearTamper, tampered, |world, lock, _| {
    obeyed(lock, &world.kz.officer, &[], Order::ClearTamper)
});

pub(crate) const SET_CLOCK: Scene = scene(OrderKind::SetClock, sealed, |world, lock, _| {
    obeyed(lock, &world.cn.officer, &[], Order::SetClock { to: LATER })
});

pub(crate) const SET_LOST_CLOCK: Scene =
    scene(OrderKind::SetClock, without_clock, |world, lock, _| {
        obeyed(lock, &world.cn.officer, &[], Order::SetClock { to: LATER })
    });

pub(crate) const HAND_OVER: Scene = scene(OrderKind::HandOver, sealed, |world, lock, _| {
    obeyed(lock, &world.cn.officer, &[&world.kz.staff], Order::HandOver)
});

pub(crate) const DEACTIVATE: Scene = scene(OrderKind::Deactivate, opened, |world, lock, _| {
    obeyed(
        lock,
        &world.kz.officer,
        &[],
        Order::Deactivate { inspection: None },
    )
});

pub(crate) const DEACTIVATE_INSPECTED: Scene =
    scene(OrderKind::Deactivate, opened, |world, lock, _| {
        let by = &world.kz.officer;
        made_out(lock, |lock, challenge| {
            let carried = inspection(lock, by, None);
            let inspection = Some(carried.digest.id());
            let ordered = instruction(lock, challenge, Order::Deactivate { inspection });
            let mut signed = directive(&ordered, by);
            signed.inspection = Some(Box::new(carried));
            signed
        })
    });

pub(crate) const SEAL: Scene = Scene {
    documents: Before::MayBeErased,
    ..scene(OrderKind::Seal, in_stock, sealing::attempt)
};

pub(crate) const SEAL_AGAIN: Scene = Scene {
    documents: Before::MayBeErased,
    ..scene(OrderKind::Seal, opened, sealing::attempt)
};

pub(crate) const SEAL_AFTER_THE_END: Scene = Scene {
    documents: Before::MayBeErased,
    ..scene(OrderKind::Seal, deactivated, sealing::attempt)
};

const LATER: Timestamp = Timestamp::from_unix(NOW.as_unix() + 3600);

/// An order with nothing beside it, by these.
fn obeyed(lock: &mut Lock<FakeHardware>, by: &Holder, others: &[&Holder], order: Order) -> Attempt {
    made_out(lock, |lock, challenge| {
        agreed(directive(&instruction(lock, challenge, order), by), others)
    })
}

/// An order made out for a challenge that the lock has drawn, and brought.
pub(super) fn made_out(
    lock: &mut Lock<FakeHardware>,
    make: impl FnOnce(&Lock<FakeHardware>, Challenge) -> Directive,
) -> Attempt {
    let mut phone = phone(lock);
    let challenge = challenge(&mut phone, lock);
    let directive = Box::new(make(lock, challenge));
    let answer = bring(&mut phone, lock, &directive);
    Attempt::Ordered {
        directive,
        challenge,
        answer,
    }
}

/// An order to close again, with an item taken out and an inspection.
fn changed(
    lock: &Lock<FakeHardware>,
    by: &Holder,
    cycle: railseal_protocol::status::SealCycle,
    ordered: &Instruction,
) -> Directive {
    let inspected = inspection(lock, by, None);
    let detained = Change::ItemDetained {
        receptacle: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
        item: "RR000000080CN".parse().unwrap(),
        gross: Grams(400),
    };
    let mut change = amendment(lock, cycle, TOTALS, None, vec![detained]);
    change.inspection = Some(inspected.digest.id());
    reseal(ordered, &change, Some(inspected), by)
}

fn sealed_for_two(world: &World) -> Lock<FakeHardware> {
    sealed_for(world, 2)
}

fn deactivated(world: &World) -> Lock<FakeHardware> {
    let mut lock = opened(world);
    let ended = (DEACTIVATE_INSPECTED.attempt)(world, &mut lock, 0);
    assert!(matches!(ended, Attempt::Ordered { answer: Ok(_), .. }));
    lock
}

pub(super) fn without_clock(world: &World) -> Lock<FakeHardware> {
    let mut lock = sealed(world);
    lock.hardware_mut().wall_clock = None;
    lock.tick().unwrap();
    lock.hardware_mut().advance(Seconds::new(1));
    lock
}
