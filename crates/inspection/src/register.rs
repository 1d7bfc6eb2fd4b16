//! The register: what a container holds, by its documents as they come, and whatever an officer
//! asks of it. Nothing of a document is told once a byte of it is not the one that was sealed.

mod asking;
mod search;

use alloc::vec::Vec;

use railseal_protocol::call::ChunkAddress;
use railseal_protocol::manifest::{Chunk, ChunkHash, DocumentEntry, Manifest};
use railseal_protocol::statement::{Id, Verified};
use serde::{Deserialize, Serialize};

use crate::documents::{DeliveryBill, Document, DocumentReader, ItemLine, MailList};
use crate::finding::Finding;
use crate::reconciliation::{Tree, TreeError, check_identifiers, reconcile};

pub use asking::{Answer, Asked, Despatch, Overview, answer};
pub use search::{Found, Hit, Spot};

/// What was found of a container's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CargoFindings {
    /// The manifest that they were held against.
    pub manifest: Id<Manifest>,
    /// Whether the totals agree.
    pub totals: Finding,
    /// Whether all are here, as sealed.
    pub documents: Finding,
    /// Whether every identifier is right.
    pub identifiers: Finding,
}

impl CargoFindings {
    /// Nothing of the documents has come.
    pub(crate) fn of_nothing(manifest: &Verified<Manifest>) -> Self {
        let documents = match manifest.documents.first() {
            Some(entry) => missing(entry, 0),
            None => Finding::DocumentsNotSealed,
        };
        Self {
            manifest: manifest.id(),
            totals: Finding::TotalsUnknown,
            documents,
            identifiers: Finding::IdentifiersUnknown,
        }
    }
}

/// How much of the documents has come and was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Items that can be looked up.
    pub items: u32,
    /// How many there are by the manifest.
    pub of: u32,
}

/// A container's documents.
pub struct Register {
    id: Id<Manifest>,
    manifest: Manifest,
    /// One for each that the manifest names.
    documents: Vec<Kept>,
}

enum Kept {
    Coming(Coming),
    Whole(Document),
    /// Nothing of it is told any more.
    Refused(Finding),
}

struct Coming {
    reader: DocumentReader,
    chunks: usize,
    bytes: usize,
    /// How many bytes the first chunk had, as all but the last have.
    size: usize,
}

impl Register {
    /// Of what a manifest names that has been verified.
    pub fn of(id: Id<Manifest>, manifest: Manifest) -> Self {
        let documents = manifest.documents.iter().map(|entry| {
            Kept::Coming(Coming {
                reader: DocumentReader::new(entry.kind, entry.encoding),
                chunks: 0,
                bytes: 0,
                size: 0,
            })
        });
        Self {
            id,
            documents: documents.collect(),
            manifest,
        }
    }

    /// All that has come at once, chunk by chunk of each document.
    pub fn holding(manifest: &Verified<Manifest>, received: &[Vec<Chunk>]) -> Self {
        let mut register = Self::of(manifest.id(), Manifest::clone(manifest));
        for (document, chunks) in (0u8..).zip(received) {
            for (chunk, bytes) in (0u16..).zip(chunks) {
                register.take(ChunkAddress { document, chunk }, bytes);
            }
            register.refuse_more(usize::from(document), chunks.len());
        }
        register
    }

    /// Takes a document's next chunk, holds it against the manifest, and reads what it brings. One
    /// that is not the document's next is none that could be taken.
    pub fn take(&mut self, at: ChunkAddress, chunk: &[u8]) {
        let place = usize::from(at.document);
        let (Some(entry), Some(state)) = (
            self.manifest.documents.get(place),
            self.documents.get_mut(place),
        ) else {
            return;
        };
        if !matches!(state, Kept::Coming(coming) if coming.chunks == usize::from(at.chunk)) {
            return;
        }
        // What follows says what it is; nothing sees it in between.
        let unreadable = Kept::Refused(Finding::DocumentsUnreadable(entry.kind));
        if let Kept::Coming(coming) = core::mem::replace(state, unreadable) {
            let next = coming.with(entry, &self.manifest, chunk);
            *state = next.unwrap_or_else(Kept::Refused);
        }
    }

    /// Refuses a document of which more came than there is.
    fn refuse_more(&mut self, place: usize, have: usize) {
        let (Some(entry), Some(state)) = (
            self.manifest.documents.get(place),
            self.documents.get_mut(place),
        ) else {
            return;
        };
        if !matches!(state, Kept::Refused(_)) && have > entry.chunks.len() {
            *state = Kept::Refused(missing(entry, have));
        }
    }

    /// How much there is to look up.
    pub fn progress(&self) -> Progress {
        let items = self.documents.iter().map(|state| match state {
            Kept::Coming(coming) => coming.reader.items().len(),
            Kept::Whole(Document::DetailSheet(sheet)) => sheet.items.len(),
            Kept::Whole(_) | Kept::Refused(_) => 0,
        });
        Progress {
            items: u32::try_from(items.sum::<usize>()).unwrap_or(u32::MAX),
            of: self.manifest.totals.items,
        }
    }

