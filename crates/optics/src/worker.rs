//! What the worker calls.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Picture;

/// The texts of all codes in a picture of a canvas.
#[wasm_bindgen]
pub fn read(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<String>, JsError> {
    Ok(crate::read(&Picture::from_rgba(width, height, rgba)?)?)
}

/// A text as the side of an SVG's view box and the path in it, with a space between them.
#[wasm_bindgen]
pub fn draw(text: &str) -> Result<String, JsError> {
    let drawing = crate::draw(text)?;
    Ok(format!("{} {}", drawing.side, drawing.path()))
}
