//! Faults in a proof of presence: the one statement of others' that a lock reads at its radio.

use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::talk::presence;
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let officer = scene.own.officer();
    let bytes = encode(&presence(&scene.other));
    let good = officer.sign_bytes("presence", &bytes);
    let vector = |what, fault: &str, envelope: Vec<u8>| -> Vector {
        let expect = format!("statement.{fault}");
        scene.statement("presence", (what, &expect), &officer, envelope)
    };
    let mut flipped = good.clone();
    flipped.bytes[0] ^= 1;
    let mut of_another = good.clone();
    of_another.signer = *scene.own.staff().id().hash().as_bytes();
    let signed = |bytes: &[u8]| officer.sign_bytes("presence", bytes).to_wire();
    // The lock's id is written last, after the length it has.
    let id = bytes.len() - crate::parties::LOCK.len();
    assert!(bytes[id - 1] < 0x80, "a length of one byte");
    let overlong = [&bytes[..id - 1], &[bytes[id - 1] | 0x80, 0], &bytes[id..]].concat();
    vec![
        (
            "presence-byte-flipped",
            vector(
                "One bit of the session is another.",
                "bad-signature",
                flipped.to_wire(),
            ),
        ),
        (
            "presence-of-another-signer",
            vector(
                "The signer's id is not the one of the chain.",
                "other-signer",
                of_another.to_wire(),
            ),
        ),
        (
            "presence-trailing-byte",
            vector(
                "A byte follows the lock's id, and is signed too.",
                "unreadable.trailing-bytes",
                signed(&[bytes.as_slice(), &[0]].concat()),
            ),
        ),
        (
            "presence-overlong-length",
            vector(
                "The length of the lock's id is written in one byte more than it needs.",
                "unreadable.not-canonical",
                signed(&overlong),
            ),
        ),
    ]
}
