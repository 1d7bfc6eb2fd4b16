//! Whole visits: what is asked, what is answered, what is signed.

use railseal_protocol::call::{
    Answer, Asked, Call, ChunkAddress, Presentation, Refusal, Request, RequestId, Response, Written,
};
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{Encoding, chunks_of};
use railseal_protocol::wire::encode;

use super::Seeds;
use crate::cargo::read;
use crate::parties::kazakhstan;
use crate::parties::lock::{carried_digest, lamp_shown, manifest, policy, sealing, status_now};
use crate::parties::order::{carried_amendment, challenge, cosignature, directive};
use crate::parties::talk::worklist;
use crate::pieces::joined;
use crate::world::{WORLD, documents};

pub(super) fn sow(seeds: &mut Seeds) {
    requests(seeds);
    responses(seeds);
    readings(seeds);
    cargo(seeds);
    names(seeds);
    seeds.add("worklist", encode(&worklist(&WORLD.other)));
}

/// In the order of a reading.
fn calls() -> Vec<Call> {
    let chunk = |document, chunk| Call::ReadChunk(ChunkAddress { document, chunk });
    let presentation: Presentation = WORLD.answers.presentation.clone();
    let certificate = WORLD.other.officer().id();
    let lists = WORLD.other.lists(&kazakhstan());
    let revocations = lists.revocations[0].clone();
    vec![
        Call::Status,
        Call::ReadJournal { from: 0 },
        Call::ReadJournal { from: u32::MAX },
        Call::ReadSealing,
        chunk(0, 0),
        chunk(2, 1),
        chunk(u8::MAX, u16::MAX),
        Call::ReadChain { certificate },
        Call::Blink,
        Call::ReadInspection { back: 0 },
        Call::ReadInspection { back: u8::MAX },
        Call::ReadAmendment { back: 0 },
        Call::Challenge,
        Call::Instruct(Box::new(directive(&kazakhstan(), &WORLD.other))),
        Call::AskOutcome(Asked {
            instruction: cosignature(&kazakhstan()).instruction,
            challenge: challenge(),
        }),
        Call::RenewRecognition(Box::new(lists.recognition)),
        Call::RenewRevocations(Box::new(revocations)),
        Call::WriteSealing(Box::new(sealing(&WORLD.other))),
        Call::WriteInspection(Box::new(carried_digest(&WORLD.other))),
        Call::WriteChunk {
            address: ChunkAddress {
                document: 0,
                chunk: 0,
            },
            chunk: chunks_of(&documents()[0], 64).remove(0),
        },
        Call::Present(Box::new(presentation)),
    ]
}

fn requests(seeds: &mut Seeds) {
    let requests: Vec<Vec<u8>> = (1..)
        .zip(calls())
        .map(|(id, call)| {
            let id = RequestId(id);
            encode(&Request { id, call })
        })
        .collect();
    for request in &requests {
        seeds.add("request", request.as_slice());
    }
    for who in 0..3 {
        seeds.add("lock_requests", [&[who][..], &joined(&requests)].concat());
        for request in &requests {
            seeds.add("lock_requests", [&[who][..], &joined([request])].concat());
        }
    }
    // A call of a later version, and half an id.
    seeds.add("lock_requests", [&[0][..], &joined([[7, 99]])].concat());
    seeds.add("lock_requests", [&[0][..], &joined([[0x80]])].concat());
}

fn responses(seeds: &mut Seeds) {
    let chain = Answer::Chain(Box::new(WORLD.hello.chain.clone()));
    let blinking = Answer::Blinking(WORLD.people.lock.sign(&lamp_shown(&WORLD.other)));
    let inspection = Answer::Inspection(Box::new(carried_digest(&WORLD.other)));
    let amendment = carried_amendment(&kazakhstan(), &WORLD.other);
    let ended = Outcome::Ended {
        accepted: 6,
        outcome: 7,
    };
    let written = Written {
        inspections: 1,
        next: None,
    };
    let others = [
        chain,
        blinking,
        inspection,
        Answer::Amendment(Box::new(amendment)),
        Answer::Challenge(challenge()),
        Answer::Outcome(ended),
        Answer::Renewed,
        Answer::Written(written),
    ];
    let answers = WORLD.answers.all().into_iter().chain(others).map(Ok);
    let results: Vec<_> = answers.chain(REFUSALS.map(Err)).collect();
    let responses: Vec<Vec<u8>> = (1..)
        .zip(results)
        .map(|(id, result)| {
            let id = RequestId(id);
            encode(&Response { id, result })
        })
        .collect();
    for response in &responses {
        seeds.add("response", response.as_slice());
    }
    seeds.add("phone_responses", joined(&responses));
    seeds.add("phone_responses", joined(responses.iter().skip(1)));
    seeds.add("phone_responses", joined(responses.iter().take(1)));
}

