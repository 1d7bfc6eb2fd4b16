//! Texts, lists and byte strings that cannot outgrow their limit, whoever sends them.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;
use core::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text, list or byte string was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoundError {
    /// Longer than it may be.
    #[error("{got} long where at most {limit} is allowed")]
    TooLong {
        /// The limit: bytes of a text or byte string, members of a list.
        limit: usize,
        /// What came.
        got: usize,
    },
    /// A control or direction-changing character, with which a text could hide what it says.
    #[error("the character U+{0:04X} may not stand in a text")]
    HiddenCharacter(u32),
}

/// A text for people, of at most `MAX` bytes of UTF-8, without control characters.
/// One that comes again, as a sender's name does, is kept once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MAX: usize>(Arc<str>);

impl<const MAX: usize> Text<MAX> {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that change how the rest is read or are not seen at all: controls, direction marks
/// and overrides, spaces without width.
fn hides_something(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = BoundError;

    fn from_str(text: &str) -> Result<Self, BoundError> {
        if text.len() > MAX {
            return Err(BoundError::TooLong {
                limit: MAX,
                got: text.len(),
            });
        }
        if let Some(c) = text.chars().find(|c| hides_something(*c)) {
            return Err(BoundError::HiddenCharacter(u32::from(c)));
        }
        Ok(Self(Arc::from(text)))
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Prints the length only: a text may be cargo or a person's name, and `Debug` reaches logs.
impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl<const MAX: usize> Serialize for Text<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A list of at most `MAX` members.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> List<T, MAX> {
    /// A list without members.
    pub const fn empty() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MAX: usize> TryFrom<Vec<T>> for List<T, MAX> {
    type Error = BoundError;

    fn try_from(members: Vec<T>) -> Result<Self, BoundError> {
        if members.len() > MAX {
            return Err(BoundError::TooLong {
                limit: MAX,
                got: members.len(),
            });
        }
        Ok(Self(members))
    }
}

impl<T, const MAX: usize> Deref for List<T, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Serialize, const MAX: usize> Serialize for List<T, MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for List<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer)?
            .try_into()
            .map_err(D::Error::custom)
    }
}

/// A byte string of at most `MAX` bytes. `Debug` prints its length only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bytes<const MAX: usize>(Vec<u8>);

impl<const MAX: usize> TryFrom<Vec<u8>> for Bytes<MAX> {
    type Error = BoundError;

    fn try_from(bytes: Vec<u8>) -> Result<Self, BoundError> {
        if bytes.len() > MAX {
            return Err(BoundError::TooLong {
                limit: MAX,
                got: bytes.len(),
            });
        }
        Ok(Self(bytes))
    }
}

impl<const MAX: usize> Deref for Bytes<MAX> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<const MAX: usize> fmt::Debug for Bytes<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl<const MAX: usize> Serialize for Bytes<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Bytes<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer)?
            .to_vec()
            .try_into()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{DecodeError, decode, encode};
    use alloc::vec;

    #[test]
    fn limits_hold_on_the_wire() {
        let long = encode(&"four");
        assert_eq!(decode::<Text<3>>(&long, 99), Err(DecodeError::Malformed));
        assert!(decode::<Text<4>>(&long, 99).is_ok());
        let list = encode(&vec![1u8, 2, 3]);
        assert_eq!(
            decode::<List<u8, 2>>(&list, 99),
            Err(DecodeError::Malformed)
        );
        assert_eq!(decode::<Bytes<2>>(&list, 99), Err(DecodeError::Malformed));
        assert!(decode::<Bytes<3>>(&list, 99).is_ok());
    }

    #[test]
    fn a_text_cannot_hide_what_it_says() {
        assert_eq!(
            "a\u{202e}b".parse::<Text<9>>(),
            Err(BoundError::HiddenCharacter(0x202e))
        );
        assert_eq!(
            "a\nb".parse::<Text<9>>(),
            Err(BoundError::HiddenCharacter(10))
        );
        assert_eq!(
            "Достык 多斯特克"
                .parse::<Text<64>>()
                .map(|t| alloc::format!("{t:?}")),
            Ok("Text(25 bytes)".into())
        );
    }
}
