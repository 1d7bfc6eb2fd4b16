//! The cells: an order, a lock's body, who signs, who agrees, by what grant; and what the page says
//! of each.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Order, ResealReason};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::Policy;
use railseal_protocol::rules::{Case, Counts, ORDERS, OrderKind, Party};
use railseal_protocol::statement::Id;
use railseal_protocol::time::Seconds;

use crate::bodies::{Body, CLOCKS, Clock, QUORUMS, STATES, policy};
use crate::oracle;
use crate::page::Page;
use crate::people::People;
use crate::world::{NOW, World};

pub(crate) const KINDS: [OrderKind; 8] = ORDERS;

/// What the lock finds of a certificate, when its clock is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Valid,
    Expired,
    Revoked,
    Unrecognised,
}

/// Who signs: administration, role, station, certificate.
pub(crate) const SIGNATORIES: [(&str, Found); 15] = [
    ("CN officer", Found::Valid),
    ("CN supervisor", Found::Valid),
    ("CN officer elsewhere", Found::Valid),
    ("CN staff", Found::Valid),
    ("CN expired", Found::Expired),
    ("CN revoked", Found::Revoked),
    ("KZ officer", Found::Valid),
    ("KZ supervisor", Found::Valid),
    ("KZ officer elsewhere", Found::Valid),
    ("KZ staff", Found::Valid),
    ("KZ expired", Found::Expired),
    ("KZ revoked", Found::Revoked),
    ("XX officer", Found::Unrecognised),
    ("XX supervisor", Found::Unrecognised),
    ("XX staff", Found::Unrecognised),
];

/// Who agrees.
pub(crate) const AGREEING: [&[&str]; 11] = [
    &[],
    &["CN second"],
    &["KZ second"],
    &["KZ staff"],
    &["CN tablet"],
    &["KZ tablet"],
    &["KZ revoked"],
    &["CN expired"],
    &["XX officer"],
    &["CN officer", "KZ second"],
    &["KZ tablet", "KZ officer"],
];

/// The grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Granted {
    None,
    Holds,
    AnotherLock,
    AnotherCycle,
    AnotherHolder,
    AnotherPlace,
    AnotherOrder,
    Over,
    NotYet,
    OfAnotherAdministration,
}

pub(crate) const GRANTED: [Granted; 10] = [
    Granted::None,
    Granted::Holds,
    Granted::AnotherLock,
    Granted::AnotherCycle,
    Granted::AnotherHolder,
    Granted::AnotherPlace,
    Granted::AnotherOrder,
    Granted::Over,
    Granted::NotYet,
    Granted::OfAnotherAdministration,
];

/// One case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    kind: OrderKind,
    pub(crate) body: Body,
    pub(crate) quorum: u8,
    pub(crate) clock: Clock,
    by: (&'static str, Found),
    agrees: &'static [&'static str],
    granted: Granted,
}

impl Cell {
    pub(crate) fn at(place: &[usize]) -> Self {
        Self {
            kind: KINDS[place[0]],
            body: STATES[place[1]],
            quorum: QUORUMS[place[2]],
            clock: CLOCKS[place[3]],
            by: SIGNATORIES[place[4]],
            agrees: AGREEING[place[5]],
            granted: GRANTED[place[6]],
        }
    }

    /// The same, ordered by an officer of a peer, with nobody else.
    pub(crate) fn by_a_peer(self) -> Self {
        Self {
            by: ("KZ officer", Found::Valid),
            agrees: &[],
            clock: Clock::Good,
            granted: Granted::None,
            ..self
        }
    }

    pub(crate) fn kind(&self) -> OrderKind {
        self.kind
    }

    pub(crate) fn by(&self) -> (&'static str, Found) {
        self.by
    }

    pub(crate) fn agrees(&self) -> &'static [&'static str] {
        self.agrees
    }

    pub(crate) fn granted(&self) -> Granted {
        self.granted
    }

    /// What the page says of it, down to the reason.
    pub(crate) fn expected(
        &self,
        world: &World,
        page: &Page,
        lock: &Lock<FakeHardware>,
        people: &People<'_>,
    ) -> Result<(), RefusalReason> {
        // The page's 2 and 5: whose chain leads to no root that is known.
        let found = |name: &str| people.found(name);
        let agreeing: Vec<Found> = self.agrees.iter().map(|name| found(name)).collect();
        if self.by.1 == Found::Unrecognised || agreeing.contains(&Found::Unrecognised) {
            return Err(RefusalReason::NotRecognised);
        }
        let order = order(self.kind);
        let mut rows = Policy {
            rows: Vec::new().try_into().unwrap(),
            quorum: 1,
            presence: false,
        };
        policy(world, &mut rows, self.quorum);
        let agrees: Vec<Party<'_>> = self
            .agrees
            .iter()
            .zip(&agreeing)
            .map(|(name, found)| people.party(name, self.counts(*found)))
            .collect();
        let case = Case {
            order: &order,
            state: self.body.is(),
            owner: world.cn.code,
            policy: self.body.is_under_a_policy().then_some(&rows),
            orders: people.party(self.by.0, self.counts(self.by.1)),
            agrees: &agrees,
            grant: self.grant(),
        };
        assert_eq!(lock.state(), self.body.is());
        oracle::reason(page, &case).map_or(Ok(()), Err)
    }

    fn counts(&self, found: Found) -> Counts {
        match (self.clock, found) {
            (_, Found::Revoked) => Counts::Not(RefusalReason::Revoked),
            (Clock::Lost | Clock::BehindTheFloor, _) => Counts::AsFarAsHeld,
            (_, Found::Expired) => Counts::Not(RefusalReason::NotInTime),
            (Clock::BeyondTheLists, _) => Counts::AsFarAsHeld,
            (Clock::Good, Found::Valid) => Counts::Fully,
            (Clock::Good, Found::Unrecognised) => Counts::Not(RefusalReason::NotRecognised),
        }
    }

    fn grant(&self) -> Option<Result<(), RefusalReason>> {
        let holds = match self.granted {
            Granted::None => return None,
            Granted::Holds => Ok(()),
            Granted::AnotherLock
            | Granted::AnotherCycle
            | Granted::AnotherHolder
            | Granted::AnotherPlace
            | Granted::AnotherOrder
            | Granted::OfAnotherAdministration => Err(RefusalReason::GrantDoesNotFit),
            Granted::Over | Granted::NotYet => Err(RefusalReason::NotInTime),
        };
        Some(match self.clock {
            Clock::Good => holds,
            Clock::Lost | Clock::BehindTheFloor | Clock::BeyondTheLists => {
                Err(RefusalReason::CannotSay)
            }
        })
    }
}

pub(crate) fn order(kind: OrderKind) -> Order {
    let nothing = Hash::of("test", &[]);
    match kind {
        OrderKind::Seal => Order::Seal {
            manifest: Id::from_hash(nothing),
            policy: Id::from_hash(nothing),
        },
        OrderKind::Unseal => Order::Unseal,
        OrderKind::Reseal => Order::Reseal {
            amendment: Id::from_hash(nothing),
            reason: ResealReason::Inspected,
        },
        OrderKind::Amend => Order::Amend {
            amendment: Id::from_hash(nothing),
        },
        OrderKind::ClearTamper => Order::ClearTamper,
        OrderKind::SetClock => Order::SetClock {
            to: NOW.plus(Seconds::days(100)),
        },
        OrderKind::HandOver => Order::HandOver,
        OrderKind::Deactivate => Order::Deactivate { inspection: None },
    }
}
