//! What people order, and what they sign for it: instruction, co-signature, amendment, grant.

use railseal_protocol::amendment::Change;
use railseal_protocol::instruction::{Order, Outcome, ResealReason};
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::{decode, encode};

use crate::block::Block;
use crate::parties::lock::{manifest, policy};
use crate::parties::order::{
    amendment, challenge, cosignature, found, grant, supervisor, unsealing,
};
use crate::parties::{Authority, NOW, OTHER_LOCK, cargo, china, kazakhstan, parsed, random};
use crate::statements::{head, signed_by};

pub(crate) fn blocks() -> Vec<Block> {
    let (own, other) = (kazakhstan(), china());
    vec![
        challenge_block(),
        instruction_block(&own),
        orders(&own, &other),
        cosignature_block(&own, &other),
        outcomes(),
        amendment_block(&own, &other),
        changes(),
        grant_block(&own, &other),
    ]
}

fn challenge_block() -> Block {
    let drawn = challenge();
    Block::hex("challenge")
        .bytes(random("challenges"), "the lock's secret")
        .bytes(
            drawn.drawn_at.0.to_le_bytes(),
            "172,800 seconds since it started, in 4 bytes",
        )
        .bytes(1u32.to_le_bytes(), "its first challenge, in 4 bytes")
        .value(&drawn.drawn_at, "the challenge: when it was drawn,")
        .bytes(&drawn.token[..4], "which it is,")
        .bytes(&drawn.token[4..], "and the hash's first 16 bytes")
}

fn instruction_block(own: &Authority) -> Block {
    let ordered = unsealing();
    let block = Block::hex("instruction")
        .value(&ordered.lock, "lock: RSLF00001201")
        .value(&ordered.cycle, "seal cycle 1")
        .value(&ordered.container, "container: some, CSQU3054383")
        .value(
            &ordered.challenge.drawn_at,
            "challenge: drawn 172,800 seconds after the start,",
        )
        .value(&ordered.challenge.token, "and its token")
        .value(&ordered.order, "order: Unseal")
        .value(&ordered.grant, "grant: none");
    signed_by(block, &own.officer(), &ordered)
}

fn orders(own: &Authority, other: &Authority) -> Block {
    let supervisor = supervisor(own);
    let amendment = supervisor.sign(&amendment(own, other)).id();
    let all = [
        Order::Seal {
            manifest: other.issuer().sign(&manifest(other)).id(),
            policy: other.officer().sign(&policy()).id(),
        },
        Order::Unseal,
        Order::Reseal {
            amendment,
            reason: ResealReason::Inspected,
        },
        Order::Amend { amendment },
        Order::ClearTamper,
        Order::SetClock { to: NOW },
        Order::HandOver,
        Order::Deactivate {
            inspection: Some(supervisor.sign(&found(other)).id()),
        },
    ];
    let mut block = Block::hex("orders");
    for (index, order) in all.iter().enumerate() {
        let bytes = encode(order);
        assert_eq!(usize::from(bytes[0]), index);
        assert_eq!(
            encode(&order.kind()),
            bytes[..1],
            "an order has its kind's index"
        );
        block = block.bytes(bytes, &format!("{:?}", order.kind()));
    }
    let beyond = [all.len() as u8];
    assert!(decode::<Order>(&beyond, 1).is_err(), "one more order");
    block
}

fn cosignature_block(own: &Authority, other: &Authority) -> Block {
    let agreed = cosignature(own);
    let block = Block::hex("co-signature").value(&agreed.instruction, "instruction: its id");
    signed_by(block, &other.officer(), &agreed)
}

fn outcomes() -> Block {
    let all = [
        (Outcome::Awaited, "Awaited"),
        (Outcome::Void, "Void"),
        (Outcome::Accepted { entry: 6 }, "Accepted, by entry 6"),
        (
            Outcome::Ended {
                accepted: 6,
                outcome: 7,
            },
            "Ended: accepted by entry 6, its outcome is entry 7",
        ),
    ];
    let mut block = Block::hex("outcomes");
    for (outcome, what) in all {
        block = block.value(&outcome, what);
    }
    assert!(decode::<Outcome>(&[4], 1).is_err(), "one more outcome");
    block
}

fn amendment_block(own: &Authority, other: &Authority) -> Block {
    let amended = amendment(own, other);
    let block = Block::hex("amendment")
        .value(&amended.lock, "lock: RSLF00001201")
        .value(&amended.container, "container: CSQU3054383")
        .value(&amended.manifest, "manifest: its id")
        .value(&amended.previous, "amendment before it: none")
        .value(&amended.cycle, "seal cycle 2")
        .value(&amended.tampers, "tamper counter");
    let block = head(block, amended.journal, "journal")
        .value(&amended.made_at, "made at 2026-09-21T14:13:20Z")
        .value(&amended.place, "at KZDOS")
        .value(&amended.inspection, "inspection: some, and its id")
        .value(
            &amended.changes,
            "one change: an item of 700 grams detained",
        )
        .value(&amended.totals.despatches, "totals: 1 despatch")
        .value(&amended.totals.receptacles, "1 receptacle")
        .value(&amended.totals.items, "0 items")
        .value(&amended.totals.gross, "22,000 grams");
    signed_by(block, &supervisor(own), &amended)
}

fn changes() -> Block {
    let receptacle = || parsed(cargo::RECEPTACLE);
    let all = [
        Change::ItemDetained {
            receptacle: receptacle(),
            item: parsed(cargo::ITEM),
            gross: Grams(700),
        },
        Change::ReceptacleDetained {
            receptacle: receptacle(),
            items: 1,
            gross: Grams(22_700),
        },
        Change::ReceptacleSplit {
            receptacle: receptacle(),
            into: parsed("CNCKGAKZALAACUN60001002110060"),
        },
        Change::LockReplaced {
            lock: parsed(OTHER_LOCK),
        },
    ];
    let mut block = Block::hex("changes");
    for change in &all {
        let name = format!("{change:?}");
        let name = name.split(' ').next().unwrap();
        block = block.value(change, name);
    }
    assert!(decode::<Change>(&[4], 1).is_err(), "one more change");
    block
}

fn grant_block(own: &Authority, other: &Authority) -> Block {
    let granted = grant(own);
    let block = Block::hex("grant")
        .value(&granted.number, "number: 16 random bytes")
        .value(&granted.lock, "lock: RSLF00001201")
        .value(&granted.cycle, "seal cycle 1")
        .value(&granted.holder, "holder: the supervisor's certificate")
        .value(&granted.orders, "two orders: Unseal, Reseal")
        .value(&granted.place, "at KZDOS")
        .value(&granted.validity.from, "from 2026-09-20T14:13:20Z")
        .value(&granted.validity.until, "until 2026-09-22T14:13:20Z");
    signed_by(block, &other.server(), &granted)
}
