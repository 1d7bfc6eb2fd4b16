//! Bytes from one phone to another without a network: in parts, each of them the text of one QR
//! code, shown one after the other; or all of them as one text, where a camera is broken.
//!
//! ```text
//! RS1/1/1/6RZ6SOWN/ORUGKIDMN5RWWIDJOMQG64DFNY      "the lock is open"
//! ```
//!
//! The version; which part, of how many; the first 40 bits of the [`struct@Hash`] of all the bytes, under
//! `parts`; the part's own bytes. The last two in base32 (RFC 4648 §6) without padding: of what a QR
//! code packs most densely it is what a mail or a chat does not spoil. The hash tells parts of
//! different bytes from each other, and a slip from what was sent; who sent it, it cannot tell.

mod gathering;

use std::fmt;
use std::str::FromStr;

use railseal_protocol::digits::{base32, base32_length, from_base32};
use railseal_protocol::hash::Hash;

pub use gathering::{Gathering, GatheringError, WholeError};

/// What a part begins with.
const VERSION: &str = "RS1/";
/// The most parts that anybody holds a phone still for.
pub const MOST_PARTS: usize = 64;
/// The most bytes that travel so.
pub const MOST_BYTES: usize = 32 * 1024;
/// The most bytes of one part: 2,500 characters, a code of 137 modules a side.
const LARGEST_PART: usize = 1_540;
/// The bytes of a part among several: 420 characters, a code of 65 modules a side.
const USUAL_PART: usize = 250;
const MARK: usize = 5;

/// How the bytes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Coarse codes in turn, for any camera; a few bytes are one of them.
    InTurn,
    /// One code, for a good camera that is held still.
    Alone,
}

/// Why bytes are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// There is nothing to show.
    #[error("nothing to split")]
    Nothing,
    /// They are more than is shown so.
    #[error("{got} bytes are more than {most}")]
    TooLong {
        /// The most that is.
        most: usize,
        /// What there is.
        got: usize,
    },
}

/// Splits bytes into parts. [`fmt::Display`] gives the text of each.
pub fn split(bytes: &[u8], shown: Shown) -> Result<Vec<Part>, SplitError> {
    let most = match shown {
        Shown::InTurn => MOST_BYTES,
        Shown::Alone => LARGEST_PART,
    };
    let got = bytes.len();
    if got > most {
        return Err(SplitError::TooLong { most, got });
    }
    let longest = match shown {
        Shown::InTurn => USUAL_PART.max(got.div_ceil(MOST_PARTS)),
        Shown::Alone => LARGEST_PART,
    };
    let of = u8::try_from(got.div_ceil(longest)).unwrap_or(u8::MAX);
    if of == 0 {
        return Err(SplitError::Nothing);
    }
    let mark = Mark::of(bytes);
    let parts = (1..).zip(bytes.chunks(longest));
    Ok(parts
        .map(|(number, bytes)| Part {
            number,
            of,
            mark,
            bytes: bytes.to_vec(),
        })
        .collect())
}

/// All parts as one text, a line each.
pub fn as_text(parts: &[Part]) -> String {
    parts.iter().map(|part| format!("{part}\n")).collect()
}

/// The bytes of a text that was copied somewhere and pasted here: all parts, in any order, in any
/// lines.
pub fn from_text(text: &str) -> Result<Vec<u8>, TextError> {
    let text: String = text.split_whitespace().collect();
    // What comes before the first part is no part; between two it cannot be told from the first.
    let (before, rest) = text.split_once(VERSION).ok_or(PartError::Version)?;
    if !before.is_empty() {
        return Err(PartError::Version.into());
    }
    // None of this stands in a part but at its beginning: base32 has no 1.
    let mut parts = rest.split(VERSION).map(Part::after_version);
    let first = parts.next().ok_or(PartError::Version)?;
    let mut gathering = Gathering::begin(first?);
    for part in parts {
        gathering.add(part?)?;
    }
    Ok(gathering.whole()?)
}

