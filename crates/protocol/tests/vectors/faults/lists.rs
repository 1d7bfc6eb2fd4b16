//! Faults in recognition and revocation lists.

use railseal_protocol::certificate::{Realm, Subject};
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::trust::CarriedRevocations;
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::by_hand::Envelope;
use crate::parties::{EVERY_SCOPE, Party, elsewhere, kazakhstan, key, training};
use crate::scene::{Named, Scene, recognition, revocations};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = recognitions(scene);
    all.extend(revocation_lists(scene));
    all
}

fn recognitions(scene: &Scene) -> Vec<Named> {
    let own = &scene.own;
    let vector = |what, expect| scene.rooted(Vector::new("lists", what, expect));
    let list = |version| own.recognition(version, &scene.other, &EVERY_SCOPE);
    let of_training = {
        let mut list = list(8);
        list.header.realm = Realm::Training;
        own.sign_recognition(&list)
    };
    let of_another = {
        let mut list = list(8);
        list.header.administration = scene.other.administration;
        own.sign_recognition(&list)
    };
    let trailing = {
        let mut bytes = encode(&list(8));
        bytes.push(0);
        Envelope::sign(
            "recognition list",
            &bytes,
            [0; 32],
            own.root_key.to_scalar(),
        )
    };
    vec![
        (
            "list-rolled-back",
            recognition(
                recognition(
                    vector("Version 7, then version 6.", "list.rolled-back"),
                    &own.sign_recognition(&list(7)),
                ),
                &own.sign_recognition(&list(6)),
            ),
        ),
        (
            "list-forged",
            recognition(
                vector(
                    "Signed by another key in the root's name.",
                    "list.bad-signature",
                ),
                &Signed::sign(&list(8), Signer::Root, &key("another")),
            ),
        ),
        (
            "list-signed-by-the-list-signer",
            recognition(
                vector(
                    "A recognition list that the list signer has signed: only the root may.",
                    "list.other-signer",
                ),
                &own.list_signer.sign(&list(8)),
            ),
        ),
        (
            "list-of-another-realm",
            recognition(
                vector(
                    "Signed by the own root, but headed as one for training.",
                    "list.other-administration",
                ),
                &of_training,
            ),
        ),
        (
            "list-of-the-training-root",
            recognition(
                vector("The training root's own list.", "list.bad-signature"),
                &training().lists(&scene.other).recognition,
            ),
        ),
        (
            "list-headed-for-another-administration",
            recognition(
                vector(
                    "Signed by the own root, but headed as China's.",
                    "list.other-administration",
                ),
                &of_another,
            ),
        ),
        (
            "list-trailing-byte",
            vector(
                "A byte follows the list, and the signature is over it too.",
                "list.unreadable.trailing-bytes",
            )
            .block("recognition", trailing.to_wire()),
        ),
    ]
}

fn revocation_lists(scene: &Scene) -> Vec<Named> {
    let own = &scene.own;
    let vector = |what, expect| scene.rooted(Vector::new("lists", what, expect));
    let signed_by = |party: &Party, version| CarriedRevocations {
        list: party.sign(&own.revocations(version, vec![])),
        signer: party.chain.clone(),
    };
    let stranger = elsewhere();
    let forged = {
        let mut carried = signed_by(&own.list_signer, 4);
        carried.signer = kazakhstan().registrar.chain;
        carried
    };
    let impostor = {
        let mut party = own.issue_by_root("list impostor", Subject::ListSigner);
        party.chain.leaf = Signed::sign(
            &own.certificate(&party.key, Subject::ListSigner),
            Signer::Root,
            &key("another"),
        );
        party
    };
    vec![
        (
            "revocations-rolled-back",
            revocations(
                revocations(
                    vector("Version 3, then version 2.", "list.rolled-back"),
                    &signed_by(&own.list_signer, 3),
                ),
                &signed_by(&own.list_signer, 2),
            ),
        ),
        (
            "revocations-signed-by-the-registrar",
            revocations(
                vector("A registrar may not revoke.", "list.no-right"),
                &signed_by(&own.registrar, 4),
            ),
        ),
        (
            "revocations-with-another-signers-chain",
            revocations(
                vector(
                    "The chain beside the list is not its signer's.",
                    "list.other-signer",
                ),
                &forged,
            ),
        ),
        (
            "revocations-signer-not-certified",
            revocations(
                vector(
                    "The list signer's certificate is not the root's.",
                    "list.signer.chain.0.bad-signature",
                ),
                &signed_by(&impostor, 4),
            ),
        ),
        (
            "revocations-of-another-administration",
            revocations(
                vector(
                    "Kazakhstan's list signer has signed a list headed as China's.",
                    "list.other-administration",
                ),
                &CarriedRevocations {
                    list: own.list_signer.sign(&scene.other.revocations(9, vec![])),
                    signer: own.list_signer.chain.clone(),
                },
            ),
        ),
        (
            "revocations-without-a-root",
            revocations(
                recognition(
                    vector(
                        "The recognition list does not name the administration.",
                        "list.no-root",
                    ),
                    &own.lists(&scene.other).recognition,
                ),
                &stranger.sign_revocations(&stranger.revocations(1, vec![])),
            ),
        ),
    ]
}
