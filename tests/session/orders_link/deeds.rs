//! What is ordered: by whom, with whom, of which lock, and what must come of it.

use railseal::orders::carrying::CarryError;
use railseal::orders::composing::{Hand, Wish};
use railseal::orders::{Carried, Found, instruction};
use railseal_inspection::ordering::Prepared;
use railseal_lock::fake::FakeHardware;
use railseal_lock::{Lock, SealOrder};
use railseal_protocol::call::Refusal;
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::grant::{CarriedGrant, GrantId};
use railseal_protocol::instruction::{Directive, Order, ResealReason};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::status::LockState;
use railseal_tests::phone::MemoryKey;

use super::bench::{Bench, Phone};
use super::writing;
use crate::orders::{TOTALS, agreed, directive, grant};
use crate::small::{in_stock, opened, sealed_for, tampered};
use crate::world::{CONTAINER, Holder, World, documents};

/// What comes of it.
pub(super) enum Expected {
    /// The lock's state after it, and what the last entry says.
    Done(LockState, fn(&Event) -> bool),
    Refused(RefusalReason),
}

/// What is made out.
enum What {
    Wish(Wish, Option<Carried>),
    Seal(Box<SealOrder>),
    ByGrant(Box<CarriedGrant>),
}

pub(super) struct Deed<'a> {
    pub(super) before: FakeHardware,
    pub(super) phone: Phone,
    pub(super) expected: Expected,
    by: &'a Holder,
    with: Vec<&'a Holder>,
    what: What,
}

impl<'a> Deed<'a> {
    fn new(
        world: &'a World,
        lock: Lock<FakeHardware>,
        by: &'a Holder,
        wish: Wish,
        expected: Expected,
    ) -> Self {
        let is_owners = by.chain == world.cn.officer.chain;
        let nations = match is_owners {
            true => (&world.cn, &world.kz),
            false => (&world.kz, &world.cn),
        };
        let carried = lock.manifest().map(|manifest| Carried {
            container: CONTAINER.parse().unwrap(),
            manifest,
            totals: TOTALS,
            amendment: None,
            inspection: None,
        });
        Self {
            before: lock.into_hardware(),
            phone: Phone::of(by, nations),
            expected,
            by,
            with: Vec::new(),
            what: What::Wish(wish, carried),
        }
    }

    fn with(mut self, others: &[&'a Holder]) -> Self {
        self.with = others.to_vec();
        self
    }

    /// What the lock must hold before the order, and keeps only while it has power.
    pub(super) async fn prepare(&self, bench: &mut Bench) {
        if let What::Seal(to_write) = &self.what {
            writing::write_all(bench, to_write, self.by).await;
        }
    }

    /// The order made out and signed by everybody.
    pub(super) async fn make_out(
        &self,
        hand: &Hand<'_, MemoryKey>,
        prepared: &Prepared,
    ) -> Result<Directive, CarryError> {
        let container = Some(CONTAINER.parse().unwrap());
        let made_out = |order| instruction(prepared, container, order);
        let signed = match &self.what {
            What::Wish(wish, carried) => {
                let what = (container, carried.as_ref());
                hand.make_out(wish, prepared, what).await?
            }
            What::Seal(to_write) => {
                let order = Order::Seal {
                    manifest: to_write.sealing.manifest.id(),
                    policy: to_write.sealing.policy.id(),
                };
                directive(&made_out(order), self.by)
            }
            What::ByGrant(carried) => {
                let mut ordered = made_out(Order::Unseal);
                ordered.grant = Some(carried.grant.id());
                let mut signed = directive(&ordered, self.by);
                signed.grant = Some(carried.clone());
                signed
            }
        };
        Ok(agreed(signed, &self.with))
    }

    /// Whether a lock that was restarted after it, or before it, may have refused it for this.
    pub(super) fn may_be_refused_around_a_restart(&self, refusal: Refusal) -> bool {
        let written_is_gone = matches!(self.what, What::Seal(_));
        refusal == Refusal::Fault
            || refusal == Refusal::NotObeyed(RefusalReason::Stale)
            || written_is_gone && refusal == Refusal::NotObeyed(RefusalReason::Incomplete)
    }
}

const UNSEALED: Expected = Expected::Done(LockState::Unsealed, |event| *event == Event::Unsealed);
const SEALED: Expected = Expected::Done(LockState::Sealed, |event| {
    matches!(event, Event::Sealed { .. })
});

pub(super) fn unseal(world: &World) -> Deed<'_> {
    let by = &world.kz.officer;
    Deed::new(world, sealed_for(world, 1), by, Wish::Unseal, UNSEALED)
}

