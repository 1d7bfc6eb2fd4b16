use leptos::prelude::*;

use crate::app::App;
use crate::live::live_text;
use crate::words::{Phrase, Trouble};

/// One phrase, told to a screen reader when it appears.
#[component]
pub(super) fn Notice(phrase: Phrase) -> impl IntoView {
    let app = App::here();
    view! { <p class="notice" role="status">{app.said(phrase)}</p> }
}

/// What went wrong, and what to do.
#[component]
pub(super) fn TroubleNotice(trouble: Trouble) -> impl IntoView {
    let app = App::here();
    let what = trouble.clone();
    view! {
        <div class="notice notice--trouble" role="alert">
            <p class="notice__what">{live_text(move || what.what(app.language.get()))}</p>
            <p>{live_text(move || trouble.what_to_do(app.language.get()))}</p>
        </div>
    }
}
