//! Binary decisions, each with odds that learn, as bytes: an adaptive range coder, in both
//! directions. Whatever is written is one sequence of decisions; whoever reads takes the same ones.

/// How likely a decision is, learnt from those before it.
#[derive(Debug, Clone, Copy)]
pub struct Odds {
    /// Of 65,536: that it is true.
    yes: u16,
    /// How often it was taken, up to a limit.
    seen: u8,
}

impl Odds {
    /// Nothing is known.
    pub const NEW: Self = Self {
        yes: 1 << 15,
        seen: 0,
    };

    /// How many decisions count as experience; more, and it would not follow a change.
    const EXPERIENCE: u8 = 60;

    /// Whether nothing was taken with it yet.
    pub fn is_new(&self) -> bool {
        self.seen == 0
    }

    /// What a beginner takes over from those who know: as likely, with little experience.
    pub fn halfway(&self, taken: bool) -> Self {
        let mut own = Self {
            yes: self.yes,
            seen: 2,
        };
        own.learn(taken);
        own
    }

    /// Counts a decision, whoever's odds it was taken with.
    pub fn learn(&mut self, taken: bool) {
        let yes = i32::from(self.yes);
        let wanted = if taken { 65_535 } else { 0 };
        let moved = yes + (wanted - yes) * 2 / (2 * i32::from(self.seen) + 3);
        self.yes = u16::try_from(moved.clamp(24, 65_511)).unwrap_or(1 << 15);
        self.seen = self.seen.saturating_add(1).min(Self::EXPERIENCE);
    }
}

/// The input ended in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the input ends in the middle")]
pub struct Short;

/// Takes decisions, or has them taken.
pub trait Coder {
    /// One decision: a writer takes `taken` and gives it back, a reader ignores it and gives what was written.
    fn decide(&mut self, odds: &mut Odds, taken: bool) -> Result<bool, Short>;
}

/// Writes decisions.
#[derive(Debug)]
pub struct Writer {
    low: u64,
    range: u32,
    held: u8,
    held_more: u64,
    first: bool,
    bytes: Vec<u8>,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            held: 0,
            held_more: 0,
            first: true,
            bytes: Vec::new(),
        }
    }
}

impl Writer {
    /// What was written.
    pub fn into_bytes(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        // Zeros at the end are read anyway.
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
        self.bytes
    }

    fn shift(&mut self) {
        let carry = (self.low >> 32) as u8;
        if self.low < 0xff00_0000 || carry == 1 {
            if !self.first {
                self.bytes.push(self.held.wrapping_add(carry));
            }
            self.first = false;
            for _ in 0..self.held_more {
                self.bytes.push(0xffu8.wrapping_add(carry));
            }
            self.held_more = 0;
            self.held = (self.low >> 24) as u8;
        } else {
            self.held_more += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }
}

impl Coder for Writer {
    fn decide(&mut self, odds: &mut Odds, taken: bool) -> Result<bool, Short> {
        let bound = (self.range >> 16) * u32::from(odds.yes);
        if taken {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        odds.learn(taken);
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
        Ok(taken)
    }
}

/// Reads decisions.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    code: u32,
    range: u32,
    past: u8,
}

impl<'a> Reader<'a> {
    /// Of what a [`Writer`] wrote.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self {
            rest: bytes,
            code: 0,
            range: u32::MAX,
            past: 0,
        };
        for _ in 0..4 {
            reader.code = reader.code << 8 | u32::from(reader.byte());
        }
        reader
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => {
                self.past = self.past.saturating_add(1);
                0
            }
        }
    }
}

impl Coder for Reader<'_> {
    fn decide(&mut self, odds: &mut Odds, _: bool) -> Result<bool, Short> {
        let bound = (self.range >> 16) * u32::from(odds.yes);
        let taken = self.code < bound;
        if taken {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        odds.learn(taken);
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(self.byte());
        }
        if self.past > 8 { Err(Short) } else { Ok(taken) }
    }
}
