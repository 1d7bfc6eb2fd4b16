use std::path::PathBuf;

use clap::{Args, Subcommand};
use data_encoding::HEXLOWER_PERMISSIVE;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::key::{AgreementKey, PublicKey};

use super::{Data, Failure, say};

#[derive(Debug, Subcommand)]
pub(super) enum Locks {
    /// Certify a lock by the public halves of its keys, and write its chain to a file
    Certify(Certify),
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

impl Locks {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self::Certify(certify) = self;
        let service = certify.data.open()?;
        let chain = service.certify_lock(certify.lock, certify.key, certify.agreement)?;
        std::fs::write(&certify.out, chain.to_wire()).map_err(|source| Failure::File {
            file: certify.out.clone(),
            source,
        })?;
        say(format_args!(
            "{} {}",
            chain.leaf.id(),
            certify.out.display()
        ))?;
        Ok(())
    }
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
