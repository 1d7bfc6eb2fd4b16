//! What Cargo.lock says, and those of the workspaces of their own beside it.

use std::{collections::BTreeSet, fs, io, path::PathBuf};

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
    #[error(
        "{folder}/Cargo.lock holds {package}, and Cargo.lock another version, so that other code runs there than here: \
         copy Cargo.lock over {folder}/Cargo.lock, then run `cargo fetch --manifest-path {folder}/Cargo.toml`"
    )]
    OtherVersion {
        folder: &'static str,
        package: String,
    },
}

/// A workspace of its own, with a lock file of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) folder: &'static str,
    /// Packages that only help to build others there, and so may be of any version.
    builders: &'static [&'static str],
}

/// The fuzz targets.
pub(crate) const FUZZ: Beside = Beside {
    folder: "fuzz",
    builders: &[],
};

/// The measurements.
pub(crate) const BENCH: Beside = Beside {
    folder: "bench",
    builders: &[],
};

/// The lock's image. The processor's crates ask for the compiler's version when they are built.
pub(crate) const IMAGE: Beside = Beside {
    folder: "image",
    builders: &["rustc_version", "semver"],
};

impl Lockfile {
    pub(crate) fn read(project: &Project) -> Result<Self, LockfileError> {
        Self::read_from(project, "Cargo.lock")
    }

    /// Makes sure that a workspace of its own has the versions that are here.
    pub(crate) fn agrees_with(
        &self,
        project: &Project,
        beside: Beside,
    ) -> Result<(), LockfileError> {
        let place = format!("{}/Cargo.lock", beside.folder);
        self.has_the_versions_of(&Self::read_from(project, &place)?, beside)
    }

    fn read_from(project: &Project, place: &str) -> Result<Self, LockfileError> {
        let path = project.root().join(place);
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

    /// Makes sure that no package of the other is here in another version only.
    fn has_the_versions_of(&self, other: &Self, beside: Beside) -> Result<(), LockfileError> {
        let (ours, theirs) = (self.packages(), other.packages());
        let names: BTreeSet<&str> = ours.iter().map(|(name, _)| *name).collect();
        let foreign = theirs
            .iter()
            .filter(|(name, _)| !beside.builders.contains(name))
            .find(|package| names.contains(package.0) && !ours.contains(package));
        match foreign {
            None => Ok(()),
            Some((name, version)) => Err(LockfileError::OtherVersion {
                folder: beside.folder,
                package: format!("{name} {version}"),
            }),
        }
    }

    /// Every package's name and version.
    fn packages(&self) -> BTreeSet<(&str, &str)> {
        let lines = self.text.lines().zip(self.text.lines().skip(1));
        let package = lines.filter_map(|(first, second)| {
            let name = first.strip_prefix("name = \"")?.strip_suffix('"')?;
            let version = second.strip_prefix("version = \"")?.strip_suffix('"')?;
            Some((name, version))
        });
        package.collect()
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
    fn another_version_in_the_other_is_refused() {
        let ours = lockfile_of(&[("sha2", "0.10.9"), ("sha2", "0.11.1"), ("snow", "0.10.0")]);
        let same = lockfile_of(&[("sha2", "0.11.1"), ("libfuzzer-sys", "0.4.13")]);
        assert!(ours.has_the_versions_of(&same, FUZZ).is_ok());
        let refused = ours.has_the_versions_of(&lockfile_of(&[("snow", "0.10.1")]), IMAGE);
        assert!(
            matches!(refused, Err(LockfileError::OtherVersion { folder: "image", package }) if package == "snow 0.10.1")
        );
    }

    #[test]
    fn what_only_builds_may_be_of_any_version() {
        let ours = lockfile_of(&[("semver", "1.0.0")]);
        let theirs = lockfile_of(&[("semver", "0.9.0")]);
        assert!(ours.has_the_versions_of(&theirs, IMAGE).is_ok());
        assert!(ours.has_the_versions_of(&theirs, FUZZ).is_err());
    }

    #[test]
    fn none_is_refused() {
        let refused = lockfile_of(&[]).only_version_of("p256");
        assert!(
            matches!(refused, Err(LockfileError::NotExactlyOne { found, .. }) if found.is_empty())
        );
    }
}
