//! The mail lists (CN 31, CP 87): a row a receptacle.

use std::collections::HashMap;

use railseal_inspection::documents::ReceptacleLine;
use railseal_protocol::consigning::{Column, MAX_DESPATCHES, Problem};
use railseal_protocol::identifiers::{DespatchId, ReceptacleId};

use super::cells::{Cells, TYPES, count, identifier, kilograms, one_of, yes_or_no};
use super::faults::number;

/// The most receptacles that one mail list has.
pub(super) const MOST_RECEPTACLES: usize = 1000;

/// What was read of the lists.
#[derive(Default)]
pub(super) struct ListTable {
    /// Each despatch's, in the order in which the despatches first occur.
    pub(super) lists: Vec<DespatchList>,
    by_despatch: HashMap<DespatchId, usize>,
    /// Where every receptacle is.
    pub(super) receptacles: HashMap<ReceptacleId, Listed>,
}

/// A despatch's list.
pub(super) struct DespatchList {
    pub(super) despatch: DespatchId,
    pub(super) lines: Vec<ReceptacleLine>,
    /// Where each line stands: file and row.
    pub(super) rows: Vec<(u8, u32)>,
}

/// Where a receptacle is listed.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    /// The place of its list.
    pub(super) list: usize,
    /// Its place on it.
    pub(super) place: u16,
    file: u8,
    row: u32,
}

impl ListTable {
    pub(super) fn take(&mut self, cells: &mut Cells<'_>) {
        let despatch = cells.needed(Column::Despatch, identifier::<DespatchId>);
        let id = cells.needed(Column::Receptacle, identifier::<ReceptacleId>);
        let kind = cells.needed(Column::Type, |text| one_of(&TYPES, text));
        let gross = cells.needed(Column::Gross, kilograms);
        let items = cells.needed(Column::Items, count);
        let registered = cells.or(Column::Registered, false, yes_or_no);
        let (Some(despatch), Some(id)) = (despatch, id) else {
            return;
        };
        if id.despatch() != Ok(despatch) {
            return cells.refuse(Column::Receptacle, Problem::OtherDespatch);
        }
        if let Some(Listed { file, row, .. }) = self.receptacles.get(&id).copied() {
            return cells.refuse(Column::Receptacle, Problem::ReceptacleTwice { file, row });
        }
        let Some((at, list)) = self.list_of(despatch) else {
            let most = number(MAX_DESPATCHES);
            return cells.refuse(Column::Despatch, Problem::TooManyDespatches { most });
        };
        let place = u16::try_from(list.lines.len()).unwrap_or(u16::MAX);
        if usize::from(place) >= MOST_RECEPTACLES {
            let most = number(MOST_RECEPTACLES);
            return cells.refuse_row(Problem::TooManyReceptacles { most });
        }
        let written = cells.text(Column::Receptacle).parse().ok();
        let (Some(written), Some(kind), Some(gross)) = (written, kind, gross) else {
            return;
        };
        let (Some(items), Some(registered)) = (items, registered) else {
            return;
        };
        list.lines.push(ReceptacleLine {
            id: written,
            kind,
            gross,
            items,
            registered,
        });
        let (file, row) = (cells.file, cells.row);
        list.rows.push((file, row));
        let listed = Listed {
            list: at,
            place,
            file,
            row,
        };
        self.receptacles.insert(id, listed);
    }

    /// A despatch's list and its place, begun if it is not there; none where there are too many.
    fn list_of(&mut self, despatch: DespatchId) -> Option<(usize, &mut DespatchList)> {
        let next = self.lists.len();
        let at = *self.by_despatch.entry(despatch).or_insert(next);
        if at == next && next < MAX_DESPATCHES {
            self.lists.push(DespatchList {
                despatch,
                lines: Vec::new(),
                rows: Vec::new(),
            });
        }
        Some((at, self.lists.get_mut(at)?))
    }
}
