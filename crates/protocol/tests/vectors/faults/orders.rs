//! Faults in what is ordered: instruction, co-signature, amendment, grant.

use railseal_protocol::instruction::{CoSignature, Instruction};
use railseal_protocol::statement::Statement;
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::Party;
use crate::parties::order::{
    amendment, changes, cosignature, grant, resealing, supervisor, unsealing,
};
use crate::parties::talk::{consigning, preparation};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = signers(scene);
    all.extend(contexts(scene));
    all.extend(instructions(scene));
    all.extend(cosignatures(scene));
    all.extend(amendments(scene));
    all.extend(grants(scene));
    all
}

/// Rightly signed by somebody, whatever the bytes.
fn signed(
    scene: &Scene,
    context: &str,
    what: &str,
    fault: &str,
    signer: &Party,
    bytes: &[u8],
) -> Vector {
    let expect = format!("statement.{fault}");
    let envelope = signer.sign_bytes(context, bytes).to_wire();
    scene.statement(context, (what, &expect), signer, envelope)
}

fn signers(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let no_right = |context: &str, what, signer: &Party, bytes: Vec<u8>| {
        signed(scene, context, what, "no-right", signer, &bytes)
    };
    let agreed = || encode(&cosignature(own));
    let amended = || encode(&amendment(own, other));
    vec![
        (
            "instruction-signed-by-a-lock",
            no_right(
                "instruction",
                "A lock orders nothing of a lock.",
                &other.lock(),
                encode(&unsealing()),
            ),
        ),
        (
            "instruction-signed-by-a-server",
            no_right(
                "instruction",
                "A server grants; it orders nothing.",
                &own.server(),
                encode(&unsealing()),
            ),
        ),
        (
            "co-signature-signed-by-a-document-issuer",
            no_right(
                "co-signature",
                "Who makes manifests out agrees to nothing.",
                &other.issuer(),
                agreed(),
            ),
        ),
        (
            "co-signature-signed-by-a-lock",
            no_right(
                "co-signature",
                "A lock agrees to nothing.",
                &other.lock(),
                agreed(),
            ),
        ),
        (
            "amendment-signed-by-railway-staff",
            no_right(
                "amendment",
                "Railway staff do not say what left a container.",
                &own.staff(),
                amended(),
            ),
        ),
        (
            "grant-signed-by-an-officer",
            no_right(
                "grant",
                "Only a server grants.",
                &other.officer(),
                encode(&grant(own)),
            ),
        ),
        (
            "grant-signed-by-its-holder",
            no_right(
                "grant",
                "A supervisor grants himself nothing.",
                &supervisor(own),
                encode(&grant(own)),
            ),
        ),
    ]
}

/// Signed in another context than it is shown in, or not over these bytes.
fn contexts(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let confused = |shown: &str, as_signed: &str, what, signer: &Party, bytes: &[u8]| {
        let envelope = signer.sign_bytes(as_signed, bytes).to_wire();
        scene.statement(shown, (what, "statement.bad-signature"), signer, envelope)
    };
    let officer = own.officer();
    let ordered = encode(&unsealing());
    let mut another_order = officer.sign_bytes("instruction", &ordered);
    another_order.bytes[ORDER] = 4;
    let mut of_another = officer.sign_bytes("instruction", &ordered);
    of_another.signer = *own.staff().id().hash().as_bytes();
    vec![
        (
            "co-signature-signed-as-a-presence",
            confused(
                "co-signature",
                "presence",
                "Another person's presence is no agreement.",
                &other.officer(),
                &encode(&cosignature(own)),
            ),
        ),
        (
            "instruction-signed-as-an-amendment",
            confused(
                "instruction",
                "amendment",
                "What was signed in another context.",
                &officer,
                &ordered,
            ),
        ),
        (
            "amendment-signed-as-an-inspection-digest",
            confused(
                "amendment",
                "inspection digest",
                "What was signed in another context.",
                &supervisor(own),
                &encode(&amendment(own, other)),
            ),
        ),
        (
            "grant-signed-as-a-worklist",
            confused(
                "grant",
                "worklist",
                "What a server signed in another context.",
                &other.server(),
                &encode(&grant(own)),
            ),
        ),
        (
            "preparation-signed-as-an-instruction",
            confused(
                "preparation",
                "instruction",
                "What an officer signed for a lock, and not for a server.",
                &other.officer(),
                &encode(&preparation(other)),
            ),
        ),
        (
            "consigning-signed-as-a-preparation",
            confused(
                "consigning",
                "preparation",
                "What an officer signed in another context.",
                &other.officer(),
                &encode(&consigning()),
            ),
        ),
        (
            "instruction-with-another-order",
            scene.statement(
                "instruction",
                (
                    "To unseal was signed, to clear a tamper is shown.",
                    "statement.bad-signature",
                ),
                &officer,
                another_order.to_wire(),
            ),
        ),
        (
            "instruction-of-another-signer",
            scene.statement(
                "instruction",
                (
                    "The envelope names the railway staff's certificate; the chain beside it is the officer's.",
                    "statement.other-signer",
                ),
                &officer,
                of_another.to_wire(),
            ),
        ),
    ]
}

