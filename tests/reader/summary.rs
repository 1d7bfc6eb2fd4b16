//! What the other reader is given, and what this one has read, in its words.

use railseal::officer::Kept;
use railseal_inspection::documents::Document;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::finding::{CheckKind, Finding};
use railseal_protocol::chain::Holder;
use railseal_protocol::enrolment::Enrolled;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::manifest::Chunk;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Lists, Standing};
use railseal_protocol::wire::encode;
use serde_json::{Value, json};

use super::crossing::{Crossing, NOW, seen_by_worklist};

/// The scalar of the crossing's officer.
const KEY: [u8; 32] = [7; 32];

/// All that a phone has of its own when it comes to a lock, and how far it knows that lock's journal to reach.
pub(crate) async fn given(crossing: &Crossing, lock: LockId) -> Value {
    let drawers = &crossing.drawers;
    let enrolled: Enrolled = Kept::Enrolled.read(drawers).await.unwrap().unwrap();
    let lists: Lists = Kept::Lists.read(drawers).await.unwrap().unwrap();
    let revocations = lists.revocations.iter().map(|list| hex(&encode(list)));
    let seen = seen_by_worklist(&crossing.officer, lock)
        .first()
        .map(|head| json!([head.length, hex(&encode(&head.hash))]));
    json!({
        "seen": seen,
        "root": hex(&encode(&enrolled.root)),
        "recognition": hex(&encode(&lists.recognition)),
        "revocations": revocations.collect::<Vec<_>>(),
        "chain": hex(&encode(&enrolled.officer)),
        "key": hex(&KEY),
        "now": NOW.as_unix(),
    })
}

/// What was read here.
pub(crate) fn of(crossing: &Crossing, evidence: &Evidence) -> Value {
    let judgement = crossing.judge(evidence, None);
    let register = judgement.register(evidence).unwrap();
    let (lock, issuer) = (judgement.lock.unwrap(), judgement.issuer.unwrap());
    let (status, manifest) = (judgement.status.unwrap(), judgement.manifest.unwrap());
    let journal = judgement.journal.unwrap();
    let found = |kind| judgement.verdict.finding(kind).unwrap().clone();
    let continuity = match found(CheckKind::Continuity) {
        Finding::ContinuityKept { .. } => "kept",
        Finding::ContinuityForked { .. } => "forked",
        other => panic!("{other:?}"),
    };
    let Finding::EventsAccounted { acts, people } = found(CheckKind::Events) else {
        panic!("{:?}", found(CheckKind::Events));
    };
    let inspections = judgement.inspections.iter().map(|prior| {
        let counts = standing(
            crossing,
            &prior.officer,
            Scope::Inspections,
            prior.digest.made_at,
        );
        json!([
            prior.digest.place.to_string(),
            prior.digest.made_at.as_unix(),
            format!("{:?}", prior.digest.disposition),
            counts,
        ])
    });
    let amendments = judgement.amendments.iter().map(|lawful| {
        let amended = &lawful.amendment;
        let left = amended.totals;
        json!([
            amended.place.to_string(),
            amended.made_at.as_unix(),
            [
                u64::from(left.despatches),
                u64::from(left.receptacles),
                u64::from(left.items),
                left.gross.0
            ],
            standing(crossing, &lawful.officer, Scope::Unsealing, amended.made_at),
        ])
    });
    let documents = register.whole().zip(&evidence.documents);
    json!({
        "lock": status.lock.to_string(),
        "standing": standing(crossing, &lock, Scope::Locks, NOW),
        "state": format!("{:?}", status.state),
        "cycle": status.cycle.0,
        "journal": [status.journal.length, hex(&encode(&status.journal.hash))],
        "events": journal.iter().map(|entry| name(&entry.event)).collect::<Vec<_>>(),
        "tampers": status.tampers.0,
        "battery": status.battery.get(),
        "manifest": hex(&encode(&status.manifest.unwrap())),
        "container": manifest.container.to_string(),
        "issuer": standing(crossing, &issuer, Scope::Documents, manifest.issued_at),
        "documents": documents.map(|(read, chunks)| document(read, chunks)).collect::<Vec<_>>(),
        "lamp": evidence.seal.lamp.is_some(),
        "amendments": amendments.collect::<Vec<_>>(),
        "outcomes": ["Awaited", "Void"],
        "inspections": inspections.collect::<Vec<_>>(),
        "acts": [acts, people],
        "continuity": continuity,
        "before_presence": "PresenceNeeded",
    })
}

fn standing(crossing: &Crossing, holder: &Holder, scope: Scope, acted_at: Timestamp) -> String {
    let trust = &crossing.officer.trust;
    match trust.standing_of_act(holder, scope, acted_at, NOW) {
        Standing::Good => "verified".to_owned(),
        other => format!("{other:?}"),
    }
}

fn document(read: &Document, chunks: &[Chunk]) -> Value {
    let (kind, items) = match read {
        Document::DeliveryBill(_) => ("DeliveryBill", 0),
        Document::MailList(_) => ("MailList", 0),
        Document::DetailSheet(sheet) => ("DetailSheet", sheet.items.len()),
    };
    let bytes: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.to_vec()).collect();
    json!({ "kind": kind, "bytes": bytes.len(), "hash": hex(&encode(&Hash::of("document", &[&bytes]))), "items": items })
}

/// The member's name, without its fields.
fn name(event: &impl std::fmt::Debug) -> String {
    let shown = format!("{event:?}");
    let end = shown.find(|sign: char| !sign.is_alphanumeric());
    shown[..end.unwrap_or(shown.len())].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
