//! A new lock's keys, made where they are to stay: only their public halves leave the folder.

use std::fmt;
use std::io;
use std::path::PathBuf;

use railseal_protocol::key::{AgreementKey, AgreementSecret, PublicKey, SigningKey};
use railseal_protocol::session::{SessionError, agreement_key};
use railseal_protocol::wire::{decode, encode};

use crate::area::{replace, sync_folder_of};
use crate::folder::{FolderError, StateFolder};

/// The two private keys, in bytes.
const LENGTH: usize = 64;

/// A lock's keys before its commissioning. Nothing prints them.
pub struct Keys {
    pub(crate) signing: SigningKey,
    pub(crate) agreement: AgreementSecret,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// They were not made yet, or the lock has taken them into its memory.
    #[error("there are no keys in {} that wait for a certificate: `railseal-peripheral keys` makes them, in a new folder", folder.display())]
    None {
        /// Where.
        folder: PathBuf,
    },
    /// Their file is not as it was written.
    #[error("{} is damaged: remove it, make new keys and have them certified", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// The operating system has no randomness to give.
    #[error("the operating system gives no randomness")]
    NoRandomness,
    /// The agreement key's public half could not be found.
    #[error("the agreement key: {0}")]
    Agreement(#[from] SessionError),
}

impl Keys {
    /// The keys that wait in the folder, made now where there are none.
    pub fn open_or_make(folder: &StateFolder) -> Result<Self, KeysError> {
        match Self::open(folder) {
            Err(KeysError::None { .. }) => {
                let keys = Self::make()?;
                let file = file(folder);
                let parts = (keys.signing.to_scalar(), *keys.agreement.as_bytes());
                replace(&file, &encode(&parts)).map_err(FolderError::at(&file))?;
                Ok(keys)
            }
            other => other,
        }
    }

    /// The keys that wait in the folder.
    pub(crate) fn open(folder: &StateFolder) -> Result<Self, KeysError> {
        let file = file(folder);
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = folder.path().to_path_buf();
                return Err(KeysError::None { folder });
            }
            Err(error) => return Err(FolderError::at(&file)(error).into()),
        };
        let keys = decode::<([u8; 32], [u8; 32])>(&bytes, LENGTH).ok();
        let keys = keys.and_then(|(scalar, agreement)| {
            Some(Self {
                signing: SigningKey::from_scalar(&scalar).ok()?,
                agreement: AgreementSecret::from_bytes(agreement),
            })
        });
        keys.ok_or(KeysError::Damaged { file })
    }

    /// Removes them from the folder: the lock has them in its memory.
    pub(crate) fn forget(folder: &StateFolder) -> Result<(), FolderError> {
        let file = file(folder);
        std::fs::remove_file(&file)
            .and_then(|()| sync_folder_of(&file))
            .map_err(FolderError::at(&file))
    }

    /// What its certificate is to name.
    pub fn public(&self) -> Result<(PublicKey, AgreementKey), KeysError> {
        Ok((self.signing.public(), agreement_key(&self.agreement)?))
    }

    fn make() -> Result<Self, KeysError> {
        // One draw in four thousand million is no scalar. A source that fails twice is no source.
        let signing = SigningKey::from_scalar(&draw()?).or_else(|_| {
            draw().and_then(|scalar| {
                SigningKey::from_scalar(&scalar).map_err(|_| KeysError::NoRandomness)
            })
        })?;
        Ok(Self {
            signing,
            agreement: AgreementSecret::from_bytes(draw()?),
        })
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// 32 bytes fresh from the operating system.
pub(crate) fn draw() -> Result<[u8; 32], KeysError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| KeysError::NoRandomness)?;
    Ok(bytes)
}

fn file(folder: &StateFolder) -> PathBuf {
    folder.path().join("keys")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn they_are_made_once_and_kept_for_the_owner_only() {
        let parent = tempfile::tempdir().unwrap();
        let folder = StateFolder::open_or_create(parent.path()).unwrap();
        assert!(matches!(Keys::open(&folder), Err(KeysError::None { .. })));
        let made = Keys::open_or_make(&folder).unwrap().public().unwrap();
        assert_eq!(Keys::open_or_make(&folder).unwrap().public().unwrap(), made);
        let mode = std::fs::metadata(file(&folder))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        Keys::forget(&folder).unwrap();
        let other = Keys::open_or_make(&folder).unwrap().public().unwrap();
        assert_ne!(other, made);
    }

    #[test]
    fn a_damaged_file_is_not_written_over() {
        let parent = tempfile::tempdir().unwrap();
        let folder = StateFolder::open_or_create(parent.path()).unwrap();
        std::fs::write(file(&folder), [0; 64]).unwrap();
        let refused = Keys::open_or_make(&folder).unwrap_err();
        assert!(matches!(refused, KeysError::Damaged { .. }), "{refused}");
    }
}
