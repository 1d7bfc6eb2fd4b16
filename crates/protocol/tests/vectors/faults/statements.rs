//! Faults in signed statements: the envelope, the signature, the signer, and the bytes signed.

use railseal_protocol::call::Presence;
use railseal_protocol::statement::Statement;
use railseal_protocol::status::Status;
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::by_hand::{Envelope, sign_message};
use crate::parties::inspection::{self, signed_arrival, signed_record};
use crate::parties::lock::{digest, lamp_shown, manifest, policy, status_now};
use crate::parties::talk::presence;
use crate::parties::{LOCK, Party};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = envelopes(scene);
    all.extend(signatures(scene));
    all.extend(signers(scene));
    all.extend(signed_bytes(scene));
    all.extend(manifest_bytes(scene));
    all.extend(lamp_and_digest(scene));
    all.push(inspection_of_the_first_kind(scene));
    all
}

fn status_bytes(scene: &Scene) -> Vec<u8> {
    encode(&status_now(&scene.other))
}

fn status(scene: &Scene, what: &str, expect: &str, envelope: Vec<u8>) -> Vector {
    scene.statement(
        Status::CONTEXT,
        (what, expect),
        &scene.other.lock(),
        envelope,
    )
}

fn envelopes(scene: &Scene) -> Vec<Named> {
    let good = scene
        .other
        .lock()
        .sign_bytes("status", &status_bytes(scene))
        .to_wire();
    let trailing = [good.as_slice(), &[0]].concat();
    assert!(good[0] < 0x80, "a length of one byte");
    let overlong = [&[good[0] | 0x80, 0], &good[1..]].concat();
    let huge = [&[0xff, 0xff, 0xff, 0xff, 0x0f], &good[1..]].concat();
    let long = [good.as_slice(), &[0; 200]].concat();
    vec![
        (
            "envelope-trailing-byte",
            status(
                scene,
                "A byte follows the signature.",
                "decode.trailing-bytes",
                trailing,
            ),
        ),
        (
            "envelope-overlong-length",
            status(
                scene,
                "The length is written in one byte more than it needs.",
                "decode.not-canonical",
                overlong,
            ),
        ),
        (
            "envelope-cut-short",
            status(
                scene,
                "The last byte of the signature has not come.",
                "decode.malformed",
                good[..good.len() - 1].to_vec(),
            ),
        ),
        (
            "envelope-endless-length",
            status(
                scene,
                "A length of four gigabytes.",
                "decode.malformed",
                huge,
            ),
        ),
        (
            "envelope-longer-than-its-limit",
            status(
                scene,
                "More bytes than any signed status has.",
                "decode.too-long",
                long,
            ),
        ),
        (
            "envelope-empty",
            status(scene, "No byte at all.", "decode.malformed", vec![]),
        ),
    ]
}

fn signatures(scene: &Scene) -> Vec<Named> {
    let lock = scene.other.lock();
    let bytes = status_bytes(scene);
    let good = lock.sign_bytes("status", &bytes);
    let bad = |what, change: &dyn Fn(&mut Envelope)| {
        let mut envelope = good.clone();
        change(&mut envelope);
        status(scene, what, "statement.bad-signature", envelope.to_wire())
    };
    let of_another = scene.other.server().sign_bytes("status", &bytes).signature;
    let confused = lock.sign_bytes("presence", &bytes).signature;
    let bare = sign_message(&bytes, lock.key.to_scalar());
    let without_signer = {
        let message = [b"railseal/1 status\0".as_slice(), &bytes].concat();
        sign_message(&message, lock.key.to_scalar())
    };
    let in_der_order = {
        let mut swapped = good.signature;
        swapped.rotate_left(32);
        swapped
    };
    vec![
        (
            "status-signature-of-another-key",
            bad("The server's key has signed.", &|e| {
                e.signature = of_another;
            }),
        ),
        (
            "status-byte-flipped",
            bad("One bit of the battery is another.", &|e| {
                let battery = e.bytes.len() - 35;
                e.bytes[battery] ^= 1;
            }),
        ),
        (
            "context-confusion",
            bad("Signed as a presence, shown as a status.", &|e| {
                e.signature = confused;
            }),
        ),
        (
            "signature-over-the-bytes-alone",
            bad("Signed without context and signer.", &|e| {
                e.signature = bare;
            }),
        ),
        (
            "signature-without-the-signer",
            bad("Signed without the signer's id.", &|e| {
                e.signature = without_signer;
            }),
        ),
        (
            "signature-r-is-zero",
            bad("r is 0, which no signature has.", &|e| {
                e.signature[..32].fill(0);
            }),
        ),
        (
            "signature-s-beyond-the-order",
            bad("s is larger than the group.", &|e| {
                e.signature[32..].fill(0xff);
            }),
        ),
        (
            "signature-halves-swapped",
            bad("s‖r in the place of r‖s.", &|e| {
                e.signature = in_der_order;
            }),
        ),
    ]
}

