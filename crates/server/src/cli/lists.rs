use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use data_encoding::HEXLOWER_PERMISSIVE;
use railseal_protocol::bounded::List;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::Root;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::Administration;
use railseal_protocol::recognition::RevocationReason;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Id;
use railseal_server::ExchangeFile;
use railseal_server::authority::RootKey;
use railseal_server::service::Peer;

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Lists {
    /// Recognise the administrations named, and no others, with the root's key
    Recognise(Recognise),
    /// Publish the revocation list anew
    Publish(Publish),
    /// Withdraw a certificate from now on, and publish the revocation list
    Revoke(Revoke),
    /// Take in another administration's revocation list or root, or a recognition list of the own root
    Import(Import),
    /// Show which lists are kept
    Show(Data),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Scopes: locks (its locks are locks), documents (its manifests are believed), inspections (its officers' records count), unsealing (its officers may unseal where the policy says so).

Examples:
  railseal-server lists recognise --data /srv/railseal --root /media/usb/kz-root.key --peer CN:cn.railseal:locks,documents,inspections")]
pub(super) struct Recognise {
    #[command(flatten)]
    data: Data,
    /// The file with the root's private key
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// An administration, the file with its root's certificate, and its scopes
    #[arg(long = "peer", value_name = "AA:FILE:SCOPES")]
    peers: Vec<PeerArgument>,
    /// Also write the list to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    data: Data,
    /// Also write the list to this file, to hand to others
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
`administration certificates` shows the ids.

Examples:
  railseal-server lists revoke --data /srv/railseal 3f…(64 digits) --reason device-lost")]
pub(super) struct Revoke {
    #[command(flatten)]
    data: Data,
    /// The certificate's id, in hexadecimal digits
    #[arg(value_name = "CERT-ID", value_parser = certificate_id)]
    certificate: Id<Certificate>,
    /// Why
    #[arg(long, value_enum)]
    reason: Reason,
    /// Also write the list to this file, to hand to others
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    data: Data,
    /// The file
    file: PathBuf,
}

/// Why a certificate is withdrawn.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reason {
    /// The key may be in other hands: whatever it signed counts no more
    KeyCompromised,
    /// The phone, tablet or lock is lost
    DeviceLost,
    /// The holder serves elsewhere or no more
    ServiceEnded,
    /// Another certificate has taken its place
    Superseded,
}

impl From<Reason> for RevocationReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::KeyCompromised => Self::KeyCompromised,
            Reason::DeviceLost => Self::DeviceLost,
            Reason::ServiceEnded => Self::ServiceEnded,
            Reason::Superseded => Self::Superseded,
        }
    }
}

impl Lists {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Recognise(recognise) => recognise.run(),
            Self::Publish(publish) => {
                let published = publish.data.open()?.publish_revocations()?;
                write(publish.out.as_deref(), &published.file)?;
                say(format_args!(
                    "revocation list {} published",
                    published.version.0
                ))?;
                Ok(())
            }
            Self::Revoke(revoke) => {
                let service = revoke.data.open()?;
                let published = service.revoke(revoke.certificate, revoke.reason.into())?;
                write(revoke.out.as_deref(), &published.file)?;
                say(format_args!(
                    "revocation list {} published",
                    published.version.0
                ))?;
                Ok(())
            }
            Self::Import(import) => {
                let imported = import.data.open()?.import(&read(&import.file)?)?;
                let word = imported.kind.word();
                let known = if imported.known {
                    "known already"
                } else {
                    "taken in"
                };
                say(format_args!(
                    "{word} of {} {known}",
                    imported.administration
                ))?;
                Ok(())
            }
            Self::Show(data) => {
                for list in data.open()?.storage().lists()? {
                    let version = list.version.0;
                    say(format_args!(
                        "{} {} {version}",
                        list.administration,
                        list.kind.word()
                    ))?;
                }
                Ok(())
            }
        }
    }
}

impl Recognise {
    fn run(self) -> Result<(), Failure> {
        let service = self.data.open()?;
        let peers = self
            .peers
            .iter()
            .map(PeerArgument::read)
            .collect::<Result<Vec<_>, _>>()?;
        let (version, file) = service.recognise(&RootKey::read(&self.root)?, &peers)?;
        write(self.out.as_deref(), &file)?;
        say(format_args!("recognition list {} issued", version.0))?;
        Ok(())
    }
}

#[derive(Debug, Clone)]
struct PeerArgument {
    administration: Administration,
    file: PathBuf,
    scopes: List<Scope, 4>,
}

impl FromStr for PeerArgument {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "not of the form AA:FILE:SCOPES";
        let (administration, rest) = argument.split_once(':').ok_or(FORM)?;
        let (file, scopes) = rest.rsplit_once(':').ok_or(FORM)?;
        let mut scopes = scopes
            .split(',')
            .map(scope)
            .collect::<Result<Vec<_>, _>>()?;
        scopes.sort_unstable();
        scopes.dedup();
        Ok(Self {
            administration: administration
                .parse()
                .map_err(|_| "not an administration's two letters")?,
            file: file.into(),
            scopes: scopes.try_into().map_err(|_| "too many scopes")?,
        })
    }
}

impl PeerArgument {
    fn read(&self) -> Result<Peer, Failure> {
        let file = || self.file.clone();
        let exchanged = ExchangeFile::from_wire(&read(&self.file)?).map_err(|source| {
            Failure::NoExchangeFile {
                file: file(),
                source,
            }
        })?;
        let ExchangeFile::Root(certificate) = exchanged else {
            return Err(Failure::NoRootInFile(file()));
        };
        let root = Root::from_certificate(&certificate).map_err(|source| Failure::Root {
            file: file(),
            source,
        })?;
        let got = root.certificate().administration;
        if got != self.administration {
            return Err(Failure::OtherRoot {
                file: file(),
                wanted: self.administration,
                got,
            });
        }
        Ok(Peer {
            root,
            scopes: self.scopes.clone(),
        })
    }
}

fn scope(word: &str) -> Result<Scope, &'static str> {
    match word {
        "locks" => Ok(Scope::Locks),
        "documents" => Ok(Scope::Documents),
        "inspections" => Ok(Scope::Inspections),
        "unsealing" => Ok(Scope::Unsealing),
        _ => Err("a scope is one of locks, documents, inspections, unsealing"),
    }
}

pub(super) fn certificate_id(hex: &str) -> Result<Id<Certificate>, &'static str> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes());
    let bytes = bytes.map_err(|_| "not hexadecimal digits")?;
    let bytes = bytes.try_into().map_err(|_| "not 32 bytes")?;
    Ok(Id::from_hash(Hash::from_bytes(bytes)))
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file).map_err(|source| Failure::File {
        file: file.to_path_buf(),
        source,
    })
}

pub(super) fn write(file: Option<&Path>, list: &ExchangeFile) -> Result<(), Failure> {
    let Some(file) = file else {
        return Ok(());
    };
    std::fs::write(file, list.to_wire()).map_err(|source| Failure::File {
        file: file.to_path_buf(),
        source,
    })
}
