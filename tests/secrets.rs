//! No key, one-time code or document of a container can be printed, by whatever holds it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "secrets/forms.rs"]
mod forms;
#[path = "../crates/protocol/tests/parties/mod.rs"]
mod parties;
#[path = "secrets/scan.rs"]
mod scan;
#[path = "secrets/shown.rs"]
mod shown;

use std::path::Path;

use forms::found_in;
use scan::{Package, declared_in, holders};

/// What holds a secret in itself. Whatever holds one of these is found by the sources.
const SEEDS: [&str; 20] = [
    // Keys, codes and randomness of ours, and the memories that have them on them
    "SigningKey",
    "AgreementSecret",
    "Entropy",
    "EnrolmentSecret",
    "FakeHardware",
    "Body",
    // Of others
    "HandshakeState",
    "TransportState",
    "CryptoKey",
    "CryptoKeyPair",
    // What a container holds
    "Chunk",
    "DeliveryBill",
    "MailList",
    "DetailSheet",
    "ReceptacleLine",
    "BillLine",
    "ItemLine",
    "Content",
    "Money",
    "Party",
];

/// Those of the cryptographic library's and of the browser's, and a name for bytes.
const DECLARED_ELSEWHERE: [&str; 5] = [
    "HandshakeState",
    "TransportState",
    "CryptoKey",
    "CryptoKeyPair",
    "Chunk",
];

/// They print their parts, one by one, each of which is shown here or holds nothing.
const MADE_OF_SHOWN: [&str; 26] = [
    "Asked",
    "Call",
    "Case",
    "Despatch",
    "Examining",
    "Found",
    "GoodTables",
    "Hit",
    "Judgement",
    "Lawful",
    "OrderWant",
    "Overview",
    "Packed",
    "Preparing",
    "Question",
    "Renewing",
    "Request",
    "Spot",
    "Stage",
    "Talk",
    "Tree",
    "Visit",
    "Vouched",
    "Want",
    "Wish",
    "WriteWant",
];

/// Only their own package, or the browser, can make one: the file says what they print.
const SHOWN_AT_HOME: [(&str, &str); 3] = [
    ("Challenger", "crates/lock/src/challenge.rs"),
    ("LedgerKey", "crates/server/src/authority/ledger_key.rs"),
    ("OfficerKey", "src/device/keys/web_crypto.rs"),
];

#[test]
fn each_prints_what_is_written_here_and_nothing_of_its_secret() {
    for one in shown::all() {
        assert_eq!(one.printed, one.snapshot, "{}", one.name);
        assert_eq!(on_one_line(&one.pretty), on_one_line(one.snapshot));
        for printed in [&one.printed, &one.pretty] {
            assert!(!one.secrets.is_empty(), "{}", one.name);
            for secret in &one.secrets {
                assert_eq!(found_in(printed, secret), None, "{}: {printed}", one.name);
            }
        }
    }
    for (name, file) in SHOWN_AT_HOME {
        let source = std::fs::read_to_string(root().join(file)).unwrap();
        let says = format!("f.write_str(\"{name}(…)\")");
        assert!(source.contains(&says), "{file} does not say {says}");
    }
}

#[test]
fn whatever_holds_a_secret_is_shown_here() {
    let packages = packages();
    let mut known: Vec<&str> = shown::all().iter().map(|one| one.name).collect();
    known.extend(SHOWN_AT_HOME.map(|(name, _)| name));
    let mut unshown = Vec::new();
    for (package, one) in holders(&packages, &SEEDS) {
        let name = one.name.as_str();
        if MADE_OF_SHOWN.contains(&name) {
            assert!(one.derives, "{package}: {name} says itself what it prints");
        } else if one.prints && !known.contains(&name) {
            unshown.push(format!("{package}: {name}"));
        }
    }
    assert_eq!(
        unshown, [""; 0],
        "these hold a secret and can be printed: show them in tests/secrets/shown.rs"
    );
    let declared = |name: &&str| {
        let mut all = packages.iter().flat_map(|package| &package.declared);
        all.any(|one| one.name == **name)
    };
    known.extend(MADE_OF_SHOWN);
    known.extend(
        SEEDS
            .iter()
            .filter(|name| !DECLARED_ELSEWHERE.contains(name)),
    );
    let gone: Vec<_> = known.iter().filter(|name| !declared(name)).collect();
    assert_eq!(gone, [&""; 0], "no type is called so any more");
}

/// Without spaces, and without the comma that only the longer form has.
fn on_one_line(printed: &str) -> String {
    let bare: String = printed.split_whitespace().collect();
    [",}", ",]", ",)"]
        .iter()
        .fold(bare, |bare, end| bare.replace(end, &end[1..]))
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn packages() -> [Package<'static>; 7] {
    let package = |name, folder: &str, knows| Package {
        name,
        knows,
        foreign: &[],
        declared: declared_in(&root().join(folder)),
    };
    let app: &[&str] = &["protocol", "inspection"];
    let tests: &[&str] = &[
        "protocol",
        "inspection",
        "lock",
        "peripheral",
        "server",
        "app",
    ];
    [
        package("protocol", "crates/protocol/src", &[]),
        package("inspection", "crates/inspection/src", &["protocol"]),
        package("lock", "crates/lock/src", &["protocol"]),
        package("peripheral", "crates/peripheral/src", &["protocol", "lock"]),
        package("server", "crates/server/src", app),
        package("app", "src", app),
        Package {
            // The bus's, and what a task of its stand-in answers to; a lock beside one holds its keys itself.
            foreign: &["Answer", "Connection"],
            ..package("tests", "tests/src", tests)
        },
    ]
}
