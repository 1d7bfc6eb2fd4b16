//! What an office's tables travel in, and what can be wrong with them.

use std::fs;

use railseal_protocol::bounded::Text;
use railseal_protocol::consigning::{
    COLUMNS, FoundEncoding, FoundSeparator, Place, Problem, TABLES, Table,
};
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::block::Block;
use crate::page;
use crate::parties::lock::CONTAINER;
use crate::parties::talk::{consigned, consigning, faults};
use crate::parties::{LOCK, china, parsed};
use crate::statements::signed_by;

pub(crate) fn blocks() -> Vec<Block> {
    vec![asked(), read(), faulty(), enums()]
}

fn asked() -> Block {
    let consigning = consigning();
    let block = Block::hex("consigning")
        .value(&consigning.asked_at, "asked at 2026-09-21T14:13:20Z")
        .value(&consigning.container, "container: CSQU3054383")
        .value(&consigning.lock, "lock: RSLF00001201")
        .value(&consigning.train, "train: some, X8015")
        .value(&consigning.route, "route: CNCKG, KZDOS, KZALA")
        .value(
            &consigning.bill_items,
            "the whole bill has: some, 900 items",
        )
        .bytes([2], "two files")
        .value(&consigning.files[0], "the hash of the first")
        .value(&consigning.files[1], "the hash of the second")
        .value(&consigning.keep, "to be kept");
    signed_by(block, &china().officer(), &consigning)
}

fn read() -> Block {
    let whole = encode(&consigned());
    // The despatch's id is a byte of length and twenty characters.
    let (begins, rest) = whole.split_at(2);
    let (despatch, rest) = rest.split_at(21);
    let (load, rest) = rest.split_at(5);
    let (totals, rest) = rest.split_at(6);
    let (bill, kept) = rest.split_at(7);
    Block::hex("consigned")
        .bytes(begins, "Read; one despatch")
        .bytes(despatch, "CNCKGAKZALABCUN60001")
        .bytes(load, "1 receptacle, 1 item, 22,700 g")
        .bytes(
            totals,
            "the container: 1 despatch, 1 receptacle, 1 item, 22,700 g",
        )
        .bytes(
            bill,
            "the bill: 1 despatch, 1 receptacle, 900 items, 22,700 g",
        )
        .bytes(kept, "kept")
        .is(&whole)
}

fn faulty() -> Block {
    let faults = faults();
    let [digit, column, table] = &*faults.listed else {
        return Block::hex("faults");
    };
    Block::hex("faults")
        .bytes([3], "three faults")
        .value(&digit.place, "at the second file, row 2, column `item`:")
        .value(&digit.problem, "WrongCheckDigit: 0 is right, 1 is there")
        .value(&column.place, "at the second file's column `HS code`:")
        .value(&column.problem, "MissingColumn")
        .value(&table.place, "at all files:")
        .value(&table.problem, "MissingTable: DeliveryBill")
        .value(&faults.more, "no more")
        .is(&encode(&faults))
}

fn enums() -> Block {
    let mut block = Block::hex("enums of tables");
    for table in TABLES {
        block = block.value(&table, &format!("Table::{table:?}"));
    }
    for encoding in [
        FoundEncoding::Utf16,
        FoundEncoding::Gb18030,
        FoundEncoding::Windows1251,
        FoundEncoding::Spreadsheet,
        FoundEncoding::Another,
    ] {
        block = block.value(&encoding, &format!("FoundEncoding::{encoding:?}"));
    }
    for separator in [
        FoundSeparator::Semicolon,
        FoundSeparator::Tab,
        FoundSeparator::Bar,
    ] {
        block = block.value(&separator, &format!("FoundSeparator::{separator:?}"));
    }
    block
}

