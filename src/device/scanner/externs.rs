//! [BarcodeDetector](https://wicg.github.io/shape-detection-api/#barcode-detection-api), which
//! web-sys does not have.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::HtmlVideoElement;

#[wasm_bindgen]
extern "C" {
    pub(super) type BarcodeDetector;

    #[wasm_bindgen(constructor, catch)]
    pub(super) fn new(options: &Object) -> Result<BarcodeDetector, JsValue>;

    #[wasm_bindgen(static_method_of = BarcodeDetector, catch, js_name = "getSupportedFormats")]
    pub(super) fn get_supported_formats() -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn detect(
        this: &BarcodeDetector,
        picture: &HtmlVideoElement,
    ) -> Result<Promise, JsValue>;

    pub(super) type DetectedBarcode;

    #[wasm_bindgen(method, getter, js_name = "rawValue")]
    pub(super) fn raw_value(this: &DetectedBarcode) -> String;
}
