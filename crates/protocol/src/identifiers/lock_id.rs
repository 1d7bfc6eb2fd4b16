use core::fmt;
use core::str::FromStr;

use super::code::{Place, read, text};
use super::{IdentifierError, as_text};

const PLACES: [Place; 12] = {
    use Place::{Digit as D, Either as E, Letter as L};
    [L, E, E, E, D, D, D, D, D, D, D, D]
};

/// A lock's ID code, permanent and printed on its casing (the shape of ISO 18185): four
/// characters for the manufacturer, eight digits for the serial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockId([u8; 12]);

impl LockId {
    /// The twelve ASCII characters.
    pub const fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }
}

impl FromStr for LockId {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        read(written, &PLACES).map(Self)
    }
}

impl fmt::Display for LockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(LockId);
