//! An order given to the lock at hand: made out, agreed to by others, brought over as many links as
//! it takes, and told by the lock's own journal.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_inspection::ordering::{Ended, OrderStage, Ordering};
use railseal_inspection::sealing::{Lawful, Share};
use railseal_protocol::call::Refusal;
use railseal_protocol::identifiers::{ContainerNumber, LockId};
use railseal_protocol::instruction::{CarriedCoSignature, Directive, Instruction};
use railseal_protocol::journal::{Event as JournalEvent, JournalHead, RefusalReason};
use railseal_protocol::prior::InspectionId;
use railseal_protocol::session::Entropy;
use railseal_protocol::statement::Id;
use railseal_protocol::status::LockState;
use railseal_protocol::time::Timestamp;

use super::acts::fresh;
use super::state::{App, Visit};
use super::visiting::{AtHand, Lent, Lock};
use crate::device::exception::Exception;
use crate::device::keys::KeyError;
use crate::device::{clock, timer};
use crate::grants::HeldGrant;
use crate::orders::agreement::{Request, read_agreed};
use crate::orders::carrying::{CarryError, Met, carry_on};
use crate::orders::composing::{Hand, Wish};
use crate::orders::sealing::write;
use crate::orders::{Carried, Offer, offers};
use crate::route::Screen;
use crate::visit::log::Event;
use crate::visit::{Callable, StopSign, Surroundings, VisitError};
use crate::words::Trouble;

/// How many links an order is tried over before the officer is asked.
const LINKS: u8 = 3;
/// Between two of them.
const PAUSE: Duration = Duration::from_secs(1);

/// What the screen shows of an order.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderView {
    /// None is being given.
    None,
    /// It goes on by itself.
    Running(OrderStage),
    /// What is to be sealed is written into the lock, as far as this.
    Writing(Share),
    /// Others have still to agree.
    Gathering,
    /// It stopped on the way. Nothing has happened, or it may have.
    Failed {
        /// Why, and what to do.
        trouble: Trouble,
        /// Whether it may have happened: then the lock must be asked.
        may_have_happened: bool,
    },
    /// The lock has told what became of it.
    Ended(Box<Told>),
}

/// What became of an order.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The lock's journal tells that it was done, in this entry.
    Done {
        /// Which entry.
        entry: u32,
    },
    /// The lock accepted it, and could not carry it out.
    CameToNothing,
    /// It was accepted, and the journal could not be read.
    Untold,
    /// Nothing has happened, for this reason; none where the lock never got it.
    Nothing(Option<Trouble>),
}

/// An order in the making.
pub(super) struct OrderAtHand {
    pub(super) wish: Wish,
    people: u8,
    lock: LockId,
    known: JournalHead,
    container: Option<ContainerNumber>,
    carried: Option<Carried>,
    inspection: InspectionId,
    /// What it rests on, where the policy alone does not admit the officer.
    grant: Option<HeldGrant>,
    ordering: RefCell<Option<Ordering>>,
    directive: RefCell<Option<Directive>>,
    /// Who has agreed, by name.
    agreed: RefCell<Vec<String>>,
}

impl OrderAtHand {
    fn stage(&self) -> OrderStage {
        let ordering = self.ordering.borrow();
        ordering
            .as_ref()
            .map_or(OrderStage::Preparing, Ordering::stage)
    }

    /// What must be in the lock before the order can be sent; nothing where that is known, or past.
    fn unwritten(&self) -> Option<&Lawful> {
        match &self.wish {
            Wish::Seal { lawful } if !may_have_happened(self.stage()) => Some(lawful),
            _ => None,
        }
    }

    fn order(&self) -> Option<Id<Instruction>> {
        let directive = self.directive.borrow();
        directive
            .as_ref()
            .map(|directive| directive.instruction.id())
    }
}

impl App {
    /// What can be ordered of the lock at hand, in the state that was last heard of.
    pub fn offers(self) -> Vec<Offer> {
        let (Some(judgement), Some(state)) = (self.judgement.get(), self.lock_state()) else {
            return Vec::new();
        };
        let now = Timestamp::from_unix(clock::now());
        self.officer.with(|officer| {
            officer
                .as_ref()
                .map_or_else(Vec::new, |officer| offers(&judgement, state, officer, now))
        })
    }

    /// The lock's state as it was last heard of.
    pub fn lock_state(self) -> Option<LockState> {
        let read = || {
            let judgement = self.judgement.get();
            judgement.and_then(|judgement| judgement.status.as_ref().map(|status| status.state))
        };
        self.last_state.get().or_else(read)
    }

    /// What the lock carries, as it was judged, with what was ordered since.
    pub fn carried(self) -> Option<Carried> {
        let judgement = self.judgement.get()?;
        Carried::of(&judgement)
    }

    /// How many people an order needs.
    pub fn people_for(self, wish: &Wish) -> u8 {
        let offers = self.offers();
        let offer = offers.iter().find(|offer| offer.kind == wish.kind());
        offer.map_or(1, |offer| offer.people)
    }

