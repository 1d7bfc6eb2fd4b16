//! Faults in roots, certificates and chains.

use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{Certificate, Registrar, Subject};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::good::two_issuers_deep;
use crate::parties::by_hand::{Envelope, varint};
use crate::parties::{
    Authority, Party, chained, elsewhere, key, listed, lock_subject, person, training,
};
use crate::scene::{Named, Scene};

pub(super) fn all(scene: &Scene) -> Vec<Named> {
    let mut all = roots(scene);
    all.extend(certificates(scene));
    all.extend(certificate_bytes(scene));
    all.extend(steps(scene));
    all
}

fn roots(scene: &Scene) -> Vec<Named> {
    let own = &scene.own;
    let root = |what, expect, signed: Signed<Certificate>| {
        Vector::new("root", what, expect).block("root", signed.to_wire())
    };
    let certificate = own.certificate(&own.root_key, Subject::Root);
    let no_root = own.certificate(&own.root_key, Subject::ListSigner);
    vec![
        (
            "root-not-self-signed",
            root(
                "Signed by another key than the one that it names.",
                "root.bad-signature",
                Signed::sign(&certificate, Signer::Root, &key("another")),
            ),
        ),
        (
            "root-not-a-root",
            root(
                "Self-signed, but a list signer's certificate.",
                "root.not-a-root",
                Signed::sign(&no_root, Signer::Root, &own.root_key),
            ),
        ),
        (
            "root-signed-by-a-certificate",
            root(
                "Names a certificate as its signer, where a root names zeros.",
                "root.other-signer",
                own.registrar.sign(&certificate),
            ),
        ),
    ]
}

/// An officer's chain of one issuer with anything signed in the place of the leaf.
fn with_leaf(scene: &Scene, leaf: &Envelope) -> Vec<u8> {
    let issuers = listed::<_, 2>(vec![scene.own.registrar.chain.leaf.clone()]);
    let mut bytes = leaf.to_wire();
    bytes.extend(encode(&issuers));
    bytes
}

/// The officer's certificate, field by field, as the registrar signs it.
fn officer_certificate(scene: &Scene) -> Certificate {
    let own = &scene.own;
    own.certificate(&own.officer().key, Subject::Officer(person("1042")))
}

fn certificates(scene: &Scene) -> Vec<Named> {
    let registrar = &scene.own.registrar;
    let good = encode(&officer_certificate(scene));
    let of_another = {
        let mut envelope = registrar.sign_bytes("certificate", &good);
        let other = scene.own.list_signer.sign_bytes("certificate", &good);
        envelope.signature = other.signature;
        envelope
    };
    vec![
        (
            "certificate-signature-of-another-key",
            scene.chain_bytes(
                "The list signer's key has signed in the registrar's name.",
                "chain.0.bad-signature",
                with_leaf(scene, &of_another),
            ),
        ),
        (
            "certificate-in-another-context",
            scene.chain_bytes(
                "Signed by the registrar, but as a policy.",
                "chain.0.bad-signature",
                with_leaf(scene, &registrar.sign_bytes("policy", &good)),
            ),
        ),
        (
            "certificate-issued-by-an-officer",
            scene.chain(
                "An officer certifies another.",
                "chain.0.issued-beyond-right",
                &scene
                    .own
                    .issue_by(
                        &scene.own.officer(),
                        "friend",
                        Subject::Officer(person("1043")),
                    )
                    .chain,
            ),
        ),
    ]
}

