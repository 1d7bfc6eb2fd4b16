//! What was seen of a lock before, what its lamp blinks, who ordered what, and who inspected it.

use railseal::sightings::{remember, seen};
use railseal::sync::{pull, push};
use railseal::{outbox, visit};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::finding::{CheckKind, Finding};
use railseal_inspection::verdict::Outcome;
use railseal_inspection::{Judgement, Question, judge};
use railseal_protocol::bounded::List;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::session::Entropy;
use railseal_tests::demonstration::Condition;
use railseal_tests::phone::{DirectLink, MemoryDrawers};

use super::crossing::{Crossing, NOW, question};
use super::verdicts::draft;

fn found(judgement: &Judgement, kind: CheckKind) -> Finding {
    judgement.verdict.finding(kind).unwrap().clone()
}

fn judge_by(crossing: &Crossing, evidence: &Evidence, seen: &[JournalHead]) -> Judgement {
    let painted = Condition::Intact.container().ok();
    judge(&question(&crossing.officer, evidence, painted, NOW, seen))
}

#[tokio::test]
async fn the_lamp_must_be_read_off_the_lock_in_front_of_the_officer() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::LampAsked, 244).await;
    let blinked = crossing.lamp(Condition::LampAsked).await;
    let other: LampCode = u8::from(blinked)
        .checked_sub(1)
        .unwrap_or(99)
        .try_into()
        .unwrap();
    let painted = Condition::LampAsked.container().ok();
    let presence = |evidence: &Evidence, typed| {
        let judgement = crossing.judge_with(evidence, painted, typed);
        (
            found(&judgement, CheckKind::Presence),
            judgement.verdict.outcome(),
        )
    };
    assert_eq!(
        presence(&evidence, Some(blinked)),
        (Finding::PresenceShown, Outcome::Pass)
    );
    assert_eq!(
        presence(&evidence, Some(other)),
        (Finding::PresenceOtherCode, Outcome::Hold)
    );
    assert_eq!(
        presence(&evidence, None),
        (Finding::PresenceSkipped, Outcome::CannotSay)
    );

    let mut dark = evidence.clone();
    dark.seal.lamp = None;
    assert_eq!(
        presence(&dark, Some(blinked)),
        (Finding::PresenceNoLamp, Outcome::CannotSay)
    );

    // What a lock blinked in one session says nothing in another.
    let mut later = visit_again(&crossing).await;
    later.seal.lamp = evidence.seal.lamp.clone();
    let (replayed, outcome) = presence(&later, Some(blinked));
    assert_eq!(outcome, Outcome::Hold);
    assert_eq!(replayed, Finding::PresenceForged);
}

/// Another session with the same lock.
async fn visit_again(crossing: &Crossing) -> Evidence {
    let lock = crossing.demonstration.lock(Condition::LampAsked, NOW);
    let link = DirectLink::to(lock.unwrap());
    let entropy = Entropy::from_random([10; 32]);
    let (officer, key) = (&crossing.officer, &crossing.key);
    visit::read(&link, None, officer, key, entropy, &mut None, |_| {})
        .await
        .unwrap()
}

#[tokio::test]
async fn a_seal_that_does_not_ask_for_the_lamp_passes_without() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    assert_eq!(evidence.seal.lamp, None);
    let judgement = crossing.judge(&evidence, Condition::Intact.container().ok());
    assert_eq!(
        found(&judgement, CheckKind::Presence),
        Finding::PresenceNotAsked
    );
}

#[tokio::test]
async fn a_journal_must_go_on_from_what_was_seen() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let whole = judge_by(&crossing, &evidence, &[]);
    assert_eq!(
        found(&whole, CheckKind::Continuity),
        Finding::ContinuityFirst
    );
    assert_eq!(whole.verdict.outcome(), Outcome::Caution);

    let status = whole.status.as_ref().unwrap();
    let entries = whole.journal.as_ref().unwrap();
    let now = status.journal;
    let head = |length: u32| match entries.get(length as usize) {
        Some(next) => JournalHead {
            length,
            hash: next.previous,
        },
        None => now,
    };
    for length in 1..=now.length {
        let judgement = judge_by(&crossing, &evidence, &[head(length)]);
        assert_eq!(
            found(&judgement, CheckKind::Continuity),
            Finding::ContinuityKept { seen: length }
        );
        assert_eq!(judgement.verdict.outcome(), Outcome::Pass);

        let other = JournalHead {
            length,
            hash: Hash::of("test", &[]),
        };
        let judgement = judge_by(&crossing, &evidence, &[head(1), other]);
        assert_eq!(
            found(&judgement, CheckKind::Continuity),
            Finding::ContinuityForked { entry: length - 1 }
        );
        assert_eq!(judgement.verdict.outcome(), Outcome::Hold);
    }
    let longer = JournalHead {
        length: now.length + 1,
        hash: now.hash,
    };
    let judgement = judge_by(&crossing, &evidence, &[longer]);
    assert_eq!(
        found(&judgement, CheckKind::Continuity),
        Finding::ContinuityGoneBack {
            seen: now.length + 1,
            now: now.length
        }
    );
    assert_eq!(judgement.verdict.outcome(), Outcome::Hold);
}

