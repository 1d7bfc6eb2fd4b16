//! The vectors without a fault.

mod orders;

use railseal_protocol::certificate::{Registrar, Subject};
use railseal_protocol::consigning::Consigned;
use railseal_protocol::enrolment::Pull;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::statement::{Signed, Statement};
use railseal_protocol::wire::encode;

use crate::code::VERIFIED;
use crate::form::Vector;
use crate::parties::by_hand::{Envelope, id, other_s, varint};
use crate::parties::inspection::{self, carried_record, signed_arrival, signed_record};
use crate::parties::lock::{
    Met, carried_digest, digest, journal, lamp_shown, manifest, meet, policy, sealing, status_now,
};
use crate::parties::talk::{
    announced, consigned, consigning, consigning_request, enrolled, enrolment_code,
    enrolment_request_of, faults, papers, preparation, preparation_request, presence, presentation,
    pull_request, pulled, two_messages_cut, worklist,
};
use crate::parties::{LOCK, NOW, Party, agreement, listed, parsed, person, random};
use crate::scene::{Named, Scene, recognition, revocations};

pub(crate) fn all() -> Vec<Named> {
    let scene = Scene::new();
    let mut all = vec![("root", root(&scene))];
    all.extend(chains(&scene));
    all.extend(lists(&scene));
    all.extend(statements(&scene));
    all.extend(link(&scene));
    all.extend(enrolment(&scene));
    all.extend(messages(&scene));
    all.extend(orders::statements(&scene));
    all.extend(orders::messages(&scene));
    all
}

fn root(scene: &Scene) -> Vector {
    scene.rooted(Vector::new(
        "root",
        "A root's certificate, signed by the key that it names.",
        VERIFIED,
    ))
}

/// A registrar below the registrar, and an officer below it.
pub(crate) fn two_issuers_deep(scene: &Scene) -> Party {
    let may_issue = listed(vec![Role::Registrar, Role::Officer]);
    let chief = Subject::Registrar(Registrar { may_issue });
    let chief = scene.own.issue_by_root("chief registrar", chief);
    let may_issue = listed(vec![Role::Officer]);
    let branch = Subject::Registrar(Registrar { may_issue });
    let branch = scene.own.issue_by(&chief, "branch registrar", branch);
    let officer = Subject::Officer(person("2001"));
    scene.own.issue_by(&branch, "branch officer", officer)
}

fn chains(scene: &Scene) -> Vec<Named> {
    let chain = |what, party: &Party| scene.chain(what, VERIFIED, &party.chain);
    let standing = |what, party: &Party, scope| {
        let lists = scene.own.lists(&scene.other);
        scene.standing((what, VERIFIED), &lists, &party.chain, scope)
    };
    let officer = scene.own.officer();
    vec![
        (
            "chain-issued-by-the-root",
            chain(
                "A registrar's chain: its certificate alone.",
                &scene.own.registrar,
            ),
        ),
        (
            "chain-one-issuer",
            chain("An officer's chain: root, registrar, officer.", &officer),
        ),
        (
            "chain-two-issuers",
            chain(
                "The longest chain: root, registrar, registrar, officer.",
                &two_issuers_deep(scene),
            ),
        ),
        (
            "chain-of-a-recognised-administration",
            chain(
                "A lock's chain, under a root that the recognition list names.",
                &scene.other.lock(),
            ),
        ),
        (
            "standing-of-an-own-officer",
            standing("Needs no recognition.", &officer, Scope::Inspections),
        ),
        (
            "standing-of-a-recognised-lock",
            standing(
                "Recognised, in time, not withdrawn, on fresh lists.",
                &scene.other.lock(),
                Scope::Locks,
            ),
        ),
    ]
}

fn lists(scene: &Scene) -> Vec<Named> {
    let vector = |what| scene.rooted(Vector::new("lists", what, VERIFIED));
    let lists = scene.own.lists(&scene.other);
    let newer = scene.own.recognition(8, &scene.other, &[Scope::Locks]);
    let (own, other) = (&lists.revocations[0], &lists.revocations[1]);
    vec![
        (
            "recognition-list",
            recognition(
                vector("A recognition list, signed by the own root."),
                &lists.recognition,
            ),
        ),
        (
            "revocation-list",
            revocations(
                vector("The own revocation list, with its signer's chain."),
                own,
            ),
        ),
        (
            "revocation-list-of-a-recognised-administration",
            revocations(
                recognition(
                    vector("Verified from the root that the recognition list names."),
                    &lists.recognition,
                ),
                other,
            ),
        ),
        (
            "list-of-a-newer-version",
            recognition(
                recognition(vector("Version 7, then version 8."), &lists.recognition),
                &scene.own.sign_recognition(&newer),
            ),
        ),
        (
            "list-of-the-same-version",
            recognition(
                recognition(
                    vector("Version 7 twice: it has not gone back."),
                    &lists.recognition,
                ),
                &lists.recognition,
            ),
        ),
    ]
}

