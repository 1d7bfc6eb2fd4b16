//! A phone as SPEC.md asks for it: whatever has come of an instruction is asked before another one
//! is signed.

use crate::air::{Message, PhoneRef, What};
use crate::letters::LetterRef;
use crate::machine::Said;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Phone {
    /// How many more it may have signed.
    pub(crate) left: u8,
    pub(crate) stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    /// Nothing was ordered.
    Fresh,
    /// Brought, and no answer yet.
    Waiting(LetterRef),
    /// Asked what became of it.
    Asking(LetterRef),
    /// It was not accepted and still may be: to be brought again.
    MayBringAgain(LetterRef),
    Refused(LetterRef),
    /// It never will be accepted.
    Void(LetterRef),
    /// It has an outcome: by these entries.
    Ended(LetterRef, u8, u8),
}

impl Phone {
    pub(crate) const fn new(left: u8) -> Self {
        Self {
            left,
            stage: Stage::Fresh,
        }
    }

    pub(crate) fn may_order(&self) -> bool {
        let knows = matches!(
            self.stage,
            Stage::Fresh | Stage::Refused(_) | Stage::Void(_) | Stage::Ended(..)
        );
        knows && self.left > 0
    }

    /// Whether a message can still change it.
    pub(crate) fn waits_for(&self, message: Message) -> bool {
        match self.stage {
            Stage::Waiting(letter) | Stage::Asking(letter) => letter == message.letter,
            _ => false,
        }
    }

    pub(crate) fn letter(&self) -> Option<LetterRef> {
        match self.stage {
            Stage::Fresh => None,
            Stage::Waiting(letter)
            | Stage::Asking(letter)
            | Stage::MayBringAgain(letter)
            | Stage::Refused(letter)
            | Stage::Void(letter)
            | Stage::Ended(letter, _, _) => Some(letter),
        }
    }

    pub(crate) fn ordered(self, letter: LetterRef) -> Self {
        Self {
            left: self.left - 1,
            stage: Stage::Waiting(letter),
        }
    }

    /// No answer has come: it asks what became of it, and brings nothing before it knows.
    pub(crate) fn asks(self, phone: PhoneRef) -> Option<(Message, Self)> {
        let (Stage::Waiting(letter) | Stage::Asking(letter)) = self.stage else {
            return None;
        };
        let message = Message {
            phone,
            letter,
            what: What::Ask,
        };
        let stage = Stage::Asking(letter);
        Some((message, Self { stage, ..self }))
    }

    /// It was told that the lock has not accepted it and still may: it brings it again.
    pub(crate) fn brings_again(self, phone: PhoneRef) -> Option<(Message, Self)> {
        let Stage::MayBringAgain(letter) = self.stage else {
            return None;
        };
        let message = Message {
            phone,
            letter,
            what: What::Bring,
        };
        let stage = Stage::Waiting(letter);
        Some((message, Self { stage, ..self }))
    }

    /// What it is once it has heard an answer. One about anything but the letter that it waits for
    /// comes too late.
    pub(crate) fn hears(self, about: LetterRef, said: Said) -> Self {
        let (Stage::Waiting(letter) | Stage::Asking(letter)) = self.stage else {
            return self;
        };
        if letter != about {
            return self;
        }
        let asks = self.stage == Stage::Asking(letter);
        let stage = match said {
            Said::Ended(accepted, outcome) => Stage::Ended(letter, accepted, outcome),
            Said::Void => Stage::Void(letter),
            Said::Refused => Stage::Refused(letter),
            Said::Awaited if asks => Stage::MayBringAgain(letter),
            Said::Awaited => self.stage,
            Said::Accepted | Said::Fault => Stage::Asking(letter),
            Said::Nothing => panic!("an answer says something"),
        };
        Self { stage, ..self }
    }
}
