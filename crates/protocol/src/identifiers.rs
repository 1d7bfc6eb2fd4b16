//! The field's identifiers, parsed at the edge (DOMAIN.md §3). Whoever holds one of these types
//! holds an identifier whose form and check digit are right. On the wire each is its text.

mod administration;
mod code;
mod container;
mod despatch;
mod item;
mod lock_id;
mod office;
mod receptacle;
mod service_code;

pub use administration::Administration;
pub use container::ContainerNumber;
pub use despatch::{DespatchId, MailCategory};
pub use item::ItemId;
pub use lock_id::LockId;
pub use office::OfficeCode;
pub use receptacle::{ReceptacleId, ReceptacleWeight};
pub use service_code::{PersonId, StationCode, TrainNumber};

/// Why a text is not the identifier it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Too short or too long.
    #[error("{got} characters where {wanted} are wanted")]
    Length {
        /// What the identifier has; the most, where it varies.
        wanted: usize,
        /// What came.
        got: usize,
    },
    /// A character that may not stand at its place.
    #[error("the character at place {place} may not stand there")]
    Character {
        /// Counted from 1, as people count.
        place: usize,
    },
    /// The check digit is not the one that the other characters give.
    #[error("check digit {got} where the others give {wanted}")]
    CheckDigit {
        /// What the other characters give.
        wanted: u8,
        /// What is written.
        got: u8,
    },
}

/// Writes and reads an identifier as its text, on the wire and for people.
macro_rules! as_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                alloc::string::String::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{self}")
            }
        }
    };
}
use as_text;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_panics_and_what_parses_prints_the_same(text in "\\PC{0,32}") {
            macro_rules! same { ($($t:ty),*) => { $(
                if let Ok(id) = text.parse::<$t>() { prop_assert_eq!(id.to_string(), text.clone()); }
            )* } }
            same!(Administration, ContainerNumber, DespatchId, ItemId, LockId, OfficeCode,
                PersonId, ReceptacleId, StationCode, TrainNumber);
        }

        #[test]
        fn one_wrong_digit_in_an_item_is_found(place in 2usize..11, digit in b'0'..=b'9') {
            let mut text = *b"EE471108151FR";
            prop_assume!(text[place] != digit);
            text[place] = digit;
            prop_assert!(core::str::from_utf8(&text).is_ok_and(|t| t.parse::<ItemId>().is_err()));
        }
    }
}
