//! Two administrations that recognise each other, a third that nobody does, and a lock of the first.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Identity, Lock, SealOrder};
use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{
    Certificate, DocumentIssuer, LockSubject, Person, Realm, Registrar, Server, Subject,
};
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{Administration, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::key::{AgreementSecret, SigningKey};
use railseal_protocol::manifest::{
    CHUNK_LIMIT, ChunkHash, DocumentEntry, DocumentKind, Encoding, Grams, Manifest, Policy,
    PolicyRow, Sealing, Totals, chunks_of,
};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest, InspectionId};
use railseal_protocol::recognition::{
    ListHeader, ListVersion, Recognised, RecognitionList, RevocationList, RevocationReason, Revoked,
};
use railseal_protocol::rights::{ROLES, Role, Scope};
use railseal_protocol::session::agreement_key;
use railseal_protocol::statement::{Id, Signed, Signer};
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Timestamp, Validity};
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, Lists, Trust};

pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);
pub(crate) const LOCK: &str = "RSLA00000017";
pub(crate) const CONTAINER: &str = "CSQU3054383";

pub(crate) const SCOPES: [Scope; 4] = [
    Scope::Locks,
    Scope::Documents,
    Scope::Inspections,
    Scope::Unsealing,
];

pub(crate) struct Holder {
    pub(crate) key: SigningKey,
    pub(crate) chain: CertificateChain,
}

impl Holder {
    pub(crate) fn signer(&self) -> Signer {
        Signer::Certificate(self.chain.leaf.id())
    }
}

pub(crate) struct Nation {
    pub(crate) code: Administration,
    root_key: SigningKey,
    pub(crate) root: Signed<Certificate>,
    registrar: Holder,
    list_signer: Holder,
    pub(crate) officer: Holder,
    /// Another person, and another certificate of the first.
    pub(crate) second: Holder,
    pub(crate) officers_tablet: Holder,
    pub(crate) supervisor: Holder,
    pub(crate) server: Holder,
    pub(crate) staff: Holder,
    pub(crate) issuer: Holder,
    pub(crate) expired: Holder,
    pub(crate) revoked: Holder,
}

pub(crate) struct World {
    pub(crate) cn: Nation,
    pub(crate) kz: Nation,
    pub(crate) xx: Nation,
}

pub(crate) fn key(name: &str) -> SigningKey {
    SigningKey::from_scalar(Hash::of("test key", &[name.as_bytes()]).as_bytes()).unwrap()
}

pub(crate) fn person(name: &str) -> Person {
    Person {
        id: name.parse().unwrap(),
        name: name.parse().unwrap(),
        station: "KZDOS".parse().unwrap(),
    }
}

impl Nation {
    fn new(code: &str) -> Self {
        let administration = code.parse().unwrap();
        let root_key = key(&format!("{code} root"));
        let year = Validity {
            from: NOW.minus(Seconds::days(100)),
            until: NOW.plus(Seconds::days(265)),
        };
        let last_month = Validity {
            from: NOW.minus(Seconds::days(60)),
            until: NOW.minus(Seconds::days(30)),
        };
        let certify = |name: &str, subject, validity, issuer: Option<&Holder>| {
            let own = key(&format!("{code} {name}"));
            let certificate = Certificate {
                realm: Realm::Operational,
                administration,
                validity,
                key: own.public(),
                subject,
            };
            let (signer, signing, issuers) = match issuer {
                None => (Signer::Root, &root_key, vec![]),
                Some(issuer) => (
                    issuer.signer(),
                    &issuer.key,
                    vec![issuer.chain.leaf.clone()],
                ),
            };
            let leaf = Signed::sign(&certificate, signer, signing);
            let issuers = List::try_from(issuers).unwrap();
            Holder {
                key: own,
                chain: CertificateChain { leaf, issuers },
            }
        };
        let may_issue = List::try_from(ROLES.to_vec()).unwrap();
        let registrar = certify(
            "registrar",
            Subject::Registrar(Registrar { may_issue }),
            year,
            None,
        );
        let by = Some(&registrar);
        let office = "CNBJSA".parse().unwrap();
        let server = Server {
            origin: "example/log".parse().unwrap(),
            ledger_key: [1; 32],
        };
        let root = certify("root", Subject::Root, year, None).chain.leaf;
        Self {
            code: administration,
            list_signer: certify("list signer", Subject::ListSigner, year, None),
            officer: certify("officer", Subject::Officer(person("OFFICER")), year, by),
            second: certify("second", Subject::Officer(person("SECOND")), year, by),
            officers_tablet: certify("tablet", Subject::Officer(person("OFFICER")), year, by),
            supervisor: certify("supervisor", Subject::Supervisor(person("CHIEF")), year, by),
            server: certify("server", Subject::Server(server), year, by),
            staff: certify("staff", Subject::RailwayStaff(person("STAFF")), year, by),
            issuer: certify(
                "issuer",
                Subject::DocumentIssuer(DocumentIssuer { office }),
                year,
                by,
            ),
            expired: certify("expired", Subject::Officer(person("OLD")), last_month, by),
            revoked: certify("revoked", Subject::Officer(person("GONE")), year, by),
            registrar,
            root_key,
            root,
        }
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
        self.revocation_list(1, &[&self.revoked])
    }

