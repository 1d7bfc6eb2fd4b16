//! QR codes: drawn for one phone's screen, read in a picture of another's camera.
//!
//! This is Wasm of its own, which the app starts in a worker when a camera or a code is wanted
//! (`worker.js` beside this), and no part of a first load. What the texts say is the app's affair.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "tests may"
    )
)]

mod drawing;
mod picture;
mod reading;
#[cfg(target_arch = "wasm32")]
pub mod worker;

pub use drawing::{Drawing, DrawingError, Run, draw};
pub use picture::{Picture, PictureError};
pub use reading::{ReadingError, read};
