use super::buttons::link;
use leptos::prelude::*;
use railseal_inspection::documents::ReceptacleLine;
use railseal_inspection::register::{Answer, Asked, Despatch, Overview};
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::journal::Entry;

use super::changes::Amendments;
use super::item::items;
use super::prior::PriorInspections;
use super::search::Search;
use crate::app::App;
use crate::live::{handler, live, live_text};
use crate::route::Screen;
use crate::words::Phrase;

/// The documents of which every byte is as sealed: bill → lists → sheets. No others are shown.
#[component]
pub(super) fn Documents() -> impl IntoView {
    let app = App::here();
    view! {
        <h1>{app.said(Phrase::DocumentsTitle)}</h1>
        <Search />
        {live(move || {
            let judgement = app.judgement.get();
            let inspections = judgement.as_ref().map_or_else(Vec::new, |j| j.inspections.clone());
            let amendments = judgement.as_ref().map_or_else(Vec::new, |j| j.amendments.clone());
            view! {
                <PriorInspections inspections />
                <Amendments amendments />
            }
        })}
        {live(move || app.overview.with(|overview| bill(app, overview.as_deref())))}
        {live(move || {
            let judgement = app.judgement.get();
            let journal = judgement.as_ref().and_then(|j| j.journal.clone());
            journal.map(|entries| view! { <Journal entries /> })
        })}
        <nav class="actions">
            {link("button", Screen::Lock, app.said(Phrase::Back))}
            {link("button button--primary", Screen::Decide, app.said(Phrase::DecideButton))}
        </nav>
    }
}

fn bill(app: App, overview: Option<&Overview>) -> AnyView {
    let Some(Overview {
        origin,
        destination,
        despatches,
        totals,
    }) = overview
    else {
        return view! { <p class="notice">{app.said(Phrase::DocumentsNone)}</p> }.into_any();
    };
    let offices = vec![origin.to_string(), destination.to_string()];
    let totals = *totals;
    let totals = totals.map(|totals| {
        let text = live_text(move || app.language.get().totals(&totals));
        view! { <p>{text}</p> }
    });
    let despatches = despatches.iter().cloned();
    view! {
        <section class="card">
            <h2>{app.said(Phrase::DocumentBill)}</h2>
            <p>{app.filled(Phrase::DocumentOffices, offices)}</p>
            {totals}
            {despatches.map(|despatch| view! { <OneDespatch despatch /> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn OneDespatch(despatch: Despatch) -> impl IntoView {
    let app = App::here();
    let Despatch {
        id,
        load,
        registered,
        receptacles,
    } = despatch;
    let load = live_text(move || app.language.get().load(load));
    let receptacles = (0u16..).zip(receptacles);
    view! {
        <details class="tree__node">
            <summary class="tree__summary">
                <span>{app.said(Phrase::DocumentList)}</span>
                <span class="tree__id">{id.to_string()}</span>
                <span>{load}</span>
                {registered.then(|| view! { <span>{app.said(Phrase::Registered)}</span> })}
            </summary>
            {receptacles
                .map(|(place, line)| view! { <Receptacle at=(id, place) line /> })
                .collect_view()}
        </details>
    }
}

/// A receptacle; its items are looked up when it is opened.
#[component]
fn Receptacle(at: (DespatchId, u16), line: ReceptacleLine) -> impl IntoView {
    let app = App::here();
    let inside = RwSignal::new_local(Vec::new());
    let look = handler(move |_: leptos::ev::Event| {
        let answer = app.ask(&Asked::Inside(at.0, at.1));
        leptos::task::spawn_local(async move {
            if let Ok(Answer::Items(items)) = answer.await {
                inside.try_set(items);
            }
        });
    });
    view! {
        <details class="tree__node" on:toggle=look>
            {summary(app, &line)}
            {live(move || inside.with(|inside| items(app, inside)))}
        </details>
    }
}

/// What a list says of a receptacle.
fn summary(app: App, line: &ReceptacleLine) -> impl IntoView {
    let (kind, gross, count) = (line.kind, line.gross, line.items);
    view! {
        <summary class="tree__summary">
            <span>{app.said(Phrase::receptacle(kind))}</span>
            <span class="tree__id">{line.id.as_str().to_owned()}</span>
            <span>{live_text(move || app.language.get().weight(gross))}</span>
            <span>{app.filled(Phrase::ItemsCount, vec![count.to_string()])}</span>
        </summary>
    }
}

/// The lock's own record, entry by entry.
#[component]
fn Journal(entries: Vec<Entry>) -> impl IntoView {
    let app = App::here();
    let rows = entries
        .into_iter()
        .map(|entry| {
            let line = live_text(move || {
                let at = entry.time.wall.map_or_else(
                    || app.say(Phrase::TimeUnknown).to_owned(),
                    |moment| app.zone().show(moment),
                );
                let event = app.say(Phrase::event(&entry.event)).to_owned();
                app.fill(Phrase::JournalEntry, &[entry.index.to_string(), event, at])
            });
            view! { <li>{line}</li> }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{app.said(Phrase::JournalTitle)}</h2>
            <ul class="plain">{rows}</ul>
        </section>
    }
}
