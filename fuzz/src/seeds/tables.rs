//! Tables with and without a fault: those that the server's tests read.

use std::fs;
use std::io;
use std::path::Path;

use super::Seeds;
use crate::pieces::joined;

/// The tables' names, in the order in which a target counts them.
const TABLES: [&str; 3] = ["bill", "lists", "sheets"];

/// `vectors` is the folder of the protocol's vectors, from which the server's is found.
pub(super) fn sow(vectors: &Path, seeds: &mut Seeds) -> io::Result<()> {
    let import = vectors.join("../../server/tests/import");
    for language in ["chinese", "kazakh", "russian"] {
        for ending in ["csv", "json"] {
            let file = |table| import.join(format!("good/{language}/{table}.{ending}"));
            let [bill, lists, sheets] = TABLES.map(|table| fs::read(file(table)));
            let files = [bill?, lists?, sheets?];
            for (place, table) in (0..).zip(&files) {
                of_an_office(place, table, seeds);
            }
            seeds.add("tables", joined(files.iter().map(Vec::as_slice)));
        }
    }
    for (place, table) in (0..).zip(TABLES) {
        for entry in fs::read_dir(import.join("bad").join(table))? {
            let file = entry?.path();
            if file.extension().is_some_and(|ending| ending != "txt") {
                of_an_office(place, &fs::read(file)?, seeds);
            }
        }
    }
    Ok(())
}

fn of_an_office(place: u8, table: &[u8], seeds: &mut Seeds) {
    seeds.add("tables_of_an_office", [&[place], table].concat());
}
