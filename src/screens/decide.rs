use super::buttons::link;
use leptos::prelude::*;
use railseal_inspection::record::Decision;
use railseal_inspection::verdict::Outcome;
use railseal_protocol::codes::{Disposition, SealCondition};

use super::notice::{Notice, TroubleNotice};
use crate::app::{App, Busy};
use crate::live::{Handler, LiveFlag, LiveText, handler, live, live_flag, live_text, live_while};
use crate::pick::Pick;
use crate::route::Screen;
use crate::words::{Phrase, Said};

/// Deciding and signing.
#[component]
pub(super) fn Decide() -> impl IntoView {
    let app = App::here();
    let form = Form::new();
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.sign(app);
    });
    let busy = move || app.signing.get() == Busy::Working;
    let button = move || {
        if busy() {
            Phrase::SignBusy
        } else {
            Phrase::SignButton
        }
    };
    view! {
        <h1>{app.said(Phrase::DecideTitle)}</h1>
        <form class="stack" on:submit=submit>
            {ask(app, Phrase::ConditionTitle, "condition", form.condition, Phrase::condition)}
            {ask(app, Phrase::DispositionTitle, "disposition", form.disposition, Phrase::disposition)}
            {live_while(move || has_earlier(app), move || {
                ask(app, Phrase::EarlierTitle, "earlier", app.earlier, Phrase::earlier)
            })}
            {live_while(move || form.needs_reason(app), move || view! {
                <Field label=Phrase::ReasonTitle id="reason" text=form.reason />
            })}
            <Field label=Phrase::NoteTitle id="note" text=form.note help=Phrase::NoteHelp />
            {live(move || form.fault.get().map(|phrase| view! { <Notice phrase /> }))}
            {live(move || match app.signing.get() {
                Busy::Failed(trouble) => Some(view! { <TroubleNotice trouble /> }),
                Busy::Idle | Busy::Working | Busy::Done => None,
            })}
            <div class="actions">
                {link("button", Screen::Lock, app.said(Phrase::Back))}
                <button class="button button--primary" type="submit" disabled=live_flag(busy)>
                    {live_text(move || app.say(button()))}
                </button>
            </div>
        </form>
    }
}

/// Whether the lock carries an earlier inspection that is genuine.
fn has_earlier(app: App) -> bool {
    app.judgement.with(|judgement| {
        let inspections = judgement.as_ref().map(|judgement| &judgement.inspections);
        inspections.is_some_and(|inspections| !inspections.is_empty())
    })
}

/// What has been filled in so far.
#[derive(Clone, Copy)]
struct Form {
    condition: Pick<SealCondition>,
    disposition: Pick<Disposition>,
    reason: RwSignal<String>,
    note: RwSignal<String>,
    fault: RwSignal<Option<Phrase>>,
}

impl Form {
    fn new() -> Self {
        Self {
            condition: Pick::of(&SealCondition::ALL),
            disposition: Pick::of(&Disposition::ALL),
            reason: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            fault: RwSignal::new(None),
        }
    }

    fn outcome(app: App) -> Outcome {
        app.judgement.with(|judgement| {
            judgement
                .as_ref()
                .map_or(Outcome::CannotSay, |j| j.verdict.outcome())
        })
    }

    fn needs_reason(self, app: App) -> bool {
        self.disposition.get() == Some(Disposition::Release)
            && matches!(Self::outcome(app), Outcome::Hold | Outcome::CannotSay)
    }

    fn sign(self, app: App) {
        self.fault.set(None);
        let chosen = (
            self.condition.get_untracked(),
            self.disposition.get_untracked(),
        );
        let open = untrack(|| has_earlier(app)) && app.earlier.get_untracked().is_none();
        let (Some(condition), Some(disposition), false) = (chosen.0, chosen.1, open) else {
            self.fault.set(Some(Phrase::ChooseBoth));
            return;
        };
        let role = app.officer.with_untracked(|officer| {
            officer
                .as_ref()
                .map(|officer| officer.holder.certificate().role())
        });
        let (Some(role), Ok(note)) = (role, self.note.get_untracked().parse()) else {
            self.fault.set(Some(Phrase::NoteHelp));
            return;
        };
        let reason = self.reason.get_untracked().parse().ok();
        match Decision::new(disposition, Self::outcome(app), role, reason) {
            Ok(decision) => app.sign(condition, decision, note),
            Err(error) => self.fault.set(Some(Phrase::decision(error))),
        }
    }
}

/// One of several, each as large as a gloved finger.
pub(super) fn ask<T: Copy + PartialEq, P: Said + Send + 'static>(
    app: App,
    title: impl Said + Send + 'static,
    name: &'static str,
    pick: Pick<T>,
    says: impl Fn(T) -> P,
) -> AnyView {
    let says = pick.all().iter().map(|one| app.said(says(*one)));
    answers(app.said(title), name, says.collect(), pick.place())
}

fn answers(
    title: LiveText,
    name: &'static str,
    says: Vec<LiveText>,
    picked: RwSignal<Option<usize>>,
) -> AnyView {
    let answers = (0..).zip(says).map(|(place, says)| {
        let is_chosen = live_flag(move || picked.get() == Some(place));
        let choose = handler(move |_| picked.set(Some(place)));
        choice_option(name, is_chosen, choose, says)
    });
    choice(title, answers.collect())
}

/// A question and its answers.
pub(super) fn choice(title: LiveText, options: Vec<AnyView>) -> AnyView {
    view! {
        <fieldset class="choice">
            <legend class="choice__title">{title}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}

/// One answer of several.
pub(super) fn choice_option(
    name: &'static str,
    is_chosen: LiveFlag,
    choose: Handler<leptos::ev::Event>,
    says: LiveText,
) -> AnyView {
    view! {
        <label class="choice__option">
            <input
                class="choice__input"
                type="radio"
                name=name
                prop:checked=is_chosen
                on:change=choose
            />
            <span>{says}</span>
        </label>
    }
    .into_any()
}

#[component]
fn Field(
    label: Phrase,
    id: &'static str,
    text: RwSignal<String>,
    #[prop(optional)] help: Option<Phrase>,
) -> impl IntoView {
    let app = App::here();
    view! {
        <div class="field">
            <label class="field__label" for=id>{app.said(label)}</label>
            <textarea
                class="field__input"
                id=id
                rows="3"
                maxlength="300"
                prop:value=text
                on:input=handler(move |event| text.set(event_target_value(&event)))
            ></textarea>
            {help.map(|help| view! { <p class="field__help">{app.said(help)}</p> })}
        </div>
    }
}