/// Rightly signed bytes that are no certificate, or not its one encoding.
fn certificate_bytes(scene: &Scene) -> Vec<Named> {
    let good = encode(&officer_certificate(scene));
    // realm, text of the administration, from, until, key, subject, and the subject's texts
    let (from, key_at, subject_at) = (4, 14, 47);
    assert_eq!(good[subject_at], 3, "an officer's index");
    let signed = |what, expect, bytes: &[u8]| {
        let leaf = scene.own.registrar.sign_bytes("certificate", bytes);
        scene.chain_bytes(what, expect, with_leaf(scene, &leaf))
    };
    let changed = |at: usize, to: &[u8]| {
        let mut bytes = good.clone();
        bytes.splice(at..at + 1, to.iter().copied());
        bytes
    };
    let trailing = [good.as_slice(), &[0]].concat();
    let overlong = changed(from + 4, &[good[from + 4] | 0x80, 0]);
    let unknown = changed(subject_at, &[9]);
    let off_curve = [&good[..key_at + 1], &[0xff; 32], &good[subject_at..]].concat();
    let compact = changed(key_at, &[5]);
    let named = |name: &str| {
        let mut bytes = good[..subject_at + 1].to_vec();
        bytes.extend(encode(&("1042", name, "KZDOS")));
        bytes
    };
    let malformed = "chain.unreadable.malformed";
    vec![
        (
            "certificate-trailing-byte",
            signed(
                "A byte follows the certificate, and the signature is over it too.",
                "chain.unreadable.trailing-bytes",
                &trailing,
            ),
        ),
        (
            "certificate-overlong-varint",
            signed(
                "The first moment is written in one byte more than it needs.",
                "chain.unreadable.not-canonical",
                &overlong,
            ),
        ),
        (
            "certificate-unknown-subject",
            signed("A subject of index 9.", malformed, &unknown),
        ),
        (
            "certificate-key-off-the-curve",
            signed("The key is no point of P-256.", malformed, &off_curve),
        ),
        (
            "certificate-key-in-another-form",
            signed(
                "The key's first byte is 05, where 02 and 03 are the one encoding.",
                "chain.unreadable.not-canonical",
                &compact,
            ),
        ),
        (
            "certificate-name-too-long",
            signed("A name of 65 bytes.", malformed, &named(&"n".repeat(65))),
        ),
        (
            "certificate-name-with-a-hidden-character",
            signed(
                "U+202E, which turns the rest around.",
                malformed,
                &named("Of\u{202e}ficer"),
            ),
        ),
        (
            "certificate-name-not-utf-8",
            signed("A byte ff in the name.", malformed, &{
                let mut bytes = named("Officer");
                let at = bytes.len() - 8;
                bytes[at] = 0xff;
                bytes
            }),
        ),
    ]
}

