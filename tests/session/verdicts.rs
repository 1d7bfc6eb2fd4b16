//! Each lock of the train gets the right verdict for the right reason; the record gets home.

use railseal::device::http::HttpError;
use railseal::outbox::{self, Outbox, Whereabouts};
use railseal::sync::{SyncError, push};
use railseal_inspection::Judgement;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::finding::{CheckKind, CheckResult};
use railseal_inspection::record::{Decision, InspectionRecord, Sequence};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::bounded::List;
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::rights::Role;
use railseal_tests::demonstration::Condition;

use super::crossing::{Crossing, NOW, seen_by_worklist};

fn codes(judgement: &Judgement) -> Vec<String> {
    let bad = judgement
        .verdict
        .findings()
        .iter()
        .filter(|finding| Outcome::from(finding.result()) != Outcome::Pass);
    bad.map(|finding| finding.code().to_string()).collect()
}

#[tokio::test]
async fn the_intact_lock_passes_at_every_segment_size() {
    let crossing = Crossing::open().await;
    let container = Condition::Intact.container().ok();
    for segment in [20, 23, 100, 244, 512] {
        let evidence = crossing.read(Condition::Intact, segment).await;
        let judgement = crossing.judge(&evidence, container);
        assert_eq!(codes(&judgement), [""; 0], "at {segment}");
        assert_eq!(judgement.verdict.outcome(), Outcome::Pass);
        assert_eq!(judgement.register(&evidence).unwrap().whole().count(), 5);
    }
}

#[tokio::test]
async fn every_condition_of_the_train_gets_its_outcome_and_its_codes() {
    let crossing = Crossing::open().await;
    for condition in Condition::ALL {
        let evidence = crossing.read(condition, 244).await;
        let lamp = match condition {
            Condition::LampAsked => Some(crossing.lamp(condition).await),
            _ => None,
        };
        let judgement = crossing.judge_with(&evidence, condition.container().ok(), lamp);
        let (outcome, reason) = condition.expected();
        let codes = codes(&judgement);
        assert_eq!(
            judgement.verdict.outcome(),
            outcome,
            "{condition:?}: {codes:?}"
        );
        assert_eq!(codes.first().map(String::as_str), reason, "{condition:?}");
        let also: &[&str] = match condition {
            Condition::Intact | Condition::LampAsked | Condition::InspectedBefore => &[],
            Condition::Tampered => &["TP1", "SH1"],
            // What needs the manifest, or the journal, or the lock itself, cannot be said.
            Condition::ForgedManifest | Condition::JournalBroken | Condition::Unrecognised => {
                continue;
            }
            _ => reason.as_slice(),
        };
        assert_eq!(codes, also, "{condition:?}: and nothing else");
    }
}

#[tokio::test]
async fn railway_staff_read_status_and_journal_and_no_word_of_cargo() {
    let crossing = Crossing::with(|demonstration| demonstration.staff_code().unwrap()).await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    assert_eq!(
        (evidence.seal.sealing.as_ref(), evidence.documents.len()),
        (None, 0)
    );
    let judgement = crossing.judge(&evidence, Condition::Intact.container().ok());
    assert_eq!(judgement.verdict.outcome(), Outcome::CannotSay);
    assert!(judgement.manifest.is_none());
    let seen = |kind| judgement.verdict.finding(kind).unwrap().result();
    for kind in [
        CheckKind::Lock,
        CheckKind::Certificate,
        CheckKind::Status,
        CheckKind::Journal,
        CheckKind::Continuity,
        CheckKind::Shut,
        CheckKind::Events,
        CheckKind::Battery,
    ] {
        assert_eq!(seen(kind), CheckResult::Passed, "{kind:?}");
    }
    // Nothing was asked that had to be refused.
    let refused = |entry: &Entry| matches!(entry.event, Event::Refused { .. });
    assert!(!judgement.journal.unwrap().iter().any(refused));
}

