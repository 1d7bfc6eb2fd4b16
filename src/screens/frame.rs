use super::buttons::{button, link};
use leptos::prelude::*;

use super::agree::Agree;
use super::connection::Connection;
use super::decide::Decide;
use super::documents::Documents;
use super::enrol::Enrol;
use super::grants::TakeGrant;
use super::notice::{Notice, TroubleNotice};
use super::order::Order;
use super::orders::Orders;
use super::records::{Record, Records};
use super::visit::Lock;
use super::work::Work;
use crate::app::{App, Phase, Words};
use crate::live::{handler, live, live_flag, live_text, live_while};
use crate::route::Screen;
use crate::words::{Language, Phrase};

/// The frame around every screen: who is here, what waits, which language.
#[component]
pub fn Frame() -> impl IntoView {
    let app = App::here();
    let judged = move || app.judgement.with(Option::is_some);
    view! {
        <Header />
        <MissingWords />
        <main class="page" id="main" tabindex="-1">
            {live(move || match app.phase.get() {
                Phase::Starting => view! { <Notice phrase=Phrase::Loading /> }.into_any(),
                Phase::Broken(trouble) => view! { <Broken trouble /> }.into_any(),
                Phase::Enrolling => view! { <Enrol /> }.into_any(),
                Phase::Working => match app.screen.get() {
                    Screen::Enrol => view! { <Enrol /> }.into_any(),
                    Screen::Lock => view! { <Lock /> }.into_any(),
                    Screen::Documents if judged() => view! { <Documents /> }.into_any(),
                    Screen::Decide if judged() => view! { <Decide /> }.into_any(),
                    Screen::Orders if judged() => view! { <Orders /> }.into_any(),
                    Screen::Order if judged() => view! { <Order /> }.into_any(),
                    Screen::Agree => view! { <Agree /> }.into_any(),
                    Screen::Grants => view! { <TakeGrant /> }.into_any(),
                    // An address from before a reload: the visit that it was part of is over.
                    Screen::Work
                    | Screen::Documents
                    | Screen::Decide
                    | Screen::Orders
                    | Screen::Order => {
                        view! { <Work /> }.into_any()
                    }
                    Screen::Connection => view! { <Connection /> }.into_any(),
                    Screen::Records => view! { <Records /> }.into_any(),
                    Screen::Record(sequence) => view! { <Record sequence /> }.into_any(),
                },
            })}
        </main>
    }
}

#[component]
fn Broken(trouble: crate::words::Trouble) -> impl IntoView {
    let app = App::here();
    view! {
        <h1>{app.said(Phrase::AppName)}</h1>
        <TroubleNotice trouble />
    }
}

#[component]
fn Header() -> impl IntoView {
    let app = App::here();
    let working = move || app.phase.get() == Phase::Working;
    view! {
        <header class="bar">
            {link("bar__name", Screen::Work, app.said(Phrase::AppName))}
            {live_while(working, move || view! {
                <nav class="bar__nav">
                    {link("bar__link", Screen::Work, app.said(Phrase::NavWork))}
                    {link("bar__link", Screen::Records, app.said(Phrase::NavRecords))}
                </nav>
            })}
            <Languages />
            {live_while(working, move || view! {
                <OnlyHere />
            })}
        </header>
    }
}

/// That the language chosen is not here, and the way to it.
#[component]
fn MissingWords() -> impl IntoView {
    let app = App::here();
    live(move || {
        match app.words.get() {
        Words::Here => None,
        Words::Loading(language) => Some(
            view! {
                <p class="notice" role="status">
                    {app.filled(Phrase::WordsLoading, vec![language.name().to_owned()])}
                </p>
            }
            .into_any(),
        ),
        Words::Missing(language) => Some(
            view! {
                <section class="notice" role="alert">
                    <p>{app.filled(Phrase::WordsMissing, vec![language.name().to_owned()])}</p>
                    {button("button", handler(move |_| app.speak(language)), app.said(Phrase::TryAgain))}
                </section>
            }
            .into_any(),
        ),
    }
    })
}

/// Always in view: how many records exist only on this device.
#[component]
fn OnlyHere() -> impl IntoView {
    let app = App::here();
    let text = live_text(move || match app.only_here() {
        0 => app.say(Phrase::OnlyHereNone).to_owned(),
        1 => app.say(Phrase::OnlyHereOne).to_owned(),
        many => app.fill(Phrase::OnlyHereMany, &[many.to_string()]),
    });
    view! {
        <p
            class="bar__waiting"
            class:bar__waiting--some=live_flag(move || app.only_here() != 0)
            role="status"
        >
            {text}
        </p>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let app = App::here();
    let choose = handler(move |event| {
        let tag = event_target_value(&event);
        if let Some(language) = Language::ALL.into_iter().find(|l| l.tag() == tag) {
            app.speak(language);
        }
    });
    view! {
        <select
            class="bar__language"
            aria-label=app.said(Phrase::Language)
            on:change=choose
            prop:value=live_text(move || app.language.get().tag())
        >
            {Language::ALL
                .map(|language| {
                    view! {
                        <option
                            value=language.tag()
                            lang=language.tag()
                            selected=live_flag(move || app.language.get() == language)
                        >
                            {language.name()}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
