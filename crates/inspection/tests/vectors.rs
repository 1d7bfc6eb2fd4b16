//! The bytes that SPEC.md and its vectors give for an inspection are the ones of these types.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

use std::fs;
use std::path::Path;

use railseal_inspection::push::{Arrival, Push, Pushed, Rejection};
use railseal_inspection::record::CarriedRecord;
use railseal_inspection::verdict::Outcome;
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::statement::Signed;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{HighestSeen, Standing, Trust};
use railseal_protocol::wire::{decode, encode};

const NOW: Timestamp = Timestamp::from_unix(1_790_000_000);

fn protocol(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol");
    fs::read_to_string(folder.join(file)).unwrap()
}

/// A vector's blocks, in order.
struct Vector(Vec<(String, Vec<u8>)>);

impl Vector {
    fn read(name: &str) -> Self {
        let mut blocks: Vec<(String, Vec<u8>)> = Vec::new();
        for line in protocol(&format!("vectors/{name}.txt")).lines() {
            if let Some(name) = line.strip_prefix('[') {
                blocks.push((name.trim_end_matches(']').to_owned(), Vec::new()));
            } else if let Some((_, bytes)) = blocks.last_mut() {
                let digits = line.as_bytes().chunks(2);
                let read = digits.map(|two| std::str::from_utf8(two).unwrap());
                bytes.extend(read.map(|two| u8::from_str_radix(two, 16).unwrap()));
            }
        }
        Self(blocks)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let named = self.0.iter().filter(move |(n, _)| n == name);
        named.map(|(_, bytes)| bytes.as_slice())
    }

    fn bytes<'a>(&'a self, name: &'a str) -> &'a [u8] {
        self.all(name).next().unwrap()
    }

    fn trust(&self) -> Trust {
        let root = Signed::from_wire(self.bytes("root")).unwrap();
        let mut trust = Trust::new(
            Root::from_certificate(&root).unwrap(),
            HighestSeen::default(),
        );
        let recognition = Signed::from_wire(self.bytes("recognition")).unwrap();
        trust.accept_recognition(&recognition).unwrap();
        for carried in self.all("revocations") {
            trust
                .accept_revocations(&decode(carried, 4096).unwrap())
                .unwrap();
        }
        trust
    }

    fn chain(&self) -> CertificateChain {
        CertificateChain::from_wire(self.bytes("chain")).unwrap()
    }
}

fn carried() -> CarriedRecord {
    let vector = Vector::read("inspection");
    CarriedRecord {
        record: Signed::from_wire(vector.bytes("statement")).unwrap(),
        officer: vector.chain(),
    }
}

#[test]
fn the_record_verifies_and_is_judged_the_same_again() {
    let trust = Vector::read("inspection").trust();
    let verified = carried().verify(&trust, NOW).unwrap();
    assert_eq!(verified.standing, Standing::Good);
    assert!(verified.seal_confirmed);
    assert_eq!(verified.record.verdict.outcome(), Outcome::Pass);
}

#[test]
fn the_findings_have_the_index_that_the_page_gives() {
    let trust = Vector::read("inspection").trust();
    let verified = carried().verify(&trust, NOW).unwrap();
    let page = protocol("SPEC.md");
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
    let vector = Vector::read("arrival");
    let server = vector.trust().verify(&vector.chain()).unwrap();
    let arrival = Signed::<Arrival>::from_wire(vector.bytes("statement")).unwrap();
    let arrival = server.verify(&arrival).unwrap();
    assert_eq!(arrival.record, carried().record.id());
    assert_eq!(arrival.arrived_at, NOW);
}

#[test]
fn a_push_and_its_answer_are_read() {
    let push: Push = decode(Vector::read("message-push").bytes("bytes"), Push::LIMIT).unwrap();
    assert_eq!(CarriedRecord::from_wire(&push.records[0]), Ok(carried()));
    let pushed = Vector::read("message-pushed");
    let pushed: Pushed = decode(pushed.bytes("bytes"), Pushed::LIMIT).unwrap();
    assert!(pushed.results[0].is_ok());
    assert_eq!(pushed.results[1], Err(Rejection::Unreadable));
}
