//! The tables of an office, which anybody there could have written.

use railseal_inspection::documents::Document;
use railseal_inspection::finding::Finding;
use railseal_inspection::reconciliation::{Tree, check_identifiers};
use railseal_protocol::consigning::{Consigned, Faults, MAX_FAULTS, Place};
use railseal_protocol::wire::{decode, encode};
use railseal_server::tables::{GoodTables, ToSeal, Told, read};

use crate::pieces::pieces;

/// Good tables beside which one is read: whatever is wrong is wrong with that one, or between them.
const GOOD: [&[u8]; 3] = [
    include_bytes!("../../docs/examples/delivery-bill.csv"),
    include_bytes!("../../docs/examples/mail-lists.csv"),
    include_bytes!("../../docs/examples/detail-sheets.csv"),
];

/// Any files.
pub(crate) fn any(data: &[u8]) {
    let files: Vec<&[u8]> = pieces(data).collect();
    hold(&files);
}

/// The first byte says which of three good tables the rest takes the place of.
pub(crate) fn of_an_office(data: &[u8]) {
    if let Some((place, table)) = data.split_first() {
        let mut files = GOOD;
        files[usize::from(place % 3)] = table;
        hold(&files);
    }
}

/// What is read adds up and has no wrong identifier; what is not is told, with a place that there is.
fn hold(files: &[&[u8]]) {
    let Ok(container) = "RSXU4012344".parse() else {
        return;
    };
    let Ok(lock) = "RSLK00000129".parse() else {
        return;
    };
    let to_seal = ToSeal {
        container,
        lock,
        train: None,
        bill_items: None,
    };
    match read(files, &to_seal) {
        Ok(reading) => added_up(reading, &to_seal),
        Err(faults) => told(faults, files.len()),
    }
}

fn added_up(GoodTables { cargo, summary }: GoodTables, to_seal: &ToSeal) {
    let mut containers = cargo.bill.containers.iter();
    assert!(
        containers.any(|pair| { (pair.container, pair.lock) == (to_seal.container, to_seal.lock) })
    );
    let mut documents = vec![Document::DeliveryBill(cargo.bill)];
    documents.extend(cargo.lists.into_iter().map(Document::MailList));
    documents.extend(cargo.sheets.into_iter().map(Document::DetailSheet));
    let tree = Tree::of(&documents);
    let tree = tree.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(tree.totals(), summary.totals);
    assert!(matches!(
        check_identifiers(&tree),
        Finding::IdentifiersRight { .. }
    ));
    answered(Consigned::Read {
        summary,
        kept: false,
    });
}

fn told(faults: Faults, files: usize) {
    assert!(!faults.listed.is_empty());
    assert!(faults.more == 0 || faults.listed.len() == MAX_FAULTS);
    for fault in faults.listed.iter() {
        let file = match fault.place {
            Place::Files => None,
            Place::File { file }
            | Place::Column { file, .. }
            | Place::Row { file, .. }
            | Place::Field { file, .. } => Some(file),
        };
        assert!(file.is_none_or(|file| usize::from(file) < files));
        assert!(!Told::of(fault, &[]).to_string().contains('\n'));
    }
    answered(Consigned::Faulty(faults));
}

/// Every answer fits, and is read again as it was.
fn answered(answer: Consigned) {
    let again = decode::<Consigned>(&encode(&answer), Consigned::LIMIT);
    assert!(again.is_ok_and(|again| again == answer));
}
