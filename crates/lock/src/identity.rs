//! Who a lock is and whom it trusts: given once, at its commissioning. Who it is never changes;
//! whom it trusts follows its owner's lists.

use core::fmt;

use railseal_protocol::certificate::{Certificate, Subject};
use railseal_protocol::chain::{CertificateChain, ChainError, Root, RootError};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::session::{SessionError, agreement_key};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::trust::{HighestSeen, ListError, Lists, Trust};

/// What a lock is given at its commissioning. Its ID code is the one in its certificate. Nothing
/// prints it.
pub struct Identity {
    /// The key that signs its statuses.
    pub signing: SigningKey,
    /// The static key of its sessions.
    pub agreement: AgreementSecret,
    /// Its own certificate, and its issuers'.
    pub chain: CertificateChain,
    /// Its owner's root certificate.
    pub root: Signed<Certificate>,
    /// Its owner's lists.
    pub lists: Lists,
}

/// Why what a lock was given does not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The owner's root.
    #[error("the owner's root: {0}")]
    Root(#[from] RootError),
    /// The lock's chain does not verify from that root.
    #[error("the lock's chain: {0}")]
    Chain(#[from] ChainError),
    /// The certificate is not a lock's.
    #[error("the certificate is not a lock's")]
    NotALock,
    /// The certificate names another signing key.
    #[error("the certificate names another signing key")]
    OtherSigningKey,
    /// The certificate names another agreement key.
    #[error("the certificate names another agreement key")]
    OtherAgreementKey,
    /// The agreement key's public half could not be found.
    #[error("the agreement key: {0}")]
    Agreement(SessionError),
    /// A list that the lock would not believe.
    #[error("the owner's lists: {0}")]
    List(#[from] ListError),
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

/// Who a lock is, in parts that belong together.
pub(crate) struct Established {
    pub(crate) lock: LockId,
    pub(crate) certificate: Id<Certificate>,
    pub(crate) signing: SigningKey,
    pub(crate) agreement: AgreementSecret,
    pub(crate) chain: CertificateChain,
}

impl Established {
    /// Verifies that everything belongs together, at commissioning and again at every start; gives
    /// who the lock is, and whom it trusts.
    pub(crate) fn from_parts(
        identity: Identity,
        seen: HighestSeen,
    ) -> Result<(Self, Trust), IdentityError> {
        let root = Root::from_certificate(&identity.root)?;
        let holder = root.anchor().verify(&identity.chain)?;
        let certificate = holder.certificate();
        let Subject::Lock(subject) = &certificate.subject else {
            return Err(IdentityError::NotALock);
        };
        if certificate.key != identity.signing.public() {
            return Err(IdentityError::OtherSigningKey);
        }
        let agreement = agreement_key(&identity.agreement).map_err(IdentityError::Agreement)?;
        if subject.agreement != agreement {
            return Err(IdentityError::OtherAgreementKey);
        }
        let mut trust = Trust::new(root, seen);
        if let Some(error) = trust.accept(&identity.lists).first() {
            return Err((*error).into());
        }
        let established = Self {
            lock: subject.id,
            certificate: certificate.id(),
            signing: identity.signing,
            agreement: identity.agreement,
            chain: identity.chain,
        };
        Ok((established, trust))
    }
}