#[tokio::test]
async fn a_phone_remembers_what_went_on_and_never_a_fork() {
    let crossing = Crossing::open().await;
    let drawers = MemoryDrawers::default();
    let mut officer = crossing.officer.clone();
    officer.worklist = None;
    let lock = Condition::Forked.lock().unwrap();
    assert_eq!(seen(lock, &officer, &drawers).await, Ok(List::empty()));

    let evidence = crossing.read(Condition::Forked, 244).await;
    let forked = crossing.judge(&evidence, Condition::Forked.container().ok());
    remember(&forked, &drawers).await.unwrap();
    assert_eq!(seen(lock, &officer, &drawers).await, Ok(List::empty()));

    let first = judge(&question(&officer, &evidence, None, NOW, &[]));
    remember(&first, &drawers).await.unwrap();
    let head = first.status.as_ref().unwrap().journal;
    let kept = seen(lock, &officer, &drawers).await.unwrap();
    assert_eq!(kept.to_vec(), [head]);
    // With the worklist, both are known, and both are looked at.
    let both = seen(lock, &crossing.officer, &drawers).await.unwrap();
    assert_eq!(both.len(), 2);
    let judgement = judge_by(&crossing, &evidence, &both);
    assert!(matches!(
        found(&judgement, CheckKind::Continuity),
        Finding::ContinuityForked { .. }
    ));
}

#[tokio::test]
async fn what_one_officer_saw_the_next_one_is_told() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::LowBattery, 244).await;
    let lock = Condition::LowBattery.lock().unwrap();
    let told = |officer: &railseal::officer::Officer| {
        let items = &officer.worklist.as_ref().unwrap().items;
        items
            .iter()
            .find(|item| item.lock == lock)
            .unwrap()
            .last_seen
    };
    let before = told(&crossing.officer).unwrap();
    let draft = draft(&crossing, &evidence);
    outbox::save(&crossing.officer, &crossing.key, &crossing.drawers, &draft)
        .await
        .unwrap();
    push(&crossing.officer, &crossing.network, &crossing.drawers, NOW)
        .await
        .unwrap();
    let (officer, key) = (&crossing.officer, &crossing.key);
    let officer = pull(officer, key, &crossing.network, &crossing.drawers, NOW)
        .await
        .unwrap();
    let after = told(&officer).unwrap();
    assert!(after.length > before.length, "{before:?} {after:?}");
    let judgement = crossing.judge(&evidence, None);
    assert_eq!(after, judgement.status.unwrap().journal);
}

#[tokio::test]
async fn every_act_is_accounted_for_by_somebody_who_counted_then() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let judgement = crossing.judge(&evidence, None);
    assert_eq!(
        found(&judgement, CheckKind::Events),
        Finding::EventsAccounted { acts: 2, people: 1 }
    );

    let mut nobody = evidence.clone();
    let other = crossing.read(Condition::Unrecognised, 244).await.seal.chain;
    if let Some(sealing) = &mut nobody.seal.sealing {
        sealing.sealer = other;
    }
    let judgement = crossing.judge(&nobody, None);
    assert!(
        matches!(
            found(&judgement, CheckKind::Events),
            Finding::EventsPersonMissing { .. }
        ),
        "without the sealer's chain"
    );
}

#[tokio::test]
async fn prior_inspections_are_read_shown_and_judged() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::InspectedBefore, 244).await;
    let judgement = crossing.judge(&evidence, Condition::InspectedBefore.container().ok());
    assert_eq!(
        found(&judgement, CheckKind::Inspections),
        Finding::InspectionsCount { inspections: 2 }
    );
    let times: Vec<_> = judgement
        .inspections
        .iter()
        .map(|prior| prior.digest.made_at)
        .collect();
    assert_eq!(times.len(), 2);
    assert!(times[0] > times[1], "the last first");

    let inspections = |change: &dyn Fn(&mut Vec<_>)| {
        let mut changed = evidence.clone();
        let mut carried = changed.seal.inspections.to_vec();
        change(&mut carried);
        changed.seal.inspections = carried.try_into().unwrap();
        let judgement = crossing.judge(&changed, None);
        found(&judgement, CheckKind::Inspections)
    };
    assert_eq!(
        inspections(&|carried| {
            carried.pop();
        }),
        Finding::InspectionsMissing { back: 1 }
    );
    assert_eq!(
        inspections(&|carried| carried.reverse()),
        Finding::InspectionsOfAnother { back: 0 }
    );
    assert_eq!(
        inspections(&|carried| carried[0].officer = evidence.seal.chain.clone()),
        Finding::InspectionsForged { back: 0 }
    );
}

#[tokio::test]
async fn a_station_off_the_route_is_a_caution() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let seen = [crossing.judge(&evidence, None).status.unwrap().journal];
    let painted = Condition::Intact.container().ok();
    let elsewhere = "PLMAA".parse().unwrap();
    let away = judge(&Question {
        place: &elsewhere,
        ..question(&crossing.officer, &evidence, painted, NOW, &seen)
    });
    assert_eq!(away.verdict.outcome(), Outcome::Caution);
    assert_eq!(
        found(&away, CheckKind::Route),
        Finding::RouteLeft { here: elsewhere }
    );
}
