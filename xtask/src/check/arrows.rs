//! The arrows between the crates: who may depend on whom in the workspace. Every kind of dependency counts, those of tests
//! and build scripts too.

use std::fmt;

use serde::Deserialize;

use super::CheckError;
use crate::project::Project;

/// Every crate of the house, and the ones it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("railseal-protocol", &[]),
    ("railseal-inspection", &["railseal-protocol"]),
    ("railseal-lock", &["railseal-protocol"]),
    (
        "railseal-peripheral",
        &["railseal-lock", "railseal-protocol"],
    ),
    (
        "railseal-server",
        &["railseal-inspection", "railseal-protocol"],
    ),
    ("railseal", &["railseal-inspection", "railseal-protocol"]),
    ("railseal-optics", &[]),
    (
        "railseal-papers",
        &["railseal-inspection", "railseal-protocol"],
    ),
    // No part of the product, and none may stand on it but what is free.
    (
        "railseal-mail",
        &["railseal-inspection", "railseal-protocol"],
    ),
    (
        "railseal-training",
        &["railseal-lock", "railseal-inspection", "railseal-protocol"],
    ),
];

/// The crates that may depend on any: they are no part of the product.
const FREE: [&str; 3] = ["railseal-tests", "railseal-vectors", "xtask"];

/// What is wrong with the workspace's arrows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// An arrow that is not drawn.
    Arrow { from: String, to: String },
    /// A crate that is not on the map.
    NotOnTheMap { package: String },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arrow { from, to } => write!(f, "{from} → {to}"),
            Self::NotOnTheMap { package } => {
                write!(
                    f,
                    "{package} is on no map: add it to ARCHITECTURE.md and to {}",
                    file!()
                )
            }
        }
    }
}

pub(super) fn check(project: &Project) -> Result<(), CheckError> {
    let printed = project
        .cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .text()?;
    let wrong = wrong_in(&serde_json::from_str(&printed)?);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(CheckError::Arrows(wrong))
    }
}

/// The part of `cargo metadata` that tells who depends on whom.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// Only dependencies inside the repository have one.
    path: Option<String>,
}

fn wrong_in(metadata: &Metadata) -> Vec<Wrong> {
    metadata
        .packages
        .iter()
        .filter(|package| !FREE.contains(&package.name.as_str()))
        .flat_map(wrong_from)
        .collect()
}

fn wrong_from(package: &Package) -> Vec<Wrong> {
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
        return vec![Wrong::NotOnTheMap {
            package: package.name.clone(),
        }];
    };
    let inside = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.path.is_some());
    inside
        .filter(|to| to.name != package.name && !allowed.contains(&to.name.as_str()))
        .map(|to| Wrong::Arrow {
            from: package.name.clone(),
            to: to.name.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(packages: &str) -> serde_json::Result<Vec<Wrong>> {
        Ok(wrong_in(&serde_json::from_str(&format!(
            r#"{{"packages":{packages}}}"#
        ))?))
    }

    fn package(name: &str, dependency: &str) -> String {
        format!(
            r#"{{"name":"{name}","dependencies":[
                {{"name":"serde","path":null,"kind":null}},
                {{"name":"{dependency}","path":"/here/{dependency}","kind":"dev"}}]}}"#
        )
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_found_even_in_tests() -> serde_json::Result<()> {
        let packages = format!(
            "[{},{}]",
            package("railseal", "railseal-lock"),
            package("xtask", "railseal-lock")
        );
        assert_eq!(
            wrong(&packages)?,
            [Wrong::Arrow {
                from: "railseal".to_owned(),
                to: "railseal-lock".to_owned()
            }]
        );
        Ok(())
    }

    #[test]
    fn no_arrow_leaves_the_protocol() -> serde_json::Result<()> {
        assert_eq!(
            wrong(&format!(
                "[{}]",
                package("railseal-protocol", "railseal-inspection")
            ))?
            .len(),
            1
        );
        Ok(())
    }

    #[test]
    fn a_drawn_arrow_is_fine() -> serde_json::Result<()> {
        assert_eq!(
            wrong(&format!(
                "[{}]",
                package("railseal-server", "railseal-inspection")
            ))?,
            []
        );
        Ok(())
    }

    #[test]
    fn a_crate_must_be_on_the_map() -> serde_json::Result<()> {
        let found = wrong(r#"[{"name":"railseal-extras","dependencies":[]}]"#)?;
        assert_eq!(
            found,
            [Wrong::NotOnTheMap {
                package: "railseal-extras".to_owned()
            }]
        );
        Ok(())
    }
}
