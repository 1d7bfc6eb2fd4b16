//! Sealing: who may unseal, then what the office has prepared, then the order.

use std::sync::Arc;

use super::super::buttons::button;
use leptos::prelude::*;
use railseal_inspection::finding::CheckResult;
use railseal_inspection::sealing::Lawful;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::identifiers::{Administration, ContainerNumber, StationCode};
use railseal_protocol::manifest::Policy;
use railseal_protocol::rules::OrderKind;

use super::super::decide::{choice, choice_option};
use super::super::notice::TroubleNotice;
use crate::app::{App, Preparing};
use crate::live::{handler, live, live_flag, live_text, live_while};
use crate::orders::sealing::{Admitted, policy};
use crate::words::{OrderPhrase, Phrase, Trouble};

/// How many people an officer is offered to ask for.
const QUORUMS: [u8; 3] = [1, 2, 3];
/// What is asked for unless somebody says otherwise: nobody opens a container alone.
const USUAL: u8 = 2;

/// From the policy to the order, one step after the other.
#[component]
pub(super) fn SealForm(chosen: RwSignal<Option<OrderKind>>) -> impl IntoView {
    let app = App::here();
    let form = PolicyForm::new(&untrack(|| app.can_be_admitted()));
    live(move || {
        let Some(container) = app.painted_number() else {
            return view! { <CannotSeal phrase=OrderPhrase::SealNoNumber chosen /> }.into_any();
        };
        let Some(work) = app.work_to_seal(container) else {
            return view! { <CannotSeal phrase=OrderPhrase::SealNoWork chosen /> }.into_any();
        };
        match app.preparing.get() {
            Preparing::Ready(lawful) => {
                view! { <Ready lawful quorum=form.quorum.get() /> }.into_any()
            }
            preparing => view! { <Prepare work preparing form=form.clone() chosen /> }.into_any(),
        }
    })
}

#[component]
fn CannotSeal(phrase: OrderPhrase, chosen: RwSignal<Option<OrderKind>>) -> impl IntoView {
    let app = App::here();
    view! {
        <section class="card" role="alert">
            <h2>{app.said(OrderPhrase::Seal)}</h2>
            <p>{app.said(phrase)}</p>
        </section>
        <nav class="actions">
            {button("button", handler(move |_| chosen.set(None)), app.said(Phrase::Back))}
        </nav>
    }
}

/// Who may unseal, as far as it is filled in.
#[derive(Clone)]
struct PolicyForm {
    rows: Vec<RowForm>,
    quorum: RwSignal<u8>,
    lamp: RwSignal<bool>,
    fault: RwSignal<Option<Trouble>, LocalStorage>,
}

#[derive(Clone, Copy)]
struct RowForm {
    administration: Administration,
    admitted: RwSignal<bool>,
    supervisors_only: RwSignal<bool>,
    station: RwSignal<String>,
}

impl PolicyForm {
    fn new(administrations: &[Administration]) -> Self {
        let row = |administration: &Administration| RowForm {
            administration: *administration,
            admitted: RwSignal::new(true),
            supervisors_only: RwSignal::new(false),
            station: RwSignal::new(String::new()),
        };
        Self {
            rows: administrations.iter().map(row).collect(),
            quorum: RwSignal::new(USUAL),
            lamp: RwSignal::new(false),
            fault: RwSignal::new_local(None),
        }
    }

    fn policy(&self) -> Result<Policy, Trouble> {
        let rows = self.rows.iter().filter(|row| row.admitted.get_untracked());
        let admitted: Vec<Admitted> = rows.map(|row| row.read()).collect::<Result<_, _>>()?;
        policy(
            &admitted,
            self.quorum.get_untracked(),
            self.lamp.get_untracked(),
        )
        .map_err(Trouble::from)
    }

    fn prepare(&self, app: App, container: ContainerNumber) {
        match self.policy() {
            Ok(policy) => {
                self.fault.set(None);
                app.prepare(container, policy);
            }
            Err(trouble) => self.fault.set(Some(trouble)),
        }
    }
}

impl RowForm {
    fn read(self) -> Result<Admitted, Trouble> {
        let station = self.station.get_untracked().trim().to_ascii_uppercase();
        let station: Option<StationCode> = match station.as_str() {
            "" => None,
            code => Some(code.parse().map_err(|_| Trouble::NO_STATION)?),
        };
        Ok(Admitted {
            administration: self.administration,
            supervisors_only: self.supervisors_only.get_untracked(),
            station,
        })
    }
}

