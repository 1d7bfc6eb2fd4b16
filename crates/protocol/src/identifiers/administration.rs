use core::fmt;
use core::str::FromStr;

use super::code::{Place, read, text};
use super::{IdentifierError, as_text};

/// One country's customs: its ISO 3166 alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Administration([u8; 2]);

impl FromStr for Administration {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        read(written, &[Place::Letter; 2]).map(Self)
    }
}

impl fmt::Display for Administration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(Administration);
