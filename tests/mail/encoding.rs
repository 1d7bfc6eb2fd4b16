//! Mail as it is, in the encoding that locks carry.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::PathBuf;

use railseal_inspection::documents::{Document, DocumentReader, SealedContainer};
use railseal_inspection::packing::{PackError, pack};
use railseal_inspection::reconciliation::TreeError;
use railseal_mail::{Container, Fault, Plan};
use railseal_protocol::manifest::{CHUNK_LIMIT, ChunkHash, DocumentKind, Encoding};
use railseal_protocol::time::Timestamp;

/// Enough for more than one segment.
const PLAN: Plan = Plan {
    items: 1200,
    receptacles: 20,
    despatches: 2,
    ..Plan::SMALL
};

fn container(plan: Plan) -> Container {
    let sealed = SealedContainer {
        container: "CSQU3054383".parse().unwrap(),
        lock: "RSLK00000121".parse().unwrap(),
    };
    Container::make(plan, sealed, Timestamp::from_unix(1_800_000_000)).unwrap()
}

#[test]
fn every_document_is_read_back_whatever_is_wrong_in_it() {
    let faults = [
        Fault::CheckDigit,
        Fault::OneItemShort,
        Fault::OneReceptacleMore,
        Fault::Lighter,
    ];
    let plans = faults.map(|fault| Plan::SMALL.with(fault));
    for plan in plans.into_iter().chain([PLAN]) {
        for (kind, document) in container(plan).documents() {
            let bytes = document.to_bytes(Encoding::Foreseen);
            let read = Document::from_bytes(kind, Encoding::Foreseen, &bytes);
            assert_eq!(read, Ok(document));
        }
    }
}

#[test]
fn items_show_before_the_whole_sheet_has_come() {
    let container = container(PLAN);
    let sheet = container.sheets[0].clone();
    let kind = DocumentKind::DetailSheet(sheet.despatch);
    let bytes = Document::DetailSheet(sheet.clone()).to_bytes(Encoding::Foreseen);
    let mut reader = DocumentReader::new(kind, Encoding::Foreseen);
    let mut shown = vec![0];
    for piece in bytes.chunks(100) {
        reader.take(piece);
        reader.read_on().unwrap();
        let items = reader.items();
        assert_eq!(items, &sheet.items[..items.len()]);
        if shown.last() != Some(&items.len()) {
            shown.push(items.len());
        }
    }
    assert_eq!(shown, [0, 256, 512, 600]);
    assert_eq!(reader.finish(), Ok(Document::DetailSheet(sheet)));
}

#[test]
fn what_is_packed_is_what_the_manifest_says_in_the_order_in_which_it_is_read() {
    let container = container(PLAN);
    let packed = pack(container.cargo(), CHUNK_LIMIT).unwrap();
    let documents = container.documents();
    assert_eq!(packed.entries.len(), documents.len());
    for ((entry, chunks), (kind, document)) in
        packed.entries.iter().zip(&packed.chunks).zip(documents)
    {
        assert_eq!(entry.kind, kind);
        let hashes: Vec<ChunkHash> = chunks.iter().map(|chunk| ChunkHash::of(chunk)).collect();
        assert_eq!(*entry.chunks, *hashes);
        let bytes: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.to_vec()).collect();
        assert_eq!(entry.length as usize, bytes.len());
        let read = Document::from_bytes(kind, entry.encoding, &bytes);
        assert_eq!(read, Ok(document));
    }
    assert_eq!(packed.totals.items, PLAN.items);
    assert_eq!(packed.totals.receptacles, PLAN.receptacles);
}

#[test]
fn a_level_that_is_missing_is_not_packed() {
    let mut cargo = container(Plan::SMALL).cargo();
    cargo.sheets.pop();
    let error = pack(cargo, CHUNK_LIMIT).unwrap_err();
    assert_eq!(error, PackError::NoTree(TreeError::Incomplete));
}

/// The vectors: documents in both encodings, for whoever writes the other end. To be written anew
/// only with a new encoding: `RAILSEAL_WRITE_VECTORS=1`.
#[test]
fn the_vectors_are_these_documents() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../crates/inspection/vectors");
    let container = container(Plan {
        items: 300,
        receptacles: 6,
        despatches: 1,
        ..Plan::SMALL
    });
    for (kind, document) in container.documents() {
        let name = match kind {
            DocumentKind::DeliveryBill => continue,
            DocumentKind::MailList(_) => "mail-list",
            DocumentKind::DetailSheet(_) => "detail-sheet",
        };
        let encodings = [(Encoding::Lines, "lines"), (Encoding::Foreseen, "foreseen")];
        for (encoding, extension) in encodings {
            let file = folder.join(name).with_extension(extension);
            if std::env::var_os("RAILSEAL_WRITE_VECTORS").is_some() {
                fs::write(&file, document.to_bytes(encoding)).unwrap();
            }
            let bytes = fs::read(&file).unwrap();
            let same = bytes == document.to_bytes(encoding);
            assert!(same, "{} holds something else", file.display());
            let read = Document::from_bytes(kind, encoding, &bytes).unwrap();
            assert_eq!(read, document);
        }
    }
}