/// One of each, in the order of the wire.
fn problems() -> Vec<Problem> {
    let most = 1;
    let name: Text<64> = parsed("weight");
    vec![
        Problem::EmptyFile,
        Problem::TooManyBytes { most },
        Problem::Encoding(FoundEncoding::Utf16),
        Problem::Separator(FoundSeparator::Semicolon),
        Problem::UnclosedQuote,
        Problem::StrayQuote,
        Problem::FieldTooLong { most },
        Problem::FieldCount { wanted: 2, got: 1 },
        Problem::BrokenJson {
            line: 2,
            character: 1,
        },
        Problem::NoRecords,
        Problem::NoText,
        Problem::TooManyRows { most },
        Problem::UnknownTable,
        Problem::MissingColumn,
        Problem::UnknownColumn { name },
        Problem::ColumnTwice,
        Problem::NoRows,
        Problem::MissingTable(Table::MailLists),
        Problem::SecondBill,
        Problem::Missing,
        Problem::TextTooLong { most, got: 2 },
        Problem::HiddenCharacter(0x202e),
        Problem::WrongLength {
            wanted: 13,
            got: 12,
        },
        Problem::WrongCharacter { place: 1 },
        Problem::WrongCheckDigit { wanted: 1, got: 2 },
        Problem::NotANumber,
        Problem::Negative,
        Problem::TooManyDecimals { most: 3 },
        Problem::TooLarge,
        Problem::Zero,
        Problem::NotADate,
        Problem::NotYesOrNo,
        Problem::NotOneOf,
        Problem::NotACountry,
        Problem::NotACurrency,
        Problem::NotAnHsCode,
        Problem::DiffersFromRow { row: 2 },
        Problem::ItemTwice { file: 0, row: 2 },
        Problem::ReceptacleTwice { file: 0, row: 2 },
        Problem::DespatchTwice { row: 2 },
        Problem::ContainerTwice,
        Problem::OtherDespatch,
        Problem::TooManyContents { most },
        Problem::TooManyItems { most },
        Problem::TooManyReceptacles { most },
        Problem::TooManyDespatches { most },
        Problem::NotOnBill,
        Problem::NoList,
        Problem::NoSheet { items: 1 },
        Problem::NotOnList,
        Problem::ItemsDiffer {
            listed: 2,
            sheet: 1,
        },
        Problem::ReceptaclesDiffer { bill: 2, listed: 1 },
        Problem::WeightDiffers {
            bill: Grams(2),
            listed: Grams(1),
        },
        Problem::ContainerNotOnBill {
            container: parsed(CONTAINER),
        },
        Problem::OtherSeal {
            bill: parsed(LOCK),
            lock: parsed("RSLF00001202"),
        },
        Problem::OtherTrain {
            bill: parsed("X8015"),
            train: parsed("X8016"),
        },
        Problem::OtherBillItems {
            given: 1,
            container: 2,
        },
        Problem::TooMuch { most, got: 2 },
    ]
}

/// What a value is called: what `Debug` says before its fields.
fn called(value: &impl std::fmt::Debug) -> String {
    let shown = format!("{value:?}");
    let word = shown.split(|c: char| !c.is_ascii_alphanumeric()).next();
    word.unwrap_or_default().to_owned()
}

/// Each member's index is its place, and there is none after the last.
fn in_the_order_of_the_wire<T: Serialize + DeserializeOwned>(all: &[T]) {
    for (index, value) in all.iter().enumerate() {
        assert_eq!(usize::from(encode(value)[0]), index);
    }
    let beyond = [&[u8::try_from(all.len()).unwrap()][..], &[0; 16]].concat();
    for length in 1..beyond.len() {
        assert!(decode::<T>(&beyond[..length], 64).is_err(), "one more");
    }
}

#[test]
fn every_column_and_every_problem_is_on_the_page_with_its_index() {
    let page = fs::read_to_string(page()).unwrap();
    in_the_order_of_the_wire(COLUMNS);
    for (index, column) in COLUMNS.iter().enumerate() {
        let row = format!("| {index} | {column:?} | {} |", column.name());
        assert!(page.contains(&row), "SPEC.md lacks {row}");
    }
    let problems = problems();
    in_the_order_of_the_wire(&problems);
    for (index, problem) in problems.iter().enumerate() {
        let row = format!("| {index} | {} |", called(problem));
        assert!(page.contains(&row), "SPEC.md lacks {row}");
    }
    let (file, row, column) = (0, 2, COLUMNS[0]);
    let places = [
        Place::Files,
        Place::File { file },
        Place::Column { file, column },
        Place::Row { file, row },
        Place::Field { file, row, column },
    ];
    in_the_order_of_the_wire(&places);
    for (index, place) in places.iter().enumerate() {
        let row = format!("| {index} | {} |", called(place));
        assert!(page.contains(&row), "SPEC.md lacks {row}");
    }
}
