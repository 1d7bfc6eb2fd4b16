use super::buttons::button;
use leptos::prelude::*;
use railseal_inspection::record::Sequence;

use super::notice::{Notice, TroubleNotice};
use super::work::SyncButton;
use crate::app::{App, Busy};
use crate::live::{live, live_either, live_text};
use crate::outbox::{KeptRecord, Whereabouts};
use crate::route::Screen;
use crate::words::Phrase;

/// The inspections on this device, the newest first.
#[component]
pub(super) fn Records() -> impl IntoView {
    let app = App::here();
    let records = move || {
        app.outbox
            .with(|outbox| outbox.records().iter().rev().cloned().collect::<Vec<_>>())
    };
    view! {
        <h1>{app.said(Phrase::RecordsTitle)}</h1>
        {live_either(
            move || records().is_empty(),
            || view! { <Notice phrase=Phrase::RecordsEmpty /> },
            move || view! {
                <ul class="rows">
                    {live(move || {
                        records()
                            .into_iter()
                            .map(|record| {
                                let address = Screen::Record(record.sequence).fragment();
                                view! {
                                    <li>
                                        <a
                                            class="rows__row rows__row--link"
                                            href=address
                                        >
                                            <Summary record />
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()
                    })}
                </ul>
            },
        )}
        <Sync />
    }
}

/// One inspection, just saved or looked up.
#[component]
pub(super) fn Record(sequence: Sequence) -> impl IntoView {
    let app = App::here();
    let record = move || {
        app.outbox.with(|outbox| {
            outbox
                .records()
                .iter()
                .find(|record| record.sequence == sequence)
                .cloned()
        })
    };
    view! {
        <h1>{app.filled(Phrase::RecordTitle, vec![sequence.0.to_string()])}</h1>
        {live(move || match record() {
            None => view! { <Notice phrase=Phrase::RecordsEmpty /> }.into_any(),
            Some(record) => view! {
                <section class="card">
                    <p class="notice__what" role="status">
                        {app.said(Phrase::RecordSaved)}
                    </p>
                    <Summary record />
                </section>
            }
            .into_any(),
        })}
        <Sync />
        <div class="actions">
            {button("button button--primary", app.tap(App::connect), app.said(Phrase::Connect))}
        </div>
    }
}

#[component]
fn Sync() -> impl IntoView {
    let app = App::here();
    view! {
        <section class="card">
            {live(move || match app.syncing.get() {
                Busy::Failed(trouble) => Some(view! { <TroubleNotice trouble /> }),
                Busy::Idle | Busy::Working | Busy::Done => None,
            })}
            <SyncButton />
        </section>
    }
}

/// What one inspection says, and where it is.
#[component]
fn Summary(record: KeptRecord) -> impl IntoView {
    let app = App::here();
    let place = record.whereabouts;
    let unverifiable = if record.carried.is_some() {
        Phrase::RecordUnverifiable
    } else {
        Phrase::RecordUnreadable
    };
    let said = record.record.map(|inspection| {
        let container = inspection
            .painted
            .map_or_else(|| "–".to_owned(), |number| number.to_string());
        let line = [inspection.seal.lock.to_string(), container];
        let outcome = inspection.verdict.outcome();
        let decided = inspection.decision.disposition();
        let made_at = inspection.made_at;
        view! {
            <strong class="rows__title">
                {live_text(move || {
                    format!(
                        "{} · {}",
                        app.say(Phrase::outcome(outcome)),
                        app.say(Phrase::disposition(decided)),
                    )
                })}
            </strong>
            <span>{app.filled(Phrase::RecordLine, line.to_vec())}</span>
            <span>
                {live_text(move || app.fill(Phrase::RecordMadeAt, &[app.zone().show(made_at)]))}
            </span>
        }
    });
    let silent = said.is_none();
    view! {
        {said}
        {silent.then(|| view! { <span>{app.said(unverifiable)}</span> })}
        <span class=format!("place place--{}", style(place))>
            {live_text(move || whereabouts(app, place))}
        </span>
    }
}

fn whereabouts(app: App, place: Whereabouts) -> String {
    match place {
        Whereabouts::OnlyHere => app.say(Phrase::RecordOnlyHere).to_owned(),
        Whereabouts::Received { at } => app.fill(Phrase::RecordReceived, &[app.zone().show(at)]),
        Whereabouts::Rejected(rejection) => {
            let why = app.say(Phrase::rejection(rejection)).to_owned();
            app.fill(Phrase::RecordRejected, &[why])
        }
    }
}

const fn style(place: Whereabouts) -> &'static str {
    match place {
        Whereabouts::OnlyHere => "only-here",
        Whereabouts::Received { .. } => "received",
        Whereabouts::Rejected(_) => "rejected",
    }
}
