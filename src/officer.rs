//! The officer on this device: the certificate, what is trusted, and the work; kept in the store
//! and verified again whenever it is taken out.

use railseal_inspection::record::DeviceId;
use railseal_protocol::certificate::Person;
use railseal_protocol::chain::{CertificateChain, Holder, Root, RootError};
use railseal_protocol::enrolment::{Enrolled, Worklist};
use railseal_protocol::statement::{Signed, Verified};
use railseal_protocol::trust::{HighestSeen, Lists, Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::device::store::{Drawer, Drawers, Put, StoreError, StoreKey};
use crate::grants::Grants;

/// The most bytes that one thing in the store has.
const LIMIT: usize = 8 * 1024 * 1024;

/// What is kept under which name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The root and the officer's chain.
    Enrolled,
    /// The lists.
    Lists,
    /// The highest versions ever seen, and the floor of time.
    HighestSeen,
    /// The server's chain.
    Server,
    /// The worklist.
    Worklist,
    /// What was granted.
    Grants,
    /// The device's own id.
    Device,
    /// The language chosen.
    Language,
}

impl Kept {
    fn place(self) -> (Drawer, StoreKey) {
        let (drawer, name) = match self {
            Self::Enrolled => (Drawer::Authority, "enrolled"),
            Self::Lists => (Drawer::Authority, "lists"),
            Self::Server => (Drawer::Authority, "server"),
            Self::Worklist => (Drawer::Authority, "worklist"),
            Self::Grants => (Drawer::Authority, "grants"),
            Self::HighestSeen => (Drawer::State, "highest seen"),
            Self::Device => (Drawer::State, "device"),
            Self::Language => (Drawer::State, "language"),
        };
        (drawer, StoreKey::Name(name.into()))
    }

    /// What to keep.
    pub fn put<T: Serialize>(self, value: &T) -> Put {
        let (drawer, key) = self.place();
        Put {
            drawer,
            key,
            bytes: encode(value),
        }
    }

    /// Leaves nothing that can be read.
    pub fn clear(self) -> Put {
        self.put(&())
    }

    /// What is kept, if anything is.
    pub async fn read<T: Serialize + DeserializeOwned>(
        self,
        drawers: &impl Drawers,
    ) -> Result<Option<T>, OfficerError> {
        let (drawer, key) = self.place();
        let Some(bytes) = drawers.read(drawer, &key).await? else {
            return Ok(None);
        };
        Ok(Some(decode(&bytes, LIMIT)?))
    }
}

/// Why what is kept of an officer is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfficerError {
    /// The store.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// Something in it cannot be read.
    #[error("something in the store: {0}")]
    Unreadable(#[from] DecodeError),
    /// The root's certificate.
    #[error("the root: {0}")]
    Root(#[from] RootError),
    /// The officer's chain.
    #[error("the officer: {0}")]
    Officer(#[from] TrustError),
    /// The certificate is nobody's who serves anywhere.
    #[error("the certificate is not a person's")]
    NotAPerson,
}

/// The officer on this device.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Who.
    pub holder: Holder,
    /// The same, by name and station.
    pub person: Person,
    /// What is trusted.
    pub trust: Trust,
    /// The work, if the server has given any.
    pub worklist: Option<Verified<Worklist>>,
    /// What was granted.
    pub grants: Grants,
    /// The device.
    pub device: DeviceId,
}

impl Officer {
    /// Takes the officer out of the store, and verifies everything again. A list that is not
    /// believed is remembered as such: it makes a verdict *cannot say*, and never stops the app.
    pub async fn load(drawers: &impl Drawers) -> Result<Option<Self>, OfficerError> {
        let Some(enrolled) = Kept::Enrolled.read::<Enrolled>(drawers).await? else {
            return Ok(None);
        };
        let Some(device) = Kept::Device.read(drawers).await? else {
            return Ok(None);
        };
        let seen: HighestSeen = Kept::HighestSeen.read(drawers).await?.unwrap_or_default();
        let mut trust = Trust::new(Root::from_certificate(&enrolled.root)?, seen);
        // Lists that cannot even be read are as good as missing.
        if let Ok(Some(lists)) = Kept::Lists.read::<Lists>(drawers).await {
            trust.accept(&lists);
        }
        let holder = trust.verify(&enrolled.officer)?;
        let person = holder
            .certificate()
            .person()
            .ok_or(OfficerError::NotAPerson)?
            .clone();
        let worklist = Self::load_worklist(drawers, &trust).await;
        let grants = Grants::load(drawers, &trust, &holder).await;
        Ok(Some(Self {
            holder,
            person,
            trust,
            worklist,
            grants,
            device,
        }))
    }

    async fn load_worklist(drawers: &impl Drawers, trust: &Trust) -> Option<Verified<Worklist>> {
        let server: CertificateChain = Kept::Server.read(drawers).await.ok()??;
        let worklist: Signed<Worklist> = Kept::Worklist.read(drawers).await.ok()??;
        trust.verify(&server).ok()?.verify(&worklist).ok()
    }
}
