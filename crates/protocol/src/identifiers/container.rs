use core::fmt;
use core::str::FromStr;

use super::code::{Place, digit, read, text};
use super::{IdentifierError, as_text};

const PLACES: [Place; 11] = {
    use Place::{Digit as D, Letter as L};
    [L, L, L, L, D, D, D, D, D, D, D]
};

/// A container's number as painted on it (ISO 6346): owner, category U, J or Z, six digits and
/// the check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContainerNumber([u8; 11]);

impl FromStr for ContainerNumber {
    type Err = IdentifierError;

    fn from_str(written: &str) -> Result<Self, IdentifierError> {
        let code = read(written, &PLACES)?;
        if !matches!(code[3], b'U' | b'J' | b'Z') {
            return Err(IdentifierError::Character { place: 4 });
        }
        let wanted = check_digit(&code);
        let got = digit(code[10]);
        if got != wanted {
            return Err(IdentifierError::CheckDigit { wanted, got });
        }
        Ok(Self(code))
    }
}

/// Σ value·2^place mod 11, where 10 is written 0. Letters count from 10, leaving out multiples of 11.
fn check_digit(code: &[u8; 11]) -> u8 {
    let sum: u32 = code[..10]
        .iter()
        .enumerate()
        .map(|(place, byte)| {
            let value = if byte.is_ascii_digit() {
                u32::from(digit(*byte))
            } else {
                let letter = u32::from(byte.wrapping_sub(b'A'));
                10 + letter + letter.div_ceil(10)
            };
            value << place
        })
        .sum();
    u8::try_from(sum % 11 % 10).unwrap_or(0)
}

impl fmt::Display for ContainerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text(&self.0))
    }
}

as_text!(ContainerNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers() {
        for good in ["CSQU3054383", "CBHU3202732", "TBJU0000080"] {
            assert!(good.parse::<ContainerNumber>().is_ok(), "{good}");
        }
        assert_eq!(
            "CSQU3054384".parse::<ContainerNumber>(),
            Err(IdentifierError::CheckDigit { wanted: 3, got: 4 })
        );
        assert_eq!(
            "CSQA3054383".parse::<ContainerNumber>(),
            Err(IdentifierError::Character { place: 4 })
        );
        assert_eq!(
            "CSQU305438".parse::<ContainerNumber>(),
            Err(IdentifierError::Length {
                wanted: 11,
                got: 10
            })
        );
    }
}
