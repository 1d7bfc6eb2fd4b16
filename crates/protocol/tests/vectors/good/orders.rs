//! What is ordered, who agrees, what changed, and who was granted something.

use railseal_protocol::amendment::{Amendment, Change};
use railseal_protocol::instruction::{CoSignature, Instruction, Order};
use railseal_protocol::manifest::Grams;
use railseal_protocol::wire::encode;

use super::signed;
use crate::code::VERIFIED;
use crate::form::Vector;
use crate::parties::order::{
    amendment, carried_amendment, carried_grant, changes, cosignature, directive,
    directive_with_everything, grant, granted, resealing, supervisor, unsealing,
};
use crate::parties::{OTHER_LOCK, cargo, listed, parsed};
use crate::scene::{Named, Scene};

/// That whoever signs gives the sealed lock to whoever agrees.
fn handing_over() -> Instruction {
    Instruction {
        order: Order::HandOver,
        ..unsealing()
    }
}

/// Of two bags of 22.7 kg, one with one letter in it.
fn with_every_change(scene: &Scene) -> Amendment {
    let amended = amendment(&scene.own, &scene.other);
    let mut changes = changes();
    changes.extend([
        Change::ReceptacleSplit {
            receptacle: parsed(cargo::RECEPTACLE),
            into: parsed("CNCKGAKZALAACUN60001002110060"),
        },
        Change::ReceptacleDetained {
            receptacle: parsed("CNCKGAKZALAACUN60001002110060"),
            items: 0,
            gross: Grams(6_000),
        },
        Change::LockReplaced {
            lock: parsed(OTHER_LOCK),
        },
    ]);
    let mut totals = amended.totals;
    totals.gross = Grams(16_000);
    Amendment {
        changes: listed(changes),
        totals,
        ..amended
    }
}

pub(super) fn statements(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let (officer, staff, supervisor) = (own.officer(), own.staff(), supervisor(own));
    let given = officer.sign(&handing_over()).id();
    vec![
        (
            "instruction",
            signed(scene, "The lever is to be freed.", &officer, &unsealing()),
        ),
        (
            "instruction-under-a-grant",
            signed(
                scene,
                "The lock is to be closed again, with an amendment and under a grant.",
                &supervisor,
                &resealing(own, other),
            ),
        ),
        (
            "instruction-of-railway-staff",
            signed(
                scene,
                "Railway staff may hand a lock over: the table of roles lets them instruct.",
                &staff,
                &handing_over(),
            ),
        ),
        (
            "co-signature",
            signed(
                scene,
                "Another person agrees to the instruction.",
                &other.officer(),
                &cosignature(own),
            ),
        ),
        (
            "co-signature-of-railway-staff",
            signed(
                scene,
                "Railway staff take a lock over.",
                &staff,
                &CoSignature { instruction: given },
            ),
        ),
        (
            "amendment",
            signed(
                scene,
                "An item was detained: what the container holds now.",
                &supervisor,
                &amendment(own, other),
            ),
        ),
        (
            "amendment-with-every-change",
            signed(
                scene,
                "One of each change there is.",
                &supervisor,
                &with_every_change(scene),
            ),
        ),
        (
            "grant",
            signed(
                scene,
                "Authority for one lock, one seal cycle, one use.",
                &other.server(),
                &grant(own),
            ),
        ),
    ]
}

pub(super) fn messages(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let vector = |message: &str, what: &str, bytes: Vec<u8>| {
        Vector::new("message", what, VERIFIED)
            .with("message", message)
            .block("bytes", bytes)
    };
    vec![
        (
            "message-directive",
            vector(
                "Directive",
                "An instruction, and one who agrees.",
                encode(&directive(own, other)),
            ),
        ),
        (
            "message-directive-with-everything",
            vector(
                "Directive",
                "An instruction, two who agree, its grant, amendment and inspection.",
                encode(&directive_with_everything(own, other)),
            ),
        ),
        (
            "message-carried-amendment",
            vector(
                "CarriedAmendment",
                "An amendment with its officer's chain.",
                encode(&carried_amendment(own, other)),
            ),
        ),
        (
            "message-carried-grant",
            vector(
                "CarriedGrant",
                "A grant with its issuer's chain.",
                encode(&carried_grant(own, other)),
            ),
        ),
        (
            "message-granted",
            vector(
                "Granted",
                "What was granted the officer who asks: one grant.",
                encode(&granted(own, other)),
            ),
        ),
    ]
}
