//! Finding an item or a receptacle: by what an officer types or scans.

use alloc::string::String;
use alloc::vec::Vec;

use railseal_protocol::identifiers::{DespatchId, IdentifierError, ItemId};
use railseal_protocol::manifest::DocumentKind;
use serde::{Deserialize, Serialize};

use super::Register;
use crate::documents::{ItemLine, MailList, ReceptacleLine};

/// An item, and where it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The despatch, on the bill.
    pub despatch: DespatchId,
    /// The receptacle, on the list; none where the list does not have it.
    pub receptacle: Option<ReceptacleLine>,
    /// The item.
    pub item: ItemLine,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many fit, among the items that are here.
    pub all: u32,
    /// The first of them.
    pub first: Vec<Hit>,
}

/// What one scanned or typed identifier is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// An item that should be here; how often it is listed.
    Item {
        /// Where it should be.
        hit: Hit,
        /// How often it is listed: once, if all is well.
        listed: u32,
    },
    /// A receptacle that should be here.
    Receptacle {
        /// Its despatch.
        despatch: DespatchId,
        /// Its line on the list.
        line: ReceptacleLine,
    },
    /// It is on no document of this container.
    NotHere,
    /// It is not on what has been read, and not everything has.
    NotYet,
    /// It is no such identifier: its check digit should be another.
    WrongDigit {
        /// What it should be.
        wanted: u8,
    },
}

/// What is looked for: in capitals, and without the spaces that people set.
struct Wanted {
    /// As in an identifier or a code.
    code: String,
    /// As in a name.
    name: String,
}

impl Wanted {
    fn of(typed: &str) -> Self {
        Self {
            code: as_code(typed),
            name: typed.trim().to_lowercase(),
        }
    }

    fn fits(&self, item: &ItemLine) -> bool {
        if self.name.is_empty() {
            return false;
        }
        let hs = |code: &str| self.code.len() >= 2 && code.starts_with(self.code.as_str());
        item.id.as_str().contains(self.code.as_str())
            || item.contents.iter().any(|content| hs(content.hs.as_str()))
            || [&item.sender, &item.recipient]
                .iter()
                .any(|party| contains(party.name.as_str(), &self.name))
    }
}

fn as_code(typed: &str) -> String {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    letters.flat_map(char::to_uppercase).collect()
}

/// Whether a name contains a text in small letters, whatever letters it has.
fn contains(name: &str, small: &str) -> bool {
    let mut rest = name.char_indices();
    loop {
        let mut letters = rest.as_str().chars().flat_map(char::to_lowercase);
        if small.chars().all(|c| letters.next() == Some(c)) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

impl Register {
    /// Items by identifier, name or HS code, among those that are here.
    pub fn search(&self, typed: &str, most: usize) -> Found {
        let wanted = Wanted::of(typed);
        let (mut all, mut first) = (0, Vec::new());
        for (despatch, list, items) in self.despatches() {
            for item in items.iter().filter(|item| wanted.fits(item)) {
                all += 1;
                if first.len() < most {
                    first.push(hit(despatch, list, item));
                }
            }
        }
        Found { all, first }
    }

    /// What one identifier is, and where it should be.
    pub fn spot(&self, typed: &str) -> Spot {
        let code = as_code(typed);
        let mut found = None;
        let mut listed = 0;
        for (despatch, list, items) in self.despatches() {
            for item in items.iter().filter(|item| item.id.as_str() == code) {
                listed += 1;
                found.get_or_insert_with(|| hit(despatch, list, item));
            }
        }
        if let Some(hit) = found {
            return Spot::Item { hit, listed };
        }
        let receptacle = self.lists().find_map(|list| {
            let mut lines = list.receptacles.iter();
            let line = lines.find(|line| line.id.as_str() == code)?;
            Some((list.despatch, line.clone()))
        });
        if let Some((despatch, line)) = receptacle {
            return Spot::Receptacle { despatch, line };
        }
        if let Err(IdentifierError::CheckDigit { wanted, .. }) = code.parse::<ItemId>() {
            return Spot::WrongDigit { wanted };
        }
        if self.worst().is_some() {
            Spot::NotYet
        } else {
            Spot::NotHere
        }
    }

    /// The items of a receptacle, by its place on its despatch's list, that are here.
    pub fn inside(&self, despatch: DespatchId, place: u16) -> Vec<ItemLine> {
        let sheets = self.despatches().filter(|(id, ..)| *id == despatch);
        let items = sheets.flat_map(|(_, _, items)| items);
        items
            .filter(|item| item.receptacle == place)
            .cloned()
            .collect()
    }

    /// Each despatch with its list and those of its items that are here.
    pub(super) fn despatches(
        &self,
    ) -> impl Iterator<Item = (DespatchId, Option<&MailList>, &[ItemLine])> {
        self.items().filter_map(|(entry, items)| match entry.kind {
            DocumentKind::DetailSheet(despatch) => {
                let list = self.lists().find(|list| list.despatch == despatch);
                Some((despatch, list, items))
            }
            DocumentKind::DeliveryBill | DocumentKind::MailList(_) => None,
        })
    }
}

fn hit(despatch: DespatchId, list: Option<&MailList>, item: &ItemLine) -> Hit {
    let place = usize::from(item.receptacle);
    Hit {
        despatch,
        receptacle: list.and_then(|list| list.receptacles.get(place)).cloned(),
        item: item.clone(),
    }
}
