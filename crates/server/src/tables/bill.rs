//! The delivery bill (CN 37): a row a despatch. What its head says stands in the first row, and in
//! the others again or not at all.

use std::collections::HashMap;

use railseal_inspection::documents::{BillLine, Load, SealedContainer};
use railseal_protocol::consigning::{Column, Problem};
use railseal_protocol::identifiers::{DespatchId, OfficeCode, TrainNumber};
use railseal_protocol::manifest::Grams;
use railseal_protocol::time::Timestamp;

use super::cells::{Cells, count, day, identifier, kilograms, yes_or_no};

/// The most lines that a bill has.
pub(super) const MOST_LINES: usize = 256;

const PAIRS: [(Column, Column); 4] = [
    (Column::Container1, Column::Seal1),
    (Column::Container2, Column::Seal2),
    (Column::Container3, Column::Seal3),
    (Column::Container4, Column::Seal4),
];

const HEAD: [Column; 12] = [
    Column::Date,
    Column::OfficeOfOrigin,
    Column::OfficeOfDestination,
    Column::Train,
    Column::Container1,
    Column::Seal1,
    Column::Container2,
    Column::Seal2,
    Column::Container3,
    Column::Seal3,
    Column::Container4,
    Column::Seal4,
];

const CLASSES: [(Column, Column); 3] = [
    (Column::LettersReceptacles, Column::LettersGross),
    (Column::ParcelsReceptacles, Column::ParcelsGross),
    (Column::EmsReceptacles, Column::EmsGross),
];

/// What was read of the bill.
#[derive(Default)]
pub(super) struct BillTable {
    /// Which file it is.
    file: Option<u8>,
    first: Option<First>,
    pub(super) head: Option<Head>,
    pub(super) lines: Vec<Line>,
    rows: HashMap<DespatchId, u32>,
}

/// What the first row says of the whole bill, as it is written.
struct First {
    row: u32,
    written: Vec<(Column, String)>,
}

/// What a bill's head says.
pub(super) struct Head {
    pub(super) date: Timestamp,
    pub(super) origin: OfficeCode,
    pub(super) destination: OfficeCode,
    pub(super) train: Option<TrainNumber>,
    pub(super) containers: Vec<SealedContainer>,
    /// In which row it stands.
    pub(super) row: u32,
}

/// A line, and in which row it stands.
pub(super) struct Line {
    pub(super) line: BillLine,
    pub(super) row: u32,
}

impl BillTable {
    /// Begins a file; says whether it is the first one.
    pub(super) fn begin(&mut self, file: u8) -> bool {
        self.file.replace(file).is_none()
    }

    /// Which file it is.
    pub(super) fn file(&self) -> u8 {
        self.file.unwrap_or(0)
    }

    pub(super) fn take(&mut self, cells: &mut Cells<'_>) {
        match &self.first {
            Some(first) => first.hold_against(cells),
            None => {
                self.first = Some(First::of(cells));
                self.head = head(cells);
            }
        }
        let despatch = cells.needed(Column::Despatch, identifier::<DespatchId>);
        let loads = CLASSES.map(|(receptacles, gross)| load(cells, receptacles, gross));
        let registered = cells.or(Column::Registered, false, yes_or_no);
        let Some(despatch) = despatch else {
            return;
        };
        if let Some(row) = self.rows.insert(despatch, cells.row) {
            return cells.refuse(Column::Despatch, Problem::DespatchTwice { row });
        }
        let ([Some(letters), Some(parcels), Some(ems)], Some(registered)) = (loads, registered)
        else {
            return;
        };
        if self.lines.len() == MOST_LINES {
            let most = super::faults::number(MOST_LINES);
            return cells.refuse_row(Problem::TooManyDespatches { most });
        }
        self.lines.push(Line {
            line: BillLine {
                despatch,
                letters,
                parcels,
                ems,
                registered,
            },
            row: cells.row,
        });
    }
}

impl First {
    fn of(cells: &Cells<'_>) -> Self {
        let written = HEAD.map(|column| (column, cells.text(column).to_owned()));
        Self {
            row: cells.row,
            written: written.to_vec(),
        }
    }

    fn hold_against(&self, cells: &mut Cells<'_>) {
        for (column, written) in &self.written {
            let text = cells.text(*column);
            if !text.is_empty() && text != written {
                cells.refuse(*column, Problem::DiffersFromRow { row: self.row });
            }
        }
    }
}

fn head(cells: &mut Cells<'_>) -> Option<Head> {
    let date = cells.needed(Column::Date, day);
    let origin = cells.needed(Column::OfficeOfOrigin, identifier);
    let destination = cells.needed(Column::OfficeOfDestination, identifier);
    let train = cells.or(Column::Train, None, |text| identifier(text).map(Some));
    let containers = containers(cells);
    Some(Head {
        date: date?,
        origin: origin?,
        destination: destination?,
        train: train?,
        containers: containers?,
        row: cells.row,
    })
}

/// Each container with its seal. There is a first one; of the others there may be none.
fn containers(cells: &mut Cells<'_>) -> Option<Vec<SealedContainer>> {
    let (mut containers, mut right) = (Vec::<SealedContainer>::new(), true);
    for (place, (container, seal)) in PAIRS.into_iter().enumerate() {
        let empty = cells.text(container).is_empty() && cells.text(seal).is_empty();
        if place > 0 && empty {
            continue;
        }
        let column = container;
        let container = cells.needed(container, identifier);
        let lock = cells.needed(seal, identifier);
        let (Some(container), Some(lock)) = (container, lock) else {
            right = false;
            continue;
        };
        if containers.iter().any(|pair| pair.container == container) {
            cells.refuse(column, Problem::ContainerTwice);
            right = false;
        }
        containers.push(SealedContainer { container, lock });
    }
    right.then_some(containers)
}

fn load(cells: &mut Cells<'_>, receptacles: Column, gross: Column) -> Option<Load> {
    let receptacles = cells.or(receptacles, 0, count);
    let gross = cells.or(gross, Grams(0), kilograms);
    Some(Load {
        receptacles: receptacles?,
        gross: gross?,
    })
}
