//! The cells: who signs, who agrees, by what grant; and a selection in which every value of every
//! dimension meets every value of every other.

use std::collections::BTreeSet;

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::certificate::{Person, Subject};
use railseal_protocol::grant::CarriedGrant;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Challenge, Directive, Order, ResealReason};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::Policy;
use railseal_protocol::rights::Role;
use railseal_protocol::rules::{Case, Counts, ORDERS, OrderKind, Party};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::time::Seconds;

use crate::bodies::{Body, CLOCKS, Clock, QUORUMS, STATES, policy};
use crate::oracle;
use crate::orders::{agreed, directive, grant, instruction};
use crate::page::Page;
use crate::world::{Holder, NOW, World, person};

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

fn order(kind: OrderKind) -> Order {
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

/// Everybody by name, with those whom the lock's other tests do not need.
pub(crate) struct People<'a> {
    world: &'a World,
    elsewhere: [(Holder, Person); 2],
}

impl<'a> People<'a> {
    pub(crate) fn of(world: &'a World) -> Self {
        let elsewhere = [&world.cn, &world.kz].map(|nation| {
            let mut person = person("AWAY");
            person.station = "CNCKG".parse().unwrap();
            let subject = Subject::Officer(person.clone());
            (nation.enrol("officer elsewhere", subject), person)
        });
        Self { world, elsewhere }
    }

    pub(crate) fn lock(&self) -> Lock<FakeHardware> {
        self.world.lock()
    }

    fn holder(&self, name: &str) -> &Holder {
        let (nation, who) = name.split_once(' ').unwrap();
        let (nation, elsewhere) = match nation {
            "CN" => (&self.world.cn, &self.elsewhere[0]),
            "KZ" => (&self.world.kz, &self.elsewhere[1]),
            _ => (&self.world.xx, &self.elsewhere[1]),
        };
        match who {
            "officer" => &nation.officer,
            "second" => &nation.second,
            "tablet" => &nation.officers_tablet,
            "supervisor" => &nation.supervisor,
            "staff" => &nation.staff,
            "expired" => &nation.expired,
            "revoked" => &nation.revoked,
            "officer elsewhere" => &elsewhere.0,
            other => panic!("{other}"),
        }
    }

    fn found(&self, name: &str) -> Found {
        match name.split_once(' ').unwrap() {
            ("XX", _) => Found::Unrecognised,
            (_, "expired") => Found::Expired,
            (_, "revoked") => Found::Revoked,
            _ => Found::Valid,
        }
    }

    /// The person as the oracle is told: by name, and not by what the lock reads.
    fn party(&self, name: &str, counts: Counts) -> Party<'_> {
        let (nation, who) = name.split_once(' ').unwrap();
        let role = match who {
            "supervisor" => Role::Supervisor,
            "staff" => Role::RailwayStaff,
            _ => Role::Officer,
        };
        let id = match who {
            "officer" | "tablet" => "OFFICER",
            "second" => "SECOND",
            "supervisor" => "CHIEF",
            "staff" => "STAFF",
            "expired" => "OLD",
            "revoked" => "GONE",
            _ => "AWAY",
        };
        // The oracle compares persons only.
        let mut it = person(id);
        if id == "AWAY" {
            it.station = "CNCKG".parse().unwrap();
        }
        Party {
            certificate: self.holder(name).chain.leaf.id(),
            administration: nation.parse().unwrap(),
            role,
            person: Box::leak(Box::new(it)),
            counts,
        }
    }

    pub(crate) fn directive(
        &self,
        lock: &Lock<FakeHardware>,
        challenge: Challenge,
        cell: &Cell,
    ) -> Directive {
        let by = self.holder(cell.by.0);
        let mut ordered = instruction(lock, challenge, order(cell.kind));
        let here = match cell.by.0.ends_with("elsewhere") {
            true => "CNCKG",
            false => "KZDOS",
        };
        let another = KINDS.iter().find(|kind| **kind != cell.kind).unwrap();
        let carried = grant(self.world, lock, by, &[cell.kind], |grant| {
            grant.place = here.parse().unwrap();
            match cell.granted {
                Granted::AnotherLock => grant.lock = "RSLA00000099".parse().unwrap(),
                Granted::AnotherCycle => grant.cycle = grant.cycle.next(),
                Granted::AnotherHolder => grant.holder = Id::from_hash(Hash::of("test", &[])),
                Granted::AnotherPlace => grant.place = "KZALA".parse().unwrap(),
                Granted::AnotherOrder => grant.orders = vec![*another].try_into().unwrap(),
                Granted::Over => grant.validity.until = NOW.minus(Seconds::new(1)),
                Granted::NotYet => grant.validity.from = NOW.plus(Seconds::new(1)),
                Granted::None | Granted::Holds | Granted::OfAnotherAdministration => {}
            }
        });
        let carried = match cell.granted {
            Granted::OfAnotherAdministration => self.reissued(lock, by, cell.kind, here),
            _ => carried,
        };
        let used = (cell.granted != Granted::None).then_some(carried);
        ordered.grant = used.as_ref().map(|carried| carried.grant.id());
        let others: Vec<&Holder> = cell.agrees.iter().map(|name| self.holder(name)).collect();
        let mut signed = agreed(directive(&ordered, by), &others);
        signed.grant = used.map(Box::new);
        signed
    }

    fn reissued(
        &self,
        lock: &Lock<FakeHardware>,
        by: &Holder,
        kind: OrderKind,
        here: &str,
    ) -> CarriedGrant {
        let mut says = None;
        let mut carried = grant(self.world, lock, by, &[kind], |grant| {
            grant.place = here.parse().unwrap();
            says = Some(grant.clone());
        });
        let server = &self.world.kz.server;
        carried.grant = Signed::sign(&says.unwrap(), server.signer(), &server.key);
        carried.issuer = server.chain.clone();
        carried
    }
}

