//! Counting the mail: bag by bag, item by item, and what it comes to.

mod bag;
mod found;

use leptos::prelude::*;
use railseal_inspection::examination::{ItemFound, State};
use railseal_inspection::register::{Hit, Spot};

use bag::{Bag, BagAt};
use found::{FoundSoFar, Outcome};

use super::buttons::{button, link, send};
use super::notice::TroubleNotice;
use super::search::{place, spot};
use crate::app::App;
use crate::live::{handler, live, live_text};
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase};

/// What lies before the officer.
#[derive(Clone)]
enum Before {
    Nothing,
    Spot(String, Spot),
}

/// The examination.
#[component]
pub(super) fn Examine() -> impl IntoView {
    let app = App::here();
    let bag = RwSignal::new_local(None::<BagAt>);
    let summary = live_text(move || {
        let (looked_at, differing) = app.examining.with(|examining| examining.looked_at());
        let bags = app.overview.with(|overview| {
            let despatches = overview.iter().flat_map(|overview| &overview.despatches);
            despatches
                .map(|despatch| despatch.receptacles.len())
                .sum::<usize>()
        });
        let gaps = [looked_at, bags, differing].map(|count| count.to_string());
        app.fill(Phrase::ExamineSoFar, &gaps)
    });
    view! {
        <h1>{app.said(Phrase::ExamineTitle)}</h1>
        <p role="status">{summary}</p>
        <Scan bag />
        {live(move || bag.get().map(|at| view! { <Bag at bag /> }))}
        {live(move || app.examining_trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        <FoundSoFar />
        <Outcome />
        <nav class="actions">
            {link("button", Screen::Documents, app.said(Phrase::DocumentsButton))}
            {link("button", Screen::Orders, app.said(OrderPhrase::Button))}
            {link("button button--primary", Screen::Decide, app.said(Phrase::DecideButton))}
        </nav>
    }
}

/// One number after the other, scanned by what types, or typed.
#[component]
fn Scan(bag: RwSignal<Option<BagAt>, LocalStorage>) -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let before = RwSignal::new_local(Before::Nothing);
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        // The next one may come at once.
        typed.set(String::new());
        spot(app, &text.clone(), move |spot| {
            if let Spot::Receptacle { despatch, line } = &spot {
                bag.try_set(BagAt::of(app, *despatch, line));
            }
            before.try_set(Before::Spot(text, spot));
        });
    });
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="scan">{app.said(Phrase::ScanLabel)}</label>
                <input
                    class="field__input field__input--code"
                    id="scan"
                    aria-describedby="scan-help"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    prop:value=typed
                    on:input=handler(move |event| typed.set(event_target_value(&event)))
                />
                <p class="field__help" id="scan-help">{app.said(Phrase::ScanHelp)}</p>
            </div>
            {send("button button--primary", app.said(Phrase::SpotButton))}
            <div class="stack" role="status">
                {live(move || match before.get() {
                    Before::Nothing => ().into_any(),
                    Before::Spot(typed, spot) => answer(app, bag, &typed, &spot),
                })}
            </div>
        </form>
    }
}

fn answer(
    app: App,
    bag: RwSignal<Option<BagAt>, LocalStorage>,
    typed: &str,
    spot: &Spot,
) -> AnyView {
    let to_do = match spot {
        Spot::Item { hit, .. } => states(app, bag, hit),
        Spot::NotHere => {
            let id = typed.trim().to_uppercase();
            let note = handler(move |_| {
                if let Ok(id) = id.parse() {
                    app.examine(|examining| examining.note_surplus(id));
                }
            });
            button("button", note, app.said(Phrase::NoteSurplus))
        }
        Spot::Receptacle { .. } | Spot::NotYet | Spot::WrongDigit { .. } => ().into_any(),
    };
    view! {
        <p class="tree__id">{typed.to_owned()}</p>
        {place(app, spot)}
        {to_do}
    }
    .into_any()
}

/// How an item is, and its bag.
fn states(app: App, bag: RwSignal<Option<BagAt>, LocalStorage>, hit: &Hit) -> AnyView {
    let item = hit.item.id.as_str().parse().ok();
    let (despatch, receptacle) = (hit.despatch, hit.item.receptacle);
    let states = State::ALL.map(|state| {
        let item = item.clone();
        let note = handler(move |_| {
            let Some(item) = item.clone() else { return };
            let found = ItemFound {
                despatch,
                receptacle,
                item,
                state,
            };
            app.examine(|examining| examining.note_item(found));
        });
        button("button", note, app.said(Phrase::how(state)))
    });
    let line = hit.receptacle.clone();
    let open = line.map(|line| {
        let open = handler(move |_| bag.set(BagAt::of(app, despatch, &line)));
        button("button button--quiet", open, app.said(Phrase::OpenBag))
    });
    view! {
        <div class="actions">{states.into_iter().collect_view()}</div>
        {open}
    }
    .into_any()
}
