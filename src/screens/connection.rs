use super::buttons::link;
use leptos::prelude::*;

use super::codes::Codes;
use super::gathering::Gather;
use crate::app::App;
use crate::live::{handler, live, live_either, live_flag, live_text};
use crate::parts::{Shown, split};
use crate::route::Screen;
use crate::words::Phrase;

/// What happened on the air, to read out or send to whoever gives support.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let app = App::here();
    let empty = move || app.log.with(|log| log.is_empty());
    view! {
        <h1>{app.said(Phrase::LogTitle)}</h1>
        <p>{app.said(Phrase::LogHelp)}</p>
        {live_either(
            empty,
            move || view! { <p>{app.said(Phrase::LogEmpty)}</p> },
            move || view! {
                <section class="card">
                    <h2>{app.said(Phrase::LogEvents)}</h2>
                    <pre class="log" role="log" aria-label=app.said(Phrase::LogEvents)>
                        {live_text(move || app.log.with(ToString::to_string))}
                    </pre>
                </section>
                <ShownToAnother />
            },
        )}
        <OfAnother />
        <nav class="actions">
            {link("button", Screen::Lock, app.said(Phrase::Back))}
            <button
                class="button button--primary"
                disabled=live_flag(empty)
                on:click=app.tap(App::copy_log)
            >
                {live_text(move || app.say(match app.copied.get() {
                    None => Phrase::LogCopy,
                    Some(true) => Phrase::LogCopied,
                    Some(false) => Phrase::LogNotCopied,
                }))}
            </button>
        </nav>
    }
}

/// The log as codes, for a phone that has no other way to it.
#[component]
fn ShownToAnother() -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let parts = move || {
        let log = app.log.with_untracked(ToString::to_string);
        // Its entries are counted: it is never too long.
        split(log.as_bytes(), Shown::InTurn).unwrap_or_default()
    };
    view! {
        <section class="card stack">
            <button
                class="button button--quiet"
                aria-expanded=live_text(move || open.get().to_string())
                on:click=handler(move |_| open.update(|open| *open = !*open))
            >
                {app.said(Phrase::LogShow)}
            </button>
            {live(move || open.get().then(|| view! { <Codes parts=parts() /> }))}
        </section>
    }
}

/// Another phone's log, which nobody vouches for: it is only shown.
#[component]
fn OfAnother() -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let log = RwSignal::new(None::<String>);
    let done = Callback::new(move |bytes: Vec<u8>| {
        log.set(Some(String::from_utf8_lossy(&bytes).into_owned()));
        open.set(false);
    });
    view! {
        <section class="card stack">
            <button
                class="button button--quiet"
                aria-expanded=live_text(move || open.get().to_string())
                on:click=handler(move |_| open.update(|open| *open = !*open))
            >
                {app.said(Phrase::LogRead)}
            </button>
            {live(move || open.get().then(|| view! { <Gather done /> }))}
            {live(move || log.get().map(|log| view! {
                <h2>{app.said(Phrase::LogOfAnother)}</h2>
                <pre class="log" role="log" aria-label=app.said(Phrase::LogOfAnother)>
                    {log}
                </pre>
            }))}
        </section>
    }
}

/// The way to the log, below everything else.
#[component]
pub(super) fn LogLink() -> impl IntoView {
    let app = App::here();
    view! {
        {link("button button--quiet", Screen::Connection, app.said(Phrase::LogTitle))}
    }
}
