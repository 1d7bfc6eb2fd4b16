//! A container's register: what is told of its documents while they come, and what never is.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use railseal_inspection::documents::SealedContainer;
use railseal_inspection::finding::{CheckResult, Finding};
use railseal_inspection::packing::{Packed, pack};
use railseal_inspection::register::{Answer, Asked, Register, Spot, answer};
use railseal_mail::{Container, Plan};
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::manifest::{Chunk, DocumentKind, Grams, Manifest};
use railseal_protocol::statement::Id;
use railseal_protocol::status::{SealCycle, TamperCount};
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::encode;

const PLAN: Plan = Plan {
    items: 1200,
    receptacles: 20,
    despatches: 2,
    ..Plan::SMALL
};

/// So small that every document comes in several.
const CHUNK: usize = 1000;

struct Sealed {
    container: Container,
    manifest: Manifest,
    chunks: Vec<Vec<Chunk>>,
}

fn id() -> Id<Manifest> {
    Id::from_hash(Hash::of("a manifest", &[]))
}

impl Sealed {
    fn new(plan: Plan) -> Self {
        let sealed = SealedContainer {
            container: "CSQU3054383".parse().unwrap(),
            lock: "RSLK00000121".parse().unwrap(),
        };
        let container = Container::make(plan, sealed, Timestamp::from_unix(0)).unwrap();
        let Packed {
            entries,
            chunks,
            totals,
        } = pack(container.cargo(), CHUNK).unwrap();
        let manifest = Manifest {
            lock: sealed.lock,
            container: sealed.container,
            cycle: SealCycle(1),
            issued_at: Timestamp::from_unix(0),
            train: None,
            route: Vec::new().try_into().unwrap(),
            documents: entries,
            totals,
            bill: totals,
            policy: Id::from_hash(Hash::of("a policy", &[])),
            tampers: TamperCount(0),
            journal: JournalHead::of_nothing(&sealed.lock),
            previous: None,
            inspection: None,
        };
        Self {
            container,
            manifest,
            chunks,
        }
    }

    fn register(&self) -> Register {
        Register::of(id(), self.manifest.clone())
    }

    /// The documents after somebody had them in hand.
    fn findings_after(&self, change: impl FnOnce(&mut Vec<Vec<Chunk>>)) -> (Finding, usize) {
        let mut chunks = self.chunks.clone();
        change(&mut chunks);
        let mut register = self.register();
        give(&mut register, &chunks);
        let sheet = self.container.sheets[0].despatch;
        (
            register.findings().documents,
            register.inside(sheet, 0).len(),
        )
    }

    /// Which document is the first detail sheet.
    fn sheet(&self) -> usize {
        let mut entries = self.manifest.documents.iter();
        let is_sheet = |kind| matches!(kind, DocumentKind::DetailSheet(_));
        entries.position(|entry| is_sheet(entry.kind)).unwrap()
    }
}

fn give(register: &mut Register, chunks: &[Vec<Chunk>]) {
    for (document, chunks) in (0..).zip(chunks) {
        for (chunk, bytes) in (0..).zip(chunks) {
            register.take(ChunkAddress { document, chunk }, bytes);
        }
    }
}

#[test]
fn a_container_that_is_as_sealed_is_complete_and_adds_up() {
    let sealed = Sealed::new(PLAN);
    let mut register = sealed.register();
    assert_eq!(register.progress().items, 0);
    give(&mut register, &sealed.chunks);
    let found = register.findings();
    for finding in [found.totals, found.documents, found.identifiers] {
        assert_eq!(finding.result(), CheckResult::Passed, "{finding:?}");
    }
    assert_eq!(
        (register.progress().items, register.progress().of),
        (1200, 1200)
    );
    let overview = register.overview().unwrap();
    let bill = &sealed.container.bill;
    let offices = (overview.origin, overview.destination);
    assert_eq!(offices, (bill.origin, bill.destination));
    assert_eq!(overview.despatches[1].load, bill.lines[1].load());
    assert_eq!(overview.totals, Some(sealed.manifest.totals));
    let bags: usize = overview
        .despatches
        .iter()
        .map(|d| d.receptacles.len())
        .sum();
    assert_eq!(bags, 20);
}

