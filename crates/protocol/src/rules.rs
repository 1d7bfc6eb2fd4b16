//! Who may order what, in which state (SPEC.md § Who may order what): one closed table, and the one
//! decision by it. Signatures, chains and lists were judged before; here are only their results, so
//! that the decision can be tried in every case there is.

use serde::{Deserialize, Serialize};

use crate::certificate::{Certificate, Person};
use crate::grant::Grant;
use crate::identifiers::{Administration, LockId, StationCode};
use crate::instruction::Order;
use crate::journal::RefusalReason;
use crate::manifest::Policy;
use crate::rights::{Role, Scope};
use crate::statement::Id;
use crate::status::{LockState, SealCycle};
use crate::time::{Timestamp, Within};

/// What can be ordered, without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderKind {
    /// Close, under a new manifest.
    Seal,
    /// Free the lever.
    Unseal,
    /// Close again, under the same policy.
    Reseal,
    /// Add an amendment.
    Amend,
    /// End a latched tamper.
    ClearTamper,
    /// Set the clock on the wall.
    SetClock,
    /// Take note of who takes over.
    HandOver,
    /// End the journey.
    Deactivate,
}

/// Every kind of order, in the order of the wire.
pub const ORDERS: [OrderKind; 8] = [
    OrderKind::Seal,
    OrderKind::Unseal,
    OrderKind::Reseal,
    OrderKind::Amend,
    OrderKind::ClearTamper,
    OrderKind::SetClock,
    OrderKind::HandOver,
    OrderKind::Deactivate,
];

impl Order {
    /// Its kind.
    pub const fn kind(&self) -> OrderKind {
        match self {
            Self::Seal { .. } => OrderKind::Seal,
            Self::Unseal => OrderKind::Unseal,
            Self::Reseal { .. } => OrderKind::Reseal,
            Self::Amend { .. } => OrderKind::Amend,
            Self::ClearTamper => OrderKind::ClearTamper,
            Self::SetClock { .. } => OrderKind::SetClock,
            Self::HandOver => OrderKind::HandOver,
            Self::Deactivate { .. } => OrderKind::Deactivate,
        }
    }
}

/// Who an order needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// One customs officer of the lock's own administration.
    Owner,
    /// Customs officers whom the policy admits, as many as it asks for.
    Policy,
    /// One customs officer and one of the railway's staff: who gives, and who takes.
    BothSides,
}

impl Authority {
    /// What another administration must be recognised for.
    pub const fn scope(self) -> Scope {
        match self {
            Self::Owner | Self::Policy => Scope::Unsealing,
            Self::BothSides => Scope::Inspections,
        }
    }
}

/// Whether a lock is under a policy: since it was sealed, until its documents are erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is.
    UnderPolicy,
    /// It is not.
    Free,
}

impl OrderKind {
    /// The table: who an order needs in a state; none where it is refused, whoever asks.
    pub const fn authority(self, state: LockState, bound: Bound) -> Option<Authority> {
        match (self, state, bound) {
            (Self::Seal, LockState::InStock | LockState::Open | LockState::Deactivated, _)
            | (Self::ClearTamper, LockState::Tampered, Bound::Free) => Some(Authority::Owner),
            (Self::Unseal, LockState::Sealed, Bound::UnderPolicy)
            | (Self::Amend, LockState::Sealed | LockState::Open, Bound::UnderPolicy)
            | (Self::Reseal | Self::Deactivate, LockState::Open, Bound::UnderPolicy)
            | (Self::ClearTamper, LockState::Tampered, Bound::UnderPolicy) => {
                Some(Authority::Policy)
            }
            (Self::HandOver, LockState::Sealed, Bound::UnderPolicy) => Some(Authority::BothSides),
            (
                Self::SetClock,
                LockState::InStock
                | LockState::Sealed
                | LockState::Unsealed
                | LockState::Open
                | LockState::Tampered
                | LockState::Deactivated,
                _,
            ) => Some(Authority::Owner),
            (
                Self::Seal
                | Self::Unseal
                | Self::Reseal
                | Self::Amend
                | Self::ClearTamper
                | Self::SetClock
                | Self::HandOver
                | Self::Deactivate,
                _,
                _,
            ) => None,
        }
    }

