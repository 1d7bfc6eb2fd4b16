//! What goes over the air.

use railseal_protocol::call::{
    Answer, Asked, Call, ChunkAddress, Refusal, Request, RequestId, Response, Written,
};
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::Chunk;
use railseal_protocol::wire::{decode, encode};

use crate::block::Block;
use crate::parties::lock::{carried_digest, journal, lamp_shown, meet, sealing, status_now};
use crate::parties::order::{carried_amendment, challenge, directive};
use crate::parties::talk::{announced, presence, presentation, two_messages_cut};
use crate::parties::{Authority, LOCK, china, kazakhstan, listed, random};
use crate::statements::signed_by;

pub(crate) fn blocks() -> Vec<Block> {
    let (own, other) = (kazakhstan(), china());
    let mut blocks = vec![
        announcement(),
        segments(),
        session(&other),
        presence_block(&own, &other),
        lamp_block(&other),
        requests(&own, &other),
        refusals(),
    ];
    blocks.extend(responses(&own, &other));
    blocks
}

fn announcement() -> Block {
    let announced = announced();
    Block::hex("announcement")
        .bytes([1], "protocol version")
        .value(&announced.lock, "lock: RSLF00001201")
        .value(&announced.claimed, "it says that it is Sealed")
        .value(&(announced.segment.get() as u16), "segments of 244 bytes")
        .is(&announced.to_wire())
}

fn segments() -> Block {
    let (_, segments) = two_messages_cut();
    let what = [
        "first, number 0",
        "number 1",
        "last, number 2",
        "first and last, number 3",
    ];
    let mut block = Block::hex("segments");
    for (segment, what) in segments.into_iter().zip(what) {
        block = block
            .bytes([segment[0]], what)
            .bytes(&segment[1..], "the message's bytes");
    }
    block
}

fn session(other: &Authority) -> Block {
    let mut met = meet(other);
    let prologue = [&[1], LOCK.as_bytes()].concat();
    let status = encode(&Request {
        id: RequestId(1),
        call: Call::Status,
    });
    let sealed = met.phone.seal(&status).unwrap();
    Block::hex("session")
        .bytes(prologue, "prologue")
        .bytes(random("phone"), "the phone's entropy")
        .bytes(met.from_phone, "the phone's message: its ephemeral key")
        .bytes(random("lock"), "the lock's entropy")
        .bytes(
            &met.from_lock[..32],
            "the lock's message: its ephemeral key,",
        )
        .bytes(&met.from_lock[32..80], "its static key, encrypted,")
        .bytes(&met.from_lock[80..], "and its chain, encrypted")
        .bytes(*met.phone.id().as_bytes(), "the session id")
        .bytes(status, "the phone's first request")
        .bytes(sealed, "encrypted")
}

fn presence_block(own: &Authority, other: &Authority) -> Block {
    let presence = presence(other);
    let block = Block::hex("presence")
        .value(&presence.session, "session")
        .value(&presence.lock, "lock: RSLF00001201");
    signed_by(block, &own.officer(), &presence)
}

fn lamp_block(other: &Authority) -> Block {
    let shown = lamp_shown(other);
    let block = Block::hex("lamp")
        .value(&shown.session, "session")
        .value(&shown.lock, "lock: RSLF00001201")
        .value(&shown.code, "code: four flashes, a pause, ten flashes");
    signed_by(block, &other.lock(), &shown)
}

fn requests(own: &Authority, other: &Authority) -> Block {
    let request = |id, call| {
        encode(&Request {
            id: RequestId(id),
            call,
        })
    };
    let present = request(2, Call::Present(Box::new(presentation(own, other))));
    assert_eq!(
        present[2..],
        encode(&presentation(own, other)),
        "a request is its id, its index and what follows"
    );
    let certificate = other.officer().id();
    let address = ChunkAddress {
        document: 2,
        chunk: 300,
    };
    let block = Block::hex("requests")
        .bytes(request(1, Call::Status), "request 1: Status")
        .bytes(&present[..2], "request 2: Present, and a Presentation")
        .bytes(
            request(3, Call::ReadJournal { from: 32 }),
            "request 3: ReadJournal from 32",
        )
        .bytes(request(4, Call::ReadSealing), "request 4: ReadSealing")
        .bytes(
            request(5, Call::ReadChunk(address)),
            "request 5: ReadChunk 300 of document 2",
        )
        .bytes(
            request(200, Call::ReadChain { certificate }),
            "request 200: ReadChain",
        )
        .bytes(request(201, Call::Blink), "request 201: Blink")
        .bytes(
            request(202, Call::ReadInspection { back: 0 }),
            "request 202: ReadInspection, the last",
        );
    orders_and_pieces(block, own, other)
}

