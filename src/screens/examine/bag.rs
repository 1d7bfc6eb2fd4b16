//! A bag on the scale.

use leptos::prelude::*;
use railseal_inspection::documents::ReceptacleLine;
use railseal_inspection::examination::{ReceptacleFound, State};
use railseal_protocol::identifiers::DespatchId;
use railseal_protocol::manifest::Grams;

use super::super::buttons::{button, send};
use super::super::decide::Choice;
use crate::app::App;
use crate::live::{handler, live, live_text};
use crate::words::Phrase;

/// A receptacle, by its place on its despatch's list.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct BagAt {
    despatch: DespatchId,
    place: u16,
    line: ReceptacleLine,
}

impl BagAt {
    /// The one with this line, on the list that is here.
    pub(super) fn of(app: App, despatch: DespatchId, line: &ReceptacleLine) -> Option<Self> {
        app.overview.with_untracked(|overview| {
            let mut despatches = overview.as_ref()?.despatches.iter();
            let lines = &despatches.find(|one| one.id == despatch)?.receptacles;
            let place = lines.iter().position(|known| known.id == line.id)?;
            Some(Self {
                despatch,
                place: u16::try_from(place).ok()?,
                line: line.clone(),
            })
        })
    }
}

/// How it is, what it weighs, what is in it.
#[component]
pub(super) fn Bag(at: BagAt, bag: RwSignal<Option<BagAt>, LocalStorage>) -> impl IntoView {
    let app = App::here();
    let BagAt {
        despatch,
        place,
        line,
    } = at;
    let known = app
        .examining
        .with_untracked(|examining| examining.receptacle(despatch, place).cloned());
    let state = RwSignal::new(
        known
            .as_ref()
            .map_or(Some(State::InOrder), |k| Some(k.state)),
    );
    let grams = known.as_ref().and_then(|known| known.weighed);
    let weighed = RwSignal::new(grams.map_or_else(String::new, in_kilograms));
    let counted = known.as_ref().and_then(|known| known.counted);
    let counted = RwSignal::new(counted.map_or_else(String::new, |count| count.to_string()));
    let fault = RwSignal::new(None::<Phrase>);
    let (gross, items, id) = (line.gross, line.items, line.id.as_str().to_owned());
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (weight, count) = (weighed.get_untracked(), counted.get_untracked());
        let (Ok(weighed), Ok(counted)) = (kilograms(&weight), number(&count)) else {
            fault.set(Some(Phrase::BagFault));
            return;
        };
        let found = ReceptacleFound {
            despatch,
            place,
            state: state.get_untracked().unwrap_or(State::InOrder),
            weighed,
            counted,
        };
        let line = line.clone();
        app.examine(|examining| examining.look_at(found, line));
        bag.set(None);
    });
    let listed = live_text(move || {
        let weight = app.language.get().weight(gross);
        app.fill(Phrase::BagListed, &[weight, items.to_string()])
    });
    view! {
        <form class="card stack" on:submit=submit>
            <h2 class="tree__id">{id}</h2>
            <p>{listed}</p>
            <Choice
                title=Phrase::BagState
                name="bag-state"
                options=State::ALL.map(|state| (state, Phrase::how(state))).to_vec()
                chosen=state
            />
            {field(app, "weighed", Phrase::BagWeighed, weighed)}
            {field(app, "counted", Phrase::BagCounted, counted)}
            {live(move || fault.get().map(|fault| {
                view! { <p class="notice" role="alert">{app.said(fault)}</p> }
            }))}
            <div class="actions">
                {button("button", handler(move |_| bag.set(None)), app.said(Phrase::Back))}
                {send("button button--primary", app.said(Phrase::BagKeep))}
            </div>
        </form>
    }
}

fn field(app: App, id: &'static str, label: Phrase, text: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{app.said(label)}</label>
            <input
                class="field__input"
                id=id
                inputmode="decimal"
                autocomplete="off"
                prop:value=text
                on:input=handler(move |event| text.set(event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}

fn in_kilograms(grams: Grams) -> String {
    format!("{}.{:03}", grams.0 / 1000, grams.0 % 1000)
}

/// What a scale shows, with a point or a comma; nothing where nothing stands there.
fn kilograms(typed: &str) -> Result<Option<Grams>, ()> {
    crate::scale::kilograms(typed).map_err(drop)
}

fn number(typed: &str) -> Result<Option<u32>, ()> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(drop),
    }
}