pub(super) fn unseal_by_two(world: &World) -> Deed<'_> {
    let by = &world.kz.officer;
    Deed::new(world, sealed_for(world, 2), by, Wish::Unseal, UNSEALED).with(&[&world.kz.second])
}

pub(super) fn unseal_by_a_grant(world: &World) -> Deed<'_> {
    let (lock, by) = (sealed_for(world, 2), &world.kz.supervisor);
    let carried = grant(world, &lock, by, &[OrderKind::Unseal], |grant| {
        grant.number = GrantId([3; 16]);
    });
    let deed = Deed::new(world, lock, by, Wish::Unseal, UNSEALED).with(&[&world.kz.second]);
    Deed {
        what: What::ByGrant(Box::new(carried)),
        ..deed
    }
}

pub(super) fn reseal(world: &World) -> Deed<'_> {
    let wish = Wish::Reseal {
        found: found(),
        reason: ResealReason::Inspected,
    };
    Deed::new(world, opened(world), &world.kz.officer, wish, SEALED)
}

pub(super) fn amend(world: &World) -> Deed<'_> {
    let wish = Wish::Amend {
        changes: Vec::new(),
    };
    let amended = |event: &Event| matches!(event, Event::Amended { .. });
    let expected = Expected::Done(LockState::Sealed, amended);
    Deed::new(
        world,
        sealed_for(world, 1),
        &world.kz.officer,
        wish,
        expected,
    )
}

pub(super) fn clear_tamper(world: &World) -> Deed<'_> {
    let cleared = |event: &Event| *event == Event::TamperCleared;
    let expected = Expected::Done(LockState::Open, cleared);
    let by = &world.kz.officer;
    Deed::new(world, tampered(world), by, Wish::ClearTamper, expected)
}

pub(super) fn set_clock(world: &World) -> Deed<'_> {
    let set = |event: &Event| matches!(event, Event::ClockSet { .. });
    let expected = Expected::Done(LockState::Sealed, set);
    let by = &world.cn.officer;
    Deed::new(world, sealed_for(world, 1), by, Wish::SetClock, expected)
}

pub(super) fn hand_over(world: &World) -> Deed<'_> {
    let handed = |event: &Event| matches!(event, Event::HandedOver { .. });
    let expected = Expected::Done(LockState::Sealed, handed);
    let by = &world.kz.officer;
    Deed::new(world, sealed_for(world, 1), by, Wish::HandOver, expected).with(&[&world.kz.staff])
}

pub(super) fn deactivate(world: &World) -> Deed<'_> {
    let ended = |event: &Event| *event == Event::Deactivated;
    let expected = Expected::Done(LockState::Deactivated, ended);
    let wish = Wish::Deactivate { found: found() };
    Deed::new(world, opened(world), &world.kz.officer, wish, expected)
}

pub(super) fn seal(world: &World) -> Deed<'_> {
    let before = in_stock(world).into_hardware();
    // Its manifest names the journal as it is once the lock runs.
    let running = Bench::of(before.clone());
    let to_write = world.order(&running.lock, &documents(300, 200));
    let by = &world.cn.officer;
    Deed {
        before,
        what: What::Seal(Box::new(to_write)),
        ..Deed::new(world, running.lock, by, Wish::Unseal, SEALED)
    }
}

pub(super) fn refused(world: &World) -> Deed<'_> {
    let expected = Expected::Refused(RefusalReason::QuorumNotMet);
    let by = &world.kz.officer;
    Deed::new(world, sealed_for(world, 2), by, Wish::Unseal, expected)
}

fn found() -> Found {
    Found {
        condition: SealCondition::Right,
        disposition: Disposition::Release,
        results: Vec::new(),
        changes: Vec::new(),
    }
}
