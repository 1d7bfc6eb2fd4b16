use railseal_protocol::chain::{CertificateChain, ChainError, Holder};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Signed, Statement, StatementError, Verified};
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::trust::Standing;
use railseal_protocol::wire::DecodeError;

use super::Service;
use crate::storage::{OfficerStanding, StorageError};

/// How far the phone's clock may be from the server's, and how long a request can be repeated.
const LARGEST_DISTANCE: Seconds = Seconds::days(1);

/// Why whoever asks was not listened to. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The officer's certificate cannot be read.
    #[error("the officer's chain: {0}")]
    Unreadable(#[from] DecodeError),
    /// The officer is another administration's.
    #[error("the officer is of {0}, which has a server of its own")]
    OtherAdministration(Administration),
    /// The officer's chain does not verify under the own root.
    #[error("the officer's chain: {0}")]
    Chain(#[from] ChainError),
    /// The request itself.
    #[error("the request: {0}")]
    Statement(#[from] StatementError),
    /// It was asked at another time by the phone's clock.
    #[error("the phone's clock and the server's are {0} apart")]
    ClocksApart(Seconds),
    /// The officer does not count, or not now.
    #[error("the officer's certificate does not count: {}", .0.word())]
    NotInStanding(OfficerStanding),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Who asks, where it is somebody of this administration who counts now, and has signed what is
    /// asked within a day.
    pub(super) fn asked_by<T: Statement>(
        &self,
        officer: &CertificateChain,
        asked: &Signed<T>,
        asked_at: impl FnOnce(&T) -> Timestamp,
    ) -> Result<(Holder, Verified<T>), AskError> {
        let administration = officer.claimed_administration()?;
        if administration != self.administration() {
            return Err(AskError::OtherAdministration(administration));
        }
        let officer = self.authority.root().anchor().verify(officer)?;
        let asked = officer.verify(asked)?;
        let now = self.now();
        let apart = asked_at(&asked).apart(now);
        if apart > LARGEST_DISTANCE {
            return Err(AskError::ClocksApart(apart));
        }
        match self.trust()?.standing(&officer, Scope::Inspections, now) {
            Standing::Good | Standing::GoodOnAgedLists => Ok((officer, asked)),
            other => Err(AskError::NotInStanding((&other).into())),
        }
    }
}
