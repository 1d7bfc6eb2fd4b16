//! What finds codes in the camera's picture: the browser itself, where it can, else our own.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{HtmlVideoElement, ImageBitmap};

use super::externs::{BarcodeDetector, DetectedBarcode};
use super::{ScanError, promised, thrown};
use crate::device::dictionary::dictionary;
use crate::device::optics::{Optics, OpticsError};

/// What labels carry.
const FORMAT: &str = "qr_code";

/// So many pictures in a row that fell over are the last: it is not the picture.
const MOST_FALLS: u32 = 20;

pub(super) enum Eye {
    Browsers(BarcodeDetector),
    Ours { optics: Optics, falls: u32 },
}

impl Eye {
    pub(super) async fn open() -> Result<Self, ScanError> {
        if browser_finds_codes().await {
            let formats = Array::of1(&FORMAT.into()).into();
            let detector = BarcodeDetector::new(&dictionary([("formats", formats)]));
            return detector.map(Self::Browsers).map_err(|t| thrown(&t));
        }
        let optics = Optics::start().map_err(|_| ScanError::NotLoaded)?;
        Ok(Self::Ours { optics, falls: 0 })
    }

    /// The texts of the codes that are before the camera now.
    pub(super) async fn texts(
        &mut self,
        screen: &HtmlVideoElement,
    ) -> Result<Vec<String>, ScanError> {
        match self {
            Self::Browsers(detector) => {
                let found = promised(detector.detect(screen)).await?;
                let found = Array::from(&found);
                let texts = found
                    .iter()
                    .map(|code| code.unchecked_into::<DetectedBarcode>().raw_value());
                Ok(texts.collect())
            }
            Self::Ours { optics, falls } => {
                let taken = web_sys::window().ok_or(ScanError::NoCamera)?;
                let taken = taken.create_image_bitmap_with_html_video_element(screen);
                let picture: ImageBitmap = promised(taken).await?.unchecked_into();
                match optics.read(picture).await {
                    Ok(texts) => {
                        *falls = 0;
                        Ok(texts)
                    }
                    Err(OpticsError::Refused) if *falls < MOST_FALLS => {
                        *falls += 1;
                        Ok(Vec::new())
                    }
                    Err(OpticsError::Refused) => Err(ScanError::NotRead),
                    Err(OpticsError::NotLoaded) => Err(ScanError::NotLoaded),
                }
            }
        }
    }
}

async fn browser_finds_codes() -> bool {
    let Ok(asked) = BarcodeDetector::get_supported_formats() else {
        return false;
    };
    match asked.await {
        Ok(formats) => Array::from(&formats).includes(&FORMAT.into(), 0),
        Err(_) => false,
    }
}
