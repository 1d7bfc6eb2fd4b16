use std::sync::{Arc, PoisonError};

use railseal_protocol::certificate::Certificate;
use railseal_protocol::recognition::{
    ListHeader, ListVersion, RevocationList, RevocationReason, Revoked,
};
use railseal_protocol::statement::Id;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, Lists, Trust};
use railseal_protocol::wire::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Service;
use crate::exchange::ExchangeFile;
use crate::storage::{KeptKind, KeptList, ListKept, ListKind, StorageError};

/// The server publishes its revocation list anew when the last one is older.
const RENEW_AFTER: Seconds = Seconds::days(1);
const REFRESH_AFTER: Seconds = Seconds::days(7);
const EXPIRE_AFTER: Seconds = Seconds::days(30);

/// The trust that the kept lists come to.
pub(super) struct Trusted {
    lists: Vec<KeptList>,
    trust: Arc<Trust>,
}

/// Why the lists could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ListsError {
    /// There is no recognition list, or none that verifies.
    #[error("there is no recognition list: `lists recognise` makes one")]
    NoRecognition,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why no revocation list was published. The one before still stands.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The list that is kept does not verify under the own list signer.
    #[error("the revocation list that is kept was not signed by this server's list signer")]
    KeptListIsForeign,
    /// Another process has published at the same time. It is worth a retry.
    #[error("another process has published a list at the same time")]
    AtTheSameTime,
    /// There are no more versions or places.
    #[error("the revocation list is full")]
    Full,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a certificate was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// This server has not issued it.
    #[error("this server has issued no certificate with this id")]
    NotIssuedHere,
    /// The list.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A revocation list that was published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its version.
    pub version: ListVersion,
    /// How many certificates it revokes.
    pub revoked: usize,
    /// The list, to hand to others.
    pub file: ExchangeFile,
}

impl Service {
    /// What the administration trusts, by the lists that are kept.
    pub fn trust(&self) -> Result<Arc<Trust>, StorageError> {
        let lists = self.storage.lists()?;
        let mut trusted = self.trusted.lock().unwrap_or_else(PoisonError::into_inner);
        match &*trusted {
            Some(known) if known.lists == lists => Ok(Arc::clone(&known.trust)),
            _ => {
                let trust = Arc::new(self.trust_in(&lists)?);
                *trusted = Some(Trusted {
                    lists,
                    trust: Arc::clone(&trust),
                });
                Ok(trust)
            }
        }
    }

    /// The lists that are believed, as they are handed out.
    pub fn lists(&self) -> Result<Lists, ListsError> {
        self.trust()?.lists().ok_or(ListsError::NoRecognition)
    }

    /// Publishes the own revocation list anew, with what it revokes already.
    pub fn publish_revocations(&self) -> Result<Published, PublishError> {
        self.publish(|_| {})
    }

    /// Withdraws a certificate that this server has issued, from now on, and publishes.
    pub fn revoke(
        &self,
        certificate: Id<Certificate>,
        reason: RevocationReason,
    ) -> Result<Published, RevokeError> {
        if self.storage.certificate(&certificate)?.is_none() {
            return Err(RevokeError::NotIssuedHere);
        }
        let from = self.now();
        let published = self.publish(|revoked| {
            // Whoever was withdrawn once stays withdrawn from then on; a graver reason counts.
            let compromised = reason == RevocationReason::KeyCompromised;
            match revoked.iter_mut().find(|r| r.certificate == certificate) {
                Some(before) if compromised => before.reason = reason,
                Some(_) => {}
                None => revoked.push(Revoked {
                    certificate,
                    from,
                    reason,
                }),
            }
        })?;
        Ok(published)
    }