    /// What an order rests on, where the policy alone does not admit the officer.
    fn grant_for(self, wish: &Wish) -> Option<HeldGrant> {
        let offers = self.offers();
        let offer = offers.iter().find(|offer| offer.kind == wish.kind())?;
        let rests_on = offer.grant?;
        self.officer
            .with(|officer| officer.as_ref()?.grants.find(&rests_on.grant).cloned())
    }

    /// Gives an order to the lock at hand.
    pub fn give(self, wish: Wish) {
        let Some(order) = self.made_out(wish) else {
            self.order.set(OrderView::Failed {
                trouble: CarryError::NothingRead.into(),
                may_have_happened: false,
            });
            return;
        };
        self.order_at_hand.set_untracked(Some(Rc::new(order)));
        self.go(Screen::Order);
        self.carry_on();
    }

    fn made_out(self, wish: Wish) -> Option<OrderAtHand> {
        let Visit::Read(evidence) = self.visit.get_untracked() else {
            return None;
        };
        let judgement = self.judgement.get_untracked()?;
        let head = judgement.status.as_ref()?.journal;
        Some(OrderAtHand {
            people: untrack(|| self.people_for(&wish)),
            grant: untrack(|| self.grant_for(&wish)),
            wish,
            lock: evidence.seal.lock,
            known: head,
            container: judgement.manifest.as_ref().map(|m| m.container),
            carried: Carried::of(&judgement),
            inspection: InspectionId(fresh().ok()?),
            ordering: RefCell::new(None),
            directive: RefCell::new(None),
            agreed: RefCell::new(Vec::new()),
        })
    }

    /// Goes on with the order at hand: over a new link, from where it had come to.
    pub fn carry_on(self) {
        let (Some(order), Some(at_hand)) = (
            self.order_at_hand.get_untracked(),
            self.at_hand.get_untracked(),
        ) else {
            return;
        };
        self.stop_sign.with_untracked(StopSign::put_up);
        let stop = StopSign::default();
        self.stop_sign.set_untracked(stop.clone());
        self.lists_stopped();
        self.order.set(OrderView::Running(order.stage()));
        spawn_local(async move {
            // Stopped: whoever did it has said so.
            let _ = stop.heeded_by(self.over_links(&order, &at_hand)).await;
        });
    }

    async fn over_links(self, order: &OrderAtHand, at_hand: &AtHand) {
        let mut left = LINKS;
        loop {
            left -= 1;
            let result = self.over_one_link(order, at_hand).await;
            let stage = order.stage();
            match result {
                Ok(()) => return self.show(order),
                Err(CarryError::Visit(VisitError::Radio(error)))
                    if left > 0 && error.worth_a_retry() =>
                {
                    self.note(Event::Failed(error.into()));
                    self.order.set(OrderView::Running(stage));
                    timer::sleep(PAUSE).await;
                }
                Err(error) => {
                    self.order.set(OrderView::Failed {
                        trouble: error.into(),
                        may_have_happened: may_have_happened(stage),
                    });
                    return;
                }
            }
        }
    }

