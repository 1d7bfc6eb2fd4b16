//! Programs of the operating system. As root on a Debian-like system they are installed; elsewhere a person is told how.

use std::{env, path::PathBuf};

use super::{ToolsError, found};
use crate::{
    invocation::{Invocation, RunError},
    project::Project,
};

/// A program that only the system's own packages bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SystemTool {
    /// The browser of the tests and of `start --locks`.
    Chromium,
    /// The private bus on which Chromium meets the stand-in for BlueZ.
    DbusDaemon,
    /// What the second reader of the protocol is written in.
    Python,
    /// What libFuzzer is built with.
    CppCompiler,
    /// The microcontroller on which the lock's image tests itself.
    Qemu,
}

impl SystemTool {
    pub(super) fn set_up(self, project: &Project) -> Result<(), ToolsError> {
        if self.find(project).is_none() {
            self.install(project)?;
        }
        match self.find(project) {
            Some(place) => {
                found(self.programs()[0], &place);
                Ok(())
            }
            None => Err(self.left_to_the_person()),
        }
    }

    /// Where it is, if it is there.
    pub(crate) fn find(self, project: &Project) -> Option<PathBuf> {
        self.named_by_the_caller().or_else(|| {
            self.programs()
                .iter()
                .find_map(|program| project.search_path().find(program))
        })
    }

    /// `CHROME` is the variable that chromiumoxide reads, too.
    fn named_by_the_caller(self) -> Option<PathBuf> {
        match self {
            Self::Chromium => env::var_os("CHROME")
                .map(PathBuf::from)
                .filter(|file| file.is_file()),
            Self::DbusDaemon | Self::Python | Self::CppCompiler | Self::Qemu => None,
        }
    }

    fn install(self, project: &Project) -> Result<(), ToolsError> {
        if project.search_path().find("apt-get").is_none() || !are_root(project) {
            return Err(self.left_to_the_person());
        }
        eprintln!("    installing {} with apt-get …", self.package());
        apt_get(project)?.arg("update").run()?;
        apt_get(project)?
            .args([
                "install",
                "--yes",
                "--no-install-recommends",
                self.package(),
            ])
            .run()?;
        Ok(())
    }

    fn left_to_the_person(self) -> ToolsError {
        ToolsError::InstallYourself {
            program: self.programs()[0],
            package: self.package(),
        }
    }

    /// The names it goes by, the usual one first.
    fn programs(self) -> [&'static str; 4] {
        match self {
            Self::Chromium => [
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ],
            Self::DbusDaemon => ["dbus-daemon"; 4],
            Self::Python => ["python3"; 4],
            Self::CppCompiler => ["c++"; 4],
            Self::Qemu => ["qemu-system-arm"; 4],
        }
    }

    fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::DbusDaemon => "dbus",
            Self::Python => "python3-venv",
            Self::CppCompiler => "g++",
            Self::Qemu => "qemu-system-arm",
        }
    }
}

fn are_root(project: &Project) -> bool {
    project
        .program("id")
        .and_then(|id| id.arg("-u").text())
        .is_ok_and(|user| user.trim() == "0")
}

fn apt_get(project: &Project) -> Result<Invocation, RunError> {
    Ok(project
        .program("apt-get")?
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout_to_stderr())
}
