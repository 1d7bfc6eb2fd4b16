//! Building what a browser judges the protocol's vectors with.

use std::path::PathBuf;

use crate::{
    project::Project,
    step::Steps,
    wasm::{self, Profile, WasmError},
};

/// Builds, the tools being there; gives the folder with the script and the Wasm.
pub(crate) fn build(project: &Project, steps: &mut Steps) -> Result<PathBuf, WasmError> {
    steps.run("building the vectors for the browser", || {
        Ok(wasm::build(project, "railseal-vectors", "vectors", Profile::Small)?.folder)
    })
}
