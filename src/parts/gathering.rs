//! Parts put together again.

use super::{MOST_BYTES, Mark, Part};

/// The parts that have come of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    mark: Mark,
    /// A place for each, in their order.
    places: Vec<Option<Vec<u8>>>,
}

/// Why a part is not taken. What was gathered stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GatheringError {
    /// It is of other bytes.
    #[error("a part of other bytes")]
    OfOthers,
    /// Another one has come with the same number: one of them was altered.
    #[error("two parts {number} that differ")]
    Differs {
        /// Which it is.
        number: u8,
    },
    /// With it there would be more than anybody shows.
    #[error("more than {MOST_BYTES} bytes")]
    TooLong,
}

/// Why the bytes are not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WholeError {
    /// Some parts have not come.
    #[error("parts {numbers:?} have not come")]
    Missing {
        /// Which, in their order.
        numbers: Vec<u8>,
    },
    /// All have come, but they are not what was split.
    #[error("the parts are not what was split")]
    Altered,
}

impl Gathering {
    /// Begins with whichever part comes first.
    pub fn begin(first: Part) -> Self {
        let mut places = vec![None; usize::from(first.of)];
        if let Some(place) = places.get_mut(index(first.number)) {
            *place = Some(first.bytes);
        }
        Self {
            mark: first.mark,
            places,
        }
    }

    /// Takes a part. One that is there already changes nothing.
    pub fn add(&mut self, part: Part) -> Result<(), GatheringError> {
        if part.mark != self.mark || usize::from(part.of) != self.places.len() {
            return Err(GatheringError::OfOthers);
        }
        let there: usize = self.places.iter().flatten().map(Vec::len).sum();
        let number = part.number;
        match self.places.get_mut(index(number)) {
            Some(Some(bytes)) if *bytes == part.bytes => Ok(()),
            Some(Some(_)) => Err(GatheringError::Differs { number }),
            Some(None) if there + part.bytes.len() > MOST_BYTES => Err(GatheringError::TooLong),
            Some(place) => {
                *place = Some(part.bytes);
                Ok(())
            }
            None => Err(GatheringError::OfOthers),
        }
    }

    /// How many parts there are in all.
    pub fn of(&self) -> usize {
        self.places.len()
    }

    /// Which have not come, in their order.
    pub fn missing(&self) -> impl Iterator<Item = u8> {
        let places = (1..).zip(&self.places);
        places.filter_map(|(number, place)| place.is_none().then_some(number))
    }

    /// The bytes, once all parts have come.
    pub fn whole(&self) -> Result<Vec<u8>, WholeError> {
        let numbers: Vec<u8> = self.missing().collect();
        if !numbers.is_empty() {
            return Err(WholeError::Missing { numbers });
        }
        let bytes: Vec<u8> = self.places.iter().flatten().flatten().copied().collect();
        if Mark::of(&bytes) == self.mark {
            Ok(bytes)
        } else {
            Err(WholeError::Altered)
        }
    }
}

fn index(number: u8) -> usize {
    usize::from(number).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{MOST_PARTS, Shown, as_text, from_text, split};
    use super::*;

    fn gathered(parts: impl IntoIterator<Item = Part>) -> Gathering {
        let mut parts = parts.into_iter();
        let mut gathering = Gathering::begin(parts.next().unwrap());
        for part in parts {
            gathering.add(part).unwrap();
        }
        gathering
    }

    /// Bytes, and their parts in some order.
    fn shuffled() -> impl Strategy<Value = (Vec<u8>, Vec<Part>)> {
        prop::collection::vec(any::<u8>(), 1..3_000).prop_flat_map(|bytes| {
            let parts = split(&bytes, Shown::InTurn).unwrap();
            (Just(bytes), Just(parts).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn any_order_and_doubled_parts_come_to_the_same((bytes, parts) in shuffled()) {
            let doubled = parts.iter().chain(&parts).cloned();
            prop_assert_eq!(gathered(doubled).whole(), Ok(bytes.clone()));
            // The same as texts, scanned or pasted.
            let scanned = parts.iter().map(|part| part.to_string().parse().unwrap());
            prop_assert_eq!(gathered(scanned).whole(), Ok(bytes.clone()));
            prop_assert_eq!(from_text(&as_text(&parts)), Ok(bytes));
        }

        #[test]
        fn a_pasted_text_may_be_broken_anywhere((bytes, parts) in shuffled(), width in 1_usize..90) {
            let text = as_text(&parts).replace('\n', "");
            let lines: Vec<&str> = text
                .as_bytes()
                .chunks(width)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            prop_assert_eq!(from_text(&format!("\n {}\r\n", lines.join("\r\n\t"))), Ok(bytes));
        }

        #[test]
        fn what_is_lost_is_named((_, parts) in shuffled(), lost in any::<prop::sample::Index>()) {
            prop_assume!(parts.len() > 1);
            let lost = &parts[lost.index(parts.len())];
            let gathering = gathered(parts.iter().filter(|part| part != &lost).cloned());
            let numbers = vec![lost.number()];
            prop_assert_eq!(gathering.missing().collect::<Vec<_>>(), numbers.clone());
            prop_assert_eq!(gathering.whole(), Err(WholeError::Missing { numbers }));
        }

        #[test]
        fn an_altered_byte_is_found(
            (bytes, mut parts) in shuffled(),
            at in any::<prop::sample::Index>(),
            flipped in 1_u8..,
        ) {
            let which = at.index(parts.len());
            let place = at.index(parts[which].bytes.len());
            parts[which].bytes[place] ^= flipped;
            let gathering = gathered(parts.clone());
            prop_assert_eq!(gathering.whole(), Err(WholeError::Altered));
            // Next to the right one it does not even come in.
            let number = parts[which].number;
            let right = &split(&bytes, Shown::InTurn).unwrap()[index(number)];
            let mut gathering = Gathering::begin(right.clone());
            let refused = gathering.add(parts[which].clone());
            prop_assert_eq!(refused, Err(GatheringError::Differs { number }));
        }

        #[test]
        fn parts_of_other_bytes_are_refused((bytes, parts) in shuffled(), (others, other) in shuffled()) {
            prop_assume!(bytes != others);
            let mut gathering = gathered(parts);
            for part in other {
                prop_assert_eq!(gathering.add(part), Err(GatheringError::OfOthers));
            }
            prop_assert_eq!(gathering.whole(), Ok(bytes));
        }
    }

    #[test]
    fn nobody_fills_the_memory() {
        let mark = Mark::of(b"anything");
        let of = u8::try_from(MOST_PARTS).unwrap();
        let largest = |number| Part {
            number,
            of,
            mark,
            bytes: vec![7; 1_540],
        };
        let mut gathering = Gathering::begin(largest(1));
        let refused = (2..=of).find_map(|number| gathering.add(largest(number)).err());
        assert_eq!(refused, Some(GatheringError::TooLong));
        assert_eq!(gathering.of(), 64);
        assert_eq!(gathering.missing().next(), Some(22));
    }
}
