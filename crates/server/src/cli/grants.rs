use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::grant::Grant;
use railseal_protocol::identifiers::{LockId, PersonId};
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::{Id, Verified};
use railseal_protocol::status::SealCycle;
use railseal_protocol::time::{Seconds, Validity, Within};
use railseal_server::service::{GrantHolder, GrantRequest};
use railseal_server::{ExchangeFile, grant_as_text};

use super::lists::{certificate_id, read, write};
use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Grants {
    /// Grant an officer one use of a lock of this administration
    Issue(Issue),
    /// Show the grants that are not past their end, the last first
    List(List),
    /// Write an officer's certificate to a file, for another administration to grant to
    Holder(Officer),
    /// Take in what another administration has granted an officer of this one
    Import(Import),
}

#[derive(Debug, Args)]
#[command(after_help = "\
A grant stands in for the policy's role and station, never for a signature, a quorum or a certificate that counts. It is the holder's, for one seal cycle, and is used once, at the station that the holder's certificate names. Officers of this administration fetch theirs; for one of another, `--out` writes a file that their server takes in.

Examples:
  railseal-server grants issue --data /srv/railseal --lock CRXS20250417 --cycle 1 --holder 50017 --order unseal
  railseal-server grants issue --data /srv/railseal --lock CRXS20250417 --cycle 1 --holder-file serikova.officer --order unseal --order reseal --hours 48 --out serikova.grant")]
pub(super) struct Issue {
    #[command(flatten)]
    data: Data,
    /// The lock's ID code
    #[arg(long, value_name = "ID")]
    lock: LockId,
    /// The seal cycle that the lock is in when the grant is used
    #[arg(long, value_name = "NUMBER")]
    cycle: u32,
    #[command(flatten)]
    holder: HolderArguments,
    /// What may be ordered: one of these, once
    #[arg(long = "order", value_enum, required = true)]
    orders: Vec<Order>,
    /// In how many hours it begins to hold
    #[arg(long, value_name = "HOURS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=8760))]
    after: u32,
    /// For how many hours it holds
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=336))]
    hours: u32,
    /// Also write the grant to this file, to hand to the holder's administration
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also print the text that the holder can paste into the app, where no server hands it out
    #[arg(long)]
    text: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct HolderArguments {
    /// Whose it is: the id of a certificate of this server's, in hexadecimal digits, or the service
    /// number of a person who is enrolled here
    #[arg(long, value_name = "CERT-ID|ID")]
    holder: Option<HolderArgument>,
    /// Whose it is: a file that the holder's administration has written with `grants holder`
    #[arg(long, value_name = "FILE")]
    holder_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    data: Data,
    /// Also those past their end
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  railseal-server grants holder --data /srv/railseal --holder 0417 --out serikova.officer")]
pub(super) struct Officer {
    #[command(flatten)]
    data: Data,
    /// The officer: the id of a certificate, in hexadecimal digits, or a service number
    #[arg(long, value_name = "CERT-ID|ID")]
    holder: HolderArgument,
    /// The file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    data: Data,
    /// The file
    file: PathBuf,
}

/// What may be ordered under a grant.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// Free the lever
    Unseal,
    /// Close again, under the same policy
    Reseal,
    /// Add an amendment
    Amend,
    /// End a latched tamper
    ClearTamper,
    /// End the journey
    Deactivate,
}

impl From<Order> for OrderKind {
    fn from(order: Order) -> Self {
        match order {
            Order::Unseal => Self::Unseal,
            Order::Reseal => Self::Reseal,
            Order::Amend => Self::Amend,
            Order::ClearTamper => Self::ClearTamper,
            Order::Deactivate => Self::Deactivate,
        }
    }
}

/// A certificate's id where it has as many digits, else a person's.
#[derive(Debug, Clone)]
enum HolderArgument {
    Certificate(Id<Certificate>),
    Person(PersonId),
}

impl FromStr for HolderArgument {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = certificate_id(argument) {
            return Ok(Self::Certificate(id));
        }
        let person = argument.parse().map(Self::Person);
        person.map_err(|_| "neither a certificate's 64 digits nor a service number")
    }
}

impl From<HolderArgument> for GrantHolder {
    fn from(argument: HolderArgument) -> Self {
        match argument {
            HolderArgument::Certificate(id) => Self::Certificate(id),
            HolderArgument::Person(id) => Self::Person(id),
        }
    }
}

impl HolderArguments {
    fn read(self) -> Result<GrantHolder, Failure> {
        match (self.holder, self.holder_file) {
            (Some(holder), _) => Ok(holder.into()),
            (None, Some(file)) => match exchanged(&file)? {
                ExchangeFile::Officer(chain) => Ok(GrantHolder::Chain(chain)),
                _ => Err(Failure::NoOfficerInFile(file)),
            },
            // One of the two is required.
            (None, None) => Err(Failure::NoOfficerInFile(PathBuf::new())),
        }
    }
}

impl Grants {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Issue(issue) => issue.run(),
            Self::List(list) => list.run(),
            Self::Holder(officer) => {
                let chain = officer.data.open()?.holder_chain(&officer.holder.into())?;
                write(Some(&officer.out), &ExchangeFile::Officer(chain))
            }
            Self::Import(import) => {
                let service = import.data.open()?;
                let grant = service.import_grant(&exchanged(&import.file)?)?;
                say(format_args!("{} taken in", line(&grant)))
            }
        }
    }
}

impl Issue {
    fn run(self) -> Result<(), Failure> {
        let service = self.data.open()?;
        let from = service.now().plus(hours(self.after));
        let mut orders: Vec<OrderKind> = self.orders.into_iter().map(Into::into).collect();
        orders.sort_unstable();
        orders.dedup();
        let carried = service.grant(GrantRequest {
            lock: self.lock,
            cycle: SealCycle(self.cycle),
            holder: self.holder.read()?,
            orders,
            validity: Validity {
                from,
                until: from.plus(hours(self.hours)),
            },
        })?;
        let id = carried.grant.id();
        let text = grant_as_text(&carried);
        write(self.out.as_deref(), &ExchangeFile::Grant(carried))?;
        say(format_args!("grant {id} issued"))?;
        if self.text {
            say(text.trim_end())?;
        }
        Ok(())
    }
}

impl List {
    fn run(self) -> Result<(), Failure> {
        let service = self.data.open()?;
        let now = service.now();
        for grant in service.grants()? {
            if self.all || grant.validity.at(now) != Within::Over {
                say(line(&grant))?;
            }
        }
        Ok(())
    }
}

fn hours(hours: u32) -> Seconds {
    Seconds::new(u64::from(hours) * 3600)
}

fn exchanged(file: &Path) -> Result<ExchangeFile, Failure> {
    ExchangeFile::from_wire(&read(file)?).map_err(|source| Failure::NoExchangeFile {
        file: file.to_path_buf(),
        source,
    })
}

/// A grant on one line: which, for which lock and cycle, what, where, whose, until when in seconds
/// of Unix time.
fn line(grant: &Verified<Grant>) -> String {
    let orders: Vec<String> = grant.orders.iter().map(|o| format!("{o:?}")).collect();
    format!(
        "{} {} {} {} {} {} {}",
        grant.id().hash().short(),
        grant.lock,
        grant.cycle.0,
        orders.join(","),
        grant.place,
        grant.holder.hash().short(),
        grant.validity.until.as_unix()
    )
}
