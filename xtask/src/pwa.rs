//! Building the PWA for release into dist/.
//!
//! Trunk runs wasm-bindgen itself, so that the hashes it writes into index.html are those of the files as
//! they are served. It is told to stay offline: crates are fetched before, tools are set up before.

use crate::{
    first_load::{FirstLoad, FirstLoadError},
    invocation::RunError,
    project::Project,
    step::Steps,
    tools::{self, Need, ToolsError},
    workers::{self, WorkersError},
};

#[derive(Debug, thiserror::Error)]
pub(crate) enum BuildError {
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Workers(#[from] WorkersError),
    #[error(transparent)]
    FirstLoad(#[from] FirstLoadError),
}

/// Sets up the tools (and those needed for what comes after), builds, prints what a first load weighs and what comes
/// later, and refuses what is over its budget.
pub(crate) fn build_within_budget(
    project: &mut Project,
    steps: &mut Steps,
    after: &[Need],
) -> Result<(), BuildError> {
    tools::set_up(project, steps, tools::FOR_THE_PWA.iter().chain(after))?;
    build(project, steps)?;
    let first_load = measure(project, steps)?;
    eprint!("\n{first_load}");
    Ok(first_load.within_budgets()?)
}

/// Builds, the tools being there.
pub(crate) fn build(project: &Project, steps: &mut Steps) -> Result<(), BuildError> {
    app(project, steps)?;
    for worker in &workers::ALL {
        steps.run(&format!("building {}", worker.does), || {
            workers::add_to(&project.dist(), project, worker)
        })?;
    }
    Ok(())
}

fn app(project: &Project, steps: &mut Steps) -> Result<(), RunError> {
    steps.run("fetching the crates that Cargo.lock names", || {
        project.cargo().arg("fetch").run()
    })?;
    steps.run("building the app for release into dist/", || {
        let trunk = project.program("trunk")?.words("build --release");
        trunk
            .words("--cargo-profile wasm --offline true --skip-version-check --dist")
            .arg(project.dist())
            // This variable's usual value, 1, is one that Trunk's command line refuses.
            .env_remove("NO_COLOR")
            // What cargo says is enough; where inside Trunk it was heard is of no use to anybody.
            .env("RUST_LIB_BACKTRACE", "0")
            .stdout_to_stderr()
            .run()
    })?;
    steps.run(
        "writing the languages that are loaded when asked for",
        || {
            project
                .cargo()
                .words("run --quiet --package railseal --bin railseal -- words")
                .arg(project.dist())
                .run()
        },
    )
}

/// Weighs what stands in dist/.
pub(crate) fn measure(project: &Project, steps: &mut Steps) -> Result<FirstLoad, FirstLoadError> {
    steps.run("weighing the first load", || {
        FirstLoad::measure(&project.dist())
    })
}
