//! A missing, expired, forged or rolled-back list gives *cannot say*, never *pass*.

use railseal::device::store::Drawers;
use railseal::officer::{Kept, Officer};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::verdict::Outcome;
use railseal_protocol::bounded::List;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, Lists};
use railseal_protocol::wire::{decode, encode};
use railseal_tests::demonstration::Condition;

use super::crossing::{Crossing, NOW, judge_at};

/// What the phone says with these lists in its store in the place of the right ones.
async fn verdict_with(
    crossing: &Crossing,
    evidence: &Evidence,
    lists: Option<&[u8]>,
    seen: &HighestSeen,
    now: Timestamp,
) -> (Outcome, String) {
    let mut puts = vec![Kept::HighestSeen.put(seen)];
    let mut put = Kept::Lists.put(&0u8);
    if let Some(bytes) = lists {
        put.bytes = bytes.to_vec();
        puts.push(put);
    } else {
        crossing.drawers.remove(put.drawer, &put.key).await.unwrap();
    }
    crossing.drawers.keep(&puts).await.unwrap();
    let officer = Officer::load(&crossing.drawers).await.unwrap().unwrap();
    let judgement = judge_at(&officer, evidence, Condition::Intact.container().ok(), now);
    let kind = railseal_inspection::finding::CheckKind::Lists;
    let code = judgement.verdict.finding(kind).unwrap().code().to_string();
    (judgement.verdict.outcome(), code)
}

/// The lists that the intact lock's verdict needs: without Mongolia's revocations.
fn right_lists(crossing: &Crossing) -> Lists {
    let lists = crossing.officer.trust.lists().unwrap();
    let needed = |carried: &&CarriedRevocations| {
        carried.signer.claimed_administration() != Ok("MN".parse().unwrap())
    };
    let revocations: Vec<_> = lists.revocations.iter().filter(needed).cloned().collect();
    assert_eq!((lists.revocations.len(), revocations.len()), (3, 2));
    Lists {
        revocations: revocations.try_into().unwrap(),
        ..lists
    }
}

fn without(lists: &Lists, place: usize) -> Lists {
    let mut rest = lists.revocations.to_vec();
    rest.remove(place);
    Lists {
        revocations: rest.try_into().unwrap(),
        ..lists.clone()
    }
}

#[tokio::test]
async fn fresh_lists_pass_and_lists_past_their_refresh_date_are_a_caution() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let (seen, lists) = (
        crossing.officer.trust.highest_seen(),
        encode(&right_lists(&crossing)),
    );
    let at = async |now| verdict_with(&crossing, &evidence, Some(&lists), seen, now).await;
    assert_eq!(at(NOW).await, (Outcome::Pass, "LS0".into()));
    let (outcome, code) = at(NOW.plus(Seconds::days(10))).await;
    assert_eq!((outcome, code.as_str()), (Outcome::Caution, "LS1"));
}

#[tokio::test]
async fn missing_lists_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let seen = HighestSeen::default();
    let none = verdict_with(&crossing, &evidence, None, &seen, NOW).await;
    assert_eq!(none, (Outcome::CannotSay, "LS2".into()));
    let garbage = verdict_with(&crossing, &evidence, Some(b"not lists"), &seen, NOW).await;
    assert_eq!(garbage, (Outcome::CannotSay, "LS2".into()));
    let lists = right_lists(&crossing);
    assert_eq!(
        lists.revocations.len(),
        2,
        "the own revocations, and the lock owner's"
    );
    for place in 0..2 {
        let one_less = encode(&without(&lists, place));
        let said = verdict_with(&crossing, &evidence, Some(&one_less), &seen, NOW).await;
        assert_eq!(
            said,
            (Outcome::CannotSay, "LS2".into()),
            "without revocation list {place}"
        );
    }
}

#[tokio::test]
async fn expired_lists_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let (seen, lists) = (
        crossing.officer.trust.highest_seen(),
        encode(&right_lists(&crossing)),
    );
    for days in [31, 200, 4000] {
        let now = NOW.plus(Seconds::days(days));
        let (outcome, code) = verdict_with(&crossing, &evidence, Some(&lists), seen, now).await;
        assert_ne!(outcome, Outcome::Pass);
        assert_eq!(code, "LS5", "after {days} days");
        if days == 31 {
            assert_eq!(outcome, Outcome::CannotSay);
        }
    }
}

#[tokio::test]
async fn forged_lists_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let lists = right_lists(&crossing);
    let mut recognition = lists.recognition.to_wire();
    *recognition.last_mut().unwrap() ^= 1;
    let mut forged = vec![Lists {
        recognition: decode(&recognition, 8192).unwrap(),
        ..lists.clone()
    }];
    for place in 0..lists.revocations.len() {
        let mut all: Vec<CarriedRevocations> = lists.revocations.to_vec();
        let mut list = all[place].list.to_wire();
        *list.last_mut().unwrap() ^= 1;
        all[place].list = decode(&list, 8192).unwrap();
        forged.push(Lists {
            revocations: List::try_from(all).unwrap(),
            ..lists.clone()
        });
    }
    for forged in forged {
        let seen = HighestSeen::default();
        let bytes = encode(&forged);
        let (outcome, code) = verdict_with(&crossing, &evidence, Some(&bytes), &seen, NOW).await;
        assert_eq!((outcome, code.as_str()), (Outcome::CannotSay, "LS3"));
    }
}

#[tokio::test]
async fn rolled_back_lists_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let old = encode(&right_lists(&crossing));
    // The administrations publish anew, and the phone sees it.
    crossing.demonstration.renew_lists().unwrap();
    let officer = railseal::sync::pull(
        &crossing.officer,
        &crossing.key,
        &crossing.network,
        &crossing.drawers,
        NOW,
    )
    .await
    .unwrap();
    let seen = officer.trust.highest_seen();
    let newer = encode(&officer.trust.lists().unwrap());
    assert_ne!(old, newer);
    let now = verdict_with(&crossing, &evidence, Some(&newer), seen, NOW).await;
    assert_eq!(now, (Outcome::Pass, "LS0".into()));
    let back = verdict_with(&crossing, &evidence, Some(&old), seen, NOW).await;
    assert_eq!(back, (Outcome::CannotSay, "LS4".into()));
}

#[tokio::test]
async fn a_clock_set_back_behind_what_is_certain_cannot_say() {
    let crossing = Crossing::open().await;
    let evidence = crossing.read(Condition::Intact, 244).await;
    let (seen, lists) = (
        crossing.officer.trust.highest_seen(),
        encode(&right_lists(&crossing)),
    );
    let long_ago = NOW.minus(Seconds::days(365));
    let said = verdict_with(&crossing, &evidence, Some(&lists), seen, long_ago).await;
    assert_eq!(said.0, Outcome::CannotSay);
}
