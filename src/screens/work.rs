use super::buttons::{button, link};
use leptos::prelude::*;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::recognition::ListAge;
use railseal_protocol::time::Timestamp;

use super::casing::Casing;
use super::grants::Granted;
use super::notice::TroubleNotice;
use crate::app::{App, Busy, Visit};
use crate::device::clock;
use crate::live::{handler, live, live_either, live_flag, live_text};
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase};

/// The work: the way to a lock, what is expected, and how fresh the lists are.
#[component]
pub(super) fn Work() -> impl IntoView {
    let app = App::here();
    view! {
        <h1>{app.said(Phrase::WorkTitle)}</h1>
        <section class="card card--action">
            {button("button button--primary button--large", app.tap(App::connect), app.said(Phrase::Connect))}
            <p>{app.said(Phrase::ConnectHelp)}</p>
            {live(move || at_hand(app).map(|lock| {
                let lock = [lock];
                view! {
                    {link("button", Screen::Lock, app.filled(Phrase::ContinueVisit, lock.to_vec()))}
                }
            }))}
        </section>
        <Casing />
        <section class="card card--action">
            {link("button", Screen::Agree, app.said(OrderPhrase::CosignLink))}
            {link("button", Screen::Grants, app.said(OrderPhrase::GrantTake))}
        </section>
        <Expected />
        <Granted />
        <Lists />
    }
}

#[component]
fn Expected() -> impl IntoView {
    let app = App::here();
    let items = move || {
        app.officer.with(|officer| {
            let worklist = officer
                .as_ref()
                .and_then(|officer| officer.worklist.as_ref());
            worklist.map_or_else(Vec::new, |worklist| worklist.items.to_vec())
        })
    };
    view! {
        <section class="card">
            <h2>{app.said(Phrase::WorkExpected)}</h2>
            {live_either(
                move || items().is_empty(),
                move || view! { <p>{app.said(Phrase::WorkEmpty)}</p> },
                move || view! {
                    <ul class="rows">
                        {live(move || {
                            items().into_iter().map(|item| view! { <Item item /> }).collect_view()
                        })}
                    </ul>
                },
            )}
        </section>
    }
}

/// One expected container, and the way to its lock. Its number is not shown: the officer reads it
/// off the container first.
#[component]
fn Item(item: WorkItem) -> impl IntoView {
    let app = App::here();
    let lock = item.lock;
    let title = [lock.to_string()];
    let route = [item.origin.to_string(), item.destination.to_string()];
    let train = [item.train.to_string()];
    view! {
        <li>
            <button
                class="rows__row rows__row--link rows__row--button"
                on:click=handler(move |_| app.connect_to(lock))
            >
                <strong class="rows__title">
                    {app.filled(Phrase::ConnectTo, title.to_vec())}
                </strong>
                <span>{app.filled(Phrase::WorkTrain, train.to_vec())}</span>
                <span>{app.filled(Phrase::WorkRoute, route.to_vec())}</span>
            </button>
        </li>
    }
}

#[component]
fn Lists() -> impl IntoView {
    let app = App::here();
    view! {
        <section class="card">
            <h2>{app.said(Phrase::ListsTitle)}</h2>
            <p>{live_text(move || freshness(app))}</p>
            <p>{live_text(move || who(app))}</p>
            {live(move || match app.syncing.get() {
                Busy::Failed(trouble) => view! { <TroubleNotice trouble /> }.into_any(),
                Busy::Done => {
                    view! { <p role="status">{app.said(Phrase::SyncDone)}</p> }.into_any()
                }
                Busy::Idle | Busy::Working => ().into_any(),
            })}
            <SyncButton />
            {link("button button--quiet", Screen::Enrol, app.said(Phrase::EnrolAgain))}
        </section>
    }
}

/// Sends what waits here, and fetches lists and work.
#[component]
pub(super) fn SyncButton() -> impl IntoView {
    let app = App::here();
    let busy = move || app.syncing.get() == Busy::Working;
    view! {
        <button class="button" disabled=live_flag(busy) on:click=app.tap(App::sync)>
            {live_text(move || app.say(if busy() { Phrase::SyncBusy } else { Phrase::SyncNow }))}
        </button>
    }
}

/// The lock that was read and of which nothing is signed yet.
fn at_hand(app: App) -> Option<String> {
    app.visit.with(|visit| match visit {
        Visit::Read(evidence) => Some(evidence.seal.lock.to_string()),
        Visit::None | Visit::Running(_) | Visit::Failed(_) => None,
    })
}

fn freshness(app: App) -> String {
    let now = Timestamp::from_unix(clock::now());
    app.officer.with(|officer| {
        let list = officer
            .as_ref()
            .and_then(|officer| officer.trust.recognition(now).ok());
        let Some(list) = list else {
            return app.say(Phrase::ListsNone).to_owned();
        };
        let gaps = [
            list.header.administration.to_string(),
            app.zone().show(list.header.refresh_by),
        ];
        match list.header.age(now) {
            ListAge::Fresh => app.fill(Phrase::ListsFreshUntil, &gaps),
            ListAge::RefreshDue => app.fill(Phrase::ListsDue, &gaps),
            ListAge::Expired => app.say(Phrase::ListsNone).to_owned(),
        }
    })
}

fn who(app: App) -> String {
    app.officer.with(|officer| {
        let certificate = officer.as_ref().map(|officer| officer.holder.certificate());
        let person = certificate.and_then(|certificate| certificate.person());
        let (Some(certificate), Some(person)) = (certificate, person) else {
            return String::new();
        };
        let name = [
            person.name.to_string(),
            certificate.administration.to_string(),
            person.station.to_string(),
        ];
        let until = [app.zone().show(certificate.validity.until)];
        let (who, until) = (
            app.fill(Phrase::Certified, &name),
            app.fill(Phrase::CertificateUntil, &until),
        );
        format!("{who}. {until}.")
    })
}
