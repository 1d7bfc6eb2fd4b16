//! The link drops at the first segment of every step: the same verdict, without the officer's
//! doing. And when the lock stays away: the words, and a reading that goes on where it was.

use railseal::device::bluetooth::RadioError;
use railseal::words::{Language, Phrase};

use railseal_tests::bluez::Conduct;

use super::radio::Scene;

/// What the log tells of a reading: each step, and how many segments were carried before it.
fn steps(log: &str) -> Vec<(String, usize)> {
    let mut carried = 0;
    let mut steps = Vec::new();
    for line in log.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [_, "calling", ..] => {
                carried = 0;
                steps.clear();
            }
            [_, "step", step, ..] => steps.push((step.to_string(), carried)),
            [_, "sent", sent, _, _, "received", received, ..] => {
                carried += sent.parse::<usize>().unwrap() + received.parse::<usize>().unwrap();
            }
            _ => {}
        }
    }
    steps
}

/// It can be read by everybody, and copied.
async fn assert_accessible_log(scene: &Scene) {
    let faults = scene.tab.accessibility_faults().await.unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    let say = |phrase| Language::English.say(phrase);
    scene
        .tab
        .click("button", say(Phrase::LogCopy))
        .await
        .unwrap();
    let copied = say(Phrase::LogCopied);
    scene.tab.wait_for("button", copied).await.unwrap();
}

async fn log_of(scene: &Scene) -> String {
    let text: String = scene
        .tab
        .evaluate("document.querySelector('[role=log]').textContent")
        .await
        .unwrap();
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_at_the_first_segment_of_every_step() {
    let scene = Scene::set().await;
    scene.brings_its_lists().await;
    scene.connects().await;
    scene.comes_to_the_verdict().await;
    scene.officer().opens_the_log().await.unwrap();
    let whole = steps(&log_of(&scene).await);
    let names: Vec<&str> = whole.iter().map(|(step, _)| step.as_str()).collect();
    for due in [
        "handshake",
        "status",
        "presence",
        "journal",
        "manifest",
        "documents",
    ] {
        assert!(names.contains(&due), "{due} is not among {names:?}");
    }
    for (step, before) in whole.iter().filter(|(step, _)| step != "finished") {
        let train = &scene.crossing.train;
        train
            .drop_link_after(scene.name(), before + 1)
            .await
            .unwrap();
        scene.connects().await;
        scene.comes_to_the_verdict().await;
        scene.officer().opens_the_log().await.unwrap();
        let log = log_of(&scene).await;
        let visit = log.rsplit("choosing").next().unwrap();
        let at = visit.find("failed radio link-lost").expect(visit);
        let at_step = visit[..at].rsplit("step ").next().unwrap();
        assert!(at_step.starts_with(step.as_str()), "{step}: {visit}");
        assert_eq!(visit.matches("again 1 of 3").count(), 1, "{visit}");
    }
    assert_accessible_log(&scene).await;
    // Not one word of what was read.
    let log = log_of(&scene).await.to_lowercase();
    for word in [
        &scene.wagon.painted.to_lowercase(),
        "despatch",
        "dostyk",
        "chongqing",
        "frost",
    ] {
        assert!(!log.contains(word), "{word} in {log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_stays_away_is_waited_for_a_while_and_then_the_officer_is_asked() {
    let scene = Scene::set().await;
    scene.brings_its_lists().await;
    scene.connects().await;
    scene.comes_to_the_verdict().await;
    scene.officer().opens_the_log().await.unwrap();
    let whole = steps(&log_of(&scene).await);
    let (_, before_documents) = whole.iter().find(|(step, _)| step == "documents").unwrap();

    // The link drops among the documents, and then nobody answers.
    let train = &scene.crossing.train;
    train
        .drop_link_after(scene.name(), before_documents + 12)
        .await
        .unwrap();
    scene.connects().await;
    train.wait_connected(scene.name()).await.unwrap();
    train.wait_disconnected(scene.name()).await.unwrap();
    train.take_out_of_reach(scene.name()).await.unwrap();
    scene
        .sees(
            RadioError::OutOfReach,
            &[Phrase::TryAgain, Phrase::ChooseAnother],
        )
        .await;
    train.bring_into_reach(scene.name()).await.unwrap();
    scene.officer().tries_again().await.unwrap();
    scene.comes_to_the_verdict().await;
    // The last link brought only what was missing.
    scene.officer().opens_the_log().await.unwrap();
    let last = steps(&log_of(&scene).await);
    let carried = |steps: &[(String, usize)]| steps.last().unwrap().1;
    assert!(carried(&last) < carried(&whole), "{last:?}, {whole:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_says_calmly_that_the_link_is_made_again_and_nothing_moves() {
    let scene = Scene::set().await;
    // What the officer's finger may be on its way to, whatever becomes of the link.
    let places = "JSON.stringify([...document.querySelectorAll('form *, .steps, progress')]
        .map((one) => one.getBoundingClientRect()))";
    let train = &scene.crossing.train;
    train.drop_link_after(scene.name(), 30).await.unwrap();
    scene.behaves(Conduct::IgnoresCallsAfter(1)).await;
    scene.connects().await;
    let gaps = ["1".to_owned(), "3".to_owned()];
    let again = Language::English.fill(Phrase::LinkAgain, &gaps);
    scene.tab.wait_for_text(&again).await.unwrap();
    let during: String = scene.tab.evaluate(places).await.unwrap();
    let told: bool = scene
        .tab
        .evaluate("document.querySelector('.link__state').matches('[role=status]')")
        .await
        .unwrap();
    let faults = scene.tab.accessibility_faults().await.unwrap();
    // The lock takes the call, and the officer has done nothing.
    scene.behaves(Conduct::Well).await;
    scene.officer().waits_for_the_reading().await.unwrap();
    let after: String = scene.tab.evaluate(places).await.unwrap();
    assert_eq!(during, after, "something moved under the finger");
    assert!(told, "a screen reader is not told");
    assert!(faults.is_empty(), "{faults:#?}");
    scene.comes_to_the_verdict().await;
}
