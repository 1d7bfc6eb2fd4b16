//! The link: at most two messages in flight, lost, doubled and overtaken.

use std::fmt;

use crate::letters::LetterRef;
use crate::machine::{Deed, Said};

/// A phone, by its number.
pub(crate) type PhoneRef = u8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Message {
    pub(crate) phone: PhoneRef,
    pub(crate) letter: LetterRef,
    pub(crate) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum What {
    /// To the lock: carry this out.
    Bring,
    /// To the lock: what became of it?
    Ask,
    /// To the phone.
    Answer(Said),
}

impl Message {
    /// What the lock is to do; none where the message is for a phone.
    pub(crate) fn deed(&self) -> Option<Deed> {
        match self.what {
            What::Bring => Some(Deed::Bring(self.letter)),
            What::Ask => Some(Deed::Ask(self.letter)),
            What::Answer(_) => None,
        }
    }
}

/// What is in flight, in an order of its own: any may arrive first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Air([Option<Message>; 2]);

impl Air {
    pub(crate) const EMPTY: Self = Self([None, None]);

    /// The different messages.
    pub(crate) fn messages(&self) -> impl Iterator<Item = Message> + use<> {
        let [first, second] = self.0;
        let second = second.filter(|_| first != second);
        first.into_iter().chain(second)
    }

    /// With one message more. Where there is no room, one of those in flight is lost: of a lost
    /// message, nothing else can be told than that it does not arrive.
    pub(crate) fn with(&self, message: Message) -> Vec<Self> {
        let [first, second] = self.0;
        let mut others = vec![second];
        if first.is_some() && first != second {
            others.push(first);
        }
        let with = |other| {
            let mut both = [other, Some(message)];
            both.sort();
            Self(both)
        };
        others.into_iter().map(with).collect()
    }

    /// Loses every message but these.
    pub(crate) fn retain(&mut self, stays: impl Fn(Message) -> bool) {
        self.0 = self
            .0
            .map(|message| message.filter(|message| stays(*message)));
        self.0.sort();
    }

    /// Without one of those messages.
    pub(crate) fn without(&self, message: Message) -> Self {
        match self.0 {
            [first, second] if second == Some(message) => Self([None, first]),
            [first, second] if first == Some(message) => Self([None, second]),
            _ => panic!("{message:?} is not in flight"),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (phone, letter) = (self.phone, self.letter);
        match self.what {
            What::Bring => write!(f, "{letter:?} of phone {phone}"),
            What::Ask => write!(f, "phone {phone} asks what became of {letter:?}"),
            What::Answer(said) => write!(f, "the lock tells phone {phone} of {letter:?}: {said:?}"),
        }
    }
}