/// A statement as its signer signs it, with its id.
fn signed<T: Statement>(scene: &Scene, what: &str, signer: &Party, value: &T) -> Vector {
    let signed: Signed<T> = signer.sign(value);
    let vector = scene.statement(T::CONTEXT, (what, VERIFIED), signer, signed.to_wire());
    vector.with("id", signed.id())
}

fn signed_by_hand(
    scene: &Scene,
    context: &str,
    what: &str,
    signer: &Party,
    envelope: &Envelope,
) -> Vector {
    let id = id(context, envelope.signer, &envelope.bytes);
    scene
        .statement(context, (what, VERIFIED), signer, envelope.to_wire())
        .with("id", data_encoding::HEXLOWER.encode(&id))
}

fn statements(scene: &Scene) -> Vec<Named> {
    let (officer, server, lock) = (scene.own.officer(), scene.own.server(), scene.other.lock());
    let status = status_now(&scene.other);
    let mut high = lock.sign_bytes("status", &encode(&status));
    if !high.is_high() {
        high.signature = other_s(high.signature);
    }
    vec![
        (
            "status",
            signed(scene, "A lock's status for one session.", &lock, &status),
        ),
        (
            "status-high-s",
            signed_by_hand(
                scene,
                "status",
                "Both s and n − s verify, and the id is the same.",
                &lock,
                &high,
            ),
        ),
        (
            "manifest",
            signed(
                scene,
                "What the container was sealed with.",
                &scene.other.issuer(),
                &manifest(&scene.other),
            ),
        ),
        (
            "policy",
            signed(scene, "Who may unseal.", &scene.other.officer(), &policy()),
        ),
        (
            "presence",
            signed(
                scene,
                "The officer's key is here, in this session.",
                &officer,
                &presence(&scene.other),
            ),
        ),
        (
            "presence-of-railway-staff",
            signed(
                scene,
                "Railway staff may prove their presence too.",
                &scene.own.staff(),
                &presence(&scene.other),
            ),
        ),
        (
            "pull",
            signed(
                scene,
                "The officer asks the own server.",
                &officer,
                &Pull { asked_at: NOW },
            ),
        ),
        (
            "preparation",
            signed(
                scene,
                "A sealing office asks its server for everything that a lock is to be sealed with.",
                &scene.other.officer(),
                &preparation(&scene.other),
            ),
        ),
        (
            "consigning",
            signed(
                scene,
                "A sealing office gives its server the tables of a container.",
                &scene.other.officer(),
                &consigning(),
            ),
        ),
        (
            "worklist",
            signed(
                scene,
                "The containers that are expected.",
                &server,
                &worklist(&scene.other),
            ),
        ),
        (
            "lamp",
            signed(
                scene,
                "What the lock's lamp blinks in one session.",
                &lock,
                &lamp_shown(&scene.other),
            ),
        ),
        (
            "inspection-digest",
            signed(
                scene,
                "A prior inspection, as the lock carries it.",
                &scene.other.officer(),
                &digest(&scene.other),
            ),
        ),
        (
            "inspection",
            signed_by_hand(
                scene,
                inspection::CONTEXT,
                "The officer's record, with the lock's evidence in it.",
                &officer,
                &signed_record(&officer, &scene.other),
            ),
        ),
        (
            "arrival",
            signed_by_hand(
                scene,
                "arrival",
                "The server says that the record is stored.",
                &server,
                &signed_arrival(&server, &officer, &scene.other),
            ),
        ),
    ]
}

/// A session's bytes, and who has what in it.
pub(crate) fn session_vector(scene: &Scene, what: &str, expect: &str, met: &Met) -> Vector {
    Vector::new("session", what, expect)
        .with("lock", LOCK)
        .block("phone entropy", random("phone"))
        .block("lock entropy", random("lock"))
        .block("lock secret", *agreement(LOCK).as_bytes())
        .block("chain", scene.other.lock().chain.to_wire())
        .block("phone handshake", met.from_phone.as_slice())
        .block("lock handshake", met.from_lock.as_slice())
}

fn link(scene: &Scene) -> Vec<Named> {
    let whole = journal(&scene.other);
    let lock: LockId = parsed(LOCK);
    let first = JournalHead::of_nothing(&lock).after(&whole.entries[0]);
    let entries = |vector: Vector, from: usize| {
        vector.blocks("entry", whole.entries[from..].iter().map(|e| e.to_vec()))
    };
    let mut met = meet(&scene.other);
    let session = session_vector(
        scene,
        "A handshake, one request, one answer.",
        VERIFIED,
        &met,
    );
    let (request, response) = (vec![1, 0], vec![1, 1, 4]);
    let asked = met.phone.seal(&request).unwrap();
    let answered = met.lock.seal(&response).unwrap();
    let session = session
        .with(
            "session",
            data_encoding::HEXLOWER.encode(met.phone.id().as_bytes()),
        )
        .block("plain", request)
        .block("from phone", asked)
        .block("plain", response)
        .block("from lock", answered);
    let (messages, segments) = two_messages_cut();
    vec![
        (
            "journal",
            entries(
                Vector::new("journal", "From the first entry to the head.", VERIFIED)
                    .with("lock", LOCK)
                    .block("head", encode(&whole.head)),
                0,
            ),
        ),
        (
            "journal-continued",
            entries(
                Vector::new("journal", "From a head seen before.", VERIFIED)
                    .block("from", encode(&first))
                    .block("head", encode(&whole.head)),
                1,
            ),
        ),
        (
            "announcement",
            Vector::new("announcement", "What a lock says of itself.", VERIFIED)
                .with("lock", LOCK)
                .with("segment", 244)
                .block("announcement", announced().to_wire()),
        ),
        (
            "segments",
            Vector::new(
                "segments",
                "Two messages, 50 and 19 bytes, in segments of 20.",
                VERIFIED,
            )
            .blocks("segment", segments)
            .blocks("message", messages),
        ),
        ("session", session),
    ]
}

