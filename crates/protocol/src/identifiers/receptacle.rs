use alloc::format;
use core::fmt;
use core::str::FromStr;

use super::code::{Place, number, read, text};
use super::despatch::DespatchId;
use super::{IdentifierError, as_text};

const PLACES: [Place; 29] = {
    use Place::{Digit as D, Either as E, Letter as L};
    [
        L, L, E, E, E, E, L, L, E, E, E, E, L, L, L, D, D, D, D, D, // the despatch
        D, D, D, D, D, D, D, D, D,
    ]
};

/// A receptacle: a bag or tray (UPU S9). Despatch, serial, last-receptacle flag,
/// registered/insured flag, weight. It has no check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceptacleId([u8; 29]);

/// What a receptacle's identifier says of its gross weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceptacleWeight {
    /// So many tenths of a kilogram.
    Hectograms(u16),
    /// More than 999.8 kg: written 9999.
    OverScale,
}

impl ReceptacleId {
    /// A despatch's receptacle, by all that its identifier says of it.
    pub fn of(
        despatch: DespatchId,
        serial: u32,
        (last, registered): (bool, bool),
        weight: ReceptacleWeight,
    ) -> Result<Self, IdentifierError> {
        let (last, registered) = (u8::from(last), u8::from(registered));
        let tenths = match weight {
            ReceptacleWeight::Hectograms(tenths) => tenths,
            ReceptacleWeight::OverScale => 9999,
        };
        format!("{despatch}{serial:03}{last}{registered}{tenths:04}").parse()
    }

    /// The despatch that it belongs to.
    pub fn despatch(&self) -> Result<DespatchId, IdentifierError> {
        text(&self.0[..20]).parse()
    }

    /// Its number within the despatch.
    pub fn serial(&self) -> u32 {
        number(&self.0[20..23])
    }

    /// Whether it is marked as the despatch's last.
    pub fn is_last(&self) -> bool {
        self.0[23] == b'1'
    }

    /// Whether it is marked as holding registered or insured items.
    pub fn holds_registered(&self) -> bool {
        self.0[24] == b'1'
    }

    /// The gross weight written into it.
    pub fn weight(&self) -> ReceptacleWeight {
        match number(&self.0[25..29]) {
            9999 => ReceptacleWeight::OverScale,
            tenths => ReceptacleWeight::Hectograms(u16::try_from(tenths).unwrap_or(u16::MAX)),
        }
    }
}

impl FromStr for ReceptacleId {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        let code = read(written, &PLACES)?;
        let mut despatch = [0; 20];
        despatch.copy_from_slice(&code[..20]);
        DespatchId::from_code(despatch)?;
        for (place, flag) in [(24, code[23]), (25, code[24])] {
            if !matches!(flag, b'0' | b'1' | b'9') {
                return Err(IdentifierError::Character { place });
            }
        }
        Ok(Self(code))
    }
}

impl fmt::Display for ReceptacleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(ReceptacleId);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifiers::MailCategory;
    use alloc::string::ToString;

    #[test]
    fn the_published_vector() {
        let id: ReceptacleId = "BEBRUABOLPBBAEN60073003000227".parse().unwrap();
        let despatch = id.despatch().unwrap();
        assert_eq!(despatch.origin().unwrap().to_string(), "BEBRUA");
        assert_eq!(despatch.destination().unwrap().to_string(), "BOLPBB");
        assert_eq!(despatch.category(), MailCategory::Air);
        assert_eq!(id.serial(), 3);
        assert!(!id.is_last() && !id.holds_registered());
        assert_eq!(id.weight(), ReceptacleWeight::Hectograms(227));
        let flags = (id.is_last(), id.holds_registered());
        let again = ReceptacleId::of(despatch, id.serial(), flags, id.weight());
        assert_eq!(again, Ok(id));
        assert_eq!(
            "BEBRUABOLPBBAEN60073003020227".parse::<ReceptacleId>(),
            Err(IdentifierError::Character { place: 25 })
        );
    }
}
