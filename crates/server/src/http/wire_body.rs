use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use railseal_inspection::push::Push;
use railseal_protocol::consigning::ConsigningRequest;
use railseal_protocol::enrolment::{EnrolmentRequest, PullRequest};
use railseal_protocol::preparing::PreparationRequest;
use railseal_protocol::wire::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::task::spawn_blocking;

use super::refusal::Refusal;

const OCTETS: &str = "application/octet-stream";

/// A body in postcard, decoded strictly.
pub(super) struct Wire<T>(pub(super) T);

/// What a call takes, and how much of it.
pub(super) trait Asked: Serialize + DeserializeOwned {
    const LIMIT: usize;
}

impl Asked for EnrolmentRequest {
    const LIMIT: usize = Self::LIMIT;
}
impl Asked for PullRequest {
    const LIMIT: usize = Self::LIMIT;
}
impl Asked for PreparationRequest {
    const LIMIT: usize = Self::LIMIT;
}
impl Asked for ConsigningRequest {
    const LIMIT: usize = Self::LIMIT;
}
impl Asked for Push {
    const LIMIT: usize = Self::LIMIT;
}

impl<S: Send + Sync, T: Asked + Send + 'static> FromRequest<S> for Wire<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        // A form of another site cannot send this type without asking first.
        let kind = request.headers().get(CONTENT_TYPE);
        if kind.is_none_or(|kind| kind.as_bytes() != OCTETS.as_bytes()) {
            return Err(Refusal::OTHER_TYPE);
        }
        let bytes = Bytes::from_request(request, state).await?;
        // A body can be long, and others are waiting for this thread.
        spawn_blocking(move || decode(&bytes, T::LIMIT))
            .await
            .map_err(|_| Refusal::INTERNAL)?
            .map(Self)
            .map_err(|_| Refusal::UNREADABLE)
    }
}

impl<T: Serialize> IntoResponse for Wire<T> {
    fn into_response(self) -> Response {
        let headers = [(CONTENT_TYPE, OCTETS), (CACHE_CONTROL, "no-store")];
        (headers, encode(&self.0)).into_response()
    }
}
