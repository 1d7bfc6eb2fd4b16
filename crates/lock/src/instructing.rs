//! Instructions: who signed is verified, what is ordered is decided by the one table
//! ([`railseal_protocol::rules`]), and then it is carried out, at most once.
//!
//! An act is two entries: *accepted* before the effect, the *outcome* after the sensors confirm it.
//! Who agrees, and a grant that is used, stand right before the acceptance. An order that only
//! takes note (an amendment, a hand-over) is one entry.

mod closing;
mod ending;
mod noting;
mod opening;

use alloc::vec::Vec;

use railseal_protocol::call::{Asked, Refusal};
use railseal_protocol::certificate::Person;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::grant::Grant;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::instruction::{Directive, Instruction, Order, Outcome};
use railseal_protocol::journal::{Event, RefusalReason};
use railseal_protocol::manifest::Policy;
use railseal_protocol::rights::Scope;
use railseal_protocol::rules::{Authority, Bound, Case, Counts, GrantUse, OrderKind, Party};
use railseal_protocol::statement::{Id, Verified};
use railseal_protocol::trust::Standing;

use crate::flash::LogError;
use crate::hardware::{Area, FlashError, Hardware};
use crate::journal::{Cause, KEPT_FOR_OUTCOMES, KEPT_FOR_RESTARTS, ROOM_TO_SEAL};
use crate::lock::Lock;
use crate::presence::{reason_of_chain, reason_of_standing, reason_of_statement};

/// The most entries that carrying out an order makes, beside one for each who agrees.
const ONE_ACT: u32 = 5;

/// An instruction whose chains and signatures are genuine; and, once it was decided so, one that the
/// lock obeys.
#[derive(Clone)]
pub(crate) struct Obeyed<'a> {
    directive: &'a Directive,
    instruction: Verified<Instruction>,
    orders: Holder,
    agrees: Vec<Holder>,
    grant: Option<Id<Grant>>,
}

impl Obeyed<'_> {
    #[cfg(feature = "fake")]
    pub(crate) fn instruction(&self) -> &Verified<Instruction> {
        &self.instruction
    }

    fn cause(&self) -> Cause {
        Cause {
            who: Some(self.orders.certificate().id()),
            instruction: Some(*self.instruction.id().hash()),
        }
    }
}

impl<H: Hardware> Lock<H> {
    /// Carries out an instruction, unless it was carried out before; then says what became of it.
    pub(crate) fn instruct(&mut self, directive: &Directive) -> Result<Outcome, Refusal> {
        self.obey_once(directive.instruction.id(), |lock| {
            lock.signed_by_whom(directive)
        })
    }

