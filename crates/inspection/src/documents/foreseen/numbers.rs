//! Numbers, by how long they are and what their first bits are.

use alloc::boxed::Box;

use railseal_protocol::wire::DecodeError;

use super::coder::{Coder, Odds};

/// How many bits after the first are foreseen from all before them; the rest by their place alone.
const FORESEEN: u32 = 4;

/// How many lengths are told apart by those bits; longer numbers share theirs.
const LENGTHS: usize = 17;

/// What is known of one kind of number.
#[derive(Debug, Clone)]
pub(super) struct Number {
    long: Odds,
    lengths: [Odds; 16],
    more_lengths: [Odds; 64],
    first: Box<[[Odds; 1 << FORESEEN]; LENGTHS]>,
    rest: [Odds; 64],
}

impl Number {
    pub(super) fn new() -> Self {
        Self {
            long: Odds::NEW,
            lengths: [Odds::NEW; 16],
            more_lengths: [Odds::NEW; 64],
            first: Box::new([[Odds::NEW; 1 << FORESEEN]; LENGTHS]),
            rest: [Odds::NEW; 64],
        }
    }

    /// A number.
    pub(super) fn code(&mut self, coder: &mut impl Coder, value: u64) -> Result<u64, DecodeError> {
        let length = u64::BITS - value.leading_zeros();
        let length = if coder.decide(&mut self.long, length >= 16)? {
            tree(coder, &mut self.more_lengths, 6, length.saturating_sub(16))? + 16
        } else {
            tree(coder, &mut self.lengths, 4, length)?
        };
        if length > u64::BITS {
            return Err(DecodeError::Malformed);
        }
        if length == 0 {
            return Ok(0);
        }
        let first = self.first.get_mut((length as usize).min(LENGTHS - 1));
        let first = first.ok_or(DecodeError::Malformed)?;
        let mut read = 1u64;
        for place in (0..length - 1).rev() {
            let odds = if length - 1 - place <= FORESEEN {
                first.get_mut(read as usize)
            } else {
                self.rest.get_mut(place as usize)
            };
            let odds = odds.ok_or(DecodeError::Malformed)?;
            let bit = coder.decide(odds, value >> place & 1 == 1)?;
            read = read << 1 | u64::from(bit);
        }
        Ok(read)
    }
}

/// How many bits of a number of fixed width are foreseen from all before them.
const FIXED_FORESEEN: u32 = 6;

/// What is known of one kind of number that is always so many bits wide, 16 at the most.
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    first: [Odds; 1 << FIXED_FORESEEN],
    rest: [Odds; 16],
}

impl Fixed {
    pub(super) const NEW: Self = Self {
        first: [Odds::NEW; 1 << FIXED_FORESEEN],
        rest: [Odds::NEW; 16],
    };

    /// A number of so many bits.
    pub(super) fn code(
        &mut self,
        coder: &mut impl Coder,
        bits: u32,
        value: u32,
    ) -> Result<u32, DecodeError> {
        let last = bits.saturating_sub(FIXED_FORESEEN);
        let mut read = tree(coder, &mut self.first, bits - last, value >> last)?;
        for place in (0..last).rev() {
            let odds = self.rest.get_mut(place as usize);
            let odds = odds.ok_or(DecodeError::Malformed)?;
            let bit = coder.decide(odds, value >> place & 1 == 1)?;
            read = read << 1 | u32::from(bit);
        }
        Ok(read)
    }
}

/// So many bits, each foreseen from those before it.
pub(super) fn tree(
    coder: &mut impl Coder,
    odds: &mut [Odds],
    bits: u32,
    value: u32,
) -> Result<u32, DecodeError> {
    let mut node = 1u32;
    for place in (0..bits).rev() {
        let odds = odds.get_mut(node as usize).ok_or(DecodeError::Malformed)?;
        let bit = coder.decide(odds, value >> place & 1 == 1)?;
        node = node << 1 | u32::from(bit);
    }
    Ok(node - (1 << bits))
}
