//! A document as its bytes come: what can be read of it already, and at the end the whole.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::{DocumentKind, Encoding};
use railseal_protocol::wire::{DecodeError, decode};

use super::foreseen::{List, RowsReader, Sheet};
use super::{
    DOCUMENT_LIMIT, DetailSheet, Document, DocumentError, ItemLine, MailList, ReceptacleLine,
    same_despatch,
};

/// Reads a document chunk by chunk. Whoever gives it bytes has verified them.
pub struct DocumentReader(Form);

/// By how the document is written.
enum Form {
    /// What can only be read once all of it has come.
    Lines(DocumentKind, Vec<u8>),
    List(DespatchId, Box<RowsReader<List>>, Vec<ReceptacleLine>),
    Sheet(DespatchId, Box<RowsReader<Sheet>>, Vec<ItemLine>),
}

impl DocumentReader {
    /// Of the document that a manifest names.
    pub fn new(kind: DocumentKind, encoding: Encoding) -> Self {
        Self(match (encoding, kind) {
            (Encoding::Lines, _) | (_, DocumentKind::DeliveryBill) => Form::Lines(kind, Vec::new()),
            (Encoding::Foreseen, DocumentKind::MailList(despatch)) => {
                Form::List(despatch, Box::new(RowsReader::new(despatch)), Vec::new())
            }
            (Encoding::Foreseen, DocumentKind::DetailSheet(despatch)) => {
                Form::Sheet(despatch, Box::new(RowsReader::new(despatch)), Vec::new())
            }
        })
    }

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            Form::Lines(_, whole) => whole.extend_from_slice(bytes),
            Form::List(_, reader, _) => reader.take(bytes),
            Form::Sheet(_, reader, _) => reader.take(bytes),
        }
    }

    /// Reads what has come, all of it.
    pub fn read_on(&mut self) -> Result<(), DocumentError> {
        while self.read_some()? {}
        Ok(())
    }

    /// Reads a little of what has come, which takes a few milliseconds at the most on a phone; gives
    /// whether there may be more.
    pub fn read_some(&mut self) -> Result<bool, DocumentError> {
        match &mut self.0 {
            Form::Lines(..) => Ok(false),
            Form::List(_, reader, lines) => {
                let rows = reader.rows()?;
                let more = rows.is_some();
                lines.extend(rows.into_iter().flatten());
                Ok(more)
            }
            Form::Sheet(_, reader, items) => {
                let rows = reader.rows()?;
                let more = rows.is_some();
                items.extend(rows.into_iter().flatten());
                Ok(more)
            }
        }
    }

    /// The items of a detail sheet that were read so far.
    pub fn items(&self) -> &[ItemLine] {
        match &self.0 {
            Form::Lines(..) | Form::List(..) => &[],
            Form::Sheet(_, _, items) => items,
        }
    }

    /// The document, if all of it has come, and nothing after it.
    pub fn finish(self) -> Result<Document, DocumentError> {
        match self.0 {
            Form::Lines(DocumentKind::DeliveryBill, bytes) => {
                Ok(Document::DeliveryBill(decode(&bytes, DOCUMENT_LIMIT)?))
            }
            Form::Lines(DocumentKind::MailList(despatch), bytes) => {
                let list: MailList = decode(&bytes, DOCUMENT_LIMIT)?;
                same_despatch(despatch, list.despatch)?;
                Ok(Document::MailList(list))
            }
            Form::Lines(DocumentKind::DetailSheet(despatch), bytes) => {
                let sheet: DetailSheet = decode(&bytes, DOCUMENT_LIMIT)?;
                same_despatch(despatch, sheet.despatch)?;
                Ok(Document::DetailSheet(sheet))
            }
            Form::List(despatch, reader, lines) => {
                reader.finish()?;
                let receptacles = lines.try_into().map_err(|_| DecodeError::Malformed)?;
                Ok(Document::MailList(MailList {
                    despatch,
                    receptacles,
                }))
            }
            Form::Sheet(despatch, reader, items) => {
                reader.finish()?;
                let items = items.try_into().map_err(|_| DecodeError::Malformed)?;
                Ok(Document::DetailSheet(DetailSheet { despatch, items }))
            }
        }
    }
}
