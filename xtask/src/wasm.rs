//! Building Wasm that is no part of the app's own, with the app's profile and tools.

use std::path::{Path, PathBuf};

use crate::{
    invocation::{Invocation, RunError},
    project::Project,
    target_folder::{self, TargetFolderError},
    tools::Target,
};

/// What Wasm is built for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    /// To be fetched soon.
    Small,
    /// To be done soon.
    Fast,
}

impl Profile {
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "wasm",
            Self::Fast => "wasm-fast",
        }
    }
}

/// Wasm, and the script that wasm-bindgen writes to call it: for a page or a worker without modules.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) folder: PathBuf,
    pub(crate) script: PathBuf,
    pub(crate) wasm: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WasmError {
    #[error(transparent)]
    TargetFolder(#[from] TargetFolderError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Builds a package of the workspace, the tools being there, into a folder of builds.
pub(crate) fn build(
    project: &Project,
    package: &str,
    folder: &str,
    profile: Profile,
) -> Result<Bound, WasmError> {
    let target = target_folder::of(project, "Cargo.toml")?;
    let folder = target.join(folder);
    build_with(
        project,
        project.cargo().arg("build"),
        package,
        (&target, folder),
        profile,
    )
}

/// Builds a package with a command of Cargo's that builds into `target`, and binds it into a folder.
pub(crate) fn build_with(
    project: &Project,
    build: Invocation,
    package: &str,
    (target, folder): (&Path, PathBuf),
    profile: Profile,
) -> Result<Bound, WasmError> {
    let profile = profile.name();
    let browser = Target::Browser.triple();
    build
        .args(["--package", package])
        .args(["--profile", profile, "--target", browser])
        .stdout_to_stderr()
        .run()?;
    let name = package.replace('-', "_");
    let built = target.join(browser).join(format!("{profile}/{name}.wasm"));
    let bind = project.program("wasm-bindgen")?;
    let bind = bind.words("--target no-modules --no-typescript --out-dir");
    bind.arg(&folder).arg(built).stdout_to_stderr().run()?;
    Ok(Bound {
        script: folder.join(format!("{name}.js")),
        wasm: folder.join(format!("{name}_bg.wasm")),
        folder,
    })
}
