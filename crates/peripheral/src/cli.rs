//! What whoever sets a lock up types.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::commissioning::{CommissioningError, Papers};
use crate::folder::FolderError;
use crate::keys::{Keys, KeysError};
use crate::running::{self, RunError};
use crate::{StateFolder, commission};
use clap::{Args, Parser, Subcommand};
use data_encoding::HEXLOWER;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::statement::Signed;
use railseal_protocol::wire::{DecodeError, decode};

/// The most bytes that a file for the lock has.
const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// Railseal's lock as a Bluetooth LE peripheral on Linux.
#[derive(Debug, Parser)]
#[command(name = "railseal-peripheral", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
From nothing to a lock in stock (docs/PERIPHERAL.md tells it step by step):
  railseal-peripheral keys --state lock --lock CRXS20250417
  railseal-server locks certify … (as printed), and railseal-server locks trust …
  railseal-peripheral commission --state lock --chain CRXS20250417.chain --root-certificate root.certificate --lists lists
  railseal-peripheral run --state lock";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new lock's keys, and say what to have certified; the same keys when said again
    Keys(KeysCommand),
    /// Make a lock of the keys and of what its owner hands out
    Commission(Commission),
    /// Let the lock live, until `quit`, SIGTERM or ctrl-c
    Run(Run),
}

/// The folder that every command works on.
#[derive(Debug, Args)]
struct State {
    /// The lock's state folder: its memory, and what was done to its body
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
}

#[derive(Debug, Args)]
struct KeysCommand {
    #[command(flatten)]
    state: State,
    /// The lock's ID code, as it is to be printed on its casing
    #[arg(long, value_name = "ID")]
    lock: LockId,
}

#[derive(Debug, Args)]
struct Commission {
    #[command(flatten)]
    state: State,
    /// The lock's chain, from `railseal-server locks certify`
    #[arg(long, value_name = "FILE")]
    chain: PathBuf,
    /// The owner's root certificate, from `railseal-server locks trust`
    #[arg(long, value_name = "FILE")]
    root_certificate: PathBuf,
    /// The owner's lists, from `railseal-server locks trust`
    #[arg(long, value_name = "FILE")]
    lists: PathBuf,
}

#[derive(Debug, Args)]
struct Run {
    #[command(flatten)]
    state: State,
    /// The Bluetooth adapter, as `bluetoothctl list` and `hciconfig` name it
    #[arg(long, value_name = "NAME", default_value = "hci0")]
    adapter: String,
}

/// What a command can end with instead of its result: what happened, and what to do.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("the lock was not commissioned: {0}")]
    Commission(#[from] CommissioningError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error("{}: {source}", file.display())]
    File { file: PathBuf, source: io::Error },
    #[error("{} is not {what} ({source}): use the file that railseal-server has written", file.display())]
    NotThat {
        file: PathBuf,
        what: &'static str,
        source: DecodeError,
    },
    #[error("writing the result: {0}")]
    Output(#[source] io::Error),
}

/// Does what was typed.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Keys(keys) => keys.run(),
        Command::Commission(commission) => commission.run(),
        Command::Run(run) => run.run(),
    }
}

impl KeysCommand {
    fn run(self) -> Result<(), Failure> {
        let folder = StateFolder::open_or_create(&self.state.state)?;
        let (key, agreement) = Keys::open_or_make(&folder)?.public()?;
        let lock = self.lock;
        say(format_args!(
            "The lock's keys are in {}. Have them certified where its owner's customs server is:",
            folder.path().display()
        ))?;
        say(format_args!(
            "  railseal-server locks certify --data DIR --lock {lock} --key {} --agreement {} --out {lock}.chain",
            HEXLOWER.encode(&key.to_sec1()),
            HEXLOWER.encode(agreement.as_bytes())
        ))?;
        say(
            "  railseal-server locks trust --data DIR --root-certificate root.certificate --lists lists",
        )
    }
}

impl Commission {
    fn run(self) -> Result<(), Failure> {
        let papers = Papers {
            chain: self.read(&self.chain, "a lock's chain", CertificateChain::from_wire)?,
            root: self.read(
                &self.root_certificate,
                "a root certificate",
                Signed::from_wire,
            )?,
            lists: self.read(&self.lists, "an administration's lists", |bytes| {
                decode(bytes, FILE_LIMIT)
            })?,
        };
        let folder = StateFolder::open(&self.state.state)?;
        let lock = commission(folder, papers)?;
        say(format_args!(
            "{} is commissioned: `railseal-peripheral run --state {}`",
            lock.id(),
            self.state.state.display()
        ))
    }

    fn read<T>(
        &self,
        file: &Path,
        what: &'static str,
        decode: impl FnOnce(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, Failure> {
        let bytes = std::fs::read(file).map_err(|source| Failure::File {
            file: file.to_path_buf(),
            source,
        })?;
        decode(&bytes).map_err(|source| Failure::NotThat {
            file: file.to_path_buf(),
            what,
            source,
        })
    }
}

impl Run {
    fn run(self) -> Result<(), Failure> {
        let folder = StateFolder::open(&self.state.state)?;
        Ok(running::run(folder, &self.adapter)?)
    }
}

/// Writes a line of a command's result.
fn say(line: impl Display) -> Result<(), Failure> {
    writeln!(io::stdout(), "{line}").map_err(Failure::Output)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
