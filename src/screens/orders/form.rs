//! What an officer fills in to close a lock again, to note a change, or to end its journey.

use leptos::prelude::*;
use railseal_protocol::amendment::Change;
use railseal_protocol::codes::{ControlResult, Disposition, SealCondition};
use railseal_protocol::instruction::ResealReason;
use railseal_protocol::rules::OrderKind;

use super::super::decide::ask;
use super::changes::Changes;
use crate::app::App;
use crate::orders::Found;
use crate::pick::Pick;
use crate::words::{OrderPhrase, Phrase};

/// What has been filled in so far.
#[derive(Clone, Copy)]
pub(super) struct FoundForm {
    condition: Pick<SealCondition>,
    disposition: Pick<Disposition>,
    outcome: Pick<ControlResult>,
    reason: Pick<ResealReason>,
    changes: RwSignal<Vec<Change>>,
}

impl FoundForm {
    pub(super) fn new() -> Self {
        Self {
            condition: Pick::of(&SealCondition::ALL),
            disposition: Pick::of(&Disposition::ALL),
            outcome: Pick::of(&ControlResult::ALL),
            reason: Pick::of(&ResealReason::ALL),
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
    let app = App::here();
    view! {
        {ask(app, OrderPhrase::ReasonTitle, "reason", form.reason, OrderPhrase::reason)}
    }
}

#[component]
fn Inspection(form: FoundForm) -> impl IntoView {
    let app = App::here();
    view! {
        {ask(app, Phrase::ConditionTitle, "condition", form.condition, Phrase::condition)}
        {ask(app, Phrase::DispositionTitle, "disposition", form.disposition, Phrase::disposition)}
        {ask(app, OrderPhrase::ResultTitle, "result", form.outcome, |result| result)}
    }
}
