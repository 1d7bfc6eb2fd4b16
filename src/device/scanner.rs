//! The camera that reads codes off a label or another phone. Where the browser itself finds codes
//! in pictures ([Shape Detection](https://wicg.github.io/shape-detection-api/)) it is asked; else
//! our own worker is.

use crate::device::exception::Exception;

#[cfg(target_arch = "wasm32")]
mod camera;
#[cfg(target_arch = "wasm32")]
mod externs;
#[cfg(target_arch = "wasm32")]
mod eye;

#[cfg(target_arch = "wasm32")]
pub use camera::{available, scan};
#[cfg(target_arch = "wasm32")]
use camera::{promised, thrown};

/// Why nothing was scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// This page may not use the camera.
    #[error("the camera is not permitted")]
    NotPermitted,
    /// There is no camera, or something else uses it.
    #[error("no camera")]
    NoCamera,
    /// What finds codes in pictures could not be fetched.
    #[error("the reader of codes could not be loaded")]
    NotLoaded,
    /// One picture after the other could not be looked at.
    #[error("the pictures cannot be looked at")]
    NotRead,
    /// The browser would not, in its own words.
    #[error("refused with {}", .0.code())]
    Refused(Exception),
}

/// What an exception means, from opening the camera or looking through it.
#[cfg(any(test, target_arch = "wasm32"))]
impl ScanError {
    fn of(exception: Exception) -> Self {
        match exception {
            Exception::NotAllowed | Exception::Security => Self::NotPermitted,
            Exception::NotFound | Exception::Abort => Self::NoCamera,
            other => Self::Refused(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_from_a_missing_camera() {
        assert_eq!(
            ScanError::of(Exception::NotAllowed),
            ScanError::NotPermitted
        );
        assert_eq!(ScanError::of(Exception::NotFound), ScanError::NoCamera);
        let other = Exception::InvalidState;
        assert_eq!(ScanError::of(other), ScanError::Refused(other));
    }
}