fn signers(scene: &Scene) -> Vec<Named> {
    let bytes = status_bytes(scene);
    let lock = scene.other.lock();
    let swapped = {
        let mut envelope = lock.sign_bytes("status", &bytes);
        envelope.signer = *scene.other.server().id().hash().as_bytes();
        envelope
    };
    let as_root = Envelope::sign("status", &bytes, [0; 32], lock.key.to_scalar());
    let (officer, server, staff) = (scene.own.officer(), scene.own.server(), scene.own.staff());
    let no_right = |context: &str, what: &str, signer: &Party, bytes: &[u8]| {
        scene.statement(
            context,
            (what, "statement.no-right"),
            signer,
            signer.sign_bytes(context, bytes).to_wire(),
        )
    };
    let record = signed_record(&officer, &scene.other).bytes;
    let arrival = signed_arrival(&server, &officer, &scene.other).bytes;
    vec![
        (
            "signer-id-swapped",
            status(
                scene,
                "The envelope names the server's certificate; the chain beside it is the lock's.",
                "statement.other-signer",
                swapped.to_wire(),
            ),
        ),
        (
            "signer-root-instead-of-lock",
            status(
                scene,
                "The envelope names the root as the signer of a status.",
                "statement.other-signer",
                as_root.to_wire(),
            ),
        ),
        (
            "signed-by-wrong-role",
            no_right("status", "An officer signs a status.", &officer, &bytes),
        ),
        (
            "manifest-signed-by-an-officer",
            no_right(
                "manifest",
                "Only a document issuer makes out a manifest.",
                &scene.other.officer(),
                &encode(&manifest(&scene.other)),
            ),
        ),
        (
            "policy-signed-by-railway-staff",
            no_right(
                "policy",
                "Railway staff set no policy.",
                &staff,
                &encode(&policy()),
            ),
        ),
        (
            "presence-of-a-lock",
            no_right(
                "presence",
                "A lock proves no person's presence.",
                &lock,
                &encode(&presence(&scene.other)),
            ),
        ),
        (
            "inspection-signed-by-railway-staff",
            no_right(
                inspection::CONTEXT,
                "Railway staff do not inspect.",
                &staff,
                &record,
            ),
        ),
        (
            "arrival-signed-by-an-officer",
            no_right(
                "arrival",
                "An officer cannot say that the server has a record.",
                &officer,
                &arrival,
            ),
        ),
    ]
}

/// Rightly signed bytes that are no status, or not its one encoding.
fn signed_bytes(scene: &Scene) -> Vec<Named> {
    let good = status_bytes(scene);
    // session 32, text of the lock 13, state 1, cycle 1, length 1, hash 32, tampers 1
    let (state, cycle, tampers) = (45, 46, 80);
    let battery = good.len() - 35;
    assert_eq!(good[battery], 87);
    let amended = good.len() - 1;
    let signed = |what, expect: &str, bytes: &[u8]| {
        let envelope = scene.other.lock().sign_bytes("status", bytes);
        let expect = format!("statement.unreadable.{expect}");
        status(scene, what, &expect, envelope.to_wire())
    };
    let changed = |at: usize, to: &[u8]| {
        let mut bytes = good.clone();
        bytes.splice(at..at + 1, to.iter().copied());
        bytes
    };
    let trailing = [good.as_slice(), &[0]].concat();
    let too_long = vec![0x41; Presence::LIMIT + 1];
    let officer = scene.own.officer();
    vec![
        (
            "status-trailing-byte",
            signed(
                "A byte follows the status, and the signature is over it too.",
                "trailing-bytes",
                &trailing,
            ),
        ),
        (
            "status-cut-short",
            signed(
                "The last byte was never signed.",
                "malformed",
                &good[..amended],
            ),
        ),
        (
            "statement-overlong-varint",
            signed(
                "The seal cycle is written in two bytes where one is enough.",
                "not-canonical",
                &changed(cycle, &[0x81, 0]),
            ),
        ),
        (
            "statement-varint-beyond-its-type",
            signed(
                "A tamper counter of more than 32 bits.",
                "malformed",
                &changed(tampers, &[0xff, 0xff, 0xff, 0xff, 0x1f]),
            ),
        ),
        (
            "statement-unknown-variant",
            signed("A state of index 7.", "malformed", &changed(state, &[7])),
        ),
        (
            "statement-option-neither-none-nor-some",
            signed(
                "An option that begins with 2.",
                "malformed",
                &changed(amended, &[2]),
            ),
        ),
        (
            "statement-battery-over-full",
            signed("101 per cent.", "malformed", &changed(battery, &[101])),
        ),
        (
            "statement-lock-id-in-small-letters",
            signed(
                "An identifier of the wrong form.",
                "malformed",
                &changed(33, b"r"),
            ),
        ),
        (
            "statement-longer-than-its-limit",
            scene.statement(
                Presence::CONTEXT,
                (
                    "65 bytes, where a presence has 64 at the most.",
                    "statement.unreadable.too-long",
                ),
                &officer,
                officer.sign_bytes(Presence::CONTEXT, &too_long).to_wire(),
            ),
        ),
    ]
}

