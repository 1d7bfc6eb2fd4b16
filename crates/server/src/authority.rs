//! The keys of one administration's server, and what they sign.

mod files;
mod founding;
mod ledger_key;
mod root_key;

use std::fmt;

use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{Certificate, Realm, Registrar, Server, Subject};
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::key::{PublicKey, SigningKey};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::recognition::RevocationList;
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Id, Signed, Signer, Statement};
use railseal_protocol::time::{Seconds, Timestamp, Validity};
use railseal_protocol::trust::CarriedRevocations;

use crate::random::{Random, signing_key};

pub(crate) use files::create_private_folder;
pub use files::{AuthorityFileError, WhichFile};
pub use founding::{Founding, FoundingError};
pub use ledger_key::{LedgerKey, LedgerKeyError};
pub use root_key::{RootFileError, RootKey};

const ROOT_DAYS: u64 = 20 * 365;
const REGISTRAR_DAYS: u64 = 5 * 365;
const LIST_SIGNER_DAYS: u64 = 5 * 365;
const SERVER_DAYS: u64 = 2 * 365;

/// How much earlier than the server's clock a certificate begins to hold, for clocks that are
/// behind it.
const CLOCK_MARGIN: Seconds = Seconds::new(3600);

/// The keys that a server holds: its registrar's, its list signer's, its own, its ledger's, and a document
/// issuer's where one works there. The root's is not among them. Nothing prints them.
pub struct Authority {
    root: Root,
    registrar: KeyHolder,
    list_signer: KeyHolder,
    server: KeyHolder,
    ledger: LedgerKey,
    /// Makes manifests out, where this server is a sealing office's.
    document_issuer: Option<KeyHolder>,
}

/// A key with the chain that certifies it.
struct KeyHolder {
    key: SigningKey,
    chain: CertificateChain,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authority({})", self.administration())
    }
}

impl KeyHolder {
    fn sign<T: Statement>(&self, value: &T) -> Signed<T> {
        Signed::sign(value, self.signer(), &self.key)
    }

    fn signer(&self) -> Signer {
        Signer::Certificate(self.chain.leaf.id())
    }
}