/// Why a pasted text is not what was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A piece of it is no part.
    #[error(transparent)]
    Part(#[from] PartError),
    /// A part does not belong to the others.
    #[error(transparent)]
    Gathering(#[from] GatheringError),
    /// It is not all there.
    #[error(transparent)]
    Whole(#[from] WholeError),
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    number: u8,
    of: u8,
    mark: Mark,
    bytes: Vec<u8>,
}

/// What all parts of the same bytes bear.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark([u8; MARK]);

/// Why a text is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// It begins differently: it is something else, or of a version to come.
    #[error("no part of version 1")]
    Version,
    /// It has not as many fields.
    #[error("a field is missing")]
    Fields,
    /// It is not one of 1 to 64.
    #[error("no part of 1 to {MOST_PARTS}")]
    Number,
    /// A field is not base32 of as many characters as it may have.
    #[error("no base32 of a length that it may have")]
    Base32,
}

impl Part {
    /// Which it is, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// How many there are.
    pub fn of(&self) -> u8 {
        self.of
    }

    fn after_version(text: &str) -> Result<Self, PartError> {
        let mut fields = text.splitn(4, '/');
        let mut field = || fields.next().ok_or(PartError::Fields);
        let (number, of) = (number(field()?)?, number(field()?)?);
        if number > of {
            return Err(PartError::Number);
        }
        let mark = read_base32(field()?, MARK)?.try_into();
        Ok(Self {
            number,
            of,
            mark: Mark(mark.map_err(|_| PartError::Base32)?),
            bytes: read_base32(field()?, LARGEST_PART)?,
        })
    }
}

/// One way to write a number only.
fn number(field: &str) -> Result<u8, PartError> {
    let number = field.parse::<u8>().ok();
    number
        .filter(|number| (1..=MOST_PARTS).contains(&usize::from(*number)))
        .filter(|number| number.to_string() == field)
        .ok_or(PartError::Number)
}

fn read_base32(field: &str, most: usize) -> Result<Vec<u8>, PartError> {
    if field.is_empty() || field.len() > base32_length(most) {
        return Err(PartError::Base32);
    }
    from_base32(field).ok_or(PartError::Base32)
}

impl FromStr for Part {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let text = text.strip_prefix(VERSION).ok_or(PartError::Version)?;
        Self::after_version(text)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, of) = (self.number, self.of);
        let mark = base32(&self.mark.0);
        let bytes = base32(&self.bytes);
        write!(f, "{VERSION}{number}/{of}/{mark}/{bytes}")
    }
}

impl Mark {
    fn of(bytes: &[u8]) -> Self {
        let mut mark = [0; MARK];
        let hash = Hash::of("parts", &[bytes]);
        mark.iter_mut()
            .zip(hash.as_bytes())
            .for_each(|(m, h)| *m = *h);
        Self(mark)
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_bytes_are_one_short_text() {
        let parts = split(b"the lock is open", Shown::InTurn).unwrap();
        assert_eq!(
            as_text(&parts),
            "RS1/1/1/6RZ6SOWN/ORUGKIDMN5RWWIDJOMQG64DFNY\n"
        );
    }

    #[test]
    fn nothing_and_too_much_are_not_split() {
        assert_eq!(split(&[], Shown::InTurn), Err(SplitError::Nothing));
        for (shown, most) in [(Shown::InTurn, MOST_BYTES), (Shown::Alone, LARGEST_PART)] {
            assert!(split(&vec![7; most], shown).is_ok());
            let got = most + 1;
            assert_eq!(
                split(&vec![7; got], shown),
                Err(SplitError::TooLong { most, got })
            );
        }
    }

    #[test]
    fn parts_are_for_any_camera_and_one_alone_for_a_good_one() {
        let longest = |length, shown| {
            let parts = split(&vec![7; length], shown).unwrap();
            let texts = parts.iter().map(|part| part.to_string().len());
            (parts.len(), texts.max().unwrap())
        };
        assert_eq!(longest(250, Shown::InTurn), (1, 417));
        assert_eq!(longest(1_500, Shown::InTurn), (6, 417));
        assert_eq!(longest(MOST_BYTES, Shown::InTurn), (64, 839));
        assert_eq!(longest(LARGEST_PART, Shown::Alone), (1, 2_481));
    }

    #[test]
    fn what_is_no_part_is_told_why() {
        for (text, error) in [
            ("RSLK00000017", PartError::Version),
            ("RS2/1/1/AAAAAAAA/AA", PartError::Version),
            ("rs1/1/1/AAAAAAAA/AA", PartError::Version),
            ("RS1/", PartError::Number),
            ("RS1/1", PartError::Fields),
            ("RS1/1/1/AAAAAAAA", PartError::Fields),
            ("RS1/0/1/AAAAAAAA/AA", PartError::Number),
            ("RS1/01/1/AAAAAAAA/AA", PartError::Number),
            ("RS1/+1/1/AAAAAAAA/AA", PartError::Number),
            ("RS1/2/1/AAAAAAAA/AA", PartError::Number),
            ("RS1/1/65/AAAAAAAA/AA", PartError::Number),
            ("RS1/1/257/AAAAAAAA/AA", PartError::Number),
            ("RS1/1/1/AAAAAAA/AA", PartError::Base32),
            ("RS1/1/1/AAAAAAAAAA/AA", PartError::Base32),
            ("RS1/1/1/AAAAAAAA/", PartError::Base32),
            // Of the last character only two bits are used.
            ("RS1/1/1/AAAAAAAA/AB", PartError::Base32),
            ("RS1/1/1/AAAAAAAA/AA/AA", PartError::Base32),
            ("RS1/1/1/AAAAAAAA/aa", PartError::Base32),
        ] {
            assert_eq!(text.parse::<Part>(), Err(error), "{text}");
        }
        let long = format!("RS1/1/1/AAAAAAAA/{}", "A".repeat(2_472));
        assert_eq!(long.parse::<Part>(), Err(PartError::Base32));
    }
}
