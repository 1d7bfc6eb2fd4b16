//! What is read of an office's tables: good ones, ones with one fault each, and what no file should hold.

mod expected;
mod faulty;
mod rfc_4180;

use std::fs;
use std::path::{Path, PathBuf};

use railseal_inspection::documents::Document;
use railseal_inspection::finding::Finding;
use railseal_inspection::packing::pack;
use railseal_inspection::reconciliation::{Tree, check_identifiers};
use railseal_protocol::consigning::{Column, Faults, MAX_FAULTS, Place, Problem, TABLES, Table};
use railseal_protocol::manifest::{CHUNK_LIMIT, Totals};
use railseal_server::tables::{FIELD_LIMIT, GoodTables, ROW_LIMIT, ToSeal, read};

use expected::LANGUAGES;

/// What every file of tests/import is of.
pub(crate) fn to_seal() -> ToSeal {
    ToSeal {
        container: "RSXU4012344".parse().unwrap(),
        lock: "RSLK00000129".parse().unwrap(),
        train: None,
        bill_items: None,
    }
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// The name by which a table's files begin.
pub(crate) fn name(table: Table) -> &'static str {
    match table {
        Table::DeliveryBill => "bill",
        Table::MailLists => "lists",
        Table::DetailSheets => "sheets",
    }
}

/// The three good tables of a language, as CSV or JSON.
pub(crate) fn good(language: &str, ending: &str) -> [Vec<u8>; 3] {
    TABLES.map(|table| {
        let file = format!("good/{language}/{}.{ending}", name(table));
        fs::read(folder().join(file)).unwrap()
    })
}

fn reading(files: &[Vec<u8>], to_seal: &ToSeal) -> Result<GoodTables, Faults> {
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    read(&files, to_seal)
}

/// The one thing that is wrong.
fn fault(files: &[Vec<u8>], to_seal: &ToSeal) -> (Place, Problem) {
    let faults = reading(files, to_seal).unwrap_err();
    let [fault] = &*faults.listed else {
        panic!("{faults:?}");
    };
    (fault.place, fault.problem.clone())
}

#[test]
fn good_tables_are_exactly_the_documents_expected() {
    for language in LANGUAGES {
        for ending in ["csv", "json"] {
            let reading = reading(&good(language.name, ending), &to_seal()).unwrap();
            let wanted = expected::cargo(&language);
            assert!(reading.cargo == wanted, "{} {ending}", language.name);
        }
    }
}

#[test]
fn what_is_read_adds_up() {
    let GoodTables { cargo, summary } = reading(&good("chinese", "csv"), &to_seal()).unwrap();
    let documents = [
        vec![Document::DeliveryBill(cargo.bill.clone())],
        cargo
            .lists
            .iter()
            .cloned()
            .map(Document::MailList)
            .collect(),
        cargo
            .sheets
            .iter()
            .cloned()
            .map(Document::DetailSheet)
            .collect(),
    ]
    .concat();
    let tree = Tree::of(&documents).unwrap();
    assert_eq!(tree.totals(), summary.totals);
    assert_eq!(summary.bill, summary.totals);
    let checked = summary.totals.receptacles + summary.totals.items;
    assert_eq!(
        check_identifiers(&tree),
        Finding::IdentifiersRight { checked }
    );
    let despatches = summary.despatches.iter().map(|despatch| Totals {
        despatches: 1,
        receptacles: despatch.receptacles,
        items: despatch.items,
        gross: despatch.gross,
    });
    let sum = despatches.fold(Totals::default(), |sum, totals| sum + totals);
    assert_eq!(sum, summary.totals);
    assert_eq!(pack(cargo, CHUNK_LIMIT).unwrap().totals, summary.totals);
}

#[test]
fn files_come_in_any_order_written_in_either_way_and_lists_in_several() {
    let [bill, lists, sheets] = good("russian", "csv");
    let [_, lists_as_json, _] = good("russian", "json");
    let wanted = reading(&[bill.clone(), lists.clone(), sheets.clone()], &to_seal()).unwrap();
    let mixed = [sheets.clone(), lists_as_json, bill.clone()];
    assert!(reading(&mixed, &to_seal()).unwrap() == wanted);

    let text = String::from_utf8(lists).unwrap();
    let rows: Vec<&str> = text.split_inclusive('\n').collect();
    let halves = [&rows[..3], &[rows[0], rows[3]]].map(|rows| rows.concat().into_bytes());
    let [first, second] = halves;
    let divided = [bill, first, second, sheets];
    assert!(reading(&divided, &to_seal()).unwrap() == wanted);
}

#[test]
fn a_missing_table_and_a_second_bill_are_told() {
    let [bill, lists, sheets] = good("russian", "csv");
    let missing = fault(&[bill.clone(), lists.clone()], &to_seal());
    assert_eq!(
        missing,
        (Place::Files, Problem::MissingTable(Table::DetailSheets))
    );
    let two = fault(&[bill.clone(), lists, sheets, bill], &to_seal());
    assert_eq!(two, (Place::File { file: 3 }, Problem::SecondBill));
}

#[test]
fn the_train_that_is_named_is_the_bills() {
    let with = |train: &str| ToSeal {
        train: Some(train.parse().unwrap()),
        ..to_seal()
    };
    let files = good("russian", "csv");
    assert!(reading(&files, &with("X8003")).is_ok());
    let (_, problem) = fault(&files, &with("X8004"));
    assert!(matches!(problem, Problem::OtherTrain { .. }));
}

