//! What an officer fills in to close a lock again, to note a change, or to end its journey.

use leptos::prelude::*;
use railseal_protocol::amendment::{Change, left_after};
use railseal_protocol::bounded::Text;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::instruction::ResealReason;
use railseal_protocol::manifest::Grams;
use railseal_protocol::rules::OrderKind;

use super::super::decide::Choice;
use crate::app::App;
use crate::orders::Found;
use crate::words::order::result;
use crate::words::{OrderPhrase, Phrase};

/// What has been filled in so far.
#[derive(Clone, Copy)]
pub(super) struct FoundForm {
    condition: RwSignal<Option<SealCondition>>,
    disposition: RwSignal<Option<Disposition>>,
    outcome: RwSignal<Option<ControlResult>>,
    reason: RwSignal<Option<ResealReason>>,
    changes: RwSignal<Vec<Change>>,
}

impl FoundForm {
    pub(super) fn new() -> Self {
        Self {
            condition: RwSignal::new(None),
            disposition: RwSignal::new(None),
            outcome: RwSignal::new(None),
            reason: RwSignal::new(None),
            changes: RwSignal::new(Vec::new()),
        }
    }

    pub(super) fn found(self) -> Option<Found> {
        Some(Found {
            condition: self.condition.get_untracked()?,
            disposition: self.disposition.get_untracked()?,
            results: self.outcome.get_untracked().into_iter().collect(),
            changes: self.changes.get_untracked(),
        })
    }

    pub(super) fn reason(self) -> Option<ResealReason> {
        self.reason.get_untracked()
    }

    pub(super) fn changes(self) -> Vec<Change> {
        self.changes.get_untracked()
    }

    /// The fields that an order of this kind needs.
    pub(super) fn view(self, kind: OrderKind) -> AnyView {
        let inspects = matches!(kind, OrderKind::Reseal | OrderKind::Deactivate);
        let changes = matches!(kind, OrderKind::Reseal | OrderKind::Amend);
        view! {
            {(kind == OrderKind::Reseal).then(|| view! { <Reason form=self /> })}
            {inspects.then(|| view! { <Inspection form=self /> })}
            {changes.then(|| view! { <Changes form=self /> })}
        }
        .into_any()
    }
}

#[component]
fn Reason(form: FoundForm) -> impl IntoView {
    let options = ResealReason::ALL.map(|reason| (reason, OrderPhrase::reason(reason)));
    view! {
        <Choice
            title=OrderPhrase::ReasonTitle
            name="reason"
            options=options.to_vec()
            chosen=form.reason
        />
    }
}

#[component]
fn Inspection(form: FoundForm) -> impl IntoView {
    let app = App::here();
    view! {
        <Choice
            title=Phrase::ConditionTitle
            name="condition"
            options=SealCondition::ALL.map(|c| (c, Phrase::condition(c))).to_vec()
            chosen=form.condition
        />
        <Choice
            title=Phrase::DispositionTitle
            name="disposition"
            options=Disposition::ALL.map(|d| (d, Phrase::disposition(d))).to_vec()
            chosen=form.disposition
        />
        <fieldset class="choice">
            <legend class="choice__title">{app.said(OrderPhrase::ResultTitle)}</legend>
            {ControlResult::ALL
                .map(|value| {
                    view! {
                        <label class="choice__option">
                            <input
                                class="choice__input"
                                type="radio"
                                name="result"
                                prop:checked=move || form.outcome.get() == Some(value)
                                on:change=move |_| form.outcome.set(Some(value))
                            />
                            <span>{result(value)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// What was taken out, and what is left.
#[component]
fn Changes(form: FoundForm) -> impl IntoView {
    let app = App::here();
    let left = move || {
        let before = app.carried()?.totals;
        Some(left_after(&form.changes.get(), before))
    };
    view! {
        <section class="card">
            <h2>{app.said(OrderPhrase::ChangesTitle)}</h2>
            <ul class="stack">
                {move || {
                    let changes = form.changes.get();
                    if changes.is_empty() {
                        return view! { <li>{app.say(OrderPhrase::ChangesNone)}</li> }.into_any();
                    }
                    changes
                        .into_iter()
                        .enumerate()
                        .map(|(index, change)| view! { <ChangeRow form index change /> })
                        .collect_view()
                        .into_any()
                }}
            </ul>
            <p role="status">
                {move || match left()? {
                    Ok(totals) => {
                        let words = app.language.get().totals(&totals);
                        Some(app.fill(OrderPhrase::TotalsAfter, &[words]))
                    }
                    Err(_) => Some(app.say(OrderPhrase::ChangesTooMany).to_owned()),
                }}
            </p>
            <AddDetained form />
        </section>
    }
}

#[component]
fn ChangeRow(form: FoundForm, index: usize, change: Change) -> impl IntoView {
    let app = App::here();
    let words = move || match &change {
        Change::ItemDetained {
            receptacle,
            item,
            gross,
        } => {
            let gaps = [
                item.to_string(),
                receptacle.to_string(),
                gross.0.to_string(),
            ];
            app.fill(OrderPhrase::ChangeDetained, &gaps)
        }
        Change::ReceptacleDetained { receptacle, .. }
        | Change::ReceptacleSplit { receptacle, .. } => receptacle.to_string(),
        Change::LockReplaced { lock } => lock.to_string(),
    };
    let remove = move |_| {
        form.changes.update(|changes| {
            if index < changes.len() {
                changes.remove(index);
            }
        });
    };
    view! {
        <li>
            <span>{words}</span>
            <button class="button button--quiet" type="button" on:click=remove>
                {app.said(OrderPhrase::Remove)}
            </button>
        </li>
    }
}

/// One item that is taken out and kept.
#[component]
fn AddDetained(form: FoundForm) -> impl IntoView {
    let app = App::here();
    let (receptacle, item, grams) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let add = move |_| {
        let parsed = |text: RwSignal<String>| {
            let typed = text.get_untracked().trim().to_ascii_uppercase();
            Some(typed)
                .filter(|typed| !typed.is_empty())?
                .parse::<Text<32>>()
                .ok()
        };
        let weight = grams.get_untracked().trim().parse().map(Grams);
        if let (Some(receptacle), Some(item), Ok(gross)) =
            (parsed(receptacle), parsed(item), weight)
        {
            form.changes.update(|changes| {
                changes.push(Change::ItemDetained {
                    receptacle,
                    item,
                    gross,
                });
            });
        }
    };
    view! {
        <fieldset class="choice">
            <legend class="choice__title">{app.said(OrderPhrase::AddDetained)}</legend>
            <Line id="receptacle" label=OrderPhrase::Receptacle text=receptacle />
            <Line id="item" label=OrderPhrase::Item text=item />
            <Line id="grams" label=OrderPhrase::Grams text=grams />
            <button class="button" type="button" on:click=add>
                {app.said(OrderPhrase::Add)}
            </button>
        </fieldset>
    }
}

#[component]
fn Line(id: &'static str, label: OrderPhrase, text: RwSignal<String>) -> impl IntoView {
    let app = App::here();
    view! {
        <div class="field">
            <label class="field__label" for=id>{app.said(label)}</label>
            <input
                class="field__input"
                id=id
                autocomplete="off"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}
