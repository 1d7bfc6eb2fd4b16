//! Fixed-length codes of capital letters and digits: what most identifiers are made of.

use super::IdentifierError;

/// What may stand at one place of a code.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// A to Z.
    Letter,
    /// 0 to 9.
    Digit,
    /// Either.
    Either,
}

/// Reads a text whose every place is of the kind wanted there.
pub(super) fn read<const N: usize>(
    text: &str,
    places: &[Place; N],
) -> Result<[u8; N], IdentifierError> {
    let bytes = text.as_bytes();
    let code: [u8; N] = bytes.try_into().map_err(|_| IdentifierError::Length {
        wanted: N,
        got: text.chars().count(),
    })?;
    for (index, (byte, place)) in code.iter().zip(places).enumerate() {
        let fits = match place {
            Place::Letter => byte.is_ascii_uppercase(),
            Place::Digit => byte.is_ascii_digit(),
            Place::Either => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        };
        if !fits {
            return Err(IdentifierError::Character { place: index + 1 });
        }
    }
    Ok(code)
}

/// The text of a code that [`read`] made: ASCII, so it is always text.
pub(super) fn text(code: &[u8]) -> &str {
    core::str::from_utf8(code).unwrap_or_default()
}

/// A digit's value.
pub(super) fn digit(byte: u8) -> u8 {
    byte.wrapping_sub(b'0')
}

/// Several digits' value.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |sum, byte| sum * 10 + u32::from(digit(*byte)))
}
