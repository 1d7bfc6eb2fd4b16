//! Messages cut into what the link carries, and put together again (SPEC.md § Segments).
//!
//! A segment is one byte of marks and at least one byte of the message. Bit 7 marks a message's
//! first segment, bit 6 its last; bits 0 to 5 count the segments of one direction, modulo 64.

use alloc::vec::Vec;

const FIRST: u8 = 0x80;
const LAST: u8 = 0x40;
const COUNT: u8 = 0x3f;

/// The most bytes a message has: one chunk, encrypted, and what surrounds it.
pub const MESSAGE_LIMIT: usize = 20 * 1024;

/// The most bytes one segment has. At least 2; Bluetooth LE always carries 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SegmentSize(usize);

impl SegmentSize {
    /// What every Bluetooth LE link carries.
    pub const SMALLEST: Self = Self(20);
    /// The largest value that the attribute protocol has.
    pub const LARGEST: Self = Self(512);

    /// The nearest size that can be used to what a link is said to carry.
    pub fn clamped(bytes: usize) -> Self {
        Self(bytes.clamp(Self::SMALLEST.0, Self::LARGEST.0))
    }

    /// The bytes.
    pub const fn get(self) -> usize {
        self.0
    }
}

/// Cuts the messages of one direction.
#[derive(Debug)]
pub struct Cutter {
    size: SegmentSize,
    count: u8,
}

impl Cutter {
    /// Begins a direction.
    pub const fn new(size: SegmentSize) -> Self {
        Self { size, count: 0 }
    }

    /// The message's segments, in order.
    pub fn cut(&mut self, message: &[u8]) -> Vec<Vec<u8>> {
        let pieces = message.chunks(self.size.0 - 1);
        let last = pieces.len().saturating_sub(1);
        let mut segments = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.enumerate() {
            let mut marks = self.count;
            self.count = self.count.wrapping_add(1) & COUNT;
            if index == 0 {
                marks |= FIRST;
            }
            if index == last {
                marks |= LAST;
            }
            let mut segment = Vec::with_capacity(piece.len() + 1);
            segment.push(marks);
            segment.extend_from_slice(piece);
            segments.push(segment);
        }
        segments
    }
}

/// What the other end did wrong with a segment. The connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// A segment without a byte of a message.
    #[error("a segment of {0} bytes")]
    Empty(usize),
    /// A segment is missing, doubled or out of order.
    #[error("segment {got} where {wanted} was due")]
    OutOfOrder {
        /// The number that was due, modulo 64.
        wanted: u8,
        /// The number that came.
        got: u8,
    },
    /// A message began inside another.
    #[error("a message began before the last had ended")]
    BeganAgain,
    /// A message went on that had not begun.
    #[error("a message went on that had not begun")]
    NotBegun,
    /// A message outgrew its limit.
    #[error("a message of more than {MESSAGE_LIMIT} bytes")]
    TooLong,
}

/// Puts the messages of one direction together again, in bounded memory.
#[derive(Debug, Default)]
pub struct Gatherer {
    count: u8,
    message: Option<Vec<u8>>,
}

impl Gatherer {
    /// Begins a direction.
    pub const fn new() -> Self {
        Self {
            count: 0,
            message: None,
        }
    }

    /// Takes the next segment; gives the message that it completes.
    pub fn take(&mut self, segment: &[u8]) -> Result<Option<Vec<u8>>, SegmentError> {
        let (marks, piece) = match segment {
            [marks, piece @ ..] if !piece.is_empty() => (*marks, piece),
            _ => return Err(SegmentError::Empty(segment.len())),
        };
        let got = marks & COUNT;
        if got != self.count {
            return Err(SegmentError::OutOfOrder {
                wanted: self.count,
                got,
            });
        }
        self.count = self.count.wrapping_add(1) & COUNT;
        let mut message = match (marks & FIRST != 0, self.message.take()) {
            (true, None) => Vec::new(),
            (false, Some(begun)) => begun,
            (true, Some(_)) => return Err(SegmentError::BeganAgain),
            (false, None) => return Err(SegmentError::NotBegun),
        };
        if message.len() + piece.len() > MESSAGE_LIMIT {
            return Err(SegmentError::TooLong);
        }
        let needed = message.len() + piece.len();
        if message.capacity() < needed {
            // It grows by doubling, but never beyond what a message can have.
            let room = needed.max(2 * message.len()).min(MESSAGE_LIMIT);
            message.reserve_exact(room - message.len());
        }
        message.extend_from_slice(piece);
        if marks & LAST != 0 {
            return Ok(Some(message));
        }
        self.message = Some(message);
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_cut_is_put_together(
            messages in proptest::collection::vec(
                proptest::collection::vec(any::<u8>(), 1..2000), 1..6),
            size in 20usize..=512,
        ) {
            let mut cutter = Cutter::new(SegmentSize::clamped(size));
            let mut gatherer = Gatherer::new();
            for message in messages {
                let mut whole = None;
                for segment in cutter.cut(&message) {
                    prop_assert!(segment.len() <= size);
                    prop_assert!(whole.is_none());
                    whole = gatherer.take(&segment).unwrap();
                }
                prop_assert_eq!(whole, Some(message));
            }
        }

        #[test]
        fn no_segments_make_it_panic_or_grow(
            segments in proptest::collection::vec(
                proptest::collection::vec(any::<u8>(), 0..40), 0..40),
        ) {
            let mut gatherer = Gatherer::new();
            for segment in segments {
                if let Ok(Some(message)) = gatherer.take(&segment) {
                    prop_assert!(message.len() <= MESSAGE_LIMIT);
                }
            }
        }
    }

    #[test]
    fn lost_doubled_and_endless_segments_are_named() {
        let mut cutter = Cutter::new(SegmentSize::SMALLEST);
        let segments = cutter.cut(&[7; 60]);
        let mut gatherer = Gatherer::new();
        gatherer.take(&segments[0]).unwrap();
        assert_eq!(
            gatherer.take(&segments[2]),
            Err(SegmentError::OutOfOrder { wanted: 1, got: 2 })
        );
        let mut gatherer = Gatherer::new();
        gatherer.take(&segments[0]).unwrap();
        assert_eq!(
            gatherer.take(&segments[0]),
            Err(SegmentError::OutOfOrder { wanted: 1, got: 0 })
        );
        assert_eq!(
            Gatherer::new().take(&[0x40, 1]),
            Err(SegmentError::NotBegun)
        );
        assert_eq!(Gatherer::new().take(&[0x80]), Err(SegmentError::Empty(1)));
        let mut gatherer = Gatherer::new();
        let mut result = Ok(None);
        for count in 0..=MESSAGE_LIMIT as u32 / 500 {
            let first = if count == 0 { 0x80 } else { 0 };
            let mut segment = vec![first | (count % 64) as u8];
            segment.extend([0; 500]);
            result = gatherer.take(&segment);
        }
        assert_eq!(result, Err(SegmentError::TooLong));
    }

    #[test]
    fn what_is_gathered_never_takes_more_than_a_message_may_have() {
        let mut cutter = Cutter::new(SegmentSize::SMALLEST);
        let mut gatherer = Gatherer::new();
        for segment in cutter.cut(&[7; MESSAGE_LIMIT]) {
            if let Some(message) = gatherer.take(&segment).unwrap() {
                assert_eq!(message.len(), MESSAGE_LIMIT);
            }
            let room = gatherer.message.as_ref().map_or(0, Vec::capacity);
            assert!(room <= MESSAGE_LIMIT);
        }
    }
}
