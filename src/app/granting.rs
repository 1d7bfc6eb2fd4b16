//! What becomes of the officer's grants.

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_protocol::grant::Grant;
use railseal_protocol::statement::Id;

use super::state::App;
use crate::grants;

impl App {
    /// Remembers that the lock has taken a grant.
    pub(super) fn spend(self, grant: Id<Grant>) {
        let (Some(desk), Some(officer)) = (self.desk.get_value(), self.officer.get_untracked())
        else {
            return;
        };
        spawn_local(async move {
            // What cannot be kept here, the lock knows.
            if let Ok(officer) = grants::used(&grant, &officer, &desk.store).await {
                self.officer.set(Some(officer));
            }
        });
    }
}
