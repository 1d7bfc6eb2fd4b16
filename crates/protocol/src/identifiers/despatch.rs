use core::fmt;
use core::str::FromStr;

use super::code::{Place, read, text};
use super::office::OfficeCode;
use super::{IdentifierError, as_text};

pub(super) const PLACES: [Place; 20] = {
    use Place::{Digit as D, Either as E, Letter as L};
    [L, L, E, E, E, E, L, L, E, E, E, E, L, L, L, D, D, D, D, D]
};

/// How mail travels (UPU code list 115); by rail it is C or D.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailCategory {
    /// A: by air, or priority.
    Air,
    /// B: surface air lifted.
    SurfaceAirLifted,
    /// C: by surface.
    Surface,
    /// D: priority, by surface.
    PriorityBySurface,
}

/// A despatch (UPU S8): origin and destination office, category, subclass, year, serial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DespatchId([u8; 20]);

impl DespatchId {
    /// The despatch that a code of the right form names.
    pub(super) fn from_code(code: [u8; 20]) -> Result<Self, IdentifierError> {
        if matches!(code[12], b'A'..=b'D') {
            Ok(Self(code))
        } else {
            Err(IdentifierError::Character { place: 13 })
        }
    }

    /// The office that made it up.
    pub fn origin(&self) -> Result<OfficeCode, IdentifierError> {
        text(&self.0[..6]).parse()
    }

    /// The office it goes to.
    pub fn destination(&self) -> Result<OfficeCode, IdentifierError> {
        text(&self.0[6..12]).parse()
    }

    /// How it travels.
    pub fn category(&self) -> MailCategory {
        match self.0[12] {
            b'A' => MailCategory::Air,
            b'B' => MailCategory::SurfaceAirLifted,
            b'C' => MailCategory::Surface,
            _ => MailCategory::PriorityBySurface,
        }
    }
}

impl FromStr for DespatchId {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        read(written, &PLACES).and_then(Self::from_code)
    }
}

impl fmt::Display for DespatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(DespatchId);
