mod changes;
mod form;
mod seal;

use super::buttons::{button, link, send};
use leptos::prelude::*;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::time::Timestamp;

use form::FoundForm;
use seal::SealForm;

use super::grants::ByGrant;
use super::notice::{Notice, TroubleNotice};
use crate::app::App;
use crate::device::clock;
use crate::live::{handler, live, live_text};
use crate::orders::Offer;
use crate::orders::composing::Wish;
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase, Trouble};

/// What can be ordered of the lock in its state: what it does, and who must agree.
#[component]
pub(super) fn Orders() -> impl IntoView {
    let app = App::here();
    let chosen = RwSignal::new(None::<OrderKind>);
    view! {
        <h1>{app.said(OrderPhrase::Title)}</h1>
        {live(move || match chosen.get() {
            Some(OrderKind::Seal) => view! { <SealForm chosen /> }.into_any(),
            Some(kind) => view! { <Confirm kind chosen /> }.into_any(),
            None => view! { <Offers chosen /> }.into_any(),
        })}
    }
}

#[component]
fn Offers(chosen: RwSignal<Option<OrderKind>>) -> impl IntoView {
    let app = App::here();
    view! {
        {live(move || {
            let offers = app.offers();
            if offers.is_empty() {
                return view! { <p>{app.said(OrderPhrase::None)}</p> }.into_any();
            }
            offers
                .into_iter()
                .map(|offer| view! { <OfferCard offer chosen /> })
                .collect_view()
                .into_any()
        })}
        <nav class="actions">
            {link("button", Screen::Lock, app.said(Phrase::Back))}
            {link("button button--primary", Screen::Decide, app.said(Phrase::DecideButton))}
        </nav>
    }
}

#[component]
fn OfferCard(offer: Offer, chosen: RwSignal<Option<OrderKind>>) -> impl IntoView {
    let app = App::here();
    let kind = offer.kind;
    let who = live_text(move || match offer.people {
        0 | 1 => app.say(OrderPhrase::OnePerson).to_owned(),
        many => app.fill(OrderPhrase::People, &[many.to_string()]),
    });
    view! {
        <section class="card card--action">
            <h2>{app.said(OrderPhrase::name(kind))}</h2>
            <p>{live_text(move || means(app, kind))}</p>
            {match offer.refused {
                None => view! {
                    <p>{who}</p>
                    {offer.grant.map(|grant| view! { <ByGrant grant /> })}
                    {button("button", handler(move |_| chosen.set(Some(kind))), app.said(OrderPhrase::name(kind)))}
                }
                .into_any(),
                Some(reason) => view! {
                    <p>{app.said(OrderPhrase::NotYours)}</p>
                    <TroubleNotice trouble=Trouble::from(reason) />
                }
                .into_any(),
            }}
        </section>
    }
}

fn means(app: App, kind: OrderKind) -> String {
    let now = app.zone().show(Timestamp::from_unix(clock::now()));
    app.fill(OrderPhrase::means(kind), &[now])
}

/// What goes with the order, and the button that gives it.
#[component]
fn Confirm(kind: OrderKind, chosen: RwSignal<Option<OrderKind>>) -> impl IntoView {
    let app = App::here();
    let form = FoundForm::new();
    let fault = RwSignal::new(None::<Phrase>);
    let give = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match wish(kind, form) {
            Some(wish) => app.give(wish),
            None => fault.set(Some(Phrase::ChooseBoth)),
        }
    });
    view! {
        <form class="stack" on:submit=give>
            <section class="card">
                <h2>{app.said(OrderPhrase::name(kind))}</h2>
                <p>{live_text(move || means(app, kind))}</p>
            </section>
            {form.view(kind)}
            {live(move || fault.get().map(|phrase| view! { <Notice phrase /> }))}
            <div class="actions">
                {button("button", handler(move |_| chosen.set(None)), app.said(Phrase::Back))}
                {send("button button--primary", app.said(OrderPhrase::Give))}
            </div>
        </form>
    }
}

/// The order with what was filled in; none where something is missing.
fn wish(kind: OrderKind, form: FoundForm) -> Option<Wish> {
    Some(match kind {
        OrderKind::Seal => return None,
        OrderKind::Unseal => Wish::Unseal,
        OrderKind::ClearTamper => Wish::ClearTamper,
        OrderKind::SetClock => Wish::SetClock,
        OrderKind::HandOver => Wish::HandOver,
        OrderKind::Amend => Wish::Amend {
            changes: form.changes(),
        },
        OrderKind::Reseal => Wish::Reseal {
            found: form.found()?,
            reason: form.reason()?,
        },
        OrderKind::Deactivate => Wish::Deactivate {
            found: form.found()?,
        },
    })
}
