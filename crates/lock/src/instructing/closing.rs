//! What holds the lever, and what has changed since the manifest.

use railseal_protocol::amendment::{Amendment, CarriedAmendment, MAX_AMENDMENTS, left_after};
use railseal_protocol::call::Refusal;
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::manifest::{Manifest, Policy, Totals};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, MAX_INSPECTIONS};
use railseal_protocol::rights::Scope;
use railseal_protocol::rules::Counts;
use railseal_protocol::statement::{Id, Verified};
use railseal_protocol::status::SealCycle;

use super::Obeyed;
use crate::documents::{Documents, LATER_LIMIT};
use crate::flash::LogError;
use crate::hardware::{Casing, Hardware, Lever};
use crate::lock::Lock;
use crate::presence::reason_of_statement;
use crate::sealing::SealError;

impl<H: Hardware> Lock<H> {
    pub(super) fn carry_out_seal(
        &mut self,
        obeyed: &Obeyed<'_>,
        manifest: Id<Manifest>,
        policy: Id<Policy>,
    ) -> Result<(), Refusal> {
        let written = self.documents.sealing(&self.hardware);
        let sealing = written
            .map_err(|_| Refusal::Fault)?
            .filter(|sealing| sealing.manifest.id() == manifest && sealing.policy.id() == policy)
            .filter(|_| self.is_written(&manifest))
            .ok_or(Refusal::NotObeyed(RefusalReason::Incomplete))?;
        let lawful = self.lawful(&sealing).map_err(|error| error.refusal())?;
        if lawful.sealer_certificate() != obeyed.orders.certificate().id() {
            return Err(Refusal::NotObeyed(RefusalReason::NotAdmitted));
        }
        if obeyed.instruction.container != Some(lawful.manifest.container) {
            return Err(Refusal::NotObeyed(RefusalReason::NotForHere));
        }
        self.can_close().map_err(|error| error.refusal())?;
        let now = self.hardware.uptime();
        self.challenger.use_up(obeyed.instruction.challenge, now);
        match self.seal_as_written(&lawful, obeyed.cause()) {
            // That the lever could not be held is an outcome, and journalled.
            Ok(_) | Err(SealError::NotHeld) => Ok(()),
            Err(error) => Err(error.refusal()),
        }
    }

    pub(super) fn carry_out_reseal(
        &mut self,
        obeyed: &Obeyed<'_>,
        amendment: Id<Amendment>,
    ) -> Result<(), Refusal> {
        if self.hardware.lever() != Lever::In || self.hardware.casing() == Casing::Opened {
            return Err(Refusal::NotObeyed(RefusalReason::Sensors));
        }
        let cycle = self.cycle().next();
        self.keep_amendment(obeyed, amendment, cycle)?;
        self.accept(obeyed, Event::ResealAccepted { cycle, amendment })?;
        match self.close(cycle, obeyed.cause()) {
            Ok(_) | Err(SealError::NotHeld) => Ok(()),
            Err(error) => Err(error.refusal()),
        }
    }

    pub(super) fn carry_out_amend(
        &mut self,
        obeyed: &Obeyed<'_>,
        amendment: Id<Amendment>,
    ) -> Result<(), Refusal> {
        self.keep_amendment(obeyed, amendment, self.cycle())?;
        self.accept(obeyed, Event::Amended { amendment })
    }

    /// Verifies an amendment and the inspection it names, and writes them; they count once the
    /// journal names them.
    fn keep_amendment(
        &mut self,
        obeyed: &Obeyed<'_>,
        named: Id<Amendment>,
        cycle: SealCycle,
    ) -> Result<(), Refusal> {
        let incomplete = Refusal::NotObeyed(RefusalReason::Incomplete);
        let signed = obeyed.directive.amendment.as_ref().ok_or(incomplete)?;
        let amendment = obeyed
            .orders
            .verify(signed)
            .map_err(|error| Refusal::NotObeyed(reason_of_statement(error)))?;
        if amendment.id() != named || !self.amends(&amendment, cycle)? {
            return Err(Refusal::NotObeyed(RefusalReason::DoesNotFit));
        }
        let inspection = self.inspection_of(obeyed, amendment.inspection)?;
        if inspection.is_some() && self.carries_every_inspection()? {
            return Err(Refusal::NotObeyed(RefusalReason::NoRoom));
        }
        let carried = CarriedAmendment {
            amendment: amendment.signed().clone(),
            officer: obeyed.orders.chain().clone(),
        };
        if self.documents.has_amendment(&named) {
            // It was written before, and the order refused after that.
            return Ok(());
        }
        let needed = Documents::footprint_of(CarriedAmendment::WIRE_LIMIT)
            + Documents::footprint_of(LATER_LIMIT);
        if self.journal.account().amendments.len() >= MAX_AMENDMENTS
            || self.documents.left() < needed
        {
            return Err(Refusal::NotObeyed(RefusalReason::NoRoom));
        }
        let hardware = &mut self.hardware;
        // The inspection first: where the amendment is found, what it names is there.
        let inspected = inspection.map_or(Ok(()), |inspection| {
            let documents = &mut self.documents;
            documents.add_later_inspection(hardware, named, inspection)
        });
        let written = inspected.and_then(|()| self.documents.add_amendment(hardware, &carried));
        written.map_err(|error| match error {
            LogError::Full { .. } => Refusal::NotObeyed(RefusalReason::NoRoom),
            LogError::Flash(_) => Refusal::Fault,
        })
    }

