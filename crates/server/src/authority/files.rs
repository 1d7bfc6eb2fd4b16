use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use railseal_protocol::chain::{CertificateChain, Root};
use railseal_protocol::key::SigningKey;

use super::{Authority, KeyHolder, LedgerKey};
use crate::exchange::ExchangeFile;

const FOLDER: &str = "authority";
const UNFINISHED: &str = "authority.new";
const ROOT: &str = "root.railseal";

/// A file of the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichFile {
    /// The root's private key, the operator's.
    RootKey,
    /// The root's certificate.
    Root,
    /// The registrar's key and chain.
    Registrar,
    /// The list signer's key and chain.
    ListSigner,
    /// The server's key and chain.
    Server,
    /// The ledger's key.
    Ledger,
    /// The document issuer's key and chain.
    DocumentIssuer,
}

impl WhichFile {
    fn stem(self) -> &'static str {
        match self {
            Self::RootKey | Self::Root => "root",
            Self::Registrar => "registrar",
            Self::ListSigner => "list-signer",
            Self::Server => "server",
            Self::Ledger => "ledger",
            Self::DocumentIssuer => "document-issuer",
        }
    }
}

/// Why a file of the authority was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityFileError {
    /// There is one already, and it is never replaced.
    #[error("{} is there already, and is left as it is", .0.display())]
    Exists(PathBuf),
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// What the file is.
        which: WhichFile,
        /// Where it is.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not what it should be.
    #[error("{} cannot be read as what it should be", .0.display())]
    Unreadable(PathBuf),
    /// A key that is not the one its certificate names, or a chain of another root.
    #[error("{} does not belong to this administration's root", .0.display())]
    DoesNotBelong(PathBuf),
}

impl AuthorityFileError {
    pub(super) fn io(which: WhichFile, path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::AlreadyExists {
            return Self::Exists(path.to_path_buf());
        }
        Self::Io {
            which,
            path: path.to_path_buf(),
            source,
        }
    }
}

impl Authority {
    /// Whether a data folder has an authority.
    pub(crate) fn is_in(data: &Path) -> bool {
        data.join(FOLDER).exists()
    }

    /// Where a data folder has its root's certificate, to hand to others.
    pub fn root_certificate_file(data: &Path) -> PathBuf {
        data.join(FOLDER).join(ROOT)
    }

    /// Writes the files: all of them, or, after a crash, none.
    pub(crate) fn write_new(&self, data: &Path) -> Result<(), AuthorityFileError> {
        let folder = data.join(FOLDER);
        if folder.exists() {
            return Err(AuthorityFileError::Exists(folder));
        }
        let unfinished = data.join(UNFINISHED);
        let at = |source| AuthorityFileError::io(WhichFile::Root, &unfinished, source);
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(at)?;
        }
        create_private_folder(&unfinished).map_err(at)?;
        let root = ExchangeFile::Root(self.root.certificate().signed().clone());
        write_at(WhichFile::Root, &unfinished.join(ROOT), &root.to_wire())?;
        self.registrar.write(WhichFile::Registrar, &unfinished)?;
        self.list_signer.write(WhichFile::ListSigner, &unfinished)?;
        self.server.write(WhichFile::Server, &unfinished)?;
        let ledger = key_file(WhichFile::Ledger, &unfinished);
        write_key(WhichFile::Ledger, &ledger, self.ledger.seed())?;
        let made_durable = File::open(&unfinished)
            .and_then(|folder| folder.sync_all())
            .and_then(|()| fs::rename(&unfinished, &folder))
            .and_then(|()| File::open(data)?.sync_all());
        made_durable.map_err(at)
    }

    /// Reads the files, and verifies that they belong together.
    pub(crate) fn open(data: &Path) -> Result<Self, AuthorityFileError> {
        let folder = data.join(FOLDER);
        let path = folder.join(ROOT);
        let unreadable = || AuthorityFileError::Unreadable(path.clone());
        let bytes = read(WhichFile::Root, &path)?;
        let Ok(ExchangeFile::Root(certificate)) = ExchangeFile::from_wire(&bytes) else {
            return Err(unreadable());
        };
        let root = Root::from_certificate(&certificate).map_err(|_| unreadable())?;
        let ledger_file = key_file(WhichFile::Ledger, &folder);
        let seed = read_secret(WhichFile::Ledger, &ledger_file)?;
        Ok(Self {
            registrar: KeyHolder::read(WhichFile::Registrar, &folder, &root)?,
            list_signer: KeyHolder::read(WhichFile::ListSigner, &folder, &root)?,
            server: KeyHolder::read(WhichFile::Server, &folder, &root)?,
            ledger: LedgerKey::from_seed(seed)
                .map_err(|_| AuthorityFileError::Unreadable(ledger_file))?,
            // The chain is written last: without it, nothing was taken.
            document_issuer: chain_file(WhichFile::DocumentIssuer, &folder)
                .exists()
                .then(|| KeyHolder::read(WhichFile::DocumentIssuer, &folder, &root))
                .transpose()?,
            root,
        })
    }
}

