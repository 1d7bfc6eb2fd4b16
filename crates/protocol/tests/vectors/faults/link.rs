//! Faults in the journal, on the link, in the session and at enrolment.

use railseal_protocol::journal::{Entry, Event, JournalHead, entry_bytes};
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::good::session_vector;
use crate::parties::lock::{Journal, journal, meet, time_after};
use crate::parties::noise::Lock;
use crate::parties::talk::{announced, enrolment_code, enrolment_request_of, two_messages_cut};
use crate::parties::{LOCK, OTHER_LOCK, key, training};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = journals(scene);
    all.extend(announcements());
    all.extend(segments());
    all.extend(handshakes(scene));
    all.extend(messages(scene));
    all.extend(enrolment(scene));
    all
}

fn journal_vector(what: &str, expect: &str, head: &JournalHead, entries: Vec<Vec<u8>>) -> Vector {
    Vector::new("journal", what, expect)
        .with("lock", LOCK)
        .block("head", encode(head))
        .blocks("entry", entries)
}

fn journals(scene: &Scene) -> Vec<Named> {
    let good = journal(&scene.other);
    let entries: Vec<Vec<u8>> = good.entries.iter().map(|e| e.to_vec()).collect();
    let without = |index| {
        let mut entries = entries.clone();
        entries.remove(index);
        entries
    };
    let mut swapped = entries.clone();
    swapped.swap(1, 2);
    let mut altered = entries.clone();
    let last = altered[4].len() - 35;
    altered[4][last] ^= 1;
    let mut of_another = Journal::of(OTHER_LOCK);
    of_another.write(Event::Commissioned, None);
    let appended = |bytes: Vec<u8>| {
        let mut journal = good.clone();
        journal.append(bytes);
        let entries = journal.entries.iter().map(|e| e.to_vec()).collect();
        (journal.head, entries)
    };
    let next = entry_bytes(&Entry {
        index: 5,
        previous: good.head.hash,
        time: time_after(5),
        event: Event::Restarted,
        who: None,
        instruction: None,
    });
    let (trailing_head, trailing) = appended([next.as_slice(), &[0]].concat());
    let unknown = {
        let mut bytes = next.clone();
        let event = bytes.len() - 3;
        bytes[event] = 25;
        bytes
    };
    let (unknown_head, unknown) = appended(unknown);
    let broken = "journal.broken";
    let other_head = "journal.other-head";
    vec![
        (
            "journal-entry-missing",
            journal_vector(
                "The third entry is left out.",
                broken,
                &good.head,
                without(2),
            ),
        ),
        (
            "journal-first-entry-missing",
            journal_vector("It begins in the middle.", broken, &good.head, without(0)),
        ),
        (
            "journal-last-entry-missing",
            journal_vector(
                "It ends before the signed head.",
                other_head,
                &good.head,
                without(4),
            ),
        ),
        (
            "journal-entries-swapped",
            journal_vector(
                "Two entries have changed places.",
                broken,
                &good.head,
                swapped,
            ),
        ),
        (
            "journal-entry-altered",
            journal_vector(
                "One bit of the last entry is another.",
                other_head,
                &good.head,
                altered,
            ),
        ),
        (
            "journal-head-of-another-lock",
            journal_vector(
                "This lock's entries, another lock's head.",
                other_head,
                &of_another.head,
                entries.clone(),
            ),
        ),
        (
            "journal-of-another-lock",
            journal_vector(
                "Another lock's entries and head: its beginning is not this lock's.",
                broken,
                &of_another.head,
                of_another.entries.iter().map(|e| e.to_vec()).collect(),
            ),
        ),
        (
            "journal-entry-trailing-byte",
            journal_vector(
                "A byte follows the sixth entry, and the head is over it too.",
                "journal.unreadable.trailing-bytes",
                &trailing_head,
                trailing,
            ),
        ),
        (
            "journal-entry-unknown-event",
            journal_vector(
                "An event of index 25.",
                "journal.unreadable.malformed",
                &unknown_head,
                unknown,
            ),
        ),
    ]
}

