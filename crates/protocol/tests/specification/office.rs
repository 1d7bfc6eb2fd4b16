//! What goes between phone and customs server.

use railseal_protocol::enrolment::{Pull, possession_message};
use railseal_protocol::wire::encode;

use crate::block::Block;
use crate::parties::by_hand::{Envelope, varint};
use crate::parties::inspection::{Fields, findings, record, signed_arrival, signed_record};
use crate::parties::order::granted;
use crate::parties::talk::{SECRET, enrolment_code, enrolment_request_of, preparation, worklist};
use crate::parties::{Authority, NOW, china, kazakhstan, key};
use crate::statements::signed_by;

pub(crate) fn blocks() -> Vec<Block> {
    let (own, other) = (kazakhstan(), china());
    let mut blocks = enrolment(&own);
    blocks.extend([
        pull(&own),
        worklist_block(&own, &other),
        granted_block(&own, &other),
        preparation_block(&other),
    ]);
    blocks.extend(inspection(&own, &other));
    blocks.push(arrival(&own, &other));
    blocks
}

fn enrolment(own: &Authority) -> Vec<Block> {
    let code = enrolment_code(own);
    let root = own.root.id();
    let written = Block::hex("enrolment code")
        .value(&SECRET, "the secret")
        .bytes(&root.hash().as_bytes()[..5], "the root's id begins so")
        .bytes(code.to_string(), &format!("as text: {code}"))
        .bytes(
            *SECRET.fingerprint().as_bytes(),
            "the fingerprint that the server stores",
        );
    let officer = key("KZ officer");
    let message = possession_message(&SECRET, &officer.public());
    let message = Block::hex("possession")
        .bytes(*b"railseal/1 ", "`railseal/1 `")
        .bytes(*b"possession", "`possession`")
        .bytes([0], "zero")
        .value(&SECRET, "the secret")
        .bytes(officer.public().to_sec1(), "the key")
        .is(&message);
    let request = enrolment_request_of(own, &officer);
    let request = Block::hex("enrolment request")
        .value(&request.secret, "the secret")
        .value(&request.key, "the key")
        .value(&request.possession, "its signature over the message above")
        .is(&encode(&request));
    vec![written, message, request]
}

fn pull(own: &Authority) -> Block {
    let pull = Pull { asked_at: NOW };
    let block = Block::hex("pull").value(&pull.asked_at, "asked at 2026-09-21T14:13:20Z");
    signed_by(block, &own.officer(), &pull)
}

fn worklist_block(own: &Authority, other: &Authority) -> Block {
    let worklist = worklist(other);
    let item = &worklist.items[0];
    let block = Block::hex("worklist")
        .value(&worklist.issued_at, "issued at 2026-09-21T14:13:20Z")
        .bytes([1], "one container")
        .value(&item.train, "train: X8015")
        .value(&item.container, "container: CSQU3054383")
        .value(&item.lock, "lock: RSLF00001201")
        .value(&item.origin, "sealed at CNCKG")
        .value(&item.destination, "goes to KZALA")
        .value(&item.last_seen, "journal last seen: some, 5 entries");
    signed_by(block, &own.server(), &worklist)
}

fn granted_block(own: &Authority, other: &Authority) -> Block {
    let granted = granted(own, other);
    let carried = &granted.grants[0];
    Block::hex("granted")
        .bytes([1], "one grant")
        .value(&carried.grant, "the signed grant, as above")
        .value(&carried.issuer, "its issuer's chain")
        .is(&encode(&granted))
}

fn preparation_block(china: &Authority) -> Block {
    let preparation = preparation(china);
    let block = Block::hex("preparation")
        .value(&preparation.asked_at, "asked at 2026-09-19T14:13:20Z")
        .value(&preparation.container, "container: CSQU3054383")
        .value(&preparation.lock, "lock: RSLF00001201")
        .value(&preparation.cycle, "seal cycle 1 is to begin")
        .value(&preparation.tampers, "tamper counter")
        .value(&preparation.journal.length, "journal: 2 entries")
        .value(&preparation.journal.hash, "and the hash of the last")
        .value(&preparation.previous, "manifest before: none")
        .value(&preparation.policy, "policy: its id");
    signed_by(block, &china.officer(), &preparation)
}

fn with_fields(block: Block, fields: &[(&'static str, Vec<u8>)]) -> Block {
    fields.iter().fold(block, |block, (name, bytes)| {
        block.bytes(bytes.clone(), name)
    })
}

fn inspection(own: &Authority, other: &Authority) -> Vec<Block> {
    let record: Fields = record(other);
    let seal = record.iter().position(|(name, _)| *name == "seal").unwrap();
    let signed = signed_record(&own.officer(), other);
    let before = Block::hex("inspection begins")
        .bytes(varint(signed.bytes.len() as u64), "length of the statement");
    let before = with_fields(before, &record[..seal]);
    let count = findings(other).len() as u64;
    let verdict = Block::hex("verdict").bytes(varint(count), "one finding a check");
    let verdict = with_fields(verdict, &findings(other)).is(&record[seal + 1].1);
    let after = with_fields(Block::hex("inspection ends"), &record[seal + 2..])
        .bytes(signed.signer, "signer: the officer")
        .bytes(&signed.signature[..32], "signature: r")
        .bytes(&signed.signature[32..], "signature: s");
    vec![before, verdict, after]
}

fn arrival(own: &Authority, other: &Authority) -> Block {
    let (server, officer) = (own.server(), own.officer());
    let envelope: Envelope = signed_arrival(&server, &officer, other);
    Block::hex("arrival")
        .bytes(&envelope.bytes[..32], "record: its id")
        .bytes(&envelope.bytes[32..], "arrived at 2026-09-21T14:13:20Z")
        .signed(
            &varint(envelope.bytes.len() as u64),
            &envelope.signer,
            &envelope.signature,
        )
        .is(&envelope.to_wire())
}
