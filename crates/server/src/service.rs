//! What the server does, without any network.
//!
//! Every operation is one method with an error type of its own, in the file named for it. A call
//! may wait for the disk: it belongs on a thread that may wait.

mod asking;
mod certificates;
mod consigning;
mod enrolment;
mod grants;
mod import;
mod lists;
mod office;
mod preparing;
mod pull;
mod push;
mod recognition;
mod work;

use std::path::Path;
use std::sync::{Arc, Mutex};

use railseal_protocol::identifiers::Administration;
use railseal_protocol::rights::Role;
use railseal_protocol::time::Timestamp;

use crate::authority::{
    Authority, AuthorityFileError, Founding, FoundingError, RootFileError, create_private_folder,
};
use crate::clock::Clock;
use crate::random::{Random, SystemRandom};
use crate::storage::{IssuedCertificate, SqliteError, SqliteStorage, Storage, StorageError};

pub use asking::AskError;
pub use certificates::{CertifyError, NewDocumentIssuer, NewLock};
pub use consigning::ConsigningError;
pub use enrolment::{CodeIssueError, EnrolError, OFFICER_DAYS};
pub use grants::{GrantError, GrantHolder, GrantImportError, GrantRequest, LONGEST_GRANT};
pub use import::{ImportError, Imported};
pub use lists::{ListsError, PublishError, Published, RevokeError};
pub use office::OfficeError;
pub use preparing::PreparingError;
pub use pull::PullError;
pub use push::PushError;
pub use recognition::{Peer, RecogniseError};
pub use work::WorkError;

const DATABASE: &str = "railseal.sqlite";

/// One administration's server.
pub struct Service {
    authority: Authority,
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// What the kept lists come to, as long as they do not change.
    trusted: Mutex<Option<lists::Trusted>>,
}

/// Why an administration could not be created. Where a root's file was written, it stays.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The folder has one already.
    #[error("the data folder has an administration already")]
    CreatedBefore,
    /// The data folder cannot be made.
    #[error("the data folder: {0}")]
    DataFolder(#[source] std::io::Error),
    /// The keys.
    #[error(transparent)]
    Founding(#[from] FoundingError),
    /// The root's file.
    #[error(transparent)]
    RootFile(#[from] RootFileError),
    /// The authority's files.
    #[error(transparent)]
    Files(#[from] AuthorityFileError),
    /// The database.
    #[error(transparent)]
    Database(#[from] SqliteError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The first recognition list.
    #[error("the first recognition list: {0}")]
    Recognition(#[from] RecogniseError),
    /// The first revocation list.
    #[error("the first revocation list: {0}")]
    Revocations(#[from] PublishError),
}

/// Why a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nobody has created an administration in it.
    #[error("the data folder has no administration: `administration create` makes one")]
    NoAdministration,
    /// The authority's files.
    #[error(transparent)]
    Files(#[from] AuthorityFileError),
    /// The database.
    #[error(transparent)]
    Database(#[from] SqliteError),
}

impl Service {
    /// Creates an administration in a data folder, with lists that recognise and revoke nobody,
    /// and writes its root's key to a new file outside that folder.
    pub fn create(
        data: &Path,
        root_file: &Path,
        founding: &Founding,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CreateError> {
        if Authority::is_in(data) {
            return Err(CreateError::CreatedBefore);
        }
        create_private_folder(data).map_err(CreateError::DataFolder)?;
        let now = clock.now();
        let (authority, root_key) = Authority::create(founding, now, &SystemRandom)?;
        root_key.write_new(root_file, data)?;
        authority.write_new(data)?;
        let storage = SqliteStorage::open(&data.join(DATABASE))?;
        let service = Self::assemble(authority, Arc::new(storage), clock);
        service.keep_own_certificates(now)?;
        service.recognise(&root_key, &[])?;
        service.publish_revocations()?;
        Ok(service)
    }

    /// Opens a data folder.
    pub fn open(data: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        if !Authority::is_in(data) {
            return Err(OpenError::NoAdministration);
        }
        let authority = Authority::open(data)?;
        let storage = SqliteStorage::open(&data.join(DATABASE))?;
        Ok(Self::assemble(authority, Arc::new(storage), clock))
    }

    /// Puts a service together from its parts.
    pub fn assemble(
        authority: Authority,
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            authority,
            storage,
            clock,
            random: Arc::new(SystemRandom),
            trusted: Mutex::new(None),
        }
    }

    /// The administration's keys.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The administration.
    pub fn administration(&self) -> Administration {
        self.authority.administration()
    }

    /// What the server keeps.
    pub fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn keep_own_certificates(&self, now: Timestamp) -> Result<(), StorageError> {
        let roles = [Role::Registrar, Role::ListSigner, Role::Server];
        for ((_, chain), role) in self.authority.own_certificates().into_iter().zip(roles) {
            let issued = IssuedCertificate::of(chain.clone(), role, now);
            self.storage.keep_certificate(&issued)?;
        }
        Ok(())
    }
}

/// Names the administration only.
impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Service({})", self.administration())
    }
}