#[test]
fn a_chunk_that_is_not_the_one_that_was_sealed_is_named_and_nothing_of_its_document_is_told() {
    let sealed = Sealed::new(PLAN);
    let at = sealed.sheet();
    let document = sealed.manifest.documents[at].kind;
    let chunk = |bytes: &[u8]| Chunk::try_from(bytes.to_vec()).unwrap();
    let last = sealed.chunks[at].len() - 1;

    // As it was sealed, the first bag's items are told.
    assert_eq!(sealed.findings_after(|_| ()).1, 60);
    let forged = sealed.findings_after(|chunks| {
        let mut bytes = chunks[at][3].to_vec();
        bytes[500] ^= 1;
        chunks[at][3] = chunk(&bytes);
    });
    assert_eq!(forged, (Finding::DocumentsForged { document, chunk: 3 }, 0));

    let swapped = sealed.findings_after(|chunks| chunks[at].swap(2, 5));
    let is_of = document;
    let is_other = Finding::DocumentsSwapped {
        document,
        chunk: 2,
        is_of,
        is: 5,
    };
    assert_eq!(swapped, (is_other, 0));

    let doubled = sealed.findings_after(|chunks| {
        let again = chunks[at][4].clone();
        chunks[at].insert(4, again);
    });
    let again = Finding::DocumentsSwapped {
        document,
        chunk: 5,
        is_of,
        is: 4,
    };
    assert_eq!(doubled, (again, 0));

    let of_another = sealed.findings_after(|chunks| chunks[at][1] = chunks[at + 1][1].clone());
    let is_of = sealed.manifest.documents[at + 1].kind;
    let of_other = Finding::DocumentsSwapped {
        document,
        chunk: 1,
        is_of,
        is: 1,
    };
    assert_eq!(of_another, (of_other, 0));

    for place in [1, last] {
        let cut = sealed.findings_after(|chunks| {
            let bytes = &chunks[at][place][..chunks[at][place].len() - 1];
            chunks[at][place] = chunk(bytes);
        });
        let place = u32::try_from(place).unwrap();
        assert_eq!(
            cut,
            (
                Finding::DocumentsCut {
                    document,
                    chunk: place
                },
                0
            )
        );
    }

    let missing = sealed.findings_after(|chunks| {
        chunks[at].pop();
    });
    let (have, of) = (
        u32::try_from(last).unwrap(),
        u32::try_from(last + 1).unwrap(),
    );
    assert_eq!(missing.0, Finding::DocumentsMissing { document, have, of });
}

#[test]
fn whatever_comes_twice_or_out_of_turn_changes_nothing() {
    let sealed = Sealed::new(PLAN);
    let at = u8::try_from(sealed.sheet()).unwrap();
    let mut register = sealed.register();
    register.take(
        ChunkAddress {
            document: at,
            chunk: 1,
        },
        &sealed.chunks[usize::from(at)][1],
    );
    register.take(
        ChunkAddress {
            document: 99,
            chunk: 0,
        },
        &[],
    );
    give(&mut register, &sealed.chunks);
    give(&mut register, &sealed.chunks);
    assert_eq!(register.findings().documents.result(), CheckResult::Passed);
}

#[test]
fn an_item_is_found_by_its_id_a_name_in_any_letters_or_its_hs_code() {
    let sealed = Sealed::new(PLAN);
    let mut register = sealed.register();
    give(&mut register, &sealed.chunks);
    let wanted = &sealed.container.sheets[1].items[17];
    let list = &sealed.container.lists[1];
    let bag = &list.receptacles[usize::from(wanted.receptacle)];

    let spaced = wanted.id.as_str().to_lowercase();
    let found = register.search(&format!("{} {}", &spaced[..4], &spaced[4..]), 10);
    assert_eq!((found.all, found.first.len()), (1, 1));
    let hit = &found.first[0];
    assert_eq!((&hit.item, hit.receptacle.as_ref()), (wanted, Some(bag)));
    assert_eq!(hit.despatch, list.despatch);

    let name = wanted.recipient.name.as_str().to_uppercase();
    let found = register.search(&format!(" {name} "), 5);
    assert!(found.all >= 1 && found.first.len() <= 5);
    for hit in &found.first {
        let names = [&hit.item.sender.name, &hit.item.recipient.name];
        assert!(
            names
                .iter()
                .any(|n| n.as_str().to_uppercase().contains(&name))
        );
    }

    let hs = wanted.contents[0].hs.as_str();
    let all = sealed
        .container
        .sheets
        .iter()
        .flat_map(|sheet| sheet.items.iter());
    let with = all.filter(|item| item.contents.iter().any(|c| c.hs.as_str() == hs));
    assert_eq!(register.search(hs, 3).all as usize, with.count());
    assert_eq!(register.search("  ", 3).all, 0);
    assert_eq!(register.search("nobody by that name", 3).all, 0);
}

