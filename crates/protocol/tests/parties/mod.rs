//! The parties of every test: Kazakhstan, whose officer reads; China, whose lock is read; an
//! administration that nobody recognises; and one for training. Every key is fixed, and every
//! signature is deterministic, so every byte is the same in every run.
#![allow(dead_code, reason = "each test takes the parties that it needs")]

pub(crate) mod by_hand;
pub(crate) mod cargo;
pub(crate) mod inspection;
pub(crate) mod lock;
pub(crate) mod noise;
pub(crate) mod order;
pub(crate) mod talk;

use core::fmt::Debug;
use core::str::FromStr;

use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{
    Certificate, DocumentIssuer, LockSubject, Person, Realm, Registrar, Server, Subject,
};
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::recognition::{
    ListHeader, ListVersion, Recognised, RecognitionList, RevocationList, Revoked,
};
use railseal_protocol::rights::{Role, Scope};
use railseal_protocol::session::{Entropy, agreement_key};
use railseal_protocol::statement::{Id, Signed, Signer, Statement};
use railseal_protocol::time::{Seconds, Timestamp, Validity};
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, Lists, Trust};

/// 2026-09-21T14:13:20Z, when everything is judged.
pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_790_000_000);

/// The lock that is read.
pub(crate) const LOCK: &str = "RSLF00001201";
/// Another lock of the same administration.
pub(crate) const OTHER_LOCK: &str = "RSLF00001202";

/// Every scope.
pub(crate) const EVERY_SCOPE: [Scope; 4] = [
    Scope::Locks,
    Scope::Documents,
    Scope::Inspections,
    Scope::Unsealing,
];

/// Parses what is known to be right.
pub(crate) fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// A list that is known to fit.
pub(crate) fn listed<T: Debug, const MAX: usize>(members: Vec<T>) -> List<T, MAX> {
    members.try_into().unwrap()
}

pub(crate) fn days_before(days: u64) -> Timestamp {
    NOW.minus(Seconds::days(days))
}

pub(crate) fn days_after(days: u64) -> Timestamp {
    NOW.plus(Seconds::days(days))
}

/// The private scalar that goes by a name in the tests: SHA-256 over
/// `"railseal/1 test key" ‖ 0x00 ‖ name`.
pub(crate) fn scalar(name: &str) -> [u8; 32] {
    *Hash::of("test key", &[name.as_bytes()]).as_bytes()
}

pub(crate) fn key(name: &str) -> SigningKey {
    SigningKey::from_scalar(&scalar(name)).unwrap()
}

/// Likewise for the session, with the context `test agreement key`.
pub(crate) fn agreement(name: &str) -> AgreementSecret {
    AgreementSecret::from_bytes(*Hash::of("test agreement key", &[name.as_bytes()]).as_bytes())
}

/// Likewise for randomness, with the context `test entropy`.
pub(crate) fn random(name: &str) -> [u8; 32] {
    *Hash::of("test entropy", &[name.as_bytes()]).as_bytes()
}

pub(crate) fn entropy(name: &str) -> Entropy {
    Entropy::from_random(random(name))
}

/// Somebody who holds a certificate, or a machine that does.
pub(crate) struct Party {
    pub(crate) key: SigningKey,
    pub(crate) chain: CertificateChain,
}

impl Party {
    pub(crate) fn id(&self) -> Id<Certificate> {
        self.chain.leaf.id()
    }

    pub(crate) fn sign<T: Statement>(&self, value: &T) -> Signed<T> {
        Signed::sign(value, Signer::Certificate(self.id()), &self.key)
    }

    /// Signs any bytes in any context.
    pub(crate) fn sign_bytes(&self, context: &str, bytes: &[u8]) -> by_hand::Envelope {
        let signer = *self.id().hash().as_bytes();
        by_hand::Envelope::sign(context, bytes, signer, self.key.to_scalar())
    }
}

