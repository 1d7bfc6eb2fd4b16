//! Whether totals that differ are found, at the level at which they differ.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use railseal_inspection::documents::{
    BillLine, DeliveryBill, DetailSheet, Document, ItemLine, Load, MailList, Party, ReceptacleKind,
    ReceptacleLine, SealedContainer,
};
use railseal_inspection::finding::Finding;
use railseal_inspection::reconciliation::{Tree, TreeError, check_identifiers, reconcile};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::manifest::{DocumentKind, Encoding, Grams, Manifest, Totals};
use railseal_protocol::statement::Id;
use railseal_protocol::status::{SealCycle, TamperCount};
use railseal_protocol::time::Timestamp;

const DESPATCH: &str = "CNCKGXKZALAXCUN60214";

/// One despatch, as it would be if every level told the truth.
struct Cargo {
    bags: Vec<(u64, u32)>,
}

impl Cargo {
    fn list(&self) -> MailList {
        let lines: Vec<ReceptacleLine> = self
            .bags
            .iter()
            .enumerate()
            .map(|(place, (grams, items))| ReceptacleLine {
                id: format!("{DESPATCH}{:03}00{:04}", place + 1, grams / 100)
                    .parse()
                    .unwrap(),
                kind: ReceptacleKind::Bag,
                gross: Grams(*grams),
                items: *items,
                registered: false,
            })
            .collect();
        MailList {
            despatch: DESPATCH.parse().unwrap(),
            receptacles: lines.try_into().unwrap(),
        }
    }

    fn sheet(&self) -> DetailSheet {
        let party = Party {
            name: "A".parse().unwrap(),
            address: "B".parse().unwrap(),
            country: "CN".parse().unwrap(),
        };
        let items: Vec<ItemLine> = self
            .bags
            .iter()
            .enumerate()
            .flat_map(|(place, (_, items))| (0..*items).map(move |_| place))
            .map(|place| ItemLine {
                id: "RB123456785US".parse().unwrap(),
                receptacle: u16::try_from(place).unwrap(),
                sender: party.clone(),
                recipient: party.clone(),
                category: railseal_inspection::documents::ContentCategory::Gift,
                contents: Vec::new().try_into().unwrap(),
            })
            .collect();
        DetailSheet {
            despatch: DESPATCH.parse().unwrap(),
            items: items.try_into().unwrap(),
        }
    }

    fn bill(&self) -> DeliveryBill {
        DeliveryBill {
            date: Timestamp::from_unix(0),
            origin: "CNCKGX".parse().unwrap(),
            destination: "KZALAX".parse().unwrap(),
            train: None,
            containers: vec![pair()].try_into().unwrap(),
            lines: vec![BillLine {
                despatch: DESPATCH.parse().unwrap(),
                letters: Load::default(),
                parcels: self.load(),
                ems: Load::default(),
                registered: false,
            }]
            .try_into()
            .unwrap(),
        }
    }

    fn load(&self) -> Load {
        Load {
            receptacles: u32::try_from(self.bags.len()).unwrap(),
            gross: Grams(self.bags.iter().map(|(grams, _)| grams).sum()),
        }
    }

    fn totals(&self) -> Totals {
        Totals {
            despatches: 1,
            receptacles: self.load().receptacles,
            items: self.bags.iter().map(|(_, items)| items).sum(),
            gross: self.load().gross,
        }
    }
}

fn pair() -> SealedContainer {
    SealedContainer {
        container: "CSQU3054383".parse().unwrap(),
        lock: "RSLK00000017".parse().unwrap(),
    }
}

fn manifest(totals: Totals) -> Manifest {
    let lock: LockId = pair().lock;
    Manifest {
        lock,
        container: pair().container,
        cycle: SealCycle(1),
        issued_at: Timestamp::from_unix(0),
        train: None,
        route: Vec::new().try_into().unwrap(),
        documents: Vec::new().try_into().unwrap(),
        totals,
        bill: totals,
        policy: Id::from_hash(Hash::from_bytes([1; 32])),
        tampers: TamperCount(0),
        journal: JournalHead::of_nothing(&lock),
        previous: None,
        inspection: None,
    }
}

fn found(bill: DeliveryBill, list: MailList, sheet: DetailSheet, manifest: &Manifest) -> Finding {
    let documents = [
        Document::DeliveryBill(bill),
        Document::MailList(list),
        Document::DetailSheet(sheet),
    ];
    let tree = Tree::of(&documents).unwrap();
    reconcile(&tree, manifest)
}

fn true_cargo() -> Cargo {
    Cargo {
        bags: vec![(21_400, 4), (18_700, 2), (22_300, 7)],
    }
}

#[test]
fn what_adds_up_agrees() {
    let cargo = true_cargo();
    let manifest = manifest(cargo.totals());
    let finding = found(cargo.bill(), cargo.list(), cargo.sheet(), &manifest);
    assert_eq!(finding, Finding::TotalsAgree(cargo.totals()));
}

