//! A container of any size, made up from a seed: its delivery bill, mail lists and detail sheets,
//! as they would be between Chongqing and Kazakhstan, in every script that occurs there. The same
//! plan makes the same container, always: what is measured on it can be measured again.
//!
//! Every name, address and office code is fictional.

mod goods;
mod people;
mod picking;

use fastrand::Rng;
use railseal_inspection::documents::{
    BillLine, Content, ContentCategory, DeliveryBill, DetailSheet, Document, ItemLine, Load,
    MailList, ReceptacleKind, ReceptacleLine, SealedContainer, Written,
};
use railseal_inspection::packing::Cargo;
use railseal_protocol::bounded::BoundError;
use railseal_protocol::identifiers::{DespatchId, IdentifierError, ItemId};
use railseal_protocol::manifest::{DocumentKind, Grams};
use railseal_protocol::time::Timestamp;

use people::Shop;
pub use people::party;
use picking::early;

/// The bag itself, in grams.
const BAG: u64 = 300;

/// The paper and the box of an item, in grams.
const PACKING: u64 = 30;

/// Why mail could not be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// A text.
    #[error("a text: {0}")]
    Text(#[from] BoundError),
    /// An identifier.
    #[error("an identifier: {0}")]
    Identifier(#[from] IdentifierError),
}

/// How large a container is made, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Another seed makes another container.
    pub seed: u64,
    /// How many items.
    pub items: u32,
    /// How many receptacles they are in.
    pub receptacles: u32,
    /// How many despatches those are of, 200 at the most.
    pub despatches: u32,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

impl Plan {
    /// The largest that occurs (DOMAIN.md §1): 22,000 items in 459 bags.
    pub const FULL: Self = Self {
        seed: 1,
        items: 22_000,
        receptacles: 459,
        despatches: 6,
        fault: None,
    };

    /// One that is made in no time.
    pub const SMALL: Self = Self {
        seed: 1,
        items: 220,
        receptacles: 9,
        despatches: 2,
        fault: None,
    };

    /// The same, with something wrong.
    #[must_use]
    pub const fn with(self, fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..self
        }
    }
}

/// What can be wrong with a container's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The first item's check digit.
    CheckDigit,
    /// The first receptacle's list says one item more than the sheet has.
    OneItemShort,
    /// The bill says of the first despatch one receptacle less than its list has.
    OneReceptacleMore,
    /// The first receptacle's weight on the list is a kilogram less than on the bill.
    Lighter,
}

/// A container's documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Its delivery bill.
    pub bill: DeliveryBill,
    /// The mail list of each despatch.
    pub lists: Vec<MailList>,
    /// The detail sheet of each despatch, in the same order.
    pub sheets: Vec<DetailSheet>,
}

impl Container {
    /// Makes it up.
    pub fn make(plan: Plan, sealed: SealedContainer, date: Timestamp) -> Result<Self, MailError> {
        let mut rng = Rng::with_seed(plan.seed);
        let shops = (20 + plan.items / 90) as usize;
        let mut shops = (0..shops)
            .map(|_| people::shop(&mut rng))
            .collect::<Result<Vec<_>, _>>()?;
        let (mut lists, mut sheets) = (Vec::new(), Vec::new());
        for number in 0..plan.despatches {
            let share = |of: u32| share(of, plan.despatches, number);
            let shared = (share(plan.receptacles), share(plan.items));
            let (list, sheet) = despatch(&mut rng, &mut shops, number, shared)?;
            lists.push(list);
            sheets.push(sheet);
        }
        let lines: Vec<BillLine> = lists.iter().map(bill_line).collect();
        let bill = DeliveryBill {
            date,
            origin: "CNCKGX".parse()?,
            destination: "KZALAX".parse()?,
            train: Some("X8001".parse()?),
            containers: vec![sealed].try_into()?,
            lines: lines.try_into()?,
        };
        let container = Self {
            bill,
            lists,
            sheets,
        };
        match plan.fault {
            Some(fault) => container.spoilt(fault),
            None => Ok(container),
        }
    }

    /// Its documents, as an office makes them out.
    pub fn cargo(&self) -> Cargo {
        Cargo {
            bill: self.bill.clone(),
            lists: self.lists.clone(),
            sheets: self.sheets.clone(),
        }
    }

