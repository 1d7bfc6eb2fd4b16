use std::fmt;
use std::io;
use std::path::PathBuf;

use railseal_protocol::bounded::BoundError;
use railseal_protocol::chain::RootError;
use railseal_protocol::consigning::{Faults, MAX_FILES};
use railseal_protocol::identifiers::Administration;
use railseal_protocol::wire::DecodeError;
use railseal_server::ServeError;
use railseal_server::authority::RootFileError;
use railseal_server::service::{
    CodeIssueError, ConsigningError, CreateError, GrantError, GrantImportError, ImportError,
    ListsError, OfficeError, OpenError, PublishError, RecogniseError, RevokeError, WorkError,
};
use railseal_server::storage::StorageError;

/// What a command can end with instead of its result: one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Code(#[from] CodeIssueError),
    #[error(transparent)]
    Recognise(#[from] RecogniseError),
    #[error(transparent)]
    Lists(#[from] ListsError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Revoke(#[from] RevokeError),
    #[error("not taken in: {0}")]
    Import(#[from] ImportError),
    #[error(transparent)]
    Grant(#[from] GrantError),
    #[error("not taken in: {0}")]
    GrantImport(#[from] GrantImportError),
    #[error(transparent)]
    Work(#[from] WorkError),
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error(transparent)]
    Consigning(#[from] ConsigningError),
    #[error("the route: {0}")]
    Route(#[source] BoundError),
    #[error("{0} files where {MAX_FILES} are the most")]
    TooManyFiles(usize),
    #[error("nothing was kept: the tables have {0}")]
    Faults(FaultCount),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    RootFile(#[from] RootFileError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("{}: {source}", file.display())]
    File { file: PathBuf, source: io::Error },
    #[error("{}: {source}", file.display())]
    NoExchangeFile { file: PathBuf, source: DecodeError },
    #[error("{} has no officer's certificate in it", .0.display())]
    NoOfficerInFile(PathBuf),
    #[error("{} has no root's certificate in it", .0.display())]
    NoRootInFile(PathBuf),
    #[error("{}: {source}", file.display())]
    Root { file: PathBuf, source: RootError },
    #[error("{} has the root of {got}, not of {wanted}", file.display())]
    OtherRoot {
        file: PathBuf,
        wanted: Administration,
        got: Administration,
    },
    #[error("the ledger's name: {0}")]
    Origin(#[source] BoundError),
    #[error("listening on {address}: {source}")]
    Listen { address: String, source: io::Error },
    #[error("writing the result: {0}")]
    Output(#[source] io::Error),
    #[error("starting the runtime: {0}")]
    Runtime(#[source] io::Error),
    #[error("waiting for signals: {0}")]
    Signals(#[source] io::Error),
}

/// How many faults there are.
#[derive(Debug)]
pub(crate) struct FaultCount(u64);

impl FaultCount {
    pub(crate) fn of(faults: &Faults) -> Self {
        Self(faults.listed.iter().map(|_| 1).sum::<u64>() + u64::from(faults.more))
    }
}

impl fmt::Display for FaultCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("one fault"),
            many => write!(f, "{many} faults"),
        }
    }
}
