//! Documents as a lock carries them: each as bytes, in chunks, with what a manifest says of it.

use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::manifest::{
    CHUNK_LIMIT, Chunk, ChunkHash, DocumentEntry, DocumentKind, Encoding, MAX_CHUNKS,
    MAX_DOCUMENTS, Totals, chunks_of,
};

use crate::documents::{DeliveryBill, DetailSheet, Document, DocumentError, MailList};
use crate::reconciliation::{Tree, TreeError};

/// A container's documents at all three levels, as an office makes them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cargo {
    /// The delivery bill.
    pub bill: DeliveryBill,
    /// The mail list of each despatch.
    pub lists: Vec<MailList>,
    /// The detail sheet of each despatch.
    pub sheets: Vec<DetailSheet>,
}

/// Documents ready to be sealed in. `Debug` prints no word of them.
#[derive(Debug, Clone)]
pub struct Packed {
    /// What the manifest is to say of each, in the order in which they are read.
    pub entries: List<DocumentEntry, MAX_DOCUMENTS>,
    /// The chunks of each.
    pub chunks: Vec<Vec<Chunk>>,
    /// What this container holds.
    pub totals: Totals,
}

/// Why documents cannot be sealed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A level is missing or doubled.
    #[error("the documents: {0}")]
    NoTree(#[from] TreeError),
    /// More documents than a container has.
    #[error("{0} documents where {MAX_DOCUMENTS} are the most")]
    TooMany(usize),
    /// A document of more bytes than its chunks hold.
    #[error("a document of {bytes} bytes where {most} are the most", most = CHUNK_LIMIT * MAX_CHUNKS)]
    TooLong {
        /// Which.
        document: DocumentKind,
        /// How many bytes it has.
        bytes: usize,
    },
    /// A document that nobody could read again: it would take too much memory.
    #[error("a document could not be read again: {why}")]
    Unreadable {
        /// Which.
        document: DocumentKind,
        /// Why.
        why: DocumentError,
    },
}

impl Cargo {
    /// All documents in the order in which a phone reads them: the bill first, then the lists, then the
    /// sheets, so that what answers the officer's question comes first.
    pub fn into_documents(self) -> Vec<Document> {
        let lists = self.lists.into_iter().map(Document::MailList);
        let sheets = self.sheets.into_iter().map(Document::DetailSheet);
        let bill = Document::DeliveryBill(self.bill);
        core::iter::once(bill).chain(lists).chain(sheets).collect()
    }
}

/// Packs a container's documents in chunks of `size` bytes.
pub fn pack(cargo: Cargo, size: usize) -> Result<Packed, PackError> {
    let documents = cargo.into_documents();
    let totals = Tree::of(&documents)?.totals();
    let (mut entries, mut chunks) = (Vec::new(), Vec::new());
    for document in &documents {
        let (kind, encoding) = (document.kind(), Encoding::Foreseen);
        let bytes = document.to_bytes(encoding);
        let read = Document::from_bytes(kind, encoding, &bytes);
        read.map_err(|why| PackError::Unreadable {
            document: kind,
            why,
        })?;
        let own = chunks_of(&bytes, size);
        let hashes: Vec<ChunkHash> = own.iter().map(|chunk| ChunkHash::of(chunk)).collect();
        let too_long = PackError::TooLong {
            document: kind,
            bytes: bytes.len(),
        };
        entries.push(DocumentEntry {
            kind,
            encoding,
            length: u32::try_from(bytes.len()).map_err(|_| too_long)?,
            chunks: hashes.try_into().map_err(|_| too_long)?,
        });
        chunks.push(own);
    }
    let many = entries.len();
    Ok(Packed {
        entries: entries.try_into().map_err(|_| PackError::TooMany(many))?,
        chunks,
        totals,
    })
}
