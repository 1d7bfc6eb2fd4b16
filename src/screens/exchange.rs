use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice::TroubleNotice;
use crate::app::App;
use crate::device::page;
use crate::parts::{Shown, as_text, from_text, split};
use crate::words::{OrderPhrase, Trouble};

/// Bytes for the other phone, to be taken from this one's screen.
#[component]
pub(super) fn Show(bytes: Vec<u8>) -> impl IntoView {
    let app = App::here();
    let copied = RwSignal::new(false);
    let text = split(&bytes, Shown::InTurn).map_or_else(|_| String::new(), |parts| as_text(&parts));
    let shown = text.clone();
    let copy = move |_| {
        let done = page::copy(&text);
        spawn_local(async move { copied.set(done.await) });
    };
    view! {
        <section class="card" aria-label=app.said(OrderPhrase::ShowAgainst)>
            <h2>{app.said(OrderPhrase::ShowAgainst)}</h2>
            <textarea
                class="field__input field__input--log"
                aria-label=app.said(OrderPhrase::ShowAgainst)
                readonly
                rows="4"
                prop:value=shown
            ></textarea>
            <button class="button" on:click=copy>{app.said(OrderPhrase::CopyCode)}</button>
            <p role="status">
                {move || copied.get().then(|| app.say(OrderPhrase::Copied))}
            </p>
        </section>
    }
}

/// Takes what the other phone shows, and gives its bytes on.
#[component]
pub(super) fn Take(
    title: OrderPhrase,
    take: impl Fn(&[u8]) -> Result<(), Trouble> + Copy + 'static,
) -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let taken = from_text(&typed.get_untracked())
            .map_err(Trouble::from)
            .and_then(|bytes| take(&bytes));
        if taken.is_ok() {
            typed.set(String::new());
        }
        trouble.set(taken.err());
    };
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="exchange">{app.said(title)}</label>
                <textarea
                    class="field__input"
                    id="exchange"
                    aria-describedby="exchange-help"
                    autocomplete="off"
                    rows="4"
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                ></textarea>
                <p class="field__help" id="exchange-help">
                    {app.said(OrderPhrase::TakeAgreementHelp)}
                </p>
            </div>
            {move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> })}
            <button class="button" type="submit">{app.said(OrderPhrase::TakeButton)}</button>
        </form>
    }
}
