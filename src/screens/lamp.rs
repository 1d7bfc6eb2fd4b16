use super::buttons::{button, send};
use leptos::prelude::*;
use railseal_protocol::lamp;

use super::notice::TroubleNotice;
use crate::app::{App, Lamp, Visit};
use crate::live::{handler, live};
use crate::visit::Step;
use crate::words::{Phrase, Trouble};

/// The code that the lock's lamp blinks, where the seal asks for it.
#[component]
pub(super) fn LampCode() -> impl IntoView {
    let app = App::here();
    let blinks = Memo::new(move |_| {
        app.visit.with(|visit| match visit {
            Visit::Running(Step::Reading(_, progress)) => progress.lamp_blinks,
            Visit::Read(evidence) => evidence.seal.lamp.is_some(),
            Visit::Running(Step::Connecting | Step::Handshake(_))
            | Visit::None
            | Visit::Failed(_) => false,
        })
    });
    live(move || {
        blinks.get().then(|| match app.lamp.get() {
            Lamp::NotYet => view! { <Ask /> }.into_any(),
            Lamp::Unreadable => taken(app.say(Phrase::LampSkipped).to_owned()),
            Lamp::Code(code) => taken(app.fill(Phrase::LampTaken, &[code.to_string()])),
        })
    })
}

fn taken(words: String) -> AnyView {
    view! {
        <section class="card">
            <p role="status">{words}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Ask() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.get_untracked().trim().parse::<lamp::LampCode>() {
            Ok(code) => app.take_lamp(Lamp::Code(code)),
            Err(error) => trouble.set(Some(error.into())),
        }
    });
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="lamp">{app.said(Phrase::LampTitle)}</label>
                <input
                    class="field__input field__input--code"
                    id="lamp"
                    aria-describedby="lamp-help"
                    autocomplete="off"
                    inputmode="numeric"
                    prop:value=typed
                    on:input=handler(move |event| typed.set(event_target_value(&event)))
                />
                <p class="field__help" id="lamp-help">{app.said(Phrase::LampHelp)}</p>
            </div>
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {send("button button--primary", app.said(Phrase::LampConfirm))}
            {button("button button--quiet", handler(move |_| app.take_lamp(Lamp::Unreadable)), app.said(Phrase::LampSkip))}
        </form>
    }
}
