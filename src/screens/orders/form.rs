//! What an officer fills in to close a lock again, to note a change, or to end its journey.

use leptos::prelude::*;
use railseal_inspection::examination::Examining;
use railseal_protocol::amendment::Change;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::instruction::ResealReason;
use railseal_protocol::rules::OrderKind;

use super::super::decide::{Choice, choice, choice_option};
use super::changes::Changes;
use crate::app::App;
use crate::live::{handler, live_flag, live_text};
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
    /// With the result of the examination, where there was one.
    pub(super) fn new(app: App) -> Self {
        Self {
            condition: RwSignal::new(None),
            disposition: RwSignal::new(None),
            outcome: RwSignal::new(app.examining.with_untracked(Examining::result)),
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
            {changes.then(|| view! { <Changes changes=self.changes /> })}
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
    let results = ControlResult::ALL.into_iter().map(|value| {
        let is_chosen = live_flag(move || form.outcome.get() == Some(value));
        let choose = handler(move |_| form.outcome.set(Some(value)));
        choice_option(
            "result",
            is_chosen,
            choose,
            live_text(move || result(value)),
        )
    });
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
        {choice(app.said(OrderPhrase::ResultTitle), results.collect())}
    }
}
