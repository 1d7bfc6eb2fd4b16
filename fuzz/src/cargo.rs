//! The cargo's documents, which anybody with a document issuer's certificate could have written.

use railseal_inspection::documents::{DOCUMENT_LIMIT, Document, DocumentError, DocumentReader};
use railseal_inspection::finding::Finding;
use railseal_inspection::reconciliation::{Tree, check_identifiers, reconcile};
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::{DocumentKind, Encoding, Manifest};
use railseal_protocol::statement::Statement;
use railseal_protocol::wire::decode;

use crate::pieces::pieces;
use crate::world::WORLD;

/// The first byte chooses a kind; the rest is a document of it. What is read is written as the same bytes.
pub(crate) fn document(data: &[u8]) {
    if let Some((kind, bytes)) = data.split_first() {
        let _ = read(*kind, bytes);
    }
}

/// The first byte chooses a kind, the second where the rest is cut in two; the rest is a document of it in Foreseen. What is read in
/// two pieces is what is read in one, and is read back from what is written of it.
pub(crate) fn foreseen(data: &[u8]) {
    let Some(([kind, cut], bytes)) = data.split_first_chunk() else {
        return;
    };
    // A despatch's id stands there as its twenty characters.
    let despatch = bytes
        .get(..20)
        .and_then(|id| str::from_utf8(id).ok()?.parse().ok());
    let Some(despatch) = despatch else { return };
    let kind = match kind % 2 {
        0 => DocumentKind::MailList(despatch),
        _ => DocumentKind::DetailSheet(despatch),
    };
    let read = Document::from_bytes(kind, Encoding::Foreseen, bytes);
    let (first, rest) = bytes.split_at(usize::from(*cut).min(bytes.len()));
    assert_eq!(in_pieces(kind, &[first, rest]), read);
    if let Ok(document) = read {
        let again = document.to_bytes(Encoding::Foreseen);
        let again = Document::from_bytes(kind, Encoding::Foreseen, &again);
        assert_eq!(again, Ok(document));
    }
}

fn in_pieces(kind: DocumentKind, pieces: &[&[u8]]) -> Result<Document, DocumentError> {
    let mut reader = DocumentReader::new(kind, Encoding::Foreseen);
    for piece in pieces {
        reader.take(piece);
        reader.read_on()?;
    }
    reader.finish()
}

/// The first piece is a manifest, or none and the vectors' is taken; the others are documents as above. Totals that agree
/// are the manifest's, and as many identifiers are checked as there are.
pub(crate) fn reconciled(data: &[u8]) {
    let mut pieces = pieces(data);
    let sealed_with = pieces
        .next()
        .and_then(|piece| decode::<Manifest>(piece, Manifest::LIMIT).ok())
        .unwrap_or_else(|| WORLD.answers.said.manifest.clone());
    let documents: Vec<Document> = pieces
        .filter_map(|piece| piece.split_first())
        .filter_map(|(kind, bytes)| read(*kind, bytes))
        .collect();
    let Ok(tree) = Tree::of(&documents) else {
        return;
    };
    if let Finding::TotalsAgree(totals) = reconcile(&tree, &sealed_with) {
        assert_eq!(totals, sealed_with.totals);
        assert_eq!(totals, tree.totals());
    }
    let lines = tree
        .despatches
        .iter()
        .map(|despatch| despatch.list.receptacles.len() + despatch.sheet.items.len());
    let there: usize = lines.sum();
    match check_identifiers(&tree) {
        Finding::IdentifiersRight { checked } => assert_eq!(usize::try_from(checked), Ok(there)),
        Finding::IdentifiersWrong { wrong, .. } => {
            assert!(usize::try_from(wrong).is_ok_and(|wrong| (1..=there).contains(&wrong)));
        }
        other => panic!("{other:?} is no finding of identifiers"),
    }
}

/// A document of a kind; of the despatch that it says itself, as a manifest would name it.
pub(crate) fn read(kind: u8, bytes: &[u8]) -> Option<Document> {
    let kind = kind_of(kind, bytes)?;
    let document = Document::from_bytes(kind, Encoding::Lines, bytes).ok()?;
    assert!(bytes.len() <= DOCUMENT_LIMIT);
    assert_eq!(document.to_bytes(Encoding::Lines), bytes);
    Some(document)
}

pub(crate) fn kind_of(kind: u8, bytes: &[u8]) -> Option<DocumentKind> {
    // A despatch's id travels as its text: a byte of length, then twenty characters.
    let despatch = || decode::<DespatchId>(bytes.get(..21)?, 21).ok();
    match kind % 3 {
        0 => Some(DocumentKind::DeliveryBill),
        1 => despatch().map(DocumentKind::MailList),
        _ => despatch().map(DocumentKind::DetailSheet),
    }
}
