//! A small document that would be a very large one is refused, within bounded memory.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::alloc::System;

use cap::Cap;
use railseal_inspection::documents::{
    Content, ContentCategory, DetailSheet, Document, DocumentError, ItemLine, Money,
};
use railseal_mail::{item_id, party};
use railseal_protocol::manifest::{DocumentKind, Encoding, Grams};
use railseal_protocol::wire::DecodeError;

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

/// How much more a reader may take than what is there already, whatever it reads.
const ROOM: usize = 96 * 1024 * 1024;

/// The longest texts that there may be, the same in every item: next to nothing once it is encoded.
fn bomb() -> Document {
    let party = party(&"n".repeat(96), &"a".repeat(192), "CN").unwrap();
    let content = Content {
        description: "d".repeat(128).parse().unwrap(),
        quantity: 1,
        net: Grams(1),
        value: Money {
            minor: 1,
            currency: "USD".parse().unwrap(),
        },
        hs: "392690".parse().unwrap(),
        origin: "CN".parse().unwrap(),
    };
    let items: Vec<ItemLine> = (0..20_000)
        .map(|serial| ItemLine {
            id: item_id("CP", serial).unwrap(),
            receptacle: 0,
            sender: party.clone(),
            recipient: party.clone(),
            category: ContentCategory::Gift,
            contents: vec![content.clone(); 6].try_into().unwrap(),
        })
        .collect();
    Document::DetailSheet(DetailSheet {
        despatch: "CNCKGXKZALAXCUN60214".parse().unwrap(),
        items: items.try_into().unwrap(),
    })
}

#[test]
fn a_bomb_is_refused_within_bounded_memory() {
    let bytes = bomb().to_bytes(Encoding::Foreseen);
    assert!(bytes.len() < 64 * 1024, "{} bytes", bytes.len());
    let kind = DocumentKind::DetailSheet("CNCKGXKZALAXCUN60214".parse().unwrap());
    // Beyond it there is no memory, and the test does not come back.
    HEAP.set_limit(HEAP.allocated() + ROOM).unwrap();
    let read = Document::from_bytes(kind, Encoding::Foreseen, &bytes);
    HEAP.set_limit(usize::MAX).unwrap();
    assert!(matches!(
        read,
        Err(DocumentError::Unreadable(DecodeError::TooLong { .. }))
    ));
}
