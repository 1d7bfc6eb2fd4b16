//! Whether the documents are one tree, and whether their totals agree upwards:
//! detail sheets → mail lists → delivery bill → manifest (DOMAIN.md §2).

use alloc::vec;
use alloc::vec::Vec;

use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::{Grams, Manifest, Totals};

use crate::documents::{
    BillLine, DeliveryBill, DetailSheet, Document, Load, MailList, SealedContainer,
};
use crate::finding::Finding;

/// The documents of one container, joined.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The delivery bill.
    pub bill: &'a DeliveryBill,
    /// Each despatch of this container.
    pub despatches: Vec<Despatch<'a>>,
}

/// A despatch at all three levels.
#[derive(Debug)]
pub struct Despatch<'a> {
    /// Its line on the bill.
    pub line: &'a BillLine,
    /// Its mail list.
    pub list: &'a MailList,
    /// Its detail sheet.
    pub sheet: &'a DetailSheet,
}

/// Why documents are no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// Not exactly one bill, or a list without a bill line or sheet, or a sheet without a list.
    #[error("a level of the documents is missing or doubled")]
    Incomplete,
}

impl<'a> Tree<'a> {
    /// Joins a container's documents.
    pub fn of(documents: impl IntoIterator<Item = &'a Document>) -> Result<Self, TreeError> {
        let (mut bills, mut lists, mut sheets) = (Vec::new(), Vec::new(), Vec::new());
        for document in documents {
            match document {
                Document::DeliveryBill(bill) => bills.push(bill),
                Document::MailList(list) => lists.push(list),
                Document::DetailSheet(sheet) => sheets.push(sheet),
            }
        }
        let [bill] = bills.as_slice() else {
            return Err(TreeError::Incomplete);
        };
        if lists.len() != sheets.len() || lists.is_empty() {
            return Err(TreeError::Incomplete);
        }
        let despatches = lists
            .into_iter()
            .map(|list| {
                let id = list.despatch;
                let line = only(bill.lines.iter(), |line| line.despatch == id)?;
                let sheet = only(sheets.iter().copied(), |sheet| sheet.despatch == id)?;
                Some(Despatch { line, list, sheet })
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(TreeError::Incomplete)?;
        Ok(Self { bill, despatches })
    }

    /// What this container holds, by its mail lists and detail sheets.
    pub fn totals(&self) -> Totals {
        self.despatches
            .iter()
            .map(Despatch::totals)
            .fold(Totals::default(), |a, b| a + b)
    }
}

impl Despatch<'_> {
    /// What the despatch holds, by its mail list and detail sheet.
    pub fn totals(&self) -> Totals {
        let load = self.listed();
        Totals {
            despatches: 1,
            receptacles: load.receptacles,
            items: count(self.sheet.items.len()),
            gross: load.gross,
        }
    }

    fn listed(&self) -> Load {
        let gross = self
            .list
            .receptacles
            .iter()
            .fold(Grams(0), |sum, r| sum + r.gross);
        Load {
            receptacles: count(self.list.receptacles.len()),
            gross,
        }
    }
}

/// The one member that fits; none where there are none or several.
fn only<T>(members: impl Iterator<Item = T>, fits: impl Fn(&T) -> bool) -> Option<T> {
    let mut fitting = members.filter(fits);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Adds up every level and holds it against the one above; tells the first that differs.
pub fn reconcile(tree: &Tree<'_>, manifest: &Manifest) -> Finding {
    let pair = SealedContainer {
        container: manifest.container,
        lock: manifest.lock,
    };
    if !tree.bill.containers.contains(&pair) {
        return Finding::TotalsOtherPair;
    }
    // A bill for several containers says what a despatch comes to in all of them.
    let alone = tree.bill.containers.len() == 1;
    for despatch in &tree.despatches {
        if let Some(finding) = sheet_against_list(despatch) {
            return finding;
        }
        let (bill, listed) = (despatch.line.load(), despatch.listed());
        let fits = if alone {
            bill == listed
        } else {
            listed.receptacles <= bill.receptacles && listed.gross <= bill.gross
        };
        if !fits {
            return Finding::TotalsListDiffers {
                despatch: despatch.list.despatch,
                bill,
                listed,
            };
        }
    }
    let documents = tree.totals();
    if documents != manifest.totals {
        return Finding::TotalsManifestDiffers {
            manifest: manifest.totals,
            documents,
        };
    }
    bill_against_manifest(tree, manifest, alone).unwrap_or(Finding::TotalsAgree(documents))
}

fn sheet_against_list(despatch: &Despatch<'_>) -> Option<Finding> {
    let mut sheet = vec![0u32; despatch.list.receptacles.len()];
    for item in despatch.sheet.items.iter() {
        if let Some(items) = sheet.get_mut(usize::from(item.receptacle)) {
            *items += 1;
        } else {
            return Some(Finding::TotalsSheetDiffers {
                despatch: despatch.list.despatch,
                receptacle: item.receptacle,
                listed: 0,
                sheet: 1,
            });
        }
    }
    despatch
        .list
        .receptacles
        .iter()
        .zip(sheet)
        .enumerate()
        .find_map(|(place, (line, sheet))| {
            (line.items != sheet).then_some(Finding::TotalsSheetDiffers {
                despatch: despatch.list.despatch,
                receptacle: u16::try_from(place).unwrap_or(u16::MAX),
                listed: line.items,
                sheet,
            })
        })
}

fn bill_against_manifest(tree: &Tree<'_>, manifest: &Manifest, alone: bool) -> Option<Finding> {
    let load = tree
        .bill
        .lines
        .iter()
        .map(BillLine::load)
        .fold(Load::default(), |sum, line| Load {
            receptacles: sum.receptacles.saturating_add(line.receptacles),
            gross: sum.gross + line.gross,
        });
    let bill = Totals {
        despatches: count(tree.bill.lines.len()),
        receptacles: load.receptacles,
        // A bill does not count items; the manifest's count for it can only be taken as given.
        items: manifest.bill.items,
        gross: load.gross,
    };
    let agrees = bill == manifest.bill && (!alone || manifest.bill == manifest.totals);
    (!agrees).then_some(Finding::TotalsBillDiffers {
        manifest: manifest.bill,
        bill,
    })
}

/// Looks at every receptacle's and item's identifier; tells the first that is wrong and how many are,
/// or else the first that came before.
pub fn check_identifiers(tree: &Tree<'_>) -> Finding {
    let (mut checked, mut wrong) = (0u32, 0u32);
    let mut first: Option<(DespatchId, u32)> = None;
    for despatch in &tree.despatches {
        let receptacles = despatch.list.receptacles.iter().map(|line| {
            line.id.receptacle().and_then(|id| id.despatch()) == Ok(despatch.list.despatch)
        });
        let items = despatch
            .sheet
            .items
            .iter()
            .map(|line| line.id.item().is_ok());
        for (line, right) in receptacles.enumerate().chain(items.enumerate()) {
            checked += 1;
            if !right {
                wrong += 1;
                first.get_or_insert((despatch.list.despatch, count(line)));
            }
        }
    }
    match first {
        None => twice(tree).unwrap_or(Finding::IdentifiersRight { checked }),
        Some((despatch, line)) => Finding::IdentifiersWrong {
            wrong,
            despatch,
            line,
        },
    }
}

/// The first receptacle or item, in the documents' order, that is listed a second time.
fn twice(tree: &Tree<'_>) -> Option<Finding> {
    let mut all: Vec<(&str, usize, usize)> = Vec::new();
    for (place, despatch) in tree.despatches.iter().enumerate() {
        let receptacles = despatch
            .list
            .receptacles
            .iter()
            .map(|line| line.id.as_str());
        let items = despatch.sheet.items.iter().map(|line| line.id.as_str());
        for (line, id) in receptacles.enumerate().chain(items.enumerate()) {
            all.push((id, place, line));
        }
    }
    all.sort_unstable();
    let again = all.iter().zip(all.iter().skip(1));
    let again = again.filter(|((id, ..), (other, ..))| id == other);
    let (_, place, line) = again
        .map(|(_, again)| again)
        .min_by_key(|(_, p, l)| (p, l))?;
    Some(Finding::IdentifiersTwice {
        despatch: tree.despatches.get(*place)?.list.despatch,
        line: count(*line),
    })
}