    /// Whether a lock that cannot judge by time, or by a list that is needed, obeys its owner's
    /// people all the same. Else the cargo could be stranded.
    pub const fn is_possible_without_time(self) -> bool {
        match self {
            Self::Unseal | Self::SetClock => true,
            Self::Seal
            | Self::Reseal
            | Self::Amend
            | Self::ClearTamper
            | Self::HandOver
            | Self::Deactivate => false,
        }
    }
}

impl Policy {
    /// Whether a row admits a person of this administration.
    pub fn admits(&self, administration: Administration, role: Role, person: &Person) -> bool {
        self.rows.iter().any(|row| {
            let here = row.station.as_ref().is_none_or(|at| *at == person.station);
            row.administration == administration && row.role == role && here
        })
    }

    /// Whether a row names this administration, whomever of it.
    pub fn names(&self, administration: Administration) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.administration == administration)
    }
}

/// How far somebody counts, by what the lock holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// In good standing.
    Fully,
    /// The lock cannot tell: its clock is lost, or a list is missing or past its end. The person
    /// stands on no list that is held, whatever its age.
    AsFarAsHeld,
    /// Not at all.
    Not(RefusalReason),
}

/// A person who has signed, as far as the rules ask.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// By which certificate.
    pub certificate: Id<Certificate>,
    /// Of which administration.
    pub administration: Administration,
    /// In which role.
    pub role: Role,
    /// Who, and where.
    pub person: &'a Person,
    /// Whether that counts.
    pub counts: Counts,
}

impl Party<'_> {
    /// Whether two certificates are one person's.
    fn is_same_person(&self, other: &Self) -> bool {
        self.administration == other.administration && self.person.id == other.person.id
    }

    fn is_customs(&self) -> bool {
        matches!(self.role, Role::Officer | Role::Supervisor)
    }

    fn is_railway(&self) -> bool {
        self.role == Role::RailwayStaff
    }
}

/// A case to decide.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What is ordered.
    pub order: &'a Order,
    /// What the lock is.
    pub state: LockState,
    /// The lock's own administration.
    pub owner: Administration,
    /// The policy it is under. Its owner's people have set it: nobody else seals for the first time.
    pub policy: Option<&'a Policy>,
    /// Who orders.
    pub orders: Party<'a>,
    /// Who agrees.
    pub agrees: &'a [Party<'a>],
    /// Whether the grant that is used holds; none where none is.
    pub grant: Option<Result<(), RefusalReason>>,
}

