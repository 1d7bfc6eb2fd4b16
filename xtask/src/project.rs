//! The repository that the commands work on.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
};

use crate::{
    invocation::{Invocation, RunError},
    search_path::SearchPath,
};

/// The repository's root, and where programs are looked for.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    search_path: SearchPath,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ProjectError {
    #[error("the repository was not found: run this as `cargo xtask`, inside the repository")]
    NotUnderCargo,
}

impl Project {
    /// The repository whose `xtask` cargo is running.
    pub(crate) fn open() -> Result<Self, ProjectError> {
        let manifest_folder =
            env::var_os("CARGO_MANIFEST_DIR").ok_or(ProjectError::NotUnderCargo)?;
        let root = Path::new(&manifest_folder)
            .parent()
            .ok_or(ProjectError::NotUnderCargo)?
            .to_path_buf();
        Ok(Self {
            root,
            search_path: SearchPath::of_caller(),
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the built PWA stands.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub(crate) fn search_path(&self) -> &SearchPath {
        &self.search_path
    }

    pub(crate) fn search_first_in(&mut self, folder: PathBuf) {
        self.search_path.put_first(folder);
    }

    /// A program found in our tools or in `PATH`.
    pub(crate) fn program(&self, name: &str) -> Result<Invocation, RunError> {
        let found = self
            .search_path
            .find(name)
            .ok_or_else(|| RunError::Missing {
                program: name.to_owned(),
            })?;
        Ok(self.invocation(&found, name))
    }

    /// A program of the Rust toolchain that runs us (`rustc`, `cargo` …), named as rustup's stand-ins are.
    pub(crate) fn cargo(&self) -> Invocation {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned());
        self.invocation(Path::new(&cargo), "cargo")
    }

    fn invocation(&self, program: &Path, name: &str) -> Invocation {
        let invocation = Invocation::new(program, name, &self.root);
        match self.search_path.joined() {
            Some(path) => invocation.env("PATH", path),
            None => invocation,
        }
    }
}
