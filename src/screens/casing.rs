use leptos::prelude::*;

use super::notice::TroubleNotice;
use crate::app::App;
use crate::casing::lock_on_casing;
use crate::words::{Phrase, Trouble};

/// The lock's number on its casing, typed or scanned: the chooser then offers that lock only.
#[component]
pub(super) fn Casing() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match lock_on_casing(&typed.get_untracked()) {
            Ok(lock) => app.connect_to(lock),
            Err(error) => trouble.set(Some(error.into())),
        }
    };
    let wrong = move || trouble.with(Option::is_some);
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="casing">
                    {move || app.say(Phrase::CasingTitle)}
                </label>
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
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        trouble.set(None);
                    }
                />
                <p class="field__help" id="casing-help">{move || app.say(Phrase::CasingHelp)}</p>
            </div>
            {move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> })}
            <button class="button" type="submit">
                {move || app.say(Phrase::CasingConnect)}
            </button>
        </form>
    }
}