#[test]
fn one_scan_says_where_a_thing_should_be_or_that_it_should_not_be_here() {
    let sealed = Sealed::new(PLAN);
    let mut register = sealed.register();
    let item = &sealed.container.sheets[0].items[5];
    assert_eq!(register.spot(item.id.as_str()), Spot::NotYet);
    give(&mut register, &sealed.chunks);
    let Spot::Item { hit, listed } = register.spot(item.id.as_str()) else {
        panic!("an item that is listed");
    };
    assert_eq!((&hit.item, listed), (item, 1));
    let bag = &sealed.container.lists[1].receptacles[2];
    let despatch = sealed.container.lists[1].despatch;
    let line = bag.clone();
    assert_eq!(
        register.spot(bag.id.as_str()),
        Spot::Receptacle { despatch, line }
    );
    assert_eq!(register.spot("EE471108151FR"), Spot::NotHere);
    assert_eq!(
        register.spot("EE471108152FR"),
        Spot::WrongDigit { wanted: 1 }
    );
}

#[test]
fn what_is_listed_twice_is_found() {
    let mut sealed = Sealed::new(Plan::SMALL);
    let mut items = sealed.container.sheets[1].items.to_vec();
    items[7].id = sealed.container.sheets[0].items[3].id.clone();
    sealed.container.sheets[1].items = items.try_into().unwrap();
    let packed = pack(sealed.container.cargo(), CHUNK).unwrap();
    (sealed.manifest.documents, sealed.chunks) = (packed.entries, packed.chunks);
    let mut register = sealed.register();
    give(&mut register, &sealed.chunks);
    let despatch = sealed.container.sheets[1].despatch;
    let twice = Finding::IdentifiersTwice { despatch, line: 7 };
    assert_eq!(register.findings().identifiers, twice);
    let id = sealed.container.sheets[1].items[7].id.as_str();
    assert!(matches!(register.spot(id), Spot::Item { listed: 2, .. }));
}

#[test]
fn questions_travel_and_what_is_none_is_answered_so() {
    let sealed = Sealed::new(Plan::SMALL);
    let mut register = None;
    let mut ask =
        |asked: &Asked| Answer::from_wire(&answer(&mut register, &encode(asked))).unwrap();
    assert_eq!(ask(&Asked::Findings), Answer::Nothing);
    ask(&Asked::Begin(id(), Box::new(sealed.manifest.clone())));
    let mut items = 0;
    for (document, chunks) in (0..).zip(&sealed.chunks) {
        for (chunk, bytes) in (0..).zip(chunks) {
            let at = ChunkAddress { document, chunk };
            let Answer::Progress(progress) = ask(&Asked::Take(at, bytes.clone())) else {
                panic!("a chunk brings progress");
            };
            assert!(progress.items >= items);
            items = progress.items;
        }
    }
    assert_eq!(items, 220);
    let Answer::Findings(found) = ask(&Asked::Findings) else {
        panic!("findings");
    };
    assert_eq!(found.manifest, id());
    assert_eq!(found.totals, Finding::TotalsAgree(sealed.manifest.totals));
    let list = &sealed.container.lists[0];
    let Answer::Items(inside) = ask(&Asked::Inside(list.despatch, 1)) else {
        panic!("items");
    };
    assert_eq!(inside.len(), list.receptacles[1].items as usize);
    assert_ne!(list.receptacles[1].gross, Grams(0));
    ask(&Asked::Forget);
    assert_eq!(ask(&Asked::Findings), Answer::Nothing, "nothing is left");
    assert_eq!(
        Answer::from_wire(&answer(&mut None, b"no question")),
        Ok(Answer::Nothing)
    );
}
