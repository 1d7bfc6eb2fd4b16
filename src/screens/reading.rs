use leptos::prelude::*;
use railseal_inspection::reading::Stage;

use crate::app::{App, Visit};
use crate::live::{live_flag, live_text};
use crate::visit::Step;
use crate::words::Phrase;

const STAGES: [Phrase; 7] = [
    Phrase::StageConnecting,
    Phrase::StageHandshake,
    Phrase::StageStatus,
    Phrase::StagePresence,
    Phrase::StageJournal,
    Phrase::StageManifest,
    Phrase::StageDocuments,
];

/// How far the reading has come: what is done, what is at hand, what is to come.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let app = App::here();
    let place = move || place(&app.visit.get());
    view! {
        <section class="card">
            <ol class="steps" aria-live="polite">
                {STAGES
                    .into_iter()
                    .enumerate()
                    .map(|(index, stage)| {
                        view! {
                            <li
                                class="steps__step"
                                class:steps__step--done=live_flag(move || index < place())
                                class:steps__step--now=live_flag(move || index == place())
                                aria-current=move || (index == place()).then_some("step")
                            >
                                {app.said(stage)}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <Bar />
        </section>
    }
}

/// How much of the documents has come, and how long the rest will take.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let app = App::here();
    let progress = move || match app.visit.get() {
        Visit::Running(Step::Reading(_, progress)) => Some((progress, progress.of?)),
        _ => None,
    };
    let text = move || {
        if place(&app.visit.get()) >= STAGES.len() {
            return app.say(Phrase::StageFinished).to_owned();
        }
        let Some((progress, of)) = progress() else {
            return String::new();
        };
        let gaps = [progress.done.to_string(), of.to_string()];
        let come = app.fill(Phrase::StageProgress, &gaps);
        match app.seconds_left(progress) {
            None => come,
            Some(left) => {
                let left = app.fill(Phrase::TimeLeft, &[left.to_string()]);
                format!("{come} · {left}")
            }
        }
    };
    view! {
        <progress
            class="progress"
            aria-label=app.said(Phrase::StageDocuments)
            max=move || progress().map_or(1, |(_, of)| of.max(1))
            value=move || progress().map_or(u32::from(place(&app.visit.get()) >= STAGES.len()), |(progress, _)| progress.done)
        ></progress>
        <p class="progress__text">{live_text(text)}</p>
    }
}

/// The place of what is at hand among [`STAGES`]; past the last when everything is read.
fn place(visit: &Visit) -> usize {
    match visit {
        Visit::Running(Step::Connecting) | Visit::None | Visit::Failed(_) => 0,
        Visit::Running(Step::Handshake(_)) => 1,
        Visit::Running(Step::Reading(_, progress)) => match progress.stage {
            Stage::Status => 2,
            Stage::Presence => 3,
            Stage::Journal => 4,
            Stage::Manifest
            | Stage::Lamp
            | Stage::Amendments
            | Stage::Inspections
            | Stage::People => 5,
            Stage::Documents => 6,
            Stage::Finished => STAGES.len(),
        },
        Visit::Read(_) => STAGES.len(),
    }
}
