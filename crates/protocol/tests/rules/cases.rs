//! The product: every value of every dimension that a decision rests on.

use railseal_protocol::certificate::{Certificate, Person};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::{Order, ResealReason};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{Policy, PolicyRow};
use railseal_protocol::rights::Role;
use railseal_protocol::rules::{Counts, Party};
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;

/// The lock's own administration. Another one the policies name too, and a third nobody does.
pub(crate) const OWNER: &str = "CN";
const ADMINISTRATIONS: [&str; 3] = [OWNER, "KZ", "UZ"];
const STATIONS: [&str; 2] = ["KZDOS", "CNCKG"];
/// Who signs instructions and co-signs; and one who may not, and never gets so far.
const ROLES: [Role; 4] = [
    Role::Officer,
    Role::Supervisor,
    Role::RailwayStaff,
    Role::DocumentIssuer,
];
/// What the lock finds of a certificate: valid; its list or the time is missing; expired; revoked;
/// not recognised, or not for this.
const STANDINGS: [Counts; 5] = [
    Counts::Fully,
    Counts::AsFarAsHeld,
    Counts::Not(RefusalReason::NotInTime),
    Counts::Not(RefusalReason::Revoked),
    Counts::Not(RefusalReason::NotRecognised),
];

/// One order of each kind.
pub(crate) fn orders() -> [Order; 8] {
    let amendment = Id::from_hash(Hash::of("an amendment", &[]));
    [
        Order::Seal {
            manifest: Id::from_hash(Hash::of("a manifest", &[])),
            policy: Id::from_hash(Hash::of("a policy", &[])),
        },
        Order::Unseal,
        Order::Reseal {
            amendment,
            reason: ResealReason::Inspected,
        },
        Order::Amend { amendment },
        Order::ClearTamper,
        Order::SetClock {
            to: Timestamp::from_unix(1),
        },
        Order::HandOver,
        Order::Deactivate { inspection: None },
    ]
}

/// A person with a certificate, and what the lock finds of it.
pub(crate) struct Somebody {
    pub(crate) name: String,
    administration: Administration,
    role: Role,
    person: Person,
    counts: Counts,
}

impl Somebody {
    fn new(administration: &str, role: Role, station: &str) -> Self {
        let name = format!("{administration} {role:?} {station}");
        Self {
            administration: administration.parse().unwrap(),
            role,
            person: Person {
                id: format!("{:.4}{station}", format!("{role:?}"))
                    .to_uppercase()
                    .parse()
                    .unwrap(),
                name: name.parse().unwrap(),
                station: station.parse().unwrap(),
            },
            counts: Counts::Fully,
            name,
        }
    }

    fn is_at_home(&self) -> bool {
        self.person.station == STATIONS[0].parse().unwrap()
    }

    pub(crate) fn party(&self) -> Party<'_> {
        Party {
            certificate: certificate(&self.name),
            administration: self.administration,
            role: self.role,
            person: &self.person,
            counts: self.counts,
        }
    }
}

fn certificate(name: &str) -> Id<Certificate> {
    Id::from_hash(Hash::of("a certificate", &[name.as_bytes()]))
}

/// Everybody: of every administration, in every role, at every station, in every standing; and the
/// officers' second certificates: one more as an officer, one as railway staff.
pub(crate) fn people() -> Vec<Somebody> {
    let mut everybody = Vec::new();
    for administration in ADMINISTRATIONS {
        for role in ROLES {
            for station in STATIONS {
                for counts in STANDINGS {
                    let mut somebody = Somebody::new(administration, role, station);
                    if counts != Counts::Fully {
                        somebody.name.push_str(&format!(" {counts:?}"));
                    }
                    somebody.counts = counts;
                    everybody.push(somebody);
                }
            }
        }
        let officer = Somebody::new(administration, Role::Officer, STATIONS[0]);
        for role in [Role::Officer, Role::RailwayStaff] {
            let mut again = Somebody::new(administration, role, STATIONS[0]);
            again.name.push_str(" again");
            again.person.id = officer.person.id.clone();
            everybody.push(again);
        }
    }
    everybody
}

/// Nobody; everybody alone (in every standing, at one station); and such pairs, threes and fours as tell persons from keys.
pub(crate) fn agreeing(everybody: &[Somebody]) -> Vec<Vec<Party<'_>>> {
    let find = |name: &&str| {
        let found = everybody.iter().find(|somebody| somebody.name == *name);
        found.unwrap_or_else(|| panic!("nobody is {name}")).party()
    };
    let groups: [&[&str]; 12] = [
        &["KZ Officer KZDOS", "KZ Officer KZDOS"],
        &["KZ Officer KZDOS", "KZ Officer KZDOS again"],
        &["KZ Officer KZDOS", "CN Officer KZDOS"],
        &["CN Officer KZDOS", "CN Supervisor CNCKG"],
        &["CN Officer KZDOS", "CN Supervisor CNCKG AsFarAsHeld"],
        &["CN Officer KZDOS AsFarAsHeld", "KZ Officer KZDOS"],
        &["KZ Officer KZDOS", "KZ RailwayStaff KZDOS"],
        &["KZ RailwayStaff KZDOS", "UZ Officer KZDOS"],
        &["KZ Officer CNCKG", "UZ Officer KZDOS"],
        &[
            "KZ Officer KZDOS Not(Revoked)",
            "CN Officer KZDOS Not(NotInTime)",
        ],
        &[
            "KZ Officer KZDOS",
            "CN Officer KZDOS again",
            "CN Officer KZDOS",
        ],
        &[
            "CN Officer KZDOS",
            "CN Officer KZDOS again",
            "CN Supervisor KZDOS",
            "KZ Officer KZDOS",
        ],
    ];
    let mut agreeing = vec![Vec::new()];
    let alone = everybody
        .iter()
        .filter(|somebody| somebody.is_at_home() || somebody.counts == Counts::Fully);
    agreeing.extend(alone.map(|somebody| vec![somebody.party()]));
    agreeing.extend(groups.map(|group| group.iter().map(find).collect()));
    agreeing
}

/// None; and one with every shape of row, asking for one, two and three persons.
pub(crate) fn policies() -> [Option<Policy>; 4] {
    let row = |administration: &str, role, station: Option<&str>| PolicyRow {
        administration: administration.parse().unwrap(),
        role,
        station: station.map(|station| station.parse().unwrap()),
    };
    let policy = |quorum| Policy {
        rows: vec![
            row("CN", Role::Officer, None),
            row("CN", Role::Supervisor, None),
            row("KZ", Role::Officer, Some("KZDOS")),
            row("KZ", Role::RailwayStaff, None),
        ]
        .try_into()
        .unwrap(),
        quorum,
        presence: false,
    };
    [None, Some(policy(1)), Some(policy(2)), Some(policy(3))]
}

/// None; one that holds; one that does not.
pub(crate) fn used_grants() -> [Option<Result<(), RefusalReason>>; 3] {
    [None, Some(Ok(())), Some(Err(RefusalReason::GrantUsed))]
}
