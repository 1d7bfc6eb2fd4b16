//! The database's form: its version, its object stores, and what its keys look like.

use gloo::events::EventListener;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbOpenDbRequest};

use super::{Drawer, StoreError, StoreKey};

pub(super) const DATABASE: &str = "railseal";
pub(super) const VERSION: u32 = 1;

/// The object store that holds key pairs, as the browser's own objects.
pub(super) const KEY: &str = "key";

const OBJECT_STORES: [&str; 5] = [KEY, "authority", "records", "receipts", "state"];

/// The object store behind a drawer.
pub(super) fn object_store(drawer: Drawer) -> &'static str {
    match drawer {
        Drawer::Authority => "authority",
        Drawer::Records => "records",
        Drawer::Receipts => "receipts",
        Drawer::State => "state",
    }
}

/// Makes the object stores when the database is new. One that cannot be made undoes the opening.
pub(super) fn build_when_new(request: &IdbOpenDbRequest) -> EventListener {
    let opening = request.clone();
    EventListener::once(request, "upgradeneeded", move |_| {
        let built = opening.result().and_then(|database| {
            let database: IdbDatabase = database.unchecked_into();
            OBJECT_STORES
                .iter()
                .try_for_each(|name| database.create_object_store(name).map(drop))
        });
        if built.is_err()
            && let Some(transaction) = opening.transaction()
        {
            // It fails only if it has been aborted already.
            let _ = transaction.abort();
        }
    })
}

/// A number is a binary key of eight bytes, big-endian: in order, and exact where a JavaScript
/// number is not.
pub(super) fn to_key(key: &StoreKey) -> JsValue {
    match key {
        StoreKey::Number(number) => Uint8Array::from(number.to_be_bytes().as_slice()).into(),
        StoreKey::Name(name) => JsValue::from_str(name),
    }
}

pub(super) fn from_key(key: JsValue) -> Result<StoreKey, StoreError> {
    if let Some(name) = key.as_string() {
        return Ok(StoreKey::Name(name));
    }
    let number: ArrayBuffer = key.dyn_into().map_err(|_| StoreError::Unreadable)?;
    let number = Uint8Array::new(&number).to_vec();
    let number = number.try_into().map_err(|_| StoreError::Unreadable)?;
    Ok(StoreKey::Number(u64::from_be_bytes(number)))
}

pub(super) fn to_bytes(value: &JsValue) -> Result<Vec<u8>, StoreError> {
    let bytes: &Uint8Array = value.dyn_ref().ok_or(StoreError::Unreadable)?;
    Ok(bytes.to_vec())
}
