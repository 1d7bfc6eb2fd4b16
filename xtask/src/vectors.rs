//! Building what a browser judges the protocol's vectors with: the app's own profile and tools, outside the app.

use std::path::PathBuf;

use crate::{
    invocation::RunError,
    project::Project,
    step::Steps,
    target_folder::{self, TargetFolderError},
    tools::Target,
};

#[derive(Debug, thiserror::Error)]
pub(crate) enum VectorsError {
    #[error(transparent)]
    TargetFolder(#[from] TargetFolderError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Builds, the tools being there; gives the folder with the script and the Wasm.
pub(crate) fn build(project: &Project, steps: &mut Steps) -> Result<PathBuf, VectorsError> {
    steps.run("building the vectors for the browser", || {
        let target = target_folder::of(project, "Cargo.toml")?;
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
