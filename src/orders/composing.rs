//! An order made out and signed, with everything that travels with it.

use std::sync::Arc;

use railseal_inspection::ordering::Prepared;
use railseal_inspection::sealing::Lawful;
use railseal_protocol::amendment::{Amendment, Change};
use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::{ContainerNumber, StationCode};
use railseal_protocol::instruction::{Directive, Instruction, Order, ResealReason};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::{Id, Signed, Statement};
use railseal_protocol::time::Timestamp;

use super::carrying::CarryError;
use super::{Carried, Found, instruction};
use crate::device::keys::Signer;
use crate::grants::HeldGrant;
use crate::officer::Officer;
use crate::signing::sign;
use crate::visit::VisitError;

/// What an officer wants the lock to do, with everything that was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Close, under a new manifest.
    Seal {
        /// With what.
        lawful: Arc<Lawful>,
    },
    /// Free the lever.
    Unseal,
    /// Close again after an inspection.
    Reseal {
        /// What was found.
        found: Found,
        /// Why it was open.
        reason: ResealReason,
    },
    /// Add an amendment.
    Amend {
        /// What has changed.
        changes: Vec<Change>,
    },
    /// End a latched tamper.
    ClearTamper,
    /// Set the lock's clock to this device's.
    SetClock,
    /// Give the lock into other hands.
    HandOver,
    /// End the journey.
    Deactivate {
        /// What was found at its end.
        found: Found,
    },
}

impl Wish {
    /// Which kind of order it is.
    pub const fn kind(&self) -> OrderKind {
        match self {
            Self::Seal { .. } => OrderKind::Seal,
            Self::Unseal => OrderKind::Unseal,
            Self::Reseal { .. } => OrderKind::Reseal,
            Self::Amend { .. } => OrderKind::Amend,
            Self::ClearTamper => OrderKind::ClearTamper,
            Self::SetClock => OrderKind::SetClock,
            Self::HandOver => OrderKind::HandOver,
            Self::Deactivate { .. } => OrderKind::Deactivate,
        }
    }
}

/// What an order is made out by: who, when, and the random number of the inspection.
pub struct Hand<'a, K> {
    /// Who.
    pub officer: &'a Officer,
    /// The officer's key.
    pub key: &'a K,
    /// This device's clock.
    pub now: Timestamp,
    /// The inspection's number, where one goes into the lock.
    pub inspection: InspectionId,
    /// What the order rests on, where the policy alone does not admit the officer.
    pub grant: Option<&'a HeldGrant>,
}

impl<K: Signer> Hand<'_, K> {
    /// Makes an order out for what was prepared, and signs it; nobody else has agreed yet.
    pub async fn make_out(
        &self,
        wish: &Wish,
        prepared: &Prepared,
        (mut container, carried): (Option<ContainerNumber>, Option<&Carried>),
    ) -> Result<Directive, CarryError> {
        let mut attached = Attached::default();
        let order = match wish {
            Wish::Seal { lawful } => {
                container = Some(lawful.manifest.container);
                Order::Seal {
                    manifest: lawful.manifest.id(),
                    policy: lawful.policy(),
                }
            }
            Wish::Unseal => Order::Unseal,
            Wish::ClearTamper => Order::ClearTamper,
            Wish::SetClock => Order::SetClock { to: self.now },
            Wish::HandOver => Order::HandOver,
            Wish::Reseal { found, reason } => {
                let carried = carried.ok_or(CarryError::NothingRead)?;
                let digest = self
                    .inspect(prepared, carried, found, &mut attached)
                    .await?;
                let cycle = prepared.status.cycle.next();
                let what = (found.changes.as_slice(), Some(digest));
                let amendment = carried.amendment(prepared, cycle, what, self.here_and_now())?;
                let reason = *reason;
                Order::Reseal {
                    amendment: self.amend(&amendment, &mut attached).await?,
                    reason,
                }
            }
            Wish::Amend { changes } => {
                let carried = carried.ok_or(CarryError::NothingRead)?;
                let cycle = prepared.status.cycle;
                let what = (changes.as_slice(), None);
                let amendment = carried.amendment(prepared, cycle, what, self.here_and_now())?;
                Order::Amend {
                    amendment: self.amend(&amendment, &mut attached).await?,
                }
            }
            Wish::Deactivate { found } => {
                let carried = carried.ok_or(CarryError::NothingRead)?;
                let digest = self
                    .inspect(prepared, carried, found, &mut attached)
                    .await?;
                Order::Deactivate {
                    inspection: Some(digest),
                }
            }
        };
        let instruction = Instruction {
            grant: self.grant.map(HeldGrant::id),
            ..instruction(prepared, container, order)
        };
        let instruction = self.sign(&instruction).await?;
        Ok(Directive {
            instruction,
            person: self.officer.holder.chain().clone(),
            cosignatures: List::empty(),
            grant: self.grant.map(|held| Box::new(held.carried().clone())),
            amendment: attached.amendment,
            inspection: attached.inspection,
        })
    }

    async fn inspect(
        &self,
        prepared: &Prepared,
        carried: &Carried,
        found: &Found,
        attached: &mut Attached,
    ) -> Result<Id<InspectionDigest>, CarryError> {
        let digest = carried.digest(prepared, found, self.inspection, self.here_and_now());
        let digest = self.sign(&digest).await?;
        let id = digest.id();
        attached.inspection = Some(Box::new(CarriedDigest {
            digest,
            officer: self.officer.holder.chain().clone(),
        }));
        Ok(id)
    }

    async fn amend(
        &self,
        amendment: &Amendment,
        attached: &mut Attached,
    ) -> Result<Id<Amendment>, CarryError> {
        let signed = self.sign(amendment).await?;
        let id = signed.id();
        attached.amendment = Some(Box::new(signed));
        Ok(id)
    }

    fn here_and_now(&self) -> (StationCode, Timestamp) {
        (self.officer.person.station.clone(), self.now)
    }

    async fn sign<T: Statement>(&self, value: &T) -> Result<Signed<T>, CarryError> {
        let signed = sign(self.key, &self.officer.holder, value).await;
        signed.map_err(|error| VisitError::from(error).into())
    }
}

/// What travels with an instruction.
#[derive(Default)]
struct Attached {
    amendment: Option<Box<Signed<Amendment>>>,
    inspection: Option<Box<CarriedDigest>>,
}
