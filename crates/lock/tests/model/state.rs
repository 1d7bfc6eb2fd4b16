//! A state of phones, air and lock together, and how much of everything there may still be.

use std::fmt;

use crate::air::{Air, Message, PhoneRef, What};
use crate::machine::{LockRef, Said};
use crate::phones::Phone;

/// How much of everything there is, from a beginning on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Bounds {
    /// Instructions that each phone may have signed.
    pub(crate) letters: [u8; 2],
    /// How often the phones bring again what still may be accepted.
    pub(crate) again: u8,
    /// Messages that the link doubles. It loses as many as it likes.
    pub(crate) doubled: u8,
    /// Things that happen to the lock: power is lost and comes back, at any write or between two;
    /// force; a hand at the lever or the casing; time passes.
    pub(crate) events: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct State {
    pub(crate) lock: LockRef,
    pub(crate) phones: [Phone; 2],
    pub(crate) air: Air,
    pub(crate) left: Bounds,
}

const AWAITED: What = What::Answer(Said::Awaited);

impl State {
    pub(crate) fn with_phone(mut self, number: PhoneRef, phone: Phone) -> Self {
        self.phones[usize::from(number)] = phone;
        self
    }

    /// With a message more in flight, whichever is lost where there is no room.
    pub(crate) fn sent(self, message: Message) -> Vec<Self> {
        let airs = self.air.with(message).into_iter();
        airs.map(|air| Self { air, ..self }).collect()
    }

    /// With a message more, in the room that another has made.
    pub(crate) fn answered(self, message: Message) -> Self {
        *self.sent(message).first().expect("one has just arrived")
    }

    /// A question or an answer about what a phone no longer asks changes nothing any more: it may as
    /// well be lost at once. So may one that would have it bring again what it may not.
    pub(crate) fn forget_what_nobody_waits_for(&mut self) {
        let (phones, again) = (self.phones, self.left.again);
        self.air.retain(|message| {
            let phone = phones[usize::from(message.phone)];
            message.what == What::Bring
                || (phone.waits_for(message) && (message.what != AWAITED || again > 0))
        });
    }
}

impl Bounds {
    /// What is left after so many events more, if there are as many.
    pub(crate) fn after_events(self, events: u8) -> Option<Self> {
        let events = self.events.checked_sub(events)?;
        Some(Self { events, ..self })
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.letters;
        write!(
            f,
            "at most two messages in flight, {first} and {second} instructions, {} brought again, \
             {} messages doubled, {} events",
            self.again, self.doubled, self.events
        )
    }
}