/// What was added for orders, lists and the writing of a sealing. Of a large request only its
/// beginning is shown.
fn orders_and_pieces(block: Block, own: &Authority, other: &Authority) -> Block {
    let begins = |id, call, what: &[u8]| {
        let whole = encode(&Request {
            id: RequestId(id),
            call,
        });
        assert_eq!(whole[3..], *what, "id, index and what follows");
        whole[..3].to_vec()
    };
    let request = |id, call| {
        encode(&Request {
            id: RequestId(id),
            call,
        })
    };
    let (directive, lists) = (directive(own, other), own.lists(other));
    let asked = Asked {
        instruction: directive.instruction.id(),
        challenge: challenge(),
    };
    let (recognition, revocations) = (lists.recognition, lists.revocations[1].clone());
    let (sealing, carried) = (sealing(other), carried_digest(other));
    let address = ChunkAddress {
        document: 1,
        chunk: 0,
    };
    let chunk = Chunk::try_from(vec![0xca, 0xfe]).unwrap();
    let block = block
        .bytes(
            request(203, Call::ReadAmendment { back: 0 }),
            "request 203: ReadAmendment, the last",
        )
        .bytes(request(204, Call::Challenge), "request 204: Challenge")
        .bytes(
            begins(
                205,
                Call::Instruct(Box::new(directive.clone())),
                &encode(&directive),
            ),
            "request 205: Instruct, and a Directive",
        )
        .bytes(
            request(206, Call::AskOutcome(asked)),
            "request 206: AskOutcome, the instruction's id and its challenge",
        )
        .bytes(
            begins(
                207,
                Call::RenewRecognition(Box::new(recognition.clone())),
                &encode(&recognition),
            ),
            "request 207: RenewRecognition, and a signed RecognitionList",
        )
        .bytes(
            begins(
                208,
                Call::RenewRevocations(Box::new(revocations.clone())),
                &encode(&revocations),
            ),
            "request 208: RenewRevocations, and a CarriedRevocations",
        )
        .bytes(
            begins(
                209,
                Call::WriteSealing(Box::new(sealing.clone())),
                &encode(&sealing),
            ),
            "request 209: WriteSealing, and a Sealing",
        )
        .bytes(
            begins(
                210,
                Call::WriteInspection(Box::new(carried.clone())),
                &encode(&carried),
            ),
            "request 210: WriteInspection, and a CarriedDigest",
        )
        .bytes(
            request(211, Call::WriteChunk { address, chunk }),
            "request 211: WriteChunk 0 of document 1, two bytes",
        );
    assert!(decode::<Request>(&[1, 17], 2).is_err(), "one more call");
    block
}

fn responses(own: &Authority, other: &Authority) -> Vec<Block> {
    let response = |id, answer| {
        encode(&Response {
            id: RequestId(id),
            result: Ok(answer),
        })
    };
    let lock = other.lock();
    let status = lock.sign(&status_now(other));
    let with_status = response(1, Answer::Status(status.clone()));
    assert_eq!(with_status[3..], status.to_wire());
    let sealing = sealing(other);
    let with_sealing = response(4, Answer::Sealing(Box::new(sealing.clone())));
    assert_eq!(with_sealing[3..], encode(&sealing));
    let with_chain = response(200, Answer::Chain(Box::new(lock.chain.clone())));
    assert_eq!(with_chain[4..], lock.chain.to_wire());
    let shown = lock.sign(&lamp_shown(other));
    let with_lamp = response(201, Answer::Blinking(shown.clone()));
    assert_eq!(with_lamp[4..], shown.to_wire());
    let carried = carried_digest(other);
    let with_digest = response(202, Answer::Inspection(Box::new(carried.clone())));
    assert_eq!(with_digest[4..], encode(&carried));
    let entries = journal(other).entries;
    let page = response(3, Answer::Journal(listed(entries[..1].to_vec())));
    let chunk = Chunk::try_from(vec![0xca, 0xfe]).unwrap();
    let block = Block::hex("responses")
        .bytes(&with_status[..3], "1: Status, and a signed Status")
        .bytes(response(2, Answer::Welcome), "2: Welcome")
        .bytes(page, "3: Journal, one entry, and its bytes")
        .bytes(&with_sealing[..3], "4: Sealing, and a Sealing")
        .bytes(response(5, Answer::Chunk(chunk)), "5: Chunk, two bytes")
        .bytes(&with_chain[..4], "200: Chain, and a CertificateChain")
        .bytes(&with_lamp[..4], "201: Blinking, and a signed LampShown")
        .bytes(&with_digest[..4], "202: Inspection, and a CarriedDigest");
    let carried = carried_amendment(own, other);
    let with_amendment = response(203, Answer::Amendment(Box::new(carried.clone())));
    assert_eq!(with_amendment[4..], encode(&carried));
    let ended = Outcome::Ended {
        accepted: 6,
        outcome: 7,
    };
    let written = |inspections, next| Answer::Written(Written { inspections, next });
    let next = ChunkAddress {
        document: 1,
        chunk: 0,
    };
    let block = block
        .bytes(
            &with_amendment[..4],
            "203: Amendment, and a CarriedAmendment",
        )
        .bytes(
            response(204, Answer::Challenge(challenge())),
            "204: Challenge, and a Challenge",
        )
        .bytes(
            response(205, Answer::Outcome(ended)),
            "205: Outcome, ended: accepted by entry 6, its outcome is entry 7",
        )
        .bytes(response(207, Answer::Renewed), "207: Renewed")
        .bytes(
            response(209, written(0, Some(next))),
            "209: Written, no inspection yet; the next is chunk 0 of document 1",
        )
        .bytes(
            response(211, written(0, None)),
            "211: Written, and every chunk is there",
        );
    assert!(
        decode::<Response>(&[1, 0, 13], 3).is_err(),
        "one more answer"
    );
    vec![block]
}

fn refusals() -> Block {
    let refused = |refusal| {
        encode(&Response {
            id: RequestId(1),
            result: Err(refusal),
        })
    };
    let mut block = Block::hex("refusals");
    let not_welcome = Refusal::NotWelcome(RefusalReason::Revoked);
    for refusal in [
        Refusal::Unreadable,
        Refusal::PresenceNeeded,
        not_welcome,
        Refusal::Nothing,
        Refusal::Fault,
        Refusal::NotObeyed(RefusalReason::Stale),
        Refusal::Interrupted,
    ] {
        block = block.bytes(refused(refusal), &format!("1: refused, {refusal:?}"));
    }
    assert!(
        decode::<Response>(&[1, 1, 7], 3).is_err(),
        "one more refusal"
    );
    block
}