    /// Publishes the own revocation list anew if the last one is more than a day old, so that
    /// what phones carry ages from the day on which they last asked.
    pub(super) fn renew_revocations(&self) -> Result<(), PublishError> {
        let due = self
            .own_revocations()?
            .is_none_or(|list| self.now() > list.header.issued_at.plus(RENEW_AFTER));
        if !due {
            return Ok(());
        }
        match self.publish_revocations() {
            // What another process has just published is as good.
            Ok(_) | Err(PublishError::AtTheSameTime) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn publish(&self, change: impl FnOnce(&mut Vec<Revoked>)) -> Result<Published, PublishError> {
        let now = self.now();
        let before = self.own_revocations()?;
        let mut revoked = before
            .as_ref()
            .map_or(Vec::new(), |list| list.revoked.to_vec());
        change(&mut revoked);
        let count = revoked.len();
        let version = next(before.map(|list| list.header.version)).ok_or(PublishError::Full)?;
        let list = RevocationList {
            header: self.header(version, now, REFRESH_AFTER, EXPIRE_AFTER),
            revoked: revoked.try_into().map_err(|_| PublishError::Full)?,
        };
        let carried = self.authority.sign_revocations(&list);
        match self.keep(ListKind::Revocations, version, encode(&carried))? {
            ListKept::Newer | ListKept::Same => {}
            ListKept::Older | ListKept::OtherOfThisVersion => {
                return Err(PublishError::AtTheSameTime);
            }
        }
        tracing::info!(
            version = version.0,
            revoked = count,
            "published revocations"
        );
        Ok(Published {
            version,
            revoked: count,
            file: ExchangeFile::Revocations(carried),
        })
    }

    /// The own revocation list, however old it is.
    fn own_revocations(&self) -> Result<Option<RevocationList>, PublishError> {
        let own = self.administration();
        let kept = self.storage.lists()?;
        let mut own_lists = kept
            .iter()
            .filter(|list| list.kind == ListKind::Revocations && list.administration == own);
        let Some(kept) = own_lists.next() else {
            return Ok(None);
        };
        let carried: CarriedRevocations = read(kept)?;
        let anchor = self.authority.root().anchor();
        let verified = anchor.verify(&carried.signer).ok().and_then(|signer| {
            let list = signer.verify(&carried.list).ok()?;
            (list.header.administration == own).then(|| RevocationList::clone(&list))
        });
        verified.map(Some).ok_or(PublishError::KeptListIsForeign)
    }

    /// A header for one of the own lists.
    pub(super) fn header(
        &self,
        version: ListVersion,
        now: Timestamp,
        refresh_after: Seconds,
        expire_after: Seconds,
    ) -> ListHeader {
        ListHeader {
            realm: self.authority.realm(),
            administration: self.administration(),
            version,
            issued_at: now,
            refresh_by: now.plus(refresh_after),
            expires_at: now.plus(expire_after),
        }
    }

    /// Keeps one of the own lists.
    pub(super) fn keep(
        &self,
        kind: ListKind,
        version: ListVersion,
        bytes: Vec<u8>,
    ) -> Result<ListKept, StorageError> {
        self.storage.keep_list(&KeptList {
            kind,
            administration: self.administration(),
            version,
            bytes,
        })
    }

    /// Lists that are not believed (of an administration that is recognised no more) are left
    /// out: what would rest on them is then *cannot say*.
    fn trust_in(&self, lists: &[KeptList]) -> Result<Trust, StorageError> {
        let mut trust = Trust::new(self.authority.root().clone(), HighestSeen::default());
        for list in read_all(lists, ListKind::Recognition)? {
            if let Err(error) = trust.accept_recognition(&list) {
                tracing::warn!(%error, "the kept recognition list is not believed");
            }
        }
        for carried in read_all(lists, ListKind::Revocations)? {
            if let Err(error) = trust.accept_revocations(&carried) {
                tracing::warn!(%error, "a kept revocation list is not believed");
            }
        }
        Ok(trust)
    }
}

/// The version after one.
pub(super) fn next(version: Option<ListVersion>) -> Option<ListVersion> {
    match version {
        None => Some(ListVersion(1)),
        Some(ListVersion(last)) => last.checked_add(1).map(ListVersion),
    }
}

fn read_all<T: Serialize + DeserializeOwned>(
    lists: &[KeptList],
    kind: ListKind,
) -> Result<Vec<T>, StorageError> {
    lists
        .iter()
        .filter(|list| list.kind == kind)
        .map(read)
        .collect()
}

fn read<T: Serialize + DeserializeOwned>(list: &KeptList) -> Result<T, StorageError> {
    decode(&list.bytes, ExchangeFile::LIMIT).map_err(|_| StorageError::Unreadable(KeptKind::List))
}
