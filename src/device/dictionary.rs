//! The option objects that the browser's methods take.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A plain object with these members.
pub(super) fn dictionary<'a>(members: impl IntoIterator<Item = (&'a str, JsValue)>) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of an object just made cannot be refused.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}
