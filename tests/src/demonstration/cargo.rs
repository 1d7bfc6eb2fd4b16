//! A small container's documents, made up: every name, address and office code is fictional.

use railseal_inspection::documents::{
    Content, ContentCategory, DeliveryBill, DetailSheet, ItemLine, MailList, Money, ReceptacleKind,
    ReceptacleLine, SealedContainer,
};
use railseal_inspection::packing::{Cargo, PackError, Packed, pack};
use railseal_mail::{Container, MailError, Plan, bill_line, item_id, party};
use railseal_protocol::bounded::BoundError;
use railseal_protocol::identifiers::{ContainerNumber, DespatchId, IdentifierError, LockId};
use railseal_protocol::manifest::{CHUNK_LIMIT, Grams};
use railseal_protocol::time::Timestamp;

/// Small, so that even a small container's documents come in several.
const CHUNK: usize = 64;

/// Items in each receptacle.
const ITEMS: u32 = 4;

const DESPATCHES: [(&str, &[u64]); 2] = [
    // Fictional office codes: no public list gives Chongqing's or Almaty's.
    ("CNCKGXKZALAXCUN60214", &[21_400, 18_700, 22_300]),
    ("CNCKGXKZALAXDUN60087", &[15_900, 20_100]),
];

const SENDERS: [(&str, &str); 3] = [
    ("渝州电子商务", "重庆市示例路 12 号"),
    ("山城家居", "重庆市样本街 8 号"),
    ("嘉陵纺织", "重庆市虚构大道 101 号"),
];

const RECIPIENTS: [(&str, &str); 3] = [
    ("Айгүл Ү.", "Алматы қ., Үлгі к-сі 5"),
    ("Нурлан С.", "Алматы, ул. Примерная, 17"),
    ("Bota K.", "Almaty, Sample st. 3"),
];

const CONTENTS: [(&str, u64, u64, &str); 4] = [
    ("Phone case", 60, 320, "392690"),
    ("Cotton shirt", 240, 890, "610910"),
    ("LED lamp", 410, 1_450, "853952"),
    ("Tea, green", 500, 1_100, "090210"),
];

/// Why documents could not be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CargoError {
    /// A text.
    #[error("a text: {0}")]
    Text(#[from] BoundError),
    /// An identifier.
    #[error("an identifier: {0}")]
    Identifier(#[from] IdentifierError),
    /// A person or an item.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// They cannot be sealed in.
    #[error(transparent)]
    Pack(#[from] PackError),
}

/// What is wrong with a container's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing.
    None,
    /// The first mail list says one item more than the detail sheet has.
    OneItemShort,
}

/// Makes a container's documents up, ready to be sealed in. `batch` keeps the identifiers of two
/// containers apart.
pub fn make(
    container: ContainerNumber,
    lock: LockId,
    date: Timestamp,
    batch: u32,
    flaw: Flaw,
) -> Result<Packed, CargoError> {
    let (mut lines, mut lists, mut sheets) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (despatch, weights)) in DESPATCHES.iter().enumerate() {
        let despatch: DespatchId = despatch.parse()?;
        let short = flaw == Flaw::OneItemShort && place == 0;
        let list = mail_list(despatch, weights, short)?;
        let base = batch * 1000 + u32::try_from(place).unwrap_or(0) * 100;
        lines.push(bill_line(&list));
        lists.push(list);
        sheets.push(detail_sheet(despatch, weights.len(), base)?);
    }
    let bill = DeliveryBill {
        date,
        origin: "CNCKGX".parse()?,
        destination: "KZALAX".parse()?,
        train: Some("X8001".parse()?),
        containers: vec![SealedContainer { container, lock }].try_into()?,
        lines: lines.try_into()?,
    };
    let cargo = Cargo {
        bill,
        lists,
        sheets,
    };
    Ok(pack(cargo, CHUNK)?)
}

/// Mail by a plan, in chunks as long as they may be.
pub fn full(
    container: ContainerNumber,
    lock: LockId,
    date: Timestamp,
    plan: Plan,
) -> Result<Packed, CargoError> {
    let mail = Container::make(plan, SealedContainer { container, lock }, date)?;
    Ok(pack(mail.cargo(), CHUNK_LIMIT)?)
}

fn mail_list(despatch: DespatchId, weights: &[u64], short: bool) -> Result<MailList, CargoError> {
    let receptacles = weights
        .iter()
        .enumerate()
        .map(|(place, grams)| {
            let last = u8::from(place + 1 == weights.len());
            let id = format!("{despatch}{:03}{last}0{:04}", place + 1, grams / 100);
            Ok(ReceptacleLine {
                id: id.parse()?,
                kind: ReceptacleKind::Bag,
                gross: Grams(*grams),
                items: ITEMS + u32::from(short && place == 0),
                registered: false,
            })
        })
        .collect::<Result<Vec<_>, CargoError>>()?;
    Ok(MailList {
        despatch,
        receptacles: receptacles.try_into()?,
    })
}

fn detail_sheet(
    despatch: DespatchId,
    receptacles: usize,
    base: u32,
) -> Result<DetailSheet, CargoError> {
    let mut items = Vec::new();
    for receptacle in 0..receptacles {
        for _ in 0..ITEMS {
            items.push(item(
                base,
                items.len(),
                u16::try_from(receptacle).unwrap_or(0),
            )?);
        }
    }
    Ok(DetailSheet {
        despatch,
        items: items.try_into()?,
    })
}

fn item(base: u32, place: usize, receptacle: u16) -> Result<ItemLine, CargoError> {
    let pick = |many: usize| place % many;
    let (sender, recipient) = (SENDERS[pick(3)], RECIPIENTS[(place / 2) % 3]);
    let (description, net, value, hs) = CONTENTS[pick(4)];
    let quantity = 1 + u32::try_from(pick(2)).unwrap_or(0);
    Ok(ItemLine {
        id: item_id("CP", base + u32::try_from(place).unwrap_or(0))?,
        receptacle,
        sender: party(sender.0, sender.1, "CN")?,
        recipient: party(recipient.0, recipient.1, "KZ")?,
        category: ContentCategory::SaleOfGoods,
        contents: vec![Content {
            description: description.parse()?,
            quantity,
            net: Grams(net * u64::from(quantity)),
            value: Money {
                minor: value * u64::from(quantity),
                currency: "USD".parse()?,
            },
            hs: hs.parse()?,
            origin: "CN".parse()?,
        }]
        .try_into()?,
    })
}
