use serde::{Deserialize, Serialize};

/// One of the tables that an office gives (DOMAIN.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Table {
    /// The delivery bill (CN 37): a row a despatch.
    DeliveryBill,
    /// The mail lists (CN 31, CP 87): a row a receptacle.
    MailLists,
    /// The detail sheets (CN 22, CN 23): a row a content.
    DetailSheets,
}

/// Every table.
pub const TABLES: [Table; 3] = [Table::DeliveryBill, Table::MailLists, Table::DetailSheets];

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident => $name:literal,)*) => {
        /// A column of a table, by what the form calls it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Column {
            $($(#[$doc])* $column,)*
        }

        /// Every column, in the order of the wire.
        pub const COLUMNS: &[Column] = &[$(Column::$column,)*];

        impl Column {
            /// What stands at its head; in JSON, its key.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)*
                }
            }
        }
    };
}

columns! {
    /// When the bill was made out.
    Date => "date",
    /// The office that made it out.
    OfficeOfOrigin => "office of origin",
    /// The office that it is for.
    OfficeOfDestination => "office of destination",
    /// The train.
    Train => "train no.",
    /// The first container.
    Container1 => "container no.",
    /// The seal on it.
    Seal1 => "seal no.",
    /// The second container.
    Container2 => "container no. 2",
    /// The seal on it.
    Seal2 => "seal no. 2",
    /// The third container.
    Container3 => "container no. 3",
    /// The seal on it.
    Seal3 => "seal no. 3",
    /// The fourth container.
    Container4 => "container no. 4",
    /// The seal on it.
    Seal4 => "seal no. 4",
    /// The despatch.
    Despatch => "despatch",
    /// Receptacles with letters.
    LettersReceptacles => "LC/AO receptacles",
    /// Their weight.
    LettersGross => "LC/AO gross weight (kg)",
    /// Receptacles with parcels.
    ParcelsReceptacles => "CP receptacles",
    /// Their weight.
    ParcelsGross => "CP gross weight (kg)",
    /// Receptacles with EMS items.
    EmsReceptacles => "EMS receptacles",
    /// Their weight.
    EmsGross => "EMS gross weight (kg)",
    /// Whether there are registered or insured items.
    Registered => "R",
    /// The receptacle.
    Receptacle => "receptacle",
    /// What it is.
    Type => "type",
    /// Its weight.
    Gross => "gross weight (kg)",
    /// How many items are in it.
    Items => "items",
    /// The item.
    Item => "item",
    /// Who sent it.
    SenderName => "sender name",
    /// Where they live.
    SenderAddress => "sender address",
    /// In which country.
    SenderCountry => "sender country",
    /// Who is to get it.
    RecipientName => "recipient name",
    /// Where they live.
    RecipientAddress => "recipient address",
    /// In which country.
    RecipientCountry => "recipient country",
    /// What kind of sending it is.
    Category => "category",
    /// What is in it.
    Description => "description",
    /// How many.
    Quantity => "quantity",
    /// The weight of all of them.
    Net => "net weight (kg)",
    /// The value of all of them.
    Value => "value",
    /// In which currency.
    Currency => "currency",
    /// The HS code.
    HsCode => "HS code",
    /// Where they were made.
    CountryOfOrigin => "country of origin",
}

impl Table {
    /// Its columns, in the form's order.
    pub const fn columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            Self::DeliveryBill => &[
                Date,
                OfficeOfOrigin,
                OfficeOfDestination,
                Train,
                Container1,
                Seal1,
                Container2,
                Seal2,
                Container3,
                Seal3,
                Container4,
                Seal4,
                Despatch,
                LettersReceptacles,
                LettersGross,
                ParcelsReceptacles,
                ParcelsGross,
                EmsReceptacles,
                EmsGross,
                Registered,
            ],
            Self::MailLists => &[Despatch, Receptacle, Type, Gross, Items, Registered],
            Self::DetailSheets => &[
                Item,
                Receptacle,
                SenderName,
                SenderAddress,
                SenderCountry,
                RecipientName,
                RecipientAddress,
                RecipientCountry,
                Category,
                Description,
                Quantity,
                Net,
                Value,
                Currency,
                HsCode,
                CountryOfOrigin,
            ],
        }
    }

    /// Whether a table without this column is none. All columns of lists and sheets are needed, but
    /// for the mark of registered items.
    pub const fn needs(self, column: Column) -> bool {
        match self {
            Self::DeliveryBill => matches!(
                column,
                Column::Date
                    | Column::OfficeOfOrigin
                    | Column::OfficeOfDestination
                    | Column::Container1
                    | Column::Seal1
                    | Column::Despatch
            ),
            Self::MailLists | Self::DetailSheets => !matches!(column, Column::Registered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_of_a_table_and_no_two_have_one_name() {
        for (place, column) in COLUMNS.iter().enumerate() {
            assert!(TABLES.iter().any(|table| table.columns().contains(column)));
            let same = |other: &Column| other.name().eq_ignore_ascii_case(column.name());
            assert_eq!(COLUMNS.iter().position(same), Some(place), "{column:?}");
        }
    }
}
