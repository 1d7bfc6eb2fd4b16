//! The three tables held against each other, upwards: items are in the receptacles of the lists,
//! lists are of the bill, and the bill is of the container and lock that are to be sealed. One level
//! after the other: what is wrong between two is wrong at the next again, and is told once.

use std::collections::{HashMap, HashSet};

use railseal_inspection::documents::{
    BillLine, DeliveryBill, DetailSheet, ItemLine, Load, MailList, SealedContainer,
};
use railseal_inspection::packing::Cargo;
use railseal_protocol::bounded;
use railseal_protocol::consigning::{Column, DespatchSummary, Faults, Place, Problem, Summary};
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::{Grams, Totals};

use super::bill::{BillTable, Head, Line};
use super::faults::{Found, number};
use super::lists::{DespatchList, ListTable, Listed};
use super::sheets::SheetTable;
use super::{GoodTables, Tables, ToSeal};

/// The most items that one detail sheet has.
const MOST_ITEMS: usize = 32_768;

/// Makes the documents, where everything agrees.
pub(super) fn join(
    tables: Tables,
    to_seal: &ToSeal,
    mut found: Found,
) -> Result<GoodTables, Faults> {
    let Tables {
        bill,
        lists,
        sheets,
    } = tables;
    let alone = pair(&bill, to_seal, &mut found);
    bill_against_lists(&bill, &lists, alone, &mut found);
    if !found.is_empty() {
        return Err(found.into_faults());
    }
    let items = into_sheets(&lists, sheets, &mut found);
    if found.is_empty() {
        lists_against_sheets(&lists, &items, &mut found);
    }
    let summary = summary(&bill, &lists, &items);
    let summary = summary.and_then(|summary| whole_bill(summary, to_seal, alone, &mut found));
    let cargo = cargo(bill, lists, items);
    match (cargo, summary) {
        (Some(cargo), Some(summary)) if found.is_empty() => Ok(GoodTables { cargo, summary }),
        _ => {
            if found.is_empty() {
                // Every list was held to its limit, row by row: this is not reached.
                found.add(Place::Files, Problem::UnknownTable);
            }
            Err(found.into_faults())
        }
    }
}

/// Holds the bill's head to what is to be sealed. Says whether that is the bill's only container.
fn pair(bill: &BillTable, to_seal: &ToSeal, found: &mut Found) -> bool {
    let Some(head) = &bill.head else {
        return true;
    };
    let (file, row) = (bill.file(), head.row);
    let mut refuse = |column, problem| found.add(Place::Field { file, row, column }, problem);
    let is_it = |pair: &&SealedContainer| pair.container == to_seal.container;
    match head.containers.iter().find(is_it) {
        None => {
            let container = to_seal.container;
            refuse(
                Column::Container1,
                Problem::ContainerNotOnBill { container },
            );
        }
        Some(pair) if pair.lock != to_seal.lock => {
            let (bill, lock) = (pair.lock, to_seal.lock);
            let place = head.containers.iter().position(|other| other == pair);
            refuse(seal_column(place), Problem::OtherSeal { bill, lock });
        }
        Some(_) => {}
    }
    if let (Some(bill), Some(train)) = (&head.train, &to_seal.train)
        && bill != train
    {
        let (bill, train) = (bill.clone(), train.clone());
        refuse(Column::Train, Problem::OtherTrain { bill, train });
    }
    head.containers.len() == 1
}

fn seal_column(place: Option<usize>) -> Column {
    match place {
        Some(1) => Column::Seal2,
        Some(2) => Column::Seal3,
        Some(3) => Column::Seal4,
        _ => Column::Seal1,
    }
}

/// Every list is on the bill, and has what the bill says; where the bill is of several containers, no
/// more than that. Where it is of this one alone, every line has a list.
fn bill_against_lists(bill: &BillTable, lists: &ListTable, alone: bool, found: &mut Found) {
    let lines: HashMap<DespatchId, &Line> = bill
        .lines
        .iter()
        .map(|line| (line.line.despatch, line))
        .collect();
    for list in &lists.lists {
        match lines.get(&list.despatch) {
            Some(line) => loads(bill.file(), line, list, alone, found),
            None => found.add(list.first(Column::Despatch), Problem::NotOnBill),
        }
    }
    if !alone {
        return;
    }
    let listed: HashSet<DespatchId> = lists.lists.iter().map(|list| list.despatch).collect();
    for line in &bill.lines {
        if !listed.contains(&line.line.despatch) {
            found.add(line.at(bill.file(), Column::Despatch), Problem::NoList);
        }
    }
}

fn loads(file: u8, line: &Line, list: &DespatchList, alone: bool, found: &mut Found) {
    let (bill, listed) = (line.line.load(), list.load());
    let place = line.at(file, Column::Despatch);
    let differs = |bill: u64, listed: u64| if alone { bill != listed } else { listed > bill };
    if differs(bill.receptacles.into(), listed.receptacles.into()) {
        let (bill, listed) = (bill.receptacles, listed.receptacles);
        found.add(place, Problem::ReceptaclesDiffer { bill, listed });
    }
    if differs(bill.gross.0, listed.gross.0) {
        let (bill, listed) = (bill.gross, listed.gross);
        found.add(place, Problem::WeightDiffers { bill, listed });
    }
}