impl Authority {
    /// Takes on whoever makes manifests out, and keeps the key beside the others.
    pub(crate) fn take_document_issuer(
        &mut self,
        data: &Path,
        key: SigningKey,
        chain: CertificateChain,
    ) -> Result<(), AuthorityFileError> {
        let (which, folder) = (WhichFile::DocumentIssuer, data.join(FOLDER));
        // Left by somebody who was interrupted, and certified for nothing since.
        let left = key_file(which, &folder);
        if left.exists() && !chain_file(which, &folder).exists() {
            fs::remove_file(&left)
                .map_err(|source| AuthorityFileError::io(which, &left, source))?;
        }
        let holder = KeyHolder { key, chain };
        holder.write(which, &folder)?;
        self.document_issuer = Some(holder);
        Ok(())
    }
}

impl KeyHolder {
    fn write(&self, which: WhichFile, folder: &Path) -> Result<(), AuthorityFileError> {
        write_key(which, &key_file(which, folder), &self.key.to_scalar())?;
        write_at(which, &chain_file(which, folder), &self.chain.to_wire())
    }

    fn read(which: WhichFile, folder: &Path, root: &Root) -> Result<Self, AuthorityFileError> {
        let path = chain_file(which, folder);
        let chain = CertificateChain::from_wire(&read(which, &path)?)
            .map_err(|_| AuthorityFileError::Unreadable(path.clone()))?;
        let key = read_key(which, &key_file(which, folder))?;
        match root.anchor().verify(&chain) {
            Ok(holder) if holder.certificate().key == key.public() => Ok(Self { key, chain }),
            _ => Err(AuthorityFileError::DoesNotBelong(path)),
        }
    }
}

/// Writes a private key in hexadecimal digits into a new file that only its owner can read.
pub(super) fn write_key(
    which: WhichFile,
    path: &Path,
    secret: &[u8; 32],
) -> Result<(), AuthorityFileError> {
    let line = format!("{}\n", HEXLOWER.encode(secret));
    write_at(which, path, line.as_bytes())
}

pub(super) fn read_key(which: WhichFile, path: &Path) -> Result<SigningKey, AuthorityFileError> {
    let secret = read_secret(which, path)?;
    SigningKey::from_scalar(&secret).map_err(|_| AuthorityFileError::Unreadable(path.to_path_buf()))
}

fn read_secret(which: WhichFile, path: &Path) -> Result<[u8; 32], AuthorityFileError> {
    let bytes = read(which, path)?;
    HEXLOWER
        .decode(bytes.trim_ascii_end())
        .ok()
        .and_then(|secret| secret.try_into().ok())
        .ok_or_else(|| AuthorityFileError::Unreadable(path.to_path_buf()))
}

fn read(which: WhichFile, path: &Path) -> Result<Vec<u8>, AuthorityFileError> {
    fs::read(path).map_err(|source| AuthorityFileError::io(which, path, source))
}

fn write_at(which: WhichFile, path: &Path, bytes: &[u8]) -> Result<(), AuthorityFileError> {
    write_private(path, bytes).map_err(|source| AuthorityFileError::io(which, path, source))
}

/// Writes a new file that only its owner can read; durable before it returns.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a folder that only its owner can enter.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn key_file(which: WhichFile, folder: &Path) -> PathBuf {
    folder.join(format!("{}.key", which.stem()))
}

fn chain_file(which: WhichFile, folder: &Path) -> PathBuf {
    folder.join(format!("{}.chain", which.stem()))
}
