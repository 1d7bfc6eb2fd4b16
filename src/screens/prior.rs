use leptos::prelude::*;
use railseal_inspection::PriorInspection;

use crate::app::App;
use crate::live::live_text;
use crate::words::Phrase;

/// What was inspected before, as it is carried in the lock: who, where, with what result, and
/// whether it counts here. Only what verifies is shown.
#[component]
pub(super) fn PriorInspections(inspections: Vec<PriorInspection>) -> impl IntoView {
    let app = App::here();
    (!inspections.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{app.said(Phrase::PriorTitle)}</h2>
                <ol class="stack">
                    {inspections
                        .into_iter()
                        .map(|prior| view! { <Prior prior /> })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}

#[component]
fn Prior(prior: PriorInspection) -> impl IntoView {
    let app = App::here();
    let certificate = prior.officer.certificate();
    let who = certificate
        .person()
        .map_or_else(String::new, |person| person.name.to_string());
    let line = [
        app.zone().show(prior.digest.made_at),
        prior.digest.place.to_string(),
        who,
        certificate.administration.to_string(),
    ];
    let (disposition, condition) = (prior.digest.disposition, prior.digest.condition);
    let result = live_text(move || {
        let decided = app.say(Phrase::disposition(disposition)).to_owned();
        let seal = app.say(Phrase::condition(condition)).to_owned();
        app.fill(Phrase::PriorResult, &[decided, seal])
    });
    let counts = if prior.problem.is_none() {
        Phrase::PriorCounts
    } else {
        Phrase::PriorDoesNotCount
    };
    view! {
        <li>
            <p>{app.filled(Phrase::PriorLine, line.to_vec())}</p>
            <p>{result}</p>
            <p>{app.said(counts)}</p>
        </li>
    }
}
