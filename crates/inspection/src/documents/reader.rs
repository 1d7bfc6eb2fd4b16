//! A document as its bytes come: what can be read of it already, and at the end the whole.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::manifest::{DocumentKind, Encoding};
use railseal_protocol::wire::decode;

use super::foreseen::{List, RowsReader, Sheet};
use super::{
    DOCUMENT_LIMIT, DetailSheet, Document, DocumentError, ItemLine, MailList, same_despatch,
};

/// Reads a document chunk by chunk. Whoever gives it bytes has verified them.
pub struct DocumentReader(Form);

/// By how the document is written.
enum Form {
    /// What can only be read once all of it has come.
    Lines(DocumentKind, Vec<u8>),
    List(Box<RowsReader<List>>),
    Sheet(Box<RowsReader<Sheet>>),
}

impl DocumentReader {
    /// Of the document that a manifest names.
    pub fn new(kind: DocumentKind, encoding: Encoding) -> Self {
        Self(match (encoding, kind) {
            (Encoding::Lines, _) | (_, DocumentKind::DeliveryBill) => Form::Lines(kind, Vec::new()),
            (Encoding::Foreseen, DocumentKind::MailList(despatch)) => {
                Form::List(Box::new(RowsReader::new(despatch)))
            }
            (Encoding::Foreseen, DocumentKind::DetailSheet(despatch)) => {
                Form::Sheet(Box::new(RowsReader::new(despatch)))
            }
        })
    }

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            Form::Lines(_, whole) => whole.extend_from_slice(bytes),
            Form::List(reader) => reader.take(bytes),
            Form::Sheet(reader) => reader.take(bytes),
        }
    }

    /// Reads what has come, all of it.
    pub fn read_on(&mut self) -> Result<(), DocumentError> {
        match &mut self.0 {
            Form::Lines(..) => Ok(()),
            Form::List(reader) => reader.read_on(),
            Form::Sheet(reader) => reader.read_on(),
        }
    }

    /// The items of a detail sheet that were read so far.
    pub fn items(&self) -> &[ItemLine] {
        match &self.0 {
            Form::Lines(..) | Form::List(_) => &[],
            Form::Sheet(reader) => reader.rows(),
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
            Form::List(reader) => {
                let (despatch, receptacles) = reader.finish()?;
                Ok(Document::MailList(MailList {
                    despatch,
                    receptacles,
                }))
            }
            Form::Sheet(reader) => {
                let (despatch, items) = reader.finish()?;
                Ok(Document::DetailSheet(DetailSheet { despatch, items }))
            }
        }
    }
}