const REFUSALS: [Refusal; 7] = [
    Refusal::Unreadable,
    Refusal::PresenceNeeded,
    Refusal::NotWelcome(RefusalReason::Revoked),
    Refusal::Nothing,
    Refusal::Fault,
    Refusal::NotObeyed(RefusalReason::Stale),
    Refusal::Interrupted,
];

type Answered = Result<Answer, Refusal>;

pub(super) fn genuine_reading() -> Vec<u8> {
    joined(
        WORLD
            .answers
            .all()
            .into_iter()
            .map(|answer| encode(&Answered::Ok(answer))),
    )
}

/// The good one, the same cut short at every answer, and with a refusal in the place of what comes next.
fn readings(seeds: &mut Seeds) {
    let all: Vec<Vec<u8>> = WORLD
        .answers
        .all()
        .into_iter()
        .map(|answer| encode(&Answered::Ok(answer)))
        .collect();
    for length in 0..=all.len() {
        let read = all.iter().take(length);
        seeds.add("reading", joined(read.clone()));
        let refusal = REFUSALS[length % REFUSALS.len()];
        let refused = encode(&Answered::Err(refusal));
        seeds.add("reading", joined(read.chain([&refused])));
    }
    let mut oath = genuine_oath();
    seeds.add("sworn", oath.clone());
    // Nothing is put right before it is signed.
    oath[0] = u8::MAX;
    seeds.add("sworn", oath);
    seeds.add("sworn", joined([b""]));
}

pub(super) fn genuine_oath() -> Vec<u8> {
    let china = &WORLD.other;
    let mut pieces = vec![
        encode(&status_now(china)),
        encode(&manifest(china)),
        encode(&policy()),
    ];
    pieces.extend(documents());
    pieces.extend(WORLD.answers.journal.iter().cloned());
    [&[0][..], &joined(pieces)].concat()
}

fn cargo(seeds: &mut Seeds) {
    let written: Vec<Vec<u8>> = (0u8..)
        .zip(documents())
        .map(|(kind, bytes)| [&[kind][..], &bytes].concat())
        .collect();
    for document in &written {
        seeds.add("documents", document.as_slice());
    }
    foreseen(&written, seeds);
    let sealed_with = [encode(&manifest(&WORLD.other))];
    seeds.add("reconciliation", joined(sealed_with.iter().chain(&written)));
    seeds.add(
        "reconciliation",
        joined([Vec::new()].iter().chain(&written)),
    );
    let no_sheet = written.iter().take(2);
    seeds.add("reconciliation", joined(sealed_with.iter().chain(no_sheet)));
}

/// The same list and sheet in the other encoding, and longer ones, that have something to foresee.
fn foreseen(written: &[Vec<u8>], seeds: &mut Seeds) {
    let small = written.iter().filter_map(|document| document.split_first());
    let small = small.filter_map(|(kind, bytes)| read(*kind, bytes));
    let small = small.map(|document| document.to_bytes(Encoding::Foreseen));
    let longer = [
        include_bytes!("../../../crates/inspection/vectors/mail-list.foreseen").to_vec(),
        include_bytes!("../../../crates/inspection/vectors/detail-sheet.foreseen").to_vec(),
    ];
    for bytes in small.chain(longer) {
        for kind in 0..2 {
            seeds.add("foreseen", [&[kind, 40][..], &bytes].concat());
        }
    }
}

/// Published examples, and some of them with a wrong check digit.
fn names(seeds: &mut Seeds) {
    for name in [
        "KZ",
        "CSQU3054383",
        "CSQU3054384",
        "CSQA3054383",
        "CNCKGAKZALAACUN60001",
        "CNCKGAKZALAAXUN60001",
        "RR000000080CN",
        "EB900717618HK",
        "RSLF00001201",
        "CNCKGA",
        "1042",
        "BEBRUABOLPBBAEN60073003000227",
        "BEBRUABOLPBBAEN60073003020227",
        "BEBRUABOLPBBAEN60073003009999",
        "KZDOS",
        "X8015",
        "ЖД-12",
    ] {
        seeds.add("identifiers", name);
    }
}
