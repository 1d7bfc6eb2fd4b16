//! A sealing office's tables, read: the delivery bill, the mail lists and the detail sheets, as CSV
//! or JSON (docs/IMPORT.md), become the documents that a container is sealed with.
//!
//! Bytes come in, documents or faults come out: no file, clock or storage is touched. What is wrong
//! is told with its place, as many faults at a time as there are; only when every row can be read,
//! the tables are held against each other.

mod bill;
mod cells;
mod csv;
mod faults;
mod heading;
mod joining;
mod json;
mod lists;
mod meaning;
mod sheets;
mod taking;
mod text;
mod words;

use railseal_inspection::packing::Cargo;
use railseal_protocol::consigning::{FILES_LIMIT, Faults, Place, Problem, Summary, TABLES};
use railseal_protocol::identifiers::{ContainerNumber, LockId, TrainNumber};

use bill::BillTable;
use faults::Found;
use lists::ListTable;
use sheets::SheetTable;
use taking::Taking;

pub use meaning::{column_meaning, table_meaning};
pub use words::{Kilograms, Told, remedy, what};

/// The most bytes that one field of a table has.
pub const FIELD_LIMIT: usize = 4 * 1024;
/// The most rows that one file has.
pub const ROW_LIMIT: u32 = 131_072;

/// What is to be sealed, which the tables must be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSeal {
    /// The container.
    pub container: ContainerNumber,
    /// The lock that is to close it.
    pub lock: LockId,
    /// The train; the bill's where none is named.
    pub train: Option<TrainNumber>,
    /// How many items the whole bill has, where it covers more containers than this one. This
    /// container's, where nobody says.
    pub bill_items: Option<u32>,
}

/// Tables with which nothing is wrong. `Debug` prints no word of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodTables {
    /// The documents.
    pub cargo: Cargo,
    /// What they add up to.
    pub summary: Summary,
}

/// What was read of the three tables so far.
#[derive(Default)]
struct Tables {
    bill: BillTable,
    lists: ListTable,
    sheets: SheetTable,
}

/// Reads the files of a container's tables. Which file is which table, its columns tell; lists and
/// sheets may come in several files.
pub fn read(files: &[&[u8]], to_seal: &ToSeal) -> Result<GoodTables, Faults> {
    let mut found = Found::default();
    let bytes: usize = files.iter().map(|file| file.len()).sum();
    if bytes > FILES_LIMIT {
        let most = faults::number(FILES_LIMIT);
        found.add(Place::Files, Problem::TooManyBytes { most });
        return Err(found.into_faults());
    }
    let mut tables = Tables::default();
    let mut there = Vec::new();
    for (file, bytes) in (0..=u8::MAX).zip(files) {
        let mut taking = Taking::of(file, &mut tables, &mut found);
        read_file(bytes, &mut taking);
        there.extend(taking.table());
    }
    if found.is_empty() {
        for table in TABLES.into_iter().filter(|table| !there.contains(table)) {
            found.add(Place::Files, Problem::MissingTable(table));
        }
    }
    if !found.is_empty() {
        return Err(found.into_faults());
    }
    joining::join(tables, to_seal, found)
}

fn read_file(bytes: &[u8], taking: &mut Taking<'_>) {
    match text::of(bytes) {
        Err((row, problem)) => taking.refuse(row, problem),
        Ok(text) if text.trim_ascii_start().starts_with(['[', '{']) => json::read(text, taking),
        Ok(text) => csv::read(text, taking),
    }
}
