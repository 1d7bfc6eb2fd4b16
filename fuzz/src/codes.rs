//! What another phone shows, or somebody pastes.

use railseal::orders::agreement::{Request, agreed_to_bytes, read_agreed};
use railseal::parts::{MOST_BYTES, Part, Shown, as_text, from_text, split};
use railseal_protocol::statement::Id;

use crate::world::WORLD;

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

/// What is taken for another's order, or for an agreement to one, is as it was made.
pub(crate) fn agreement(data: &[u8]) {
    let world = &*WORLD;
    if let Ok(asked) = Request::read(data, &world.trust, &world.lock) {
        let request = Request {
            instruction: asked.instruction.signed().clone(),
            person: asked.orderer.chain().clone(),
            amendment: asked.amendment.map(|amendment| amendment.signed().clone()),
            inspection: asked.inspection.map(|digest| digest.signed().clone()),
        };
        assert_eq!(request.to_bytes(), data);
    }
    let order = Id::from_hash(world.record);
    if let Ok((carried, _)) = read_agreed(data, &world.trust, &order, &world.lock) {
        assert_eq!(agreed_to_bytes(&carried), data);
    }
}
