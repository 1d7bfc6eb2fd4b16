//! Looking through the camera until there is a code.

use std::time::Duration;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::ScanError;
use super::externs::{BarcodeDetector, DetectedBarcode};
use crate::device::dictionary::dictionary;
use crate::device::exception::Exception;
use crate::device::timer::sleep;

/// What labels carry.
const FORMAT: &str = "qr_code";

/// A look at every so many milliseconds: a hand moves no faster, and a battery lasts longer.
const BETWEEN_LOOKS: Duration = Duration::from_millis(150);

/// Whether this browser finds codes in pictures by itself.
pub async fn available() -> bool {
    let Ok(asked) = BarcodeDetector::get_supported_formats() else {
        return false;
    };
    match asked.await {
        Ok(formats) => Array::from(&formats).includes(&FORMAT.into(), 0),
        Err(_) => false,
    }
}

/// Opens the camera that looks away from the screen, shows what it sees, and gives the first code
/// that comes before it. The camera is off again when this ends, or is dropped.
pub async fn scan(screen: &HtmlVideoElement) -> Result<String, ScanError> {
    let camera = Camera::open()?;
    screen.set_src_object(Some(&camera.stream().await?));
    promised(screen.play()).await?;
    let formats = Array::of1(&FORMAT.into()).into();
    let detector =
        BarcodeDetector::new(&dictionary([("formats", formats)])).map_err(|t| thrown(&t))?;
    loop {
        let found = promised(detector.detect(screen)).await?;
        let code = Array::from(&found).get(0);
        if !code.is_undefined() {
            return Ok(code.unchecked_into::<DetectedBarcode>().raw_value());
        }
        sleep(BETWEEN_LOOKS).await;
    }
}

/// A camera that is being opened, or on. Dropping it turns it off, also one that comes on only after
/// that: opening cannot be called off.
struct Camera(Promise);

impl Camera {
    fn open() -> Result<Self, ScanError> {
        let devices = web_sys::window()
            .and_then(|window| window.navigator().media_devices().ok())
            .filter(|devices| !devices.is_undefined())
            .ok_or(ScanError::NoCamera)?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&dictionary([("facingMode", "environment".into())]));
        let opening = devices.get_user_media_with_constraints(&constraints);
        opening.map(Self).map_err(|t| thrown(&t))
    }

    async fn stream(&self) -> Result<MediaStream, ScanError> {
        let stream = promised(Ok(self.0.clone())).await?;
        Ok(stream.unchecked_into())
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let opening = self.0.clone();
        spawn_local(async move {
            let late: Result<JsValue, JsValue> = opening.await;
            let tracks = late.map(|stream| stream.unchecked_into::<MediaStream>().get_tracks());
            for track in tracks.unwrap_or_default() {
                track.unchecked_into::<MediaStreamTrack>().stop();
            }
        });
    }
}

async fn promised(asked: Result<Promise, JsValue>) -> Result<JsValue, ScanError> {
    let promise = asked.map_err(|t| thrown(&t))?;
    promise.await.map_err(|t| thrown(&t))
}

fn thrown(thrown: &JsValue) -> ScanError {
    ScanError::of(Exception::of(thrown))
}
