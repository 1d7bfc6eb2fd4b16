//! What two phones have signed: each directive made out once, its signatures verified once, and
//! from then on known by a number.

use std::collections::HashMap;

use railseal_lock::Lock;
use railseal_lock::exploring::Attested;
use railseal_lock::fake::FakeHardware;
use railseal_protocol::call::Asked;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Directive, Order};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Id;

use crate::orders::{TOTALS, agreed, amendment, directive, instruction, reseal};
use crate::plans::{Plan, Who};
use crate::world::{Holder, World};

/// A directive, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LetterRef(u16);

pub(crate) struct Letter {
    pub(crate) plan: Plan,
    pub(crate) asked: Asked,
    pub(crate) attested: Attested<'static>,
}

/// Everything that was signed so far.
pub(crate) struct Letters {
    world: &'static World,
    /// A head of the journal that both phones have read.
    read: JournalHead,
    letters: Vec<Letter>,
    /// By instruction, and by who else signs: that is not in the instruction.
    known: HashMap<(Hash, Plan), LetterRef>,
}

impl Letters {
    pub(crate) fn new(world: &'static World, read: JournalHead) -> Self {
        Self {
            world,
            read,
            letters: Vec::new(),
            known: HashMap::new(),
        }
    }

    pub(crate) fn get(&self, letter: LetterRef) -> &Letter {
        &self.letters[usize::from(letter.0)]
    }

    pub(crate) fn certificate(&self, who: Who) -> Id<Certificate> {
        self.holder(who).chain.leaf.id()
    }

    fn holder(&self, who: Who) -> &'static Holder {
        let kz = &self.world.kz;
        match who {
            Who::Officer => &kz.officer,
            Who::Second => &kz.second,
            Who::OfficersTablet => &kz.officers_tablet,
            Who::Railway => &kz.staff,
        }
    }

    /// Draws a challenge, and has a plan signed that fits the lock as it is.
    pub(crate) fn write(&mut self, lock: &mut Lock<FakeHardware>, plan: Plan) -> LetterRef {
        let challenge = lock.draw_challenge();
        let made = |order| instruction(lock, challenge, order);
        let by = self.holder(plan.by);
        let unsigned = match plan.order {
            OrderKind::Unseal => directive(&made(Order::Unseal), by),
            OrderKind::ClearTamper => directive(&made(Order::ClearTamper), by),
            OrderKind::HandOver => directive(&made(Order::HandOver), by),
            OrderKind::Deactivate => directive(&made(Order::Deactivate { inspection: None }), by),
            OrderKind::Reseal => {
                let cycle = lock.cycle().next();
                let mut amended = amendment(lock, cycle, TOTALS, None, Vec::new());
                amended.journal = self.read;
                reseal(&made(Order::Unseal), &amended, None, by)
            }
            other => panic!("no phone of the model orders {other:?}"),
        };
        let id = *unsigned.instruction.id().hash();
        if let Some(known) = self.known.get(&(id, plan)) {
            return *known;
        }
        let others: Vec<&Holder> = plan.agrees.iter().map(|who| self.holder(*who)).collect();
        self.keep(lock, plan, agreed(unsigned, &others), challenge)
    }

    fn keep(
        &mut self,
        lock: &Lock<FakeHardware>,
        plan: Plan,
        directive: Directive,
        challenge: railseal_protocol::instruction::Challenge,
    ) -> LetterRef {
        // A letter lives as long as the test.
        let directive: &'static Directive = Box::leak(Box::new(directive));
        let id = directive.instruction.id();
        let letter = LetterRef(u16::try_from(self.letters.len()).unwrap());
        self.letters.push(Letter {
            plan,
            asked: Asked {
                instruction: id,
                challenge,
            },
            attested: lock.attest(directive).unwrap(),
        });
        self.known.insert((*id.hash(), plan), letter);
        letter
    }
}
