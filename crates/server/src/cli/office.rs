use clap::{Args, Subcommand};
use railseal_protocol::identifiers::OfficeCode;

use super::tables::{Columns, Import};
use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Office {
    /// Certify a document issuer, who makes manifests out at this server from now on
    Open(Open),
    /// Read a container's delivery bill, mail lists and detail sheets, and keep them to seal with
    Import(Import),
    /// Show the columns of the tables that `import` reads
    Columns(Columns),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  railseal-server office open --data /srv/railseal --office CNCKGX")]
pub(super) struct Open {
    #[command(flatten)]
    data: Data,
    /// The exchange office's IMPC code
    #[arg(long, value_name = "CODE")]
    office: OfficeCode,
}

impl Office {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Import(import) => import.run(),
            Self::Columns(columns) => columns.run(),
            Self::Open(open) => {
                open.data
                    .open()?
                    .open_office(&open.data.data, open.office)?;
                say(format_args!(
                    "manifests of {} are made out at this server: start it again if it runs",
                    open.office
                ))
            }
        }
    }
}
