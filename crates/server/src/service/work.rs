use railseal_protocol::enrolment::{WorkItem, Worklist};
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::statement::Signed;

use super::Service;
use crate::storage::StorageError;

/// The most items that one worklist has.
const MAX_WORK: usize = 256;

/// Why the worklist could not be changed or given.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// It has as many items as it can have.
    #[error("the worklist has {MAX_WORK} items already")]
    Full,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Expects a container; takes the place of an earlier item for it.
    pub fn put_work(&self, item: &WorkItem) -> Result<(), WorkError> {
        let others = self.storage.work()?;
        let others = others.iter().filter(|o| o.container != item.container);
        if others.count() >= MAX_WORK {
            return Err(WorkError::Full);
        }
        Ok(self.storage.put_work(item)?)
    }

    /// Expects a container no more; says whether it was expected.
    pub fn remove_work(&self, container: &ContainerNumber) -> Result<bool, StorageError> {
        self.storage.remove_work(container)
    }

    /// The worklist as it is now, signed by the server. Each lock's journal is named as far as it
    /// was seen to reach: by whoever gave the work, or by the inspections that have arrived.
    pub fn signed_worklist(&self) -> Result<Signed<Worklist>, WorkError> {
        let mut items = self.storage.work()?;
        for item in &mut items {
            let seen = self.storage.journal_seen(&item.lock)?;
            let sights = [item.last_seen, seen].into_iter().flatten();
            // Of two that reach as far, the one given with the work stands first.
            item.last_seen = sights.rev().max_by_key(|head| head.length);
        }
        Ok(self.authority.sign(&Worklist {
            issued_at: self.now(),
            items: items.try_into().map_err(|_| WorkError::Full)?,
        }))
    }
}
