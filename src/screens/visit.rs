use super::buttons::button;
use leptos::prelude::*;

use super::connection::LogLink;
use super::lamp::LampCode;
use super::lists::ListsBrought;
use super::notice::TroubleNotice;
use super::number::PaintedNumber;
use super::reading::Steps;
use super::verdict::VerdictScreen;
use super::work::Work;
use crate::app::{App, Remedy, Visit};
use crate::live::{live, live_flag, live_text, live_while};
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
    live(move || match kind.get() {
        Kind::None => view! { <Work /> }.into_any(),
        Kind::Failed => view! { <Failed /> }.into_any(),
        Kind::Reading => view! { <Reading /> }.into_any(),
        Kind::Judged => view! { <VerdictScreen /> }.into_any(),
    })
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
        Visit::Running(Step::Connecting) | Visit::None | Visit::Failed(_) => app.lock_at_hand(),
    };
    // The line is there from the beginning: nothing may move under a finger that is on its way.
    let line = live_text(move || {
        lock().map_or_else(
            || "\u{a0}".to_owned(),
            |lock| app.fill(Phrase::ReadingLock, &[lock.to_string()]),
        )
    });
    view! {
        <h1>{app.said(Phrase::ReadingTitle)}</h1>
        <p class="tree__id">{line}</p>
        <LinkState />
        <div class="columns">
            <div class="stack">
                <PaintedNumber />
                <LampCode />
            </div>
            <Steps />
        </div>
        <ListsBrought />
    }
}

/// Whether there is a link, and the way to end it. It has its place from the beginning, whatever
/// it says.
#[component]
fn LinkState() -> impl IntoView {
    let app = App::here();
    let reads = move || app.visit.with(|visit| matches!(visit, Visit::Running(_)));
    let text = move || match (app.calling_again.get(), app.visit.get()) {
        (Some(again), _) => {
            let gaps = [again.number.to_string(), again.of.to_string()];
            let phrase = if again.linked {
                Phrase::LinkAgain
            } else {
                Phrase::LinkFirst
            };
            app.fill(phrase, &gaps)
        }
        (None, Visit::Running(Step::Connecting)) => app.say(Phrase::ConnectingBusy).to_owned(),
        (None, Visit::Running(_)) => app.say(Phrase::LinkUp).to_owned(),
        (None, _) => app.say(Phrase::LinkClosed).to_owned(),
    };
    let text = Memo::new(move |_| text());
    view! {
        <div class="link">
            <p
                class="link__state"
                class:link__state--again=live_flag(move || app.calling_again.with(Option::is_some))
                role="status"
            >
                {live_text(move || text.get())}
            </p>
            {live_while(reads, move || view! {
                {button("button", app.tap(App::stop), app.said(Phrase::StopReading))}
            })}
        </div>
    }
}

/// What went wrong, the way out, and what support will ask for.
#[component]
fn Failed() -> impl IntoView {
    let app = App::here();
    let failure = move || match app.visit.get() {
        Visit::Failed(failure) => Some(failure),
        Visit::None | Visit::Running(_) | Visit::Read(_) => None,
    };
    view! {
        <h1>{app.said(Phrase::NotReadTitle)}</h1>
        {live(move || failure().map(|failure| view! {
            {app.lock_at_hand().map(|lock| {
                let lock = [lock.to_string()];
                view! {
                    <p class="tree__id">{app.filled(Phrase::ReadingLock, lock.to_vec())}</p>
                }
            })}
            <TroubleNotice trouble=failure.trouble />
            <LogLink />
            <Remedies remedy=failure.remedy />
        }))}
    }
}

#[component]
fn Remedies(remedy: Remedy) -> impl IntoView {
    let app = App::here();
    let again = (remedy == Remedy::TryAgain).then(|| {
        view! {
            {button("button button--primary", app.tap(App::try_again), app.said(Phrase::TryAgain))}
        }
    });
    let another = (remedy != Remedy::None).then(|| {
        view! {
            <button
                class="button"
                class:button--primary=remedy == Remedy::ChooseAnother
                on:click=app.tap(App::connect)
            >
                {app.said(Phrase::ChooseAnother)}
            </button>
        }
    });
    view! {
        <nav class="actions">
            {another}
            {again}
        </nav>
    }
}
