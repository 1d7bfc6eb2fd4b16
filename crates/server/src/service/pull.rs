use railseal_protocol::chain::{ChainError, Holder};
use railseal_protocol::enrolment::{PullRequest, Pulled};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::StatementError;
use railseal_protocol::time::Seconds;
use railseal_protocol::trust::Standing;
use railseal_protocol::wire::DecodeError;

use super::Service;
use super::lists::{ListsError, PublishError};
use super::work::WorkError;
use crate::storage::{OfficerStanding, StorageError};

/// How far the phone's clock may be from the server's, and how long a request can be repeated.
const LARGEST_DISTANCE: Seconds = Seconds::days(1);

/// Why a pull was not answered. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
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
    /// The lists.
    #[error(transparent)]
    Lists(#[from] ListsError),
    /// The own revocation list.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The work.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Gives an officer of this administration the lists and the work.
    pub fn pull(&self, request: &PullRequest) -> Result<Pulled, PullError> {
        self.renew_revocations()?;
        self.verify_pull(request)?;
        Ok(Pulled {
            server: self.authority.server_chain().clone(),
            lists: self.lists()?,
            worklist: self.signed_worklist()?,
        })
    }

    /// Who asks: an officer, a supervisor or railway staff of this administration, in standing.
    pub(super) fn verify_pull(&self, request: &PullRequest) -> Result<Holder, PullError> {
        let administration = request.officer.claimed_administration()?;
        if administration != self.administration() {
            return Err(PullError::OtherAdministration(administration));
        }
        let officer = self.authority.root().anchor().verify(&request.officer)?;
        let pull = officer.verify(&request.pull)?;
        let now = self.now();
        let apart = pull.asked_at.apart(now);
        if apart > LARGEST_DISTANCE {
            return Err(PullError::ClocksApart(apart));
        }
        match self.trust()?.standing(&officer, Scope::Inspections, now) {
            Standing::Good | Standing::GoodOnAgedLists => Ok(officer),
            other => Err(PullError::NotInStanding((&other).into())),
        }
    }
}
