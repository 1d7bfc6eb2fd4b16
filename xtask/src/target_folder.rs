//! Where cargo puts what it builds: `CARGO_TARGET_DIR` and every configuration file have a say in it, so cargo is asked.

use std::path::PathBuf;

use serde::Deserialize;

use crate::{invocation::RunError, project::Project};

#[derive(Debug, thiserror::Error)]
pub(crate) enum TargetFolderError {
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

/// That of the workspace with this manifest.
pub(crate) fn of(project: &Project, manifest: &str) -> Result<PathBuf, TargetFolderError> {
    let metadata = project
        .cargo()
        .words("metadata --format-version 1 --no-deps --manifest-path");
    let metadata: Metadata = serde_json::from_str(&metadata.arg(manifest).text()?)?;
    Ok(metadata.target_directory)
}
