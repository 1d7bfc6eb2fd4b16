//! Looking up any of the container's items: by its number, a name or an HS code; and what one number is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_inspection::register::{Answer, Asked, Found, Hit, Spot};

use super::buttons::send;
use super::item::item;
use crate::app::App;
use crate::live::{LiveText, handler, live, live_text};
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
    // Answers come in the order of the questions: the last one stays.
    let ask = move |asked: Asked| {
        let answer = app.ask(&asked);
        spawn_local(async move {
            let nothing = || typed.try_with_untracked(|typed| typed.trim().is_empty());
            let looked_up = match answer.await {
                Ok(Answer::Found(_)) if nothing() != Some(false) => LookedUp::Nothing,
                Ok(Answer::Found(found)) => LookedUp::Found(found),
                Ok(Answer::Spot(spot)) => LookedUp::Spot(*spot),
                _ => return,
            };
            result.try_set(looked_up);
        });
    };
    let input = handler(move |event| {
        typed.set(event_target_value(&event));
        if let Ok(text) = typed.get_untracked().trim().parse() {
            ask(Asked::Search(text, SHOWN));
        }
    });
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Ok(text) = typed.get_untracked().trim().parse() {
            ask(Asked::Spot(text));
        }
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
fn one(app: App, hit: &Hit) -> AnyView {
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
fn place(app: App, spot: &Spot) -> AnyView {
    match spot {
        Spot::Item { hit, listed } => {
            let listed = *listed;
            let twice = (listed > 1).then(|| {
                let says = app.filled(Phrase::SpotTwice, vec![listed.to_string()]);
                notice("notice notice--caution", says)
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
        Spot::NotHere => notice("notice notice--hold", app.said(Phrase::SpotNotHere)),
        Spot::NotYet => notice("notice", app.said(Phrase::SpotNotYet)),
        Spot::WrongDigit { wanted } => {
            let says = app.filled(Phrase::SpotWrongDigit, vec![wanted.to_string()]);
            notice("notice notice--caution", says)
        }
    }
}

fn notice(style: &'static str, says: LiveText) -> AnyView {
    view! { <p class=style>{says}</p> }.into_any()
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
