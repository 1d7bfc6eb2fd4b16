use super::buttons::button;
use leptos::prelude::*;
use railseal_inspection::ordering::OrderStage;
use railseal_inspection::sealing::Share;
use railseal_protocol::rules::OrderKind;

use super::connection::LogLink;
use super::exchange::{Show, Take};
use super::notice::TroubleNotice;
use super::work::Work;
use crate::app::{App, OrderView, Told};
use crate::live::{live, live_text};
use crate::words::{OrderPhrase, Phrase};

/// An order being given: where it is, who has still to agree, and what the lock says became of it.
#[component]
pub(super) fn Order() -> impl IntoView {
    let app = App::here();
    live(move || {
        let Some(wish) = app.wish_at_hand() else {
            return view! { <Work /> }.into_any();
        };
        let kind = wish.kind();
        let body = match app.order.get() {
            OrderView::None => return view! { <Work /> }.into_any(),
            OrderView::Running(stage) => view! { <Running stage /> }.into_any(),
            OrderView::Writing(share) => view! { <Writing share /> }.into_any(),
            OrderView::Gathering => view! { <Gather /> }.into_any(),
            OrderView::Failed {
                trouble,
                may_have_happened,
            } => view! {
                <Maybe may_have_happened />
                <TroubleNotice trouble />
                <LogLink />
                <Again may_have_happened />
            }
            .into_any(),
            OrderView::Ended(told) => view! { <Outcome kind told=*told /> }.into_any(),
        };
        view! {
            <h1>{app.said(OrderPhrase::name(kind))}</h1>
            {body}
        }
        .into_any()
    })
}

#[component]
fn Running(stage: OrderStage) -> impl IntoView {
    let app = App::here();
    view! {
        <section class="card">
            <p role="status">{app.said(OrderPhrase::stage(stage))}</p>
            <progress class="progress"></progress>
        </section>
    }
}

/// What is to be sealed goes into the lock.
#[component]
fn Writing(share: Share) -> impl IntoView {
    let app = App::here();
    let gaps = vec![share.written.to_string(), share.of.to_string()];
    view! {
        <section class="card">
            <p role="status">{app.filled(OrderPhrase::WritingShare, gaps)}</p>
            <progress
                class="progress"
                max=share.of.to_string()
                value=share.written.to_string()
            ></progress>
        </section>
    }
}

/// That it may have happened: a state of its own, and no reason to order again.
#[component]
fn Maybe(may_have_happened: bool) -> impl IntoView {
    let app = App::here();
    may_have_happened.then(|| {
        view! {
            <section class="verdict verdict--caution" role="alert">
                <span class="verdict__shape" aria-hidden="true"></span>
                <h2 class="verdict__word">{app.said(OrderPhrase::MayHaveHappened)}</h2>
                <p class="verdict__meaning">{app.said(OrderPhrase::MayHaveHappenedMeans)}</p>
            </section>
        }
    })
}

#[component]
fn Again(may_have_happened: bool) -> impl IntoView {
    let app = App::here();
    let again = live_text(move || {
        if may_have_happened {
            app.say(OrderPhrase::AskTheLock)
        } else {
            app.say(Phrase::TryAgain)
        }
    });
    let leave = (!may_have_happened).then(|| {
        view! {
            {button("button", app.tap(App::leave_order), app.said(Phrase::Cancel))}
        }
    });
    view! {
        <nav class="actions">
            {leave}
            {button("button button--primary", app.tap(App::carry_on), again)}
        </nav>
    }
}

/// The code for the others, and theirs.
#[component]
fn Gather() -> impl IntoView {
    let app = App::here();
    let (agreed, missing) = app.agreement();
    let take = Callback::new(move |bytes: Vec<u8>| app.take_agreement(&bytes));
    let names = agreed.join(", ");
    let (have, incomplete) = (!agreed.is_empty(), missing > 0);
    view! {
        <p>{app.said(OrderPhrase::AgreeHelp)}</p>
        <section class="card">
            <p role="status">
                {have.then(|| view! {
                    <span>{app.filled(OrderPhrase::AgreedBy, vec![names])}</span>
                    " "
                })}
                {(missing > 0).then(|| view! {
                    <span>
                        {app.filled(OrderPhrase::AgreeMissing, vec![missing.to_string()])}
                    </span>
                })}
            </p>
        </section>
        {(missing > 0).then(|| view! {
            {app.request().map(|bytes| view! { <Show bytes /> })}
            <Take title=OrderPhrase::TakeAgreement take />
        })}
        <nav class="actions">
            {button("button", app.tap(App::leave_order), app.said(Phrase::Cancel))}
            <button
                class="button button--primary"
                disabled=incomplete
                on:click=app.tap(App::send_order)
            >
                {app.said(OrderPhrase::SendNow)}
            </button>
        </nav>
    }
}

/// What became of it, by the lock's own account.
#[component]
fn Outcome(kind: OrderKind, told: Told) -> impl IntoView {
    let app = App::here();
    let (style, became) = match &told {
        Told::Done { .. } => ("verdict verdict--pass", OrderPhrase::done(kind)),
        Told::CameToNothing => ("verdict verdict--hold", OrderPhrase::CameToNothing),
        Told::Untold => ("verdict verdict--caution", OrderPhrase::Untold),
        Told::Nothing(_) => ("verdict verdict--cannot-say", OrderPhrase::Void),
    };
    let says = match &told {
        Told::Done { entry } => Some([entry.to_string()]),
        _ => None,
    };
    let trouble = match told {
        Told::Nothing(trouble) => trouble,
        _ => None,
    };
    let done = says.is_some();
    let pull = kind == OrderKind::Unseal && done;
    let (next, word): (fn(App), _) = if kind == OrderKind::Seal && done {
        (App::read_sealed, OrderPhrase::ReadSealed)
    } else {
        (App::leave_order, OrderPhrase::Next)
    };
    view! {
        <section class=style role="alert">
            <span class="verdict__shape" aria-hidden="true"></span>
            <h2 class="verdict__word">{app.said(became)}</h2>
            {says.map(|entry| view! {
                <p class="verdict__meaning">{app.filled(OrderPhrase::DoneBy, entry.to_vec())}</p>
            })}
            {pull.then(|| view! {
                <p class="verdict__todo">{app.said(OrderPhrase::PullLever)}</p>
            })}
        </section>
        {trouble.map(|trouble| view! { <TroubleNotice trouble /> })}
        <nav class="actions">
            {button("button button--primary", app.tap(next), app.said(word))}
        </nav>
    }
}
