use clap::{Args, Subcommand};
use railseal_protocol::bounded::Text;
use railseal_protocol::certificate::Person;
use railseal_protocol::identifiers::{PersonId, StationCode};
use railseal_server::storage::{Appointment, PersonRole};

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Codes {
    /// Give out a one-time code for one person's phone, and print it
    New(New),
}

#[derive(Debug, Args)]
#[command(after_help = "\
The code is printed once and kept nowhere. Whoever types it first is enrolled.

Examples:
  railseal-server codes new --data /srv/railseal --officer 0417 --name 'A. Serikova' --station KZDOS
  railseal-server codes new --data /srv/railseal --officer 0088 --name 'B. Omarov' --station KZDOS --supervisor --hours 2")]
pub(super) struct New {
    #[command(flatten)]
    data: Data,
    /// The person's service number
    #[arg(long, value_name = "ID")]
    officer: PersonId,
    /// The person's name, as others see it
    #[arg(long)]
    name: Text<64>,
    /// The station where the person serves
    #[arg(long, value_name = "CODE")]
    station: StationCode,
    /// The person is a supervisor, who may override a verdict
    #[arg(long, conflicts_with = "railway_staff")]
    supervisor: bool,
    /// The person is railway staff, not customs
    #[arg(long)]
    railway_staff: bool,
    /// For how many hours the code can be used
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=168))]
    hours: u32,
}

impl Codes {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self::New(new) = self;
        let role = match (new.supervisor, new.railway_staff) {
            (true, _) => PersonRole::Supervisor,
            (_, true) => PersonRole::RailwayStaff,
            _ => PersonRole::Officer,
        };
        let appointment = Appointment {
            role,
            person: Person {
                id: new.officer,
                name: new.name,
                station: new.station,
            },
        };
        let code = new.data.open()?.new_code(appointment, new.hours)?;
        say(format_args!("{code}"))?;
        Ok(())
    }
}
