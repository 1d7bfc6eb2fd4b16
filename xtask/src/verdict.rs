//! What `cargo xtask bench verdict` opens in Chromium: the page of bench/page/, the main thread's Wasm and the app's own
//! papers worker in one folder; beside it the JavaScript that it is held against.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    bench,
    invocation::RunError,
    project::Project,
    step::Steps,
    tools::{CargoTool, Need, SystemTool, Target},
    wasm::{self, Profile, WasmError},
    workers::{self, WorkersError},
};

/// What it takes, but for npm: that is wanted only until the libraries are there.
pub(crate) const NEEDS: &[Need] = &[
    Need::Target(Target::Browser),
    Need::Cargo(CargoTool::WasmBindgen),
    Need::System(SystemTool::Chromium),
];

/// P-256 in JavaScript, as many use it.
const CURVES: &str = "@noble/curves";
const CURVES_VERSION: &str = "2.4.0";

const PAGE: &str = "bench/page";
const MAIN_THREAD: &str = "railseal-bench-seal";

#[derive(Debug, thiserror::Error)]
pub(crate) enum VerdictError {
    #[error(
        "npm is not in PATH, and {CURVES} {CURVES_VERSION} is to be held against ours: install Node.js with npm, then run this \
         again (on Debian or Ubuntu: sudo apt-get install npm)"
    )]
    NoNpm,
    #[error("{CURVES} {CURVES_VERSION} could not be fetched: {0}")]
    NotFetched(RunError),
    #[error("{} could not be written ({source})", path.display())]
    NotWritten { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Wasm(#[from] WasmError),
    #[error(transparent)]
    Workers(#[from] WorkersError),
}

/// Fetches JavaScript's libraries into target/, where they are not there yet; gives their folder. The product knows none
/// of them.
pub(crate) fn fetch(project: &Project, steps: &mut Steps) -> Result<PathBuf, VerdictError> {
    let home = project
        .root()
        .join("target/bench/scripts")
        .join(CURVES_VERSION);
    let libraries = home.join("node_modules");
    if libraries.join(CURVES).join("nist.js").is_file() {
        return Ok(libraries);
    }
    make(&home)?;
    steps.run("fetching the JavaScript that ours is held against", || {
        let npm = project.program("npm").map_err(|_| VerdictError::NoNpm)?;
        let install = npm.words("install --no-save --ignore-scripts --no-audit --no-fund --prefix");
        let install = install.arg(&home).arg(format!("{CURVES}@{CURVES_VERSION}"));
        let fetched = install.stdout_to_stderr().run();
        fetched.map_err(VerdictError::NotFetched)
    })?;
    Ok(libraries)
}

/// Builds the Wasm and puts it beside the page; gives the folder.
pub(crate) fn put_together(project: &Project, steps: &mut Steps) -> Result<PathBuf, VerdictError> {
    let target = project.root().join("target/bench");
    let folder = target.join("page");
    steps.run("building what the page runs", || {
        empty(&folder)?;
        let page = project.root().join(PAGE);
        for entry in fs::read_dir(&page).map_err(not_written(&page))? {
            let from = entry.map_err(not_written(&page))?.path();
            let to = folder.join(from.file_name().unwrap_or_default());
            fs::copy(&from, &to).map_err(not_written(&to))?;
        }
        let build = bench::cargo(project, "build").words("--locked --target-dir target/bench");
        wasm::build_with(
            project,
            build,
            MAIN_THREAD,
            (&target, folder.clone()),
            Profile::Small,
        )?;
        workers::add_to(&folder, project, &workers::PAPERS)?;
        Ok::<_, VerdictError>(())
    })?;
    Ok(folder)
}

/// Nothing of an earlier build stays.
fn empty(folder: &Path) -> Result<(), VerdictError> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(not_written(folder))?;
    }
    make(folder)
}

fn make(folder: &Path) -> Result<(), VerdictError> {
    fs::create_dir_all(folder).map_err(not_written(folder))
}

fn not_written(path: &Path) -> impl FnOnce(io::Error) -> VerdictError {
    let path = path.to_owned();
    |source| VerdictError::NotWritten { path, source }
}
