//! That the model can fail: locks that break a promise, each found out, by the shortest way there is.

use crate::checks::Broken;
use crate::explorer::Found;
use crate::faults::Fault;
use crate::promises::visit;
use crate::scenes::Scene;
use crate::state::Bounds;

const BOUNDS: Bounds = Bounds {
    letters: [1, 1],
    doubled: 1,
    again: 1,
    events: 1,
};

/// How a promise was broken, and by what.
fn found_out(scene: Scene, fault: Option<Fault>) -> (Broken, Vec<String>) {
    let (found, _) = visit(scene, BOUNDS, fault, 250_000);
    println!("{fault:?}: {found}");
    match found {
        Found::Violation { broken, trace } => (broken, trace),
        other => panic!("{other}"),
    }
}

fn last(trace: &[String]) -> &str {
    trace.last().unwrap()
}

#[test]
fn a_lock_that_opens_for_one_person() {
    let (broken, trace) = found_out(Scene::Sealed, Some(Fault::OpensForOne));
    assert_eq!(
        broken,
        Broken::WithoutQuorum("the bolt went free by no order")
    );
    assert_eq!(trace.len(), 3);
}

#[test]
fn a_policy_that_is_content_with_one_person() {
    let (broken, trace) = found_out(Scene::SealedForOne, None);
    assert_eq!(broken, Broken::WithoutQuorum("accepted"));
    assert_eq!(trace.len(), 3);
    assert!(trace[1].ends_with("Unseal by Officer and OfficersTablet"));
}

#[test]
fn a_lock_that_acts_again_when_an_instruction_comes_again() {
    let (broken, trace) = found_out(Scene::Sealed, Some(Fault::ActsAgain));
    assert_eq!(broken, Broken::MoreThanOnce("the bolt went free again"));
    assert_eq!(trace.len(), 6);
    assert!(trace.contains(&"Minute".to_owned()));
    assert!(trace.iter().any(|deed| deed.starts_with("doubled")));
}

#[test]
fn a_lock_that_loses_an_entry_of_its_journal() {
    let (broken, trace) = found_out(Scene::Sealed, Some(Fault::LosesAnEntry));
    assert_eq!(broken, Broken::JournalRewritten);
    assert_eq!(last(&trace), "Restart");
    assert_eq!(trace.len(), 2);
}

#[test]
fn a_lock_that_overlooks_force() {
    let (broken, trace) = found_out(Scene::Sealed, Some(Fault::OverlooksForce));
    assert_eq!(
        broken,
        Broken::TamperForgotten("force is not in the journal")
    );
    assert_eq!(last(&trace), "LeverCut");
}

#[test]
fn a_lock_that_forgets_its_tamper_counter() {
    let (broken, trace) = found_out(Scene::Tampered, Some(Fault::ForgetsTheCount));
    assert_eq!(broken, Broken::TamperForgotten("the count went back"));
    assert_eq!(last(&trace), "Restart");
}

#[test]
fn a_lock_that_ends_its_latch_by_itself() {
    let (broken, trace) = found_out(Scene::Tampered, Some(Fault::Unlatches));
    let by_itself = Broken::TamperForgotten("the latch ended without an order");
    assert_eq!(broken, by_itself);
    assert_eq!(last(&trace), "Minute");
}

#[test]
fn a_lock_that_tells_of_an_outcome_that_is_not_there() {
    let (broken, trace) = found_out(Scene::Sealed, Some(Fault::TellsOfAnother));
    assert_eq!(broken, Broken::ToldWhatIsNot);
    assert_eq!(trace.len(), 4);
}

#[test]
fn a_lock_that_denies_what_it_has_done() {
    let (broken, _) = found_out(Scene::Sealed, Some(Fault::Denies));
    assert_eq!(broken, Broken::NotAgreed);
}
