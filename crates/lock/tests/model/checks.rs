//! What must hold of a lock whatever is done to it, looked at with each step that a real lock takes.

use std::collections::BTreeSet;

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{ENTRY_LIMIT, Entry, Event};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Id;
use railseal_protocol::status::LockState;
use railseal_protocol::wire::decode;

use crate::happening::Happening;
use crate::letters::{LetterRef, Letters};
use crate::machine::Deed;

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// 1: what opens was accepted without a quorum, or the bolt went free without such an order.
    WithoutQuorum(&'static str),
    /// 2: an instruction was accepted, or moved the bolt, more than once, or again after a restart.
    MoreThanOnce(&'static str),
    /// 3: the journal read before is no beginning of the journal now.
    JournalRewritten,
    /// 4: force was not journalled, its count went back, or its latch ended without an order.
    TamperForgotten(&'static str),
    /// 5: a phone was told of an end that the journal does not tell of, or the journal tells of one
    /// that the bolt belies.
    ToldWhatIsNot,
    /// 6: phone and lock do not agree when the phone asks again.
    NotAgreed,
}

/// An order that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) letter: LetterRef,
    pub(crate) accepted: u8,
    /// None while it is open.
    pub(crate) outcome: Option<u8>,
    instruction: Hash,
    order: OrderKind,
}

/// A lock as it can be seen from outside, and what its journal says of orders since the model began.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) state: LockState,
    pub(crate) bolt: Bolt,
    pub(crate) lever: Lever,
    pub(crate) casing: Casing,
    pub(crate) tampers: u32,
    pub(crate) acts: Vec<Act>,
    length: usize,
    /// How often the journal tells of force.
    forced: u32,
    /// How often the bolt went free since the last acceptance.
    freed: u8,
}

/// A step that a real lock took.
pub(crate) struct Step<'a> {
    pub(crate) before: &'a Lock<FakeHardware>,
    pub(crate) after: &'a Lock<FakeHardware>,
    pub(crate) deed: Deed,
    /// A start has freed a lever that was held.
    pub(crate) freed_by_a_start: bool,
    pub(crate) letters: &'a Letters,
    pub(crate) reached: &'a mut BTreeSet<String>,
}

impl View {
    pub(crate) fn begin(lock: &Lock<FakeHardware>) -> Self {
        let body = lock.hardware();
        Self {
            state: lock.state(),
            bolt: body.bolt,
            lever: body.lever,
            casing: body.casing,
            tampers: lock.tampers().0,
            acts: Vec::new(),
            length: lock.entries(0).unwrap().len(),
            forced: lock.tampers().0,
            freed: 0,
        }
    }

    /// What a lock's own state does not say.
    pub(crate) fn history(&self) -> (usize, u8, u32) {
        (self.acts.len(), self.freed, self.tampers)
    }

    pub(crate) fn act_of(&self, letter: LetterRef) -> Option<&Act> {
        self.acts.iter().find(|act| act.letter == letter)
    }

    /// The view after a step, by what the journal has more than before.
    pub(crate) fn after(&self, step: &mut Step<'_>) -> Result<Self, Broken> {
        let (before, now) = (step.before.entries(0), step.after.entries(0));
        let (before, now) = (before.unwrap(), now.unwrap());
        if !now.starts_with(&before) {
            return Err(Broken::JournalRewritten);
        }
        if step.freed_by_a_start {
            return Err(Broken::MoreThanOnce("carried out by a start"));
        }
        let mut next = Self {
            acts: self.acts.clone(),
            forced: self.forced,
            freed: self.freed,
            ..Self::begin(step.after)
        };
        let mut agreed = Vec::new();
        for bytes in &now[before.len()..] {
            let entry: Entry = decode(bytes, ENTRY_LIMIT).unwrap();
            match &entry.event {
                Event::Agreed { by } => agreed.push(*by),
                event if event.is_acceptance() || event.takes_note() => {
                    next.accept(&entry, &std::mem::take(&mut agreed), step)?;
                }
                _ => next.note(&entry, step)?,
            }
        }
        Ok(next)
    }

