//! The one place where errors become responses.
//!
//! A refusal is a status and one word of text, which does not change: the app looks it up. Below
//! 500 nothing has happened and the same request gets the same answer; from 500 on (and for
//! `too-many`) the same request is worth a retry, and safe, as every call is idempotent.

use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use railseal_protocol::time::Seconds;

use crate::service::{AskError, ConsigningError, EnrolError, PreparingError, PullError, PushError};
use crate::storage::{OfficerStanding, StorageError};

/// What is answered in the place of what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    status: StatusCode,
    word: &'static str,
    retry_after: Option<Seconds>,
}

impl Refusal {
    pub(super) const INTERNAL: Self =
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal-error");
    pub(super) const NO_SUCH_CALL: Self = Self::new(StatusCode::NOT_FOUND, "no-such-call");
    pub(super) const OTHER_TYPE: Self =
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-octet-stream");
    pub(super) const UNREADABLE: Self = Self::new(StatusCode::BAD_REQUEST, "unreadable");
    const UNAVAILABLE: Self =
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "storage-unavailable").after(Seconds::new(10));

    const fn new(status: StatusCode, word: &'static str) -> Self {
        Self {
            status,
            word,
            retry_after: None,
        }
    }

    const fn after(mut self, wait: Seconds) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Too many failed attempts; the next one counts after a while.
    pub(super) fn too_many(wait: Seconds) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many").after(wait)
    }
}

impl From<EnrolError> for Refusal {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotInPossession => Self::new(StatusCode::FORBIDDEN, "not-in-possession"),
            EnrolError::UnknownCode => Self::new(StatusCode::FORBIDDEN, "unknown-code"),
            EnrolError::CodeUsed => Self::new(StatusCode::GONE, "code-used"),
            EnrolError::CodeExpired => Self::new(StatusCode::GONE, "code-expired"),
            EnrolError::Storage(error) => error.into(),
        }
    }
}

impl From<AskError> for Refusal {
    fn from(error: AskError) -> Self {
        let forbidden = |word| Self::new(StatusCode::FORBIDDEN, word);
        match error {
            AskError::Unreadable(_) => Self::UNREADABLE,
            AskError::OtherAdministration(_) => forbidden("other-administration"),
            AskError::Chain(_) => forbidden("not-certified-here"),
            AskError::Statement(_) => forbidden("not-genuine"),
            AskError::ClocksApart(_) => forbidden("clocks-apart"),
            AskError::NotInStanding(standing) => forbidden(match standing {
                OfficerStanding::Expired => "certificate-expired",
                OfficerStanding::NotYetValid => "certificate-not-yet-valid",
                OfficerStanding::Revoked => "certificate-revoked",
                OfficerStanding::CannotSay
                | OfficerStanding::NotRecognised
                | OfficerStanding::OutOfScope
                | OfficerStanding::Good
                | OfficerStanding::GoodOnAgedLists => "certificate-cannot-be-judged",
            }),
            AskError::Storage(error) => error.into(),
        }
    }
}

impl From<PullError> for Refusal {
    fn from(error: PullError) -> Self {
        match error {
            PullError::Ask(error) => error.into(),
            PullError::Storage(error) => error.into(),
            PullError::Lists(error) => failed(&error, Self::INTERNAL),
            PullError::Publish(error) => failed(&error, Self::INTERNAL),
            PullError::Work(error) => failed(&error, Self::INTERNAL),
        }
    }
}

impl From<PreparingError> for Refusal {
    fn from(error: PreparingError) -> Self {
        match error {
            PreparingError::Ask(error) => error.into(),
            PreparingError::NotOfCustoms => Self::new(StatusCode::FORBIDDEN, "not-of-customs"),
            PreparingError::Policy(_) | PreparingError::OtherPolicy => {
                Self::new(StatusCode::FORBIDDEN, "not-genuine")
            }
            PreparingError::NothingToSeal(_) => Self::new(StatusCode::NOT_FOUND, "nothing-to-seal"),
            PreparingError::OtherLock(_) => Self::new(StatusCode::CONFLICT, "other-lock"),
            PreparingError::NoDocumentIssuer => {
                Self::new(StatusCode::CONFLICT, "no-document-issuer")
            }
            PreparingError::Storage(error) => error.into(),
        }
    }
}

impl From<ConsigningError> for Refusal {
    fn from(error: ConsigningError) -> Self {
        match error {
            ConsigningError::Ask(error) => error.into(),
            ConsigningError::NotOfCustoms => Self::new(StatusCode::FORBIDDEN, "not-of-customs"),
            ConsigningError::OtherFiles => Self::new(StatusCode::FORBIDDEN, "other-files"),
            ConsigningError::Pack(error) => failed(&error, Self::INTERNAL),
            ConsigningError::Storage(error) => error.into(),
        }
    }
}

impl From<PushError> for Refusal {
    fn from(error: PushError) -> Self {
        match error {
            PushError::TooMany => failed(&error, Self::INTERNAL),
            PushError::Storage(error) => error.into(),
        }
    }
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        failed(&error, Self::UNAVAILABLE)
    }
}

impl From<BytesRejection> for Refusal {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            status => Self::new(status, "unreadable"),
        }
    }
}

/// What is the operator's to mend goes to the log; the caller learns only that it is not theirs.
fn failed(error: &dyn std::error::Error, refusal: Refusal) -> Refusal {
    tracing::error!(%error, "a call failed");
    refusal
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, [(CACHE_CONTROL, "no-store")], self.word).into_response();
        if let Some(wait) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, wait.get().into());
        }
        response
    }
}
