//! Orders: which ones an officer can give to a lock that was read, and what goes into them. What
//! the lock itself will decide is the same table ([`railseal_protocol::rules`]); here it only says
//! which buttons there are, and how many people it takes.

pub mod agreement;
pub mod carrying;
pub mod composing;
pub mod sealing;

use railseal_inspection::Judgement;
use railseal_inspection::ordering::Prepared;
use railseal_protocol::amendment::{Amendment, Change, MoreThanThereWas, left_after};
use railseal_protocol::bounded::List;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::grant::Grant;
use railseal_protocol::identifiers::{Administration, ContainerNumber, StationCode};
use railseal_protocol::instruction::{Instruction, Order};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{Manifest, Totals};
use railseal_protocol::prior::{InspectionDigest, InspectionId};
use railseal_protocol::rights::Role;
use railseal_protocol::rules::{Authority, Bound, ORDERS, OrderKind};
use railseal_protocol::statement::Id;
use railseal_protocol::status::{LockState, SealCycle};
use railseal_protocol::time::Timestamp;

use crate::grants::HeldGrant;
use crate::officer::Officer;

/// An order that has a place in the lock's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// What can be ordered.
    pub kind: OrderKind,
    /// How many people must sign, the one who orders included.
    pub people: u8,
    /// Why the lock would refuse it from this officer, as far as can be told.
    pub refused: Option<RefusalReason>,
    /// What it rests on where the policy alone does not admit the officer.
    pub grant: Option<RestsOn>,
}

/// The grant that an order rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestsOn {
    /// Which.
    pub grant: Id<Grant>,
    /// Who has granted it.
    pub of: Administration,
    /// Until when it holds.
    pub until: Timestamp,
}

/// What can be ordered of a lock as it was judged, in this state, now.
pub fn offers(
    judgement: &Judgement,
    state: LockState,
    officer: &Officer,
    now: Timestamp,
) -> Vec<Offer> {
    let Some(lock) = &judgement.lock else {
        return Vec::new();
    };
    let owner = lock.certificate().administration;
    let bound = match judgement.policy {
        Some(_) => Bound::UnderPolicy,
        None => Bound::Free,
    };
    // Whoever pulls the lever makes it open: what can follow is offered at once.
    let state = match state {
        LockState::Unsealed => LockState::Open,
        other => other,
    };
    ORDERS
        .into_iter()
        .filter_map(|kind| {
            let authority = kind.authority(state, bound)?;
            let certificate = officer.holder.certificate();
            let role = certificate.role();
            let customs = matches!(role, Role::Officer | Role::Supervisor);
            let policy = judgement.policy.as_ref();
            let admitted = match authority {
                Authority::Owner => certificate.administration == owner,
                Authority::Policy => policy.is_some_and(|policy| {
                    policy.admits(certificate.administration, role, &officer.person)
                }),
                Authority::BothSides => true,
            };
            let grant = match authority {
                Authority::Policy if customs && !admitted => {
                    let held = officer.grants.fitting(officer, judgement, kind, now);
                    held.map(RestsOn::of)
                }
                _ => None,
            };
            let refused = match authority {
                Authority::Owner | Authority::Policy if !customs => Some(RefusalReason::NoRight),
                _ if !admitted && grant.is_none() => Some(RefusalReason::NotAdmitted),
                _ => None,
            };
            let people = match authority {
                Authority::Owner => 1,
                Authority::Policy => policy.map_or(1, |policy| policy.quorum),
                Authority::BothSides => 2,
            };
            Some(Offer {
                kind,
                people,
                refused,
                grant,
            })
        })
        // To seal is the owner's office's affair: nobody else needs to be told that they may not.
        .filter(|offer| offer.kind != OrderKind::Seal || offer.refused.is_none())
        .collect()
}

impl RestsOn {
    fn of(held: &HeldGrant) -> Self {
        Self {
            grant: held.id(),
            of: held.of(),
            until: held.grant().validity.until,
        }
    }
}

/// What an officer fills in to close a lock again after an inspection, or to end its journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What the officer saw of the seal.
    pub condition: SealCondition,
    /// What the officer decided.
    pub disposition: Disposition,
    /// What the controls came to.
    pub results: Vec<ControlResult>,
    /// What has changed of the cargo.
    pub changes: Vec<Change>,
}

/// What the lock carries, as it was judged: what an order of an officer's follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The container.
    pub container: ContainerNumber,
    /// The manifest.
    pub manifest: Id<Manifest>,
    /// What the container holds now.
    pub totals: Totals,
    /// The last amendment.
    pub amendment: Option<Id<Amendment>>,
    /// The last inspection.
    pub inspection: Option<Id<InspectionDigest>>,
}

impl Carried {
    /// What a judgement found; none without a genuine manifest.
    pub fn of(judgement: &Judgement) -> Option<Self> {
        let manifest = judgement.manifest.as_ref()?;
        let last = judgement.amendments.first();
        Some(Self {
            container: manifest.container,
            manifest: manifest.id(),
            totals: last.map_or(manifest.totals, |lawful| lawful.amendment.totals),
            amendment: last.map(|lawful| lawful.amendment.id()),
            inspection: judgement.inspections.first().map(|prior| prior.digest.id()),
        })
    }

    /// The inspection in short, as it goes into the lock.
    pub fn digest(
        &self,
        prepared: &Prepared,
        found: &Found,
        inspection: InspectionId,
        (place, now): (StationCode, Timestamp),
    ) -> InspectionDigest {
        let results = found.results.iter().copied().take(8).collect::<Vec<_>>();
        InspectionDigest {
            inspection,
            lock: prepared.status.lock,
            container: self.container,
            cycle: prepared.status.cycle,
            manifest: self.manifest,
            journal: prepared.status.journal,
            made_at: now,
            place,
            condition: found.condition,
            disposition: found.disposition,
            results: results.try_into().unwrap_or(List::empty()),
            previous: self.inspection,
        }
    }

    /// The amendment that holds from a cycle on: the one that closing again begins, or the present.
    pub fn amendment(
        &self,
        prepared: &Prepared,
        cycle: SealCycle,
        (changes, inspection): (&[Change], Option<Id<InspectionDigest>>),
        (place, now): (StationCode, Timestamp),
    ) -> Result<Amendment, MoreThanThereWas> {
        let totals = left_after(changes, self.totals)?;
        let changes = changes.to_vec().try_into();
        Ok(Amendment {
            lock: prepared.status.lock,
            container: self.container,
            manifest: self.manifest,
            previous: self.amendment,
            cycle,
            tampers: prepared.status.tampers,
            journal: prepared.status.journal,
            made_at: now,
            place,
            inspection,
            // A form holds fewer than an amendment does.
            changes: changes.map_err(|_| MoreThanThereWas { index: 0 })?,
            totals,
        })
    }
}

/// An instruction for the lock as it was when it drew its challenge.
pub fn instruction(
    prepared: &Prepared,
    container: Option<ContainerNumber>,
    order: Order,
) -> Instruction {
    Instruction {
        lock: prepared.status.lock,
        cycle: prepared.status.cycle,
        container,
        challenge: prepared.challenge,
        order,
        grant: None,
    }
}
