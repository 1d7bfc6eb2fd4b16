//! A demonstration train: China Customs has sealed four containers at Chongqing, and Kazakhstan's
//! customs expects them at Dostyk. Codes that no public list gave are fictional.

pub mod cargo;
pub mod lock;
mod sealing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use railseal_protocol::bounded::{BoundError, Text};
use railseal_protocol::certificate::{Person, Realm};
use railseal_protocol::enrolment::{EnrolmentCode, WorkItem};
use railseal_protocol::identifiers::{Administration, ContainerNumber, IdentifierError, LockId};
use railseal_protocol::rights::Scope;
use railseal_protocol::time::{Seconds, Timestamp};
use railseal_server::authority::{Founding, RootFileError, RootKey};
use railseal_server::service::{
    CertifyError, CodeIssueError, CreateError, EnrolError, ImportError, ListsError, OpenError,
    Peer, PublishError, RecogniseError, WorkError,
};
use railseal_server::storage::{Appointment, PersonRole, StorageError};
use railseal_server::{Clock, FixedClock, NoRandomness, Service};

use cargo::{CargoError, Flaw};
use lock::{DemonstrationLock, LockError};
use sealing::SealingOffice;

/// How long ago the administrations were set up, and the containers sealed.
const FOUNDED: Seconds = Seconds::days(3);
const SEALED: Seconds = Seconds::days(2);

/// What is the matter with a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing.
    Intact,
    /// Its lever was cut on the way.
    Tampered,
    /// Somebody has put another signature on the manifest in its memory.
    ForgedManifest,
    /// Its first mail list says one item more than the detail sheet has.
    TotalsDiffer,
}

impl Condition {
    /// Every condition, in the order of the train.
    pub const ALL: [Self; 4] = [
        Self::Intact,
        Self::Tampered,
        Self::ForgedManifest,
        Self::TotalsDiffer,
    ];

    /// The lock that is in it.
    pub fn lock(self) -> Result<LockId, IdentifierError> {
        match self {
            Self::Intact => "RSLK00000017",
            Self::Tampered => "RSLK00000025",
            Self::ForgedManifest => "RSLK00000033",
            Self::TotalsDiffer => "RSLK00000041",
        }
        .parse()
    }

    /// The container that it closes: fictional, but for the check digit.
    pub fn container(self) -> Result<ContainerNumber, IdentifierError> {
        match self {
            Self::Intact => "CSQU3054383",
            Self::Tampered => "CBHU3202732",
            Self::ForgedManifest => "TBJU0000080",
            Self::TotalsDiffer => "RSXU2048163",
        }
        .parse()
    }

    fn flaw(self) -> Flaw {
        match self {
            Self::TotalsDiffer => Flaw::OneItemShort,
            Self::Intact | Self::Tampered | Self::ForgedManifest => Flaw::None,
        }
    }
}

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
    /// A lock.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Randomness.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

/// The demonstration, on disk.
pub struct Demonstration {
    /// Kazakhstan's customs server: the one that the officers at Dostyk use.
    pub server: Service,
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
        let server = Service::open(&data(folder, "KZ"), clock)?;
        Ok(Self {
            server,
            folder: folder.to_path_buf(),
        })
    }

    /// A lock of the train, as it stands on the track now.
    pub fn lock(
        &self,
        condition: Condition,
        now: Timestamp,
    ) -> Result<DemonstrationLock, DemonstrationError> {
        Ok(DemonstrationLock::wake(&self.locks(), condition, now)?)
    }

    /// A one-time code for an inspector at Dostyk.
    pub fn inspector_code(&self) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("KZ-10017", "Inspector, Dostyk", "KZDOS")?;
        Ok(self.server.new_code(
            Appointment {
                role: PersonRole::Officer,
                person,
            },
            24,
        )?)
    }

    /// A one-time code for an inspector of another administration's server.
    pub fn code_at(&self, server: &Service) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("CN-50017", "Inspector, Alashankou", "CNAKL")?;
        let role = PersonRole::Officer;
        Ok(server.new_code(Appointment { role, person }, 24)?)
    }

    /// A one-time code for a supervisor at Dostyk.
    pub fn supervisor_code(&self) -> Result<EnrolmentCode, DemonstrationError> {
        let person = person("KZ-10002", "Supervisor, Dostyk", "KZDOS")?;
        Ok(self.server.new_code(
            Appointment {
                role: PersonRole::Supervisor,
                person,
            },
            24,
        )?)
    }

    /// The other administration's server, which has the locks' owner.
    pub fn china(&self, clock: Arc<dyn Clock>) -> Result<Service, DemonstrationError> {
        Ok(Service::open(&data(&self.folder, "CN"), clock)?)
    }

    /// Both administrations publish their lists anew.
    pub fn renew_lists(&self) -> Result<(), DemonstrationError> {
        let clock = Arc::new(FixedClock::at(self.server.now()));
        let china = self.china(clock)?;
        self.server.publish_revocations()?;
        recognise(&self.folder, &china, &self.server)?;
        recognise(&self.folder, &self.server, &china)
    }

    fn locks(&self) -> PathBuf {
        self.folder.join("locks")
    }
}

fn create(folder: &Path, now: Timestamp) -> Result<(), DemonstrationError> {
    let roots = folder.join("offline-roots");
    make_folder(&roots)?;
    let clock = Arc::new(FixedClock::at(now.minus(FOUNDED)));
    let china = found(folder, "CN", clock.clone())?;
    let kazakhstan = found(folder, "KZ", clock.clone())?;
    recognise(folder, &china, &kazakhstan)?;
    recognise(folder, &kazakhstan, &china)?;

    let office = SealingOffice::open(&china, now.minus(SEALED), clock)?;
    let made = folder.join("locks.new");
    make_folder(&made)?;
    for condition in Condition::ALL {
        let (sealed, seen) = office.seal(&china, condition, now.minus(FOUNDED))?;
        sealed.keep(&made, condition)?;
        kazakhstan.put_work(&WorkItem {
            train: "X8001".parse()?,
            container: condition.container()?,
            lock: condition.lock()?,
            origin: "CNCQI".parse()?,
            destination: "KZALA".parse()?,
            last_seen: Some(seen),
        })?;
    }
    // Only a demonstration that is whole is found again.
    let whole = folder.join("locks");
    std::fs::rename(&made, &whole).map_err(|source| DemonstrationError::File {
        path: whole,
        source,
    })
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

/// `own` recognises `other` for everything, and takes its revocation list.
fn recognise(folder: &Path, own: &Service, other: &Service) -> Result<(), DemonstrationError> {
    let administration = own.authority().administration().to_string();
    let key = RootKey::read(&root_file(folder, &administration))?;
    let scopes = vec![
        Scope::Locks,
        Scope::Documents,
        Scope::Inspections,
        Scope::Unsealing,
    ];
    let peer = Peer {
        root: other.authority().root().clone(),
        scopes: scopes.try_into()?,
    };
    own.recognise(&key, &[peer])?;
    own.import(&other.publish_revocations()?.file.to_wire())?;
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