    /// All documents with their kinds, in the order in which a phone reads them.
    pub fn documents(&self) -> Vec<(DocumentKind, Document)> {
        let documents = self.cargo().into_documents().into_iter();
        documents
            .map(|document| (document.kind(), document))
            .collect()
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.items.len()).sum()
    }

    fn spoilt(mut self, fault: Fault) -> Result<Self, MailError> {
        let (Some(list), Some(sheet)) = (self.lists.first_mut(), self.sheets.first_mut()) else {
            return Ok(self);
        };
        let mut receptacles = list.receptacles.to_vec();
        let mut items = sheet.items.to_vec();
        let mut lines = self.bill.lines.to_vec();
        match fault {
            Fault::CheckDigit => {
                if let Some(item) = items.first_mut() {
                    item.id = other_check_digit(item.id.as_str()).parse()?;
                }
            }
            Fault::OneItemShort => {
                if let Some(receptacle) = receptacles.first_mut() {
                    receptacle.items += 1;
                }
            }
            Fault::OneReceptacleMore => {
                if let Some(line) = lines.first_mut() {
                    line.parcels.receptacles = line.parcels.receptacles.saturating_sub(1);
                }
            }
            Fault::Lighter => {
                if let Some(receptacle) = receptacles.first_mut() {
                    receptacle.gross = Grams(receptacle.gross.0.saturating_sub(1000));
                }
            }
        }
        list.receptacles = receptacles.try_into()?;
        sheet.items = items.try_into()?;
        self.bill.lines = lines.try_into()?;
        Ok(self)
    }
}

/// The share of one of so many parts: equal, and the first ones take what is left over.
fn share(of: u32, parts: u32, part: u32) -> u32 {
    of / parts + u32::from(part < of % parts)
}

fn despatch(
    rng: &mut Rng,
    shops: &mut [Shop],
    number: u32,
    (bags, items): (u32, u32),
) -> Result<(MailList, DetailSheet), MailError> {
    let category = if number.is_multiple_of(2) { "C" } else { "D" };
    let despatch: DespatchId =
        format!("CNCKGXKZALAX{category}UN6{:04}", 214 + number * 7).parse()?;
    let (mut lines, mut all) = (Vec::new(), Vec::new());
    for bag in 0..bags {
        let mut gross = BAG;
        let inside = share(items, bags, bag);
        for _ in 0..inside {
            let item = item(rng, shops, u16::try_from(bag).unwrap_or(u16::MAX))?;
            gross += PACKING
                + item
                    .contents
                    .iter()
                    .map(|content| content.net.0)
                    .sum::<u64>();
            all.push(item);
        }
        let registered = all.iter().rev().take(inside as usize).any(is_registered);
        lines.push(ReceptacleLine {
            id: receptacle_id(despatch, bag, bags, registered, gross).parse()?,
            kind: ReceptacleKind::Bag,
            gross: Grams(gross),
            items: inside,
            registered,
        });
    }
    let list = MailList {
        despatch,
        receptacles: lines.try_into()?,
    };
    let sheet = DetailSheet {
        despatch,
        items: all.try_into()?,
    };
    Ok((list, sheet))
}

fn receptacle_id(
    despatch: DespatchId,
    bag: u32,
    bags: u32,
    registered: bool,
    gross: u64,
) -> String {
    let (last, registered) = (u8::from(bag + 1 == bags), u8::from(registered));
    let weight = (gross / 100).min(9999);
    format!("{despatch}{:03}{last}{registered}{weight:04}", bag + 1)
}

fn is_registered(item: &ItemLine) -> bool {
    item.id.as_str().starts_with('R')
}

/// What the delivery bill says of a despatch, all of it parcels.
pub fn bill_line(list: &MailList) -> BillLine {
    let gross = list
        .receptacles
        .iter()
        .fold(Grams(0), |sum, line| sum + line.gross);
    let receptacles = u32::try_from(list.receptacles.len()).unwrap_or(u32::MAX);
    BillLine {
        despatch: list.despatch,
        letters: Load::default(),
        parcels: Load { receptacles, gross },
        ems: Load::default(),
        registered: list.receptacles.iter().any(|line| line.registered),
    }
}

/// `shops` is not empty.
fn item(rng: &mut Rng, shops: &mut [Shop], receptacle: u16) -> Result<ItemLine, MailError> {
    let shop = &mut shops[early(rng, shops.len())];
    // Bags are made up by where mail goes, not by who sent it: a shop's serials have gaps.
    shop.serial += rng.u32(1..24);
    let kinds = match rng.u8(..20) {
        0..16 => 1,
        16..19 => 2,
        _ => 3,
    };
    let contents = (0..kinds)
        .map(|_| goods::content(rng, &shop.goods, shop.tongue))
        .collect::<Result<Vec<Content>, _>>()?;
    let category = match rng.u8(..40) {
        0 => ContentCategory::Gift,
        1 => ContentCategory::Documents,
        2 => ContentCategory::CommercialSample,
        3 => ContentCategory::ReturnedGoods,
        _ => ContentCategory::SaleOfGoods,
    };
    Ok(ItemLine {
        id: item_id(shop.service, shop.serial)?,
        receptacle,
        sender: shop.party.clone(),
        recipient: people::recipient(rng)?,
        category,
        contents: contents.try_into()?,
    })
}

/// An item of this service and serial, with the digit that checks it.
pub fn item_id(service: &str, serial: u32) -> Result<Written, MailError> {
    let id = ItemId::with_check_digit(service, serial, "CN")?;
    Ok(id.to_string().parse()?)
}

