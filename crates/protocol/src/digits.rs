//! Bytes as digits for people and for codes: base32 (RFC 4648, capitals, without padding) and
//! hexadecimal.
//!
//! A library for every base there is would be four times the size of this file and its callers, in
//! a lock's flash and in what a phone downloads.

use alloc::string::String;
use alloc::vec::Vec;

/// How many base32 digits so many bytes have.
pub const fn base32_length(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The bytes in base32.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(base32_length(bytes.len()));
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(base32_digit(held >> bits));
        }
    }
    if bits > 0 {
        text.push(base32_digit(held << (5 - bits)));
    }
    text
}

/// The bytes that have exactly this base32: the bits that the last digit has too many are zero.
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for digit in text.bytes() {
        let five = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        held = (held << 5) | u32::from(five);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    (base32(&bytes) == text).then_some(bytes)
}

/// The bytes in hexadecimal, in small letters.
pub fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .map(|half| match half {
            0..=9 => char::from(b'0' + half),
            _ => char::from(b'a' + half - 10),
        })
        .collect()
}

/// The digit for the last five bits.
fn base32_digit(bits: u32) -> char {
    match (bits & 31) as u8 {
        letter @ 0..=25 => char::from(b'A' + letter),
        number => char::from(b'2' + number - 26),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::{BASE32_NOPAD, HEXLOWER};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_are_written_as_the_standard_says(bytes: Vec<u8>) {
            prop_assert_eq!(hex(&bytes), HEXLOWER.encode(&bytes));
            let text = base32(&bytes);
            prop_assert_eq!(text.len(), base32_length(bytes.len()));
            prop_assert_eq!(&text, &BASE32_NOPAD.encode(&bytes));
            prop_assert_eq!(from_base32(&text), Some(bytes));
        }

        #[test]
        fn what_is_read_is_what_the_standard_reads(text in "[A-C2-9a=é]{0,4}|[A-Z2-7]{0,20}") {
            prop_assert_eq!(from_base32(&text), BASE32_NOPAD.decode(text.as_bytes()).ok());
        }
    }
}
