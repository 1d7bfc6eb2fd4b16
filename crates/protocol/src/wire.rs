//! The one encoder and the one decoder (SPEC.md § Encoding).
//!
//! Postcard leaves three doors open that a signed format must close: bytes after the value, varints
//! longer than they need be, and lengths nobody bounded. [`decode`] closes them: what it accepts
//! encodes to exactly the bytes it was given.

use alloc::vec::Vec;

use postcard::ser_flavors::Flavor;
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

/// Encodes a value as postcard does, into memory of exactly its length: a lock has no heap to grow
/// a message in.
#[expect(
    clippy::expect_used,
    reason = "postcard fails only on sequences of unknown length, and no type of ours has one"
)]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let room = Vec::with_capacity(length_of(value));
    let encoded = postcard::serialize_with_flavor(value, Sink::Writing(room));
    encoded
        .ok()
        .and_then(Sink::into_bytes)
        .expect("every wire type knows its lengths")
}

fn length_of<T: Serialize>(value: &T) -> usize {
    match postcard::serialize_with_flavor(value, Sink::Counting(0)) {
        Ok(Sink::Counting(length)) => length,
        _ => 0,
    }
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
    if postcard::serialize_with_flavor(&value, Sink::Expecting(bytes)).is_err() {
        return Err(DecodeError::NotCanonical);
    }
    Ok(value)
}

/// Where an encoding goes. One type for all of them: with one each, every wire type would be in a
/// lock's flash three times.
enum Sink<'a> {
    /// Nowhere; so many bytes have come.
    Counting(usize),
    Writing(Vec<u8>),
    /// Nowhere; this is what is still to come.
    Expecting(&'a [u8]),
}

impl Sink<'_> {
    fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Writing(bytes) => Some(bytes),
            Self::Counting(_) | Self::Expecting(_) => None,
        }
    }
}

impl Flavor for Sink<'_> {
    type Output = Self;

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        match self {
            Self::Counting(length) => *length += data.len(),
            Self::Writing(bytes) => bytes.extend_from_slice(data),
            Self::Expecting(rest) => {
                let after = rest.strip_prefix(data);
                *rest = after.ok_or(postcard::Error::SerializeBufferFull)?;
            }
        }
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.try_extend(&[data])
    }

    fn finalize(self) -> postcard::Result<Self> {
        match self {
            Self::Expecting([_, ..]) => Err(postcard::Error::SerializeBufferFull),
            done => Ok(done),
        }
    }
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

    #[test]
    fn an_encoding_takes_exactly_its_own_room() {
        for length in [0usize, 1, 127, 128, 1000] {
            let encoded = encode(&vec![7u8; length]);
            assert_eq!(encoded.capacity(), encoded.len());
        }
    }
}
