//! Building Wasm that is no part of the app's own, with the app's profile and tools.

use std::path::PathBuf;

use serde::Deserialize;

use crate::{invocation::RunError, project::Project, tools::Target};

/// Wasm, and the script that wasm-bindgen writes to call it: for a page or a worker without modules.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) folder: PathBuf,
    pub(crate) script: PathBuf,
    pub(crate) wasm: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WasmError {
    #[error("cargo metadata answered in a way that was not understood ({0})")]
    Metadata(#[from] serde_json::Error),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// The part of `cargo metadata` that tells where builds stand.
#[derive(Debug, Deserialize)]
struct Metadata {
    target_directory: PathBuf,
}

/// Builds a package of the workspace, the tools being there, into a folder of builds.
pub(crate) fn build(project: &Project, package: &str, folder: &str) -> Result<Bound, WasmError> {
    let target = target_folder(project)?;
    let browser = Target::Browser.triple();
    let build = project.cargo().words("build --package").arg(package);
    build
        .args(["--profile", "wasm", "--target", browser])
        .stdout_to_stderr()
        .run()?;
    let name = package.replace('-', "_");
    let built = target.join(browser).join(format!("wasm/{name}.wasm"));
    let folder = target.join(folder);
    let bind = project.program("wasm-bindgen")?;
    let bind = bind.words("--target no-modules --no-typescript --out-dir");
    bind.arg(&folder).arg(built).stdout_to_stderr().run()?;
    Ok(Bound {
        script: folder.join(format!("{name}.js")),
        wasm: folder.join(format!("{name}_bg.wasm")),
        folder,
    })
}

fn target_folder(project: &Project) -> Result<PathBuf, WasmError> {
    let metadata = project
        .cargo()
        .words("metadata --format-version 1 --no-deps");
    let metadata: Metadata = serde_json::from_str(&metadata.text()?)?;
    Ok(metadata.target_directory)
}
