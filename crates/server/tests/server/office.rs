//! An administration in a temporary folder, with a clock that stands.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use railseal_protocol::certificate::{Person, Realm};
use railseal_protocol::chain::Root;
use railseal_protocol::enrolment::EnrolmentCode;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Timestamp;
use railseal_server::authority::{Founding, RootKey};
use railseal_server::service::Peer;
use railseal_server::storage::{Appointment, PersonRole};
use railseal_server::{FixedClock, Service, router};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_792_000_000);

pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) service: Arc<Service>,
}

impl Office {
    pub(crate) fn of(administration: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let founding = Founding {
            administration: administration.parse().unwrap(),
            realm: Realm::Operational,
            origin: "customs.example/railseal".parse().unwrap(),
        };
        let (data, root) = (folder.path().join("data"), folder.path().join("root.key"));
        let service = Service::create(&data, &root, &founding, clock.clone()).unwrap();
        Self {
            folder,
            clock,
            service: Arc::new(service),
        }
    }

    /// The same folder, opened again.
    pub(crate) fn reopened(self) -> Self {
        let service = Service::open(&self.data(), self.clock.clone()).unwrap();
        Self {
            service: Arc::new(service),
            ..self
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn root_key(&self) -> RootKey {
        RootKey::read(&self.folder.path().join("root.key")).unwrap()
    }

    pub(crate) fn root(&self) -> Root {
        self.service.authority().root().clone()
    }

    pub(crate) fn recognises(&self, others: &[&Office], scopes: &[Scope]) {
        let peers: Vec<Peer> = others
            .iter()
            .map(|other| Peer {
                root: other.root(),
                scopes: scopes.to_vec().try_into().unwrap(),
            })
            .collect();
        self.service.recognise(&self.root_key(), &peers).unwrap();
    }

    pub(crate) fn code(&self) -> EnrolmentCode {
        self.code_for(PersonRole::Officer)
    }

    pub(crate) fn code_for(&self, role: PersonRole) -> EnrolmentCode {
        let person = Person {
            id: "0417".parse().unwrap(),
            name: "A. Serikova".parse().unwrap(),
            station: "KZDOS".parse().unwrap(),
        };
        let appointment = Appointment { role, person };
        self.service.new_code(appointment, 24).unwrap()
    }

    pub(crate) fn router(&self) -> Router {
        router(Arc::clone(&self.service), None)
    }

    /// Calls the API; gives the status and the body.
    pub(crate) async fn call(&self, path: &str, body: Vec<u8>) -> (StatusCode, Vec<u8>) {
        let response = self.router().oneshot(post(path, body)).await.unwrap();
        (response.status(), read(response).await)
    }

    /// Calls the API and expects a refusal in one word.
    pub(crate) async fn refused(&self, path: &str, body: Vec<u8>) -> (u16, String) {
        let (status, body) = self.call(path, body).await;
        (status.as_u16(), String::from_utf8(body).unwrap())
    }
}

pub(crate) fn post(path: &str, body: Vec<u8>) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/octet-stream")
        .body(Body::from(body))
        .unwrap()
}

pub(crate) async fn read(response: Response<Body>) -> Vec<u8> {
    let body = to_bytes(response.into_body(), 8 * 1024 * 1024).await;
    body.unwrap().to_vec()
}
