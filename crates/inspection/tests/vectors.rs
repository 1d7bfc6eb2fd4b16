//! The bytes that SPEC.md and its vectors give for an inspection are the ones of these types.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

// The vectors' form, and what comes of them, are the protocol's own.
#[path = "../../protocol/tests/vectors/code.rs"]
mod code;
#[path = "../../protocol/tests/vectors/form.rs"]
#[expect(dead_code, reason = "vectors are made elsewhere")]
mod form;
#[path = "../../protocol/tests/vectors/outcome.rs"]
mod outcome;
#[path = "../../protocol/tests/parties/mod.rs"]
mod parties;
#[path = "vectors/typed.rs"]
mod typed;

use std::collections::BTreeMap;
use std::fs;

use railseal_inspection::push::{Arrival, Push, Pushed, Rejection};
use railseal_inspection::record::{CarriedRecord, InspectionRecord};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::statement::{Signed, Statement};
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, Trust};
use railseal_protocol::wire::{decode, encode};

use form::{Vector, files, folder};
use outcome::{chain, outcome};
use typed::typed;

const NOW: Timestamp = Timestamp::from_unix(1_790_000_000);

fn vector(name: &str) -> Vector {
    Vector::parse(&files()[name])
}

/// Whom a vector's phone trusts, and whose chain it is shown.
fn trust_and_holder(name: &str) -> (Trust, Holder) {
    chain(&vector(name)).unwrap()
}

fn carried() -> CarriedRecord {
    let vector = vector("inspection");
    CarriedRecord {
        record: Signed::from_wire(vector.bytes("statement")).unwrap(),
        officer: CertificateChain::from_wire(vector.bytes("chain")).unwrap(),
    }
}

#[test]
fn every_file_of_these_types_comes_to_what_it_says() {
    let mut read = BTreeMap::new();
    for (name, text) in files() {
        let vector = Vector::parse(&text);
        let Some(came) = typed(&vector) else {
            continue;
        };
        assert_eq!(came, vector.expected(), "{name}");
        assert_eq!(came, outcome(&vector), "{name}, by hand");
        let of = vector.find("statement").or(vector.find("message"));
        *read.entry(of.unwrap().to_owned()).or_insert(0) += 1;
    }
    let types = [
        "CarriedRecord",
        "Push",
        "Pushed",
        Arrival::CONTEXT,
        InspectionRecord::CONTEXT,
    ];
    assert!(read.keys().eq(types), "{read:?}");
}

#[test]
fn the_record_verifies_and_is_judged_the_same_again() {
    let (trust, _) = trust_and_holder("inspection");
    let verified = carried().verify(&trust, NOW).unwrap();
    assert_eq!(verified.standing, Standing::Good);
    assert!(verified.seal_confirmed);
    assert_eq!(verified.record.verdict.outcome(), Outcome::Pass);
}

#[test]
fn the_findings_have_the_index_that_the_page_gives() {
    let (trust, _) = trust_and_holder("inspection");
    let verified = carried().verify(&trust, NOW).unwrap();
    let page = fs::read_to_string(folder().join("../SPEC.md")).unwrap();
    for finding in verified.record.verdict.findings() {
        let (index, code) = (encode(finding)[0], finding.code());
        let name = format!("{finding:?}");
        let name = name.split([' ', '(']).next().unwrap();
        let row = format!("| {index} | {code} | {name} |");
        assert!(page.contains(&row), "SPEC.md lacks {row}");
    }
}

#[test]
fn the_arrival_names_the_record() {
    let (_, server) = trust_and_holder("arrival");
    let arrival = Signed::<Arrival>::from_wire(vector("arrival").bytes("statement")).unwrap();
    let arrival = server.verify(&arrival).unwrap();
    assert_eq!(arrival.record, carried().record.id());
    assert_eq!(arrival.arrived_at, NOW);
}

#[test]
fn a_push_and_its_answer_are_read() {
    let push: Push = decode(vector("message-push").bytes("bytes"), Push::LIMIT).unwrap();
    assert_eq!(CarriedRecord::from_wire(&push.records[0]), Ok(carried()));
    let pushed = vector("message-pushed");
    let pushed: Pushed = decode(pushed.bytes("bytes"), Pushed::LIMIT).unwrap();
    assert!(pushed.results[0].is_ok());
    assert_eq!(pushed.results[1], Err(Rejection::Unreadable));
}
