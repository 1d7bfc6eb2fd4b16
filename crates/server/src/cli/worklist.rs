use clap::{Args, Subcommand};
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::identifiers::{ContainerNumber, LockId, StationCode, TrainNumber};

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum WorklistCommand {
    /// Expect a container; takes the place of an earlier item for it
    Add(Add),
    /// Expect a container no more
    Remove(Remove),
    /// Show what is expected, by train and container
    List(Data),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  railseal-server worklist add --data /srv/railseal --train X8044 --container CSQU3054383 --lock CRXS20250417 --origin CNCKG --destination KZALA")]
pub(super) struct Add {
    #[command(flatten)]
    data: Data,
    /// The train's number
    #[arg(long)]
    train: TrainNumber,
    /// The container's number
    #[arg(long)]
    container: ContainerNumber,
    /// The ID code of the container's lock
    #[arg(long, value_name = "ID")]
    lock: LockId,
    /// The station where it was sealed
    #[arg(long, value_name = "CODE")]
    origin: StationCode,
    /// The station where it goes
    #[arg(long, value_name = "CODE")]
    destination: StationCode,
}

#[derive(Debug, Args)]
pub(super) struct Remove {
    #[command(flatten)]
    data: Data,
    /// The container's number
    #[arg(long)]
    container: ContainerNumber,
}

impl WorklistCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => {
                add.data.open()?.put_work(&WorkItem {
                    train: add.train,
                    container: add.container,
                    lock: add.lock,
                    origin: add.origin,
                    destination: add.destination,
                    last_seen: None,
                })?;
            }
            Self::Remove(remove) => {
                if !remove.data.open()?.remove_work(&remove.container)? {
                    say(format_args!("{} was not expected", remove.container))?;
                }
            }
            Self::List(data) => {
                for item in data.open()?.storage().work()? {
                    say(format_args!(
                        "{} {} {} {} {}",
                        item.train, item.container, item.lock, item.origin, item.destination
                    ))?;
                }
            }
        }
        Ok(())
    }
}
