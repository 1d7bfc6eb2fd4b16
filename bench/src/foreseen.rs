//! A trial of an encoding of our own: a detail sheet line by line, each field foreseen from the
//! lines before it, every decision written by an adaptive range coder. Writing and reading are one
//! walk, so that they cannot differ.

mod coder;
mod lines;
mod words;

use railseal_inspection::documents::{DetailSheet, ItemLine};

use coder::{Reader, Writer};
use lines::Lines;

/// It cannot be written, or not be read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ForeseenError {
    /// The input ended, or never was written by this.
    #[error("the input ends in the middle")]
    Short(#[from] coder::Short),
}

/// How many bytes sheets take, each learning from nothing but itself.
pub fn alone(sheets: &[DetailSheet]) -> Result<usize, ForeseenError> {
    let alone = |sheet| write(core::slice::from_ref(sheet)).map(|bytes| bytes.len());
    sheets.iter().map(alone).sum()
}

/// Sheets that are read in order, each learning from those before it.
pub fn write(sheets: &[DetailSheet]) -> Result<Vec<u8>, ForeseenError> {
    let mut writer = Writer::default();
    let mut lines = Lines::default();
    for sheet in sheets {
        lines.code(&mut writer, Some(sheet), sheet.items.len())?;
    }
    Ok(writer.into_bytes())
}

/// The items of so many sheets with so many items each, as [`write`] wrote them.
pub fn read(bytes: &[u8], items: &[usize]) -> Result<Vec<Vec<ItemLine>>, ForeseenError> {
    let mut reader = Reader::new(bytes);
    let mut lines = Lines::default();
    let sheets = items
        .iter()
        .map(|items| lines.code(&mut reader, None, *items));
    Ok(sheets.collect::<Result<_, _>>()?)
}
