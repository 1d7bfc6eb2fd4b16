//! What the worker calls.

use std::cell::RefCell;

use railseal_inspection::register::{Register, answer};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static REGISTER: RefCell<Option<Register>> = const { RefCell::new(None) };
}

/// Answers a question, as bytes both.
#[wasm_bindgen]
pub fn ask(question: &[u8]) -> Vec<u8> {
    REGISTER.with_borrow_mut(|register| answer(register, question))
}
