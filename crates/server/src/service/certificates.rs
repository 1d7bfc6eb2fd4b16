use std::fmt;

use railseal_protocol::certificate::{DocumentIssuer, LockSubject, Subject};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::identifiers::{LockId, OfficeCode};
use railseal_protocol::key::{AgreementKey, AgreementSecret, PublicKey, SigningKey};
use railseal_protocol::rights::Role;
use railseal_protocol::session::{SessionError, agreement_key};

use super::Service;
use crate::random::{NoRandomness, agreement_secret, signing_key};
use crate::storage::{IssuedCertificate, StorageError};

const LOCK_DAYS: u64 = 5 * 365;
const DOCUMENT_ISSUER_DAYS: u64 = 365;

/// Why no certificate was issued.
#[derive(Debug, thiserror::Error)]
pub enum CertifyError {
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The agreement key could not be derived.
    #[error("the agreement key: {0}")]
    Agreement(#[from] SessionError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A lock's keys with their certificate, for whoever builds the lock. Nothing prints the keys.
pub struct NewLock {
    /// Signs.
    pub signing: SigningKey,
    /// Agrees on sessions.
    pub agreement: AgreementSecret,
    /// Certifies both.
    pub chain: CertificateChain,
}

/// A document issuer's key with its certificate. Nothing prints the key.
pub struct NewDocumentIssuer {
    /// Signs manifests.
    pub key: SigningKey,
    /// Certifies it.
    pub chain: CertificateChain,
}

impl fmt::Debug for NewLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewLock(…)")
    }
}

impl fmt::Debug for NewDocumentIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewDocumentIssuer(…)")
    }
}

impl Service {
    /// Certifies a lock by the public halves of its keys, which never leave it.
    pub fn certify_lock(
        &self,
        lock: LockId,
        key: PublicKey,
        agreement: AgreementKey,
    ) -> Result<CertificateChain, StorageError> {
        let subject = Subject::Lock(LockSubject {
            id: lock,
            agreement,
        });
        self.certify(subject, Role::Lock, key, LOCK_DAYS)
    }

    /// Certifies an issuer of manifests and documents.
    pub fn certify_document_issuer(
        &self,
        office: OfficeCode,
        key: PublicKey,
    ) -> Result<CertificateChain, StorageError> {
        let subject = Subject::DocumentIssuer(DocumentIssuer { office });
        self.certify(subject, Role::DocumentIssuer, key, DOCUMENT_ISSUER_DAYS)
    }

    /// Makes a lock's keys and certifies them: for demonstrations and tests. A real lock makes
    /// its own.
    pub fn new_lock(&self, lock: LockId) -> Result<NewLock, CertifyError> {
        let signing = signing_key(&*self.random)?;
        let agreement = agreement_secret(&*self.random)?;
        let chain = self.certify_lock(lock, signing.public(), agreement_key(&agreement)?)?;
        Ok(NewLock {
            signing,
            agreement,
            chain,
        })
    }

    /// Makes a document issuer's key and certifies it: for demonstrations and tests.
    pub fn new_document_issuer(
        &self,
        office: OfficeCode,
    ) -> Result<NewDocumentIssuer, CertifyError> {
        let key = signing_key(&*self.random)?;
        let chain = self.certify_document_issuer(office, key.public())?;
        Ok(NewDocumentIssuer { key, chain })
    }

    fn certify(
        &self,
        subject: Subject,
        role: Role,
        key: PublicKey,
        days: u64,
    ) -> Result<CertificateChain, StorageError> {
        let now = self.now();
        let chain = self.authority.issue(subject, key, now, days);
        let issued = IssuedCertificate::of(chain, role, now);
        self.storage.keep_certificate(&issued)?;
        tracing::info!(certificate = %issued.id.hash().short(), ?role, "certified");
        Ok(issued.chain)
    }
}
