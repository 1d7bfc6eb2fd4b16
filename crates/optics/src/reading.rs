//! Finding codes in a picture.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rqrr::PreparedImage;

use crate::Picture;

/// Why a picture was not looked at to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// The search fell over something that looks like a code and is none.
    ///
    /// rqrr 0.11 asserts what a few pictures do not keep to
    /// (<https://github.com/WanzenBug/rqrr/issues/54>). Where a panic ends everything, as in Wasm,
    /// the worker sees that end, and begins anew with the next picture.
    #[error("the search for codes fell over")]
    FellOver,
}

/// The texts of all codes in a picture. What is blurred, torn or no text counts as not there.
pub fn read(picture: &Picture) -> Result<Vec<String>, ReadingError> {
    catch_unwind(AssertUnwindSafe(|| texts(picture))).map_err(|_| ReadingError::FellOver)
}

fn texts(picture: &Picture) -> Vec<String> {
    let mut prepared =
        PreparedImage::prepare_from_greyscale(picture.width(), picture.height(), |x, y| {
            picture.at(x, y)
        });
    let codes = prepared.detect_grids();
    let texts = codes.iter().filter_map(|code| {
        let mut bytes = Vec::new();
        code.decode_to(&mut bytes).ok()?;
        String::from_utf8(bytes).ok()
    });
    texts.collect()
}
