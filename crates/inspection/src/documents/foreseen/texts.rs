//! Texts as words, each foreseen from the one before it; a new word letter by letter.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::str::FromStr;

use railseal_protocol::wire::DecodeError;

use super::choices::Choice;
use super::coder::{Coder, Odds, Writer};
use super::numbers::{Fixed, Number, tree};

/// The most texts or words of one kind that are kept; what is over is written anew every time.
pub(super) const MOST: usize = 1 << 16;

/// What came, by its number; and, for whoever writes, the number by what came.
pub(super) struct Known<T> {
    all: Vec<T>,
    numbers: BTreeMap<String, u32>,
    /// The last one that was over.
    over: Option<T>,
}

impl<T: FromStr> Known<T> {
    pub(super) fn new() -> Self {
        Self {
            all: Vec::new(),
            numbers: BTreeMap::new(),
            over: None,
        }
    }

    pub(super) fn at(&self, number: u32) -> Result<&T, DecodeError> {
        let one = if number as usize == MOST {
            self.over.as_ref()
        } else {
            self.all.get(number as usize)
        };
        one.ok_or(DecodeError::Malformed)
    }

    pub(super) fn number<C: Coder>(&self, text: &str) -> Option<u32> {
        if C::WRITES {
            self.numbers.get(text).copied()
        } else {
            None
        }
    }

    /// Keeps one that is new; where there are too many already, only until the next one.
    pub(super) fn add<C: Coder>(&mut self, text: &str) -> Result<u32, DecodeError> {
        Ok(self.keep::<C>(text, parsed(text)?))
    }

    fn keep<C: Coder>(&mut self, text: &str, one: T) -> u32 {
        let number = self.all.len() as u32;
        if self.all.len() == MOST {
            self.over = Some(one);
            return number;
        }
        if C::WRITES {
            self.numbers.insert(text.into(), number);
        }
        self.all.push(one);
        number
    }
}

/// How new words are spelt.
pub(super) struct Spelling {
    /// By the byte before; after the first byte of a letter of several, by the one before that too.
    letters: BTreeMap<u16, Box<[Odds; 256]>>,
    lengths: Number,
    word: Vec<u8>,
}

impl Spelling {
    pub(super) fn new() -> Self {
        Self {
            letters: BTreeMap::new(),
            lengths: Number::new(),
            word: Vec::new(),
        }
    }

    fn after(&mut self, [first, second]: [u8; 2]) -> &mut [Odds; 256] {
        let context = if second >= 0xc0 {
            u16::from_be_bytes([first, second])
        } else {
            u16::from(second)
        };
        self.letters
            .entry(context)
            .or_insert_with(|| Box::new([Odds::NEW; 256]))
    }

    /// A word that did not come before, of at most so many bytes.
    fn code(
        &mut self,
        coder: &mut impl Coder,
        word: &str,
        most: usize,
    ) -> Result<&str, DecodeError> {
        let length = self.lengths.code(coder, word.len() as u64)?;
        let length = usize::try_from(length).ok();
        let length = length.filter(|length| (1..=most).contains(length));
        let length = length.ok_or(DecodeError::Malformed)?;
        self.word.clear();
        let mut before = [0u8; 2];
        for place in 0..length {
            let byte = word.as_bytes().get(place).copied().unwrap_or(0);
            let byte = tree(coder, self.after(before), 8, u32::from(byte))? as u8;
            before = [before[1], byte];
            self.word.push(byte);
        }
        core::str::from_utf8(&self.word).map_err(|_| DecodeError::Malformed)
    }
}

/// The words that stand for the end of a text and for numbers of one to four digits.
const SIGNS: [&str; 5] = ["", "0", "00", "000", "0000"];

/// How many bits wide numbers of so many digits are.
const BITS: [u32; SIGNS.len()] = [0, 4, 7, 10, 14];

/// After how many words numbers are foreseen by the word; after all others alike.
const NUMBERED: usize = 64;

/// Texts of one kind.
pub(super) struct Texts {
    words: Known<String>,
    choice: Choice,
    /// The numbers after a word, by how many digits they have.
    numbers: Vec<[Fixed; 4]>,
    /// The words that have their own, in the same order.
    numbered: Vec<u32>,
    /// The text that is being read.
    text: String,
}

