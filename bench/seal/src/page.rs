//! What the page calls. What fails gives no bytes, or `false`.

use std::cell::RefCell;

use railseal_inspection::register::Asked;
use railseal_inspection::verdict::Outcome;
use railseal_protocol::wire::encode;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Desk;

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Takes a case.
#[wasm_bindgen]
pub fn prepare(case: &[u8]) -> bool {
    DESK.set(Desk::with(case));
    DESK.with_borrow(Option::is_some)
}

/// Verifies the lists.
#[wasm_bindgen]
pub fn lists() -> bool {
    DESK.with_borrow_mut(|desk| desk.as_mut().and_then(Desk::lists).is_some())
}

/// Verifies the manifest; gives what the worker begins with.
#[wasm_bindgen]
pub fn manifest() -> Vec<u8> {
    DESK.with_borrow_mut(|desk| desk.as_mut().and_then(Desk::manifest).unwrap_or_default())
}

/// A chunk for the worker.
#[wasm_bindgen]
pub fn chunk(document: u8, chunk: u16) -> Vec<u8> {
    DESK.with_borrow(|desk| {
        let desk = desk.as_ref();
        desk.and_then(|desk| desk.chunk(document, chunk))
            .unwrap_or_default()
    })
}

/// The question what the documents come to.
#[wasm_bindgen]
pub fn findings() -> Vec<u8> {
    encode(&Asked::Findings)
}

/// Judges, by the worker's answer or by nothing; whether it passes.
#[wasm_bindgen]
pub fn judge(found: Option<Vec<u8>>) -> bool {
    DESK.with_borrow(|desk| {
        let outcome = desk.as_ref().and_then(|desk| desk.judge(found.as_deref()));
        outcome == Some(Outcome::Pass)
    })
}
