use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use data_encoding::HEXLOWER_PERMISSIVE;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::key::{AgreementKey, PublicKey};
use railseal_protocol::wire::encode;

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Locks {
    /// Certify a lock by the public halves of its keys, and write its chain to a file
    Certify(Certify),
    /// Write what a lock of this administration is to trust: its root's certificate and its lists
    Trust(Trust),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  railseal-server locks certify --data /srv/railseal --lock CRXS20250417 --key 02a1…(66 digits) --agreement 8f40…(64 digits) --out CRXS20250417.chain")]
pub(super) struct Certify {
    #[command(flatten)]
    data: Data,
    /// The lock's ID code, as printed on its casing
    #[arg(long, value_name = "ID")]
    lock: LockId,
    /// The lock's P-256 public key, a SEC 1 point in hexadecimal digits
    #[arg(long, value_name = "HEX", value_parser = point)]
    key: PublicKey,
    /// The lock's X25519 public key, 32 bytes in hexadecimal digits
    #[arg(long, value_name = "HEX", value_parser = agreement)]
    agreement: AgreementKey,
    /// The new file for the lock's chain
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A lock is given both when it is commissioned. The files hold nothing secret.

Examples:
  railseal-server locks trust --data /srv/railseal --root-certificate root.certificate --lists lists")]
pub(super) struct Trust {
    #[command(flatten)]
    data: Data,
    /// The new file for the root's certificate
    #[arg(long, value_name = "FILE")]
    root_certificate: PathBuf,
    /// The new file for the lists
    #[arg(long, value_name = "FILE")]
    lists: PathBuf,
}

impl Locks {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Certify(certify) => certify.run(),
            Self::Trust(trust) => trust.run(),
        }
    }
}

impl Certify {
    fn run(self) -> Result<(), Failure> {
        let service = self.data.open()?;
        let chain = service.certify_lock(self.lock, self.key, self.agreement)?;
        write(&self.out, &chain.to_wire())?;
        say(format_args!("{} {}", chain.leaf.id(), self.out.display()))
    }
}

impl Trust {
    fn run(self) -> Result<(), Failure> {
        let service = self.data.open()?;
        let root = service.authority().root().certificate();
        let lists = service.lists()?;
        write(&self.root_certificate, &root.signed().to_wire())?;
        write(&self.lists, &encode(&lists))?;
        say(format_args!(
            "{} {}",
            self.root_certificate.display(),
            self.lists.display()
        ))
    }
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(file, bytes).map_err(|source| Failure::File {
        file: file.to_path_buf(),
        source,
    })
}

fn point(hex: &str) -> Result<PublicKey, &'static str> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes());
    let bytes = bytes.map_err(|_| "not hexadecimal digits")?;
    PublicKey::from_sec1(&bytes).map_err(|_| "not a point of P-256")
}

fn agreement(hex: &str) -> Result<AgreementKey, &'static str> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes());
    let bytes = bytes.map_err(|_| "not hexadecimal digits")?;
    let bytes = bytes.try_into().map_err(|_| "not 32 bytes")?;
    Ok(AgreementKey::from_bytes(bytes))
}
