use serde::{Deserialize, Serialize};

use super::columns::{Column, Table};
use crate::bounded::{List, Text};
use crate::identifiers::{ContainerNumber, LockId, TrainNumber};
use crate::manifest::Grams;

/// The most faults that are told one by one.
pub const MAX_FAULTS: usize = 100;

/// What is wrong with an office's tables, in the order in which it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    /// The first ones.
    pub listed: List<Fault, MAX_FAULTS>,
    /// How many more there are.
    pub more: u32,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// Where in an office's tables. Files are counted from 0, rows as people see them: a spreadsheet's
/// from 1, which is the one with the columns' names; records of JSON from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// All files together.
    Files,
    /// A file.
    File {
        /// Which.
        file: u8,
    },
    /// A file's column.
    Column {
        /// Which file.
        file: u8,
        /// Which column.
        column: Column,
    },
    /// A row.
    Row {
        /// Which file.
        file: u8,
        /// Which row.
        row: u32,
    },
    /// A field.
    Field {
        /// Which file.
        file: u8,
        /// Which row.
        row: u32,
        /// Which column.
        column: Column,
    },
}

/// What a file is written in, as far as its bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundEncoding {
    /// UTF-16, which spreadsheets call "Unicode".
    Utf16,
    /// A Chinese one (GB 18030, GBK, GB 2312).
    Gb18030,
    /// A Cyrillic one (Windows-1251).
    Windows1251,
    /// It is no text: a spreadsheet's own file.
    Spreadsheet,
    /// None of these.
    Another,
}

/// What stands between the fields where a comma should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundSeparator {
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

/// What can be wrong. Each is told at a [`Place`]; what is missing or double stands in its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The file has nothing in it.
    EmptyFile,
    /// The file, or all files together, have more bytes than may be.
    TooManyBytes {
        /// The most.
        most: u32,
    },
    /// The file is not UTF-8.
    Encoding(FoundEncoding),
    /// The fields are not separated by commas.
    Separator(FoundSeparator),
    /// A quotation mark opens a field and none closes it.
    UnclosedQuote,
    /// A quotation mark where none may stand.
    StrayQuote,
    /// More bytes than any field may have.
    FieldTooLong {
        /// The most.
        most: u32,
    },
    /// Another number of fields than there are columns.
    FieldCount {
        /// As many as columns.
        wanted: u32,
        /// As many as there are.
        got: u32,
    },
    /// No JSON.
    BrokenJson {
        /// The line where it stops being JSON, from 1.
        line: u32,
        /// The character of that line.
        character: u32,
    },
    /// JSON, but no list of records.
    NoRecords,
    /// A list or a record where a text or a number should be.
    NoText,
    /// More rows than a table may have.
    TooManyRows {
        /// The most.
        most: u32,
    },
    /// The columns are those of no table, or of two.
    UnknownTable,
    /// The column is not there.
    MissingColumn,
    /// No table has this column, or not this one.
    UnknownColumn {
        /// What it is called.
        name: Text<64>,
    },
    /// The column is there twice.
    ColumnTwice,
    /// The table has columns and no rows.
    NoRows,
    /// None of the files is this table.
    MissingTable(Table),
    /// A second delivery bill.
    SecondBill,
    /// Nothing is in the field.
    Missing,
    /// A text of more bytes than it may have.
    TextTooLong {
        /// The most.
        most: u32,
        /// As many as there are.
        got: u32,
    },
    /// A character that is not seen or changes how the rest is read, by its code point.
    HiddenCharacter(u32),
    /// An identifier of another length.
    WrongLength {
        /// As many characters as it has.
        wanted: u32,
        /// As many as there are.
        got: u32,
    },
    /// A character that may not stand at its place in an identifier.
    WrongCharacter {
        /// Its place, from 1.
        place: u32,
    },
    /// A check digit that the other characters do not give.
    WrongCheckDigit {
        /// The one that they give.
        wanted: u8,
        /// The one that is there.
        got: u8,
    },
    /// No number.
    NotANumber,
    /// Less than zero.
    Negative,
    /// More digits behind the point than are counted.
    TooManyDecimals {
        /// The most.
        most: u8,
    },
    /// A number beyond what can be meant.
    TooLarge,
    /// Zero, where there is one at least.
    Zero,
    /// No day of a calendar.
    NotADate,
    /// Neither yes nor no.
    NotYesOrNo,
    /// None of the words that the column has.
    NotOneOf,
    /// No country's two letters.
    NotACountry,
    /// No currency's three letters.
    NotACurrency,
    /// No six digits.
    NotAnHsCode,
    /// Something else than the row says that begins the bill or the item.
    DiffersFromRow {
        /// That row.
        row: u32,
    },
    /// The item was there before.
    ItemTwice {
        /// In which file.
        file: u8,
        /// In which row.
        row: u32,
    },
    /// The receptacle was there before.
    ReceptacleTwice {
        /// In which file.
        file: u8,
        /// In which row.
        row: u32,
    },
    /// The despatch was there before.
    DespatchTwice {
        /// In which row.
        row: u32,
    },
    /// The container stands on the bill twice.
    ContainerTwice,
    /// The receptacle's id is of another despatch than its row says.
    OtherDespatch,
    /// An item with more kinds of content than a detail sheet has.
    TooManyContents {
        /// The most.
        most: u32,
    },
    /// A despatch with more items than a detail sheet has.
    TooManyItems {
        /// The most.
        most: u32,
    },
    /// A despatch with more receptacles than a mail list has.
    TooManyReceptacles {
        /// The most.
        most: u32,
    },
    /// More despatches than a bill or a container has.
    TooManyDespatches {
        /// The most.
        most: u32,
    },
    /// The despatch of this mail list is not on the bill.
    NotOnBill,
    /// The despatch has no mail list, and no other container has it.
    NoList,
    /// The receptacles of this despatch are to hold items, and no detail sheet has any.
    NoSheet {
        /// How many.
        items: u32,
    },
    /// The receptacle is on no mail list.
    NotOnList,
    /// The detail sheets have another number of items for the receptacle.
    ItemsDiffer {
        /// On the mail list.
        listed: u32,
        /// On the detail sheet.
        sheet: u32,
    },
    /// The mail list has another number of receptacles than the bill.
    ReceptaclesDiffer {
        /// On the bill.
        bill: u32,
        /// On the mail list.
        listed: u32,
    },
    /// The mail list has another weight than the bill.
    WeightDiffers {
        /// On the bill.
        bill: Grams,
        /// On the mail list.
        listed: Grams,
    },
    /// The container that is to be sealed is not on the bill.
    ContainerNotOnBill {
        /// Which is to be sealed.
        container: ContainerNumber,
    },
    /// The bill has another seal for it.
    OtherSeal {
        /// On the bill.
        bill: LockId,
        /// Which is to close it.
        lock: LockId,
    },
    /// The bill names another train.
    OtherTrain {
        /// On the bill.
        bill: TrainNumber,
        /// Which was named.
        train: TrainNumber,
    },
    /// The whole bill is said to have fewer items than this container, or others though there is no
    /// other container.
    OtherBillItems {
        /// What was said.
        given: u32,
        /// How many the container has.
        container: u32,
    },
    /// The documents are more than one document or one lock holds.
    TooMuch {
        /// The most bytes.
        most: u32,
        /// As many as there are.
        got: u32,
    },
}
