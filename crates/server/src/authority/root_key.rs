use std::fmt;
use std::path::{Path, PathBuf};

use railseal_protocol::bounded::List;
use railseal_protocol::certificate::{Certificate, Subject};
use railseal_protocol::chain::{CertificateChain, Root, RootError};
use railseal_protocol::key::SigningKey;
use railseal_protocol::recognition::RecognitionList;
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::time::Validity;

use super::files::{AuthorityFileError, WhichFile, read_key, write_key};
use super::{Founding, KeyHolder, certificate};

/// A root's private key, in memory for as long as one command takes. Nothing prints it.
pub struct RootKey(SigningKey);

/// Why a root's file was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum RootFileError {
    /// It would lie where the server's own files lie.
    #[error("the root's key must not lie in the server's data folder")]
    InsideDataFolder,
    /// The file.
    #[error(transparent)]
    File(#[from] AuthorityFileError),
}

impl RootKey {
    pub(super) fn from_key(key: SigningKey) -> Self {
        Self(key)
    }

    /// Reads the operator's file.
    pub fn read(file: &Path) -> Result<Self, RootFileError> {
        Ok(Self(read_key(WhichFile::RootKey, file)?))
    }

    /// Writes a new file that only its owner can read, outside the server's data folder.
    pub fn write_new(&self, file: &Path, data: &Path) -> Result<(), RootFileError> {
        if Self::lies_inside(file, data)? {
            return Err(RootFileError::InsideDataFolder);
        }
        Ok(write_key(WhichFile::RootKey, file, &self.0.to_scalar())?)
    }

    /// Whether a file would lie in a folder, symbolic links followed as far as there is anything.
    pub(crate) fn lies_inside(file: &Path, folder: &Path) -> Result<bool, RootFileError> {
        Ok(resolved(file)?.starts_with(resolved(folder)?))
    }

    /// Whether it is this root's key.
    pub fn is_of(&self, root: &Root) -> bool {
        self.0.public() == root.certificate().key
    }

    /// Signs a recognition list.
    pub(crate) fn sign(&self, list: &RecognitionList) -> Signed<RecognitionList> {
        Signed::sign(list, Signer::Root, &self.0)
    }

    pub(super) fn certify_itself(
        &self,
        founding: &Founding,
        validity: Validity,
    ) -> Result<Root, RootError> {
        let certificate = Certificate {
            realm: founding.realm,
            administration: founding.administration,
            validity,
            key: self.0.public(),
            subject: Subject::Root,
        };
        Root::from_certificate(&Signed::sign(&certificate, Signer::Root, &self.0))
    }

    pub(super) fn appoint(
        &self,
        root: &Root,
        subject: Subject,
        key: SigningKey,
        validity: Validity,
    ) -> KeyHolder {
        let certificate = certificate(root, subject, key.public(), validity);
        let chain = CertificateChain {
            leaf: Signed::sign(&certificate, Signer::Root, &self.0),
            issuers: List::empty(),
        };
        KeyHolder { key, chain }
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKey(…)")
    }
}

/// The path without links and dots; what does not exist yet is taken as it is written.
fn resolved(path: &Path) -> Result<PathBuf, AuthorityFileError> {
    let read = |source| AuthorityFileError::io(WhichFile::RootKey, path, source);
    let absolute = std::path::absolute(path).map_err(read)?;
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        match there.canonicalize() {
            Ok(real) => return Ok(real.join(missing.iter().rev().collect::<PathBuf>())),
            Err(error) => match (there.parent(), there.file_name()) {
                (Some(parent), Some(name)) => {
                    missing.push(name);
                    there = parent;
                }
                _ => return Err(read(error)),
            },
        }
    }
}