    /// Whether an amendment follows from what the lock holds.
    fn amends(&self, amendment: &Amendment, cycle: SealCycle) -> Result<bool, Refusal> {
        let account = self.journal.account();
        let known = self.journal.contains(&self.hardware, &amendment.journal);
        let fits = amendment.lock == self.id()
            && Some(amendment.container) == account.container
            && Some(amendment.manifest) == account.manifest
            && amendment.previous == account.amendments.last().copied()
            && amendment.cycle == cycle
            && amendment.tampers == account.tampers
            && known.map_err(|_| Refusal::Fault)?;
        Ok(fits && self.adds_up(amendment)?)
    }

    /// Whether the totals are what there was before, with the changes.
    fn adds_up(&self, amendment: &Amendment) -> Result<bool, Refusal> {
        let before = self.totals_so_far()?;
        Ok(left_after(&amendment.changes, before) == Ok(amendment.totals))
    }

    /// What the container holds by the last amendment, or by the manifest.
    fn totals_so_far(&self) -> Result<Totals, Refusal> {
        if let Some(last) = self.journal.account().amendments.last() {
            let kept = self.documents.amendment(&self.hardware, last);
            let carried = kept.map_err(|_| Refusal::Fault)?.ok_or(Refusal::Fault)?;
            let officer = self.identity.trust.verify(&carried.officer);
            let officer = officer.map_err(|_| Refusal::NotObeyed(RefusalReason::CannotSay))?;
            let amendment = officer.verify(&carried.amendment);
            return amendment
                .map(|amendment| amendment.totals)
                .map_err(|_| Refusal::Fault);
        }
        let written = self.documents.sealing(&self.hardware);
        let sealing = written.map_err(|_| Refusal::Fault)?.ok_or(Refusal::Fault)?;
        let issuer = self.identity.trust.verify(&sealing.issuer);
        let issuer = issuer.map_err(|_| Refusal::NotObeyed(RefusalReason::CannotSay))?;
        let manifest = issuer.verify(&sealing.manifest);
        manifest
            .map(|manifest| manifest.totals)
            .map_err(|_| Refusal::Fault)
    }

    /// The inspection that an order names: genuine, of somebody who counts, of this lock as it is,
    /// and following from the one before.
    pub(super) fn inspection_of<'a>(
        &self,
        obeyed: &Obeyed<'a>,
        named: Option<Id<InspectionDigest>>,
    ) -> Result<Option<&'a CarriedDigest>, Refusal> {
        let carried = obeyed.directive.inspection.as_deref();
        let does_not_fit = Refusal::NotObeyed(RefusalReason::DoesNotFit);
        let (Some(named), Some(carried)) = (named, carried) else {
            return if named.is_none() && carried.is_none() {
                Ok(None)
            } else {
                Err(does_not_fit)
            };
        };
        let officer = self.holder(&carried.officer).map_err(Refusal::NotObeyed)?;
        let digest = officer
            .verify(&carried.digest)
            .map_err(|error| Refusal::NotObeyed(reason_of_statement(error)))?;
        if let Counts::Not(reason) = self.counts_for(&officer, Scope::Inspections) {
            return Err(Refusal::NotObeyed(reason));
        }
        if digest.id() == named && self.inspects(&digest)? {
            Ok(Some(carried))
        } else {
            Err(does_not_fit)
        }
    }

    /// Whether an inspection is of this lock as it is.
    fn inspects(&self, digest: &Verified<InspectionDigest>) -> Result<bool, Refusal> {
        let account = self.journal.account();
        let known = self.journal.contains(&self.hardware, &digest.journal);
        let last = self.last_inspection()?;
        Ok(digest.lock == self.id()
            && Some(digest.container) == account.container
            && Some(digest.manifest) == account.manifest
            && digest.cycle == account.cycle
            && digest.previous == last
            && known.map_err(|_| Refusal::Fault)?)
    }

    /// Whether a reader would read no further inspection.
    fn carries_every_inspection(&self) -> Result<bool, Refusal> {
        let last = u8::try_from(MAX_INSPECTIONS - 1).unwrap_or(u8::MAX);
        let carried = self.carried_inspection(last).map_err(|_| Refusal::Fault)?;
        Ok(carried.is_some())
    }

    /// The inspection that the lock carries last.
    fn last_inspection(&self) -> Result<Option<Id<InspectionDigest>>, Refusal> {
        let last = self.carried_inspection(0).map_err(|_| Refusal::Fault)?;
        Ok(last.map(|carried| carried.digest.id()))
    }
}