#[tokio::test]
async fn nothing_of_a_forged_manifest_is_shown() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::ForgedManifest, 244).await;
    let judgement = crossing.judge(&evidence, Condition::ForgedManifest.container().ok());
    assert!(judgement.manifest.is_none());
    assert!(judgement.register(&evidence).is_none());
}

#[tokio::test]
async fn another_container_is_held_and_an_untyped_number_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let other = crossing.judge(&evidence, Condition::Tampered.container().ok());
    assert_eq!(
        (other.verdict.outcome(), codes(&other)),
        (Outcome::Hold, vec!["BX2".into()])
    );
    let untyped = crossing.judge(&evidence, None);
    assert_eq!(
        (untyped.verdict.outcome(), codes(&untyped)),
        (Outcome::CannotSay, vec!["BX1".into()])
    );
}

#[tokio::test]
async fn a_record_gets_home_once_and_only_a_signed_arrival_says_so() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    crossing.network.set_up(false);
    for number in 1..=3 {
        let draft = draft(&crossing, &evidence);
        let sequence =
            outbox::save(&crossing.officer, &crossing.key, &crossing.drawers, &draft).await;
        assert_eq!(sequence, Ok(Sequence(number)));
    }
    let sent = push(&crossing.officer, &crossing.network, &crossing.drawers, NOW).await;
    assert_eq!(sent, Err(SyncError::Http(HttpError::Offline)));
    assert_eq!(whereabouts(&crossing).await, [Whereabouts::OnlyHere; 3]);

    crossing.network.set_up(true);
    for _ in 0..2 {
        push(&crossing.officer, &crossing.network, &crossing.drawers, NOW)
            .await
            .unwrap();
        assert_eq!(
            whereabouts(&crossing).await,
            [Whereabouts::Received { at: NOW }; 3]
        );
    }
    let outbox = Outbox::load(&crossing.drawers, &crossing.officer.trust)
        .await
        .unwrap();
    for pair in outbox.records().windows(2) {
        let (first, second) = (&pair[0], pair[1].record.as_ref().unwrap());
        assert_eq!(
            second.previous,
            Some(first.carried.as_ref().unwrap().record.id())
        );
    }
    for record in outbox.records() {
        let id = record.carried.as_ref().unwrap().record.id();
        let kept = crossing
            .demonstration
            .server
            .storage()
            .record(&id)
            .unwrap()
            .unwrap();
        assert!(
            kept.record.seal_confirmed,
            "the server judges the seal as the phone did"
        );
        assert_eq!(kept.record.bytes, record.bytes);
    }
}

async fn whereabouts(crossing: &Crossing) -> Vec<Whereabouts> {
    let outbox = Outbox::load(&crossing.drawers, &crossing.officer.trust)
        .await
        .unwrap();
    outbox
        .records()
        .iter()
        .map(|record| record.whereabouts)
        .collect()
}

/// A release of the container on which the worklist expects the lock.
pub(crate) fn draft(crossing: &Crossing, evidence: &Evidence) -> InspectionRecord {
    let items = &crossing.officer.worklist.as_ref().unwrap().items;
    let expected = items.iter().find(|item| item.lock == evidence.seal.lock);
    let painted = expected.map(|item| item.container);
    let verdict = crossing.judge(evidence, painted).verdict;
    let decision =
        Decision::new(Disposition::Release, verdict.outcome(), Role::Officer, None).unwrap();
    InspectionRecord {
        device: crossing.officer.device,
        sequence: Sequence(0),
        previous: None,
        made_at: NOW,
        place: "KZDOS".parse().unwrap(),
        painted,
        lamp: None,
        seen: seen_by_worklist(&crossing.officer, evidence.seal.lock)
            .try_into()
            .unwrap(),
        seal: evidence.seal.clone(),
        verdict,
        condition: SealCondition::Right,
        decision,
        note: "frost on the lever".parse().unwrap(),
        parts: List::empty(),
    }
}
