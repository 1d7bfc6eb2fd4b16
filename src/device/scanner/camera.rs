//! Looking through the camera for codes.

use std::ops::ControlFlow;
use std::time::Duration;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    HtmlVideoElement, MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use super::ScanError;
use super::eye::Eye;
use crate::device::dictionary::dictionary;
use crate::device::exception::Exception;
use crate::device::timer::sleep;

/// In pixels, where the camera has as many: dense codes need them.
const WIDTH: u32 = 1280;

/// A look at every so many milliseconds: a hand moves no faster, and a battery lasts longer.
const BETWEEN_LOOKS: Duration = Duration::from_millis(150);

/// Whether there is a camera that this page may ask for.
pub async fn available() -> bool {
    let Some(devices) = devices() else {
        return false;
    };
    let Ok(known) = promised(devices.enumerate_devices()).await else {
        return false;
    };
    let known = Array::from(&known);
    known.iter().any(|device| {
        let device: MediaDeviceInfo = device.unchecked_into();
        device.kind() == MediaDeviceKind::Videoinput
    })
}

/// Opens the camera that looks away from the screen, shows what it sees, and hands over the text of
/// each code that is before it, as often as it is seen, until enough is taken. The camera is off
/// again when this ends, or is dropped.
pub async fn scan(
    screen: &HtmlVideoElement,
    mut take: impl FnMut(String) -> ControlFlow<()>,
) -> Result<(), ScanError> {
    let camera = Camera::open()?;
    screen.set_src_object(Some(&camera.stream().await?));
    promised(screen.play()).await?;
    let mut eye = Eye::open().await?;
    loop {
        for text in eye.texts(screen).await? {
            if take(text).is_break() {
                return Ok(());
            }
        }
        sleep(BETWEEN_LOOKS).await;
    }
}

fn devices() -> Option<MediaDevices> {
    let devices = web_sys::window()?.navigator().media_devices().ok();
    // Undefined where the page did not come over a connection that it trusts.
    devices.filter(|devices| !devices.is_undefined())
}

/// A camera that is being opened, or on. Dropping it turns it off, also one that comes on only after
/// that: opening cannot be called off.
struct Camera(Promise);

impl Camera {
    fn open() -> Result<Self, ScanError> {
        let devices = devices().ok_or(ScanError::NoCamera)?;
        let constraints = MediaStreamConstraints::new();
        let width = dictionary([("ideal", WIDTH.into())]).into();
        let facing = "environment".into();
        constraints.set_video(&dictionary([("facingMode", facing), ("width", width)]));
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

pub(super) async fn promised(asked: Result<Promise, JsValue>) -> Result<JsValue, ScanError> {
    let promise = asked.map_err(|t| thrown(&t))?;
    promise.await.map_err(|t| thrown(&t))
}

pub(super) fn thrown(thrown: &JsValue) -> ScanError {
    ScanError::of(Exception::of(thrown))
}
