//! A demonstration train: China Customs has sealed containers at Chongqing, Mongolia's and Poland's
//! customs one each, and Kazakhstan's customs expects them at Dostyk. Codes that no public list gave
//! are fictional.

pub mod cargo;
mod condition;
mod lamps;
pub mod lock;
mod sealing;
mod stock;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use railseal_lock::{Hardware, Lock};
use railseal_mail::Plan;
use railseal_protocol::bounded::{BoundError, Text};
use railseal_protocol::certificate::{Person, Realm};
use railseal_protocol::enrolment::{EnrolmentCode, WorkItem};
use railseal_protocol::identifiers::{Administration, ContainerNumber, IdentifierError, LockId};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::manifest::Policy;
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Scope;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_server::authority::{Founding, RootFileError, RootKey};
use railseal_server::service::{
    CertifyError, CodeIssueError, CreateError, EnrolError, ImportError, ListsError, OfficeError,
    OpenError, Peer, PublishError, RecogniseError, RevokeError, WorkError,
};
use railseal_server::storage::{Appointment, PersonRole, StorageError};
use railseal_server::{Clock, FixedClock, NoRandomness, Service};

use cargo::{CargoError, Flaw};
pub use condition::Condition;
use condition::Owner;
pub use lamps::Lamps;
use lock::{DemonstrationLock, LockError};
use sealing::{Consignment, SealingOffice, policy};
pub use stock::ToBeSealed;

/// How long ago the administrations were set up.
const FOUNDED: Seconds = Seconds::days(10);
/// How long ago China and Kazakhstan exchanged their lists; Mongolia's are as old as it is.
const EXCHANGED: Seconds = Seconds::days(3);
/// How long ago the containers were sealed.
const SEALED: Seconds = Seconds::days(2);
/// How long ago a lock's certificate was withdrawn.
const REVOKED: Seconds = Seconds::days(1);

/// What is in the folder, and what it means: another edition has another train.
const EDITION: &str = "3";

