use alloc::format;
use core::fmt;
use core::str::FromStr;

use super::code::{Place, digit, number, read, text};
use super::{IdentifierError, as_text};

const PLACES: [Place; 13] = {
    use Place::{Digit as D, Letter as L};
    [L, L, D, D, D, D, D, D, D, D, D, L, L]
};
const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];

/// A mail item's identifier (UPU S10): service, eight digits, check digit, country.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId([u8; 13]);

impl FromStr for ItemId {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        let code = read(written, &PLACES)?;
        let wanted = check_digit(&code[2..10]);
        let got = digit(code[10]);
        if got != wanted {
            return Err(IdentifierError::CheckDigit { wanted, got });
        }
        Ok(Self(code))
    }
}

impl ItemId {
    /// The item of a service (two letters), a serial of eight digits and a country, with the digit
    /// that checks it.
    pub fn with_check_digit(
        service: &str,
        serial: u32,
        country: &str,
    ) -> Result<Self, IdentifierError> {
        let unchecked = format!("{service}{serial:08}0{country}");
        let mut code = read(&unchecked, &PLACES)?;
        code[10] = b'0' + check_digit(&code[2..10]);
        Ok(Self(code))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        text(&self.0)
    }

    /// The two letters that say what kind of item it is.
    pub fn service(&self) -> &str {
        text(&self.0[..2])
    }

    /// Its number within the service.
    pub fn serial(&self) -> u32 {
        number(&self.0[2..10])
    }

    /// The country whose post took it in.
    pub fn country(&self) -> &str {
        text(&self.0[11..])
    }
}

/// 11 − (Σ mod 11), where 10 is written 0 and 11 is written 5.
fn check_digit(serial: &[u8]) -> u8 {
    let sum: u32 = serial
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, w)| u32::from(digit(*byte)) * w)
        .sum();
    match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => u8::try_from(digit).unwrap_or(0),
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_text!(ItemId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_identifiers() {
        for good in [
            "EE471108151FR",
            "RR473124829GB",
            "EB000717618HK",
            "RB123456785US",
            "CD903568767NL",
            "RR000164273KH",
            "RR508190026SI",
            "RR000000080CN",
            "RR000000155CN",
        ] {
            let id: ItemId = good.parse().unwrap();
            let again = ItemId::with_check_digit(id.service(), id.serial(), id.country());
            assert_eq!(again, Ok(id));
        }
        for bad in ["EB900717618HK", "EB000717594HK"] {
            assert!(
                matches!(
                    bad.parse::<ItemId>(),
                    Err(IdentifierError::CheckDigit { .. })
                ),
                "{bad}"
            );
        }
    }
}
