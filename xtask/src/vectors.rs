//! Building what a browser judges the protocol's vectors with: the app's own profile and tools, outside the app.

use std::path::PathBuf;

use serde::Deserialize;

use crate::{invocation::RunError, project::Project, step::Steps, tools::Target};

#[derive(Debug, thiserror::Error)]
pub(crate) enum VectorsError {
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

/// Builds, the tools being there; gives the folder with the script and the Wasm.
pub(crate) fn build(project: &Project, steps: &mut Steps) -> Result<PathBuf, VectorsError> {
    steps.run("building the vectors for the browser", || {
        let target = target_folder(project)?;
        let browser = Target::Browser.triple();
        let build = project.cargo().words("build --package railseal-vectors");
        build
            .args(["--profile", "wasm", "--target", browser])
            .run()?;
        let wasm = target.join(browser).join("wasm/railseal_vectors.wasm");
        let folder = target.join("vectors");
        let bind = project.program("wasm-bindgen")?;
        let bind = bind.words("--target no-modules --no-typescript --out-dir");
        bind.arg(&folder).arg(wasm).run()?;
        Ok(folder)
    })
}

fn target_folder(project: &Project) -> Result<PathBuf, VectorsError> {
    let metadata = project
        .cargo()
        .words("metadata --format-version 1 --no-deps");
    let metadata: Metadata = serde_json::from_str(&metadata.text()?)?;
    Ok(metadata.target_directory)
}
