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
        <h1>{move || app.say(Phrase::LogTitle)}</h1>
        <p>{move || app.say(Phrase::LogHelp)}</p>
        <Show
            when=move || !empty()
            fallback=move || view! { <p>{move || app.say(Phrase::LogEmpty)}</p> }
        >
            <section class="card">
                <h2>{move || app.say(Phrase::LogEvents)}</h2>
                <pre class="log" role="log" aria-label=move || app.say(Phrase::LogEvents)>
                    {move || app.log.with(ToString::to_string)}
                </pre>
            </section>
        </Show>
        <nav class="actions">
            <a class="button" href=Screen::Lock.fragment()>{move || app.say(Phrase::Back)}</a>
            <button class="button button--primary" disabled=empty on:click=move |_| app.copy_log()>
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
            {move || app.say(Phrase::LogTitle)}
        </a>
    }
}
