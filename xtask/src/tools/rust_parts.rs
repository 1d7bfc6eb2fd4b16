//! Parts of the Rust toolchain: targets and components, added by rustup where rustup is.

use std::path::Path;

use super::ToolsError;
use crate::project::Project;

/// A target that something is built for besides the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The PWA's.
    Browser,
    /// The lock's: a Cortex-M4 as they are in smart locks.
    Microcontroller,
}

impl Target {
    /// As rustc names it.
    pub(crate) fn triple(self) -> &'static str {
        match self {
            Self::Browser => "wasm32-unknown-unknown",
            Self::Microcontroller => "thumbv7em-none-eabihf",
        }
    }

    pub(super) fn set_up(self, project: &Project) -> Result<(), ToolsError> {
        let libraries = project
            .program("rustc")?
            .args(["--print", "target-libdir", "--target", self.triple()])
            .text()?;
        if Path::new(libraries.trim()).is_dir() {
            eprintln!("    Rust for {}: there", self.triple());
            return Ok(());
        }
        rustup_adds("target", self.triple(), project)
    }
}

/// A component that a minimal toolchain lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Component {
    Rustfmt,
    Clippy,
}

impl Component {
    pub(super) fn set_up(self, project: &Project) -> Result<(), ToolsError> {
        let (name, subcommand) = match self {
            Self::Rustfmt => ("rustfmt", "fmt"),
            Self::Clippy => ("clippy", "clippy"),
        };
        if project
            .cargo()
            .args([subcommand, "--version"])
            .text()
            .is_ok()
        {
            eprintln!("    {name}: there");
            return Ok(());
        }
        rustup_adds("component", name, project)
    }
}

fn rustup_adds(
    kind: &'static str,
    part: &'static str,
    project: &Project,
) -> Result<(), ToolsError> {
    if project.search_path().find("rustup").is_none() {
        return Err(ToolsError::NoRustup { part });
    }
    eprintln!("    adding {part} with rustup …");
    Ok(project.program("rustup")?.args([kind, "add", part]).run()?)
}
