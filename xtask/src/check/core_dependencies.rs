//! The cores' dependencies: none, at any depth, brings a clock, a random source or I/O.

use std::{collections::BTreeSet, fmt};

use super::{CORES, CheckError};
use crate::{project::Project, tools::Target};

/// Packages that a core must not even reach through others.
const FORBIDDEN: &[&str] = &[
    // random sources
    "getrandom",
    "rand",
    "rand_chacha",
    "fastrand",
    "oorandom",
    // clocks
    "chrono",
    "time",
    "jiff",
    "instant",
    "web-time",
    "quanta",
    "coarsetime",
    "hifitime",
    // the operating system, the network, the browser
    "libc",
    "rustix",
    "nix",
    "windows-sys",
    "windows",
    "mio",
    "socket2",
    "tokio",
    "async-std",
    "smol",
    "wasm-bindgen",
    "js-sys",
    "web-sys",
    "gloo",
];

/// A forbidden package in a core's tree.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Impurity {
    core: &'static str,
    package: String,
}

impl fmt::Display for Impurity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { core, package } = self;
        let target = Target::Microcontroller.triple();
        write!(
            f,
            "{core} reaches {package}: see `cargo tree -p {core} --target {target} -e normal -i {package}`"
        )
    }
}

pub(super) fn check(project: &Project) -> Result<(), CheckError> {
    let mut found = Vec::new();
    for core in CORES {
        let tree = project.cargo().words("tree --prefix none --format {p}");
        // A procedural macro runs on the build machine, never in the lock.
        let tree = tree.words("--edges normal,no-proc-macro --target");
        let tree = tree.args([Target::Microcontroller.triple(), "--package", core.package]);
        let names = forbidden_in(&tree.text()?).into_iter();
        found.extend(names.map(|package| Impurity {
            core: core.package,
            package,
        }));
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(CheckError::ImpureDependency(found))
    }
}

/// The forbidden names in a tree printed as one `name vX.Y.Z` a line.
fn forbidden_in(tree: &str) -> BTreeSet<String> {
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| FORBIDDEN.contains(name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_source_is_found_however_deep() {
        let tree = "railseal-lock v0.1.0 (/here)\np256 v0.14.0\nrand_core v0.10.1\ngetrandom v0.4.0\ngetrandom v0.4.0 (*)\n";
        assert_eq!(forbidden_in(tree), BTreeSet::from(["getrandom".to_owned()]));
    }

    #[test]
    fn a_trait_for_randomness_is_no_random_source() {
        assert!(
            forbidden_in("railseal-lock v0.1.0 (/here)\nrand_core v0.10.1\ntimeless v1.0.0")
                .is_empty()
        );
    }
}
