//! Where programs are looked for: the folders of our own tools first, then the caller's `PATH`.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// An ordered list of folders with programs in them.
#[derive(Debug, Clone)]
pub(crate) struct SearchPath {
    folders: Vec<PathBuf>,
}

impl SearchPath {
    /// The caller's own `PATH`.
    pub(crate) fn of_caller() -> Self {
        let folders = env::var_os("PATH")
            .map(|path| env::split_paths(&path).collect())
            .unwrap_or_default();
        Self { folders }
    }

    /// Makes `folder` the first place to look in.
    pub(crate) fn put_first(&mut self, folder: PathBuf) {
        self.folders.retain(|known| *known != folder);
        self.folders.insert(0, folder);
    }

    /// The program that a command of this name would run.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        self.folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|candidate| is_executable(candidate))
    }

    /// As the value of `PATH`, for child processes. `None` when a folder's name cannot be in a `PATH`.
    pub(crate) fn joined(&self) -> Option<OsString> {
        env::join_paths(&self.folders).ok()
    }
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}
