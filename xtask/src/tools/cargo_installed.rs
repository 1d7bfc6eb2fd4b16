//! Tools that come as crates, each at one version: from `PATH`, from our cache, from `cargo binstall`, or built once.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{ToolsError, found};
use crate::{
    invocation::{Invocation, RunError},
    lockfile::Lockfile,
    project::Project,
};

/// A tool that cargo can install.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CargoTool {
    Trunk,
    WasmBindgen,
    CargoDeny,
    CargoFuzz,
    CargoMutants,
}

impl CargoTool {
    pub(super) fn set_up(self, project: &mut Project) -> Result<(), ToolsError> {
        let version = self.version(project)?;
        if let Some(place) = project.search_path().find(self.program())
            && self.is(&version, &place, project)
        {
            found(&format!("{} {version}", self.crate_name()), &place);
            return Ok(());
        }
        let cache = cache_folder().ok_or(ToolsError::NoCacheFolder {
            tool: self.crate_name(),
        })?;
        let home = cache
            .join("tools")
            .join(format!("{}-{version}", self.crate_name()));
        let place = home
            .join("bin")
            .join(format!("{}{}", self.program(), env::consts::EXE_SUFFIX));
        if self.is(&version, &place, project) {
            found(&format!("{} {version}", self.crate_name()), &place);
        } else {
            self.install(&version, &home, &cache.join("build"), project)?;
        }
        project.search_first_in(home.join("bin"));
        Ok(())
    }

    fn install(
        self,
        version: &str,
        home: &Path,
        build: &Path,
        project: &Project,
    ) -> Result<(), ToolsError> {
        for folder in [home, build] {
            fs::create_dir_all(folder).map_err(|source| ToolsError::NoFolder {
                folder: folder.to_path_buf(),
                source,
            })?;
        }
        let exact = format!("{}@{version}", self.crate_name());
        if project.search_path().find("cargo-binstall").is_some() {
            eprintln!(
                "    downloading {} {version} with cargo binstall …",
                self.crate_name()
            );
            match download(&exact, home, project) {
                Ok(()) => return Ok(()),
                Err(error) => eprintln!("    that did not work ({error}); building it instead"),
            }
        }
        eprintln!(
            "    installing {} {version} ({}, once) …",
            self.crate_name(),
            self.duration()
        );
        let locked = if self.builds_locked() {
            &["--locked"][..]
        } else {
            &[]
        };
        project
            .cargo()
            .args(["install", "--debug", exact.as_str()])
            .args(locked)
            .arg("--root")
            .arg(home)
            .env("CARGO_TARGET_DIR", build)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .run()
            .map_err(|source| ToolsError::NotInstalled {
                tool: self.crate_name(),
                version: version.to_owned(),
                source,
            })
    }

    /// Whether the program at `place` runs and is of this version. (`trunk 0.21.14`, `wasm-bindgen 0.2.130 (…)`.)
    fn is(self, version: &str, place: &Path, project: &Project) -> bool {
        let printed = Invocation::new(place, self.program(), project.root())
            .words(self.asked_for_its_version())
            .text();
        printed.is_ok_and(|printed| printed.split_whitespace().nth(1) == Some(version))
    }

    fn version(self, project: &Project) -> Result<String, ToolsError> {
        match self {
            Self::Trunk => Ok("0.21.14".to_owned()),
            // The command-line tool and the crate refuse each other at any other version.
            Self::WasmBindgen => Ok(Lockfile::read(project)?.only_version_of("wasm-bindgen")?),
            Self::CargoDeny => Ok("0.20.2".to_owned()),
            Self::CargoFuzz => Ok("0.13.2".to_owned()),
            Self::CargoMutants => Ok("27.1.0".to_owned()),
        }
    }

    fn crate_name(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::CargoDeny => "cargo-deny",
            Self::CargoFuzz => "cargo-fuzz",
            Self::CargoMutants => "cargo-mutants",
        }
    }

    /// Cargo-mutants answers only behind the word by which cargo calls it.
    fn asked_for_its_version(self) -> &'static str {
        match self {
            Self::Trunk | Self::WasmBindgen | Self::CargoDeny | Self::CargoFuzz => "--version",
            Self::CargoMutants => "mutants --version",
        }
    }

    fn program(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen",
            Self::CargoDeny => "cargo-deny",
            Self::CargoFuzz => "cargo-fuzz",
            Self::CargoMutants => "cargo-mutants",
        }
    }

    /// Measured on two cores, as a person who waits is told it.
    fn duration(self) -> &'static str {
        match self {
            Self::Trunk => "about 3 minutes",
            Self::WasmBindgen | Self::CargoDeny | Self::CargoMutants => "about a minute",
            Self::CargoFuzz => "half a minute",
        }
    }

    /// Whether it builds with its own lock file. That of wasm-bindgen-cli 0.2.130 names a version that the index lacks.
    fn builds_locked(self) -> bool {
        match self {
            Self::Trunk | Self::CargoDeny | Self::CargoFuzz | Self::CargoMutants => true,
            Self::WasmBindgen => false,
        }
    }
}

fn download(exact: &str, home: &Path, project: &Project) -> Result<(), RunError> {
    project
        .cargo()
        .args([
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
            exact,
            "--root",
        ])
        .arg(home)
        .run()
}

/// `railseal` in the user's cache folder.
pub(super) fn cache_folder() -> Option<PathBuf> {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    Some(base.join("railseal"))
}
