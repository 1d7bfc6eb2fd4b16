//! A whole container, written as an office's tables and read back: the same.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "import/written.rs"]
mod written;

use std::fs;
use std::path::Path;
use std::time::Instant;

use railseal_inspection::documents::SealedContainer;
use railseal_inspection::packing::{Cargo, pack};
use railseal_mail::{Container, Fault, Plan};
use railseal_protocol::consigning::{Faults, Problem, TABLES};
use railseal_protocol::manifest::CHUNK_LIMIT;
use railseal_protocol::time::Timestamp;
use railseal_server::tables::{GoodTables, ToSeal, column_meaning, read};

use written::{as_csv, as_json, tables};

/// 2026-09-19T00:00:00Z: a bill has a day and no hour.
const DAY: Timestamp = Timestamp::from_unix(1_789_776_000);

fn to_seal() -> ToSeal {
    ToSeal {
        container: "RSXU4012344".parse().unwrap(),
        lock: "RSLK00000129".parse().unwrap(),
        train: None,
        bill_items: None,
    }
}

fn made(plan: Plan) -> Cargo {
    let ToSeal {
        container, lock, ..
    } = to_seal();
    let made = Container::make(plan, SealedContainer { container, lock }, DAY).unwrap();
    made.cargo()
}

fn read_back(files: &[String]) -> Result<GoodTables, Faults> {
    let files: Vec<&[u8]> = files.iter().map(String::as_bytes).collect();
    read(&files, &to_seal())
}

#[test]
fn a_container_written_as_tables_is_read_back_equal() {
    let cargo = made(Plan::SMALL);
    for files in [tables(&cargo).map(as_csv), tables(&cargo).map(as_json)] {
        let reading = read_back(&files).unwrap();
        assert!(reading.cargo == cargo);
        assert_eq!(reading.summary.totals.items, Plan::SMALL.items);
    }
}

#[test]
fn what_is_wrong_with_a_container_is_found() {
    let problem = |fault| {
        let files = tables(&made(Plan::SMALL.with(fault))).map(as_csv);
        let faults = read_back(&files).unwrap_err();
        assert_eq!((faults.listed.len(), faults.more), (1, 0));
        faults.listed[0].problem.clone()
    };
    assert!(matches!(
        problem(Fault::CheckDigit),
        Problem::WrongCheckDigit { .. }
    ));
    assert!(matches!(
        problem(Fault::OneItemShort),
        Problem::ItemsDiffer { .. }
    ));
    assert!(matches!(
        problem(Fault::OneReceptacleMore),
        Problem::ReceptaclesDiffer { .. }
    ));
    assert!(matches!(
        problem(Fault::Lighter),
        Problem::WeightDiffers { .. }
    ));
}

fn docs(file: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    fs::read_to_string(docs.join(file)).unwrap()
}

#[test]
fn the_examples_are_read_and_are_the_same_either_way() {
    let tables = ["delivery-bill", "mail-lists", "detail-sheets"];
    let [csv, json] = ["csv", "json"].map(|ending| {
        read_back(&tables.map(|table| docs(&format!("examples/{table}.{ending}")))).unwrap()
    });
    assert!(csv == json);
    assert_eq!(csv.summary.totals.items, 4);
}

#[test]
fn the_page_has_every_column() {
    let page = docs("IMPORT.md");
    let mut rows = 0;
    for table in TABLES {
        for column in table.columns() {
            let must = if table.needs(*column) { " * " } else { " " };
            let row = format!("| {} |{must}| {} |", column.name(), column_meaning(*column));
            assert!(page.contains(&row), "docs/IMPORT.md lacks {row}");
            rows += 1;
        }
    }
    let on_the_page = page.lines().filter(|line| line.starts_with("| "));
    // Each table has a heading of its own.
    assert_eq!(on_the_page.count(), rows + TABLES.len());
}

#[test]
#[ignore = "takes long without optimisation: cargo test --release -p railseal-tests --test import -- --ignored --nocapture"]
fn the_largest_container_is_read_in_seconds() {
    let cargo = made(Plan::FULL);
    for files in [tables(&cargo).map(as_csv), tables(&cargo).map(as_json)] {
        let bytes: usize = files.iter().map(String::len).sum();
        let begun = Instant::now();
        let reading = read_back(&files).unwrap();
        let read = begun.elapsed();
        assert!(reading.cargo == cargo);
        let packed = pack(reading.cargo, CHUNK_LIMIT).unwrap();
        let chunks: usize = packed.chunks.iter().map(Vec::len).sum();
        println!(
            "{bytes} bytes read in {read:?}, packed in {chunks} chunks after {:?}",
            begun.elapsed()
        );
        assert!(read.as_secs() < 5);
    }
}