    /// A person of this administration: a certificate that its registrar issues.
    pub(crate) fn enrol(&self, name: &str, subject: Subject) -> Holder {
        let own = key(&format!("{} {name}", self.code));
        let certificate = Certificate {
            realm: Realm::Operational,
            administration: self.code,
            validity: Validity {
                from: NOW.minus(Seconds::days(100)),
                until: NOW.plus(Seconds::days(265)),
            },
            key: own.public(),
            subject,
        };
        let registrar = &self.registrar;
        Holder {
            key: own,
            chain: CertificateChain {
                leaf: Signed::sign(&certificate, registrar.signer(), &registrar.key),
                issuers: vec![registrar.chain.leaf.clone()].try_into().unwrap(),
            },
        }
    }

    /// A version of its revocation list, which withdraws these.
    pub(crate) fn revocation_list(&self, version: u32, revoked: &[&Holder]) -> CarriedRevocations {
        let withdrawn = |holder: &&Holder| Revoked {
            certificate: holder.chain.leaf.id(),
            from: NOW.minus(Seconds::days(1)),
            reason: RevocationReason::DeviceLost,
        };
        let revoked: Vec<Revoked> = revoked.iter().map(withdrawn).collect();
        let list = RevocationList {
            header: ListHeader {
                version: ListVersion(version),
                ..self.header()
            },
            revoked: revoked.try_into().unwrap(),
        };
        CarriedRevocations {
            list: Signed::sign(&list, self.list_signer.signer(), &self.list_signer.key),
            signer: self.list_signer.chain.clone(),
        }
    }

    /// A version of its recognition list, which recognises one other for these.
    pub(crate) fn recognition_list(
        &self,
        version: u32,
        other: &Nation,
        scopes: &[Scope],
    ) -> Signed<RecognitionList> {
        let recognised = Recognised {
            administration: other.code,
            root: other.root_key.public(),
            scopes: scopes.to_vec().try_into().unwrap(),
        };
        let list = RecognitionList {
            header: ListHeader {
                version: ListVersion(version),
                ..self.header()
            },
            recognised: vec![recognised].try_into().unwrap(),
        };
        Signed::sign(&list, Signer::Root, &self.root_key)
    }

    /// Its lists, with one other administration recognised.
    fn lists(&self, other: &Nation) -> Lists {
        Lists {
            recognition: self.recognition_list(1, other, &SCOPES),
            revocations: vec![self.revocations(), other.revocations()]
                .try_into()
                .unwrap(),
        }
    }

