//! What becomes of the officer's grants.

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_protocol::grant::Grant;
use railseal_protocol::statement::Id;

use super::state::App;
use crate::grants::{self, Grants};

impl App {
    /// Carries these grants from now on.
    pub(super) fn carry(self, grants: Grants) {
        self.officer.update(|officer| {
            if let Some(officer) = officer {
                officer.grants = grants;
            }
        });
    }

    /// Remembers that the lock has taken a grant.
    pub(super) fn spend(self, grant: Id<Grant>) {
        let (Some(desk), Some(officer)) = (self.desk.get_value(), self.officer.get_untracked())
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
