use leptos::prelude::*;

use super::lamp::LampCode;
use super::notice::TroubleNotice;
use super::number::PaintedNumber;
use super::reading::Steps;
use super::verdict::VerdictScreen;
use super::work::Work;
use crate::app::{App, Visit};
use crate::visit::Step;
use crate::words::Phrase;

/// The visit to a lock: reading it, then the verdict.
#[component]
pub(super) fn Lock() -> impl IntoView {
    let app = App::here();
    // What is on the screen changes with the kind of state, not with every byte that is read.
    let kind = Memo::new(move |_| {
        app.visit.with(|visit| match visit {
            Visit::None => Kind::None,
            Visit::Failed(_) => Kind::Failed,
            Visit::Running(_) | Visit::Read(_) if app.judgement.with(Option::is_none) => {
                Kind::Reading
            }
            Visit::Running(_) | Visit::Read(_) => Kind::Judged,
        })
    });
    move || match kind.get() {
        Kind::None => view! { <Work /> }.into_any(),
        Kind::Failed => view! { <Failed /> }.into_any(),
        Kind::Reading => view! { <Reading /> }.into_any(),
        Kind::Judged => view! { <VerdictScreen /> }.into_any(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Failed,
    Reading,
    Judged,
}

#[component]
fn Reading() -> impl IntoView {
    let app = App::here();
    let lock = move || match app.visit.get() {
        Visit::Running(Step::Handshake(lock) | Step::Reading(lock, _)) => Some(lock),
        Visit::Read(evidence) => Some(evidence.seal.lock),
        Visit::Running(Step::Connecting) | Visit::None | Visit::Failed(_) => None,
    };
    // The line is there from the beginning: nothing may move under a finger that is on its way.
    let line = move || {
        lock().map_or_else(
            || "\u{a0}".to_owned(),
            |lock| app.fill(Phrase::ReadingLock, &[lock.to_string()]),
        )
    };
    view! {
        <h1>{move || app.say(Phrase::ReadingTitle)}</h1>
        <p class="tree__id">{line}</p>
        <div class="columns">
            <div class="stack">
                <PaintedNumber />
                <LampCode />
            </div>
            <Steps />
        </div>
    }
}

#[component]
fn Failed() -> impl IntoView {
    let app = App::here();
    view! {
        <h1>{move || app.say(Phrase::ReadingTitle)}</h1>
        {move || match app.visit.get() {
            Visit::Failed(trouble) => Some(view! { <TroubleNotice trouble /> }),
            Visit::None | Visit::Running(_) | Visit::Read(_) => None,
        }}
        <button class="button button--primary" on:click=move |_| app.connect()>
            {move || app.say(Phrase::TryAgain)}
        </button>
    }
}