    async fn over_one_link(self, order: &OrderAtHand, at_hand: &AtHand) -> Result<(), CarryError> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Err(CarryError::NothingRead);
        };
        let key = desk.key.as_ref().ok_or(CarryError::NothingRead)?;
        self.note(Event::Calling);
        let link = Lock(at_hand.device()).call().await;
        let link = link.map_err(VisitError::from)?;
        self.note(Event::Connected);
        let entropy = fresh().map_err(|_| KeyError::Refused(Exception::Operation));
        let entropy = Entropy::from_random(entropy.map_err(VisitError::from)?);
        let hand = Hand {
            officer: &officer,
            key,
            now: Timestamp::from_unix(clock::now()),
            inspection: order.inspection,
            grant: order.grant.as_ref(),
        };
        // What is known of the order stays, also where the officer stops it midway.
        let mut met = Met::at(&link, order.lock, entropy).await?;
        self.bring_before(&link, &mut met).await?;
        if let Some(lawful) = order.unwritten() {
            write(&link, &mut met, &hand, lawful, |share| {
                self.order.set(OrderView::Writing(share));
            })
            .await?;
        }
        let mut lent = Lent::of(&order.ordering);
        let what = (order.container, order.carried.as_ref());
        carry_on(
            &link,
            met,
            order.known,
            &hand,
            &mut lent.value,
            |stage| self.order.set(OrderView::Running(stage)),
            async |prepared| {
                let directive = hand.make_out(&order.wish, prepared, what).await?;
                order.directive.replace(Some(directive.clone()));
                Ok((order.people <= 1).then_some(directive))
            },
        )
        .await
    }

    /// Shows what an order has come to.
    fn show(self, order: &OrderAtHand) {
        let view = {
            let ordering = order.ordering.borrow();
            let Some(ordering) = ordering.as_ref() else {
                return;
            };
            match ordering.ended() {
                None => OrderView::Gathering,
                Some(ended) => {
                    self.keep(ordering);
                    if let Some(grant) = &order.grant
                        && is_spent(ended)
                    {
                        self.spend(grant.id());
                    }
                    OrderView::Ended(Box::new(tell(ended)))
                }
            }
        };
        self.order.set(view);
    }

    /// Keeps what the record will tell: every instruction, and the lock's own account of them all.
    fn keep(self, ordering: &Ordering) {
        if let Some(later) = ordering.later() {
            self.last_state.set(Some(later.state));
        }
        let Some(acts) = ordering.acts() else {
            return;
        };
        let all = match self.acts.get_untracked() {
            Some(earlier) => acts.after(earlier),
            None => acts,
        };
        self.acts.set_untracked(Some(all));
    }

    /// What the other phone is to take, while others have still to agree.
    pub fn request(self) -> Option<Vec<u8>> {
        let order = self.order_at_hand.get_untracked()?;
        let directive = order.directive.borrow();
        let directive = directive.as_ref()?;
        Some(
            Request {
                instruction: directive.instruction.clone(),
                person: directive.person.clone(),
                amendment: directive.amendment.as_deref().cloned(),
                inspection: directive
                    .inspection
                    .as_ref()
                    .map(|carried| carried.digest.clone()),
            }
            .to_bytes(),
        )
    }

    /// Who has agreed so far, and how many are missing.
    pub fn agreement(self) -> (Vec<String>, u8) {
        let Some(order) = self.order_at_hand.get_untracked() else {
            return (Vec::new(), 0);
        };
        let agreed = order.agreed.borrow().clone();
        let have = u8::try_from(agreed.len()).unwrap_or(u8::MAX);
        (agreed, order.people.saturating_sub(1).saturating_sub(have))
    }

    /// Takes what another person has signed.
    pub fn take_agreement(self, bytes: &[u8]) -> Result<(), Trouble> {
        let officer = self.officer.get_untracked().ok_or(Trouble::NOT_ENROLLED)?;
        let order = self
            .order_at_hand
            .get_untracked()
            .ok_or(CarryError::NothingRead)?;
        let id = order.order().ok_or(CarryError::NothingRead)?;
        let (carried, person) = read_agreed(bytes, &officer.trust, &id, &officer.holder)?;
        let name = person
            .certificate()
            .person()
            .map_or_else(String::new, |person| person.name.to_string());
        self.add(&order, carried, name);
        self.order.set(OrderView::Gathering);
        Ok(())
    }

    fn add(self, order: &OrderAtHand, carried: CarriedCoSignature, name: String) {
        let mut directive = order.directive.borrow_mut();
        let Some(directive) = directive.as_mut() else {
            return;
        };
        let mut all = directive.cosignatures.to_vec();
        let of = |one: &CarriedCoSignature| one.person.leaf.id();
        if all.iter().any(|one| of(one) == of(&carried)) {
            return;
        }
        all.push(carried);
        if let Ok(all) = all.try_into() {
            directive.cosignatures = all;
            order.agreed.borrow_mut().push(name);
        }
    }

    /// Sends the order, once everybody has agreed.
    pub fn send_order(self) {
        if let Some(order) = self.order_at_hand.get_untracked() {
            let directive = order.directive.borrow().clone();
            let mut ordering = order.ordering.borrow_mut();
            if let (Some(ordering), Some(directive)) = (ordering.as_mut(), directive)
                && let Some(challenge) = ordering.prepared().map(|prepared| prepared.challenge)
            {
                ordering.bring(directive, challenge);
            }
        }
        self.carry_on();
    }

    /// Which order is at hand.
    pub fn wish_at_hand(self) -> Option<Wish> {
        self.order_at_hand
            .with_untracked(|order| order.as_ref().map(|order| order.wish.clone()))
    }

    /// Leaves an order of which it is known what became of it.
    pub fn leave_order(self) {
        self.order_at_hand.set_untracked(None);
        self.order.set(OrderView::None);
        self.go(Screen::Orders);
    }
}

/// Whether the lock has taken the grant that an order rested on: then, or before.
fn is_spent(ended: &Ended) -> bool {
    match ended {
        Ended::Told { .. } | Ended::Untold(_) => true,
        Ended::Refused(refusal) => *refusal == Refusal::NotObeyed(RefusalReason::GrantUsed),
        Ended::Void => false,
    }
}

/// Whether an order that stopped there may have happened.
const fn may_have_happened(stage: OrderStage) -> bool {
    match stage {
        OrderStage::Preparing | OrderStage::Gathering | OrderStage::Sending => false,
        OrderStage::MayHaveHappened | OrderStage::Confirming | OrderStage::Ended => true,
    }
}

fn tell(ended: &Ended) -> Told {
    match ended {
        Ended::Told { entries, .. } => {
            let nothing = |event: &JournalEvent| {
                matches!(
                    event,
                    JournalEvent::CameToNothing | JournalEvent::SealFailed
                )
            };
            match entries.last() {
                Some(entry) if nothing(&entry.event) => Told::CameToNothing,
                Some(entry) => Told::Done { entry: entry.index },
                None => Told::Untold,
            }
        }
        Ended::Untold(_) => Told::Untold,
        Ended::Refused(refusal) => Told::Nothing(Some((*refusal).into())),
        Ended::Void => Told::Nothing(None),
    }
}
