use std::rc::Rc;

use super::buttons::{button, link};
use leptos::prelude::*;
use railseal_protocol::instruction::Order;

use super::changes::listed;
use super::exchange::{Show, Take};
use super::notice::TroubleNotice;
use crate::app::{Agreeing, App};
use crate::live::{live, live_text};
use crate::orders::agreement::Asked;
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase};

/// Agreeing to another's order: taken, shown in words, signed, shown as a code.
#[component]
pub(super) fn Agree() -> impl IntoView {
    let app = App::here();
    let take = Callback::new(move |bytes: Vec<u8>| {
        app.take_request(&bytes);
        Ok(())
    });
    view! {
        <h1>{app.said(OrderPhrase::CosignTitle)}</h1>
        <p>{app.said(OrderPhrase::CosignHelp)}</p>
        {live(move || match app.agreeing.get() {
            Agreeing::Nothing => None,
            Agreeing::Failed(trouble) => Some(view! { <TroubleNotice trouble /> }.into_any()),
            Agreeing::Asked(asked) => Some(view! { <Question asked /> }.into_any()),
            Agreeing::Agreed(bytes) => Some(
                view! {
                    <p role="status">{app.said(OrderPhrase::CosignDone)}</p>
                    <Show bytes />
                }
                .into_any(),
            ),
        })}
        <Take title=OrderPhrase::CosignTake take />
        <nav class="actions">
            {link("button", Screen::Work, app.said(Phrase::Back))}
        </nav>
    }
}

/// What one is asked to agree to, in words.
#[component]
fn Question(asked: Rc<Asked>) -> impl IntoView {
    let app = App::here();
    let certificate = asked.orderer.certificate();
    let name = certificate
        .person()
        .map_or_else(String::new, |person| person.name.to_string());
    let administration = certificate.administration.to_string();
    let instruction = &asked.instruction;
    let kind = instruction.order.kind();
    let container = instruction
        .container
        .map_or_else(|| "–".to_owned(), |container| container.to_string());
    let lock = [
        instruction.lock.to_string(),
        container,
        instruction.cycle.0.to_string(),
    ];
    let asks = live_text(move || {
        let order = app.say(OrderPhrase::name(kind)).to_owned();
        let gaps = [name.clone(), administration.clone(), order];
        app.fill(OrderPhrase::CosignAsks, &gaps)
    });
    let reason = match instruction.order {
        Order::Reseal { reason, .. } => {
            Some(view! { <p>{app.said(OrderPhrase::reason(reason))}</p> })
        }
        _ => None,
    };
    let found = asked.inspection.as_ref().map(|digest| {
        let (decided, seal) = (digest.disposition, digest.condition);
        let found = live_text(move || {
            let decided = app.say(Phrase::disposition(decided)).to_owned();
            let seal = app.say(Phrase::condition(seal)).to_owned();
            app.fill(Phrase::PriorResult, &[decided, seal])
        });
        view! { <p>{found}</p> }
    });
    let changes = asked.amendment.as_ref().map(|amendment| {
        let changes = listed(app, amendment.changes.to_vec());
        let totals = amendment.totals;
        let left = live_text(move || {
            let totals = app.language.get().totals(&totals);
            app.fill(OrderPhrase::TotalsAfter, &[totals])
        });
        view! {
            {changes}
            <p>{left}</p>
        }
    });
    view! {
        <section class="card" role="alert">
            <h2>{asks}</h2>
            <p>{app.filled(OrderPhrase::CosignLock, lock.to_vec())}</p>
            <p>{app.filled(OrderPhrase::means(kind), vec!["–".to_owned()])}</p>
            {reason}
            {found}
            {changes}
            {button("button button--primary", app.tap(App::agree), app.said(OrderPhrase::CosignButton))}
        </section>
    }
}