    /// The same, for whoever says who has signed. It is asked only of what is new.
    pub(crate) fn obey_once<'a>(
        &mut self,
        id: Id<Instruction>,
        signed_by_whom: impl FnOnce(&Self) -> Result<Obeyed<'a>, RefusalReason>,
    ) -> Result<Outcome, Refusal> {
        self.notice().map_err(|_| Refusal::Fault)?;
        let known = self.journal.outcome(&self.hardware, id.hash());
        if let Some(outcome) = known.map_err(|_| Refusal::Fault)? {
            return Ok(outcome);
        }
        if self.journal.account().is_open() {
            // Its outcome could not be written: the next start finds it. Nothing is accepted before.
            return Err(Refusal::Fault);
        }
        let obeyed = signed_by_whom(self).map_err(Refusal::NotObeyed)?;
        let policy = self.policy().map_err(|_| Refusal::Fault)?;
        self.decide(&obeyed, policy.as_deref())
            .map_err(Refusal::NotObeyed)?;
        let carried_out = self.carry_out(&obeyed);
        let known = self.journal.outcome(&self.hardware, id.hash());
        match (carried_out, known) {
            // Whatever was accepted is told as it ended, well or not.
            (_, Ok(Some(outcome @ Outcome::Ended { .. }))) => Ok(outcome),
            (Err(refusal), _) => Err(refusal),
            (Ok(()), _) => Err(Refusal::Interrupted),
        }
    }

    /// What became of an instruction.
    pub(crate) fn outcome(&self, asked: &Asked) -> Result<Outcome, Refusal> {
        let id = asked.instruction.hash();
        let known = self.journal.outcome(&self.hardware, id);
        let now = self.hardware.uptime();
        Ok(match known.map_err(|_| Refusal::Fault)? {
            Some(outcome) => outcome,
            // An acceptance may have landed that only the next start will find.
            None if self.journal.has_failed() => return Err(Refusal::Fault),
            None if self.challenger.is_live(&asked.challenge, now) => Outcome::Awaited,
            None => Outcome::Void,
        })
    }

    /// Whether chains and signatures are genuine, and all of it is for this lock, now.
    pub(crate) fn signed_by_whom<'a>(
        &self,
        directive: &'a Directive,
    ) -> Result<Obeyed<'a>, RefusalReason> {
        let orders = self.holder(&directive.person)?;
        let instruction = orders
            .verify(&directive.instruction)
            .map_err(reason_of_statement)?;
        self.is_for_here_and_now(&instruction)?;
        let mut agrees = Vec::new();
        for carried in directive.cosignatures.iter() {
            let person = self.holder(&carried.person)?;
            let agreed = person
                .verify(&carried.cosignature)
                .map_err(reason_of_statement)?;
            if agreed.instruction != instruction.id() {
                return Err(RefusalReason::NotForHere);
            }
            agrees.push(person);
        }
        let named = instruction.grant;
        let brought = directive.grant.as_ref().map(|grant| grant.grant.id());
        if named != brought {
            return Err(RefusalReason::GrantDoesNotFit);
        }
        Ok(Obeyed {
            directive,
            instruction,
            orders,
            agrees,
            grant: named,
        })
    }

    /// Whether an instruction is for this lock as it is, and names a challenge that it takes.
    pub(crate) fn is_for_here_and_now(
        &self,
        instruction: &Instruction,
    ) -> Result<(), RefusalReason> {
        let account = self.journal.account();
        if instruction.lock != self.id() || instruction.cycle != account.cycle {
            return Err(RefusalReason::NotForHere);
        }
        let will_be_bound = matches!(instruction.order, Order::Seal { .. });
        if !will_be_bound && instruction.container != account.container {
            return Err(RefusalReason::NotForHere);
        }
        let now = self.hardware.uptime();
        if self.challenger.is_live(&instruction.challenge, now) {
            Ok(())
        } else {
            Err(RefusalReason::Stale)
        }
    }

    fn holder(&self, chain: &CertificateChain) -> Result<Holder, RefusalReason> {
        let holder = self.trust.verify(chain);
        holder.map_err(|error| reason_of_chain(&error))
    }

    /// The policy that the lock is under; none where it is under none.
    fn policy(&self) -> Result<Option<Verified<Policy>>, FlashError> {
        if self.manifest().is_none() {
            // Held shut by the journal, under a policy that the memory has lost: not for less.
            return match self.journal.account().phase.should_hold() {
                true => Err(FlashError::Failed(Area::Documents)),
                false => Ok(None),
            };
        }
        let Some(sealing) = self.documents.sealing(&self.hardware)? else {
            return Ok(None);
        };
        // It was believed at the sealing, and is the own administration's.
        let sealer = self.trust.root().anchor().verify(&sealing.sealer);
        let policy = sealer.map(|sealer| sealer.verify(&sealing.policy));
        match policy {
            Ok(Ok(policy)) => Ok(Some(policy)),
            Ok(Err(_)) | Err(_) => Err(FlashError::Failed(Area::Documents)),
        }
    }

    /// Holds the case against the table.
    fn decide(&self, obeyed: &Obeyed<'_>, policy: Option<&Policy>) -> Result<(), RefusalReason> {
        let order = &obeyed.instruction.order;
        let bound = policy.map_or(Bound::Free, |_| Bound::UnderPolicy);
        let authority = order
            .kind()
            .authority(self.state(), bound)
            .ok_or(RefusalReason::WrongState)?;
        let orders = self.party(&obeyed.orders, authority)?;
        let agrees: Result<Vec<Party<'_>>, RefusalReason> = obeyed
            .agrees
            .iter()
            .map(|person| self.party(person, authority))
            .collect();
        let case = Case {
            order,
            state: self.state(),
            owner: self.owner(),
            policy,
            orders,
            agrees: &agrees?,
            grant: self.grant(obeyed, orders.person),
        };
        case.decide()
    }

    fn party<'a>(
        &self,
        holder: &'a Holder,
        authority: Authority,
    ) -> Result<Party<'a>, RefusalReason> {
        let certificate = holder.certificate();
        Ok(Party {
            certificate: certificate.id(),
            administration: certificate.administration,
            role: certificate.role(),
            person: certificate.person().ok_or(RefusalReason::NoRight)?,
            counts: self.counts_for(holder, authority.scope()),
        })
    }

    fn counts_for(&self, holder: &Holder, scope: Scope) -> Counts {
        let trust = &self.trust;
        let standing = self
            .judging_time()
            .map(|now| trust.standing(holder, scope, now));
        match standing {
            Ok(Standing::Good | Standing::GoodOnAgedLists) => Counts::Fully,
            Ok(Standing::CannotSay { .. }) | Err(_) if trust.is_withdrawn_as_held(holder) => {
                Counts::Not(RefusalReason::Revoked)
            }
            Ok(Standing::CannotSay { .. }) | Err(_) => Counts::AsFarAsHeld,
            Ok(standing) => Counts::Not(reason_of_standing(&standing)),
        }
    }

    /// Whether the grant that is used holds; none where none is.
    fn grant(&self, obeyed: &Obeyed<'_>, person: &Person) -> Option<Result<(), RefusalReason>> {
        let carried = obeyed.directive.grant.as_ref()?;
        let judged = || {
            let issuer = self.holder(&carried.issuer)?;
            let grant = issuer.verify(&carried.grant).map_err(reason_of_statement)?;
            let now = self.judging_time().map_err(|_| RefusalReason::CannotSay)?;
            let at = GrantUse {
                lock: &self.id(),
                cycle: self.cycle(),
                owner: self.owner(),
                order: obeyed.instruction.order.kind(),
                holder: obeyed.orders.certificate().id(),
                station: &person.station,
                now,
                used: self.journal.account().grants.contains(&grant.id()),
            };
            let counts = self.counts_for(&issuer, Scope::Unsealing);
            grant.holds(issuer.certificate().administration, counts, &at)
        };
        Some(judged())
    }

    fn owner(&self) -> Administration {
        self.trust.root().certificate().administration
    }

    fn carry_out(&mut self, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        let order = obeyed.instruction.order;
        self.has_room_to_act(order.kind(), obeyed)?;
        match order {
            Order::Seal { manifest, policy } => self.carry_out_seal(obeyed, manifest, policy),
            Order::Unseal => self.carry_out_unseal(obeyed),
            Order::Reseal { amendment, .. } => self.carry_out_reseal(obeyed, amendment),
            Order::Amend { amendment } => self.carry_out_amend(obeyed, amendment),
            Order::ClearTamper => self.carry_out_clear(obeyed),
            Order::SetClock { to } => self.carry_out_set_clock(obeyed, to),
            Order::HandOver => self.carry_out_hand_over(obeyed),
            Order::Deactivate { inspection } => self.carry_out_deactivate(obeyed, inspection),
        }
    }

    /// Whether the journal holds what the order will make. What opens may use the room that is
    /// kept; what closes must find room for another whole cycle;
    /// what only takes note leaves the room that is kept, for restarts too.
    fn has_room_to_act(&self, kind: OrderKind, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        let agreeing = u32::try_from(obeyed.agrees.len()).unwrap_or(u32::MAX);
        let act = ONE_ACT.saturating_add(agreeing);
        let needed = match kind {
            OrderKind::Unseal | OrderKind::ClearTamper | OrderKind::Deactivate => act,
            OrderKind::Seal | OrderKind::Reseal => ROOM_TO_SEAL.saturating_add(agreeing),
            OrderKind::Amend | OrderKind::SetClock | OrderKind::HandOver => {
                act.saturating_add(KEPT_FOR_RESTARTS + KEPT_FOR_OUTCOMES)
            }
        };
        if self.journal.left() < needed {
            return Err(Refusal::NotObeyed(RefusalReason::NoRoom));
        }
        Ok(())
    }

    /// Journals an acceptance, with those who agree before it. From here on the instruction counts
    /// as carried out, whatever becomes of it.
    fn accept(&mut self, obeyed: &Obeyed<'_>, acceptance: Event) -> Result<(), Refusal> {
        let cause = obeyed.cause();
        self.keep_people(obeyed)?;
        if let Some(grant) = obeyed.grant {
            self.tell(Event::GrantUsed { grant }, cause)
                .map_err(|_| Refusal::Fault)?;
        }
        for person in &obeyed.agrees {
            let by = person.certificate().id();
            self.tell(Event::Agreed { by }, cause)
                .map_err(|_| Refusal::Fault)?;
        }
        let now = self.hardware.uptime();
        self.challenger.use_up(obeyed.instruction.challenge, now);
        self.tell(acceptance, cause)
            .map_err(|_| Refusal::Interrupted)
    }

    /// Keeps the chains of those whom the journal is about to name. Where there is no room left for
    /// them, the order is obeyed all the same: their phones keep what they signed.
    fn keep_people(&mut self, obeyed: &Obeyed<'_>) -> Result<(), Refusal> {
        for person in core::iter::once(&obeyed.orders).chain(&obeyed.agrees) {
            let kept = self.keeping.keep_person(&mut self.hardware, person.chain());
            if let Err(LogError::Flash(_)) = kept {
                return Err(Refusal::Fault);
            }
        }
        Ok(())
    }

    /// Journals what became of an accepted order.
    fn conclude(&mut self, obeyed: &Obeyed<'_>, outcome: Event) -> Result<(), Refusal> {
        self.tell(outcome, obeyed.cause())
            .map_err(|_| Refusal::Interrupted)
    }
}