    /// What the documents come to, as far as they have come.
    pub fn findings(&self) -> CargoFindings {
        let unknown = |documents| CargoFindings {
            manifest: self.id,
            totals: Finding::TotalsUnknown,
            documents,
            identifiers: Finding::IdentifiersUnknown,
        };
        if let Some(worst) = self.worst() {
            return unknown(worst);
        }
        match Tree::of(self.whole()) {
            Err(TreeError::Incomplete) => unknown(Finding::DocumentsNotSealed),
            Ok(tree) => CargoFindings {
                manifest: self.id,
                totals: reconcile(&tree, &self.manifest),
                documents: self.complete(),
                identifiers: check_identifiers(&tree),
            },
        }
    }

    /// The documents of which every byte has come and is as sealed.
    pub fn whole(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter_map(|state| match state {
            Kept::Whole(document) => Some(document),
            Kept::Coming(_) | Kept::Refused(_) => None,
        })
    }

    /// The gravest that keeps a document from being whole.
    fn worst(&self) -> Option<Finding> {
        let states = self.manifest.documents.iter().zip(&self.documents);
        let mut worst: Option<Finding> = None;
        for (entry, state) in states {
            let finding = match state {
                Kept::Whole(_) => continue,
                Kept::Coming(coming) => missing(entry, coming.chunks),
                Kept::Refused(finding) => finding.clone(),
            };
            if worst.as_ref().is_none_or(|w| finding.result() > w.result()) {
                worst = Some(finding);
            }
        }
        worst
    }

    fn complete(&self) -> Finding {
        let entries = self.manifest.documents.iter();
        Finding::DocumentsComplete {
            documents: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            bytes: entries.fold(0, |sum: u32, entry| sum.saturating_add(entry.length)),
        }
    }

    fn bill(&self) -> Option<&DeliveryBill> {
        self.whole().find_map(|document| match document {
            Document::DeliveryBill(bill) => Some(bill),
            Document::MailList(_) | Document::DetailSheet(_) => None,
        })
    }

    fn lists(&self) -> impl Iterator<Item = &MailList> {
        self.whole().filter_map(|document| match document {
            Document::MailList(list) => Some(list),
            Document::DeliveryBill(_) | Document::DetailSheet(_) => None,
        })
    }

    /// The items of each detail sheet that are here, with the despatch.
    fn items(&self) -> impl Iterator<Item = (&DocumentEntry, &[ItemLine])> {
        let states = self.manifest.documents.iter().zip(&self.documents);
        states.map(|(entry, state)| match state {
            Kept::Coming(coming) => (entry, coming.reader.items()),
            Kept::Whole(Document::DetailSheet(sheet)) => (entry, &*sheet.items),
            Kept::Whole(_) | Kept::Refused(_) => (entry, &[][..]),
        })
    }
}

fn missing(entry: &DocumentEntry, have: usize) -> Finding {
    Finding::DocumentsMissing {
        document: entry.kind,
        have: u32::try_from(have).unwrap_or(u32::MAX),
        of: u32::try_from(entry.chunks.len()).unwrap_or(u32::MAX),
    }
}

impl Coming {
    /// What it is with its next chunk, held against the manifest and read; or why nothing of it is
    /// told any more.
    fn with(
        mut self,
        entry: &DocumentEntry,
        manifest: &Manifest,
        chunk: &[u8],
    ) -> Result<Kept, Finding> {
        let hash = ChunkHash::of(chunk);
        if entry.chunks.get(self.chunks) != Some(&hash) {
            return Err(self.not_as_sealed(entry, manifest, (&hash, chunk.len())));
        }
        self.chunks += 1;
        self.bytes += chunk.len();
        self.size = self.size.max(chunk.len());
        self.reader.take(chunk);
        let unreadable = |_| Finding::DocumentsUnreadable(entry.kind);
        self.reader.read_on().map_err(unreadable)?;
        if self.chunks < entry.chunks.len() {
            return Ok(Kept::Coming(self));
        }
        if self.bytes != entry.length as usize {
            return Err(Finding::DocumentsUnreadable(entry.kind));
        }
        self.reader.finish().map(Kept::Whole).map_err(unreadable)
    }

    /// What its next chunk is instead of the one that was sealed: another one that was, one that was
    /// cut, or anything.
    fn not_as_sealed(
        &self,
        entry: &DocumentEntry,
        manifest: &Manifest,
        (hash, length): (&ChunkHash, usize),
    ) -> Finding {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let (document, chunk) = (entry.kind, number(self.chunks));
        let elsewhere = manifest.documents.iter().find_map(|entry| {
            let place = entry.chunks.iter().position(|due| due == hash)?;
            Some((entry.kind, number(place)))
        });
        match (elsewhere, self.due(entry)) {
            (Some((is_of, is)), _) => Finding::DocumentsSwapped {
                document,
                chunk,
                is_of,
                is,
            },
            (None, Some(due)) if due != length => Finding::DocumentsCut { document, chunk },
            (None, _) => Finding::DocumentsForged { document, chunk },
        }
    }

    /// How many bytes the next chunk has, where that is known: as many as the first, or what is left
    /// of the document.
    fn due(&self, entry: &DocumentEntry) -> Option<usize> {
        let left = (entry.length as usize).checked_sub(self.bytes)?;
        let last = self.chunks + 1 == entry.chunks.len();
        match (last, self.size) {
            (true, _) => Some(left),
            (false, 0) => None,
            (false, size) => Some(size),
        }
    }
}
