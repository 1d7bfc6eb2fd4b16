//! The encoding Foreseen: whatever can stand in a mail list or a detail sheet is read back as it was
//! written, and whatever is no such document is refused.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use railseal_inspection::documents::{
    Content, ContentCategory, DetailSheet, Document, DocumentError, DocumentReader, ItemLine,
    MailList, Money, Party, ReceptacleKind, ReceptacleLine,
};
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::{DocumentKind, Encoding, Grams};
use railseal_protocol::wire::DecodeError;

const DESPATCH: &str = "CNCKGAKZALAACUN60001";

fn despatch() -> DespatchId {
    DESPATCH.parse().unwrap()
}

/// A text as people write it, or as nobody would.
fn text(most: usize) -> impl Strategy<Value = String> {
    let words = [
        "Алматы қ., ",
        "Abay",
        "重庆市",
        " ",
        "ул. ",
        "д. ",
        "-",
        "é",
        "Ünal ",
        "/",
        "00",
    ];
    let part = prop_oneof![
        prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        (0u64..10_000_000).prop_map(|number| number.to_string()),
        "\\PC{0,6}".prop_filter("none that hides anything", |text| {
            text.parse::<railseal_protocol::bounded::Text<64>>().is_ok()
        }),
    ];
    prop::collection::vec(part, 0..6).prop_map(move |parts| {
        let mut text = parts.concat();
        while text.len() > most {
            text.pop();
        }
        text
    })
}

fn party() -> impl Strategy<Value = Party> {
    (text(96), text(192), "[A-Z]{2}").prop_map(|(name, address, country)| Party {
        name: name.parse().unwrap(),
        address: address.parse().unwrap(),
        country: country.parse().unwrap(),
    })
}

/// A number that is small, large, or the largest.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..300, any::<u64>(), Just(u64::MAX), Just(0)]
}

fn content() -> impl Strategy<Value = Content> {
    let quantity = prop_oneof![0u32..5, any::<u32>()];
    let value = (number(), "[A-Z]{0,3}");
    (
        text(128),
        quantity,
        number(),
        value,
        "[0-9]{0,6}",
        "[A-Z]{2}",
    )
        .prop_map(
            |(description, quantity, net, (minor, currency), hs, origin)| Content {
                description: description.parse().unwrap(),
                quantity,
                net: Grams(net),
                value: Money {
                    minor,
                    currency: currency.parse().unwrap(),
                },
                hs: hs.parse().unwrap(),
                origin: origin.parse().unwrap(),
            },
        )
}

fn item() -> impl Strategy<Value = ItemLine> {
    let ids = [
        "RB123456785US",
        "RB123456786US",
        "RR000000080CN",
        "RR000000155CN",
        "EE471108151FR",
    ];
    let id = prop_oneof![
        prop::sample::select(ids.to_vec()).prop_map(str::to_owned),
        text(32),
    ];
    (
        id,
        any::<u16>(),
        party(),
        party(),
        prop::sample::select(ContentCategory::ALL.to_vec()),
        prop::collection::vec(content(), 0..=16),
    )
        .prop_map(
            |(id, receptacle, sender, recipient, category, contents)| ItemLine {
                id: id.parse().unwrap(),
                receptacle,
                sender,
                recipient,
                category,
                contents: contents.try_into().unwrap(),
            },
        )
}

/// Items, some of which come again, so that there is something to foresee.
fn items() -> impl Strategy<Value = Vec<ItemLine>> {
    let places = prop::collection::vec(any::<prop::sample::Index>(), 0..40);
    (prop::collection::vec(item(), 1..12), places).prop_map(|(items, places)| {
        let again = places.iter().map(|place| place.get(&items).clone());
        items.iter().cloned().chain(again).collect()
    })
}

fn receptacle() -> impl Strategy<Value = ReceptacleLine> {
    let usual = (1u32..999, 0u8..2, 0u8..2, 0u64..10_000);
    let usual = usual.prop_map(|(serial, last, registered, tenths)| {
        format!("{DESPATCH}{serial:03}{last}{registered}{tenths:04}")
    });
    let id = prop_oneof![usual, text(32)];
    (
        id,
        prop::sample::select(ReceptacleKind::ALL.to_vec()),
        number(),
        any::<u32>(),
        any::<bool>(),
    )
        .prop_map(|(id, kind, gross, items, registered)| {
            // As its identifier says, where it says anything.
            let said = id.get(25..29).and_then(|tenths| tenths.parse::<u64>().ok());
            ReceptacleLine {
                id: id.parse().unwrap(),
                kind,
                gross: Grams(said.map_or(gross, |tenths| tenths * 100)),
                items,
                registered,
            }
        })
}

fn sheet(items: Vec<ItemLine>) -> Document {
    Document::DetailSheet(DetailSheet {
        despatch: despatch(),
        items: items.try_into().unwrap(),
    })
}

fn list(receptacles: Vec<ReceptacleLine>) -> Document {
    Document::MailList(MailList {
        despatch: despatch(),
        receptacles: receptacles.try_into().unwrap(),
    })
}

fn read(document: &Document, bytes: &[u8]) -> Result<Document, DocumentError> {
    Document::from_bytes(document.kind(), Encoding::Foreseen, bytes)
}

