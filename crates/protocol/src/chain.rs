//! Certificate chains, from a holder up to a root (SPEC.md § Chains).

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::bounded::List;
use crate::certificate::{Certificate, Realm, Subject};
use crate::identifiers::Administration;
use crate::key::PublicKey;
use crate::rights::Role;
use crate::statement::{Signed, Signer, Statement, StatementError, Verified};
use crate::time::{Timestamp, Within};
use crate::wire::{DecodeError, decode, encode};

/// The most steps between a holder and its root.
pub const MAX_ISSUERS: usize = 2;

/// A holder's certificate and those of its issuers, nearest first, without the root's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateChain {
    /// The holder's.
    pub leaf: Signed<Certificate>,
    /// Its issuer's, and that one's issuer's; empty where the root issued it.
    pub issuers: List<Signed<Certificate>, MAX_ISSUERS>,
}

impl CertificateChain {
    /// The most bytes a chain has.
    pub const WIRE_LIMIT: usize = (1 + MAX_ISSUERS) * Signed::<Certificate>::WIRE_LIMIT + 1;

    /// Decodes the envelope, not what is in it.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode(bytes, Self::WIRE_LIMIT)
    }

    /// The envelope's bytes.
    pub fn to_wire(&self) -> Vec<u8> {
        encode(self)
    }

    /// The administration that the chain claims to stand under: only to find the root that can
    /// verify it.
    pub fn claimed_administration(&self) -> Result<Administration, DecodeError> {
        self.leaf
            .claimed()
            .map(|certificate| certificate.administration)
    }
}

/// Why a chain was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// One of its certificates.
    #[error("certificate {step} of the chain: {error}")]
    Certificate {
        /// Which one, the holder's being 0.
        step: usize,
        /// What is wrong with it.
        error: StatementError,
    },
    /// An issuer has issued what its own certificate does not allow.
    #[error("certificate {step} of the chain was issued for a role its issuer may not certify")]
    IssuedBeyondRight {
        /// Which certificate, the holder's being 0.
        step: usize,
    },
    /// A certificate of another administration or realm stands in the chain.
    #[error("certificate {step} of the chain belongs to another root")]
    OtherRoot {
        /// Which certificate, the holder's being 0.
        step: usize,
    },
}

/// A root's key that a verification may begin from: one's own administration's, or one that its
/// recognition list names. Only [`Root`] and the trust store make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    pub(crate) realm: Realm,
    pub(crate) administration: Administration,
    pub(crate) key: PublicKey,
}

impl Anchor {
    /// The administration whose root it is.
    pub fn administration(&self) -> Administration {
        self.administration
    }

    /// Verifies every signature, right and belonging of a chain. Whether the holder is still in
    /// good standing is another question, which [`crate::trust::Trust`] answers.
    pub fn verify(&self, chain: &CertificateChain) -> Result<Holder, ChainError> {
        let mut issuers: Vec<Verified<Certificate>> = Vec::with_capacity(chain.issuers.len());
        for (index, signed) in chain.issuers.iter().enumerate().rev() {
            let certificate = self.certify(issuers.last(), signed, index + 1)?;
            issuers.push(certificate);
        }
        let certificate = self.certify(issuers.last(), &chain.leaf, 0)?;
        Ok(Holder {
            certificate,
            issuers,
            chain: chain.clone(),
        })
    }

    /// Verifies one certificate of a chain by its issuer, or by the root where there is none.
    fn certify(
        &self,
        issuer: Option<&Verified<Certificate>>,
        signed: &Signed<Certificate>,
        step: usize,
    ) -> Result<Verified<Certificate>, ChainError> {
        let at = |error| ChainError::Certificate { step, error };
        let (signer, key) = match issuer {
            None => (Signer::Root, &self.key),
            Some(issuer) => (Signer::Certificate(issuer.id()), &issuer.key),
        };
        if signed.signer() != signer {
            return Err(at(StatementError::OtherSigner));
        }
        let certificate = signed.verify_with(key).map_err(at)?;
        let may = match issuer {
            None => certificate.role() != Role::Root,
            Some(issuer) => issuer.may_issue(certificate.role()),
        };
        if !may {
            return Err(ChainError::IssuedBeyondRight { step });
        }
        if certificate.administration != self.administration || certificate.realm != self.realm {
            return Err(ChainError::OtherRoot { step });
        }
        Ok(certificate)
    }

    /// Verifies what the root itself signed.
    pub(crate) fn verify_statement<T: Statement>(
        &self,
        signed: &Signed<T>,
    ) -> Result<Verified<T>, StatementError> {
        if !Role::Root.may(T::RIGHT) {
            return Err(StatementError::NoRight);
        }
        match signed.signer() {
            Signer::Root => signed.verify_with(&self.key),
            Signer::Certificate(_) => Err(StatementError::OtherSigner),
        }
    }
}

/// The holder of a certificate whose whole chain has been verified.
#[derive(Debug, Clone)]
pub struct Holder {
    certificate: Verified<Certificate>,
    issuers: Vec<Verified<Certificate>>,
    chain: CertificateChain,
}

impl Holder {
    /// The holder's own certificate.
    pub fn certificate(&self) -> &Verified<Certificate> {
        &self.certificate
    }

    /// The chain as received, to pass on.
    pub fn chain(&self) -> &CertificateChain {
        &self.chain
    }

    /// The holder's certificate and its issuers'.
    pub fn certificates(&self) -> impl Iterator<Item = &Verified<Certificate>> {
        core::iter::once(&self.certificate).chain(&self.issuers)
    }

    /// Where a moment lies in the time that the whole chain is valid.
    pub fn validity_at(&self, moment: Timestamp) -> Within {
        self.certificates()
            .map(|certificate| certificate.validity.at(moment))
            .find(|within| *within != Within::Valid)
            .unwrap_or(Within::Valid)
    }

    /// Verifies a statement that this holder is said to have signed: right signer, right role,
    /// right signature, readable.
    pub fn verify<T: Statement>(&self, signed: &Signed<T>) -> Result<Verified<T>, StatementError> {
        if signed.signer() != Signer::Certificate(self.certificate.id()) {
            return Err(StatementError::OtherSigner);
        }
        if !self.certificate.role().may(T::RIGHT) {
            return Err(StatementError::NoRight);
        }
        signed.verify_with(&self.certificate.key)
    }
}

/// An administration's own root, taken from its certificate: the one statement that is signed by
/// the key it names.
#[derive(Debug, Clone)]
pub struct Root {
    certificate: Verified<Certificate>,
}

impl Root {
    /// Verifies a root's certificate against the key in it. That it is the right root, somebody
    /// else must say: the enrolment code does.
    pub fn from_certificate(signed: &Signed<Certificate>) -> Result<Self, RootError> {
        if signed.signer() != Signer::Root {
            return Err(RootError::Statement(StatementError::OtherSigner));
        }
        let claimed = signed.claimed().map_err(StatementError::from)?;
        let certificate = signed.verify_with(&claimed.key)?;
        match certificate.subject {
            Subject::Root => Ok(Self { certificate }),
            _ => Err(RootError::NotARoot),
        }
    }

    /// The root's certificate.
    pub fn certificate(&self) -> &Verified<Certificate> {
        &self.certificate
    }

    /// The root as the beginning of chains.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            realm: self.certificate.realm,
            administration: self.certificate.administration,
            key: self.certificate.key,
        }
    }
}

/// Why a certificate is no root's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// The statement itself.
    #[error("the root's certificate: {0}")]
    Statement(#[from] StatementError),
    /// A certificate, but not a root's.
    #[error("the certificate is not a root's")]
    NotARoot,
}
