//! Whether the browser may clear the store by itself when the phone runs out of room.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::StorageManager;

use super::StoreError;
use crate::device::exception::Exception;

/// Whether the browser has promised not to.
pub async fn persisted() -> Result<bool, StoreError> {
    let answer = manager()?
        .persisted()
        .map_err(refused)?
        .await
        .map_err(refused)?;
    Ok(answer.is_truthy())
}

/// Asks it to promise, and says whether it has. It may ask the officer, or decide by itself.
pub async fn ask_to_persist() -> Result<bool, StoreError> {
    let answer = manager()?
        .persist()
        .map_err(refused)?
        .await
        .map_err(refused)?;
    Ok(answer.is_truthy())
}

/// `navigator.storage` is missing, whatever its type says, where the page is not secure.
fn manager() -> Result<StorageManager, StoreError> {
    let window = web_sys::window().ok_or(StoreError::Unavailable)?;
    let manager: JsValue = window.navigator().storage().into();
    manager.dyn_into().map_err(|_| StoreError::Unavailable)
}

fn refused(thrown: JsValue) -> StoreError {
    StoreError::from_opening(Exception::of(&thrown))
}
