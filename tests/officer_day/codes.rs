//! Codes from phone to phone, without a network: what one shows in turn another one's camera gathers; or it is pasted.

use railseal::parts::{PartError, Shown, TextError, as_text, split};
use railseal::words::{Language, Phrase, Trouble};
use railseal_optics::draw;
use railseal_tests::browser::{BrowserOptions, Tab};
use railseal_tests::film;

use super::radio::Scene;

fn say(phrase: Phrase) -> &'static str {
    Language::English.say(phrase)
}

async fn assert_accessible(tab: &Tab) {
    for dark in [false, true] {
        tab.set_dark(dark).await.unwrap();
        let faults = tab.accessibility_faults().await.unwrap();
        assert!(faults.is_empty(), "dark: {dark}: {faults:#?}");
    }
}

/// The only log on the screen, to the last space.
async fn log_shown(tab: &Tab) -> String {
    let text = "document.querySelector('pre.log').textContent";
    tab.evaluate(text).await.unwrap()
}

/// The path that is drawn now.
async fn path(tab: &Tab) -> String {
    let path = "document.querySelector('svg.code path').getAttribute('d')";
    tab.evaluate(path).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_shown_part_by_part_until_one_is_held() {
    let scene = Scene::set().await;
    let tab = &scene.tab;
    scene.connects().await;
    scene.comes_to_the_verdict().await;
    scene.officer().opens_the_log().await.unwrap();
    let log = log_shown(tab).await;
    let parts = split(log.as_bytes(), Shown::InTurn).unwrap();
    assert!(parts.len() > 1, "{log}");
    let drawn: Vec<String> = parts
        .iter()
        .map(|part| draw(&part.to_string()).unwrap().path())
        .collect();

    tab.click("button", say(Phrase::LogShow)).await.unwrap();
    tab.wait_for("image", say(Phrase::CodesPicture))
        .await
        .unwrap();
    let all: bool = tab.evaluate(&seen_in_turn(parts.len())).await.unwrap();
    assert!(all);
    let seen: Vec<String> = tab.evaluate("[...seen].sort()").await.unwrap();
    let mut expected = drawn.clone();
    expected.sort();
    assert_eq!(seen, expected);

    tab.click("button", say(Phrase::CodesHold)).await.unwrap();
    let held = path(tab).await;
    let place = drawn.iter().position(|path| *path == held).unwrap();
    let which = [(place + 1).to_string(), parts.len().to_string()];
    tab.wait_for_text(&Language::English.fill(Phrase::CodesPart, &which))
        .await
        .unwrap();
    assert_accessible(tab).await;
    scene.crossing.assert_quiet().await;
}

/// Comes true once as many different codes have been shown.
fn seen_in_turn(of: usize) -> String {
    format!(
        "new Promise((done) => {{
            window.seen = new Set();
            const look = () => {{
                seen.add(document.querySelector('svg.code path').getAttribute('d'));
                seen.size === {of} ? done(true) : requestAnimationFrame(look);
            }};
            look();
        }})"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_camera_gathers_what_another_phone_shows_in_turn() {
    let log: String = (0..40)
        .map(|n| format!("{n}.{n:03} segment {n}\n"))
        .collect();
    let parts = split(log.as_bytes(), Shown::InTurn).unwrap();
    assert!(parts.len() > 2);
    let codes = parts.iter().map(|part| draw(&part.to_string()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("log.y4m");
    film::write(&film, &codes.collect::<Vec<_>>(), 7).unwrap();
    let scene = Scene::set_in(BrowserOptions {
        film: Some(film),
        ..BrowserOptions::default()
    })
    .await;
    let tab = &scene.tab;
    opens_another_s_log(tab).await;
    tab.wait_for("button", say(Phrase::CodesScan))
        .await
        .unwrap();
    assert_accessible(tab).await;
    tab.click("button", say(Phrase::CodesScan)).await.unwrap();
    tab.wait_for("log", say(Phrase::LogOfAnother))
        .await
        .unwrap();
    assert_eq!(log_shown(tab).await, log);
    scene.crossing.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pasted_is_taken_whole_or_told_why_not() {
    let scene = Scene::set().await;
    let tab = &scene.tab;
    opens_another_s_log(tab).await;
    let parts = split("0.000 choosing\n".repeat(30).as_bytes(), Shown::InTurn).unwrap();
    let lost = as_text(&parts[1..]);
    for (pasted, trouble) in [
        (
            "0.000 choosing",
            Trouble::from(TextError::Part(PartError::Version)),
        ),
        (
            &lost,
            Trouble::from(railseal::parts::from_text(&lost).unwrap_err()),
        ),
    ] {
        tab.fill("textbox", say(Phrase::CodesPaste), pasted)
            .await
            .unwrap();
        tab.click("button", say(Phrase::CodesTake)).await.unwrap();
        let english = Language::English;
        tab.wait_for_text(&trouble.what(english)).await.unwrap();
        tab.wait_for_text(trouble.what_to_do(english))
            .await
            .unwrap();
    }
    let whole = as_text(&parts).replace('\n', "  ");
    tab.fill("textbox", say(Phrase::CodesPaste), &whole)
        .await
        .unwrap();
    tab.click("button", say(Phrase::CodesTake)).await.unwrap();
    tab.wait_for("log", say(Phrase::LogOfAnother))
        .await
        .unwrap();
}

async fn opens_another_s_log(tab: &Tab) {
    let _: u32 = tab
        .evaluate("location.hash = '#connection'; 0")
        .await
        .unwrap();
    tab.wait_for("heading", say(Phrase::LogTitle))
        .await
        .unwrap();
    tab.click("button", say(Phrase::LogRead)).await.unwrap();
}
