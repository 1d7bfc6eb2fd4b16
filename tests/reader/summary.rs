//! What the other reader is given, and what this one has read, in its words.

use std::collections::BTreeSet;

use railseal::officer::Kept;
use railseal_inspection::documents::Document;
use railseal_inspection::evidence::Evidence;
use railseal_protocol::chain::Holder;
use railseal_protocol::enrolment::Enrolled;
use railseal_protocol::hash::Hash;
use railseal_protocol::manifest::Chunk;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Lists, Standing};
use railseal_protocol::wire::encode;
use serde_json::{Value, json};

use super::crossing::{Crossing, NOW};

/// The scalar of the crossing's officer.
const KEY: [u8; 32] = [7; 32];

/// All that a phone has of its own when it comes to a lock.
pub(crate) async fn given(crossing: &Crossing) -> Value {
    let drawers = &crossing.drawers;
    let enrolled: Enrolled = Kept::Enrolled.read(drawers).await.unwrap().unwrap();
    let lists: Lists = Kept::Lists.read(drawers).await.unwrap().unwrap();
    let revocations = lists.revocations.iter().map(|list| hex(&encode(list)));
    json!({
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
    let (lock, issuer) = (judgement.lock.unwrap(), judgement.issuer.unwrap());
    let (status, manifest) = (judgement.status.unwrap(), judgement.manifest.unwrap());
    let journal = judgement.journal.unwrap();
    let people: BTreeSet<String> = journal
        .iter()
        .filter_map(|entry| entry.who)
        .map(|who| hex(&encode(&who)))
        .collect();
    let documents = judgement.documents.iter().zip(&evidence.documents);
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
        "people": people,
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
