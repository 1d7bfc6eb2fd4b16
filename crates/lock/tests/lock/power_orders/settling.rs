//! What must hold once power is back: of the lock, of its answers, and of going on from there.

use railseal_lock::Lock;
use railseal_lock::fake::{FakeHardware, Torn};
use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_protocol::call::{Answer, Asked, Call, Refusal};
use railseal_protocol::instruction::{Directive, Outcome};
use railseal_protocol::journal::{Event, JournalHead};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::status::LockState;

use super::cutting::{Cut, Cutting, NONE_OR_ALL, Places, TEARS};
use super::holding::{Stage, ledger_of};
use super::ledger::Ledger;
use super::scenes::{Attempt, Scene};
use crate::orders::bring;
use crate::phone::Phone;

/// What somebody does to the lock while it has no power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    None,
    LeverCut,
    CaseOpened,
}

/// Cuts power everywhere in an order, and holds the lock to its journal each time.
pub(super) fn at_every_write_of(scene: &Scene, forces: &[Force]) {
    let stage = Stage::new();
    let before = (scene.before)(&stage.world).into_hardware();
    for force in forces.iter().copied() {
        let (tears, outage): (&[Torn], fn(&mut FakeHardware)) = match force {
            Force::None => (&TEARS, |_| {}),
            Force::LeverCut => (&NONE_OR_ALL, |body| body.lever = Lever::Cut),
            Force::CaseOpened => (&NONE_OR_ALL, |body| body.casing = Casing::Opened),
        };
        let settled = |lock, cut: &Cut| Settled {
            stage: &stage,
            scene,
            force,
            cut: cut.clone(),
            lock,
        };
        let cutting = Cutting {
            before: &before,
            act: &|lock| (scene.attempt)(&stage.world, lock, 0),
            tears,
            outage,
            check: &|lock, attempt, cut| settled(lock, cut).hold(attempt),
        };
        let Places { once, twice } = cutting.everywhere();
        println!(
            "{:?}, {force:?}: {once} cuts, {twice} double ones",
            scene.kind
        );
        assert!(once > 0 && twice > 0);
    }
}

struct Settled<'a> {
    stage: &'a Stage,
    scene: &'a Scene,
    force: Force,
    cut: Cut,
    lock: Lock<FakeHardware>,
}

impl Settled<'_> {
    fn hold(mut self, attempt: &Attempt) {
        let (ledger, phone) = self.ledger();
        assert!(goes_on_from(&ledger, &self.cut.before, &self.lock));
        self.force_is_told(&ledger);
        match attempt {
            Attempt::NotOrdered(refusal) => {
                assert_eq!(*refusal, Refusal::Fault);
                assert_eq!(self.acts_since(&ledger), 0);
            }
            Attempt::Ordered {
                directive,
                challenge,
                answer,
            } => {
                let asked = Asked {
                    instruction: directive.instruction.id(),
                    challenge: *challenge,
                };
                self.answers_agree(&ledger, phone, (directive, asked), answer);
            }
        }
        if self.force == Force::None {
            self.goes_on(&ledger);
        }
    }

    fn ledger(&mut self) -> (Ledger, Phone) {
        ledger_of(self.stage, &mut self.lock, self.scene.documents)
    }

    fn acts_since(&self, ledger: &Ledger) -> usize {
        let since = self.cut.before.length;
        ledger
            .acts
            .iter()
            .filter(|act| act.accepted >= since)
            .count()
    }

    /// Force is told once, whatever order was open; a lever that no bolt held was not forced.
    fn force_is_told(&self, ledger: &Ledger) {
        let since = self.cut.before.length;
        let cut = ledger.count(since, |event| *event == Event::LeverCut);
        let opened = ledger.count(since, |event| *event == Event::CaseOpened);
        let was_sealed = self.cut.bolt == Bolt::Held
            && !ledger.acts.last().is_some_and(|act| {
                // A seal that the sensors did not confirm was none.
                act.is_recovered() && matches!(act.kind, OrderKind::Seal | OrderKind::Reseal)
            });
        // What latched before is not told again before it is cleared.
        let told_before = matches!(ledger.state, LockState::Tampered)
            && self.scene.kind == OrderKind::ClearTamper;
        let must_cut = self.force == Force::LeverCut && was_sealed && !told_before;
        assert_eq!(cut, usize::from(must_cut));
        assert_eq!(opened, usize::from(self.force == Force::CaseOpened));
    }

    /// What the lock answered, answers when it is asked, and answers to the same directive again
    /// is what its journal says; and nothing of that runs anything.
    fn answers_agree(
        &mut self,
        ledger: &Ledger,
        mut phone: Phone,
        (directive, asked): (&Directive, Asked),
        answered: &Result<Outcome, Refusal>,
    ) {
        let outcome = ledger
            .act(asked.instruction.hash())
            .map(|act| act.outcome());
        assert_eq!(self.acts_since(ledger), usize::from(outcome.is_some()));
        match answered {
            Ok(answered) => assert_eq!(Some(*answered), outcome),
            Err(Refusal::Interrupted) => {}
            Err(Refusal::Fault) => assert_eq!(outcome, None),
            Err(refusal) => panic!("{refusal}"),
        }
        let told = phone.ask(&mut self.lock, Call::AskOutcome(asked));
        assert_eq!(told, Ok(Answer::Outcome(outcome.unwrap_or(Outcome::Void))));
        let (head, bolt) = (self.lock.journal(), self.lock.hardware().bolt);
        match (bring(&mut phone, &mut self.lock, directive), outcome) {
            (Ok(again), Some(outcome)) => {
                assert_eq!(again, outcome);
                assert_eq!(self.lock.journal(), head);
            }
            (Err(Refusal::NotObeyed(_)), None) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(self.lock.hardware().bolt, bolt);
    }

    /// Whoever still wants it has another instruction obeyed, and it is done once.
    fn goes_on(&mut self, ledger: &Ledger) {
        let (kind, since) = (self.scene.kind, self.cut.before.length);
        assert!(ledger.carried_out(kind, since) <= 1);
        if ledger.carried_out(kind, since) == 1 {
            return;
        }
        let spent = u8::try_from(self.acts_since(ledger)).unwrap();
        match (self.scene.attempt)(&self.stage.world, &mut self.lock, spent) {
            Attempt::Ordered { answer: Ok(_), .. } => {}
            Attempt::Ordered { answer, .. } => panic!("{answer:?}"),
            Attempt::NotOrdered(refusal) => panic!("{refusal}"),
        }
        let (ledger, _) = self.ledger();
        assert_eq!(ledger.carried_out(kind, since), 1);
    }
}

/// Whether a journal begins with what there was before.
pub(super) fn goes_on_from(ledger: &Ledger, head: &JournalHead, lock: &Lock<FakeHardware>) -> bool {
    let next = ledger.entries.get(head.length as usize);
    next.map_or(lock.journal() == *head, |next| next.previous == head.hash)
}
