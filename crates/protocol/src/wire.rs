//! The one encoder and the one decoder (SPEC.md § Encoding).
//!
//! Postcard leaves three doors open that a signed format must close: bytes after the value, varints
//! longer than they need be, and lengths nobody bounded. [`decode`] closes them: what it accepts
//! encodes to exactly the bytes it was given.

use alloc::vec::Vec;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why bytes are not a value of the wanted type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// More bytes than a value of this type may have.
    #[error("{got} bytes where at most {limit} are allowed")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
        /// What came, in bytes.
        got: usize,
    },
    /// Not such a value: cut short, an unknown variant, a length or a text out of its bounds.
    #[error("not a value of this type")]
    Malformed,
    /// Bytes follow the value.
    #[error("{count} bytes follow the value")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The value has a shorter or different encoding than the one received.
    #[error("not the one encoding of this value")]
    NotCanonical,
}

/// Encodes a value as postcard does.
#[expect(
    clippy::expect_used,
    reason = "postcard fails only on sequences of unknown length, and no type of ours has one"
)]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("every wire type knows its lengths")
}

/// Decodes a value strictly from at most `limit` bytes.
pub fn decode<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    limit: usize,
) -> Result<T, DecodeError> {
    if bytes.len() > limit {
        return Err(DecodeError::TooLong {
            limit,
            got: bytes.len(),
        });
    }
    let (value, rest) =
        postcard::take_from_bytes::<T>(bytes).map_err(|_| DecodeError::Malformed)?;
    if !rest.is_empty() {
        return Err(DecodeError::TrailingBytes { count: rest.len() });
    }
    if encode(&value) != bytes {
        return Err(DecodeError::NotCanonical);
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn what_decodes_encodes_to_the_same_bytes() {
        assert_eq!(decode::<u32>(&[0x80, 0x01], 8), Ok(128));
        assert_eq!(
            decode::<u32>(&[0x81, 0x00], 8),
            Err(DecodeError::NotCanonical)
        );
        assert_eq!(
            decode::<u8>(&[1, 2], 8),
            Err(DecodeError::TrailingBytes { count: 1 })
        );
        assert_eq!(decode::<bool>(&[2], 8), Err(DecodeError::Malformed));
        assert_eq!(
            decode::<u8>(&[1, 2], 1),
            Err(DecodeError::TooLong { limit: 1, got: 2 })
        );
        assert_eq!(
            decode::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x0f], 8),
            Err(DecodeError::Malformed)
        );
        assert_eq!(decode::<Vec<u8>>(&[2, 7, 9], 8), Ok(vec![7, 9]));
    }
}