    fn accept(
        &mut self,
        entry: &Entry,
        agreed: &[Id<Certificate>],
        step: &mut Step<'_>,
    ) -> Result<(), Broken> {
        let Deed::Bring(letter) = step.deed else {
            return Err(Broken::MoreThanOnce("accepted, and nobody brought it"));
        };
        let brought = step.letters.get(letter);
        let (instruction, plan) = (*brought.asked.instruction.hash(), brought.plan);
        if entry.instruction != Some(instruction) {
            return Err(Broken::MoreThanOnce("accepted, and another was brought"));
        }
        if self.acts.iter().any(|act| act.instruction == instruction) {
            return Err(Broken::MoreThanOnce("accepted again"));
        }
        let signed: Vec<_> = plan.agrees.into_iter().collect();
        let signed: Vec<_> = signed
            .into_iter()
            .map(|who| step.letters.certificate(who))
            .collect();
        if agreed != signed || entry.who != Some(step.letters.certificate(plan.by)) {
            return Err(Broken::WithoutQuorum("others are named than have signed"));
        }
        if !plan.is_enough() {
            return Err(Broken::WithoutQuorum("accepted"));
        }
        let index = short(entry.index);
        if entry.event.takes_note() {
            step.reached.insert(format!("{:?} noted", plan.order));
        } else {
            self.freed = 0;
        }
        self.acts.push(Act {
            letter,
            accepted: index,
            outcome: entry.event.takes_note().then_some(index),
            instruction,
            order: plan.order,
        });
        Ok(())
    }

    fn note(&mut self, entry: &Entry, step: &mut Step<'_>) -> Result<(), Broken> {
        if entry.event.is_tampering() || entry.event == Event::Relocked {
            step.reached.insert(format!("{:?}", entry.event));
        }
        self.forced += u32::from(entry.event.is_tampering());
        let named = |act: &&mut Act| Some(act.instruction) == entry.instruction;
        let Some(act) = self.acts.iter_mut().find(named) else {
            return Ok(());
        };
        if act.outcome.is_some() {
            return Err(Broken::MoreThanOnce("ended again"));
        }
        let says_held = match entry.event {
            Event::Sealed { .. } => Some(true),
            Event::Unsealed | Event::TamperCleared => Some(false),
            Event::Recovered { held } if act.order != OrderKind::Deactivate => Some(held),
            _ => None,
        };
        if says_held.is_some_and(|held| held != (self.bolt == Bolt::Held)) {
            return Err(Broken::ToldWhatIsNot);
        }
        if entry.event != Event::DocumentsErased {
            act.outcome = Some(short(entry.index));
            let reached = format!("{:?} ended as {:?}", act.order, entry.event);
            step.reached.insert(reached);
        }
        Ok(())
    }

    /// Whether a lock may have become this by a deed.
    pub(crate) fn follows(&mut self, before: &Self, deed: Deed) -> Result<(), Broken> {
        let last = self.acts.last();
        if self.tampers < before.tampers {
            return Err(Broken::TamperForgotten("the count went back"));
        }
        if self.tampers != self.forced {
            return Err(Broken::TamperForgotten("the count is not the journal's"));
        }
        let force = match deed {
            Deed::Happen(Happening::LeverCut | Happening::CutInTheDark) => {
                before.state == LockState::Sealed
            }
            Deed::Happen(Happening::CaseOpened) => before.state != LockState::Tampered,
            _ => false,
        };
        if force && (self.tampers == before.tampers || self.state != LockState::Tampered) {
            return Err(Broken::TamperForgotten("force is not in the journal"));
        }
        if before.bolt == Bolt::Held && self.bolt == Bolt::Free {
            let frees =
                |act: &Act| act.order == OrderKind::Unseal || act.order == OrderKind::ClearTamper;
            if !last.is_some_and(frees) {
                return Err(Broken::WithoutQuorum("the bolt went free by no order"));
            }
            self.freed += 1;
            if self.freed > 1 {
                return Err(Broken::MoreThanOnce("the bolt went free again"));
            }
        }
        let holds = self.bolt == Bolt::Held && self.lever == Lever::In;
        if self.state == LockState::Sealed && !holds {
            return Err(Broken::TamperForgotten("it says sealed, and holds nothing"));
        }
        if before.state == LockState::Tampered && self.state != LockState::Tampered {
            let clears = |act: &&Act| act.order == OrderKind::ClearTamper;
            let ended = last.filter(clears).and_then(|act| act.outcome);
            if ended.is_none_or(|ended| usize::from(ended) < before.length) {
                return Err(Broken::TamperForgotten("the latch ended without an order"));
            }
        }
        Ok(())
    }
}

fn short(index: u32) -> u8 {
    u8::try_from(index).unwrap()
}