fn steps(scene: &Scene) -> Vec<Named> {
    let own = &scene.own;
    let deep = two_issuers_deep(scene);
    let [branch, chief] = <[_; 2]>::try_from(deep.chain.issuers.to_vec()).unwrap();
    let with_issuers = |issuers: Vec<Signed<Certificate>>| CertificateChain {
        leaf: deep.chain.leaf.clone(),
        issuers: listed(issuers),
    };
    let only_officers = Subject::Registrar(Registrar {
        may_issue: listed(vec![Role::Officer]),
    });
    let only_officers = own.issue_by_root("officers' registrar", only_officers);
    let lock = own.issue_by(&only_officers, "lock", lock_subject("RSLF00009999"));
    let makes_roots = Subject::Registrar(Registrar {
        may_issue: listed(vec![Role::Root]),
    });
    let makes_roots = own.issue_by_root("registrar of roots", makes_roots);
    let second_root = own.issue_by(&makes_roots, "second root", Subject::Root);
    let mut three = deep.chain.leaf.to_wire();
    three.extend(varint(3));
    for issuer in [&branch, &chief, &own.registrar.chain.leaf] {
        three.extend(issuer.to_wire());
    }
    vec![
        (
            "chain-issued-beyond-right",
            scene.chain(
                "The registrar's certificate names officers; it has certified a lock.",
                "chain.0.issued-beyond-right",
                &lock.chain,
            ),
        ),
        (
            "chain-with-a-second-root",
            scene.chain(
                "A registrar has certified a root, which only a root itself can be.",
                "chain.0.issued-beyond-right",
                &second_root.chain,
            ),
        ),
        (
            "chain-three-issuers",
            scene.chain_bytes(
                "One step more than a chain may have.",
                "decode.malformed",
                three,
            ),
        ),
        (
            "chain-issuer-missing",
            scene.chain(
                "The leaf's issuer is left out.",
                "chain.0.other-signer",
                &with_issuers(vec![chief.clone()]),
            ),
        ),
        (
            "chain-issuers-swapped",
            scene.chain(
                "The issuers stand in the wrong order.",
                "chain.2.other-signer",
                &with_issuers(vec![chief, branch]),
            ),
        ),
        (
            "chain-other-administration",
            scene.chain(
                "A certificate of China's, issued by Kazakhstan's registrar.",
                "chain.1.bad-signature",
                &claimed_for_another(scene).chain,
            ),
        ),
        (
            "chain-own-registrar-for-another-administration",
            scene.chain(
                "Below Kazakhstan's root, an issuer of China's.",
                "chain.1.other-root",
                &issuer_of_another(scene),
            ),
        ),
        (
            "chain-training-under-operational-root",
            scene.chain(
                "The operational registrar has certified an officer for training.",
                "chain.0.other-root",
                &of_another_realm(scene).chain,
            ),
        ),
        (
            "chain-of-the-training-root",
            scene.chain(
                "A whole chain for training, shown to a phone in earnest.",
                "chain.1.bad-signature",
                &training().officer().chain,
            ),
        ),
        (
            "chain-not-recognised",
            scene.chain(
                "The recognition list does not name the administration.",
                "trust.not-recognised",
                &elsewhere().lock().chain,
            ),
        ),
        (
            "chain-recognition-missing",
            scene
                .rooted(Vector::new(
                    "chain",
                    "There is no recognition list to find the root in.",
                    "trust.no-recognition.missing",
                ))
                .block("chain", scene.other.lock().chain.to_wire()),
        ),
        (
            "chain-recognition-refused",
            scene
                .rooted(Vector::new(
                    "chain",
                    "The recognition list is not the own root's.",
                    "trust.no-recognition.refused",
                ))
                .block("recognition", {
                    let list = scene.own.lists(&scene.other).recognition;
                    let mut envelope = Envelope::from_wire(&list.to_wire());
                    envelope.signature[40] ^= 1;
                    envelope.to_wire()
                })
                .block("chain", scene.other.lock().chain.to_wire()),
        ),
        (
            "chain-cut-short",
            scene.chain_bytes("The last byte has not come.", "decode.malformed", {
                let mut bytes = own.officer().chain.to_wire();
                bytes.pop();
                bytes
            }),
        ),
    ]
}

/// Kazakhstan's registrar has signed a certificate that says it is China's.
fn claimed_for_another(scene: &Scene) -> Party {
    let key = key("KZ impostor");
    let certificate = scene.other.certificate(&key, lock_subject("RSLF00008888"));
    let chain = chained(&scene.own.registrar, scene.own.registrar.sign(&certificate));
    Party { key, chain }
}

fn signed_by_own_root(own: &Authority, certificate: &Certificate) -> Signed<Certificate> {
    Signed::sign(certificate, Signer::Root, &own.root_key)
}

/// Kazakhstan's officer below an issuer that Kazakhstan's root has certified as China's.
fn issuer_of_another(scene: &Scene) -> CertificateChain {
    let key = key("KZ registrar abroad");
    let may_issue = listed(vec![Role::Officer]);
    let registrar = Subject::Registrar(Registrar { may_issue });
    let issuer = scene.other.certificate(&key, registrar);
    let issuer = Party {
        key,
        chain: CertificateChain {
            leaf: signed_by_own_root(&scene.own, &issuer),
            issuers: List::empty(),
        },
    };
    let officer = Subject::Officer(person("1044"));
    scene.own.issue_by(&issuer, "officer abroad", officer).chain
}

fn of_another_realm(scene: &Scene) -> Party {
    let key = key("KZ trainee");
    let certificate = training().certificate(&key, Subject::Officer(person("1045")));
    let chain = chained(&scene.own.registrar, scene.own.registrar.sign(&certificate));
    Party { key, chain }
}
