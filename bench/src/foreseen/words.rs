//! Texts as words, each foreseen from those before it; numbers by their size; and what comes again
//! by how often it came. The same walk writes and reads.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::coder::{Coder, Odds, Short};

/// A number, by how many bits it has and what its first ones are.
#[derive(Debug, Clone)]
pub struct Number {
    size: [Odds; 64],
    first: Vec<[Odds; 64]>,
    rest: Vec<[Odds; 24]>,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            size: [Odds::NEW; 64],
            first: vec![[Odds::NEW; 64]; 33],
            rest: vec![[Odds::NEW; 24]; 33],
        }
    }
}

impl Number {
    /// A number below 2³².
    pub fn code(&mut self, coder: &mut impl Coder, value: u32) -> Result<u32, Short> {
        let wide = u64::from(value) + 1;
        let size = tree(coder, &mut self.size, 6, 63 - wide.leading_zeros())? as usize;
        let (first, rest) = (&mut self.first[size.min(32)], &mut self.rest[size.min(32)]);
        let (mut read, mut node) = (1u64, 1usize);
        for place in (0..size).rev() {
            let bit = wide >> place & 1 == 1;
            let odds = if size - place <= 5 {
                &mut first[node]
            } else {
                &mut rest[place.min(23)]
            };
            let bit = coder.decide(odds, bit)?;
            node = (node << 1 | usize::from(bit)) & 63;
            read = read << 1 | u64::from(bit);
        }
        Ok((read - 1) as u32)
    }
}

/// So many bits, each foreseen from those before it.
pub fn tree(
    coder: &mut impl Coder,
    odds: &mut [Odds],
    bits: u32,
    value: u32,
) -> Result<u32, Short> {
    let mut node = 1usize;
    for place in (0..bits).rev() {
        let bit = coder.decide(&mut odds[node], value >> place & 1 == 1)?;
        node = node << 1 | usize::from(bit);
    }
    Ok(node as u32 - (1 << bits))
}

/// What came, the most frequent first, with how often it came.
#[derive(Debug)]
struct Ranking(Vec<(u32, u32)>);

impl Ranking {
    fn place(&self, member: u32) -> Option<usize> {
        self.0.iter().position(|(known, _)| *known == member)
    }

    /// What stands there came once more.
    fn came(&mut self, mut place: usize) {
        self.0[place].1 += 1;
        while place > 0 && self.0[place - 1].1 < self.0[place].1 {
            self.0.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// A ranking with its own experience of whether what comes is in it, and whether it is the first.
#[derive(Debug)]
struct Context {
    ranking: Ranking,
    known: Odds,
    first: Odds,
}

/// Where a member was found: in which of the contexts, and how far down.
#[derive(Debug, Clone, Copy)]
struct Found {
    member: u32,
    level: usize,
    place: usize,
}

/// Contexts by a number that is mixed already.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// What is learnt under headings that [`mixed`] made.
pub type ByHeading<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// How many sizes of a ranking are told apart, by powers of two.
const SIZES: usize = 24;

/// What is known of contexts of one size that are of no experience themselves.
#[derive(Debug, Clone)]
struct Alike {
    known: Odds,
    first: Odds,
    places: Number,
}

/// One of many, by what came before it: contexts from the most to the least particular.
#[derive(Debug)]
pub struct Choice {
    contexts: ByHeading<Context>,
    /// By how particular a context is and how much is in it.
    alike: Vec<Alike>,
}

impl Choice {
    /// With at most so many contexts at once.
    pub fn of(levels: usize) -> Self {
        let alike = Alike {
            known: Odds::NEW,
            first: Odds::NEW,
            places: Number::default(),
        };
        Self {
            contexts: ByHeading::default(),
            alike: vec![alike; levels * SIZES],
        }
    }

    /// A member that came in one of these contexts before; or, where it did in none, what `new`
    /// makes of it. Contexts that are less particular than the one in which it was found learn
    /// nothing: what they foresee is what the others did not.
    pub fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        within: &[u64],
        member: Option<u32>,
        new: impl FnOnce(&mut C) -> Result<u32, Short>,
    ) -> Result<u32, Short> {
        let found = self.find(coder, within, member)?;
        let (member, strangers) = match found {
            Some(found) => (found.member, found.level),
            None => (new(coder)?, within.len()),
        };
        for key in &within[..strangers] {
            let context = self.contexts.entry(*key).or_insert_with(|| Context {
                ranking: Ranking(Vec::with_capacity(1)),
                known: Odds::NEW,
                first: Odds::NEW,
            });
            context.ranking.0.push((member, 1));
        }
        if let Some(Found { level, place, .. }) = found
            && let Some(context) = self.contexts.get_mut(&within[level])
        {
            context.ranking.came(place);
        }
        Ok(member)
    }

    fn find(
        &mut self,
        coder: &mut impl Coder,
        within: &[u64],
        member: Option<u32>,
    ) -> Result<Option<Found>, Short> {
        for (level, key) in within.iter().enumerate() {
            let Some(context) = self.contexts.get_mut(key) else {
                continue;
            };
            let members = &context.ranking.0;
            let size = members.len().ilog2() as usize;
            let alike = &mut self.alike[level * SIZES + size.min(SIZES - 1)];
            let place = member.and_then(|member| context.ranking.place(member));
            if !both(coder, &mut context.known, &mut alike.known, place.is_some())? {
                continue;
            }
            let place = place.unwrap_or(0);
            let first = both(coder, &mut context.first, &mut alike.first, place == 0)?;
            let place = match (first, members.len()) {
                (true, _) => 0,
                (false, 2) => 1,
                (false, _) => {
                    let place = u32::try_from(place.saturating_sub(1)).map_err(|_| Short)?;
                    alike.places.code(coder, place)? as usize + 1
                }
            };
            let member = members.get(place).ok_or(Short)?.0;
            return Ok(Some(Found {
                member,
                level,
                place,
            }));
        }
        Ok(None)
    }
}

/// A decision that two experiences foresee: the own one once there is one, else that of all alike.
fn both(
    coder: &mut impl Coder,
    own: &mut Odds,
    alike: &mut Odds,
    taken: bool,
) -> Result<bool, Short> {
    if own.is_new() {
        let taken = coder.decide(alike, taken)?;
        *own = alike.halfway(taken);
        Ok(taken)
    } else {
        let taken = coder.decide(own, taken)?;
        alike.learn(taken);
        Ok(taken)
    }
}

/// Texts, word for word.
#[derive(Debug)]
pub struct Texts {
    words: Vec<String>,
    known: HashMap<String, u32>,
    choice: Choice,
    letters: Vec<[Odds; 256]>,
    lengths: Number,
    digits: ByHeading<Number>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            words: Vec::new(),
            known: HashMap::new(),
            choice: Choice::of(3),
            letters: vec![[Odds::NEW; 256]; 256],
            lengths: Number::default(),
            digits: ByHeading::default(),
        };
        // The end, and numbers of one to four digits.
        for word in ["", "0", "00", "000", "0000"] {
            kept(&mut texts.words, &mut texts.known, word.to_owned());
        }
        texts
    }
}

