use leptos::prelude::*;

use crate::app::App;
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
        <Show
            when=move || !empty()
            fallback=move || view! { <p>{app.said(Phrase::LogEmpty)}</p> }
        >
            <section class="card">
                <h2>{app.said(Phrase::LogEvents)}</h2>
                <pre class="log" role="log" aria-label=app.said(Phrase::LogEvents)>
                    {move || app.log.with(ToString::to_string)}
                </pre>
            </section>
        </Show>
        <nav class="actions">
            <a class="button" href=Screen::Lock.fragment()>{app.said(Phrase::Back)}</a>
            <button class="button button--primary" disabled=empty on:click=app.tap(App::copy_log)>
                {move || app.say(match app.copied.get() {
                    None => Phrase::LogCopy,
                    Some(true) => Phrase::LogCopied,
                    Some(false) => Phrase::LogNotCopied,
                })}
            </button>
        </nav>
    }
}

/// The way to the log, below everything else.
#[component]
pub(super) fn LogLink() -> impl IntoView {
    let app = App::here();
    view! {
        <a class="button button--quiet" href=Screen::Connection.fragment()>
            {app.said(Phrase::LogTitle)}
        </a>
    }
}
