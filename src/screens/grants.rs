use super::buttons::link;
use leptos::prelude::*;
use railseal_protocol::time::Timestamp;

use super::exchange::Take;
use super::notice::TroubleNotice;
use crate::app::{App, Busy};
use crate::device::clock;
use crate::grants::HeldGrant;
use crate::live::live;
use crate::orders::RestsOn;
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase};

/// Takes a grant that no server hands out here: as the text that its issuer's server gave.
#[component]
pub(super) fn TakeGrant() -> impl IntoView {
    let app = App::here();
    let take = Callback::new(move |bytes: Vec<u8>| app.take_grant(&bytes));
    view! {
        <h1>{app.said(OrderPhrase::GrantTake)}</h1>
        <p>{app.said(OrderPhrase::GrantTakeHelp)}</p>
        {live(move || match app.keeping_grant.get() {
            Busy::Idle | Busy::Working => ().into_any(),
            Busy::Done => {
                view! { <p role="status">{app.said(OrderPhrase::GrantTaken)}</p> }.into_any()
            }
            Busy::Failed(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
        })}
        <Take title=OrderPhrase::GrantText take />
        <Granted />
        <nav class="actions">
            {link("button", Screen::Work, app.said(Phrase::Back))}
        </nav>
    }
}

/// The grants that this device carries; nothing where it carries none.
#[component]
pub(super) fn Granted() -> impl IntoView {
    let app = App::here();
    let held = move || {
        let now = Timestamp::from_unix(clock::now());
        app.officer.with(|officer| {
            let grants = officer.as_ref().map(|officer| officer.grants.at(now));
            grants.into_iter().flatten().cloned().collect::<Vec<_>>()
        })
    };
    live(move || {
        let held = held();
        (!held.is_empty()).then(|| {
            let rows = held.iter().map(|held| row(app, held)).collect_view();
            view! {
                <section class="card">
                    <h2>{app.said(OrderPhrase::GrantsTitle)}</h2>
                    <ul class="rows">{rows}</ul>
                </section>
            }
        })
    })
}

/// One grant: which lock, what may be ordered, until when.
fn row(app: App, held: &HeldGrant) -> impl IntoView {
    let grant = held.grant();
    let lock = vec![grant.lock.to_string(), grant.cycle.0.to_string()];
    let orders: Vec<&str> = grant
        .orders
        .iter()
        .map(|kind| app.say(OrderPhrase::name(*kind)))
        .collect();
    let orders = vec![orders.join(", ")];
    let (from, until) = (grant.validity.from, grant.validity.until);
    let time = vec![
        held.of().to_string(),
        app.zone().show(from),
        app.zone().show(until),
    ];
    let spent = held.is_used();
    view! {
        <li class="rows__row">
            <strong class="rows__title">{app.filled(OrderPhrase::GrantLock, lock)}</strong>
            <span>{app.filled(OrderPhrase::GrantOrders, orders)}</span>
            <span>{app.filled(OrderPhrase::GrantTime, time)}</span>
            {spent.then(|| view! { <span>{app.said(OrderPhrase::GrantSpent)}</span> })}
        </li>
    }
}

/// What an order rests on.
#[component]
pub(super) fn ByGrant(grant: RestsOn) -> impl IntoView {
    let app = App::here();
    let gaps = vec![grant.of.to_string(), app.zone().show(grant.until)];
    view! { <p>{app.filled(OrderPhrase::ByGrant, gaps)}</p> }
}
