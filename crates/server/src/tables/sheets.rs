//! The detail sheets (CN 22, CN 23): a row a kind of content. Rows with the same item that follow
//! each other are one item; what is said of the item stands in the first of them, and in the others
//! again or not at all.

use std::collections::HashMap;

use railseal_inspection::documents::{Content, ContentCategory, Party, Written};
use railseal_protocol::consigning::{Column, Problem};
use railseal_protocol::identifiers::{ItemId, ReceptacleId};

use super::cells::{
    CATEGORIES, Cells, country, currency, hs_code, identifier, kilograms, money, one_of, some,
    words,
};
use super::faults::number;

/// The most kinds of content that one item has.
pub(super) const MOST_CONTENTS: usize = 16;

const OF_THE_ITEM: [Column; 8] = [
    Column::Receptacle,
    Column::SenderName,
    Column::SenderAddress,
    Column::SenderCountry,
    Column::RecipientName,
    Column::RecipientAddress,
    Column::RecipientCountry,
    Column::Category,
];

/// What was read of the sheets.
#[derive(Default)]
pub(super) struct SheetTable {
    pub(super) items: Vec<Item>,
    /// In which file and row each item begins.
    seen: HashMap<ItemId, (u8, u32)>,
    /// The item that the last row was of.
    open: Option<Open>,
    /// Whether the last row was not taken: what follows may say nothing of its item.
    lost: bool,
}

/// An item.
pub(super) struct Item {
    pub(super) file: u8,
    pub(super) row: u32,
    pub(super) id: Written,
    pub(super) receptacle: ReceptacleId,
    pub(super) sender: Party,
    pub(super) recipient: Party,
    pub(super) category: ContentCategory,
    pub(super) contents: Vec<Content>,
}

/// The item whose rows are read, as its first row has it.
struct Open {
    row: u32,
    item: String,
    written: Vec<(Column, String)>,
    /// Its place among the items; none where something is wrong with its first row.
    place: Option<usize>,
    contents: usize,
}

impl SheetTable {
    /// Begins a file: an item ends with the file before.
    pub(super) fn begin(&mut self) {
        self.open = None;
        self.lost = false;
    }

    /// A row was not taken.
    pub(super) fn lose_row(&mut self) {
        self.open = None;
        self.lost = true;
    }

    pub(super) fn take(&mut self, cells: &mut Cells<'_>) {
        let text = cells.text(Column::Item);
        match self.open.as_mut().filter(|open| open.item == text) {
            Some(open) => {
                open.contents += 1;
                open.hold_against(cells);
            }
            None if self.lost && OF_THE_ITEM.iter().all(|of| cells.text(*of).is_empty()) => {}
            None => self.begin_item(cells, text),
        }
        let content = content(cells);
        let Some(open) = &self.open else {
            return;
        };
        if open.contents > MOST_CONTENTS {
            let most = number(MOST_CONTENTS);
            return cells.refuse_row(Problem::TooManyContents { most });
        }
        let item = open.place.and_then(|place| self.items.get_mut(place));
        if let (Some(item), Some(content)) = (item, content) {
            item.contents.push(content);
        }
    }

    fn begin_item(&mut self, cells: &mut Cells<'_>, text: &str) {
        self.lost = false;
        let id = cells.needed(Column::Item, identifier::<ItemId>);
        let item = item(cells);
        if let Some(id) = id {
            let here = (cells.file, cells.row);
            let (file, row) = *self.seen.entry(id).or_insert(here);
            if (file, row) != here {
                cells.refuse(Column::Item, Problem::ItemTwice { file, row });
            }
        }
        let item = item.filter(|_| id.is_some());
        let written = OF_THE_ITEM.map(|column| (column, cells.text(column).to_owned()));
        self.open = Some(Open {
            row: cells.row,
            item: text.to_owned(),
            written: written.to_vec(),
            place: item.is_some().then_some(self.items.len()),
            contents: 1,
        });
        self.items.extend(item);
    }
}

impl Open {
    fn hold_against(&self, cells: &mut Cells<'_>) {
        for (column, written) in &self.written {
            let text = cells.text(*column);
            if !text.is_empty() && text != written {
                cells.refuse(*column, Problem::DiffersFromRow { row: self.row });
            }
        }
    }
}

/// What a row says of its item.
fn item(cells: &mut Cells<'_>) -> Option<Item> {
    let receptacle = cells.needed(Column::Receptacle, identifier);
    let sender = party(
        cells,
        Column::SenderName,
        Column::SenderAddress,
        Column::SenderCountry,
    );
    let recipient = party(
        cells,
        Column::RecipientName,
        Column::RecipientAddress,
        Column::RecipientCountry,
    );
    let category = cells.needed(Column::Category, |text| one_of(&CATEGORIES, text));
    Some(Item {
        file: cells.file,
        row: cells.row,
        id: cells.text(Column::Item).parse().ok()?,
        receptacle: receptacle?,
        sender: sender?,
        recipient: recipient?,
        category: category?,
        contents: Vec::new(),
    })
}

fn party(
    cells: &mut Cells<'_>,
    name: Column,
    address: Column,
    of_country: Column,
) -> Option<Party> {
    let name = cells.needed(name, words);
    let address = cells.needed(address, words);
    let country = cells.needed(of_country, country);
    Some(Party {
        name: name?,
        address: address?,
        country: country?,
    })
}

/// What a row says of a kind of content.
fn content(cells: &mut Cells<'_>) -> Option<Content> {
    let description = cells.needed(Column::Description, words);
    let quantity = cells.needed(Column::Quantity, some);
    let net = cells.needed(Column::Net, kilograms);
    let currency = cells.needed(Column::Currency, currency);
    let value = currency.and_then(|code| cells.needed(Column::Value, |text| money(text, code)));
    let hs = cells.needed(Column::HsCode, hs_code);
    let origin = cells.needed(Column::CountryOfOrigin, country);
    Some(Content {
        description: description?,
        quantity: quantity?,
        net: net?,
        value: value?,
        hs: hs?,
        origin: origin?,
    })
}