#[test]
fn each_level_is_held_against_the_one_above() {
    let cargo = true_cargo();
    let more = Cargo {
        bags: vec![(21_400, 5), (18_700, 2), (22_300, 7)],
    };
    let heavier = Cargo {
        bags: vec![(21_500, 4), (18_700, 2), (22_300, 7)],
    };
    let manifest_of = |cargo: &Cargo| manifest(cargo.totals());

    let sheet = found(
        cargo.bill(),
        more.list(),
        cargo.sheet(),
        &manifest_of(&cargo),
    );
    assert!(matches!(
        sheet,
        Finding::TotalsSheetDiffers {
            receptacle: 0,
            listed: 5,
            sheet: 4,
            ..
        }
    ));
    let list = found(
        cargo.bill(),
        heavier.list(),
        cargo.sheet(),
        &manifest_of(&cargo),
    );
    assert!(matches!(list, Finding::TotalsListDiffers { .. }));
    let sealed = found(
        cargo.bill(),
        cargo.list(),
        cargo.sheet(),
        &manifest_of(&more),
    );
    assert!(matches!(sealed, Finding::TotalsManifestDiffers { .. }));
    let mut other_bill = manifest_of(&cargo);
    other_bill.bill.receptacles += 1;
    let bill = found(cargo.bill(), cargo.list(), cargo.sheet(), &other_bill);
    assert!(matches!(bill, Finding::TotalsBillDiffers { .. }));
    let mut other_box = manifest_of(&cargo);
    other_box.container = "CBHU3202732".parse().unwrap();
    let pair = found(cargo.bill(), cargo.list(), cargo.sheet(), &other_box);
    assert_eq!(pair, Finding::TotalsOtherPair);
}

#[test]
fn an_item_in_no_receptacle_is_found() {
    let cargo = true_cargo();
    let fewer_bags = Cargo {
        bags: vec![(21_400, 4), (18_700, 2)],
    };
    let finding = found(
        fewer_bags.bill(),
        fewer_bags.list(),
        cargo.sheet(),
        &manifest(fewer_bags.totals()),
    );
    assert!(matches!(
        finding,
        Finding::TotalsSheetDiffers {
            receptacle: 2,
            listed: 0,
            sheet: 1,
            ..
        }
    ));
}

#[test]
fn documents_that_are_no_tree_are_not_added_up() {
    let cargo = true_cargo();
    let bill = Document::DeliveryBill(cargo.bill());
    let list = Document::MailList(cargo.list());
    let sheet = Document::DetailSheet(cargo.sheet());
    for documents in [
        vec![],
        vec![bill.clone()],
        vec![list.clone(), sheet.clone()],
        vec![bill.clone(), list.clone()],
        vec![bill.clone(), sheet.clone()],
        vec![bill.clone(), bill.clone(), list.clone(), sheet.clone()],
        vec![
            bill.clone(),
            list.clone(),
            list.clone(),
            sheet.clone(),
            sheet.clone(),
        ],
    ] {
        assert_eq!(Tree::of(&documents).err(), Some(TreeError::Incomplete));
    }
}

#[test]
fn a_wrong_check_digit_is_a_caution_that_names_the_line() {
    let cargo = true_cargo();
    let mut lines = cargo.sheet().items.to_vec();
    lines[3].id = "RB123456786US".parse().unwrap();
    let sheet = DetailSheet {
        items: lines.try_into().unwrap(),
        ..cargo.sheet()
    };
    let documents = [
        Document::DeliveryBill(cargo.bill()),
        Document::MailList(cargo.list()),
        Document::DetailSheet(sheet),
    ];
    let finding = check_identifiers(&Tree::of(&documents).unwrap());
    assert!(matches!(
        finding,
        Finding::IdentifiersWrong {
            wrong: 1,
            line: 3,
            ..
        }
    ));
    assert_eq!(finding.code().to_string(), "ID1");
}

proptest! {
    #[test]
    fn no_single_lie_agrees(
        bags in proptest::collection::vec((100u64..50_000, 0u32..6), 1..6),
        place in 0usize..6,
        lie in 1u32..4,
        level in 0u8..3,
    ) {
        let truth = Cargo { bags: bags.clone() };
        let mut bags = bags;
        let place = place % bags.len();
        bags[place].1 += lie;
        bags[place].0 += u64::from(lie);
        let lied = Cargo { bags };
        let (bill, list, sheet) = match level {
            0 => (lied.bill(), truth.list(), truth.sheet()),
            1 => (truth.bill(), lied.list(), truth.sheet()),
            _ => (truth.bill(), truth.list(), lied.sheet()),
        };
        let finding = found(bill, list, sheet, &manifest(truth.totals()));
        prop_assert!(!matches!(finding, Finding::TotalsAgree(_)));
    }

    #[test]
    fn documents_that_anybody_made_up_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let despatch = DESPATCH.parse().unwrap();
        for kind in [
            DocumentKind::DeliveryBill,
            DocumentKind::MailList(despatch),
            DocumentKind::DetailSheet(despatch),
        ] {
            let _ = Document::from_bytes(kind, Encoding::Lines, &bytes);
        }
    }
}
