//! The files of the repository: what they may be called, and how long source may be.

use std::{fmt, fs, path::Path};

use super::CheckError;
use crate::{invocation::RunError, project::Project};

/// The longest a source file may be, in lines. (STYLE: about 300, 600 at the most.)
const MOST_LINES: usize = 600;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "shared", "misc",
];

/// Paths of the files that git tracks or would track, relative to the root, with `/` between their parts.
#[derive(Debug)]
pub(crate) struct TrackedFiles {
    paths: Vec<String>,
}

/// A file that does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    TooLong { file: String, lines: usize },
    EmptyName { file: String, name: String },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { file, lines } => {
                write!(f, "{file}: {lines} lines, {MOST_LINES} at the most")
            }
            Self::EmptyName { file, name } => {
                write!(f, "{file}: {name:?} says nothing of what is inside")
            }
        }
    }
}

impl TrackedFiles {
    /// Those of the working copy, with new files that are not ignored and without deleted ones.
    pub(crate) fn list(project: &Project) -> Result<Self, RunError> {
        let listing = project.program("git")?.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let printed = listing.text()?;
        let there = printed
            .split('\0')
            .filter(|path| !path.is_empty() && project.root().join(path).is_file());
        Ok(Self {
            paths: there.map(str::to_owned).collect(),
        })
    }

    pub(crate) fn with_extension(&self, extension: &str) -> impl Iterator<Item = &str> {
        let has_it = move |path: &&str| {
            Path::new(path)
                .extension()
                .is_some_and(|found| found == extension)
        };
        self.paths.iter().map(String::as_str).filter(has_it)
    }

    pub(super) fn check(&self, project: &Project) -> Result<(), CheckError> {
        let mut misfits: Vec<Misfit> = self
            .paths
            .iter()
            .filter_map(|file| empty_name(file))
            .collect();
        for file in self.with_extension("rs") {
            let path = project.root().join(file);
            match fs::read_to_string(&path) {
                Ok(source) => misfits.extend(too_long(file, &source)),
                Err(source) => return Err(CheckError::NotRead { path, source }),
            }
        }
        if misfits.is_empty() {
            Ok(())
        } else {
            Err(CheckError::Files(misfits))
        }
    }
}

fn too_long(file: &str, source: &str) -> Option<Misfit> {
    let lines = source.lines().count();
    (lines > MOST_LINES).then(|| Misfit::TooLong {
        file: file.to_owned(),
        lines,
    })
}

fn empty_name(file: &str) -> Option<Misfit> {
    let mut names = file
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part));
    let name = names.find(|name| EMPTY_NAMES.contains(name))?;
    Some(Misfit::EmptyName {
        file: file.to_owned(),
        name: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_too_many_is_found() {
        assert_eq!(too_long("a.rs", &"x\n".repeat(600)), None);
        let found = too_long("a.rs", &"x\n".repeat(601));
        assert_eq!(
            found,
            Some(Misfit::TooLong {
                file: "a.rs".to_owned(),
                lines: 601
            })
        );
    }

    #[test]
    fn empty_names_are_found_in_files_and_folders() {
        for file in [
            "src/utils.rs",
            "tests/common/mod.rs",
            "public/helpers.js",
            "misc.md",
        ] {
            assert!(empty_name(file).is_some(), "{file}");
        }
        assert_eq!(empty_name("src/device/bluetooth.rs"), None);
    }
}