/// What is to be sealed, who may unseal it, and the button that asks the office for the rest.
#[component]
fn Prepare(
    work: WorkItem,
    preparing: Preparing,
    form: PolicyForm,
    chosen: RwSignal<Option<OrderKind>>,
) -> impl IntoView {
    let app = App::here();
    let busy = preparing == Preparing::Working;
    let (filled, container, fault) = (form.clone(), work.container, form.fault);
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        filled.prepare(app, container);
    });
    let failed = match preparing {
        Preparing::Failed(trouble) => Some(trouble),
        Preparing::Nothing | Preparing::Working | Preparing::Ready(_) => None,
    };
    let label = if busy {
        OrderPhrase::PrepareBusy
    } else {
        OrderPhrase::Prepare
    };
    view! {
        <form class="stack" on:submit=submit>
            <What work />
            <Who form />
            {live(move || fault.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
            {failed.map(|trouble| view! { <TroubleNotice trouble /> })}
            <div class="actions">
                {button("button", handler(move |_| chosen.set(None)), app.said(Phrase::Back))}
                <button class="button button--primary" type="submit" disabled=busy>
                    {app.said(label)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn What(work: WorkItem) -> impl IntoView {
    let app = App::here();
    let route = vec![work.origin.to_string(), work.destination.to_string()];
    view! {
        <section class="card">
            <h2>{app.said(OrderPhrase::Seal)}</h2>
            <p class="tree__id">{work.container.to_string()}" · "{work.lock.to_string()}</p>
            <p>{app.filled(Phrase::WorkTrain, vec![work.train.to_string()])}</p>
            <p>{app.filled(Phrase::WorkRoute, route)}</p>
            <p>{app.said(OrderPhrase::SealMeans)}</p>
        </section>
    }
}

/// The policy.
#[component]
fn Who(form: PolicyForm) -> impl IntoView {
    let app = App::here();
    let rows = form
        .rows
        .into_iter()
        .map(|row| view! { <Row row /> }.into_any());
    let quorums = QUORUMS.into_iter().map(|quorum| {
        let is_chosen = live_flag(move || form.quorum.get() == quorum);
        let choose = handler(move |_| form.quorum.set(quorum));
        let says = app.filled(OrderPhrase::QuorumPeople, vec![quorum.to_string()]);
        choice_option("quorum", is_chosen, choose, says)
    });
    view! {
        {choice(app.said(OrderPhrase::PolicyTitle), rows.collect())}
        {choice(app.said(OrderPhrase::QuorumTitle), quorums.collect())}
        <Tick label=filled(app, OrderPhrase::LampAsked, "") ticked=form.lamp />
    }
}

/// Officers of one administration: whether they may unseal, and which of them where.
#[component]
fn Row(row: RowForm) -> impl IntoView {
    let app = App::here();
    let name = row.administration.to_string();
    let id = format!("station-{name}");
    let admits = filled(app, OrderPhrase::PolicyAdmits, &name);
    let supervisors = filled(app, OrderPhrase::PolicySupervisorsOnly, &name);
    view! {
        <div class="stack">
            <Tick label=admits ticked=row.admitted />
            {live_while(move || row.admitted.get(), move || view! {
                <Tick label=supervisors ticked=row.supervisors_only />
                <div class="field">
                    <label class="field__label" for=id.clone()>
                        {app.filled(OrderPhrase::PolicyStation, vec![name.clone()])}
                    </label>
                    <input
                        class="field__input"
                        id=id.clone()
                        autocomplete="off"
                        autocapitalize="characters"
                        prop:value=row.station
                        on:input=handler(move |event| row.station.set(event_target_value(&event)))
                    />
                </div>
            })}
        </div>
    }
}

fn filled(app: App, phrase: OrderPhrase, gap: &str) -> Signal<String> {
    let gaps = [gap.to_owned()];
    Signal::derive(move || app.fill(phrase, &gaps))
}

/// Something that is so or not, as large as a gloved finger.
#[component]
fn Tick(label: Signal<String>, ticked: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="choice__option">
            <input
                class="choice__input"
                type="checkbox"
                prop:checked=ticked
                on:change=handler(move |event| ticked.set(event_target_checked(&event)))
            />
            <span>{live_text(move || label.get())}</span>
        </label>
    }
}

/// What the office has prepared, and the order.
#[component]
fn Ready(lawful: Arc<Lawful>, quorum: u8) -> impl IntoView {
    let app = App::here();
    let manifest = &lawful.manifest;
    let stations: Vec<String> = manifest.route.iter().map(ToString::to_string).collect();
    let documents = vec![manifest.documents.len().to_string(), stations.join(" – ")];
    let totals = manifest.totals;
    let holds = live_text(move || {
        let totals = app.language.get().totals(&totals);
        app.fill(OrderPhrase::PreparedHolds, &[totals])
    });
    let doubtful = lawful.identifiers.result() != CheckResult::Passed;
    view! {
        <section class="card">
            <h2>{app.said(OrderPhrase::PreparedTitle)}</h2>
            <p class="tree__id">{manifest.container.to_string()}" · "{manifest.lock.to_string()}</p>
            <p>{holds}</p>
            <p>{app.filled(OrderPhrase::PreparedDocuments, documents)}</p>
            <p>{app.filled(OrderPhrase::PreparedQuorum, vec![quorum.to_string()])}</p>
            {doubtful.then(|| view! { <p>{app.said(OrderPhrase::IdentifiersDoubtful)}</p> })}
        </section>
        <nav class="actions">
            {button("button", app.tap(App::prepare_again), app.said(OrderPhrase::PrepareAgain))}
            {button("button button--primary", app.tap(App::seal), app.said(OrderPhrase::SealNow))}
        </nav>
    }
}
