//! What becomes of the officer's grants.

use leptos::task::spawn_local;
use railseal_protocol::grant::Grant;
use railseal_protocol::statement::Id;
use railseal_protocol::time::Timestamp;

use super::state::{App, Busy};
use crate::device::clock;
use crate::grants::{self, Grants, HeldGrant};
use crate::officer::Officer;
use crate::words::Trouble;

impl App {
    /// Carries these grants from now on.
    pub(super) fn carry(self, grants: Grants) {
        self.officer.update(|officer| {
            if let Some(officer) = officer {
                officer.grants = grants;
            }
        });
    }

    /// Takes a grant that was brought over as a text or as codes.
    pub fn take_grant(self, bytes: &[u8]) -> Result<(), Trouble> {
        let officer = self.officer.get_untracked().ok_or(Trouble::NOT_ENROLLED)?;
        let now = Timestamp::from_unix(clock::now());
        let held = grants::read(bytes, &officer, now)?;
        self.keeping_grant.set(Busy::Working);
        spawn_local(async move {
            self.keeping_grant
                .set(match self.keep_grant(held, &officer, now).await {
                    Ok(()) => Busy::Done,
                    Err(trouble) => Busy::Failed(trouble),
                });
        });
        Ok(())
    }

    async fn keep_grant(
        self,
        held: HeldGrant,
        officer: &Officer,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        let desk = self.desk.get_untracked().ok_or(Trouble::NOT_ENROLLED)?;
        let grants = grants::take(held, officer, &desk.store, now).await?;
        self.carry(grants);
        Ok(())
    }

    /// Remembers that the lock has taken a grant.
    pub(super) fn spend(self, grant: Id<Grant>) {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return;
        };
        spawn_local(async move {
            // What cannot be kept here, the lock knows.
            if let Ok(grants) = grants::used(&grant, &officer, &desk.store).await {
                self.carry(grants);
            }
        });
    }
}
