//! A trial of an encoding of our own: a detail sheet line by line, each field foreseen from the
//! lines before it, every decision written by an adaptive range coder. Writing and reading are one
//! walk, so that they cannot differ.

mod coder;
mod lines;
mod words;

use railseal_inspection::documents::DetailSheet;

use coder::{Reader, Writer};
use lines::Lines;

/// It cannot be written, or does not read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ForeseenError {
    /// The input ended, or never was written by this.
    #[error("the input ends in the middle")]
    Short(#[from] coder::Short),
    /// It reads back as something else.
    #[error("a detail sheet reads back as something else")]
    Other,
}

/// How many bytes sheets take, each learning from nothing but itself.
pub fn alone(sheets: &[DetailSheet]) -> Result<usize, ForeseenError> {
    sheets
        .iter()
        .map(|sheet| after_each_other(core::slice::from_ref(sheet)))
        .sum()
}

/// How many bytes sheets take that are read in order, each learning from those before it.
pub fn after_each_other(sheets: &[DetailSheet]) -> Result<usize, ForeseenError> {
    let mut writer = Writer::default();
    let mut lines = Lines::default();
    for sheet in sheets {
        lines.code(&mut writer, Some(sheet), sheet.items.len())?;
    }
    let bytes = writer.into_bytes();
    let mut reader = Reader::new(&bytes);
    let mut lines = Lines::default();
    for sheet in sheets {
        let items = lines.code(&mut reader, None, sheet.items.len())?;
        if items.as_slice() != &*sheet.items {
            return Err(ForeseenError::Other);
        }
    }
    Ok(bytes.len())
}
