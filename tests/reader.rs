//! A second reader of the protocol, in Python and from SPEC.md alone (tests/reader), held against this one: by every
//! vector, by the documents in both encodings, and by a lock of the demonstration that both read whole.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::panic, reason = "a test says what it lacks")]

#[path = "reader/amended.rs"]
mod amended;
#[path = "reader/python.rs"]
mod python;
#[path = "reader/summary.rs"]
mod summary;

// What other tests ask of the crossing is not asked here.
#[expect(dead_code, reason = "shared with the sessions in one process")]
#[path = "session/crossing.rs"]
mod crossing;

use railseal_tests::demonstration::Condition;
use serde_json::Value;

use crossing::{Crossing, NOW};

#[test]
fn every_vector_comes_out_as_expected() {
    let vectors = python::folder("../crates/protocol/vectors");
    let printed = python::run(&["vectors", vectors.to_str().unwrap()], "").unwrap();
    let there = std::fs::read_dir(vectors).unwrap();
    let files = there.filter(|file| {
        let path = file.as_ref().unwrap().path();
        path.extension().is_some_and(|extension| extension == "txt")
    });
    let last = format!("{} vectors, 0 not as expected", files.count());
    assert_eq!(printed.lines().last(), Some(last.as_str()), "{printed}");
}

#[test]
fn both_encodings_of_a_document_are_read_alike() {
    let vectors = python::folder("../crates/inspection/vectors");
    let printed = python::run(&["documents", vectors.to_str().unwrap()], "").unwrap();
    let each = [
        "detail-sheet: 300 rows, the same in both; cut short malformed, longer trailing-bytes\n",
        "mail-list: 6 rows, the same in both; cut short malformed, longer trailing-bytes\n",
    ];
    assert_eq!(printed, each.concat());
}

/// What the Python reader makes of a lock at a segment size.
fn visit(
    crossing: &Crossing,
    condition: Condition,
    segment: usize,
    given: &Value,
) -> Result<String, String> {
    let lock = crossing.demonstration.lock(condition, NOW).unwrap();
    let port = python::serve(lock.with_segment(segment));
    python::run(&["visit", &port.to_string()], &given.to_string())
}

#[tokio::test]
async fn both_readers_read_the_same_in_a_lock() {
    let crossing = Crossing::open().await;
    for (condition, segment) in [
        (Condition::Intact, 20),
        (Condition::Intact, 244),
        (Condition::LampAsked, 244),
        (Condition::InspectedBefore, 244),
        (Condition::Forked, 244),
    ] {
        let given = summary::given(&crossing, condition.lock().unwrap()).await;
        let evidence = crossing.read(condition, segment).await;
        let printed = visit(&crossing, condition, segment, &given).unwrap();
        let read: Value = serde_json::from_str(&printed).unwrap();
        let ours = summary::of(&crossing, &evidence);
        assert_eq!(read, ours, "{condition:?} at {segment}");
    }
}

#[tokio::test]
async fn both_readers_read_the_same_in_a_lock_that_was_opened_and_closed_again() {
    let crossing = Crossing::open().await;
    let people = amended::People::at(&crossing).await;
    let inspected = Condition::InspectedBefore;
    let given = summary::given(&crossing, inspected.lock().unwrap()).await;
    let (here, there) = (
        people.amend_twice(&crossing, inspected),
        people.amend_twice(&crossing, inspected),
    );
    let evidence = crossing.read_lock(here).await;
    let port = python::serve(there);
    let printed = python::run(&["visit", &port.to_string()], &given.to_string()).unwrap();
    let read: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(read, summary::of(&crossing, &evidence));
    assert_eq!(read["amendments"].as_array().map(Vec::len), Some(2));
    assert_eq!(read["inspections"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn the_python_reader_finds_a_forged_manifest_out() {
    let crossing = Crossing::open().await;
    let condition = Condition::ForgedManifest;
    let given = summary::given(&crossing, condition.lock().unwrap()).await;
    let said = visit(&crossing, condition, 244, &given).unwrap_err();
    assert_eq!(said, "the lock was not read: manifest.bad-signature\n");
}

#[tokio::test]
async fn the_lock_does_not_welcome_another_key() {
    let crossing = Crossing::open().await;
    let mut given = summary::given(&crossing, Condition::Intact.lock().unwrap()).await;
    given["key"] = "08".repeat(32).into();
    let said = visit(&crossing, Condition::Intact, 244, &given).unwrap_err();
    assert_eq!(
        said,
        "the lock was not read: call.refused.Welcome.NotWelcome\n"
    );
}