// Where an instruction has what: lock 13 bytes, cycle 1, container 13, challenge 3 and 20.
const CYCLE: usize = 13;
const CHECK_DIGIT: usize = 26;
const TOKEN: usize = 30;
const ORDER: usize = 50;
const GRANT: usize = 51;

fn spliced(bytes: &[u8], at: usize, length: usize, to: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed.splice(at..at + length, to.iter().copied());
    changed
}

fn instructions(scene: &Scene) -> Vec<Named> {
    let (officer, supervisor) = (scene.own.officer(), supervisor(&scene.own));
    let good = encode(&unsealing());
    assert_eq!((good[CYCLE], good[ORDER], good[GRANT]), (1, 1, 0));
    assert_eq!((good[CHECK_DIGIT], good.len()), (b'3', GRANT + 1));
    let unreadable = |what, fault: &str, bytes: &[u8]| {
        let fault = format!("unreadable.{fault}");
        signed(scene, Instruction::CONTEXT, what, &fault, &officer, bytes)
    };
    let reseal = encode(&resealing(&scene.own, &scene.other));
    let reason = ORDER + 1 + 32;
    assert_eq!((reseal[ORDER], reseal[reason]), (2, 0));
    vec![
        (
            "instruction-trailing-byte",
            unreadable(
                "A byte follows the instruction, and is signed too.",
                "trailing-bytes",
                &[good.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "instruction-unknown-order",
            unreadable(
                "An order of index 8.",
                "malformed",
                &spliced(&good, ORDER, 1, &[8]),
            ),
        ),
        (
            "instruction-overlong-cycle",
            unreadable(
                "The seal cycle is written in two bytes where one is enough.",
                "not-canonical",
                &spliced(&good, CYCLE, 1, &[0x81, 0]),
            ),
        ),
        (
            "instruction-short-challenge",
            unreadable(
                "A challenge's token of 19 bytes.",
                "malformed",
                &spliced(&good, TOKEN, 1, &[]),
            ),
        ),
        (
            "instruction-grant-neither-none-nor-some",
            unreadable(
                "An option that begins with 2.",
                "malformed",
                &spliced(&good, GRANT, 1, &[2]),
            ),
        ),
        (
            "instruction-container-check-digit",
            unreadable(
                "The container's check digit is not the one that its number gives.",
                "malformed",
                &spliced(&good, CHECK_DIGIT, 1, b"4"),
            ),
        ),
        (
            "instruction-longer-than-its-limit",
            unreadable(
                "257 bytes, where an instruction has 256 at the most.",
                "too-long",
                &[0x41; Instruction::LIMIT + 1],
            ),
        ),
        (
            "instruction-unknown-reason-to-close-again",
            signed(
                scene,
                Instruction::CONTEXT,
                "A reason of index 4.",
                "unreadable.malformed",
                &supervisor,
                &spliced(&reseal, reason, 1, &[4]),
            ),
        ),
    ]
}

fn cosignatures(scene: &Scene) -> Vec<Named> {
    let officer = scene.other.officer();
    let good = encode(&cosignature(&scene.own));
    let unreadable = |what, fault: &str, bytes: &[u8]| {
        let fault = format!("unreadable.{fault}");
        signed(scene, CoSignature::CONTEXT, what, &fault, &officer, bytes)
    };
    vec![
        (
            "co-signature-longer-than-its-limit",
            unreadable(
                "A byte follows the instruction's id: 33, where there are 32 at the most.",
                "too-long",
                &[good.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "co-signature-cut-short",
            unreadable(
                "The last byte of the id was never signed.",
                "malformed",
                &good[..31],
            ),
        ),
    ]
}

fn amendments(scene: &Scene) -> Vec<Named> {
    // Lock 13 bytes, container 12, manifest 32, previous 1, cycle 1, tampers 1, journal 33, made_at
    // 5, place 6, inspection 33, how many changes 1; then the change's index, its receptacle after
    // a length, its item after a length, its weight of two bytes; and the totals.
    const PREVIOUS: usize = 57;
    const COUNT: usize = 137;
    const ITEM: usize = 169;
    const TOTALS: usize = 185;
    let signer = supervisor(&scene.own);
    let good = encode(&amendment(&scene.own, &scene.other));
    assert_eq!((good[PREVIOUS], good[COUNT], good[ITEM]), (0, 1, 13));
    assert_eq!(good[TOTALS..TOTALS + 3], [1, 1, 0]);
    let unreadable = |what, fault: &str, bytes: &[u8]| {
        let fault = format!("unreadable.{fault}");
        signed(scene, "amendment", what, &fault, &signer, bytes)
    };
    let item = |text: &[u8]| {
        let length = u8::try_from(text.len()).unwrap();
        spliced(&good, ITEM, 14, &[&[length], text].concat())
    };
    let one = encode(&changes()[0]);
    let too_many = [&[33][..], &one.repeat(33)].concat();
    vec![
        (
            "amendment-trailing-byte",
            unreadable(
                "A byte follows the totals, and is signed too.",
                "trailing-bytes",
                &[good.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "amendment-too-many-changes",
            unreadable(
                "33 changes, where there are 32 at the most.",
                "malformed",
                &spliced(&good, COUNT, 1 + one.len(), &too_many),
            ),
        ),
        (
            "amendment-unknown-change",
            unreadable(
                "A change of index 4.",
                "malformed",
                &spliced(&good, COUNT + 1, 1, &[4]),
            ),
        ),
        (
            "amendment-item-with-a-hidden-character",
            unreadable(
                "U+202E in an item's id turns the writing around.",
                "malformed",
                &item("RR\u{202e}000000080CN".as_bytes()),
            ),
        ),
        (
            "amendment-item-too-long",
            unreadable(
                "An item's id of 33 bytes, where there are 32 at the most.",
                "malformed",
                &item(&[b'R'; 33]),
            ),
        ),
        (
            "amendment-item-not-utf-8",
            unreadable(
                "An item's id with a byte that no character has.",
                "malformed",
                &item(b"RR00000008\xffCN"),
            ),
        ),
        (
            "amendment-previous-neither-none-nor-some",
            unreadable(
                "An option that begins with 2.",
                "malformed",
                &spliced(&good, PREVIOUS, 1, &[2]),
            ),
        ),
        (
            "amendment-overlong-total",
            unreadable(
                "The receptacles are written in two bytes where one is enough.",
                "not-canonical",
                &spliced(&good, TOTALS + 1, 1, &[0x81, 0]),
            ),
        ),
    ]
}

fn grants(scene: &Scene) -> Vec<Named> {
    // Number 16 bytes, lock 13, cycle 1, holder 32; then how many orders.
    const COUNT: usize = 62;
    let server = scene.other.server();
    let good = encode(&grant(&scene.own));
    assert_eq!(good[COUNT..COUNT + 3], [2, 1, 2]);
    let unreadable = |what, fault: &str, bytes: &[u8]| {
        let fault = format!("unreadable.{fault}");
        signed(scene, "grant", what, &fault, &server, bytes)
    };
    vec![
        (
            "grant-trailing-byte",
            unreadable(
                "A byte follows the validity, and is signed too.",
                "trailing-bytes",
                &[good.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "grant-too-many-orders",
            unreadable(
                "Nine orders, where there are eight at the most.",
                "malformed",
                &spliced(&good, COUNT, 3, &[9, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
            ),
        ),
        (
            "grant-unknown-order",
            unreadable(
                "An order of index 8.",
                "malformed",
                &spliced(&good, COUNT + 1, 1, &[8]),
            ),
        ),
        (
            "grant-overlong-count",
            unreadable(
                "How many orders there are is written in two bytes where one is enough.",
                "not-canonical",
                &spliced(&good, COUNT, 1, &[0x82, 0]),
            ),
        ),
    ]
}