/// Reads bytes that come in pieces, reading on after each; gives what there is at the end.
fn read_in_pieces(document: &Document, pieces: &[&[u8]]) -> Result<Document, DocumentError> {
    let mut reader = DocumentReader::new(document.kind(), Encoding::Foreseen);
    for piece in pieces {
        reader.take(piece);
        reader.read_on()?;
    }
    reader.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_sheet_is_read_back(items in items()) {
        let sheet = sheet(items);
        let bytes = sheet.to_bytes(Encoding::Foreseen);
        prop_assert_eq!(read(&sheet, &bytes), Ok(sheet));
    }

    #[test]
    fn a_list_is_read_back(receptacles in prop::collection::vec(receptacle(), 0..40)) {
        let list = list(receptacles);
        let bytes = list.to_bytes(Encoding::Foreseen);
        prop_assert_eq!(read(&list, &bytes), Ok(list));
    }

    #[test]
    fn bytes_may_come_in_any_pieces(items in items(), at in any::<prop::sample::Index>()) {
        let sheet = sheet(items);
        let bytes = sheet.to_bytes(Encoding::Foreseen);
        let (first, rest) = bytes.split_at(at.index(bytes.len()));
        prop_assert_eq!(read_in_pieces(&sheet, &[first, rest]), Ok(sheet));
    }

    #[test]
    fn what_is_cut_short_is_refused(items in items(), at in any::<prop::sample::Index>()) {
        let sheet = sheet(items);
        let bytes = sheet.to_bytes(Encoding::Foreseen);
        prop_assert!(read(&sheet, &bytes[..at.index(bytes.len())]).is_err());
    }

    #[test]
    fn a_changed_byte_never_stops_the_reader(
        items in items(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let sheet = sheet(items);
        let mut bytes = sheet.to_bytes(Encoding::Foreseen);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read(&sheet, &bytes);
    }
}

#[test]
fn nothing_may_follow() {
    let sheet = sheet(Vec::new());
    let mut bytes = sheet.to_bytes(Encoding::Foreseen);
    assert_eq!(read(&sheet, &bytes), Ok(sheet.clone()));
    bytes.push(0);
    let trailing = DecodeError::TrailingBytes { count: 1 };
    assert_eq!(read(&sheet, &bytes), Err(trailing.into()));
}

#[test]
fn another_despatch_is_not_taken_for_the_one_that_is_named() {
    let other: DespatchId = "CNCKGAKZALAACUN60002".parse().unwrap();
    let bytes = list(Vec::new()).to_bytes(Encoding::Foreseen);
    let read = Document::from_bytes(DocumentKind::MailList(other), Encoding::Foreseen, &bytes);
    let wanted = DocumentError::OtherDespatch {
        wanted: other,
        got: despatch(),
    };
    assert_eq!(read, Err(wanted));
}

#[test]
fn more_rows_than_there_may_be_are_refused_before_any_is_read() {
    for (document, most) in [(list(Vec::new()), 1000), (sheet(Vec::new()), 32_768)] {
        let mut bytes = document.to_bytes(Encoding::Foreseen);
        bytes[20..24].copy_from_slice(&(most as u32 + 1).to_le_bytes());
        let too_many = DecodeError::TooLong {
            limit: most,
            got: most + 1,
        };
        assert_eq!(read(&document, &bytes), Err(too_many.into()));
    }
}

#[test]
fn a_segment_that_claims_too_much_is_refused_before_it_has_come() {
    let empty = sheet(Vec::new());
    let mut bytes = empty.to_bytes(Encoding::Foreseen);
    bytes[20..24].copy_from_slice(&1u32.to_le_bytes());
    bytes.extend(u32::MAX.to_le_bytes());
    let mut reader = DocumentReader::new(empty.kind(), Encoding::Foreseen);
    reader.take(&bytes);
    assert!(matches!(
        reader.read_on(),
        Err(DocumentError::Unreadable(DecodeError::TooLong { .. }))
    ));
}

/// SPEC.md's example, by hand from its blocks in lines.
fn examples() -> [(&'static str, Document); 2] {
    let party = |name: &str, address: &str, country: &str| Party {
        name: name.parse().unwrap(),
        address: address.parse().unwrap(),
        country: country.parse().unwrap(),
    };
    let item = ItemLine {
        id: "RR000000080CN".parse().unwrap(),
        receptacle: 0,
        sender: party("Sender", "Chongqing", "CN"),
        recipient: party("Recipient", "Almaty", "KZ"),
        category: ContentCategory::SaleOfGoods,
        contents: vec![Content {
            description: "cotton shirts".parse().unwrap(),
            quantity: 2,
            net: Grams(420),
            value: Money {
                minor: 2600,
                currency: "USD".parse().unwrap(),
            },
            hs: "620520".parse().unwrap(),
            origin: "CN".parse().unwrap(),
        }]
        .try_into()
        .unwrap(),
    };
    let bag = ReceptacleLine {
        id: "CNCKGAKZALAACUN60001001110227".parse().unwrap(),
        kind: ReceptacleKind::Bag,
        gross: Grams(22_700),
        items: 1,
        registered: true,
    };
    [
        ("mail list", list(vec![bag])),
        ("detail sheet", sheet(vec![item])),
    ]
}

#[test]
fn the_specification_shows_the_bytes_of_its_examples() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../protocol/SPEC.md")).unwrap();
    for (name, document) in examples() {
        let bytes = document.to_bytes(Encoding::Foreseen);
        let mut hex = String::new();
        for line in bytes.chunks(32) {
            line.iter()
                .for_each(|byte| write!(hex, "{byte:02x}").unwrap());
            hex.push('\n');
        }
        let block = format!("```foreseen {name}\n{hex}```\n");
        assert!(page.contains(&block), "SPEC.md should have\n{block}");
        let lines = document.to_bytes(Encoding::Lines);
        let in_lines = Document::from_bytes(document.kind(), Encoding::Lines, &lines);
        assert_eq!(in_lines, read(&document, &bytes));
    }
}
