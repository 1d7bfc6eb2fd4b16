use leptos::prelude::*;

use super::codes::Codes;
use super::gathering::Gather;
use super::notice::TroubleNotice;
use crate::app::App;
use crate::live::live;
use crate::parts::{Shown, split};
use crate::words::{OrderPhrase, Trouble};

/// Bytes for the other phone, to be taken from this one's screen.
#[component]
pub(super) fn Show(bytes: Vec<u8>) -> impl IntoView {
    let app = App::here();
    // What goes from phone to phone here is far under the limit of what can be shown.
    split(&bytes, Shown::InTurn).ok().map(|parts| {
        view! {
            <section class="card">
                <h2>{app.said(OrderPhrase::ShowAgainst)}</h2>
                <Codes parts />
            </section>
        }
    })
}

/// Takes what the other phone shows, and gives its bytes on.
#[component]
pub(super) fn Take(
    title: OrderPhrase,
    take: Callback<Vec<u8>, Result<(), Trouble>>,
) -> impl IntoView {
    let app = App::here();
    let trouble = RwSignal::new_local(None::<Trouble>);
    let done = Callback::new(move |bytes: Vec<u8>| trouble.set(take.run(bytes).err()));
    view! {
        <section class="card">
            <h2>{app.said(title)}</h2>
            <Gather done />
            {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        </section>
    }
}
