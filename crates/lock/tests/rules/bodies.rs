//! Locks in every state, under every quorum, with and without a clock: made once, copied for each
//! cell.

use std::collections::BTreeMap;

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Casing, Lever};
use railseal_protocol::instruction::Order;
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::rights::Role;
use railseal_protocol::status::LockState;
use railseal_protocol::time::Seconds;

use crate::cells::Cell;
use crate::orders::{agreed, bring, challenge, directive, instruction, lever, phone};
use crate::people::People;
use crate::world::{Nation, World, documents};

/// A state, and whether the lock is under a policy there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Body {
    InStock,
    Sealed,
    Unsealed,
    Open,
    TamperedWhileSealed,
    TamperedInStock,
    Deactivated,
}

pub(crate) const STATES: [Body; 7] = [
    Body::InStock,
    Body::Sealed,
    Body::Unsealed,
    Body::Open,
    Body::TamperedWhileSealed,
    Body::TamperedInStock,
    Body::Deactivated,
];

impl Body {
    pub(crate) fn is(self) -> LockState {
        match self {
            Self::InStock => LockState::InStock,
            Self::Sealed => LockState::Sealed,
            Self::Unsealed => LockState::Unsealed,
            Self::Open => LockState::Open,
            Self::TamperedWhileSealed | Self::TamperedInStock => LockState::Tampered,
            Self::Deactivated => LockState::Deactivated,
        }
    }

    pub(crate) fn is_under_a_policy(self) -> bool {
        match self {
            Self::Sealed | Self::Unsealed | Self::Open | Self::TamperedWhileSealed => true,
            Self::InStock | Self::TamperedInStock | Self::Deactivated => false,
        }
    }
}

pub(crate) const QUORUMS: [u8; 2] = [1, 2];

/// The clock: good, lost, behind the floor; good, and beyond the end of every list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    Good,
    Lost,
    BehindTheFloor,
    BeyondTheLists,
}

pub(crate) const CLOCKS: [Clock; 4] = [
    Clock::Good,
    Clock::Lost,
    Clock::BehindTheFloor,
    Clock::BeyondTheLists,
];

pub(crate) struct Bodies(BTreeMap<(Body, u8), FakeHardware>);

impl Bodies {
    pub(crate) fn of(world: &World, people: &People<'_>) -> Self {
        let mut made = BTreeMap::new();
        for quorum in QUORUMS {
            for body in STATES {
                let lock = made_in(world, people, body, quorum);
                assert_eq!(lock.state(), body.is());
                assert_eq!(lock.manifest().is_some(), body.is_under_a_policy());
                made.insert((body, quorum), lock.into_hardware());
            }
        }
        Self(made)
    }

    /// The lock of a cell, started.
    pub(crate) fn lock(&self, cell: &Cell) -> Lock<FakeHardware> {
        let mut hardware = self.0[&(cell.body, cell.quorum)].clone();
        hardware.restart();
        let mut lock = Lock::start(hardware).unwrap();
        let wall = lock.hardware().wall_clock;
        lock.hardware_mut().wall_clock = match cell.clock {
            Clock::Good => wall,
            Clock::Lost => None,
            Clock::BehindTheFloor => wall.map(|wall| wall.minus(Seconds::days(9))),
            Clock::BeyondTheLists => wall.map(|wall| wall.plus(Seconds::days(61))),
        };
        lock
    }
}

/// The rows of every lock's policy: one role at one station of CN, one of KZ anywhere; and railway
/// staff, whom no row helps.
pub(crate) fn policy(world: &World, policy: &mut Policy, quorum: u8) {
    let row = |nation: &Nation, role, station: Option<&str>| PolicyRow {
        administration: nation.code,
        role,
        station: station.map(|station| station.parse().unwrap()),
    };
    policy.rows = vec![
        row(&world.cn, Role::Officer, Some("KZDOS")),
        row(&world.kz, Role::Officer, None),
        row(&world.kz, Role::RailwayStaff, None),
    ]
    .try_into()
    .unwrap();
    policy.quorum = quorum;
}

fn made_in(world: &World, people: &People<'_>, body: Body, quorum: u8) -> Lock<FakeHardware> {
    let mut lock = people.lock();
    let sealing = |lock: &Lock<FakeHardware>| {
        let change = |changed: &mut Policy| policy(world, changed, quorum);
        world.order_with(lock, &documents(20, 20), |_| {}, change)
    };
    let obeys = |lock: &mut Lock<FakeHardware>, order: Order| {
        let mut phone = phone(lock);
        let challenge = challenge(&mut phone, lock);
        let instruction = instruction(lock, challenge, order);
        let signed = agreed(
            directive(&instruction, &world.kz.officer),
            &[&world.kz.second],
        );
        bring(&mut phone, lock, &signed).unwrap();
    };
    let break_into = |lock: &mut Lock<FakeHardware>| {
        lock.hardware_mut().casing = Casing::Opened;
        lock.tick().unwrap();
        lock.hardware_mut().casing = Casing::Closed;
    };
    match body {
        Body::InStock => {}
        Body::TamperedInStock => break_into(&mut lock),
        Body::Sealed => drop(lock.seal(&sealing(&lock)).unwrap()),
        Body::TamperedWhileSealed => {
            lock.seal(&sealing(&lock)).unwrap();
            break_into(&mut lock);
        }
        Body::Unsealed | Body::Open | Body::Deactivated => {
            lock.seal(&sealing(&lock)).unwrap();
            obeys(&mut lock, Order::Unseal);
        }
    }
    if matches!(body, Body::Open | Body::Deactivated) {
        lever(&mut lock, Lever::Out);
        lever(&mut lock, Lever::In);
    }
    if body == Body::Deactivated {
        obeys(&mut lock, Order::Deactivate { inspection: None });
    }
    lock
}
