//! Files that somebody picked, dropped, or took with the camera.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, FileList, HtmlInputElement};

use super::exception::Exception;

/// A file.
#[derive(Debug, Clone)]
pub struct Picked(File);

impl Picked {
    /// The files in the field that an event comes from; they can be picked there again.
    pub fn in_field_of(event: &Event) -> Vec<Self> {
        let field = event.target().and_then(|field| field.dyn_into().ok());
        let picked = field.map(|field: HtmlInputElement| {
            let files = Self::all(field.files());
            field.set_value("");
            files
        });
        picked.unwrap_or_default()
    }

    fn all(files: Option<FileList>) -> Vec<Self> {
        let Some(files) = files else {
            return Vec::new();
        };
        let all = (0..files.length()).filter_map(|place| files.get(place));
        all.map(Self).collect()
    }

    /// Its contents.
    pub async fn bytes(&self) -> Result<Vec<u8>, Exception> {
        let bytes = JsFuture::from(self.0.array_buffer()).await;
        let bytes = bytes.map_err(|_| Exception::Unknown)?;
        Ok(Uint8Array::new(&bytes).to_vec())
    }
}
