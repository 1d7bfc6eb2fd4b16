use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use railseal_protocol::consigning::{
    Consigned, FILES_LIMIT, Faults, MAX_FILES, Summary, TABLES, Table,
};
use railseal_protocol::identifiers::{ContainerNumber, LockId, StationCode, TrainNumber};
use railseal_server::tables::{Kilograms, ToSeal, Told, column_meaning, table_meaning};

use super::failure::FaultCount;
use super::{Data, Failure, say};

#[derive(Debug, Args)]
#[command(after_help = "\
The files are CSV (UTF-8, commas) or JSON. Which is which, their columns tell: `office columns` shows
them. Without --keep nothing is kept, and whatever is wrong is told with its row, its column and what
to do about it.

Examples:
  railseal-server office import --data /srv/railseal --container RSXU4012344 --lock RSLK00000129 --train X8003 --route CNCQI,CNAKL,KZDOS,KZALA bill.csv lists.csv sheets.csv
  railseal-server office import --data /srv/railseal --container RSXU4012344 --lock RSLK00000129 --route CNCQI,KZALA --keep bill.csv lists.json sheets.json")]
pub(super) struct Import {
    #[command(flatten)]
    data: Data,
    /// The container that is to be sealed
    #[arg(long, value_name = "NO")]
    container: ContainerNumber,
    /// The ID code of the lock that is to close it
    #[arg(long, value_name = "ID")]
    lock: LockId,
    /// The train's number; the bill's where none is given
    #[arg(long, value_name = "NO")]
    train: Option<TrainNumber>,
    /// The stations from the sealing to the end, both included
    #[arg(
        long,
        value_name = "CODE,CODE…",
        value_delimiter = ',',
        required = true
    )]
    route: Vec<StationCode>,
    /// How many items the whole bill has, where it covers more containers than this one
    #[arg(long, value_name = "N")]
    bill_items: Option<u32>,
    /// Keep what was read, if nothing is wrong with it
    #[arg(long)]
    keep: bool,
    /// The tables
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Columns {}

impl Import {
    pub(super) fn run(self) -> Result<(), Failure> {
        if self.files.len() > MAX_FILES {
            return Err(Failure::TooManyFiles(self.files.len()));
        }
        let files = self.files.iter().map(|file| read(file));
        let files: Vec<Vec<u8>> = files.collect::<Result<_, _>>()?;
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let names = self.files.iter().map(|file| file.display().to_string());
        let names: Vec<String> = names.collect();
        let to_seal = ToSeal {
            container: self.container,
            lock: self.lock,
            train: self.train,
            bill_items: self.bill_items,
        };
        let route = self.route.try_into().map_err(Failure::Route)?;
        let service = self.data.open()?;
        match service.consign_tables(&files, to_seal, route, self.keep)? {
            Consigned::Faulty(faults) => tell(&faults, &names),
            Consigned::Read { summary, kept } => {
                show(&summary)?;
                if kept {
                    say(format_args!(
                        "{} can be sealed with {} now",
                        self.container, self.lock
                    ))
                } else {
                    say("nothing was kept: the same with --keep keeps it")
                }
            }
        }
    }
}

/// A file's bytes; of one that is too long no more than shows that it is.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(FILES_LIMIT + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(most).read_to_end(&mut bytes))
        .map_err(|source| Failure::File {
            file: file.to_owned(),
            source,
        })?;
    Ok(bytes)
}

fn tell(faults: &Faults, names: &[String]) -> Result<(), Failure> {
    let mut out = io::stderr().lock();
    for fault in faults.listed.iter() {
        writeln!(out, "{}", Told::of(fault, names)).map_err(Failure::Output)?;
    }
    if faults.more > 0 {
        writeln!(out, "and {} more", faults.more).map_err(Failure::Output)?;
    }
    Err(Failure::Faults(FaultCount::of(faults)))
}

fn show(summary: &Summary) -> Result<(), Failure> {
    for despatch in summary.despatches.iter() {
        say(format_args!(
            "{}: receptacles {}, items {}, {}",
            despatch.despatch,
            despatch.receptacles,
            despatch.items,
            Kilograms(despatch.gross)
        ))?;
    }
    for (name, totals) in [
        ("the container", summary.totals),
        ("the bill", summary.bill),
    ] {
        say(format_args!(
            "{name}: despatches {}, receptacles {}, items {}, {}",
            totals.despatches,
            totals.receptacles,
            totals.items,
            Kilograms(totals.gross)
        ))?;
    }
    Ok(())
}

impl Columns {
    pub(super) fn run(self) -> Result<(), Failure> {
        for (place, table) in TABLES.into_iter().enumerate() {
            if place > 0 {
                say("")?;
            }
            say(table_meaning(table))?;
            columns(table)?;
        }
        say("\n* this column must be there")
    }
}

fn columns(table: Table) -> Result<(), Failure> {
    for column in table.columns().iter().copied() {
        let must = if table.needs(column) { "*" } else { " " };
        say(format_args!(
            "  {must} {:24} {}",
            column.name(),
            column_meaning(column)
        ))?;
    }
    Ok(())
}
