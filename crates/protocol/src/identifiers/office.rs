use core::fmt;
use core::str::FromStr;

use super::code::{Place, read, text};
use super::{IdentifierError, as_text};

pub(super) const PLACES: [Place; 6] = {
    use Place::{Either as E, Letter as L};
    [L, L, E, E, E, E]
};

/// An office of exchange (UPU IMPC code): country, place, operator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeCode([u8; 6]);

impl FromStr for OfficeCode {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        read(written, &PLACES).map(Self)
    }
}

impl fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(OfficeCode);
