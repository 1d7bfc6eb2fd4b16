//! The three documents, which are one tree (DOMAIN.md §2): delivery bill, mail lists, detail sheets.
//!
//! Identifiers in them are kept as they were written: a wrong check digit is a finding to show,
//! not a reason to refuse the whole document. `Debug` prints no cargo: of a document how much there
//! is in it, of a line nothing, of a text its length.

mod foreseen;
mod printed;
mod reader;

use alloc::vec::Vec;
use core::str::FromStr;

use railseal_protocol::bounded::{List, Text};
use railseal_protocol::identifiers::{
    Administration, ContainerNumber, DespatchId, IdentifierError, ItemId, LockId, OfficeCode,
    ReceptacleId, TrainNumber,
};
use railseal_protocol::manifest::{DocumentKind, Encoding, Grams};
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::{DecodeError, encode};
use serde::{Deserialize, Serialize};

pub use reader::DocumentReader;

/// The most bytes one document of plain lines has.
pub const DOCUMENT_LIMIT: usize = 4 * 1024 * 1024;

/// An identifier as it was written, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written(Text<32>);

impl Written {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The item that it names, if its form and check digit are right.
    pub fn item(&self) -> Result<ItemId, IdentifierError> {
        self.0.as_str().parse()
    }

    /// The receptacle that it names, if its form is right.
    pub fn receptacle(&self) -> Result<ReceptacleId, IdentifierError> {
        self.0.as_str().parse()
    }
}

impl FromStr for Written {
    type Err = railseal_protocol::bounded::BoundError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A container's delivery bill (CN 37).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryBill {
    /// When it was made out.
    pub date: Timestamp,
    /// The office of origin.
    pub origin: OfficeCode,
    /// The office of destination.
    pub destination: OfficeCode,
    /// The train.
    pub train: Option<TrainNumber>,
    /// Each container with the seal on it, up to four.
    pub containers: List<SealedContainer, 4>,
    /// One line a despatch.
    pub lines: List<BillLine, 256>,
}

/// A container and the seal on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedContainer {
    /// The container.
    pub container: ContainerNumber,
    /// Its lock.
    pub lock: LockId,
}

/// A despatch on a delivery bill.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// The despatch; its id says origin, destination and category.
    pub despatch: DespatchId,
    /// Letters (LC/AO).
    pub letters: Load,
    /// Parcels (CP).
    pub parcels: Load,
    /// EMS.
    pub ems: Load,
    /// "R": it holds registered or insured items.
    pub registered: bool,
}

impl BillLine {
    /// The line's receptacles and weight, of every class.
    pub fn load(&self) -> Load {
        let parts = [self.letters, self.parcels, self.ems];
        parts.iter().fold(Load::default(), |sum, part| Load {
            receptacles: sum.receptacles.saturating_add(part.receptacles),
            gross: sum.gross + part.gross,
        })
    }
}

/// Receptacles and their gross weight.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Load {
    /// How many receptacles.
    pub receptacles: u32,
    /// Their gross weight.
    pub gross: Grams,
}

/// A despatch's mail list (CN 31, CN 33, CP 87).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailList {
    /// The despatch.
    pub despatch: DespatchId,
    /// Its receptacles.
    pub receptacles: List<ReceptacleLine, 1000>,
}

/// A receptacle on a mail list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptacleLine {
    /// Its id.
    pub id: Written,
    /// What it is.
    pub kind: ReceptacleKind,
    /// Its gross weight.
    pub gross: Grams,
    /// How many items it holds.
    pub items: u32,
    /// Whether it holds registered or insured items.
    pub registered: bool,
}

/// What a receptacle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceptacleKind {
    /// A bag.
    Bag,
    /// A tray.
    Tray,
    /// A parcel by itself.
    OutsideParcel,
}

impl ReceptacleKind {
    /// Every kind, in the order of the wire.
    pub const ALL: [Self; 3] = [Self::Bag, Self::Tray, Self::OutsideParcel];
}

/// A despatch's detail sheet (CN 22, CN 23).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailSheet {
    /// The despatch.
    pub despatch: DespatchId,
    /// Its items.
    pub items: List<ItemLine, 32_768>,
}