impl Texts {
    pub(super) fn new() -> Self {
        let mut words = Known::new();
        for sign in SIGNS {
            words.keep::<Writer>(sign, sign.into());
        }
        Self {
            words,
            choice: Choice::among(SIGNS.len() as u32),
            numbers: Vec::new(),
            numbered: Vec::new(),
            text: String::new(),
        }
    }

    /// A text of at most so many bytes.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        spelling: &mut Spelling,
        text: &str,
        most: usize,
    ) -> Result<&str, DecodeError> {
        let mut given = Parts(text);
        // What comes is foreseen from the last word, and whether a number came after it.
        let (mut last, mut numbered) = (0, 0);
        self.text.clear();
        loop {
            let (word, number) = match given.next() {
                None => ("", 0),
                Some(Part::Word(word)) => (word, 0),
                Some(Part::Digits(digits)) => {
                    let sign = SIGNS.get(digits.len()).copied().unwrap_or("");
                    (sign, digits.parse().unwrap_or(0))
                }
            };
            let room = most.saturating_sub(self.text.len());
            let Self { words, choice, .. } = self;
            let known = words.number::<C>(word);
            let id = choice.code(coder, Some(2 * last + numbered), known, |coder| {
                words.add::<C>(spelling.code(coder, word, room)?)
            })?;
            match id as usize {
                0 => return Ok(&self.text),
                digits @ 1..=4 => {
                    let bits = BITS.get(digits).copied().unwrap_or(0);
                    let number = self.after(last, digits)?.code(coder, bits, number)?;
                    push_digits(&mut self.text, number, digits)?;
                    numbered = 1;
                }
                _ => {
                    self.text.push_str(self.words.at(id)?);
                    (last, numbered) = (id, 0);
                }
            }
            if self.text.len() > most {
                return Err(DecodeError::TooLong {
                    limit: most,
                    got: self.text.len(),
                });
            }
        }
    }

    /// What is known of numbers of so many digits after a word.
    fn after(&mut self, word: u32, digits: usize) -> Result<&mut Fixed, DecodeError> {
        let place = self.numbered.iter().position(|numbered| *numbered == word);
        let place = place.unwrap_or_else(|| {
            if self.numbered.len() < NUMBERED {
                self.numbered.push(word);
                self.numbers.push([Fixed::NEW; 4]);
            }
            self.numbered.len() - 1
        });
        let numbers = self.numbers.get_mut(place);
        let number = numbers.and_then(|numbers| numbers.get_mut(digits - 1));
        number.ok_or(DecodeError::Malformed)
    }
}

/// A text as what it is to be.
pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, DecodeError> {
    text.parse().map_err(|_| DecodeError::Malformed)
}

fn push_digits(text: &mut String, number: u32, digits: usize) -> Result<(), DecodeError> {
    if number >= 10u32.pow(digits as u32) {
        return Err(DecodeError::Malformed);
    }
    for place in (0..digits as u32).rev() {
        let digit = number / 10u32.pow(place) % 10;
        text.push(char::from(b'0' + digit as u8));
    }
    Ok(())
}

enum Part<'a> {
    /// Letters, with what separates them from what follows; or a long number's first digits.
    Word(&'a str),
    /// One to four digits.
    Digits(&'a str),
}

/// A text's words and numbers, one after the other.
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let first = self.0.chars().next()?;
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        // A long number's first digits say where; its last are any.
        let end = match digits {
            0 => word_end(self.0, first),
            1..=4 => digits,
            _ => digits - 2,
        };
        let (part, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(match digits {
            1..=4 => Part::Digits(part),
            _ => Part::Word(part),
        })
    }
}

/// Where a word ends: before a digit, or before the next letter after what separates.
fn word_end(text: &str, first: char) -> usize {
    let mut separated = !first.is_alphanumeric();
    let mut rest = text.char_indices().skip(1);
    let end = rest.find(|(_, c)| {
        let separates = !c.is_alphanumeric();
        let over = c.is_ascii_digit() || (separated && !separates);
        separated |= separates;
        over
    });
    end.map_or(text.len(), |(at, _)| at)
}
