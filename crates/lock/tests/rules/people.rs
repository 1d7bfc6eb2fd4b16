//! Everybody who signs, and what each signs.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::certificate::{Person, Subject};
use railseal_protocol::grant::CarriedGrant;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Challenge, Directive};
use railseal_protocol::rights::Role;
use railseal_protocol::rules::{Counts, OrderKind, Party};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::time::Seconds;

use crate::cells::{Cell, Found, Granted, KINDS, order};
use crate::orders::{agreed, directive, grant, instruction};
use crate::world::{Holder, NOW, World, person};

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

    pub(crate) fn found(&self, name: &str) -> Found {
        match name.split_once(' ').unwrap() {
            ("XX", _) => Found::Unrecognised,
            (_, "expired") => Found::Expired,
            (_, "revoked") => Found::Revoked,
            _ => Found::Valid,
        }
    }

    /// The person as the oracle is told: by name, and not by what the lock reads.
    pub(crate) fn party(&self, name: &str, counts: Counts) -> Party<'_> {
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
        let by = self.holder(cell.by().0);
        let mut ordered = instruction(lock, challenge, order(cell.kind()));
        let here = match cell.by().0.ends_with("elsewhere") {
            true => "CNCKG",
            false => "KZDOS",
        };
        let another = KINDS.iter().find(|kind| **kind != cell.kind()).unwrap();
        let carried = grant(self.world, lock, by, &[cell.kind()], |grant| {
            grant.place = here.parse().unwrap();
            match cell.granted() {
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
        let carried = match cell.granted() {
            Granted::OfAnotherAdministration => self.reissued(lock, by, cell.kind(), here),
            _ => carried,
        };
        let used = (cell.granted() != Granted::None).then_some(carried);
        ordered.grant = used.as_ref().map(|carried| carried.grant.id());
        let others: Vec<&Holder> = cell.agrees().iter().map(|name| self.holder(name)).collect();
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
