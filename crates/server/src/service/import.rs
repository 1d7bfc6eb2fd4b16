use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::{Root, RootError};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::recognition::{ListVersion, RecognitionList};
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::{CarriedRevocations, ListError, NoList, Trust};
use railseal_protocol::wire::{DecodeError, encode};

use super::Service;
use crate::exchange::ExchangeFile;
use crate::storage::{KeptList, ListKept, ListKind, StorageError};

/// A root's certificate counts as a list that has one version only.
const ONLY_VERSION: ListVersion = ListVersion(0);

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Which kind.
    pub kind: ListKind,
    /// Whose.
    pub administration: Administration,
    /// Which version.
    pub version: ListVersion,
    /// Whether it was there already.
    pub known: bool,
}

/// Why a file was not taken in. What was there before still stands.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is no exchange file.
    #[error("the file: {0}")]
    Unreadable(#[from] DecodeError),
    /// It is somebody's certificate, or a grant.
    #[error("the file holds no list and no root")]
    NoList,
    /// A list that does not verify, was rolled back, or has no recognised root.
    #[error(transparent)]
    List(#[from] ListError),
    /// Another list of a version that is known.
    #[error("another list of version {} is known: somebody has signed two", .0.0)]
    TwoOfOneVersion(ListVersion),
    /// A root's certificate that does not verify.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The recognition list does not name the root's administration.
    #[error("{0} is not recognised")]
    NotRecognised(Administration),
    /// The recognition list names another key for the root's administration.
    #[error("the recognition list names another root for {0}")]
    OtherRoot(Administration),
    /// There is no recognition list to ask.
    #[error("there is no recognition list in force")]
    NoRecognition(NoList),
    /// The list is past its end.
    #[error("the list has expired")]
    Expired,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Takes in what another administration, or the own root offline, has handed over. It is
    /// verified before it replaces anything.
    pub fn import(&self, file: &[u8]) -> Result<Imported, ImportError> {
        let file = ExchangeFile::from_wire(file)?;
        let trust = Trust::clone(&*self.trust()?);
        let list = match &file {
            ExchangeFile::Root(root) => self.peer_root(&trust, root)?,
            ExchangeFile::Recognition(list) => self.own_recognition(trust, list)?,
            ExchangeFile::Revocations(carried) => self.revocations(trust, carried)?,
            ExchangeFile::Officer(_) | ExchangeFile::Grant(_) => return Err(ImportError::NoList),
        };
        let known = match self.storage.keep_list(&list)? {
            ListKept::Newer => false,
            ListKept::Same => true,
            ListKept::OtherOfThisVersion => {
                return Err(ImportError::TwoOfOneVersion(list.version));
            }
            // Between verification and now another process has taken in a newer one.
            ListKept::Older => true,
        };
        Ok(Imported {
            kind: list.kind,
            administration: list.administration,
            version: list.version,
            known,
        })
    }

    fn peer_root(
        &self,
        trust: &Trust,
        signed: &Signed<Certificate>,
    ) -> Result<KeptList, ImportError> {
        let root = Root::from_certificate(signed)?;
        let certificate = root.certificate();
        let administration = certificate.administration;
        let list = trust
            .recognition(self.now())
            .map_err(ImportError::NoRecognition)?;
        let entry = list
            .entry(administration)
            .ok_or(ImportError::NotRecognised(administration))?;
        if entry.root != certificate.key || certificate.realm != self.authority.realm() {
            return Err(ImportError::OtherRoot(administration));
        }
        Ok(KeptList {
            kind: ListKind::Root,
            administration,
            version: ONLY_VERSION,
            bytes: encode(signed),
        })
    }

    fn own_recognition(
        &self,
        mut trust: Trust,
        signed: &Signed<RecognitionList>,
    ) -> Result<KeptList, ImportError> {
        trust.accept_recognition(signed)?;
        let list = trust
            .recognition(self.now())
            .map_err(|_| ImportError::Expired)?;
        Ok(KeptList {
            kind: ListKind::Recognition,
            administration: list.header.administration,
            version: list.header.version,
            bytes: encode(signed),
        })
    }

    fn revocations(
        &self,
        mut trust: Trust,
        carried: &CarriedRevocations,
    ) -> Result<KeptList, ImportError> {
        trust.accept_revocations(carried)?;
        let administration = carried.signer.claimed_administration()?;
        let list = trust
            .revocations(administration, self.now())
            .map_err(|_| ImportError::Expired)?;
        Ok(KeptList {
            kind: ListKind::Revocations,
            administration,
            version: list.header.version,
            bytes: encode(carried),
        })
    }
}
