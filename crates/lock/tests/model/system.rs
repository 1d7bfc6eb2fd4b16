//! Phones, air and lock together: what can be done next in a state, and what must hold in it.

use crate::air::{Air, Message, PhoneRef, What};
use crate::checks::Broken;
use crate::explorer::Explored;
use crate::happening::{HAPPENINGS, Happening, PowerCut};
use crate::machine::{Deed, LockRef, Machine, Said};
use crate::phones::{Phone, Stage};
use crate::plans::{PLANS, Plan, has_a_place};
use crate::state::{Bounds, State};

#[derive(Debug, Clone, Copy)]
pub(crate) enum Move {
    Order(PhoneRef, Plan),
    Say(Message),
    Double(Message),
    Arrive(Message, Option<PowerCut>),
    Happen(Happening, Option<PowerCut>),
}

pub(crate) struct System {
    pub(crate) machine: Machine,
    bounds: Bounds,
    beginning: LockRef,
}

impl System {
    pub(crate) fn new(machine: Machine, bounds: Bounds, beginning: LockRef) -> Self {
        Self {
            machine,
            bounds,
            beginning,
        }
    }

    fn reach(&mut self, what: &str) {
        if !self.machine.reached.contains(what) {
            self.machine.reached.insert(what.to_owned());
        }
    }

    fn orders(&mut self, state: State, next: &mut Vec<(Move, State)>) {
        for (place, plans) in (0..).zip(PLANS) {
            let phone = state.phones[place];
            let number = PhoneRef::try_from(place).unwrap();
            for plan in plans.iter().filter(|_| phone.may_order()) {
                if !has_a_place(*plan, self.machine.view(state.lock)) {
                    continue;
                }
                // No two letters of the phones name one challenge.
                let count = 2 * u32::from(phone.left) + u32::from(number);
                let letter = self.machine.write(state.lock, *plan, count);
                let message = Message {
                    phone: number,
                    letter,
                    what: What::Bring,
                };
                let after = state.with_phone(number, phone.ordered(letter));
                let moved = Move::Order(number, *plan);
                next.extend(after.sent(message).into_iter().map(|after| (moved, after)));
            }
            if let Some((message, phone)) = phone.asks(number)
                // Once more is what the link does that doubles.
                && state.air.messages().all(|other| other != message)
            {
                let after = state.with_phone(number, phone);
                let moved = Move::Say(message);
                next.extend(after.sent(message).into_iter().map(|after| (moved, after)));
            }
        }
    }

    fn link(&mut self, state: State, next: &mut Vec<(Move, State)>) -> Result<(), (Move, Broken)> {
        for message in state.air.messages() {
            if state.left.doubled > 0 {
                let mut after = state;
                after.left.doubled -= 1;
                let doubled = Move::Double(message);
                next.extend(
                    after
                        .sent(message)
                        .into_iter()
                        .map(|after| (doubled, after)),
                );
            }
            let moved = Move::Arrive(message, None);
            let air = state.air.without(message);
            let after = State { air, ..state };
            let after = match message.deed() {
                Some(deed) => self.at_the_lock(after, message, deed),
                None => self.at_the_phone(after, message),
            };
            next.push((moved, after.map_err(|broken| (moved, broken))?));
        }
        Ok(())
    }

    fn at_the_lock(&mut self, state: State, message: Message, deed: Deed) -> Result<State, Broken> {
        let before = self
            .machine
            .view(state.lock)
            .act_of(message.letter)
            .is_some();
        let (lock, said) = self.machine.step(state.lock, deed, None)?;
        if before && message.what == What::Bring && matches!(said, Said::Ended(..)) {
            self.reach("brought again, answered with the same outcome");
        }
        let answer = Message {
            what: What::Answer(said),
            ..message
        };
        Ok(State { lock, ..state }.answered(answer))
    }

    fn at_the_phone(&mut self, state: State, message: Message) -> Result<State, Broken> {
        let What::Answer(said) = message.what else {
            panic!("{message:?} is for the lock");
        };
        if let Said::Ended(accepted, outcome) = said {
            let view = self.machine.view(state.lock);
            let act = view.act_of(message.letter);
            let is_so =
                act.is_some_and(|act| (act.accepted, act.outcome) == (accepted, Some(outcome)));
            if !is_so {
                return Err(Broken::ToldWhatIsNot);
            }
        }
        let mut after = state;
        let phone = &mut after.phones[usize::from(message.phone)];
        *phone = phone.hears(message.letter, said);
        let again = phone.brings_again(message.phone);
        match phone.stage {
            Stage::Void(_) => self.reach("told that it never will be accepted"),
            Stage::MayBringAgain(_) => self.reach("told that it still may be accepted"),
            _ => {}
        }
        if let Some((again, phone)) = again {
            let mut after = after.with_phone(message.phone, phone);
            after.left.again -= 1;
            return Ok(after.answered(again));
        }
        Ok(after)
    }

