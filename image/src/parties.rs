//! Who is who in the self-test: China, whose lock this is, and Kazakhstan, whose officers it
//! recognises. Every key is made from its name, so that every start finds the same.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use railseal_lock::Identity;
use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{
    Certificate, DocumentIssuer, LockSubject, Person, Realm, Registrar, Subject,
};
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::recognition::{
    ListHeader, ListVersion, Recognised, RecognitionList, RevocationList,
};
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::session::agreement_key;
use railseal_protocol::statement::{Signed, Signer, Statement};
use railseal_protocol::time::{Seconds, Timestamp, Validity};
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, Lists, Trust};

use crate::failure::{Failure, PartyError};

/// When the self-test begins.
pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);
const LOCK: &str = "RSLA00000017";

/// Somebody who holds a certificate, and its key.
pub(crate) struct Holder {
    pub(crate) key: SigningKey,
    pub(crate) chain: CertificateChain,
}

impl Holder {
    pub(crate) fn sign<T: Statement>(&self, value: &T) -> Signed<T> {
        Signed::sign(value, self.signer(), &self.key)
    }

    fn signer(&self) -> Signer {
        Signer::Certificate(self.chain.leaf.id())
    }
}

/// An administration, and those it has certified.
pub(crate) struct Nation {
    pub(crate) code: Administration,
    root_key: SigningKey,
    root: Signed<Certificate>,
    registrar: Holder,
    list_signer: Holder,
    pub(crate) officer: Holder,
}

/// Everybody.
pub(crate) struct Parties {
    pub(crate) china: Nation,
    pub(crate) kazakhstan: Nation,
    /// Who makes China's manifests out.
    pub(crate) issuer: Holder,
    /// What Kazakhstan's phones trust.
    pub(crate) trust: Trust,
}

impl Parties {
    pub(crate) fn meet() -> Result<Self, Failure> {
        let china = Nation::new("CN", "CNCKG")?;
        let kazakhstan = Nation::new("KZ", "KZDOS")?;
        let office = "CNCKGA".parse().map_err(PartyError::from)?;
        let subject = Subject::DocumentIssuer(DocumentIssuer { office });
        let issuer = china.issue("issuer", subject)?;
        let root = Root::from_certificate(&kazakhstan.root).map_err(PartyError::from)?;
        let mut trust = Trust::new(root, HighestSeen::default());
        let refused = trust.accept(&kazakhstan.lists(&china)?);
        if let Some(error) = refused.into_iter().next() {
            return Err(error.into());
        }
        Ok(Self {
            china,
            kazakhstan,
            issuer,
            trust,
        })
    }

    /// What China's lock is given when it is commissioned.
    pub(crate) fn identity(&self) -> Result<Identity, PartyError> {
        let secret = *Hash::of("self-test agreement key", &[LOCK.as_bytes()]).as_bytes();
        let agreement = AgreementSecret::from_bytes(secret);
        let subject = Subject::Lock(LockSubject {
            id: LOCK.parse()?,
            agreement: agreement_key(&agreement)?,
        });
        let Holder { key, chain } = self.china.issue("lock", subject)?;
        Ok(Identity {
            signing: key,
            agreement,
            chain,
            root: self.china.root.clone(),
            lists: self.china.lists(&self.kazakhstan)?,
        })
    }
}

impl Nation {
    fn new(code: &str, station: &str) -> Result<Self, PartyError> {
        let code = code.parse()?;
        let root_key = key(code, "root")?;
        let by_root = |name: &str, subject: Subject| {
            let key = key(code, name)?;
            let certificate = certificate(code, &key, subject);
            let leaf = Signed::sign(&certificate, Signer::Root, &root_key);
            let issuers = List::empty();
            let chain = CertificateChain { leaf, issuers };
            Ok::<_, PartyError>(Holder { key, chain })
        };
        let may_issue = List::try_from(vec![Role::Officer, Role::Lock, Role::DocumentIssuer])?;
        let registrar = by_root("registrar", Subject::Registrar(Registrar { may_issue }))?;
        let officer = Subject::Officer(Person {
            id: "1042".parse()?,
            name: "A. Officer".parse()?,
            station: station.parse()?,
        });
        Ok(Self {
            code,
            root: by_root("root", Subject::Root)?.chain.leaf,
            list_signer: by_root("list signer", Subject::ListSigner)?,
            officer: issue(code, &registrar, "officer", officer)?,
            registrar,
            root_key,
        })
    }

    fn issue(&self, name: &str, subject: Subject) -> Result<Holder, PartyError> {
        issue(self.code, &self.registrar, name, subject)
    }

    fn header(&self) -> ListHeader {
        ListHeader {
            realm: Realm::Operational,
            administration: self.code,
            version: ListVersion(1),
            issued_at: NOW.minus(Seconds::days(2)),
            refresh_by: NOW.plus(Seconds::days(30)),
            expires_at: NOW.plus(Seconds::days(60)),
        }
    }

    fn revocations(&self) -> CarriedRevocations {
        let list = RevocationList {
            header: self.header(),
            revoked: List::empty(),
        };
        CarriedRevocations {
            list: self.list_signer.sign(&list),
            signer: self.list_signer.chain.clone(),
        }
    }

    /// Its lists, with one other administration recognised for everything.
    fn lists(&self, other: &Nation) -> Result<Lists, PartyError> {
        let scopes: Vec<Scope> = vec![
            Scope::Locks,
            Scope::Documents,
            Scope::Inspections,
            Scope::Unsealing,
        ];
        let recognised = Recognised {
            administration: other.code,
            root: other.root_key.public(),
            scopes: scopes.try_into()?,
        };
        let list = RecognitionList {
            header: self.header(),
            recognised: vec![recognised].try_into()?,
        };
        Ok(Lists {
            recognition: Signed::sign(&list, Signer::Root, &self.root_key),
            revocations: vec![self.revocations(), other.revocations()].try_into()?,
        })
    }
}

fn issue(
    administration: Administration,
    registrar: &Holder,
    name: &str,
    subject: Subject,
) -> Result<Holder, PartyError> {
    let key = key(administration, name)?;
    let leaf = registrar.sign(&certificate(administration, &key, subject));
    let issuers = List::try_from(vec![registrar.chain.leaf.clone()])?;
    let chain = CertificateChain { leaf, issuers };
    Ok(Holder { key, chain })
}

fn certificate(administration: Administration, key: &SigningKey, subject: Subject) -> Certificate {
    Certificate {
        realm: Realm::Operational,
        administration,
        validity: Validity {
            from: NOW.minus(Seconds::days(100)),
            until: NOW.plus(Seconds::days(265)),
        },
        key: key.public(),
        subject,
    }
}

fn key(administration: Administration, name: &str) -> Result<SigningKey, PartyError> {
    let whose = format!("{administration} {name}");
    let scalar = Hash::of("self-test key", &[whose.as_bytes()]);
    Ok(SigningKey::from_scalar(scalar.as_bytes())?)
}
