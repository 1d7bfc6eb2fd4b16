//! Making a lock of a folder: its keys, the chain that certifies them, and what it is to trust.

use railseal_lock::lock::CommissionError;
use railseal_lock::{Identity, Lock};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::Lists;

use crate::body::Body;
use crate::folder::{FolderError, StateFolder};
use crate::keys::{Keys, KeysError};

/// What the lock's owner hands out for it.
#[derive(Debug, Clone)]
pub struct Papers {
    /// The certificate of the lock's keys, and its issuers'.
    pub chain: CertificateChain,
    /// The owner's root certificate.
    pub root: Signed<Certificate>,
    /// The owner's lists.
    pub lists: Lists,
}

/// Why a lock was not commissioned. Its keys still wait in their folder, and it can be tried again.
#[derive(Debug, thiserror::Error)]
pub enum CommissioningError {
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The lock.
    #[error(transparent)]
    Lock(#[from] CommissionError),
}

/// Commissions the lock whose keys wait in the folder, and switches it on.
pub fn commission(folder: StateFolder, papers: Papers) -> Result<Lock<Body>, CommissioningError> {
    let keys = Keys::open(&folder)?;
    let identity = Identity {
        signing: keys.signing,
        agreement: keys.agreement,
        chain: papers.chain,
        root: papers.root,
        lists: papers.lists,
    };
    let lock = Lock::commission(Body::make(folder)?, identity)?;
    // From here on the keys are in the lock's memory, in the same folder.
    Keys::forget(lock.hardware().folder())?;
    Ok(lock)
}