/// An administration: its root, and those that its root has certified.
pub(crate) struct Authority {
    pub(crate) administration: Administration,
    pub(crate) realm: Realm,
    pub(crate) root_key: SigningKey,
    pub(crate) root: Signed<Certificate>,
    pub(crate) registrar: Party,
    pub(crate) list_signer: Party,
}

pub(crate) fn kazakhstan() -> Authority {
    Authority::new("KZ", Realm::Operational)
}

pub(crate) fn china() -> Authority {
    Authority::new("CN", Realm::Operational)
}

/// An administration that nobody recognises.
pub(crate) fn elsewhere() -> Authority {
    Authority::new("XX", Realm::Operational)
}

/// Kazakhstan's root for training.
pub(crate) fn training() -> Authority {
    Authority::new("KZ", Realm::Training)
}

/// The roles for which the tests' registrars may issue.
pub(crate) const ISSUED: [Role; 6] = [
    Role::Officer,
    Role::Supervisor,
    Role::RailwayStaff,
    Role::Lock,
    Role::DocumentIssuer,
    Role::Server,
];

impl Authority {
    fn new(code: &str, realm: Realm) -> Self {
        let administration = parsed(code);
        let prefix = match realm {
            Realm::Operational => code.to_owned(),
            Realm::Training => format!("{code} training"),
        };
        let root_key = key(&format!("{prefix} root"));
        let certified = |subject: Subject, key: &SigningKey, validity: Validity| Certificate {
            realm,
            administration,
            validity,
            key: key.public(),
            subject,
        };
        let own = Validity {
            from: days_before(100),
            until: days_after(3000),
        };
        let root = certified(Subject::Root, &root_key, own);
        let root = Signed::sign(&root, Signer::Root, &root_key);
        let below = |whose: &str, subject: Subject| {
            let key = key(&format!("{prefix} {whose}"));
            let certificate = certified(subject, &key, a_year());
            let leaf = Signed::sign(&certificate, Signer::Root, &root_key);
            let issuers = List::empty();
            Party {
                key,
                chain: CertificateChain { leaf, issuers },
            }
        };
        let may_issue = listed(ISSUED.to_vec());
        let registrar = below("registrar", Subject::Registrar(Registrar { may_issue }));
        let list_signer = below("list signer", Subject::ListSigner);
        Self {
            administration,
            realm,
            root_key,
            root,
            registrar,
            list_signer,
        }
    }

    /// What a certificate says, for a key that goes by a name.
    pub(crate) fn certificate(&self, key: &SigningKey, subject: Subject) -> Certificate {
        let validity = match &subject {
            Subject::Officer(_) | Subject::Supervisor(_) | Subject::RailwayStaff(_) => Validity {
                from: days_before(4),
                until: days_after(10),
            },
            _ => a_year(),
        };
        Certificate {
            realm: self.realm,
            administration: self.administration,
            validity,
            key: key.public(),
            subject,
        }
    }

    /// Somebody certified by the registrar.
    pub(crate) fn issue(&self, whose: &str, subject: Subject) -> Party {
        self.issue_by(&self.registrar, whose, subject)
    }

    pub(crate) fn issue_by(&self, issuer: &Party, whose: &str, subject: Subject) -> Party {
        let key = key(&format!("{} {whose}", self.administration));
        let certificate = self.certificate(&key, subject);
        let chain = chained(issuer, issuer.sign(&certificate));
        Party { key, chain }
    }

    /// Somebody certified by the root itself.
    pub(crate) fn issue_by_root(&self, whose: &str, subject: Subject) -> Party {
        let key = key(&format!("{} {whose}", self.administration));
        let certificate = self.certificate(&key, subject);
        let leaf = Signed::sign(&certificate, Signer::Root, &self.root_key);
        let issuers = List::empty();
        Party {
            key,
            chain: CertificateChain { leaf, issuers },
        }
    }

    pub(crate) fn officer(&self) -> Party {
        self.issue("officer", Subject::Officer(person("1042")))
    }

