//! Texts as words, each foreseen from those before it; numbers by their size; and what comes again
//! by how often it came. The same walk writes and reads.

use std::collections::HashMap;

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

/// What came, the most frequent first.
#[derive(Debug, Clone, Default)]
struct Ranking {
    members: Vec<(u32, u32)>,
}

impl Ranking {
    fn place(&self, member: u32) -> Option<u32> {
        let place = self.members.iter().position(|(m, _)| *m == member);
        place.map(|place| place as u32)
    }

    /// It came once more.
    fn came(&mut self, member: u32, place: Option<u32>) {
        let Some(place) = place else {
            self.members.push((member, 1));
            return;
        };
        let mut place = place as usize;
        self.members[place].1 += 1;
        while place > 0 && self.members[place - 1].1 < self.members[place].1 {
            self.members.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// A ranking with its own experience of whether what comes is in it, and whether it is the first.
#[derive(Debug, Clone)]
struct Context {
    ranking: Ranking,
    known: Odds,
    first: Odds,
}

/// One of many, by what came before it: contexts from the most to the least particular.
#[derive(Debug, Default)]
pub struct Choice {
    contexts: HashMap<u64, Context>,
    /// By how particular a context is and how much is in it.
    fresh: HashMap<(usize, u32), (Odds, Odds)>,
    places: HashMap<(usize, u32), Number>,
}

impl Choice {
    /// A member that came in one of these contexts before, or none: then it is new in all of them.
    pub fn code(
        &mut self,
        coder: &mut impl Coder,
        within: &[u64],
        member: Option<u32>,
    ) -> Result<Option<u32>, Short> {
        let mut found = None;
        for (level, key) in within.iter().enumerate() {
            let Some(context) = self.contexts.get_mut(key) else {
                continue;
            };
            let much = (context.ranking.members.len() as u32).ilog2();
            let fresh = self
                .fresh
                .entry((level, much))
                .or_insert((Odds::NEW, Odds::NEW));
            let place = member.and_then(|member| context.ranking.place(member));
            let known = both(coder, &mut context.known, &mut fresh.0, place.is_some())?;
            if !known {
                continue;
            }
            let place = place.unwrap_or(0);
            let first = both(coder, &mut context.first, &mut fresh.1, place == 0)?;
            let place = if first {
                0
            } else if context.ranking.members.len() == 2 {
                1
            } else {
                let number = self.places.entry((level, much)).or_default();
                number.code(coder, place.saturating_sub(1))? + 1
            };
            let member = context.ranking.members.get(place as usize).ok_or(Short)?.0;
            found = Some(member);
            break;
        }
        Ok(found)
    }

    /// It came, in all of these contexts.
    pub fn came(&mut self, within: &[u64], member: u32) {
        for key in within {
            let context = self.contexts.entry(*key).or_insert_with(|| Context {
                ranking: Ranking::default(),
                known: Odds::NEW,
                first: Odds::NEW,
            });
            let place = context.ranking.place(member);
            context.ranking.came(member, place);
        }
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
        alike.note(taken);
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
    digits: HashMap<(u64, usize), Number>,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            words: Vec::new(),
            known: HashMap::new(),
            choice: Choice::default(),
            letters: vec![[Odds::NEW; 256]; 256],
            lengths: Number::default(),
            digits: HashMap::new(),
        };
        // The end, and numbers of one to four digits.
        for word in ["", "0", "00", "000", "0000"] {
            texts.word(word);
        }
        texts
    }
}

impl Texts {
    fn word(&mut self, word: &str) -> u32 {
        if let Some(id) = self.known.get(word) {
            return *id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.known.insert(word.to_owned(), id);
        id
    }

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
            let id = match self.choice.code(coder, &within, id)? {
                Some(id) => id,
                None => {
                    let word = self.spell(coder, word)?;
                    self.word(&word)
                }
            };
            self.choice.came(&within, id);
            match id {
                0 => return Ok(read),
                1..=4 => {
                    let digits = id as usize;
                    let model = self.digits.entry((mixed(&[kind, last]), digits));
                    let number = model.or_default().code(coder, number)?;
                    read.push_str(&format!("{number:0digits$}"));
                }
                _ => read.push_str(&self.words[id as usize]),
            }
            (before, last) = (last, u64::from(id));
            place += 1;
        }
    }

    fn spell(&mut self, coder: &mut impl Coder, word: &str) -> Result<String, Short> {
        let length = self.lengths.code(coder, word.len() as u32)?;
        let mut bytes = Vec::new();
        let mut before = 0u8;
        for place in 0..length as usize {
            let byte = word.as_bytes().get(place).copied().unwrap_or(0);
            let odds = &mut self.letters[usize::from(before)];
            before = tree(coder, odds, 8, u32::from(byte))? as u8;
            bytes.push(before);
        }
        String::from_utf8(bytes).map_err(|_| Short)
    }
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