impl Texts {
    /// A text of a kind.
    pub fn code(&mut self, coder: &mut impl Coder, kind: u64, text: &str) -> Result<String, Short> {
        let mut given = parts(text).into_iter();
        let mut read = String::new();
        let (mut before, mut last, mut place) = (0u64, 0u64, 0u64);
        loop {
            let part = given.next();
            let (word, number) = match part {
                None => ("", 0),
                Some(Part::Word(word)) => (word, 0),
                Some(Part::Digits(digits)) => {
                    (&"0000"[..digits.len()], digits.parse().unwrap_or(0))
                }
            };
            let within = [
                mixed(&[kind, 3, before, last]),
                mixed(&[kind, 2, last]),
                mixed(&[kind, 1, place.min(1)]),
            ];
            let id = self.known.get(word).copied();
            let Self {
                words,
                known,
                choice,
                letters,
                lengths,
                ..
            } = self;
            let id = choice.code(coder, &within, id, |coder| {
                let word = spelt(coder, (letters, lengths), word)?;
                Ok(kept(words, known, word))
            })?;
            match id {
                0 => return Ok(read),
                1..=4 => {
                    let digits = id as usize;
                    let heading = mixed(&[kind, last, u64::from(id)]);
                    let model = self.digits.entry(heading).or_default();
                    let number = model.code(coder, number)?;
                    for place in (0..digits as u32).rev() {
                        let digit = number / 10u32.pow(place) % 10;
                        read.push(char::from_digit(digit, 10).unwrap_or('0'));
                    }
                }
                _ => read.push_str(&self.words[id as usize]),
            }
            (before, last) = (last, u64::from(id));
            place += 1;
        }
    }
}

/// A word that did not come before, letter by letter.
fn spelt(
    coder: &mut impl Coder,
    (letters, lengths): (&mut [[Odds; 256]], &mut Number),
    word: &str,
) -> Result<String, Short> {
    let length = u32::try_from(word.len()).map_err(|_| Short)?;
    let length = lengths.code(coder, length)?;
    let mut bytes = Vec::new();
    let mut before = 0u8;
    for place in 0..length as usize {
        let byte = word.as_bytes().get(place).copied().unwrap_or(0);
        let odds = &mut letters[usize::from(before)];
        before = tree(coder, odds, 8, u32::from(byte))? as u8;
        bytes.push(before);
    }
    String::from_utf8(bytes).map_err(|_| Short)
}

/// A word's number, from now on.
pub fn kept(words: &mut Vec<String>, known: &mut HashMap<String, u32>, word: String) -> u32 {
    if let Some(id) = known.get(&word) {
        return *id;
    }
    let id = words.len() as u32;
    words.push(word.clone());
    known.insert(word, id);
    id
}

/// What is learnt under several headings.
pub fn mixed(parts: &[u64]) -> u64 {
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| {
        (hash ^ part)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    })
}

enum Part<'a> {
    /// Letters, with what separates them from what follows.
    Word(&'a str),
    /// Up to four digits.
    Digits(&'a str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            // A long number's first digits say where; its last are any.
            let take = if digits > 4 { digits - 2 } else { digits };
            let (run, after) = rest.split_at(take);
            all.push(if take > 4 || digits > 4 {
                Part::Word(run)
            } else {
                Part::Digits(run)
            });
            rest = after;
            continue;
        }
        let mut separated = false;
        let end = rest.char_indices().find(|(_, c)| {
            let separates = !c.is_alphanumeric();
            let over = c.is_ascii_digit() || (separated && !separates);
            separated |= separates;
            over
        });
        let (run, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        all.push(Part::Word(run));
        rest = after;
    }
    all
}