/// Places in which every pair of values of two dimensions stands together in one at least, among
/// those where `counts`; and every pair of the first two, whatever counts.
pub(crate) fn covering(sizes: &[usize], counts: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    let mut chosen = Vec::new();
    for first in 0..sizes[0] {
        for second in 0..sizes[1] {
            let mut place = vec![0; sizes.len()];
            (place[0], place[1]) = (first, second);
            chosen.push(place);
        }
    }
    // Each lawful place of the table meets every value of each other dimension, and these meet each
    // other; the numbers that choose are drawn from a hash, the same in every run.
    let mut met = BTreeSet::new();
    let places: Vec<(usize, usize)> = (0..sizes[0])
        .flat_map(|first| (0..sizes[1]).map(move |second| (first, second)))
        .filter(|(first, second)| counts(&[*first, *second]))
        .collect();
    let wanted = pairs_wanted(places.len(), &sizes[2..]);
    let mut draw = 0_u32;
    while met.len() < wanted {
        draw += 1;
        let hash = Hash::of("cell", &[&draw.to_be_bytes()]);
        let bytes = hash.as_bytes();
        let table = usize::from(bytes[0]) % places.len();
        let rest: Vec<usize> = sizes[2..]
            .iter()
            .zip(&bytes[1..])
            .map(|(size, byte)| usize::from(*byte) % size)
            .collect();
        let values: Vec<usize> = [table].into_iter().chain(rest.clone()).collect();
        let mut pairs = BTreeSet::new();
        for a in 0..values.len() {
            for b in a + 1..values.len() {
                pairs.insert((a, b, values[a], values[b]));
            }
        }
        if pairs.iter().any(|pair| !met.contains(pair)) {
            met.extend(pairs);
            let (first, second) = places[table];
            let mut place = vec![first, second];
            place.extend(rest);
            chosen.push(place);
        }
    }
    chosen
}

fn pairs_wanted(table: usize, sizes: &[usize]) -> usize {
    let all: Vec<usize> = [table].into_iter().chain(sizes.iter().copied()).collect();
    let pairs = (0..all.len()).flat_map(|a| (a + 1..all.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| all[a] * all[b]).sum()
}

/// Around each case that is lawful: whatever else one dimension can be.
pub(crate) fn around_the_lawful(sizes: &[usize], page: &Page) -> Vec<Vec<usize>> {
    let by = |name: &str| SIGNATORIES.iter().position(|(by, _)| *by == name).unwrap();
    let agrees = |names: &[&str]| AGREEING.iter().position(|some| *some == names).unwrap();
    let mut chosen = Vec::new();
    for (first, kind) in KINDS.into_iter().enumerate() {
        for (second, body) in STATES.into_iter().enumerate() {
            let who = page.who(kind, body.is());
            let is_bound = body.is_under_a_policy();
            let (signs, joins) = match (who, is_bound) {
                ("owner", _) | ("policy, or owner", false) => (by("CN officer"), agrees(&[])),
                ("policy" | "policy, or owner", true) => (by("KZ officer"), agrees(&["KZ second"])),
                ("both sides", true) => (by("CN officer"), agrees(&["KZ staff"])),
                _ => continue,
            };
            let lawful = vec![first, second, 1, 0, signs, joins, 0];
            for dimension in 2..sizes.len() {
                for value in 0..sizes[dimension] {
                    let mut place = lawful.clone();
                    place[dimension] = value;
                    chosen.push(place);
                }
            }
        }
    }
    chosen
}