/// The items of each list's despatch, with their receptacles' places.
fn into_sheets(lists: &ListTable, sheets: SheetTable, found: &mut Found) -> Vec<Vec<ItemLine>> {
    let mut items: Vec<Vec<ItemLine>> = lists.lists.iter().map(|_| Vec::new()).collect();
    for item in sheets.items {
        let (file, row) = (item.file, item.row);
        let listed = lists.receptacles.get(&item.receptacle);
        let Some(Listed { list, place, .. }) = listed.copied() else {
            let column = Column::Receptacle;
            found.add(Place::Field { file, row, column }, Problem::NotOnList);
            continue;
        };
        let Some(sheet) = items.get_mut(list) else {
            continue;
        };
        if sheet.len() == MOST_ITEMS {
            let most = number(MOST_ITEMS);
            found.add(Place::Row { file, row }, Problem::TooManyItems { most });
            continue;
        }
        let contents = bounded::List::try_from(item.contents);
        sheet.push(ItemLine {
            id: item.id,
            receptacle: place,
            sender: item.sender,
            recipient: item.recipient,
            category: item.category,
            // No more were taken than there may be.
            contents: contents.unwrap_or(bounded::List::empty()),
        });
    }
    items
}

/// Every receptacle has as many items as its list says.
fn lists_against_sheets(lists: &ListTable, items: &[Vec<ItemLine>], found: &mut Found) {
    for (list, items) in lists.lists.iter().zip(items) {
        let listed = list.items();
        if items.is_empty() && listed > 0 {
            let items = listed;
            found.add(list.first(Column::Despatch), Problem::NoSheet { items });
            continue;
        }
        let mut sheet = vec![0_u32; list.lines.len()];
        for item in items {
            if let Some(count) = sheet.get_mut(usize::from(item.receptacle)) {
                *count += 1;
            }
        }
        for ((line, sheet), (file, row)) in list.lines.iter().zip(sheet).zip(&list.rows) {
            if line.items != sheet {
                let (file, row, column) = (*file, *row, Column::Items);
                let listed = line.items;
                let problem = Problem::ItemsDiffer { listed, sheet };
                found.add(Place::Field { file, row, column }, problem);
            }
        }
    }
}

fn summary(bill: &BillTable, lists: &ListTable, items: &[Vec<ItemLine>]) -> Option<Summary> {
    let despatches = lists.lists.iter().zip(items).map(|(list, items)| {
        let Load { receptacles, gross } = list.load();
        DespatchSummary {
            despatch: list.despatch,
            receptacles,
            items: number(items.len()),
            gross,
        }
    });
    let despatches: Vec<DespatchSummary> = despatches.collect();
    let totals = despatches.iter().map(|despatch| Totals {
        despatches: 1,
        receptacles: despatch.receptacles,
        items: despatch.items,
        gross: despatch.gross,
    });
    let totals = totals.fold(Totals::default(), |sum, despatch| sum + despatch);
    let lines = bill.lines.iter().map(|line| line.line.load());
    let bill = lines.fold(Totals::default(), |sum, line| {
        let despatch = Totals {
            despatches: 1,
            receptacles: line.receptacles,
            items: 0,
            gross: line.gross,
        };
        sum + despatch
    });
    Some(Summary {
        despatches: despatches.try_into().ok()?,
        totals,
        bill,
    })
}

/// Says how many items the whole bill has: a bill counts none.
fn whole_bill(
    mut summary: Summary,
    to_seal: &ToSeal,
    alone: bool,
    found: &mut Found,
) -> Option<Summary> {
    let container = summary.totals.items;
    let given = to_seal.bill_items.unwrap_or(container);
    if given < container || (alone && given != container) {
        found.add(Place::Files, Problem::OtherBillItems { given, container });
        return None;
    }
    summary.bill.items = given;
    Some(summary)
}

fn cargo(bill: BillTable, lists: ListTable, items: Vec<Vec<ItemLine>>) -> Option<Cargo> {
    let lines: Vec<BillLine> = bill.lines.into_iter().map(|line| line.line).collect();
    let Head {
        date,
        origin,
        destination,
        train,
        containers,
        ..
    } = bill.head?;
    let sheets = lists.lists.iter().zip(items).map(|(list, items)| {
        Some(DetailSheet {
            despatch: list.despatch,
            items: items.try_into().ok()?,
        })
    });
    let sheets = sheets.collect::<Option<Vec<_>>>()?;
    let lists = lists.lists.into_iter().map(|list| {
        Some(MailList {
            despatch: list.despatch,
            receptacles: list.lines.try_into().ok()?,
        })
    });
    Some(Cargo {
        bill: DeliveryBill {
            date,
            origin,
            destination,
            train,
            containers: containers.try_into().ok()?,
            lines: lines.try_into().ok()?,
        },
        lists: lists.collect::<Option<Vec<_>>>()?,
        sheets,
    })
}

impl Line {
    fn at(&self, file: u8, column: Column) -> Place {
        let row = self.row;
        Place::Field { file, row, column }
    }
}

impl DespatchList {
    /// Its first row.
    fn first(&self, column: Column) -> Place {
        let (file, row) = self.rows.first().copied().unwrap_or_default();
        Place::Field { file, row, column }
    }

    fn load(&self) -> Load {
        let gross = self.lines.iter().map(|line| line.gross);
        Load {
            receptacles: number(self.lines.len()),
            gross: gross.fold(Grams(0), |sum, gross| sum + gross),
        }
    }

    fn items(&self) -> u32 {
        let items = self.lines.iter().map(|line| line.items);
        items.fold(0, u32::saturating_add)
    }
}
