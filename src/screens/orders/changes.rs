//! What has changed of the cargo, filled in one change after the other, with what is left.

use super::super::buttons::button;
use leptos::prelude::*;
use railseal_protocol::amendment::{Change, left_after};
use railseal_protocol::bounded::Text;
use railseal_protocol::manifest::Grams;

use super::super::changes::said;
use super::super::decide::ask;
use super::super::notice::TroubleNotice;
use crate::app::App;
use crate::live::{handler, live, live_text};
use crate::pick::Pick;
use crate::words::{OrderPhrase, Trouble};

/// What can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Item,
    Receptacle,
    Split,
    Lock,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Item, Self::Receptacle, Self::Split, Self::Lock];

    const fn phrase(self) -> OrderPhrase {
        match self {
            Self::Item => OrderPhrase::AddDetained,
            Self::Receptacle => OrderPhrase::AddReceptacle,
            Self::Split => OrderPhrase::AddSplit,
            Self::Lock => OrderPhrase::AddLock,
        }
    }

    /// The fields that say what has changed.
    fn fields(self) -> &'static [Field] {
        match self {
            Self::Item => &[Field::Receptacle, Field::Item, Field::Grams],
            Self::Receptacle => &[Field::Receptacle, Field::Items, Field::Grams],
            Self::Split => &[Field::Receptacle, Field::Into],
            Self::Lock => &[Field::Lock],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Receptacle,
    Item,
    Items,
    Grams,
    Into,
    Lock,
}

impl Field {
    const ALL: [Self; 6] = [
        Self::Receptacle,
        Self::Item,
        Self::Items,
        Self::Grams,
        Self::Into,
        Self::Lock,
    ];

    const fn label(self) -> OrderPhrase {
        match self {
            Self::Receptacle => OrderPhrase::Receptacle,
            Self::Item => OrderPhrase::Item,
            Self::Items => OrderPhrase::Items,
            Self::Grams => OrderPhrase::Grams,
            Self::Into => OrderPhrase::Into,
            Self::Lock => OrderPhrase::LockBefore,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Receptacle => "receptacle",
            Self::Item => "item",
            Self::Items => "items",
            Self::Grams => "grams",
            Self::Into => "into",
            Self::Lock => "lock-before",
        }
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Items | Self::Grams)
    }
}

/// What has been typed.
#[derive(Clone, Copy)]
struct Typed([RwSignal<String>; 6]);

impl Typed {
    fn new() -> Self {
        Self(Field::ALL.map(|_| RwSignal::new(String::new())))
    }

    const fn of(self, field: Field) -> RwSignal<String> {
        self.0[field as usize]
    }

    fn upper(self, field: Field) -> String {
        let typed = self.of(field).get_untracked();
        typed.trim().to_ascii_uppercase()
    }

    fn text(self, field: Field) -> Option<Text<32>> {
        let typed = Some(self.upper(field)).filter(|typed| !typed.is_empty());
        typed?.parse().ok()
    }

    fn grams(self) -> Option<Grams> {
        self.upper(Field::Grams).parse().ok().map(Grams)
    }

    /// The change; none where something is missing or is not what it should be.
    fn read(self, kind: Kind) -> Option<Change> {
        Some(match kind {
            Kind::Item => Change::ItemDetained {
                receptacle: self.text(Field::Receptacle)?,
                item: self.text(Field::Item)?,
                gross: self.grams()?,
            },
            Kind::Receptacle => Change::ReceptacleDetained {
                receptacle: self.text(Field::Receptacle)?,
                items: self.upper(Field::Items).parse().ok()?,
                gross: self.grams()?,
            },
            Kind::Split => Change::ReceptacleSplit {
                receptacle: self.text(Field::Receptacle)?,
                into: self.text(Field::Into)?,
            },
            Kind::Lock => Change::LockReplaced {
                lock: self.upper(Field::Lock).parse().ok()?,
            },
        })
    }

    fn clear(self) {
        for text in self.0 {
            text.set(String::new());
        }
    }
}

/// What was taken out, and what is left.
#[component]
pub(super) fn Changes(changes: RwSignal<Vec<Change>>) -> impl IntoView {
    let app = App::here();
    let left = move || {
        let before = app.carried()?.totals;
        Some(left_after(&changes.get(), before))
    };
    view! {
        <section class="card">
            <h2>{app.said(OrderPhrase::ChangesTitle)}</h2>
            <Noted changes />
            <p role="status">
                {live(move || match left()? {
                    Ok(totals) => {
                        let words = app.language.get().totals(&totals);
                        Some(app.fill(OrderPhrase::TotalsAfter, &[words]))
                    }
                    Err(_) => Some(app.say(OrderPhrase::ChangesTooMany).to_owned()),
                })}
            </p>
            <AddOne changes />
        </section>
    }
}

#[component]
fn Noted(changes: RwSignal<Vec<Change>>) -> impl IntoView {
    let app = App::here();
    view! {
        <ul class="stack">
            {live(move || {
                let noted = changes.get();
                if noted.is_empty() {
                    return view! { <li>{app.say(OrderPhrase::ChangesNone)}</li> }.into_any();
                }
                noted
                    .into_iter()
                    .enumerate()
                    .map(|(index, change)| view! { <ChangeRow changes index change /> })
                    .collect_view()
                    .into_any()
            })}
        </ul>
    }
}

#[component]
fn ChangeRow(changes: RwSignal<Vec<Change>>, index: usize, change: Change) -> impl IntoView {
    let app = App::here();
    let remove = handler(move |_| {
        changes.update(|changes| {
            if index < changes.len() {
                changes.remove(index);
            }
        });
    });
    view! {
        <li>
            <span>{live_text(move || said(app, &change))}</span>
            {button("button button--quiet", remove, app.said(OrderPhrase::Remove))}
        </li>
    }
}

/// One more change.
#[component]
fn AddOne(changes: RwSignal<Vec<Change>>) -> impl IntoView {
    let app = App::here();
    let (kind, typed) = (Pick::with(&Kind::ALL, Some(Kind::Item)), Typed::new());
    let fault = RwSignal::new(None::<Trouble>);
    let add = handler(move |_| {
        let read = kind.get_untracked().and_then(|kind| typed.read(kind));
        fault.set(read.is_none().then_some(Trouble::CHANGE_INCOMPLETE));
        if let Some(change) = read {
            changes.update(|changes| changes.push(change));
            typed.clear();
        }
    });
    let fields = move || kind.get().map_or(&[][..], Kind::fields);
    view! {
        {ask(app, OrderPhrase::ChangeWhich, "change", kind, Kind::phrase)}
        {live(move || {
            let lines = fields().iter().map(|field| view! { <Line field=*field typed /> });
            lines.collect_view()
        })}
        {live(move || fault.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
        {button("button", add, app.said(OrderPhrase::Add))}
    }
}

#[component]
fn Line(field: Field, typed: Typed) -> impl IntoView {
    let app = App::here();
    let (id, text) = (field.id(), typed.of(field));
    let keyboard = if field.is_number() { "numeric" } else { "text" };
    view! {
        <div class="field">
            <label class="field__label" for=id>{app.said(field.label())}</label>
            <input
                class="field__input"
                id=id
                autocomplete="off"
                autocapitalize="characters"
                inputmode=keyboard
                prop:value=text
                on:input=handler(move |event| text.set(event_target_value(&event)))
            />
        </div>
    }
}