impl Authority {
    /// Makes an administration's keys. The root's is returned apart: it belongs to the operator,
    /// offline, and nowhere near the server.
    pub fn create(
        founding: &Founding,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<(Self, RootKey), FoundingError> {
        let root_key = RootKey::from_key(signing_key(random)?);
        let root = root_key.certify_itself(founding, lasting(now, ROOT_DAYS))?;
        let registrar = root_key.appoint(
            &root,
            registrar(),
            signing_key(random)?,
            lasting(now, REGISTRAR_DAYS),
        );
        let list_signer = root_key.appoint(
            &root,
            Subject::ListSigner,
            signing_key(random)?,
            lasting(now, LIST_SIGNER_DAYS),
        );
        let ledger = LedgerKey::create(random)?;
        let server_key = signing_key(random)?;
        let subject = Subject::Server(Server {
            origin: founding.origin.clone(),
            ledger_key: ledger.public(),
        });
        let chain = issue(
            &root,
            &registrar,
            subject,
            server_key.public(),
            lasting(now, SERVER_DAYS),
        );
        let server = KeyHolder {
            key: server_key,
            chain,
        };
        let authority = Self {
            root,
            registrar,
            list_signer,
            server,
            ledger,
            document_issuer: None,
        };
        Ok((authority, root_key))
    }

    /// The administration's root.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The administration.
    pub fn administration(&self) -> Administration {
        self.root.certificate().administration
    }

    /// Whether it is in earnest.
    pub fn realm(&self) -> Realm {
        self.root.certificate().realm
    }

    /// The server's chain.
    pub fn server_chain(&self) -> &CertificateChain {
        &self.server.chain
    }

    /// The list signer's chain.
    pub fn list_signer_chain(&self) -> &CertificateChain {
        &self.list_signer.chain
    }

    /// The registrar's chain.
    pub fn registrar_chain(&self) -> &CertificateChain {
        &self.registrar.chain
    }

    /// Issues a certificate by the registrar, beginning a little before `now`. For a role that
    /// the registrar may not certify, nobody will accept it.
    pub(crate) fn issue(
        &self,
        subject: Subject,
        key: PublicKey,
        now: Timestamp,
        days: u64,
    ) -> CertificateChain {
        issue(
            &self.root,
            &self.registrar,
            subject,
            key,
            lasting(now, days),
        )
    }

    /// Signs as the list signer.
    pub(crate) fn sign_revocations(&self, list: &RevocationList) -> CarriedRevocations {
        CarriedRevocations {
            list: self.list_signer.sign(list),
            signer: self.list_signer.chain.clone(),
        }
    }

    /// Signs as the server.
    pub(crate) fn sign<T: Statement>(&self, value: &T) -> Signed<T> {
        self.server.sign(value)
    }

    /// Whether somebody makes manifests out at this server.
    pub fn has_document_issuer(&self) -> bool {
        self.document_issuer.is_some()
    }

    /// Signs as the document issuer; nothing where there is none.
    pub(crate) fn sign_manifest(
        &self,
        manifest: &Manifest,
    ) -> Option<(Signed<Manifest>, CertificateChain)> {
        let issuer = self.document_issuer.as_ref()?;
        Some((issuer.sign(manifest), issuer.chain.clone()))
    }

    /// The ids of the certificates that this server works with.
    pub fn own_certificates(&self) -> [(Id<Certificate>, &CertificateChain); 3] {
        [&self.registrar, &self.list_signer, &self.server]
            .map(|holder| (holder.chain.leaf.id(), &holder.chain))
    }
}

fn registrar() -> Subject {
    let may_issue = vec![
        Role::Officer,
        Role::Supervisor,
        Role::RailwayStaff,
        Role::Lock,
        Role::DocumentIssuer,
        Role::Server,
    ];
    Subject::Registrar(Registrar {
        // Six roles are never more than nine.
        may_issue: may_issue.try_into().unwrap_or(List::empty()),
    })
}

fn issue(
    root: &Root,
    registrar: &KeyHolder,
    subject: Subject,
    key: PublicKey,
    validity: Validity,
) -> CertificateChain {
    let certificate = certificate(root, subject, key, validity);
    CertificateChain {
        leaf: registrar.sign(&certificate),
        // One issuer is never more than two.
        issuers: vec![registrar.chain.leaf.clone()]
            .try_into()
            .unwrap_or(List::empty()),
    }
}

fn certificate(root: &Root, subject: Subject, key: PublicKey, validity: Validity) -> Certificate {
    Certificate {
        realm: root.certificate().realm,
        administration: root.certificate().administration,
        validity,
        key,
        subject,
    }
}

/// So many days in all, of which the margin lies before `now`.
fn lasting(now: Timestamp, days: u64) -> Validity {
    let from = now.minus(CLOCK_MARGIN);
    Validity {
        from,
        until: from.plus(Seconds::days(days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;
    use railseal_protocol::time::Within;

    const NOW: Timestamp = Timestamp::from_unix(1_792_000_000);

    fn found(realm: Realm) -> (Authority, RootKey) {
        let founding = Founding {
            administration: "KZ".parse().unwrap(),
            realm,
            origin: "customs.example/railseal".parse().unwrap(),
        };
        Authority::create(&founding, NOW, &SystemRandom).unwrap()
    }

    #[test]
    fn no_key_is_ever_printed() {
        let (authority, root) = found(Realm::Operational);
        assert_eq!(format!("{root:?}"), "RootKey(…)");
        let printed = format!("{authority:?}{authority:#?}");
        assert_eq!(printed, "Authority(KZ)Authority(KZ)");
    }

    #[test]
    fn the_server_works_with_certificates_that_verify() {
        let (authority, root) = found(Realm::Training);
        assert!(root.is_of(authority.root()));
        for (_, chain) in authority.own_certificates() {
            let holder = authority.root().anchor().verify(chain).unwrap();
            assert_eq!(holder.validity_at(NOW), Within::Valid);
            assert_eq!(holder.certificate().realm, Realm::Training);
        }
        let server = authority.root().anchor().verify(authority.server_chain());
        let server = server.unwrap();
        let Subject::Server(subject) = &server.certificate().subject else {
            panic!("not a server's certificate");
        };
        assert_eq!(subject.ledger_key, authority.ledger.public());
    }
}
