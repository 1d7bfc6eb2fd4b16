use leptos::prelude::*;

use crate::app::{App, Lists};
use crate::live::live;
use crate::words::OrderPhrase;

/// That the lock is brought lists, or was. Nothing where it needed none. It stands below all else:
/// it comes while a finger may be on its way to a button.
#[component]
pub(super) fn ListsBrought() -> impl IntoView {
    let app = App::here();
    let text = move || match app.lists.get() {
        Lists::NotYet => None,
        Lists::Running => Some(app.say(OrderPhrase::ListsBringing).to_owned()),
        Lists::Brought(whose) if whose.is_empty() => None,
        Lists::Brought(whose) => {
            let whose: Vec<String> = whose.iter().map(ToString::to_string).collect();
            Some(app.fill(OrderPhrase::ListsBrought, &[whose.join(", ")]))
        }
    };
    view! { <p role="status">{live(text)}</p> }
}
