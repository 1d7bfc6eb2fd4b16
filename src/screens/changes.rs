//! What lawfully changed since the sealing, in words.

use leptos::prelude::*;
use railseal_inspection::LawfulAmendment;
use railseal_protocol::amendment::Change;

use crate::app::App;
use crate::live::live_text;
use crate::words::{OrderPhrase, Phrase};

/// A change in words.
pub(super) fn said(app: App, change: &Change) -> String {
    match change {
        Change::ItemDetained {
            receptacle,
            item,
            gross,
        } => {
            let grams = gross.0.to_string();
            let gaps = [item.to_string(), receptacle.to_string(), grams];
            app.fill(OrderPhrase::ChangeDetained, &gaps)
        }
        Change::ReceptacleDetained {
            receptacle,
            items,
            gross,
        } => {
            let (items, grams) = (items.to_string(), gross.0.to_string());
            let gaps = [receptacle.to_string(), items, grams];
            app.fill(OrderPhrase::ChangeReceptacle, &gaps)
        }
        Change::ReceptacleSplit { receptacle, into } => {
            let gaps = [receptacle.to_string(), into.to_string()];
            app.fill(OrderPhrase::ChangeSplit, &gaps)
        }
        Change::LockReplaced { lock } => app.fill(OrderPhrase::ChangeLock, &[lock.to_string()]),
    }
}

/// Changes in words, one under the other.
pub(super) fn listed(app: App, changes: Vec<Change>) -> impl IntoView {
    let items = changes
        .into_iter()
        .map(|change| view! { <li>{live_text(move || said(app, &change))}</li> });
    view! { <ul>{items.collect_view()}</ul> }
}

/// The amendments that the lock carries: who changed what, and what the container holds now. Only
/// what verifies is shown.
#[component]
pub(super) fn Amendments(amendments: Vec<LawfulAmendment>) -> impl IntoView {
    let app = App::here();
    let now = amendments.first().map(|last| last.amendment.totals);
    now.map(|totals| {
        let holds = live_text(move || {
            let totals = app.language.get().totals(&totals);
            app.fill(OrderPhrase::TotalsAfter, &[totals])
        });
        view! {
            <section class="card">
                <h2>{app.said(OrderPhrase::AmendedTitle)}</h2>
                <ol class="stack">
                    {amendments
                        .into_iter()
                        .rev()
                        .map(|lawful| view! { <Amended lawful /> })
                        .collect_view()}
                </ol>
                <p>{holds}</p>
            </section>
        }
    })
}

#[component]
fn Amended(lawful: LawfulAmendment) -> impl IntoView {
    let app = App::here();
    let certificate = lawful.officer.certificate();
    let who = certificate
        .person()
        .map_or_else(String::new, |person| person.name.to_string());
    let line = vec![
        app.zone().show(lawful.amendment.made_at),
        lawful.amendment.place.to_string(),
        who,
        certificate.administration.to_string(),
    ];
    let changes = listed(app, lawful.amendment.changes.to_vec());
    let counts = if lawful.problem.is_none() {
        Phrase::PriorCounts
    } else {
        Phrase::PriorDoesNotCount
    };
    view! {
        <li>
            <p>{app.filled(Phrase::PriorLine, line)}</p>
            {changes}
            <p>{app.said(counts)}</p>
        </li>
    }
}