    pub(crate) fn staff(&self) -> Party {
        self.issue("railway staff", Subject::RailwayStaff(person("R-77")))
    }

    pub(crate) fn lock(&self) -> Party {
        self.issue("lock", lock_subject(LOCK))
    }

    pub(crate) fn issuer(&self) -> Party {
        let office = parsed("CNCKGA");
        let subject = Subject::DocumentIssuer(DocumentIssuer { office });
        self.issue("document issuer", subject)
    }

    pub(crate) fn server(&self) -> Party {
        let server = Server {
            origin: parsed("customs.example/ledger"),
            ledger_key: *Hash::of("test ledger key", &[]).as_bytes(),
        };
        self.issue("server", Subject::Server(server))
    }

    /// A list's header: signed yesterday, due in a week, at its end in a month.
    pub(crate) fn header(&self, version: u32) -> ListHeader {
        ListHeader {
            realm: self.realm,
            administration: self.administration,
            version: ListVersion(version),
            issued_at: days_before(1),
            refresh_by: days_after(7),
            expires_at: days_after(30),
        }
    }

    pub(crate) fn sign_recognition(&self, list: &RecognitionList) -> Signed<RecognitionList> {
        Signed::sign(list, Signer::Root, &self.root_key)
    }

    pub(crate) fn sign_revocations(&self, list: &RevocationList) -> CarriedRevocations {
        CarriedRevocations {
            list: self.list_signer.sign(list),
            signer: self.list_signer.chain.clone(),
        }
    }

    /// A recognition list that recognises one other for some scopes.
    pub(crate) fn recognition(
        &self,
        version: u32,
        other: &Authority,
        scopes: &[Scope],
    ) -> RecognitionList {
        let recognised = Recognised {
            administration: other.administration,
            root: other.root_key.public(),
            scopes: listed(scopes.to_vec()),
        };
        RecognitionList {
            header: self.header(version),
            recognised: listed(vec![recognised]),
        }
    }

    pub(crate) fn revocations(&self, version: u32, revoked: Vec<Revoked>) -> RevocationList {
        RevocationList {
            header: self.header(version),
            revoked: listed(revoked),
        }
    }

    /// The lists that this administration hands out when it recognises one other for everything.
    pub(crate) fn lists(&self, other: &Authority) -> Lists {
        Lists {
            recognition: self.sign_recognition(&self.recognition(7, other, &EVERY_SCOPE)),
            revocations: listed(vec![
                self.sign_revocations(&self.revocations(3, vec![])),
                other.sign_revocations(&other.revocations(5, vec![])),
            ]),
        }
    }

    /// Trust in this administration's root, and nothing yet besides.
    pub(crate) fn trust(&self) -> Trust {
        Trust::new(
            Root::from_certificate(&self.root).unwrap(),
            HighestSeen::default(),
        )
    }

    /// Trust in this administration and one that it recognises for everything.
    pub(crate) fn trusting(&self, other: &Authority) -> Trust {
        let mut trust = self.trust();
        assert!(trust.accept(&self.lists(other)).is_empty());
        trust
    }
}

fn a_year() -> Validity {
    Validity {
        from: days_before(30),
        until: days_after(335),
    }
}

/// A chain of one more certificate.
pub(crate) fn chained(issuer: &Party, leaf: Signed<Certificate>) -> CertificateChain {
    let mut issuers = vec![issuer.chain.leaf.clone()];
    issuers.extend(issuer.chain.issuers.iter().cloned());
    let issuers = listed(issuers);
    CertificateChain { leaf, issuers }
}

pub(crate) fn person(number: &str) -> Person {
    Person {
        id: parsed(number),
        name: parsed("A. Officer"),
        station: parsed("KZDOS"),
    }
}

pub(crate) fn lock_subject(id: &str) -> Subject {
    Subject::Lock(LockSubject {
        id: parsed(id),
        agreement: agreement_key(&agreement(id)).unwrap(),
    })
}
