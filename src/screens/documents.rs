use super::buttons::link;
use leptos::prelude::*;
use railseal_inspection::documents::{Document, ItemLine, MailList};
use railseal_inspection::reconciliation::Tree;
use railseal_protocol::journal::Entry;

use super::changes::Amendments;
use super::prior::PriorInspections;
use crate::app::App;
use crate::live::{live, live_text};
use crate::route::Screen;
use crate::words::Phrase;

/// The documents of which every byte is as sealed: bill → lists → sheets. No others are shown.
#[component]
pub(super) fn Documents() -> impl IntoView {
    let app = App::here();
    view! {
        <h1>{app.said(Phrase::DocumentsTitle)}</h1>
        {live(move || {
            let judgement = app.judgement.get();
            let documents = judgement.as_ref().map_or(&[][..], |j| j.documents.as_slice());
            let journal = judgement.as_ref().and_then(|j| j.journal.clone());
            let inspections = judgement.as_ref().map_or_else(Vec::new, |j| j.inspections.clone());
            let amendments = judgement.as_ref().map_or_else(Vec::new, |j| j.amendments.clone());
            view! {
                <PriorInspections inspections />
                <Amendments amendments />
                {tree(app, documents)}
                {journal.map(|entries| view! { <Journal entries /> })}
            }
        })}
        <nav class="actions">
            {link("button", Screen::Lock, app.said(Phrase::Back))}
            {link("button button--primary", Screen::Decide, app.said(Phrase::DecideButton))}
        </nav>
    }
}

fn tree(app: App, documents: &[Document]) -> AnyView {
    let Ok(tree) = Tree::of(documents) else {
        return view! { <p class="notice">{app.said(Phrase::DocumentsNone)}</p> }.into_any();
    };
    let offices = [
        tree.bill.origin.to_string(),
        tree.bill.destination.to_string(),
    ];
    let language = app.language.get();
    let totals = language.totals(&tree.totals());
    let despatches = tree
        .despatches
        .iter()
        .map(|despatch| {
            let list = (*despatch.list).clone();
            let items = despatch.sheet.items.to_vec();
            let line = language.load(despatch.line.load());
            let registered = despatch.line.registered;
            view! { <Despatch list items line registered /> }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{app.said(Phrase::DocumentBill)}</h2>
            <p>{app.filled(Phrase::DocumentOffices, offices.to_vec())}</p>
            <p>{totals}</p>
            {despatches}
        </section>
    }
    .into_any()
}

#[component]
fn Despatch(list: MailList, items: Vec<ItemLine>, line: String, registered: bool) -> impl IntoView {
    let app = App::here();
    let name = list.despatch.to_string();
    let receptacles = list
        .receptacles
        .iter()
        .enumerate()
        .map(|(place, receptacle)| {
            let inside: Vec<ItemLine> = items
                .iter()
                .filter(|item| usize::from(item.receptacle) == place)
                .cloned()
                .collect();
            let (kind, gross, count) = (receptacle.kind, receptacle.gross, receptacle.items);
            let id = receptacle.id.as_str().to_owned();
            view! {
                <details class="tree__node">
                    <summary class="tree__summary">
                        <span>{app.said(Phrase::receptacle(kind))}</span>
                        <span class="tree__id">{id}</span>
                        <span>{live_text(move || app.language.get().weight(gross))}</span>
                        <span>{app.filled(Phrase::ItemsCount, vec![count.to_string()])}</span>
                    </summary>
                    {inside.into_iter().map(|item| view! { <Item item /> }).collect_view()}
                </details>
            }
        })
        .collect_view();
    view! {
        <details class="tree__node">
            <summary class="tree__summary">
                <span>{app.said(Phrase::DocumentList)}</span>
                <span class="tree__id">{name}</span>
                <span>{line}</span>
                {registered.then(|| view! { <span>{app.said(Phrase::Registered)}</span> })}
            </summary>
            {receptacles}
        </details>
    }
}

#[component]
fn Item(item: ItemLine) -> impl IntoView {
    let app = App::here();
    let id = item.id.as_str().to_owned();
    let parties = [
        (Phrase::Sender, item.sender),
        (Phrase::Recipient, item.recipient),
    ]
    .map(|(role, party)| {
        let text = format!("{}, {}, {}", party.name, party.address, party.country);
        view! {
            <dt>{app.said(role)}</dt>
            <dd>{text}</dd>
        }
    })
    .collect_view();
    let contents = item
        .contents
        .iter()
        .cloned()
        .map(|content| {
            let line = live_text(move || {
                let gaps = [
                    content.quantity.to_string(),
                    content.description.to_string(),
                    app.language.get().weight(content.net),
                    format!(
                        "{}.{:02}",
                        content.value.minor / 100,
                        content.value.minor % 100
                    ),
                    content.value.currency.to_string(),
                    content.hs.to_string(),
                    content.origin.to_string(),
                ];
                app.fill(Phrase::ContentLine, &gaps)
            });
            view! { <dd>{line}</dd> }
        })
        .collect_view();
    view! {
        <article class="item">
            <h3 class="tree__id">{id}</h3>
            <p>{app.said(Phrase::category(item.category))}</p>
            <dl class="facts">
                {parties}
                <dt>{app.said(Phrase::Contents)}</dt>
                {contents}
            </dl>
        </article>
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
