//! One operation at a time: browsers refuse a GATT operation while another is under way.

use std::cell::RefCell;

use js_sys::{Object, Promise};
use wasm_bindgen::JsValue;

/// Whose turn it is. An operation whose caller has gone away still has its turn to the end.
pub(super) struct Turns(RefCell<Option<Promise>>);

impl Turns {
    pub(super) fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// Begins the operation when all that were begun before have ended, and awaits it.
    pub(super) async fn take(&self, begin: impl FnOnce() -> Promise) -> Result<JsValue, JsValue> {
        loop {
            let Some(earlier) = self.0.borrow().clone() else {
                break;
            };
            // How it ended is its own caller's business.
            let _ = earlier.clone().await;
            let mut current = self.0.borrow_mut();
            if current
                .as_ref()
                .is_some_and(|current| Object::is(current, &earlier))
            {
                *current = None;
            }
        }
        let operation = begin();
        *self.0.borrow_mut() = Some(operation.clone());
        operation.await
    }
}
