//! What comes before a session: the announcement, and messages in segments.

use railseal_protocol::announcement::Announcement;
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentSize};

use crate::pieces::pieces;

/// Version, ID code with its length, state: the bytes before the segment size.
const BEFORE_THE_SIZE: usize = 1 + 13 + 1;

/// What is announced comes out the same when it is announced again; only the segment size may have been clamped.
pub(crate) fn announcement(data: &[u8]) {
    let Ok(announcement) = Announcement::from_wire(data) else {
        return;
    };
    let wire = announcement.to_wire();
    assert_eq!(wire.get(..BEFORE_THE_SIZE), data.get(..BEFORE_THE_SIZE));
    assert_eq!(Announcement::from_wire(&wire), Ok(announcement));
}

/// The first byte chooses a segment size, the pieces are segments. No more is held than one message may have, and a
/// message that came is the same after it has been cut and gathered once more.
pub(crate) fn segments(data: &[u8]) {
    let Some((size, segments)) = data.split_first() else {
        return;
    };
    let size = SegmentSize::clamped(usize::from(*size) * 2);
    let mut gatherer = Gatherer::new();
    let (mut cutter, mut at_the_other_end) = (Cutter::new(size), Gatherer::new());
    let mut held = 0;
    for segment in pieces(segments) {
        let Ok(message) = gatherer.take(segment) else {
            return;
        };
        held += segment.len() - 1;
        assert!(held <= MESSAGE_LIMIT, "{held} bytes are held");
        let Some(message) = message else {
            continue;
        };
        assert_eq!(message.len(), held);
        held = 0;
        let mut arrived = None;
        for segment in cutter.cut(&message) {
            assert!(segment.len() <= size.get(), "a segment that does not fit");
            assert_eq!(arrived, None, "whole before its last segment");
            arrived = at_the_other_end.take(&segment).ok().flatten();
        }
        assert_eq!(arrived.as_ref(), Some(&message));
    }
}