impl Case<'_> {
    /// Whether the lock obeys; why not, where it does not.
    pub fn decide(&self) -> Result<(), RefusalReason> {
        let kind = self.order.kind();
        let bound = self.policy.map_or(Bound::Free, |_| Bound::UnderPolicy);
        let authority = kind
            .authority(self.state, bound)
            .ok_or(RefusalReason::WrongState)?;
        self.everybody_counts(kind)?;
        match authority {
            Authority::Owner => self.one_of_the_owners(),
            Authority::Policy => self.policy_agrees(self.policy.ok_or(RefusalReason::WrongState)?),
            Authority::BothSides => self.both_sides(),
        }
    }

    fn everybody_counts(&self, kind: OrderKind) -> Result<(), RefusalReason> {
        let parties = || core::iter::once(&self.orders).chain(self.agrees);
        for party in parties() {
            if let Counts::Not(reason) = party.counts {
                return Err(reason);
            }
        }
        if parties().all(|party| party.counts == Counts::Fully) {
            return Ok(());
        }
        let only_the_owners = parties().all(|party| party.administration == self.owner);
        if kind.is_possible_without_time() && only_the_owners && self.grant.is_none() {
            Ok(())
        } else {
            Err(RefusalReason::CannotSay)
        }
    }

    fn one_of_the_owners(&self) -> Result<(), RefusalReason> {
        if self.grant.is_some() {
            return Err(RefusalReason::GrantDoesNotFit);
        }
        if !self.orders.is_customs() {
            return Err(RefusalReason::NoRight);
        }
        if self.orders.administration != self.owner {
            return Err(RefusalReason::NotAdmitted);
        }
        if self.agrees.is_empty() {
            Ok(())
        } else {
            Err(RefusalReason::QuorumNotMet)
        }
    }

    fn policy_agrees(&self, policy: &Policy) -> Result<(), RefusalReason> {
        for (index, party) in core::iter::once(&self.orders)
            .chain(self.agrees)
            .enumerate()
        {
            if !party.is_customs() {
                return Err(RefusalReason::NoRight);
            }
            match self.grant.filter(|_| index == 0) {
                Some(holds) => {
                    holds?;
                    if !policy.names(party.administration) {
                        return Err(RefusalReason::NotAdmitted);
                    }
                }
                None if policy.admits(party.administration, party.role, party.person) => {}
                None => return Err(RefusalReason::NotAdmitted),
            }
        }
        if self.persons() >= usize::from(policy.quorum) {
            Ok(())
        } else {
            Err(RefusalReason::QuorumNotMet)
        }
    }

    fn both_sides(&self) -> Result<(), RefusalReason> {
        let [takes] = self.agrees else {
            return Err(RefusalReason::QuorumNotMet);
        };
        let gives = &self.orders;
        if self.grant.is_some() {
            return Err(RefusalReason::GrantDoesNotFit);
        }
        let across = (gives.is_customs() && takes.is_railway())
            || (gives.is_railway() && takes.is_customs());
        if !across {
            return Err(RefusalReason::NoRight);
        }
        if gives.is_same_person(takes) {
            return Err(RefusalReason::QuorumNotMet);
        }
        Ok(())
    }

    /// How many persons have signed, whatever the number of their keys.
    fn persons(&self) -> usize {
        let others = self.agrees.iter().enumerate().filter(|(index, party)| {
            let before = self.agrees.iter().take(*index);
            !party.is_same_person(&self.orders) && !before.clone().any(|b| b.is_same_person(party))
        });
        1 + others.count()
    }
}

/// What a grant is held against.
#[derive(Debug, Clone, Copy)]
pub struct GrantUse<'a> {
    /// The lock that is asked.
    pub lock: &'a LockId,
    /// The cycle it is in.
    pub cycle: SealCycle,
    /// The lock's own administration, which alone grants.
    pub owner: Administration,
    /// What is ordered.
    pub order: OrderKind,
    /// Who orders, by certificate.
    pub holder: Id<Certificate>,
    /// Where that person serves.
    pub station: &'a StationCode,
    /// The lock's clock.
    pub now: Timestamp,
    /// Whether the journal says that it was used.
    pub used: bool,
}

impl Grant {
    /// Whether a grant that an administration's server issued, and that counts so far, is for this.
    pub fn holds(
        &self,
        issuer: Administration,
        counts: Counts,
        at: &GrantUse<'_>,
    ) -> Result<(), RefusalReason> {
        match counts {
            Counts::Fully => {}
            Counts::AsFarAsHeld => return Err(RefusalReason::CannotSay),
            Counts::Not(reason) => return Err(reason),
        }
        let fits = issuer == at.owner
            && self.lock == *at.lock
            && self.cycle == at.cycle
            && self.holder == at.holder
            && self.place == *at.station
            && self.orders.contains(&at.order);
        if !fits {
            return Err(RefusalReason::GrantDoesNotFit);
        }
        if at.used {
            return Err(RefusalReason::GrantUsed);
        }
        match self.validity.at(at.now) {
            Within::Valid => Ok(()),
            Within::NotYet | Within::Over => Err(RefusalReason::NotInTime),
        }
    }
}
