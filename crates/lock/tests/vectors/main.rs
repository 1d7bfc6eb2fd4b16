//! Every vector that a lock can meet, put through the lock's own doors: its commissioning, its radio, its sealing. What
//! it says to each is what the file expects, in the lock's own words.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail by it")]

#[path = "../../../protocol/tests/vectors/code.rs"]
#[expect(dead_code, reason = "a lock does not meet every error")]
mod code;
#[path = "../../../protocol/tests/vectors/form.rs"]
#[expect(dead_code, reason = "vectors are made elsewhere")]
mod form;
mod lock;
mod met;
mod orders;
#[path = "../../../protocol/tests/parties/mod.rs"]
mod parties;
mod radio;

use std::collections::{BTreeMap, BTreeSet};

use form::{Kind, Vector, files};
use met::{Met, meet};

fn vectors() -> Vec<(String, Vector)> {
    let read = |(name, text): (String, String)| (name, Vector::parse(&text));
    files().into_iter().map(read).collect()
}

#[test]
fn a_lock_says_to_every_vector_what_the_file_expects() {
    let mut held: BTreeMap<Kind, usize> = BTreeMap::new();
    for (name, vector) in vectors() {
        if meet(&name, &vector) == Met::Held {
            *held.entry(vector.kind()).or_default() += 1;
        }
    }
    let met: Vec<Kind> = held.into_keys().collect();
    // A lock makes announcements and journals and reads none of others; enrolment is between phone and server.
    assert_eq!(
        met,
        [
            Kind::Root,
            Kind::Lists,
            Kind::Chain,
            Kind::Standing,
            Kind::Statement,
            Kind::Message,
            Kind::Segments,
            Kind::Session,
        ]
    );
}

#[test]
fn the_codes_that_no_lock_comes_to_are_these() {
    let (mut held, mut every) = (BTreeSet::new(), BTreeSet::new());
    for (name, vector) in vectors() {
        every.insert(vector.expected().to_owned());
        if meet(&name, &vector) == Met::Held {
            held.insert(vector.expected().to_owned());
        }
    }
    let never: Vec<&String> = every.difference(&held).collect();
    assert_eq!(never, NEVER);
}

/// Of announcements, journals and enrolments, which no lock reads of others; and of a missing recognition list, without
/// which no lock is commissioned.
const NEVER: [&str; 13] = [
    "announcement.newer",
    "announcement.older",
    "announcement.unreadable.malformed",
    "announcement.unreadable.trailing-bytes",
    "code.character",
    "code.length",
    "code.other-root",
    "journal.broken",
    "journal.other-head",
    "journal.unreadable.malformed",
    "journal.unreadable.trailing-bytes",
    "possession.not-proven",
    "trust.no-recognition.missing",
];
