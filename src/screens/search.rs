//! Looking up any of the container's items: by its number, a name or an HS code; and what one number is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_inspection::register::{Answer, Asked, Found, Hit, Spot};

use super::buttons::send;
use super::item::item;
use crate::app::App;
use crate::live::{handler, live, live_text};
use crate::words::Phrase;

/// How many are shown at once.
const SHOWN: u16 = 20;

/// What was found last.
#[derive(Clone)]
enum LookedUp {
    Nothing,
    Found(Found),
    Spot(Spot),
}

/// The field, and what is found by what stands in it.
#[component]
pub(super) fn Search() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let result = RwSignal::new_local(LookedUp::Nothing);
    let look = move |typed: String| {
        let text = typed.trim().parse();
        let Ok(text) = text else { return };
        let answer = app.ask(&Asked::Search(text, SHOWN));
        spawn_local(async move {
            if let Ok(Answer::Found(found)) = answer.await {
                let empty = typed.trim().is_empty();
                result.try_set(if empty {
                    LookedUp::Nothing
                } else {
                    LookedUp::Found(found)
                });
            }
        });
    };
    let input = handler(move |event| {
        let text = event_target_value(&event);
        typed.set(text.clone());
        look(text);
    });
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spot(app, &typed.get_untracked(), move |spot| {
            result.try_set(LookedUp::Spot(spot));
        });
    });
    view! {
        <form class="card stack" role="search" on:submit=submit>
            <div class="field">
                <label class="field__label" for="search">{app.said(Phrase::SearchLabel)}</label>
                <input
                    class="field__input"
                    id="search"
                    type="search"
                    aria-describedby="search-help"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=typed
                    on:input=input
                />
                <p class="field__help" id="search-help">{app.said(Phrase::SearchHelp)}</p>
                <p class="field__help">{live_text(move || here(app))}</p>
            </div>
            {send("button", app.said(Phrase::SpotButton))}
            <div class="stack" role="status">
                {live(move || result.with(|result| match result {
                    LookedUp::Nothing => ().into_any(),
                    LookedUp::Found(found) => hits(app, found),
                    LookedUp::Spot(spot) => place(app, spot),
                }))}
            </div>
        </form>
    }
}

/// Asks what a number is.
pub(super) fn spot(app: App, typed: &str, then: impl FnOnce(Spot) + 'static) {
    let Ok(text) = typed.trim().parse() else {
        return;
    };
    let answer = app.ask(&Asked::Spot(text));
    spawn_local(async move {
        if let Ok(Answer::Spot(spot)) = answer.await {
            then(*spot);
        }
    });
}

fn hits(app: App, found: &Found) -> AnyView {
    let many = match found.first.len() {
        0 => app.said(Phrase::SearchNone),
        shown if shown == found.all as usize => {
            app.filled(Phrase::SearchFound, vec![shown.to_string()])
        }
        shown => app.filled(
            Phrase::SearchFirst,
            vec![shown.to_string(), found.all.to_string()],
        ),
    };
    let hits = found.first.iter().map(|hit| one(app, hit));
    view! {
        <p>{many}</p>
        {hits.collect_view()}
    }
    .into_any()
}

/// An item, and where it should be.
pub(super) fn one(app: App, hit: &Hit) -> AnyView {
    let receptacle = hit.receptacle.as_ref();
    let receptacle = receptacle.map_or_else(String::new, |line| line.id.as_str().to_owned());
    let gaps = vec![receptacle, hit.despatch.to_string()];
    view! {
        <p>{app.filled(Phrase::SpotItem, gaps)}</p>
        {item(app, &hit.item)}
    }
    .into_any()
}

/// What a number is: at once which bag, list and bill it should be on, or that it should not be here.
pub(super) fn place(app: App, spot: &Spot) -> AnyView {
    match spot {
        Spot::Item { hit, listed } => {
            let listed = *listed;
            let twice = (listed > 1).then(|| {
                let text = app.filled(Phrase::SpotTwice, vec![listed.to_string()]);
                view! { <p class="notice notice--caution">{text}</p> }
            });
            view! {
                {twice}
                {one(app, hit)}
            }
            .into_any()
        }
        Spot::Receptacle { despatch, line } => {
            let (gross, items) = (line.gross, line.items);
            let despatch = despatch.to_string();
            let text = live_text(move || {
                let weight = app.language.get().weight(gross);
                let gaps = [despatch.clone(), weight, items.to_string()];
                app.fill(Phrase::SpotReceptacle, &gaps)
            });
            view! { <p>{text}</p> }.into_any()
        }
        Spot::NotHere => {
            view! { <p class="notice notice--hold">{app.said(Phrase::SpotNotHere)}</p> }.into_any()
        }
        Spot::NotYet => view! { <p class="notice">{app.said(Phrase::SpotNotYet)}</p> }.into_any(),
        Spot::WrongDigit { wanted } => {
            let text = app.filled(Phrase::SpotWrongDigit, vec![wanted.to_string()]);
            view! { <p class="notice notice--caution">{text}</p> }.into_any()
        }
    }
}

/// How much there is to find, while that is not everything.
fn here(app: App) -> String {
    let progress = app
        .looked_up()
        .filter(|progress| progress.items < progress.of);
    progress.map_or_else(String::new, |progress| {
        let gaps = [progress.items, progress.of].map(|count| count.to_string());
        app.fill(Phrase::ItemsHere, &gaps)
    })
}