fn announcements() -> Vec<Named> {
    let good = announced().to_wire();
    let vector = |what, expect: &str, bytes: Vec<u8>| {
        let expect = format!("announcement.{expect}");
        Vector::new("announcement", what, &expect).block("announcement", bytes)
    };
    let versioned = |version| [&[version], &good[1..]].concat();
    let mut id = good.clone();
    id[2] = b'1';
    vec![
        (
            "announcement-of-an-older-protocol",
            vector("Version 0.", "older", versioned(0)),
        ),
        (
            "announcement-of-a-newer-protocol",
            vector("Version 2, and nothing else.", "newer", vec![2]),
        ),
        (
            "announcement-trailing-byte",
            vector(
                "A byte follows.",
                "unreadable.trailing-bytes",
                [good.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "announcement-lock-id-malformed",
            vector(
                "An ID code that begins with a digit.",
                "unreadable.malformed",
                id,
            ),
        ),
        (
            "announcement-empty",
            vector("No byte at all.", "unreadable.malformed", vec![]),
        ),
    ]
}

fn segments() -> Vec<Named> {
    let (_, good) = two_messages_cut();
    assert_eq!(good.len(), 4, "three segments and one");
    let vector = |what, expect, segments: Vec<Vec<u8>>| {
        Vector::new("segments", what, expect).blocks("segment", segments)
    };
    let take = |places: &[usize]| places.iter().map(|place| good[*place].clone()).collect();
    let marked = |marks: u8| {
        let mut segment = good[1].clone();
        segment[0] |= marks;
        vec![good[0].clone(), segment]
    };
    let out_of_order = "segment.out-of-order";
    vec![
        (
            "segment-lost",
            vector("The second never came.", out_of_order, take(&[0, 2])),
        ),
        (
            "segment-doubled",
            vector("The second came twice.", out_of_order, take(&[0, 1, 1])),
        ),
        (
            "segments-swapped",
            vector(
                "The third came before the second.",
                out_of_order,
                take(&[0, 2, 1]),
            ),
        ),
        (
            "segment-of-a-message-that-has-not-begun",
            vector("A first segment without its mark.", "segment.not-begun", {
                let mut segment = good[0].clone();
                segment[0] &= 0x7f;
                vec![segment]
            }),
        ),
        (
            "segment-begins-a-message-inside-another",
            vector(
                "A second segment that is marked as a first.",
                "segment.began-again",
                marked(0x80),
            ),
        ),
        (
            "segment-without-a-message",
            vector(
                "The byte of marks alone.",
                "segment.empty",
                vec![vec![0xc0]],
            ),
        ),
        (
            "segment-empty",
            vector("No byte at all.", "segment.empty", vec![vec![]]),
        ),
    ]
}

fn handshakes(scene: &Scene) -> Vec<Named> {
    let chain = scene.other.lock().chain.to_wire();
    let good = Lock::with(&chain);
    let vector = |what: &str, expect: &str, lock: &Lock<'_>| {
        let mut met = meet(&scene.other);
        met.from_lock = lock.answer(&met.from_phone).unwrap();
        session_vector(scene, what, expect, &met)
    };
    let failed = "session.handshake";
    let mut tampered = meet(&scene.other);
    tampered.from_lock[100] ^= 1;
    let mut short = meet(&scene.other);
    short.from_lock.truncate(60);
    vec![
        (
            "session-of-another-lock",
            vector(
                "The lock's prologue names another lock.",
                failed,
                &Lock {
                    id: OTHER_LOCK,
                    ..good
                },
            ),
        ),
        (
            "session-of-another-version",
            vector(
                "The lock's prologue names version 2.",
                failed,
                &Lock {
                    version: 2,
                    ..Lock::with(&chain)
                },
            ),
        ),
        (
            "session-handshake-tampered",
            session_vector(
                scene,
                "One bit of the lock's message is another.",
                failed,
                &tampered,
            ),
        ),
        (
            "session-handshake-cut-short",
            session_vector(scene, "The lock's message breaks off.", failed, &short),
        ),
        (
            "session-without-a-chain",
            vector(
                "The lock's message carries no certificate chain.",
                "session.chain.malformed",
                &Lock::with(&[]),
            ),
        ),
    ]
}

fn messages(scene: &Scene) -> Vec<Named> {
    let vector = |what: &str, messages: &dyn Fn(&mut [Vec<u8>; 2]), plain: usize| {
        let mut met = meet(&scene.other);
        let plains = [vec![1, 1, 4], vec![2, 1, 4]];
        let mut sealed = plains.clone().map(|plain| met.lock.seal(&plain).unwrap());
        let vector = session_vector(scene, what, "session.decrypt", &met);
        messages(&mut sealed);
        vector
            .blocks("plain", plains.into_iter().take(plain))
            .blocks("from lock", sealed)
    };
    vec![
        (
            "session-message-tampered",
            vector("One bit is another.", &|m| m[0][0] ^= 1, 0),
        ),
        (
            "session-message-replayed",
            vector(
                "The first message comes twice.",
                &|m| m[1] = m[0].clone(),
                1,
            ),
        ),
        (
            "session-messages-reordered",
            vector("The second message comes first.", &|m| m.swap(0, 1), 0),
        ),
        (
            "session-message-cut-short",
            vector("Shorter than its tag.", &|m| m[0].truncate(10), 0),
        ),
    ]
}

fn enrolment(scene: &Scene) -> Vec<Named> {
    let code = enrolment_code(&scene.own).to_string();
    let other = enrolment_code(&training());
    let vector = |what, expect, code: &str| {
        scene
            .rooted(Vector::new("enrolment code", what, expect))
            .with("code", code)
    };
    let request = enrolment_request_of(&scene.own, &key("another"));
    vec![
        (
            "enrolment-code-of-another-root",
            vector(
                "The training root's code, shown the operational root.",
                "code.other-root",
                &other.to_string(),
            ),
        ),
        (
            "enrolment-code-too-short",
            vector(
                "A letter is missing.",
                "code.length",
                &code[..code.len() - 1],
            ),
        ),
        (
            "enrolment-code-with-a-digit-it-never-has",
            vector(
                "0, 1, 8 and 9 stand in no code.",
                "code.character",
                &format!("{}1", &code[..code.len() - 1]),
            ),
        ),
        (
            "enrolment-possession-of-another-key",
            Vector::new(
                "enrolment request",
                "Another key has signed than the one that is to be certified.",
                "possession.not-proven",
            )
            .block("request", encode(&request)),
        ),
    ]
}
