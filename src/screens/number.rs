use super::buttons::{button, send};
use leptos::prelude::*;
use railseal_protocol::identifiers::ContainerNumber;

use super::notice::TroubleNotice;
use crate::app::{App, Painted};
use crate::live::{handler, live};
use crate::words::{Phrase, Trouble};

/// The container's number, typed as it is painted, before the expected one is shown.
#[component]
pub(super) fn PaintedNumber() -> impl IntoView {
    let app = App::here();
    live(move || match app.painted.get() {
        Painted::NotYet => view! { <Ask /> }.into_any(),
        Painted::Unreadable => view! {
            <section class="card">
                <p role="status">{app.said(Phrase::PaintedSkipped)}</p>
            </section>
        }
        .into_any(),
        Painted::Number(number) => view! {
            <section class="card">
                <p role="status">
                    {app.filled(Phrase::PaintedTaken, vec![number.to_string()])}
                </p>
            </section>
        }
        .into_any(),
    })
}

#[component]
fn Ask() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match number(&typed.get_untracked()) {
            Ok(number) => app.take_painted(Painted::Number(number)),
            Err(error) => trouble.set(Some(error)),
        }
    });
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="painted">{app.said(Phrase::PaintedTitle)}</label>
                <input
                    class="field__input field__input--code"
                    id="painted"
                    aria-describedby="painted-help"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    prop:value=typed
                    on:input=handler(move |event| typed.set(event_target_value(&event)))
                />
                <p class="field__help" id="painted-help">{app.said(Phrase::PaintedHelp)}</p>
            </div>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {send("button button--primary", app.said(Phrase::PaintedConfirm))}
            {button("button button--quiet", handler(move |_| app.take_painted(Painted::Unreadable)), app.said(Phrase::PaintedUnreadable))}
        </form>
    }
}

/// Takes it in small letters and with the spaces and hyphens that people put in.
fn number(typed: &str) -> Result<ContainerNumber, Trouble> {
    let compact: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .collect::<String>()
        .to_ascii_uppercase();
    Ok(compact.parse::<ContainerNumber>()?)
}
