//! Mail lists and detail sheets, row by row, every field foreseen from the rows before it and the
//! decisions written by an adaptive range coder (SPEC.md § Foreseen). Rows come in segments: one
//! that has come can be read while the next is on its way.
//!
//! Writing and reading are one walk, so that they cannot differ. All that is learnt is bounded,
//! whatever the bytes.

mod choices;
mod coder;
mod list;
mod numbers;
mod sheet;
mod texts;

use alloc::string::ToString;
use alloc::vec::Vec;

use railseal_protocol::bounded;
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::wire::DecodeError;

use super::{DocumentError, ItemLine, ReceptacleLine, same_despatch};
use coder::{Coder, Reader, Writer};
pub(super) use list::List;
pub(super) use sheet::Sheet;

/// How many rows come in one segment.
const SEGMENT: usize = 256;

/// The most bytes of one segment: as many as its rows could have, were nothing foreseen.
const SEGMENT_LIMIT: usize = 1024 * 1024;

/// How many bytes the despatch and the number of rows have, before the first segment.
const HEAD: usize = 24;

/// The most bytes that all rows of a document take in memory, about.
const SIZE_LIMIT: usize = 32 * 1024 * 1024;

/// Rows that learn from each other.
pub(in crate::documents) trait Rows {
    /// A row.
    type Row;

    /// The most rows that there are.
    const MOST: usize;

    /// Nothing is learnt yet.
    fn of(despatch: DespatchId) -> Self;

    /// Writes a row, or reads one where none is given.
    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        row: Option<&Self::Row>,
    ) -> Result<Self::Row, DecodeError>;

    /// About how many bytes a row takes in memory.
    fn size(row: &Self::Row) -> usize;
}

/// A mail list's receptacles.
pub(super) fn write_list(despatch: DespatchId, rows: &[ReceptacleLine]) -> Vec<u8> {
    write::<List>(despatch, rows)
}

/// A detail sheet's items.
pub(super) fn write_sheet(despatch: DespatchId, rows: &[ItemLine]) -> Vec<u8> {
    write::<Sheet>(despatch, rows)
}

#[expect(
    clippy::expect_used,
    reason = "a writer takes every row whose texts and lists keep to their limits, and their types hold them to it"
)]
fn write<R: Rows>(despatch: DespatchId, rows: &[R::Row]) -> Vec<u8> {
    let mut learnt = R::of(despatch);
    let mut bytes = Vec::new();
    bytes.extend(despatch.to_string().bytes());
    bytes.extend(length(rows.len()));
    for segment in rows.chunks(SEGMENT) {
        let mut writer = Writer::new();
        for row in segment {
            let written = learnt.code(&mut writer, Some(row));
            written.expect("whatever is within its limits can be written");
        }
        let segment = writer.into_bytes();
        bytes.extend(length(segment.len()));
        bytes.extend(segment);
    }
    bytes
}

fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

/// Reads rows as their bytes come.
pub(super) struct RowsReader<R: Rows> {
    despatch: DespatchId,
    learnt: R,
    rows: Vec<R::Row>,
    /// What has come and is not read.
    waiting: Vec<u8>,
    /// How many rows are still to come, once that is known.
    to_come: Option<usize>,
    /// About how many bytes the rows take that were read.
    size: usize,
}

impl<R: Rows> RowsReader<R> {
    /// Of this despatch.
    pub(super) fn new(despatch: DespatchId) -> Self {
        Self {
            despatch,
            learnt: R::of(despatch),
            rows: Vec::new(),
            waiting: Vec::new(),
            to_come: None,
            size: 0,
        }
    }

    /// Takes bytes that are verified.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// Reads what has come, all of it.
    pub(super) fn read_on(&mut self) -> Result<(), DocumentError> {
        while self.read_segment()? {}
        Ok(())
    }

    /// The rows that were read so far.
    pub(super) fn rows(&self) -> &[R::Row] {
        &self.rows
    }

    /// Reads the next segment, if it has come.
    fn read_segment(&mut self) -> Result<bool, DocumentError> {
        let to_come = match self.to_come {
            Some(to_come) => to_come,
            None => match self.head()? {
                Some(rows) => rows,
                None => return Ok(false),
            },
        };
        self.to_come = Some(to_come);
        let Some((length, rest)) = self.waiting.split_first_chunk().filter(|_| to_come > 0) else {
            return Ok(false);
        };
        let length = within(*length, SEGMENT_LIMIT)?;
        let Some(segment) = rest.get(..length) else {
            return Ok(false);
        };
        let mut reader = Reader::new(segment)?;
        let many = to_come.min(SEGMENT);
        for _ in 0..many {
            let row = self.learnt.code(&mut reader, None)?;
            self.size = self.size.saturating_add(R::size(&row));
            if self.size > SIZE_LIMIT {
                return Err(too_long(SIZE_LIMIT, self.size));
            }
            self.rows.push(row);
        }
        reader.finish()?;
        self.waiting.drain(..length + 4);
        self.to_come = Some(to_come - many);
        Ok(true)
    }

    /// Reads whose rows these are and how many; nothing before it has come.
    fn head(&mut self) -> Result<Option<usize>, DocumentError> {
        let Some((head, _)) = self.waiting.split_first_chunk::<HEAD>() else {
            return Ok(None);
        };
        let (despatch, rows) = head.split_at(HEAD - 4);
        let despatch = core::str::from_utf8(despatch).unwrap_or_default();
        let got: DespatchId = despatch.parse().map_err(|_| DecodeError::Malformed)?;
        same_despatch(self.despatch, got)?;
        let rows: [u8; 4] = rows.try_into().map_err(|_| DecodeError::Malformed)?;
        let rows = within(rows, R::MOST)?;
        self.waiting.drain(..HEAD);
        Ok(Some(rows))
    }

    /// The despatch and its rows, if all have come, and nothing after them.
    pub(super) fn finish<const MOST: usize>(
        self,
    ) -> Result<(DespatchId, bounded::List<R::Row, MOST>), DocumentError> {
        match (self.to_come, self.waiting.len()) {
            (Some(0), 0) => {}
            (Some(0), count) => return Err(DecodeError::TrailingBytes { count }.into()),
            _ => return Err(DecodeError::Malformed.into()),
        }
        let rows = self.rows.try_into().map_err(|_| DecodeError::Malformed)?;
        Ok((self.despatch, rows))
    }
}

fn within(length: [u8; 4], limit: usize) -> Result<usize, DocumentError> {
    let got = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if got > limit {
        return Err(too_long(limit, got));
    }
    Ok(got)
}

fn too_long(limit: usize, got: usize) -> DocumentError {
    DecodeError::TooLong { limit, got }.into()
}
