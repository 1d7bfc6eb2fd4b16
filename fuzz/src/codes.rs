//! What another phone shows, or somebody pastes.

use railseal::parts::{MOST_BYTES, Part, Shown, as_text, from_text, split};

/// A part is printed as it was written.
pub(crate) fn part(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(part) = text.parse::<Part>() else {
        return;
    };
    assert_eq!(part.to_string(), text);
    assert!((1..=part.of()).contains(&part.number()));
}

/// Whatever is put together from a pasted text is the same when it is split and pasted again.
pub(crate) fn parts(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(bytes) = from_text(text) else {
        return;
    };
    assert!((1..=MOST_BYTES).contains(&bytes.len()));
    let again = split(&bytes, Shown::InTurn).map(|parts| from_text(&as_text(&parts)));
    assert_eq!(again, Ok(Ok(bytes)));
}