/// The bill of two containers, of which this one has the first despatch.
fn shared_bill() -> [Vec<u8>; 3] {
    let [bill, lists, sheets] = good("russian", "csv").map(|file| String::from_utf8(file).unwrap());
    let bill = bill.replace("seal no.,", "seal no.,container no. 2,seal no. 2,");
    let bill = bill.replace("RSLK00000129,", "RSLK00000129,CSQU3054383,RSLK00000130,");
    let bill = bill.replace(",,,,,,CNCKGX", ",,,,,,,,CNCKGX");
    let first = |text: String| {
        let rows = text.split_inclusive('\n');
        rows.filter(|row| !row.contains("KZALAXDUN"))
            .collect::<String>()
    };
    [bill, first(lists), first(sheets)].map(String::into_bytes)
}

#[test]
fn a_bill_of_several_containers_may_say_more_than_this_one_has() {
    let files = shared_bill();
    let summary = reading(&files, &to_seal()).unwrap().summary;
    assert_eq!((summary.totals.despatches, summary.bill.despatches), (1, 2));
    assert_eq!((summary.totals.items, summary.bill.items), (3, 3));
    let said = |items| ToSeal {
        bill_items: Some(items),
        ..to_seal()
    };
    let summary = reading(&files, &said(900)).unwrap().summary;
    assert_eq!((summary.totals.items, summary.bill.items), (3, 900));
    let (_, problem) = fault(&files, &said(2));
    let (given, container) = (2, 3);
    assert_eq!(problem, Problem::OtherBillItems { given, container });

    let [bill, lists, sheets] = files.map(|file| String::from_utf8(file).unwrap());
    let heavier = lists.replace("21.4", "21.5").into_bytes();
    let (_, problem) = fault(
        &[bill.into_bytes(), heavier, sheets.into_bytes()],
        &to_seal(),
    );
    assert!(matches!(problem, Problem::WeightDiffers { .. }));

    let second = ToSeal {
        container: "CSQU3054383".parse().unwrap(),
        ..to_seal()
    };
    let (place, problem) = fault(&shared_bill(), &second);
    assert!(matches!(problem, Problem::OtherSeal { .. }));
    let (file, row, column) = (0, 2, Column::Seal2);
    assert_eq!(place, Place::Field { file, row, column });
}

#[test]
fn a_field_of_ten_megabytes_is_told_and_not_kept() {
    let [bill, lists, sheets] = good("russian", "csv");
    let most = u32::try_from(FIELD_LIMIT).unwrap();
    let long = "Чай ".repeat(1_500_000);
    let sheets = String::from_utf8(sheets).unwrap();
    let (file, row, column) = (2, 4, Column::Description);
    let wanted = (
        Place::Field { file, row, column },
        Problem::FieldTooLong { most },
    );
    for field in [long.clone(), format!("\"{long}\"")] {
        let sheets = sheets.replace("Чай зелёный", &field).into_bytes();
        let files = [bill.clone(), lists.clone(), sheets];
        assert_eq!(fault(&files, &to_seal()), wanted);
    }
    let [.., sheets] = good("russian", "json");
    let sheets = String::from_utf8(sheets).unwrap();
    let sheets = sheets.replace("Чай зелёный", &long).into_bytes();
    let wanted = (
        Place::Field {
            file,
            row: 3,
            column,
        },
        Problem::FieldTooLong { most },
    );
    assert_eq!(fault(&[bill, lists, sheets], &to_seal()), wanted);
}

#[test]
fn what_is_too_much_is_told() {
    let too_many_bytes = vec![b' '; 32 * 1024 * 1024 + 1];
    let (place, problem) = fault(&[too_many_bytes], &to_seal());
    assert_eq!(place, Place::Files);
    assert!(matches!(problem, Problem::TooManyBytes { .. }));

    let heading = "despatch,receptacle,type,gross weight (kg),items\n";
    let row = "CNCKGXKZALAXCUN60214,CNCKGXKZALAXCUN60214001000214,bag,1,0\n";
    let rows = heading.to_owned() + &row.repeat(usize::try_from(ROW_LIMIT).unwrap() + 9);
    let faults = reading(&[rows.into_bytes()], &to_seal()).unwrap_err();
    assert_eq!(faults.listed.len(), MAX_FAULTS);
    // Every row but the first says the receptacle again, and the row too many ends it.
    assert_eq!(faults.more, ROW_LIMIT + 1 - 100);

    let wide = heading.trim_end().to_owned() + &",".repeat(1_000_000) + "\n";
    let faults = reading(&[(wide.clone() + &wide).into_bytes()], &to_seal()).unwrap_err();
    assert_eq!(faults.listed.len(), 1);
}

#[test]
fn after_a_hundred_faults_they_are_counted() {
    let [bill, _, sheets] = good("russian", "csv");
    let mut lists = String::from("despatch,receptacle,type,gross weight (kg),items\n");
    for _ in 0..150 {
        lists.push_str("CNCKGXKZALAXCUN60214,CNCKGXKZALAXCUN60214001000214,bag,-1,0\n");
    }
    let faults = reading(&[bill, lists.into_bytes(), sheets], &to_seal()).unwrap_err();
    assert_eq!(faults.listed.len(), MAX_FAULTS);
    assert_eq!(faults.more, 50);
}
