use super::buttons::link;
use leptos::prelude::*;
use railseal_inspection::finding::{CheckKind, CheckResult, Finding};
use railseal_inspection::verdict::{Outcome, Verdict};

use super::connection::LogLink;
use super::lists::ListsBrought;
use super::reading::Bar;
use crate::app::{App, Visit};
use crate::live::{live, live_text};
use crate::route::Screen;
use crate::words::{OrderPhrase, Phrase};

/// The verdict, big and unmistakable, and each check with its evidence. While the documents come,
/// what is known of the seal: a hold at once, anything else as not yet said.
#[component]
pub(super) fn VerdictScreen() -> impl IntoView {
    let app = App::here();
    let coming = Memo::new(move |_| app.visit.with(|visit| matches!(visit, Visit::Running(_))));
    live(move || {
        let coming = coming.get();
        app.judgement.get().map(|judgement| {
            let verdict = judgement.verdict.clone();
            let findings = verdict.findings().iter();
            let findings = findings.filter(|finding| !coming || !of_the_cargo(finding));
            // The gravest come first.
            let gravest = findings.clone().next().map(Finding::result);
            let panel = if coming && gravest != Some(CheckResult::Failed) {
                view! { <Coming gravest /> }.into_any()
            } else {
                view! { <Panel verdict=verdict.clone() /> }.into_any()
            };
            view! {
                <div class="columns">
                    <div class="stack">
                        {panel}
                        {coming.then(|| view! { <Bar /> })}
                    </div>
                    <section class="card">
                        <h2>{app.said(Phrase::ChecksTitle)}</h2>
                        {findings
                            .map(|finding| view! { <CheckRow finding=finding.clone() /> })
                            .collect_view()}
                    </section>
                </div>
                <LogLink />
                <nav class="actions">
                    {link("button", Screen::Documents, app.said(Phrase::DocumentsButton))}
                    {(!coming).then(|| view! {
                        {link("button", Screen::Orders, app.said(OrderPhrase::Button))}
                        {link("button button--primary", Screen::Decide, app.said(Phrase::DecideButton))}
                    })}
                </nav>
                <ListsBrought />
            }
        })
    })
}

/// Whether a finding waits for the documents.
fn of_the_cargo(finding: &Finding) -> bool {
    matches!(
        finding.kind(),
        CheckKind::Totals | CheckKind::Documents | CheckKind::Identifiers
    )
}

/// Nothing is said before the documents are read, but that the seal is known so far.
#[component]
fn Coming(gravest: Option<CheckResult>) -> impl IntoView {
    let app = App::here();
    let meaning = match gravest {
        Some(CheckResult::Passed | CheckResult::Caution) => Phrase::ComingGood,
        Some(CheckResult::CannotSay | CheckResult::Failed) | None => Phrase::ComingOpen,
    };
    view! {
        <section class="verdict verdict--coming" role="status">
            <h1 class="verdict__word">{app.said(Phrase::ComingTitle)}</h1>
            <p class="verdict__meaning">{app.said(meaning)}</p>
        </section>
    }
}

/// The outcome: a word, a shape, a colour, and the reason first.
#[component]
fn Panel(verdict: Verdict) -> impl IntoView {
    let app = App::here();
    let outcome = verdict.outcome();
    let reason = verdict
        .reason()
        .filter(|finding| finding.result() != CheckResult::Passed)
        .cloned();
    view! {
        <section class=format!("verdict verdict--{}", style(outcome)) role="alert">
            <span class="verdict__shape" aria-hidden="true"></span>
            <h1 class="verdict__word">{app.said(Phrase::outcome(outcome))}</h1>
            <p class="verdict__meaning">{app.said(meaning(outcome))}</p>
            {reason.map(|finding| view! { <Reason finding /> })}
        </section>
    }
}

#[component]
fn Reason(finding: Finding) -> impl IntoView {
    let app = App::here();
    let code = finding.code().to_string();
    let told = move || app.language.get().tell(&finding, app.zone());
    let told = Memo::new(move |_| told());
    view! {
        <p class="verdict__reason">{live_text(move || told.get().found)}</p>
        <p class="verdict__todo">{live(move || told.get().what_to_do)}</p>
        <p class="verdict__code">{app.filled(Phrase::Code, vec![code])}</p>
    }
}

/// One check, to open for its evidence.
#[component]
fn CheckRow(finding: Finding) -> impl IntoView {
    let app = App::here();
    let (kind, result, code) = (finding.kind(), finding.result(), finding.code().to_string());
    let told = Memo::new(move |_| app.language.get().tell(&finding, app.zone()));
    view! {
        <details class=format!("check check--{}", style(Outcome::from(result)))>
            <summary class="check__summary">
                <span class="check__shape" aria-hidden="true"></span>
                <span class="check__name">{app.said(Phrase::check(kind))}</span>
                <span class="check__result">{app.said(Phrase::result(result))}</span>
            </summary>
            <p>{live_text(move || told.get().found)}</p>
            {live(move || told.get().what_to_do.map(|to_do| view! {
                <p class="check__todo">{to_do}</p>
            }))}
            <p class="check__code">{app.filled(Phrase::Code, vec![code])}</p>
        </details>
    }
}

const fn style(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Caution => "caution",
        Outcome::CannotSay => "cannot-say",
        Outcome::Hold => "hold",
    }
}

const fn meaning(outcome: Outcome) -> Phrase {
    match outcome {
        Outcome::Pass => Phrase::OutcomePassMeaning,
        Outcome::Caution => Phrase::OutcomeCautionMeaning,
        Outcome::CannotSay => Phrase::OutcomeCannotSayMeaning,
        Outcome::Hold => Phrase::OutcomeHoldMeaning,
    }
}