    fn happens(
        &mut self,
        state: State,
        next: &mut Vec<(Move, State)>,
    ) -> Result<(), (Move, Broken)> {
        let Some(left) = state.left.after_events(1) else {
            return Ok(());
        };
        for happening in HAPPENINGS {
            if !happening.is_possible(self.machine.view(state.lock)) {
                continue;
            }
            let moved = Move::Happen(happening, None);
            let stepped = self.machine.step(state.lock, Deed::Happen(happening), None);
            let (lock, _) = stepped.map_err(|broken| (moved, broken))?;
            next.push((
                moved,
                State {
                    lock,
                    left,
                    ..state
                },
            ));
            let Some(left) = state.left.after_events(2) else {
                continue;
            };
            let cuts = self.machine.cuts(state.lock, Deed::Happen(happening));
            for (cut, lock) in
                cuts.map_err(|(cut, broken)| (Move::Happen(happening, Some(cut)), broken))?
            {
                let moved = Move::Happen(happening, Some(cut));
                next.push((
                    moved,
                    State {
                        lock,
                        left,
                        ..state
                    },
                ));
            }
        }
        Ok(())
    }

    /// Power is lost while an instruction is carried out.
    fn power_is_lost(
        &mut self,
        state: State,
        next: &mut Vec<(Move, State)>,
    ) -> Result<(), (Move, Broken)> {
        let Some(left) = state.left.after_events(1) else {
            return Ok(());
        };
        for message in state.air.messages() {
            let Some(deed @ Deed::Bring(_)) = message.deed() else {
                continue;
            };
            let air = state.air.without(message);
            let cuts = self.machine.cuts(state.lock, deed);
            for (cut, lock) in
                cuts.map_err(|(cut, broken)| (Move::Arrive(message, Some(cut)), broken))?
            {
                let after = State {
                    lock,
                    air,
                    left,
                    ..state
                };
                next.push((Move::Arrive(message, Some(cut)), after));
            }
        }
        Ok(())
    }

    /// What a phone would be told if it asked now.
    fn agrees(&mut self, state: State, phone: Phone) -> Result<(), Broken> {
        let Some(letter) = phone.letter() else {
            return Ok(());
        };
        let (same, said) = self.machine.step(state.lock, Deed::Ask(letter), None)?;
        let act = self.machine.view(state.lock).act_of(letter);
        let is_so = match (said, act) {
            (Said::Ended(accepted, outcome), Some(act)) => {
                (act.accepted, act.outcome) == (accepted, Some(outcome))
            }
            (Said::Accepted, Some(act)) => act.outcome.is_none(),
            (Said::Awaited | Said::Void, None) => true,
            _ => false,
        };
        let as_before = match phone.stage {
            Stage::Ended(_, accepted, outcome) => said == Said::Ended(accepted, outcome),
            Stage::Void(_) => said == Said::Void,
            _ => true,
        };
        if is_so && as_before && same == state.lock {
            Ok(())
        } else {
            Err(Broken::NotAgreed)
        }
    }
}

impl Explored for System {
    type State = State;
    type Deed = Move;
    type Broken = Broken;

    fn beginning(&self) -> State {
        State {
            lock: self.beginning,
            phones: self.bounds.letters.map(Phone::new),
            air: Air::EMPTY,
            left: self.bounds,
        }
    }

    fn check(&mut self, state: State) -> Result<(), Broken> {
        for phone in state.phones {
            if let Stage::Ended(letter, accepted, outcome) = phone.stage {
                let act = self.machine.view(state.lock).act_of(letter);
                if act.map(|act| (act.accepted, act.outcome)) != Some((accepted, Some(outcome))) {
                    return Err(Broken::ToldWhatIsNot);
                }
            }
            self.agrees(state, phone)?;
        }
        Ok(())
    }

    fn next(&mut self, state: State) -> Result<Vec<(Move, State)>, (Move, Broken)> {
        let mut next = Vec::new();
        self.orders(state, &mut next);
        self.link(state, &mut next)?;
        self.happens(state, &mut next)?;
        self.power_is_lost(state, &mut next)?;
        for (_, after) in &mut next {
            after.forget_what_nobody_waits_for();
        }
        Ok(next)
    }

    fn tell(&self, moved: Move) -> String {
        match moved {
            Move::Order(phone, plan) => format!("phone {phone} has signed and brings: {plan}"),
            Move::Say(message) => format!("sent: {message}"),
            Move::Double(message) => format!("doubled: {message}"),
            Move::Arrive(message, None) => format!("arrives: {message}"),
            Move::Arrive(message, Some(cut)) => format!("arrives: {message}; {cut:?}"),
            Move::Happen(happening, None) => format!("{happening:?}"),
            Move::Happen(happening, Some(cut)) => format!("{happening:?}; {cut:?}"),
        }
    }
}
