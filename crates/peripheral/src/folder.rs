//! A body on disk: one folder, of one process at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::area::{OWNER_ONLY, replace};
use crate::sensors::{ReadingError, Sensors};

/// A lock's state folder, while this process holds it.
#[derive(Debug)]
pub struct StateFolder {
    path: PathBuf,
    // Held until it is closed.
    _hold: File,
}

/// Why a state folder is of no use.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is none.
    #[error("there is no lock in {}: `railseal-peripheral keys` begins one", folder.display())]
    NotThere {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// There is no body in it.
    #[error("the lock in {} is not commissioned: `railseal-peripheral commission`", folder.display())]
    NotCommissioned {
        /// Which.
        folder: PathBuf,
    },
    /// Another process has it.
    #[error("the lock in {} runs already: stop that process, or use another folder", folder.display())]
    InUse {
        /// Which.
        folder: PathBuf,
    },
    /// The system refused a file or a folder.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What is kept of the sensors cannot be read.
    #[error("{}: {source}; correct the line, or remove the file to have a new body's sensors", path.display())]
    Sensors {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ReadingError,
    },
}

impl FolderError {
    /// For `map_err`: this file was refused.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

impl StateFolder {
    /// Takes a folder, made where there is none, for its owner only.
    pub fn open_or_create(path: &Path) -> Result<Self, FolderError> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(FolderError::at(path))?;
        Self::open(path)
    }

    /// Takes a folder that is there.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        if !path.is_dir() {
            return Err(FolderError::NotThere {
                folder: path.to_path_buf(),
            });
        }
        let held = path.join("in-use");
        let hold = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(OWNER_ONLY)
            .open(&held)
            .map_err(FolderError::at(&held))?;
        match hold.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_path_buf(),
                _hold: hold,
            }),
            Err(TryLockError::WouldBlock) => Err(FolderError::InUse {
                folder: path.to_path_buf(),
            }),
            Err(TryLockError::Error(source)) => Err(FolderError::File { path: held, source }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn sensors(&self) -> Result<Sensors, FolderError> {
        let path = self.sensors_file();
        match std::fs::read_to_string(&path) {
            Ok(text) => text
                .parse()
                .map_err(|source| FolderError::Sensors { path, source }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Sensors::of_a_new_body()),
            Err(source) => Err(FolderError::File { path, source }),
        }
    }

    pub(crate) fn keep_sensors(&self, sensors: &Sensors) -> Result<(), FolderError> {
        let path = self.sensors_file();
        replace(&path, sensors.to_string().as_bytes()).map_err(FolderError::at(&path))
    }

    fn sensors_file(&self) -> PathBuf {
        self.path.join("sensors")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("lock");
        let absent = StateFolder::open(&path).unwrap_err();
        assert!(matches!(absent, FolderError::NotThere { .. }), "{absent}");
        let held = StateFolder::open_or_create(&path).unwrap();
        let refused = StateFolder::open(&path).unwrap_err();
        assert!(matches!(refused, FolderError::InUse { .. }), "{refused}");
        drop(held);
        StateFolder::open(&path).unwrap();
    }

    #[test]
    fn sensors_that_cannot_be_read_are_not_taken_for_a_new_body_s() {
        let parent = tempfile::tempdir().unwrap();
        let folder = StateFolder::open_or_create(parent.path()).unwrap();
        std::fs::write(folder.sensors_file(), "lever away\n").unwrap();
        let refused = folder.sensors().unwrap_err();
        assert!(matches!(refused, FolderError::Sensors { .. }), "{refused}");
    }
}
