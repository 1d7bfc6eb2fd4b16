//! Faults in messages, around statements with which nothing is wrong.

use railseal_protocol::grant::MAX_GRANTED;
use railseal_protocol::instruction::MAX_COSIGNATURES;
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::order::{carried_amendment, carried_cosignature, carried_grant, directive};
use crate::parties::talk::{consigned, consigning_request, papers, preparation_request};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let message = |message: &str, what, fault: &str, bytes: Vec<u8>| {
        Vector::new("message", what, &format!("decode.{fault}"))
            .with("message", message)
            .block("bytes", bytes)
    };
    let good = directive(own, other);
    let begins = [good.instruction.to_wire(), good.person.to_wire()].concat();
    let agreed = encode(&carried_cosignature(own, other));
    let with = |count: &[u8], cosignatures: usize, ends: &[u8]| {
        [&begins, count, &agreed.repeat(cosignatures), ends].concat()
    };
    let nothing_beside = [0, 0, 0];
    let whole = encode(&good);
    assert_eq!(with(&[1], 1, &nothing_beside), whole);
    let amended = encode(&carried_amendment(own, other));
    let granted = encode(&carried_grant(own, other));
    let papers = encode(&papers(other));
    let prepares = encode(&preparation_request(other));
    let consigns = encode(&consigning_request(other));
    let consigned = encode(&consigned());
    let too_many = MAX_COSIGNATURES + 1;
    vec![
        (
            "directive-too-many-co-signatures",
            message(
                "Directive",
                "Five co-signatures, where there are four at the most.",
                "malformed",
                with(&[too_many as u8], too_many, &nothing_beside),
            ),
        ),
        (
            "directive-overlong-count",
            message(
                "Directive",
                "How many co-signatures there are is written in two bytes where one is enough.",
                "not-canonical",
                with(&[0x81, 0], 1, &nothing_beside),
            ),
        ),
        (
            "directive-trailing-byte",
            message(
                "Directive",
                "A byte follows the last option.",
                "trailing-bytes",
                [whole.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "directive-cut-short",
            message(
                "Directive",
                "The option of an inspection has not come.",
                "malformed",
                whole[..whole.len() - 1].to_vec(),
            ),
        ),
        (
            "directive-grant-neither-none-nor-some",
            message(
                "Directive",
                "An option that begins with 2.",
                "malformed",
                with(&[1], 1, &[2, 0, 0]),
            ),
        ),
        (
            "papers-trailing-byte",
            message(
                "Papers",
                "A byte follows the list of prior inspections.",
                "trailing-bytes",
                [papers.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "preparation-request-cut-short",
            message(
                "PreparationRequest",
                "The last byte of the chain has not come.",
                "malformed",
                prepares[..prepares.len() - 1].to_vec(),
            ),
        ),
        (
            "consigning-request-cut-short",
            message(
                "ConsigningRequest",
                "The last byte of the second file has not come.",
                "malformed",
                consigns[..consigns.len() - 1].to_vec(),
            ),
        ),
        (
            "consigned-trailing-byte",
            message(
                "Consigned",
                "A byte follows whether it was kept.",
                "trailing-bytes",
                [consigned.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "consigned-unknown-problem",
            message(
                "Consigned",
                "A fault of all files, with a problem that does not exist.",
                "malformed",
                vec![1, 1, 0, 0x7f, 0],
            ),
        ),
        (
            "carried-amendment-trailing-byte",
            message(
                "CarriedAmendment",
                "A byte follows the chain.",
                "trailing-bytes",
                [amended.as_slice(), &[0]].concat(),
            ),
        ),
        (
            "carried-grant-cut-short",
            message(
                "CarriedGrant",
                "The last byte of the chain has not come.",
                "malformed",
                granted[..granted.len() - 1].to_vec(),
            ),
        ),
        (
            "granted-too-many-grants",
            message(
                "Granted",
                "33 grants, where there are 32 at the most.",
                "malformed",
                [
                    &[MAX_GRANTED as u8 + 1][..],
                    &granted.repeat(MAX_GRANTED + 1),
                ]
                .concat(),
            ),
        ),
        (
            "granted-overlong-count",
            message(
                "Granted",
                "How many grants there are is written in two bytes where one is enough.",
                "not-canonical",
                [&[0x81, 0][..], &granted].concat(),
            ),
        ),
        (
            "granted-trailing-byte",
            message(
                "Granted",
                "A byte follows the last grant.",
                "trailing-bytes",
                [&[1][..], &granted, &[0]].concat(),
            ),
        ),
    ]
}
