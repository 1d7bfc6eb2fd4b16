use std::ops::ControlFlow;

use super::buttons::send;
use leptos::prelude::*;

use super::camera::Camera;
use super::notice::TroubleNotice;
use crate::app::App;
use crate::casing::lock_on_casing;
use crate::device::scanner::ScanError;
use crate::live::{handler, live};
use crate::words::{Phrase, Trouble};

/// The lock's number on its casing, typed or scanned: the chooser then offers that lock only.
#[component]
pub(super) fn Casing() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match lock_on_casing(&typed.get_untracked()) {
            Ok(lock) => app.connect_to(lock),
            Err(error) => trouble.set(Some(error.into())),
        }
    });
    let wrong = move || trouble.with(Option::is_some);
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="casing">{app.said(Phrase::CasingTitle)}</label>
                <input
                    class="field__input field__input--code"
                    id="casing"
                    aria-describedby="casing-help"
                    aria-invalid=move || wrong().then_some("true")
                    autocomplete="off"
                    autocapitalize="characters"
                    enterkeyhint="go"
                    spellcheck="false"
                    prop:value=typed
                    on:input=handler(move |event| {
                        typed.set(event_target_value(&event));
                        trouble.set(None);
                    })
                />
                <p class="field__help" id="casing-help">{app.said(Phrase::CasingHelp)}</p>
            </div>
            <Scanner typed trouble />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {send("button", app.said(Phrase::CasingConnect))}
        </form>
    }
}

/// What the camera finds is put where it could have been typed: to open the chooser takes a tap.
#[component]
fn Scanner(
    typed: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>, LocalStorage>,
) -> impl IntoView {
    let app = App::here();
    let found = RwSignal::new(None::<String>);
    let begun = Callback::new(move |()| {
        trouble.set(None);
        found.set(None);
    });
    let take = Callback::new(move |label: String| {
        match lock_on_casing(&label) {
            Ok(lock) => {
                typed.set(lock.to_string());
                found.set(Some(lock.to_string()));
            }
            Err(error) => trouble.set(Some(error.into())),
        }
        ControlFlow::Break(())
    });
    let end = Callback::new(move |result: Result<(), ScanError>| {
        if let Err(error) = result {
            trouble.try_set(Some(error.into()));
        }
    });
    view! {
        {live(move || found.get().map(|lock| view! {
            <p role="status">{app.filled(Phrase::CasingScanned, vec![lock])}</p>
        }))}
        <Camera begin=Phrase::CasingScan help=Phrase::CasingScanHelp take end begun />
    }
}
