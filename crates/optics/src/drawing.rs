//! A text as a code to be shown.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// What has to stay light around a code, in modules (ISO/IEC 18004 §5.3.8).
const QUIET_ZONE: i32 = 4;

/// Texts up to this long are drawn so that a sixth of the code may be lost to a reflection, longer
/// ones so that a fourteenth may: their modules would be too small else.
const LONGEST_STURDY: usize = 900;

/// A code in a square from 0 0, its quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The length of a side, in modules.
    pub side: u32,
    runs: Vec<Run>,
}

/// Dark modules side by side: those from a column, in a row, and how many.
pub type Run = (u32, u32, u32);

impl Drawing {
    /// All dark modules, from the top.
    pub fn runs(&self) -> impl Iterator<Item = Run> {
        self.runs.iter().copied()
    }

    /// The same as the path of an SVG whose view box is the square: a rectangle a run.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (x, y, length) in self.runs() {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
        path
    }
}

/// Why a text is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// No code is large enough for it.
    #[error("{bytes} bytes are too many for a code")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
}

/// Draws a text, in the smallest code that holds it. Capitals, digits and ` $%*+-./:` take the
/// least room.
pub fn draw(text: &str) -> Result<Drawing, DrawingError> {
    let bytes = text.len();
    let sturdiness = if bytes <= LONGEST_STURDY {
        QrCodeEcc::Medium
    } else {
        QrCodeEcc::Low
    };
    let code = QrCode::encode_text(text, sturdiness);
    let code = code.map_err(|_| DrawingError::TooLong { bytes })?;
    let rows = 0..code.size();
    Ok(Drawing {
        side: (code.size() + 2 * QUIET_ZONE).unsigned_abs(),
        runs: rows.flat_map(|y| runs_of(&code, y)).collect(),
    })
}

fn runs_of(code: &QrCode, y: i32) -> impl Iterator<Item = Run> {
    let mut x = 0;
    std::iter::from_fn(move || {
        x = (x..code.size()).find(|&x| code.get_module(x, y))?;
        let begin = x;
        // What lies outside is light.
        x = (x..=code.size()).find(|&x| !code.get_module(x, y))?;
        let place = |modules: i32| (modules + QUIET_ZONE).unsigned_abs();
        Some((place(begin), place(y), x.abs_diff(begin)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_text_is_a_small_code_with_light_around_it() {
        let drawing = draw("RS-RSLK00000017").unwrap();
        assert_eq!(drawing.side, 21 + 8);
        // The upper edge of the finder pattern at the left.
        let path = drawing.path();
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    }

    #[test]
    fn no_code_holds_more_than_the_largest() {
        assert_eq!(draw(&"A".repeat(4_296)).unwrap().side, 177 + 8);
        assert_eq!(
            draw(&"A".repeat(4_297)),
            Err(DrawingError::TooLong { bytes: 4_297 })
        );
    }
}
