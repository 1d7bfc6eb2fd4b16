//! What an operator types.

mod administration;
mod codes;
mod failure;
mod grants;
mod lists;
mod locks;
mod office;
mod serve;
mod tables;
mod worklist;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use railseal_server::{Service, SystemClock};

use failure::Failure;

/// Railseal's customs server: one administration's enrolment, lists, work and inspections.
#[derive(Debug, Parser)]
#[command(name = "railseal-server", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  railseal-server administration create --data /srv/railseal --administration KZ --root /media/usb/kz-root.key
  railseal-server codes new --data /srv/railseal --officer 0417 --name 'A. Serikova' --station KZDOS
  railseal-server serve --data /srv/railseal --dist dist --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem

Environment:
  RUST_LOG  how much is logged, such as `debug` (default: warn,railseal_server=info)";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and its API until SIGTERM or ctrl-c
    Serve(serve::Serve),
    /// Create an administration, or show the one in a data folder
    #[command(subcommand)]
    Administration(administration::Administration),
    /// Give out one-time enrolment codes
    #[command(subcommand)]
    Codes(codes::Codes),
    /// Grant officers one use of a lock, and hand grants over
    #[command(subcommand)]
    Grants(grants::Grants),
    /// Certify smart locks, and write what they are to trust
    #[command(subcommand)]
    Locks(locks::Locks),
    /// Let this server make out the manifests of a sealing office
    #[command(subcommand)]
    Office(office::Office),
    /// Publish, revoke, import and show lists, and recognise other administrations
    #[command(subcommand)]
    Lists(lists::Lists),
    /// Say which containers are expected
    #[command(subcommand)]
    Worklist(worklist::WorklistCommand),
}

/// The folder that every command works on.
#[derive(Debug, Args)]
struct Data {
    /// The administration's data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

impl Data {
    fn open(&self) -> Result<Service, Failure> {
        Ok(Service::open(&self.data, Arc::new(SystemClock))?)
    }
}

/// Writes a line of a command's result.
fn say(line: impl Display) -> Result<(), Failure> {
    writeln!(io::stdout(), "{line}").map_err(Failure::Output)
}

/// Does what was typed.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Administration(command) => command.run(),
        Command::Codes(command) => command.run(),
        Command::Grants(command) => command.run(),
        Command::Locks(command) => command.run(),
        Command::Office(command) => command.run(),
        Command::Lists(command) => command.run(),
        Command::Worklist(command) => command.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
