//! CSV as another reader has it, which forgives more: what is read here, it reads too.

use csv::ReaderBuilder;
use proptest::prelude::*;
use railseal_protocol::consigning::{Column, Place, Problem};
use railseal_server::tables::read;

use super::{good, to_seal};

/// What the other reader makes of a table whose only field that differs is one description.
fn descriptions(table: &str) -> Vec<String> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(table.as_bytes());
    let records = reader.records().map(Result::unwrap);
    records
        .map(|record| record.get(9).unwrap_or_default().trim().to_owned())
        .collect()
}

proptest! {
    #[test]
    fn what_is_read_the_other_reader_reads_too(field in "[a-z,\"\r\n ]{0,12}|\"([a-z, ]|\"\"){0,8}\"") {
        let [bill, lists, sheets] = good("russian", "csv");
        let sheets = String::from_utf8(sheets).unwrap().replace("Чай зелёный", &field);
        let files = [bill, lists, sheets.clone().into_bytes()];
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        if let Ok(reading) = read(&files, &to_seal()) {
            let items = reading.cargo.sheets.iter().flat_map(|sheet| sheet.items.iter());
            let ours = items.flat_map(|item| item.contents.iter());
            let ours: Vec<String> = ours.map(|content| content.description.to_string()).collect();
            prop_assert_eq!(ours, descriptions(&sheets));
        }
    }

    #[test]
    fn any_text_in_quotes_is_read_or_told_at_its_column(text in "\\PC{1,40}") {
        let [bill, lists, sheets] = good("russian", "csv");
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        let sheets = String::from_utf8(sheets).unwrap().replace("Чай зелёный", &quoted);
        let files = [bill, lists, sheets.into_bytes()];
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        match read(&files, &to_seal()) {
            Ok(reading) => {
                let read = reading.cargo.sheets[0].items[1].contents[0].description.to_string();
                prop_assert_eq!(read, text.trim_ascii());
            }
            Err(faults) => {
                let place = Place::Field { file: 2, row: 4, column: Column::Description };
                prop_assert_eq!(faults.listed.len(), 1);
                prop_assert_eq!(faults.listed[0].place, place);
                let told = matches!(
                    faults.listed[0].problem,
                    Problem::HiddenCharacter(_) | Problem::TextTooLong { .. } | Problem::Missing
                );
                prop_assert!(told);
            }
        }
    }
}