    /// What its phones trust.
    pub(crate) fn trust(&self, other: &Nation) -> Trust {
        let root = Root::from_certificate(&self.root).unwrap();
        let mut trust = Trust::new(root, HighestSeen::default());
        assert_eq!(trust.accept(&self.lists(other)), []);
        trust
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            cn: Nation::new("CN"),
            kz: Nation::new("KZ"),
            xx: Nation::new("XX"),
        }
    }

    /// What a lock of CN is given.
    pub(crate) fn identity(&self) -> Identity {
        let signing = key("lock");
        let agreement = AgreementSecret::from_bytes([7; 32]);
        let certificate = Certificate {
            realm: Realm::Operational,
            administration: self.cn.code,
            validity: Validity {
                from: NOW.minus(Seconds::days(100)),
                until: NOW.plus(Seconds::days(265)),
            },
            key: signing.public(),
            subject: Subject::Lock(LockSubject {
                id: LOCK.parse().unwrap(),
                agreement: agreement_key(&agreement).unwrap(),
            }),
        };
        let registrar = &self.cn.registrar;
        let leaf = Signed::sign(&certificate, registrar.signer(), &registrar.key);
        Identity {
            signing,
            agreement,
            chain: CertificateChain {
                leaf,
                issuers: vec![registrar.chain.leaf.clone()].try_into().unwrap(),
            },
            root: self.cn.root.clone(),
            lists: self.cn.lists(&self.kz),
        }
    }

    pub(crate) fn lock(&self) -> Lock<FakeHardware> {
        Lock::commission(FakeHardware::new(NOW), self.identity()).unwrap()
    }

    /// A lock sealed with small documents.
    pub(crate) fn sealed(&self) -> Lock<FakeHardware> {
        let mut lock = self.lock();
        lock.seal(&self.order(&lock, &documents(300, 4096)))
            .unwrap();
        lock
    }

    /// A prior inspection of the container, by an officer.
    pub(crate) fn digest(
        &self,
        officer: &Holder,
        previous: Option<&CarriedDigest>,
    ) -> CarriedDigest {
        let lock: LockId = "RSLA00000099".parse().unwrap();
        let digest = InspectionDigest {
            inspection: InspectionId([5; 16]),
            lock,
            container: CONTAINER.parse().unwrap(),
            cycle: SealCycle(1),
            manifest: Id::from_hash(Hash::of("test", &[])),
            journal: JournalHead::of_nothing(&lock),
            made_at: NOW,
            place: "CNCKG".parse().unwrap(),
            condition: SealCondition::Right,
            disposition: Disposition::Release,
            results: List::empty(),
            previous: previous.map(|carried| carried.digest.id()),
        };
        CarriedDigest {
            digest: Signed::sign(&digest, officer.signer(), &officer.key),
            officer: officer.chain.clone(),
        }
    }

    /// An order that carries these prior inspections, the last first.
    pub(crate) fn order_after(
        &self,
        lock: &Lock<FakeHardware>,
        inspections: Vec<CarriedDigest>,
    ) -> SealOrder {
        let last = inspections.first().map(|carried| carried.digest.id());
        let order = self.order_with(
            lock,
            &documents(300, 4096),
            |manifest| manifest.inspection = last,
            |_| {},
        );
        SealOrder {
            inspections,
            ..order
        }
    }

    /// The order that fits a lock as it is.
    pub(crate) fn order<H: railseal_lock::Hardware>(
        &self,
        lock: &Lock<H>,
        documents: &[(Vec<u8>, usize)],
    ) -> SealOrder {
        self.order_with(lock, documents, |_| {}, |_| {})
    }

    /// The same, with something changed before it is signed.
    pub(crate) fn order_with<H: railseal_lock::Hardware>(
        &self,
        lock: &Lock<H>,
        documents: &[(Vec<u8>, usize)],
        change_manifest: impl FnOnce(&mut Manifest),
        change_policy: impl FnOnce(&mut Policy),
    ) -> SealOrder {
        let row = PolicyRow {
            administration: self.kz.code,
            role: Role::Officer,
            station: None,
        };
        let mut policy = Policy {
            rows: vec![row].try_into().unwrap(),
            quorum: 1,
            presence: false,
        };
        change_policy(&mut policy);
        let policy = Signed::sign(&policy, self.cn.officer.signer(), &self.cn.officer.key);
        let chunks: Vec<_> = documents
            .iter()
            .map(|(bytes, size)| chunks_of(bytes, *size))
            .collect();
        let entry = |((bytes, _), chunks): (&(Vec<u8>, usize), &Vec<_>)| DocumentEntry {
            kind: DocumentKind::DeliveryBill,
            encoding: Encoding::Lines,
            length: bytes.len() as u32,
            chunks: hashes(chunks),
        };
        let entries: Vec<_> = documents.iter().zip(&chunks).map(entry).collect();
        let totals = Totals {
            despatches: 1,
            receptacles: 1,
            items: 1,
            gross: Grams(1000),
        };
        let mut manifest = Manifest {
            lock: lock.id(),
            container: CONTAINER.parse().unwrap(),
            cycle: lock.cycle().next(),
            issued_at: NOW,
            train: None,
            route: vec!["CNCKG".parse().unwrap(), "KZALA".parse().unwrap()]
                .try_into()
                .unwrap(),
            documents: entries.try_into().unwrap(),
            totals,
            bill: totals,
            policy: policy.id(),
            tampers: lock.tampers(),
            journal: lock.journal(),
            previous: None,
            inspection: None,
        };
        change_manifest(&mut manifest);
        let issuer = &self.cn.issuer;
        SealOrder {
            inspections: Vec::new(),
            sealing: Sealing {
                manifest: Signed::sign(&manifest, issuer.signer(), &issuer.key),
                issuer: issuer.chain.clone(),
                policy,
                sealer: self.cn.officer.chain.clone(),
            },
            documents: chunks,
        }
    }
}

fn hashes<const N: usize>(chunks: &[railseal_protocol::manifest::Chunk]) -> List<ChunkHash, N> {
    let hashes: Vec<_> = chunks.iter().map(|chunk| ChunkHash::of(chunk)).collect();
    hashes.try_into().unwrap()
}

/// Two documents: one of so many bytes in chunks of such a size, one of a single byte.
pub(crate) fn documents(length: usize, chunk: usize) -> Vec<(Vec<u8>, usize)> {
    let first = (0..length).map(|i| (i * 7 + i / 256) as u8).collect();
    vec![(first, chunk), (vec![9], CHUNK_LIMIT)]
}
