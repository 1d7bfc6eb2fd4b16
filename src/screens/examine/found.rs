//! What was found so far, and what it comes to.

use leptos::prelude::*;
use railseal_inspection::examination::ItemFound;
use railseal_protocol::bounded::Text;
use railseal_protocol::codes::{ControlResult, Incident};

use super::super::buttons::button;
use super::super::decide::{choice, choice_option};
use crate::app::App;
use crate::device::picked::Picked;
use crate::live::{handler, live, live_flag, live_text};
use crate::words::Phrase;
use crate::words::order::result;

/// Items that are not as they are listed, and what should not be here; each can be taken back.
#[component]
pub(super) fn FoundSoFar() -> impl IntoView {
    let app = App::here();
    live(move || {
        app.examining.with(|examining| {
            let items = examining.items().iter().map(|found| item(app, found));
            let surplus = examining.surplus().iter().map(|id| surplus(app, id));
            let all: Vec<AnyView> = items.chain(surplus).collect();
            (!all.is_empty()).then(|| {
                view! {
                    <section class="card stack">
                        <h2>{app.said(Phrase::FoundTitle)}</h2>
                        <ul class="plain stack">{all}</ul>
                    </section>
                }
            })
        })
    })
}

fn item(app: App, found: &ItemFound) -> AnyView {
    let back = found.clone();
    let take_back = handler(move |_| {
        let in_order = railseal_inspection::examination::State::InOrder;
        let found = ItemFound {
            state: in_order,
            ..back.clone()
        };
        app.examine(|examining| examining.note_item(found));
    });
    let id = found.item.to_string();
    row(
        app,
        id,
        Phrase::how(found.state),
        button(
            "button button--quiet",
            take_back,
            app.said(Phrase::TakeBack),
        ),
    )
}

fn surplus(app: App, id: &Text<32>) -> AnyView {
    let back = id.clone();
    let take_back = handler(move |_| {
        app.examine(|examining| {
            examining.forget_surplus(&back);
            Ok(())
        });
    });
    row(
        app,
        id.to_string(),
        Phrase::Surplus,
        button(
            "button button--quiet",
            take_back,
            app.said(Phrase::TakeBack),
        ),
    )
}

fn row(app: App, id: String, how: Phrase, back: AnyView) -> AnyView {
    view! {
        <li class="found">
            <span class="tree__id">{id}</span>
            <span>{app.said(how)}</span>
            {back}
        </li>
    }
    .into_any()
}

/// What the control came to, what happened on the way, and photos.
#[component]
pub(super) fn Outcome() -> impl IntoView {
    let app = App::here();
    let results = ControlResult::ALL.into_iter().map(|value| {
        let chosen = move || {
            app.examining
                .with(|examining| examining.result() == Some(value))
        };
        let choose = handler(move |_| {
            app.examine(|examining| {
                examining.decide(Some(value));
                Ok(())
            });
        });
        let says = live_text(move || result(value));
        choice_option("control-result", live_flag(chosen), choose, says)
    });
    let incidents = Incident::ALL.map(|incident| happened(app, incident));
    let photos = live_text(move || {
        let kept = app.examining.with(|examining| examining.photos().len());
        app.fill(Phrase::PhotosKept, &[kept.to_string()])
    });
    view! {
        <section class="card stack">
            {choice(app.said(Phrase::ResultTitle), results.collect())}
            <p class="field__help">{app.said(Phrase::ResultHelp)}</p>
            {choice(app.said(Phrase::IncidentTitle), incidents.into_iter().collect())}
            <label class="field">
                <span class="field__label">{app.said(Phrase::PhotoAdd)}</span>
                <input
                    class="field__input"
                    type="file"
                    accept="image/*"
                    capture="environment"
                    on:change=handler(move |event: leptos::ev::Event| {
                        for file in Picked::in_field_of(&event) {
                            app.keep_photo(file);
                        }
                    })
                />
            </label>
            <p class="field__help" role="status">{photos}</p>
        </section>
    }
}

fn happened(app: App, incident: Incident) -> AnyView {
    let noted = move || {
        app.examining
            .with(|examining| examining.incidents().contains(&incident))
    };
    let note = handler(move |event| {
        let happened = event_target_checked(&event);
        app.examine(|examining| {
            examining.note_incident(incident, happened);
            Ok(())
        });
    });
    view! {
        <label class="choice__option">
            <input
                class="choice__input"
                type="checkbox"
                prop:checked=live_flag(noted)
                on:change=note
            />
            <span>{app.said(Phrase::incident(incident))}</span>
        </label>
    }
    .into_any()
}