/// Why the demonstration could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DemonstrationError {
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An administration.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// A data folder.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A root's key.
    #[error(transparent)]
    Root(#[from] RootFileError),
    /// A recognition list.
    #[error(transparent)]
    Recognise(#[from] RecogniseError),
    /// A revocation list.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A list of the other's.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The lists.
    #[error(transparent)]
    Lists(#[from] ListsError),
    /// A certificate.
    #[error(transparent)]
    Certify(#[from] CertifyError),
    /// A code.
    #[error(transparent)]
    Code(#[from] CodeIssueError),
    /// An enrolment.
    #[error(transparent)]
    Enrol(#[from] EnrolError),
    /// The worklist.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A text.
    #[error(transparent)]
    Text(#[from] BoundError),
    /// An identifier.
    #[error(transparent)]
    Identifier(#[from] IdentifierError),
    /// The documents.
    #[error(transparent)]
    Cargo(#[from] CargoError),
    /// Who makes manifests out.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A lock.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Randomness.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// A withdrawal.
    #[error(transparent)]
    Revoke(#[from] RevokeError),
    /// The folder holds the train of another edition.
    #[error(
        "{} holds the demonstration of another version of Railseal: remove it, or give another folder with --data",
        folder.display()
    )]
    OtherEdition {
        /// Which.
        folder: PathBuf,
    },
}

/// The demonstration, on disk.
pub struct Demonstration {
    /// Kazakhstan's customs server: the one that the officers at Dostyk use.
    pub server: Service,
    /// What the locks' lamps blink.
    pub lamps: Lamps,
    folder: PathBuf,
}

impl Demonstration {
    /// Opens the demonstration in a folder, or sets it up there as it stands at the clock's time.
    pub fn open_or_create(
        folder: &Path,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, DemonstrationError> {
        if !folder.join("locks").is_dir() {
            create(folder, clock.now())?;
        }
        if std::fs::read_to_string(edition(folder)).ok().as_deref() != Some(EDITION) {
            return Err(DemonstrationError::OtherEdition {
                folder: folder.to_path_buf(),
            });
        }
        let server = Service::open(&data(folder, "KZ"), clock)?;
        Ok(Self {
            server,
            lamps: Lamps::dark(),
            folder: folder.to_path_buf(),
        })
    }

    /// A lock of the train, as it stands on the track now.
    pub fn lock(
        &self,
        condition: Condition,
        now: Timestamp,
    ) -> Result<DemonstrationLock, DemonstrationError> {
        let lamps = self.lamps.clone();
        let (locks, lock) = (self.locks(), condition.lock()?);
        Ok(DemonstrationLock::wake(&locks, lock, now, lamps)?)
    }

    /// A one-time code for an inspector at Dostyk.
    pub fn inspector_code(&self) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("KZ-10017", "Inspector, Dostyk", "KZDOS")?;
        self.code(PersonRole::Officer, person)
    }

    /// A one-time code for a supervisor at Dostyk.
    pub fn supervisor_code(&self) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("KZ-10002", "Supervisor, Dostyk", "KZDOS")?;
        self.code(PersonRole::Supervisor, person)
    }

    /// A one-time code for railway staff at Dostyk.
    pub fn staff_code(&self) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("KTZ-2044", "Train master, Dostyk", "KZDOS")?;
        self.code(PersonRole::RailwayStaff, person)
    }

    fn code(&self, role: PersonRole, person: Person) -> Result<EnrolmentCode, DemonstrationError> {
        Ok(self.server.new_code(Appointment { role, person }, 24)?)
    }

    /// A one-time code for somebody of a server's administration: the person's number, whose
    /// description stands for a name, and station.
    pub fn code_for(
        &self,
        server: &Service,
        role: PersonRole,
        (id, name, station): (&str, &str, &str),
    ) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person(id, name, station)?;
        Ok(server.new_code(Appointment { role, person }, 24)?)
    }

    /// A one-time code for an inspector of another administration's server.
    pub fn code_at(&self, server: &Service) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("CN-50017", "Inspector, Alashankou", "CNAKL")?;
        let role = PersonRole::Officer;
        Ok(server.new_code(Appointment { role, person }, 24)?)
    }

    /// The other administration's server, which has the locks' owner.
    pub fn china(&self, clock: Arc<dyn Clock>) -> Result<Service, DemonstrationError> {
        Ok(Service::open(&data(&self.folder, "CN"), clock)?)
    }

    /// China and Kazakhstan publish their lists anew.
    pub fn renew_lists(&self) -> Result<(), DemonstrationError> {
        let clock = Arc::new(FixedClock::at(self.server.now()));
        let china = self.china(clock.clone())?;
        let mongolia = Service::open(&data(&self.folder, "MN"), clock)?;
        recognise(&self.folder, &china, &[&self.server])?;
        recognise(&self.folder, &self.server, &[&china, &mongolia])?;
        exchange(&china, &self.server)
    }

    /// China Customs seals one more container at Chongqing, now, with a lock of its own whatever its
    /// body, and Kazakhstan's expects it. Its policy asks for the lamp's code.
    pub fn seal<H: Hardware>(
        &self,
        lock: &mut Lock<H>,
        container: ContainerNumber,
    ) -> Result<(), DemonstrationError> {
        let china = self.china(Arc::new(FixedClock::at(self.server.now())))?;
        let consignment = Consignment {
            container,
            batch: 1 + u32::try_from(Condition::ALL.len()).unwrap_or(0),
            flaw: Flaw::None,
            policy: policy(true)?,
            inspected_before: false,
            plan: None,
        };
        SealingOffice::open(&china)?.seal_with(lock, &consignment)?;
        expect(&self.server, lock.id(), container, lock.journal())
    }

    /// A lock of China's of its own, sealed at Chongqing now, under a policy of its own.
    pub fn sealed_under(
        &self,
        id: LockId,
        container: ContainerNumber,
        policy: Policy,
    ) -> Result<DemonstrationLock, DemonstrationError> {
        self.sealed_now(id, container, policy, None)
    }

    /// A lock of China's of its own, sealed at Chongqing now, on a container of mail by a plan.
    pub fn sealed_with_mail(
        &self,
        id: LockId,
        container: ContainerNumber,
        plan: Plan,
    ) -> Result<DemonstrationLock, DemonstrationError> {
        self.sealed_now(id, container, policy(false)?, Some(plan))
    }

    fn sealed_now(
        &self,
        id: LockId,
        container: ContainerNumber,
        policy: Policy,
        plan: Option<Plan>,
    ) -> Result<DemonstrationLock, DemonstrationError> {
        let now = self.server.now();
        let china = self.china(Arc::new(FixedClock::at(now)))?;
        let office = SealingOffice::open(&china)?;
        let mut lock = office.commissioned(&china.new_lock(id)?, now)?;
        let consignment = Consignment {
            container,
            batch: 2 + u32::try_from(Condition::ALL.len()).unwrap_or(0),
            flaw: Flaw::None,
            policy,
            inspected_before: false,
            plan,
        };
        office.seal_with(&mut lock, &consignment)?;
        Ok(DemonstrationLock::of(lock, self.lamps.clone()))
    }

    fn locks(&self) -> PathBuf {
        self.folder.join("locks")
    }
}

fn create(folder: &Path, now: Timestamp) -> Result<(), DemonstrationError> {
    let roots = folder.join("offline-roots");
    make_folder(&roots)?;
    let clock = Arc::new(FixedClock::at(now.minus(FOUNDED)));
    let found = |administration| found(folder, administration, clock.clone());
    let (china, kazakhstan) = (found("CN")?, found("KZ")?);
    let (mongolia, poland) = (found("MN")?, found("PL")?);
    recognise(folder, &china, &[&kazakhstan])?;
    recognise(folder, &kazakhstan, &[&china, &mongolia])?;
    recognise(folder, &mongolia, &[&kazakhstan])?;
    recognise(folder, &poland, &[&kazakhstan])?;
    exchange(&kazakhstan, &mongolia)?;
    poland.import(&kazakhstan.publish_revocations()?.file.to_wire())?;
    poland.publish_revocations()?;

    clock.set(now.minus(EXCHANGED));
    exchange(&china, &kazakhstan)?;
    let mut china = china;
    china.open_office(&data(folder, "CN"), "CNCKGX".parse()?)?;
    let china = china;
    let offices = [&china, &mongolia, &poland].map(SealingOffice::open);
    let [chinese, mongolian, polish] = offices;
    let (chinese, mongolian, polish) = (chinese?, mongolian?, polish?);

    clock.set(now.minus(SEALED));
    let made = folder.join("locks.new");
    make_folder(&made)?;
    let mut withdrawn = Vec::new();
    for condition in Condition::ALL {
        let office = match condition.owner() {
            Owner::China => &chinese,
            Owner::Mongolia => &mongolian,
            Owner::Poland => &polish,
        };
        let sealed = office.seal(condition, now.minus(EXCHANGED))?;
        sealed.file.keep(&made, condition.lock()?)?;
        if condition == Condition::Revoked {
            withdrawn.push(sealed.certificate);
        }
        expect(
            &kazakhstan,
            condition.lock()?,
            condition.sealed_container()?,
            sealed.reported,
        )?;
    }

    stock::keep(&chinese, &kazakhstan, &made, now.minus(EXCHANGED))?;

    clock.set(now.minus(REVOKED));
    for certificate in withdrawn {
        let published = china.revoke(certificate, RevocationReason::KeyCompromised)?;
        kazakhstan.import(&published.file.to_wire())?;
    }
    // Only a demonstration that is whole is found again.
    let whole = folder.join("locks");
    let edition = edition(folder);
    std::fs::write(&edition, EDITION).map_err(|source| DemonstrationError::File {
        path: edition,
        source,
    })?;
    std::fs::rename(&made, &whole).map_err(|source| DemonstrationError::File {
        path: whole,
        source,
    })
}

/// The container is on the worklist, with how far its lock's journal was seen to reach.
fn expect(
    server: &Service,
    lock: LockId,
    container: ContainerNumber,
    reported: JournalHead,
) -> Result<(), DemonstrationError> {
    server.put_work(&WorkItem {
        train: "X8001".parse()?,
        container,
        lock,
        origin: "CNCQI".parse()?,
        destination: "KZALA".parse()?,
        last_seen: Some(reported),
    })?;
    Ok(())
}

fn found(
    folder: &Path,
    administration: &str,
    clock: Arc<dyn Clock>,
) -> Result<Service, DemonstrationError> {
    let founding = Founding {
        administration: administration.parse::<Administration>()?,
        realm: Realm::Operational,
        origin: format!("{}.customs.example/railseal", administration.to_lowercase())
            .parse::<Text<128>>()?,
    };
    let root_file = root_file(folder, administration);
    Ok(Service::create(
        &data(folder, administration),
        &root_file,
        &founding,
        clock,
    )?)
}

/// `own` recognises the others, and nobody else, for everything.
fn recognise(folder: &Path, own: &Service, others: &[&Service]) -> Result<(), DemonstrationError> {
    let administration = own.authority().administration().to_string();
    let key = RootKey::read(&root_file(folder, &administration))?;
    let scopes = vec![
        Scope::Locks,
        Scope::Documents,
        Scope::Inspections,
        Scope::Unsealing,
    ];
    let peers: Vec<Peer> = others
        .iter()
        .map(|other| {
            Ok(Peer {
                root: other.authority().root().clone(),
                scopes: scopes.clone().try_into()?,
            })
        })
        .collect::<Result<_, DemonstrationError>>()?;
    own.recognise(&key, &peers)?;
    Ok(())
}

/// Each publishes its revocations, and takes the other's.
fn exchange(one: &Service, other: &Service) -> Result<(), DemonstrationError> {
    one.import(&other.publish_revocations()?.file.to_wire())?;
    other.import(&one.publish_revocations()?.file.to_wire())?;
    Ok(())
}

fn person(id: &str, name: &str, station: &str) -> Result<Person, DemonstrationError> {
    Ok(Person {
        id: id.parse()?,
        name: name.parse()?,
        station: station.parse()?,
    })
}

fn data(folder: &Path, administration: &str) -> PathBuf {
    folder.join("servers").join(administration)
}

fn edition(folder: &Path) -> PathBuf {
    folder.join("edition")
}

fn root_file(folder: &Path, administration: &str) -> PathBuf {
    folder
        .join("offline-roots")
        .join(format!("{administration}.key"))
}

fn make_folder(path: &Path) -> Result<(), DemonstrationError> {
    std::fs::create_dir_all(path).map_err(|source| DemonstrationError::File {
        path: path.to_path_buf(),
        source,
    })
}
