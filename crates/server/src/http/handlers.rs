use std::sync::Arc;

use axum::extract::State;
use railseal_inspection::push::{Push, Pushed};
use railseal_protocol::consigning::{Consigned, ConsigningRequest};
use railseal_protocol::enrolment::{Enrolled, EnrolmentRequest, PullRequest, Pulled};
use railseal_protocol::grant::Granted;
use railseal_protocol::preparing::{Papers, PreparationRequest};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::limiter::{Client, Limiter};
use super::refusal::Refusal;
use super::wire_body::Wire;
use crate::service::{EnrolError, Service};

/// How many calls are worked on at the same time; the others wait.
const AT_ONCE: usize = 32;

/// What the handlers share.
#[derive(Clone)]
pub(super) struct Api {
    service: Arc<Service>,
    enrolments: Arc<Limiter>,
    places: Arc<Semaphore>,
}

impl Api {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self {
            service,
            enrolments: Arc::new(Limiter::new()),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Lets the service work on a thread that may wait. Whoever sends a body slowly takes up no
    /// place: by now all of it is here.
    async fn ask<T, E>(
        &self,
        work: impl FnOnce(&Service) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Refusal>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
    {
        let service = Arc::clone(&self.service);
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| Refusal::INTERNAL)?;
        spawn_blocking(move || {
            let _held_while_working = place;
            work(&service)
        })
        .await
        .map_err(|_| Refusal::INTERNAL)?
        .map_err(Into::into)
    }
}

/// Enrols a phone. Only what fails counts against the caller's limit: a station's phones may all
/// come from one address.
pub(super) async fn enrol(
    State(api): State<Api>,
    client: Client,
    Wire(request): Wire<EnrolmentRequest>,
) -> Result<Wire<Enrolled>, Refusal> {
    let now = api.service.now();
    api.enrolments
        .take(client, now)
        .map_err(Refusal::too_many)?;
    let enrolled = api
        .ask(move |service| match service.enrol(&request) {
            Ok(enrolled) => Ok(Ok(enrolled)),
            Err(EnrolError::Storage(error)) => Err(error),
            Err(guess) => Ok(Err(guess)),
        })
        .await;
    match enrolled {
        Ok(Err(guess)) => Err(guess.into()),
        Ok(Ok(enrolled)) => {
            api.enrolments.give_back(client);
            Ok(Wire(enrolled))
        }
        Err(refusal) => {
            api.enrolments.give_back(client);
            Err(refusal)
        }
    }
}

/// Gives an officer the lists and the work.
pub(super) async fn pull(
    State(api): State<Api>,
    Wire(request): Wire<PullRequest>,
) -> Result<Wire<Pulled>, Refusal> {
    api.ask(move |service| service.pull(&request))
        .await
        .map(Wire)
}

/// Gives an officer what was granted to the certificate that asks.
pub(super) async fn granted(
    State(api): State<Api>,
    Wire(request): Wire<PullRequest>,
) -> Result<Wire<Granted>, Refusal> {
    api.ask(move |service| service.granted(&request))
        .await
        .map(Wire)
}

/// Gives a sealing office what a lock is to be sealed with.
pub(super) async fn prepare(
    State(api): State<Api>,
    Wire(request): Wire<PreparationRequest>,
) -> Result<Wire<Papers>, Refusal> {
    api.ask(move |service| service.prepare(&request))
        .await
        .map(Wire)
}

/// Reads what a sealing office gives to seal with, and keeps it if that is asked.
pub(super) async fn consign(
    State(api): State<Api>,
    Wire(request): Wire<ConsigningRequest>,
) -> Result<Wire<Consigned>, Refusal> {
    api.ask(move |service| service.consign(&request))
        .await
        .map(Wire)
}

/// Takes in inspections.
pub(super) async fn push(
    State(api): State<Api>,
    Wire(push): Wire<Push>,
) -> Result<Wire<Pushed>, Refusal> {
    api.ask(move |service| service.push(&push)).await.map(Wire)
}

/// Says whether the server does its work: its storage answers.
pub(super) async fn healthz(State(api): State<Api>) -> Result<&'static str, Refusal> {
    api.ask(|service| service.storage().check()).await?;
    Ok("ok\n")
}

/// Answers what is no call of this API.
pub(super) async fn no_such_call() -> Refusal {
    Refusal::NO_SUCH_CALL
}