fn manifest_bytes(scene: &Scene) -> Vec<Named> {
    let good = encode(&manifest(&scene.other));
    let issuer = scene.other.issuer();
    let signed = |what, bytes: &[u8]| {
        scene.statement(
            "manifest",
            (what, "statement.unreadable.malformed"),
            &issuer,
            issuer.sign_bytes("manifest", bytes).to_wire(),
        )
    };
    let mut check_digit = good.clone();
    let last = 13 + 11;
    assert_eq!(&good[1..13], LOCK.as_bytes());
    assert_eq!(good[last], b'3');
    check_digit[last] = b'4';
    vec![(
        "manifest-container-check-digit",
        signed(
            "The container's check digit is not the one that its number gives.",
            &check_digit,
        ),
    )]
}

fn lamp_and_digest(scene: &Scene) -> Vec<Named> {
    let (lock, officer) = (scene.other.lock(), scene.other.officer());
    let staff = scene.own.staff();
    let lamp = encode(&lamp_shown(&scene.other));
    let digest = encode(&digest(&scene.other));
    let signed = |context, what, expect, signer: &Party, bytes: &[u8]| {
        let envelope = signer.sign_bytes(context, bytes).to_wire();
        scene.statement(context, (what, expect), signer, envelope)
    };
    let mut three_digits = lamp.clone();
    assert_eq!(three_digits.pop(), Some(40));
    three_digits.push(100);
    // The disposition stands before one result, its length, and the option of the one before.
    let mut no_disposition = digest.clone();
    let place = digest.len() - 4;
    no_disposition[place] = 4;
    vec![
        (
            "lamp-signed-by-an-officer",
            signed(
                "lamp",
                "Only a lock says what its lamp blinks.",
                "statement.no-right",
                &officer,
                &lamp,
            ),
        ),
        (
            "lamp-code-of-three-digits",
            signed(
                "lamp",
                "A lamp's code is 99 at the most.",
                "statement.unreadable.malformed",
                &lock,
                &three_digits,
            ),
        ),
        (
            "lamp-signed-as-a-status",
            scene.statement(
                "lamp",
                (
                    "What a lock signed in another context.",
                    "statement.bad-signature",
                ),
                &lock,
                lock.sign_bytes("status", &lamp).to_wire(),
            ),
        ),
        (
            "inspection-digest-signed-by-railway-staff",
            signed(
                "inspection digest",
                "Railway staff do not inspect.",
                "statement.no-right",
                &staff,
                &digest,
            ),
        ),
        (
            "inspection-digest-unknown-disposition",
            signed(
                "inspection digest",
                "A disposition of index 4.",
                "statement.unreadable.malformed",
                &officer,
                &no_disposition,
            ),
        ),
    ]
}

/// The record as it was before its second kind: its context is another.
fn inspection_of_the_first_kind(scene: &Scene) -> Named {
    let officer = scene.own.officer();
    let bytes = signed_record(&officer, &scene.other).bytes;
    (
        "inspection-of-the-first-kind",
        scene.statement(
            inspection::CONTEXT,
            (
                "Signed in the context of the first kind of inspection, which is no longer spoken.",
                "statement.bad-signature",
            ),
            &officer,
            officer.sign_bytes("inspection", &bytes).to_wire(),
        ),
    )
}
