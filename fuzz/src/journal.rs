//! The lock's own record.

use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::{EntryBytes, JournalHead, entry_bytes, verify};

use crate::parties::{LOCK, parsed};
use crate::pieces::pieces;

/// The pieces are entries. Those that are believed under the head to which they lead follow each other, encode to the
/// same bytes, and are believed under no other head.
pub(crate) fn verified(data: &[u8]) {
    let entries: Option<Vec<EntryBytes>> = pieces(data)
        .map(|piece| piece.to_vec().try_into().ok())
        .collect();
    let Some(entries) = entries else {
        return;
    };
    let lock: LockId = parsed(LOCK);
    let nothing = JournalHead::of_nothing(&lock);
    let head = entries
        .iter()
        .fold(nothing, |head, entry| head.after(entry));
    let Ok(read) = verify(nothing, &entries, &head) else {
        return;
    };
    assert_eq!(read.len(), entries.len());
    for ((index, entry), bytes) in (0..).zip(&read).zip(&entries) {
        assert_eq!(entry.index, index);
        assert_eq!(entry_bytes(entry), bytes.to_vec());
    }
    let further = head.after(&[]);
    assert!(verify(nothing, &entries, &further).is_err());
    if let Some((_, all_but_the_last)) = entries.split_last() {
        assert!(verify(nothing, all_but_the_last, &head).is_err());
    }
}
