//! The examination under way.

use leptos::prelude::*;
use leptos::task::spawn_local;
use railseal_inspection::examination::{Examining, Full};
use railseal_protocol::hash::Hash;

use super::state::App;
use crate::device::picked::Picked;
use crate::device::store::{Drawer, Drawers, Put, StoreError, StoreKey};
use crate::words::Trouble;

impl App {
    /// Changes the examination; tells where a record has no room for more.
    pub fn examine(self, change: impl FnOnce(&mut Examining) -> Result<(), Full>) {
        let mut changed = Ok(());
        self.examining
            .update(|examining| changed = change(examining));
        self.examining_trouble
            .set(changed.err().map(|Full| Trouble::RECORD_FULL));
    }

    /// Forgets what was found: it is in a record, or of another container.
    pub(super) fn forget_examination(self) {
        self.examining.set(Examining::default());
        self.examining_trouble.set(None);
    }

    /// Keeps a picture on this device, and its hash for the record.
    pub fn keep_photo(self, file: Picked) {
        spawn_local(async move {
            let trouble = match self.keep_photo_now(file).await {
                Ok(hash) => return self.examine(|examining| examining.keep_photo(hash)),
                Err(trouble) => trouble,
            };
            self.examining_trouble.set(Some(trouble));
        });
    }

    async fn keep_photo_now(self, file: Picked) -> Result<Hash, Trouble> {
        let desk = self.desk.get_value().ok_or(Trouble::NOT_ENROLLED)?;
        let bytes = file.bytes().await.map_err(StoreError::Refused)?;
        let hash = Hash::of("photo", &[&bytes]);
        let put = Put {
            drawer: Drawer::State,
            key: StoreKey::Name(format!("photo {hash}")),
            bytes,
        };
        desk.store.keep(&[put]).await?;
        Ok(hash)
    }
}
