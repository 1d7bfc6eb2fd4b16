//! The documents: are they complete and as sealed, and do they add up.

use alloc::vec::Vec;

use railseal_protocol::manifest::{Chunk, ChunkHash, DocumentEntry, Manifest};
use railseal_protocol::statement::Verified;

use crate::documents::Document;
use crate::finding::Finding;
use crate::reconciliation::{Tree, TreeError, check_identifiers, reconcile};

/// What was found of the cargo.
pub(crate) struct Cargo {
    pub(crate) totals: Finding,
    pub(crate) documents_finding: Finding,
    pub(crate) identifiers: Finding,
    /// Those of which every byte is as sealed.
    pub(crate) documents: Vec<Document>,
}

pub(crate) fn check(received: &[Vec<Chunk>], manifest: Option<&Verified<Manifest>>) -> Cargo {
    let Some(manifest) = manifest else {
        return Cargo {
            totals: Finding::TotalsUnknown,
            documents_finding: Finding::DocumentsUnknown,
            identifiers: Finding::IdentifiersUnknown,
            documents: Vec::new(),
        };
    };
    let (documents, worst) = read_all(received, manifest);
    let incomplete = |documents_finding| Cargo {
        totals: Finding::TotalsUnknown,
        documents_finding,
        identifiers: Finding::IdentifiersUnknown,
        documents: documents.clone(),
    };
    if let Some(finding) = worst {
        return incomplete(finding);
    }
    match Tree::of(&documents) {
        Err(TreeError::Incomplete) => incomplete(Finding::DocumentsNotSealed),
        Ok(tree) => Cargo {
            totals: reconcile(&tree, manifest),
            documents_finding: complete(manifest),
            identifiers: check_identifiers(&tree),
            documents,
        },
    }
}

fn complete(manifest: &Manifest) -> Finding {
    let bytes = manifest
        .documents
        .iter()
        .fold(0, |sum: u32, d| sum.saturating_add(d.length));
    let documents = u32::try_from(manifest.documents.len()).unwrap_or(u32::MAX);
    Finding::DocumentsComplete { documents, bytes }
}

/// Reads every document that is complete and genuine; tells the gravest that is not.
fn read_all(received: &[Vec<Chunk>], manifest: &Manifest) -> (Vec<Document>, Option<Finding>) {
    let mut documents = Vec::new();
    let mut worst: Option<Finding> = None;
    for (index, entry) in manifest.documents.iter().enumerate() {
        let chunks = received.get(index).map_or(&[][..], Vec::as_slice);
        match read(entry, chunks) {
            Ok(document) => documents.push(document),
            Err(finding) => {
                if worst.as_ref().is_none_or(|w| finding.result() > w.result()) {
                    worst = Some(finding);
                }
            }
        }
    }
    (documents, worst)
}

fn read(entry: &DocumentEntry, chunks: &[Chunk]) -> Result<Document, Finding> {
    let document = entry.kind;
    if let Some(chunk) = first_forged(entry, chunks) {
        return Err(Finding::DocumentsForged { document, chunk });
    }
    if chunks.len() != entry.chunks.len() {
        return Err(Finding::DocumentsMissing {
            document,
            have: u32::try_from(chunks.len()).unwrap_or(u32::MAX),
            of: u32::try_from(entry.chunks.len()).unwrap_or(u32::MAX),
        });
    }
    let bytes: Vec<u8> = chunks
        .iter()
        .flat_map(|chunk| chunk.iter().copied())
        .collect();
    if bytes.len() != entry.length as usize {
        return Err(Finding::DocumentsUnreadable(document));
    }
    Document::from_bytes(document, entry.encoding, &bytes)
        .map_err(|_| Finding::DocumentsUnreadable(document))
}

/// The first chunk that is not the one that was sealed.
pub(crate) fn first_forged(entry: &DocumentEntry, chunks: &[Chunk]) -> Option<u32> {
    let as_sealed = |(chunk, hash): (&Chunk, &ChunkHash)| ChunkHash::of(chunk) == *hash;
    let place = chunks
        .iter()
        .zip(entry.chunks.iter())
        .position(|pair| !as_sealed(pair))?;
    u32::try_from(place).ok()
}
