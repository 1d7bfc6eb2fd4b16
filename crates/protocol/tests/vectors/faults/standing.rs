//! Holders whose chain verifies and who still do not count, or of whom nothing can be said.

use railseal_protocol::certificate::{Registrar, Subject};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::recognition::{RevocationReason, Revoked};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::time::Validity;
use railseal_protocol::trust::Lists;

use crate::form::Vector;
use crate::parties::{
    EVERY_SCOPE, ISSUED, Party, chained, days_after, days_before, key, listed, lock_subject, person,
};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = times(scene);
    all.extend(withdrawn(scene));
    all.extend(scopes_and_lists(scene));
    all
}

/// An own officer whose certificate holds at another time.
fn officer_valid(scene: &Scene, validity: Validity) -> CertificateChain {
    let own = &scene.own;
    let mut certificate = own.certificate(&key("KZ officer"), Subject::Officer(person("1042")));
    certificate.validity = validity;
    chained(&own.registrar, own.registrar.sign(&certificate))
}

/// An own officer, in time, below a registrar that is not.
fn below_an_expired_registrar(scene: &Scene) -> CertificateChain {
    let own = &scene.own;
    let key = key("KZ old registrar");
    let may_issue = listed(ISSUED.to_vec());
    let mut certificate = own.certificate(&key, Subject::Registrar(Registrar { may_issue }));
    certificate.validity.until = days_before(1);
    let leaf = Signed::sign(&certificate, Signer::Root, &own.root_key);
    let issuers = listed(vec![]);
    let chain = CertificateChain { leaf, issuers };
    let registrar = Party { key, chain };
    let officer = Subject::Officer(person("1042"));
    own.issue_by(&registrar, "officer", officer).chain
}

fn times(scene: &Scene) -> Vec<Named> {
    let lists = scene.own.lists(&scene.other);
    let vector =
        |what, expect, chain| scene.standing((what, expect), &lists, chain, Scope::Inspections);
    let over = Validity {
        from: days_before(15),
        until: days_before(1),
    };
    let to_come = Validity {
        from: days_after(1),
        until: days_after(15),
    };
    vec![
        (
            "standing-expired",
            vector(
                "The officer's certificate ended yesterday.",
                "standing.expired",
                &officer_valid(scene, over),
            ),
        ),
        (
            "standing-not-yet-valid",
            vector(
                "The officer's certificate begins tomorrow.",
                "standing.not-yet-valid",
                &officer_valid(scene, to_come),
            ),
        ),
        (
            "standing-issuer-expired",
            vector(
                "The officer's certificate is in time, its registrar's is not.",
                "standing.expired",
                &below_an_expired_registrar(scene),
            ),
        ),
    ]
}

fn withdrawn(scene: &Scene) -> Vec<Named> {
    let officer = scene.own.officer();
    let revoking = |party: &Party, from, reason| {
        let revoked = Revoked {
            certificate: party.id(),
            from,
            reason,
        };
        let mut lists = scene.own.lists(&scene.other);
        let own = scene.own.revocations(4, vec![revoked]);
        let (own, other) = (
            scene.own.sign_revocations(&own),
            lists.revocations[1].clone(),
        );
        lists.revocations = listed(vec![own, other]);
        lists
    };
    let vector = |what, lists: &Lists| {
        let told = (what, "standing.revoked");
        scene.standing(told, lists, &officer.chain, Scope::Inspections)
    };
    let compromised = revoking(&officer, days_before(0), RevocationReason::KeyCompromised);
    vec![
        (
            "standing-revoked",
            vector(
                "Withdrawn an hour's journey ago.",
                &revoking(&officer, days_before(1), RevocationReason::DeviceLost),
            ),
        ),
        (
            "standing-issuer-revoked",
            vector(
                "The registrar's certificate is withdrawn.",
                &revoking(
                    &scene.own.registrar,
                    days_before(1),
                    RevocationReason::ServiceEnded,
                ),
            ),
        ),
        (
            "standing-key-compromised-after-the-act",
            vector(
                "The act is dated before the revocation, but the key may be in other hands.",
                &compromised,
            )
            .with("acted-at", days_before(1).as_unix()),
        ),
    ]
}

fn scopes_and_lists(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let lock = other.issue("lock", lock_subject(crate::parties::LOCK));
    let good = own.lists(other);
    let vector = |what, expect, lists: &Lists| {
        scene.standing((what, expect), lists, &lock.chain, Scope::Locks)
    };
    let recognising = |scopes: &[Scope]| {
        let recognition = own.sign_recognition(&own.recognition(8, other, scopes));
        let revocations = good.revocations.clone();
        Lists {
            recognition,
            revocations,
        }
    };
    let recognition_until = |refresh, end| {
        let mut list = own.recognition(8, other, &EVERY_SCOPE);
        (list.header.refresh_by, list.header.expires_at) = (refresh, end);
        Lists {
            recognition: own.sign_recognition(&list),
            revocations: good.revocations.clone(),
        }
    };
    let revocations_until = |refresh, end| {
        let mut list = other.revocations(6, vec![]);
        (list.header.refresh_by, list.header.expires_at) = (refresh, end);
        Lists {
            recognition: good.recognition.clone(),
            revocations: listed(vec![other.sign_revocations(&list)]),
        }
    };
    let without_revocations = Lists {
        recognition: good.recognition.clone(),
        revocations: listed(vec![good.revocations[0].clone()]),
    };
    let refused = {
        let mut lists = good.clone();
        let mut carried = other.sign_revocations(&other.revocations(6, vec![]));
        carried.list = own.list_signer.sign(&other.revocations(6, vec![]));
        lists.revocations = listed(vec![carried]);
        lists
    };
    vec![
        (
            "standing-out-of-scope",
            vector(
                "The administration is recognised for documents only.",
                "standing.out-of-scope",
                &recognising(&[Scope::Documents]),
            ),
        ),
        (
            "list-expired",
            vector(
                "The recognition list ended yesterday.",
                "standing.cannot-say.recognition.expired",
                &recognition_until(days_before(2), days_before(1)),
            ),
        ),
        (
            "revocations-expired",
            vector(
                "The other administration's revocation list ended yesterday.",
                "standing.cannot-say.revocations.expired",
                &revocations_until(days_before(2), days_before(1)),
            ),
        ),
        (
            "revocations-missing",
            vector(
                "Nobody has brought the other administration's revocation list.",
                "standing.cannot-say.revocations.missing",
                &without_revocations,
            ),
        ),
        (
            "revocations-refused",
            vector(
                "The only revocation list that came is not its administration's.",
                "standing.cannot-say.revocations.refused",
                &refused,
            ),
        ),
        (
            "list-refresh-due",
            vector(
                "A newer recognition list is due since yesterday: caution, not a pass.",
                "standing.aged-lists",
                &recognition_until(days_before(1), days_after(1)),
            ),
        ),
        (
            "revocations-refresh-due",
            vector(
                "A newer revocation list is due since yesterday.",
                "standing.aged-lists",
                &revocations_until(days_before(1), days_after(1)),
            ),
        ),
        ("own-revocations-missing", own_officer_without_lists(scene)),
    ]
}

fn own_officer_without_lists(scene: &Scene) -> Vector {
    let lists = Lists {
        recognition: scene.own.lists(&scene.other).recognition,
        revocations: listed(vec![]),
    };
    scene.standing(
        (
            "An own officer, and no own revocation list.",
            "standing.cannot-say.revocations.missing",
        ),
        &lists,
        &scene.own.officer().chain,
        Scope::Inspections,
    )
}
