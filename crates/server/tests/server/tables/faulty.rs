//! Files with one fault each, named by it. Each stands in a folder named for the table that it takes
//! the place of; the others are the Russian ones. Beside it stands what is told of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use railseal_protocol::consigning::{TABLES, Table};
use railseal_server::tables::{ToSeal, Told, read};

use super::{folder, good, name, to_seal};

struct Faulty {
    table: Table,
    file: PathBuf,
}

impl Faulty {
    fn told(&self) -> String {
        let mut files = good("russian", "csv");
        let mut names = TABLES.map(|table| format!("{}.csv", name(table)));
        for (place, table) in TABLES.into_iter().enumerate() {
            if table == self.table {
                files[place] = fs::read(&self.file).unwrap();
                names[place] = self
                    .file
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
            }
        }
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let to_seal = ToSeal {
            train: Some("X8003".parse().unwrap()),
            ..to_seal()
        };
        let faults = read(&files, &to_seal).expect_err(&names.join(", "));
        assert_eq!((faults.listed.len(), faults.more), (1, 0), "{faults:?}");
        let lines = faults.listed.iter().map(|fault| Told::of(fault, &names));
        lines.map(|line| format!("{line}\n")).collect()
    }

    fn golden(&self) -> PathBuf {
        self.file.with_extension("txt")
    }
}

/// All of them, by table and name.
fn all() -> BTreeMap<String, Faulty> {
    let mut all = BTreeMap::new();
    for table in TABLES {
        let folder = folder().join("bad").join(name(table));
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|ending| ending != "txt") {
                let fault = file.file_stem().unwrap().to_string_lossy();
                let key = format!("{}/{fault}", name(table));
                let twice = all.insert(key, Faulty { table, file });
                assert!(twice.is_none(), "two files of one fault");
            }
        }
    }
    all
}

#[test]
fn every_fault_is_told_with_its_place_and_what_to_do() {
    let all = all();
    assert!(all.len() >= 70);
    for (name, faulty) in &all {
        let golden = fs::read_to_string(faulty.golden()).unwrap_or_default();
        assert_eq!(faulty.told(), golden, "{name}");
    }
    let goldens = TABLES.map(|table| {
        let files = fs::read_dir(folder().join("bad").join(name(table))).unwrap();
        files.count()
    });
    assert_eq!(
        goldens.iter().sum::<usize>(),
        2 * all.len(),
        "a golden a file"
    );
}

#[test]
#[ignore = "writes the files: cargo test -p railseal-server --test server -- --ignored write_what_is_told"]
fn write_what_is_told() {
    for faulty in all().values() {
        fs::write(faulty.golden(), faulty.told()).unwrap();
    }
}
