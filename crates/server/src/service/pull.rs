use railseal_protocol::enrolment::{PullRequest, Pulled};

use super::Service;
use super::asking::AskError;
use super::lists::{ListsError, PublishError};
use super::work::WorkError;
use crate::storage::StorageError;

/// Why a pull was not answered. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// Whoever asks.
    #[error(transparent)]
    Ask(#[from] AskError),
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
        self.asked_by(&request.officer, &request.pull, |pull| pull.asked_at)?;
        Ok(Pulled {
            server: self.authority.server_chain().clone(),
            lists: self.lists()?,
            worklist: self.signed_worklist()?,
        })
    }
}
