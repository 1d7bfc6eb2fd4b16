//! What goes into a column, in a line.

use railseal_protocol::consigning::{Column, Table};

/// What a table is, and what one of its rows is.
pub fn table_meaning(table: Table) -> &'static str {
    match table {
        Table::DeliveryBill => "the delivery bill (CN 37): a row a despatch",
        Table::MailLists => "the mail lists (CN 31, CP 87): a row a receptacle",
        Table::DetailSheets => "the detail sheets (CN 22, CN 23): a row a kind of content",
    }
}

/// What goes into a column of a table.
pub fn column_meaning(column: Column) -> &'static str {
    match column {
        Column::Date => "the bill's day, as 2026-09-19; in the first row",
        Column::OfficeOfOrigin => "the office's IMPC code; in the first row",
        Column::OfficeOfDestination => "the office's IMPC code; in the first row",
        Column::Train => "the train's number; in the first row",
        Column::Container1 => "the container's number (ISO 6346); in the first row",
        Column::Seal1 => "the ID code of its lock; in the first row",
        Column::Container2 | Column::Container3 | Column::Container4 => {
            "another container of the same bill; in the first row"
        }
        Column::Seal2 | Column::Seal3 | Column::Seal4 => {
            "the ID code of its lock; in the first row"
        }
        Column::Despatch => "the despatch's id (S8), 20 characters",
        Column::LettersReceptacles => "how many receptacles with letters; empty is 0",
        Column::ParcelsReceptacles => "how many receptacles with parcels; empty is 0",
        Column::EmsReceptacles => "how many receptacles with EMS items; empty is 0",
        Column::LettersGross | Column::ParcelsGross | Column::EmsGross => {
            "their weight, with up to three decimals; empty is 0"
        }
        Column::Registered => "R or yes where there are registered or insured items; empty is no",
        Column::Receptacle => "the receptacle's id (S9), 29 characters",
        Column::Type => "bag, tray or outside parcel",
        Column::Gross => "its weight, with up to three decimals",
        Column::Items => "how many items are in it",
        Column::Item => "the item's id (S10), 13 characters; the same in every row of the item",
        Column::SenderName | Column::RecipientName => "up to 96 bytes; in the item's first row",
        Column::SenderAddress | Column::RecipientAddress => {
            "up to 192 bytes, in one line; in the item's first row"
        }
        Column::SenderCountry | Column::RecipientCountry => {
            "two letters (ISO 3166); in the item's first row"
        }
        Column::Category => {
            "gift, documents, commercial sample, sale of goods, returned goods or other; in the \
             item's first row"
        }
        Column::Description => "up to 128 bytes",
        Column::Quantity => "how many, 1 at least",
        Column::Net => "the weight of all of them, with up to three decimals",
        Column::Value => "the value of all of them, with the currency's decimals",
        Column::Currency => "three letters (ISO 4217)",
        Column::HsCode => "six digits",
        Column::CountryOfOrigin => "two letters (ISO 3166)",
    }
}