fn other_check_digit(id: &str) -> String {
    id.char_indices()
        .map(|(place, c)| match (place, c.to_digit(10)) {
            (10, Some(digit)) => char::from_digit((digit + 1) % 10, 10).unwrap_or('0'),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use railseal_inspection::finding::Finding;
    use railseal_inspection::reconciliation::{Tree, check_identifiers, reconcile};
    use railseal_protocol::hash::Hash;
    use railseal_protocol::journal::JournalHead;
    use railseal_protocol::manifest::{Encoding, Manifest, Totals};
    use railseal_protocol::statement::Id;
    use railseal_protocol::status::{SealCycle, TamperCount};

    use super::*;

    const DATE: Timestamp = Timestamp::from_unix(1_800_000_000);

    fn sealed() -> SealedContainer {
        SealedContainer {
            container: "CSQU3054383".parse().unwrap(),
            lock: "RSLK00000121".parse().unwrap(),
        }
    }

    fn made(plan: Plan) -> Container {
        Container::make(plan, sealed(), DATE).unwrap()
    }

    fn documents(container: &Container) -> Vec<Document> {
        let all = container.documents().into_iter();
        all.map(|(_, document)| document).collect()
    }

    fn manifest(totals: Totals) -> Manifest {
        let SealedContainer { container, lock } = sealed();
        Manifest {
            lock,
            container,
            cycle: SealCycle(1),
            issued_at: DATE,
            train: None,
            route: Vec::new().try_into().unwrap(),
            documents: Vec::new().try_into().unwrap(),
            totals,
            bill: totals,
            policy: Id::from_hash(Hash::of("test", &[])),
            tampers: TamperCount(0),
            journal: JournalHead::of_nothing(&lock),
            previous: None,
            inspection: None,
        }
    }

    /// What is found under the manifest of the same container without a fault.
    fn found(plan: Plan) -> (Finding, Finding) {
        let right = documents(&made(Plan {
            fault: None,
            ..plan
        }));
        let totals = Tree::of(&right).unwrap().totals();
        let all = documents(&made(plan));
        let tree = Tree::of(&all).unwrap();
        (
            reconcile(&tree, &manifest(totals)),
            check_identifiers(&tree),
        )
    }

    #[test]
    fn it_has_what_was_planned_and_adds_up() {
        let container = made(Plan::SMALL);
        assert_eq!(container.items(), 220);
        let (totals, identifiers) = found(Plan::SMALL);
        let Finding::TotalsAgree(totals) = totals else {
            panic!("{totals:?}");
        };
        assert_eq!(
            (totals.items, totals.receptacles, totals.despatches),
            (220, 9, 2)
        );
        assert_eq!(identifiers, Finding::IdentifiersRight { checked: 229 });
    }

    #[test]
    fn the_same_plan_makes_the_same_and_another_seed_another() {
        assert_eq!(made(Plan::SMALL), made(Plan::SMALL));
        assert_ne!(
            made(Plan::SMALL),
            made(Plan {
                seed: 2,
                ..Plan::SMALL
            })
        );
    }

    #[test]
    fn each_fault_is_found() {
        let totals = |fault| found(Plan::SMALL.with(fault)).0;
        assert!(matches!(
            totals(Fault::OneItemShort),
            Finding::TotalsSheetDiffers { .. }
        ));
        for fault in [Fault::OneReceptacleMore, Fault::Lighter] {
            assert!(matches!(totals(fault), Finding::TotalsListDiffers { .. }));
        }
        let (totals, identifiers) = found(Plan::SMALL.with(Fault::CheckDigit));
        assert!(matches!(totals, Finding::TotalsAgree(_)));
        assert!(matches!(
            identifiers,
            Finding::IdentifiersWrong { wrong: 1, .. }
        ));
    }

    #[test]
    fn the_largest_is_as_large_as_the_field_says() {
        let container = made(Plan::FULL);
        assert_eq!(container.items(), 22_000);
        let receptacles: usize = container
            .lists
            .iter()
            .map(|list| list.receptacles.len())
            .sum();
        assert_eq!(receptacles, 459);
        let tonnes = container
            .bill
            .lines
            .iter()
            .map(|line| line.load().gross.0)
            .sum::<u64>()
            / 1_000_000;
        assert!((6..=25).contains(&tonnes), "{tonnes} t");
        // Every script that occurs there.
        let text = |item: &ItemLine| {
            let contents = item
                .contents
                .iter()
                .map(|content| content.description.as_str());
            let parties = [&item.sender, &item.recipient];
            let parties = parties
                .into_iter()
                .flat_map(|party| [party.name.as_str(), party.address.as_str()]);
            contents.chain(parties).collect::<String>()
        };
        let written: String = container
            .sheets
            .iter()
            .flat_map(|sheet| sheet.items.iter().map(text))
            .collect();
        for letter in ['重', 'ж', 'Ә', 'Қ', 'a'] {
            assert!(written.contains(letter), "{letter}");
        }
        // As each document reads back.
        for (kind, document) in container.documents() {
            let bytes = document.to_bytes(Encoding::Lines);
            assert_eq!(
                Document::from_bytes(kind, Encoding::Lines, &bytes),
                Ok(document)
            );
        }
    }
}
