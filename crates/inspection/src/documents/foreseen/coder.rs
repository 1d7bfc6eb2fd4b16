//! Binary decisions, each with odds that learn, as bytes: an adaptive range coder, in both
//! directions (SPEC.md § Foreseen). Whatever is written is one sequence of decisions; whoever reads
//! takes the same ones.

use alloc::vec::Vec;

use railseal_protocol::wire::DecodeError;

/// How likely a decision is, learnt from those before it.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents) struct Odds {
    /// Of 65,536: that it is true.
    yes: u16,
    /// How often it was taken, up to a limit.
    seen: u8,
}

/// How many decisions count as experience; more, and odds would not follow a change.
const EXPERIENCE: u8 = 60;

#[expect(
    clippy::indexing_slicing,
    reason = "a constant: out of bounds it would not compile"
)]
/// What share of the way a decision moves odds that have seen so many, of 65,536.
const SHARES: [u32; EXPERIENCE as usize + 1] = {
    let mut shares = [0; EXPERIENCE as usize + 1];
    let mut seen = 0;
    while seen < shares.len() {
        shares[seen] = (2 << 16) / (2 * seen as u32 + 3);
        seen += 1;
    }
    shares
};

/// Neither is ever ruled out.
const LEAST: u16 = 24;

impl Odds {
    /// Nothing is known.
    pub(super) const NEW: Self = Self {
        yes: 1 << 15,
        seen: 0,
    };

    /// Whether nothing was taken with it yet.
    pub(super) fn is_new(&self) -> bool {
        self.seen == 0
    }

    /// What a beginner takes over from those who know: as likely, with little experience.
    pub(super) fn halfway(&self, taken: bool) -> Self {
        let mut own = Self {
            yes: self.yes,
            seen: 2,
        };
        own.learn(taken);
        own
    }

    /// Counts a decision, whoever's odds it was taken with.
    #[inline]
    pub(super) fn learn(&mut self, taken: bool) {
        let share = SHARES.get(usize::from(self.seen)).copied().unwrap_or(0);
        let moved = |way: u16| u16::try_from((u32::from(way) * share) >> 16).unwrap_or(0);
        if taken {
            self.yes += moved(u16::MAX - self.yes);
            self.yes = self.yes.min(u16::MAX - LEAST);
        } else {
            self.yes -= moved(self.yes);
            self.yes = self.yes.max(LEAST);
        }
        self.seen = (self.seen + 1).min(EXPERIENCE);
    }

    fn bound(&self, range: u32) -> u32 {
        (range >> 16) * u32::from(self.yes)
    }
}

/// Takes decisions, or has them taken.
pub(in crate::documents) trait Coder {
    /// Whether it writes: whoever reads looks nothing up.
    const WRITES: bool;

    /// One decision: a writer takes `taken` and gives it back, a reader ignores it and gives what
    /// was written.
    fn decide(&mut self, odds: &mut Odds, taken: bool) -> Result<bool, DecodeError>;
}

/// Below this, a range gives its first byte away.
const NARROW: u32 = 1 << 24;

/// Writes decisions.
#[derive(Debug)]
pub(super) struct Writer {
    low: u64,
    range: u32,
    /// The last byte, which a carry may still change; none at the beginning.
    held: Option<u8>,
    /// How many bytes of 255 follow it, which a carry would change too.
    full: usize,
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            held: None,
            full: 0,
            bytes: Vec::new(),
        }
    }

    /// What was written.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.bytes
    }

    fn shift(&mut self) {
        let [_, _, _, carry, first, ..] = self.low.to_be_bytes();
        if carry == 1 || first != u8::MAX {
            self.bytes
                .extend(self.held.map(|held| held.wrapping_add(carry)));
            let full = core::iter::repeat_n(u8::MAX.wrapping_add(carry), self.full);
            self.bytes.extend(full);
            self.full = 0;
            // Before the first byte there is nothing that a carry could change.
            self.held = Some(first);
        } else {
            self.full += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }
}

impl Coder for Writer {
    const WRITES: bool = true;

    fn decide(&mut self, odds: &mut Odds, taken: bool) -> Result<bool, DecodeError> {
        let bound = odds.bound(self.range);
        if taken {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        odds.learn(taken);
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
        Ok(taken)
    }
}

/// Reads decisions.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    code: u32,
    range: u32,
}

impl<'a> Reader<'a> {
    /// Of what a [`Writer`] wrote.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let (first, rest) = bytes.split_first_chunk().ok_or(DecodeError::Malformed)?;
        Ok(Self {
            rest,
            code: u32::from_be_bytes(*first),
            range: u32::MAX,
        })
    }

    /// Makes sure that nothing is left.
    pub(super) fn finish(self) -> Result<(), DecodeError> {
        match self.rest.len() {
            0 => Ok(()),
            count => Err(DecodeError::TrailingBytes { count }),
        }
    }
}

impl Coder for Reader<'_> {
    const WRITES: bool = false;

    #[inline]
    fn decide(&mut self, odds: &mut Odds, _: bool) -> Result<bool, DecodeError> {
        let bound = odds.bound(self.range);
        let taken = self.code < bound;
        if taken {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        odds.learn(taken);
        while self.range < NARROW {
            let (first, rest) = self.rest.split_first().ok_or(DecodeError::Malformed)?;
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(*first);
            self.rest = rest;
        }
        Ok(taken)
    }
}