fn enrolment(scene: &Scene) -> Vec<Named> {
    let code = enrolment_code(&scene.own);
    let request = enrolment_request_of(&scene.own, &scene.own.officer().key);
    vec![
        (
            "enrolment-code",
            scene.rooted(
                Vector::new("enrolment code", "The code and its root.", VERIFIED)
                    .with("code", &code),
            ),
        ),
        (
            "enrolment-code-as-typed",
            scene.rooted(
                Vector::new(
                    "enrolment code",
                    "Small letters and spaces do no harm.",
                    VERIFIED,
                )
                .with("code", code.to_string().to_lowercase().replace('-', " ")),
            ),
        ),
        (
            "enrolment-request",
            Vector::new(
                "enrolment request",
                "The key signs that it is there.",
                VERIFIED,
            )
            .block("request", encode(&request)),
        ),
    ]
}

/// What travels with statements inside, as a whole.
fn messages(scene: &Scene) -> Vec<Named> {
    let (own, other) = (&scene.own, &scene.other);
    let (officer, server) = (own.officer(), own.server());
    let vector = |message: &str, what: &str, bytes: Vec<u8>| {
        Vector::new("message", what, VERIFIED)
            .with("message", message)
            .block("bytes", bytes)
    };
    let record = carried_record(&officer, other);
    let push = encode(&vec![record.clone()]);
    let pushed = {
        const REJECTED_AS_UNREADABLE: [u8; 2] = [1, 0];
        let mut bytes = server.chain.to_wire();
        bytes.extend(varint(2));
        bytes.push(0);
        bytes.extend(signed_arrival(&server, &officer, other).to_wire());
        bytes.extend(REJECTED_AS_UNREADABLE);
        bytes
    };
    vec![
        (
            "message-presentation",
            vector(
                "Presentation",
                "A proof of presence with the officer's chain.",
                encode(&presentation(own, other)),
            ),
        ),
        (
            "message-sealing",
            vector(
                "Sealing",
                "Manifest and policy, each with its signer's chain.",
                encode(&sealing(other)),
            ),
        ),
        (
            "message-carried-digest",
            vector(
                "CarriedDigest",
                "A prior inspection with its officer's chain.",
                encode(&carried_digest(other)),
            ),
        ),
        (
            "message-enrolled",
            vector(
                "Enrolled",
                "The root's certificate and the officer's chain.",
                encode(&enrolled(own)),
            ),
        ),
        (
            "message-pull-request",
            vector(
                "PullRequest",
                "A pull with the officer's chain.",
                encode(&pull_request(own)),
            ),
        ),
        (
            "message-pulled",
            vector(
                "Pulled",
                "The server's chain, the lists and the work.",
                encode(&pulled(own, other)),
            ),
        ),
        (
            "message-preparation-request",
            vector(
                "PreparationRequest",
                "A preparation, the policy that it names, and the chain of the officer who signed both.",
                encode(&preparation_request(other)),
            ),
        ),
        (
            "message-papers",
            vector(
                "Papers",
                "Manifest, its issuer's chain, and three documents in chunks of 64 bytes.",
                encode(&papers(other)),
            ),
        ),
        (
            "message-consigning-request",
            vector(
                "ConsigningRequest",
                "A consigning, the chain of the officer who signed it, and two files.",
                encode(&consigning_request(other)),
            ),
        ),
        (
            "message-consigned",
            vector(
                "Consigned",
                "What the tables add up to, kept.",
                encode(&consigned()),
            ),
        ),
        (
            "message-consigned-faulty",
            vector(
                "Consigned",
                "A wrong check digit, a column and a table that are missing.",
                encode(&Consigned::Faulty(faults())),
            ),
        ),
        (
            "message-carried-record",
            vector(
                "CarriedRecord",
                "A signed record with its officer's chain.",
                record,
            ),
        ),
        ("message-push", vector("Push", "One record.", push)),
        (
            "message-pushed",
            vector(
                "Pushed",
                "The server's chain, an arrival, and a record that it cannot read.",
                pushed,
            ),
        ),
    ]
}
