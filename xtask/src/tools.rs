//! Setting up the tools a command needs. What is there at the right version is used; what is missing is installed where
//! that is possible without asking, and every installation says what it does before it starts.

mod cargo_installed;
mod python;
mod rust_parts;
mod system;

use std::{io, path::PathBuf};

pub(crate) use cargo_installed::CargoTool;
pub(crate) use python::reader_python;
pub(crate) use rust_parts::{Component, Target};
pub(crate) use system::SystemTool;

use crate::{invocation::RunError, lockfile::LockfileError, project::Project, step::Steps};

/// One thing that a command needs before it can start.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    Cargo(CargoTool),
    System(SystemTool),
    /// A Python of our own, with what the second reader of the protocol takes from the package index.
    Python,
    Target(Target),
    Component(Component),
}

/// What it takes to build the PWA.
pub(crate) const FOR_THE_PWA: &[Need] = &[
    Need::Target(Target::Browser),
    Need::Cargo(CargoTool::WasmBindgen),
    Need::Cargo(CargoTool::Trunk),
];

/// What it takes to drive a browser that believes in Bluetooth.
pub(crate) const FOR_A_BROWSER: &[Need] = &[
    Need::System(SystemTool::Chromium),
    Need::System(SystemTool::DbusDaemon),
];

/// What it takes to run every test.
pub(crate) const FOR_THE_TESTS: &[Need] = &[
    Need::System(SystemTool::Chromium),
    Need::System(SystemTool::DbusDaemon),
    Need::Python,
    Need::Target(Target::Microcontroller),
    Need::System(SystemTool::Qemu),
];

/// What it takes to fuzz: libFuzzer is built from its source, in C++.
pub(crate) const FOR_FUZZING: &[Need] = &[
    Need::System(SystemTool::CppCompiler),
    Need::Cargo(CargoTool::CargoFuzz),
];

/// What it takes to try the tests by mutants.
pub(crate) const FOR_MUTANTS: &[Need] = &[Need::Cargo(CargoTool::CargoMutants)];

/// What it takes to check the source.
pub(crate) const FOR_CHECKS: &[Need] = &[
    Need::Component(Component::Rustfmt),
    Need::Component(Component::Clippy),
    Need::Target(Target::Browser),
    Need::Target(Target::Microcontroller),
    Need::Cargo(CargoTool::CargoDeny),
];

#[derive(Debug, thiserror::Error)]
pub(crate) enum ToolsError {
    #[error(
        "{program} is missing: install {package} so that `{program}` is in PATH \
         (on Debian or Ubuntu: sudo apt-get install {package})"
    )]
    InstallYourself {
        program: &'static str,
        package: &'static str,
    },
    #[error(
        "the Rust part {part} is missing and rustup is not in PATH: install it with your toolchain's own means"
    )]
    NoRustup { part: &'static str },
    #[error(
        "neither XDG_CACHE_HOME nor HOME is set, so there is no folder to install {tool} into: set one of them"
    )]
    NoCacheFolder { tool: &'static str },
    #[error("{} could not be made ({source}): the tools are kept there", folder.display())]
    NoFolder { folder: PathBuf, source: io::Error },
    #[error("{tool} {version} could not be installed: {source}")]
    NotInstalled {
        tool: &'static str,
        version: String,
        source: RunError,
    },
    #[error(
        "a Python environment could not be made ({source}): install Python with its venv module \
         (on Debian or Ubuntu: sudo apt-get install python3-venv)"
    )]
    NoPythonEnvironment { source: RunError },
    #[error("{} could not be {done} ({source}): it says what the second reader takes from the package index", file.display())]
    Requirements {
        file: PathBuf,
        done: &'static str,
        source: io::Error,
    },
    #[error(transparent)]
    Lockfile(#[from] LockfileError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Makes sure that everything needed is there, and that child processes find it before anything else.
pub(crate) fn set_up<'n>(
    project: &mut Project,
    steps: &mut Steps,
    needs: impl IntoIterator<Item = &'n Need>,
) -> Result<(), ToolsError> {
    steps.run("setting up the tools", || {
        for need in needs {
            match need {
                Need::Cargo(tool) => tool.set_up(project)?,
                Need::System(tool) => tool.set_up(project)?,
                Need::Python => python::set_up(project)?,
                Need::Target(target) => target.set_up(project)?,
                Need::Component(component) => component.set_up(project)?,
            }
        }
        Ok(())
    })
}

/// Says that a tool is there, and where.
fn found(what: &str, place: &std::path::Path) {
    eprintln!("    {what}: {}", place.display());
}