/// An item on a detail sheet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLine {
    /// Its id.
    pub id: Written,
    /// The place, on the mail list, of the receptacle it is in, counted from 0.
    pub receptacle: u16,
    /// Who sent it.
    pub sender: Party,
    /// Who is to get it.
    pub recipient: Party,
    /// What kind of sending it is.
    pub category: ContentCategory,
    /// What is in it.
    pub contents: List<Content, 16>,
}

/// A sender or recipient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Name.
    pub name: Text<96>,
    /// Address.
    pub address: Text<192>,
    /// Country, by its ISO code.
    pub country: Administration,
}

/// What kind of sending an item is (CN 22, CN 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentCategory {
    /// A gift.
    Gift,
    /// Documents.
    Documents,
    /// A commercial sample.
    CommercialSample,
    /// Sold goods.
    SaleOfGoods,
    /// Returned goods.
    ReturnedGoods,
    /// Something else.
    Other,
}

impl ContentCategory {
    /// Every category, in the order of the wire.
    pub const ALL: [Self; 6] = [
        Self::Gift,
        Self::Documents,
        Self::CommercialSample,
        Self::SaleOfGoods,
        Self::ReturnedGoods,
        Self::Other,
    ];
}

/// One kind of content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is.
    pub description: Text<128>,
    /// How many.
    pub quantity: u32,
    /// Net weight of all of them.
    pub net: Grams,
    /// Value of all of them.
    pub value: Money,
    /// The HS code, six digits.
    pub hs: Text<6>,
    /// Country of origin, by its ISO code.
    pub origin: Administration,
}

/// An amount in a currency's smallest unit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// In the currency's smallest unit.
    pub minor: u64,
    /// ISO 4217 code.
    pub currency: Text<3>,
}

/// A document of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// The delivery bill.
    DeliveryBill(DeliveryBill),
    /// A mail list.
    MailList(MailList),
    /// A detail sheet.
    DetailSheet(DetailSheet),
}

impl Document {
    /// Which document it is, as a manifest names it.
    pub fn kind(&self) -> DocumentKind {
        match self {
            Self::DeliveryBill(_) => DocumentKind::DeliveryBill,
            Self::MailList(list) => DocumentKind::MailList(list.despatch),
            Self::DetailSheet(sheet) => DocumentKind::DetailSheet(sheet.despatch),
        }
    }

    /// Writes a document.
    pub fn to_bytes(&self, encoding: Encoding) -> Vec<u8> {
        match (encoding, self) {
            (_, Self::DeliveryBill(bill)) => encode(bill),
            (Encoding::Lines, Self::MailList(list)) => encode(list),
            (Encoding::Lines, Self::DetailSheet(sheet)) => encode(sheet),
            (Encoding::Foreseen, Self::MailList(list)) => {
                foreseen::write_list(list.despatch, &list.receptacles)
            }
            (Encoding::Foreseen, Self::DetailSheet(sheet)) => {
                foreseen::write_sheet(sheet.despatch, &sheet.items)
            }
        }
    }

    /// Reads a document whose bytes have been verified, and makes sure that it is the one that
    /// the manifest says it is.
    pub fn from_bytes(
        kind: DocumentKind,
        encoding: Encoding,
        bytes: &[u8],
    ) -> Result<Self, DocumentError> {
        let mut reader = DocumentReader::new(kind, encoding);
        reader.take(bytes);
        reader.read_on()?;
        reader.finish()
    }
}

fn same_despatch(wanted: DespatchId, got: DespatchId) -> Result<(), DocumentError> {
    if wanted == got {
        Ok(())
    } else {
        Err(DocumentError::OtherDespatch { wanted, got })
    }
}

/// Why a document's bytes are not the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// They cannot be read.
    #[error("the document: {0}")]
    Unreadable(#[from] DecodeError),
    /// It belongs to another despatch than the manifest says.
    #[error("the document is of despatch {got}, not {wanted}")]
    OtherDespatch {
        /// The manifest's.
        wanted: DespatchId,
        /// The document's.
        got: DespatchId,
    },
}
