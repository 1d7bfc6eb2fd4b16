use leptos::prelude::*;
use railseal_protocol::enrolment::EnrolmentCode;

use super::notice::TroubleNotice;
use crate::app::{App, Busy};
use crate::live::{handler, live, live_flag, live_text};
use crate::words::{Phrase, Trouble};

/// Joining an administration with a one-time code.
#[component]
pub(super) fn Enrol() -> impl IntoView {
    let app = App::here();
    let code = RwSignal::new(String::new());
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match code.get_untracked().parse::<EnrolmentCode>() {
            Ok(code) => app.enrol(code),
            Err(error) => app.enrolling.set(Busy::Failed(Trouble::from(error))),
        }
    });
    let busy = move || app.enrolling.get() == Busy::Working;
    let button = move || {
        if busy() {
            Phrase::EnrolBusy
        } else {
            Phrase::EnrolButton
        }
    };
    view! {
        <h1>{app.said(Phrase::EnrolTitle)}</h1>
        <p>{app.said(Phrase::EnrolIntro)}</p>
        <form class="stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="code">{app.said(Phrase::EnrolCode)}</label>
                <input
                    class="field__input field__input--code"
                    id="code"
                    aria-describedby="code-help"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    prop:value=code
                    on:input=handler(move |event| code.set(event_target_value(&event)))
                />
                <p class="field__help" id="code-help">{app.said(Phrase::EnrolCodeHelp)}</p>
            </div>
            {live(move || match app.enrolling.get() {
                Busy::Failed(trouble) => Some(view! { <TroubleNotice trouble /> }),
                Busy::Idle | Busy::Working | Busy::Done => None,
            })}
            <button class="button button--primary" type="submit" disabled=live_flag(busy)>
                {live_text(move || app.say(button()))}
            </button>
        </form>
    }
}
