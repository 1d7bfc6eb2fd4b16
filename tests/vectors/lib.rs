//! What comes of a vector, as the protocol's and the inspection's own tests find it, compiled for the browser. It is no
//! part of the app: tests/vectors.rs loads it into a page of its own.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

#[path = "../../crates/protocol/tests/vectors/code.rs"]
mod code;
#[path = "../../crates/protocol/tests/vectors/form.rs"]
#[expect(dead_code, reason = "vectors are made elsewhere, and come from a page")]
mod form;
#[path = "../../crates/protocol/tests/vectors/outcome.rs"]
mod outcome;
#[path = "../../crates/protocol/tests/parties/mod.rs"]
mod parties;
#[path = "../../crates/inspection/tests/vectors/typed.rs"]
mod typed;

use wasm_bindgen::prelude::wasm_bindgen;

/// What comes of a vector, given its file's text: `verified`, or a code. Where the protocol, by hand, and the inspection,
/// by its types, do not come to the same, both.
#[wasm_bindgen]
pub fn judge(file: &str) -> String {
    let vector = form::Vector::parse(file);
    let by_hand = outcome::outcome(&vector);
    match typed::typed(&vector) {
        Some(by_type) if by_type != by_hand => format!("{by_hand} by hand, {by_type} by type"),
        _ => by_hand,
    }
}
