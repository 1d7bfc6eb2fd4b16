use railseal_protocol::bounded::List;
use railseal_protocol::chain::Root;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::recognition::{ListVersion, Recognised, RecognitionList};
use railseal_protocol::rights::Scope;
use railseal_protocol::time::Seconds;
use railseal_protocol::wire::encode;

use super::Service;
use super::lists::next;
use crate::authority::RootKey;
use crate::exchange::ExchangeFile;
use crate::storage::{ListKept, ListKind, StorageError};

const REFRESH_AFTER: Seconds = Seconds::days(90);
const EXPIRE_AFTER: Seconds = Seconds::days(180);

/// Another administration, and what it is to be recognised for.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its root.
    pub root: Root,
    /// What it is recognised for.
    pub scopes: List<Scope, 4>,
}

/// Why no recognition list was issued. The one before still stands.
#[derive(Debug, thiserror::Error)]
pub enum RecogniseError {
    /// The key is another root's.
    #[error("the key is not this administration's root key")]
    OtherRootKey,
    /// An administration does not recognise itself.
    #[error("an administration does not recognise itself")]
    Oneself,
    /// A training root in an operational list, or the other way round.
    #[error("the root of {0} is of the other realm: training never passes for earnest")]
    OtherRealm(Administration),
    /// An administration is named twice.
    #[error("{0} is named twice")]
    NamedTwice(Administration),
    /// More administrations than a list holds, or no more versions.
    #[error("the recognition list is full")]
    Full,
    /// Another process has issued one at the same time. It is worth a retry.
    #[error("another process has issued a recognition list at the same time")]
    AtTheSameTime,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Issues the recognition list that names these administrations and no others.
    pub fn recognise(
        &self,
        root_key: &RootKey,
        peers: &[Peer],
    ) -> Result<(ListVersion, ExchangeFile), RecogniseError> {
        if !root_key.is_of(self.authority.root()) {
            return Err(RecogniseError::OtherRootKey);
        }
        let recognised = self.recognised(peers)?;
        let version = next(self.recognition_version()?).ok_or(RecogniseError::Full)?;
        let list = root_key.sign(&RecognitionList {
            header: self.header(version, self.now(), REFRESH_AFTER, EXPIRE_AFTER),
            recognised: recognised.try_into().map_err(|_| RecogniseError::Full)?,
        });
        match self.keep(ListKind::Recognition, version, encode(&list))? {
            ListKept::Newer | ListKept::Same => {}
            ListKept::Older | ListKept::OtherOfThisVersion => {
                return Err(RecogniseError::AtTheSameTime);
            }
        }
        tracing::info!(
            version = version.0,
            recognised = peers.len(),
            "issued recognition"
        );
        Ok((version, ExchangeFile::Recognition(list)))
    }

    fn recognised(&self, peers: &[Peer]) -> Result<Vec<Recognised>, RecogniseError> {
        let mut recognised: Vec<Recognised> = Vec::with_capacity(peers.len());
        for peer in peers {
            let certificate = peer.root.certificate();
            let administration = certificate.administration;
            if administration == self.administration() {
                return Err(RecogniseError::Oneself);
            }
            if certificate.realm != self.authority.realm() {
                return Err(RecogniseError::OtherRealm(administration));
            }
            if recognised
                .iter()
                .any(|r| r.administration == administration)
            {
                return Err(RecogniseError::NamedTwice(administration));
            }
            recognised.push(Recognised {
                administration,
                root: certificate.key,
                scopes: peer.scopes.clone(),
            });
        }
        Ok(recognised)
    }

    fn recognition_version(&self) -> Result<Option<ListVersion>, StorageError> {
        let kept = self.storage.lists()?;
        let own = kept.iter().find(|list| list.kind == ListKind::Recognition);
        Ok(own.map(|list| list.version))
    }
}
