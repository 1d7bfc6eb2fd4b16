use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use railseal_protocol::bounded::Text;
use railseal_protocol::certificate::Realm;
use railseal_protocol::identifiers;
use railseal_server::authority::{Authority, Founding};
use railseal_server::{Service, SystemClock};

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Administration {
    /// Create an administration: its root, its keys, and lists that recognise and revoke nobody
    Create(Create),
    /// Show whose data folder it is, and its root
    Show(Data),
    /// Show every certificate that was issued, the latest first
    Certificates(Data),
}

#[derive(Debug, Args)]
#[command(after_help = "\
The root's key is needed only to recognise other administrations. Keep its file offline: it is never in the data folder.

Examples:
  railseal-server administration create --data /srv/railseal --administration KZ --root /media/usb/kz-root.key --origin customs.example/railseal")]
pub(super) struct Create {
    #[command(flatten)]
    data: Data,
    /// The administration, by its ISO 3166 alpha-2 code
    #[arg(long, value_name = "AA")]
    administration: identifiers::Administration,
    /// The new file for the root's private key, outside the data folder
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// The name of the administration's ledger, as an address without its scheme
    /// [default: railseal.AA]
    #[arg(long, value_name = "NAME")]
    origin: Option<Text<128>>,
    /// For training only: nothing of it passes outside training
    #[arg(long)]
    training: bool,
}

impl Administration {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create(create) => create.run(),
            Self::Show(data) => show(&data),
            Self::Certificates(data) => certificates(&data),
        }
    }
}

impl Create {
    fn run(self) -> Result<(), Failure> {
        let administration = self.administration;
        let origin = match self.origin {
            Some(origin) => origin,
            None => format!("railseal.{administration}")
                .parse()
                .map_err(Failure::Origin)?,
        };
        let founding = Founding {
            administration,
            realm: if self.training {
                Realm::Training
            } else {
                Realm::Operational
            },
            origin,
        };
        let clock = Arc::new(SystemClock);
        let service = Service::create(&self.data.data, &self.root, &founding, clock)?;
        say(format_args!("administration {administration} created"))?;
        say(format_args!(
            "  root         {}",
            service.authority().root().certificate().id()
        ))?;
        say(format_args!(
            "  root's key   {} (keep it offline)",
            self.root.display()
        ))?;
        say(format_args!(
            "  to hand out  {}",
            Authority::root_certificate_file(&self.data.data).display()
        ))?;
        Ok(())
    }
}

fn show(data: &Data) -> Result<(), Failure> {
    let service = data.open()?;
    let root = service.authority().root().certificate();
    say(format_args!("administration {}", root.administration))?;
    say(format_args!("  realm        {:?}", root.realm))?;
    say(format_args!("  root         {}", root.id()))?;
    say(format_args!(
        "  to hand out  {}",
        Authority::root_certificate_file(&data.data).display()
    ))?;
    Ok(())
}

fn certificates(data: &Data) -> Result<(), Failure> {
    for issued in data.open()?.storage().certificates()? {
        say(format_args!("{} {:?}", issued.id, issued.role))?;
    }
    Ok(())
}
