//! What Cargo.lock says.

use std::{fs, io, path::PathBuf};

use crate::project::Project;

/// The text of Cargo.lock.
#[derive(Debug)]
pub(crate) struct Lockfile {
    text: String,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum LockfileError {
    #[error("{} could not be read ({source}): run `cargo generate-lockfile`", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error(
        "Cargo.lock holds {found:?} of {package}, and must hold exactly one: {package} is agreed on by all parties"
    )]
    NotExactlyOne { package: String, found: Vec<String> },
}

impl Lockfile {
    pub(crate) fn read(project: &Project) -> Result<Self, LockfileError> {
        let path = project.root().join("Cargo.lock");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Self { text }),
            Err(source) => Err(LockfileError::NotRead { path, source }),
        }
    }

    /// The one version of a package of which there must be exactly one.
    pub(crate) fn only_version_of(&self, package: &str) -> Result<String, LockfileError> {
        let found = self.versions_of(package);
        match found.as_slice() {
            [only] => Ok(only.clone()),
            _ => Err(LockfileError::NotExactlyOne {
                package: package.to_owned(),
                found,
            }),
        }
    }

    fn versions_of(&self, package: &str) -> Vec<String> {
        let name_line = format!("name = \"{package}\"");
        let mut lines = self.text.lines();
        let mut found = Vec::new();
        while lines.any(|line| line == name_line) {
            let version = lines
                .next()
                .and_then(|line| line.strip_prefix("version = \""));
            found.extend(
                version
                    .and_then(|rest| rest.strip_suffix('"'))
                    .map(str::to_owned),
            );
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lockfile_of(packages: &[(&str, &str)]) -> Lockfile {
        let text = packages.iter().map(|(name, version)| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n")
        });
        Lockfile {
            text: text.collect(),
        }
    }

    #[test]
    fn the_only_version_is_found() {
        let lockfile = lockfile_of(&[("p256", "0.14.0"), ("p256-extra", "1.0.0")]);
        assert!(
            lockfile
                .only_version_of("p256")
                .is_ok_and(|version| version == "0.14.0")
        );
    }

    #[test]
    fn a_second_version_is_refused() {
        let lockfile = lockfile_of(&[("p256", "0.13.2"), ("serde", "1.0.0"), ("p256", "0.14.0")]);
        let refused = lockfile.only_version_of("p256");
        assert!(
            matches!(refused, Err(LockfileError::NotExactlyOne { found, .. }) if found == ["0.13.2", "0.14.0"])
        );
    }

    #[test]
    fn none_is_refused() {
        let refused = lockfile_of(&[]).only_version_of("p256");
        assert!(
            matches!(refused, Err(LockfileError::NotExactlyOne { found, .. }) if found.is_empty())
        );
    }
}
