//! `cargo xtask check`: everything that must hold of the source. What is quickly found wrong comes first.

mod arrows;
mod core_dependencies;
mod purity;
mod rust_source;
mod tracked_files;

use std::{fmt, io, path::PathBuf};

pub(crate) use tracked_files::TrackedFiles;

use crate::{
    bench,
    image::{self, ImageError},
    invocation::RunError,
    lockfile::{self, Lockfile, LockfileError},
    project::Project,
    step::Steps,
    tools::{self, Target, ToolsError},
};

/// The crates that get clock, randomness and I/O as arguments: their packages, and their folders under crates/.
const CORES: [Core; 3] = [
    Core {
        package: "railseal-protocol",
        folder: "crates/protocol",
    },
    Core {
        package: "railseal-inspection",
        folder: "crates/inspection",
    },
    Core {
        package: "railseal-lock",
        folder: "crates/lock",
    },
];

struct Core {
    package: &'static str,
    folder: &'static str,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    #[error("the source is not formatted: run `cargo fmt`")]
    NotFormatted(#[source] RunError),
    #[error("files that do not fit STYLE (split or rename them):{}", Lines(.0))]
    Files(Vec<tracked_files::Misfit>),
    #[error("the arrows between the crates are not those of ARCHITECTURE.md (remove the dependency):{}", Lines(.0))]
    Arrows(Vec<arrows::Wrong>),
    #[error("cargo metadata answered in a way that was not understood ({0})")]
    Metadata(#[from] serde_json::Error),
    #[error("a core names a clock, a random source or I/O (make it an argument):{}", Lines(.0))]
    Impure(Vec<purity::Impurity>),
    #[error("a core depends on a clock, a random source or I/O (turn the feature off that brings it in):{}", Lines(.0))]
    ImpureDependency(Vec<core_dependencies::Impurity>),
    #[error("{} could not be read ({source})", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Lockfile(#[from] LockfileError),
    #[error(transparent)]
    Image(#[from] ImageError),
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Runs every check, until one fails.
pub(crate) fn check(project: &mut Project, steps: &mut Steps) -> Result<(), CheckError> {
    tools::set_up(project, steps, tools::FOR_CHECKS)?;
    house(project, steps)?;
    cores_are_pure(project, steps)?;
    lints(project, steps)?;
    licences(project, steps)?;
    cores_build_everywhere(project, steps)?;
    image::weigh(project, steps)?;
    documentation(project, steps)?;
    eprintln!("\nall checks passed");
    Ok(())
}

fn house(project: &Project, steps: &mut Steps) -> Result<(), CheckError> {
    steps.run("format", || {
        let format = project.cargo().words("fmt --all --check").run();
        let image = image::cargo(project, "fmt").arg("--check");
        let bench = bench::cargo(project, "fmt").words("--all --check");
        let all = format.and_then(|()| image.run()).and_then(|()| bench.run());
        all.map_err(CheckError::NotFormatted)
    })?;
    steps.run("file names and lengths", || {
        TrackedFiles::list(project)?.check(project)
    })?;
    steps.run("arrows between the crates", || arrows::check(project))?;
    steps.run("one p256 for all parties", || {
        Lockfile::read(project)?.only_version_of("p256").map(drop)
    })?;
    steps.run(
        "what is fuzzed, measured and in the lock's image is what runs",
        || {
            let ours = Lockfile::read(project)?;
            ours.agrees_with(project, lockfile::FUZZ)?;
            ours.agrees_with(project, lockfile::BENCH)?;
            Ok(ours.agrees_with(project, lockfile::IMAGE)?)
        },
    )
}

fn cores_are_pure(project: &Project, steps: &mut Steps) -> Result<(), CheckError> {
    steps.run("cores name no clock, random source or I/O", || {
        purity::check(project)
    })?;
    steps.run("cores depend on no clock, random source or I/O", || {
        core_dependencies::check(project)
    })
}

fn lints(project: &Project, steps: &mut Steps) -> Result<(), RunError> {
    steps.run("lints", || {
        let clippy = project.cargo().words("clippy --workspace --all-targets");
        clippy.words("-- -D warnings").run()
    })?;
    steps.run("lints of what is fuzzed", || {
        let clippy = project
            .cargo()
            .words("clippy --manifest-path fuzz/Cargo.toml");
        let clippy = clippy.words("--locked --lib --no-default-features");
        clippy.words("-- -D warnings").run()
    })?;
    steps.run("lints of the measurements", || {
        let clippy = bench::cargo(project, "clippy").words("--workspace --locked");
        let clippy = clippy.words("--target-dir target/bench");
        clippy.words("-- -D warnings").run()
    })?;
    steps.run("lints of the lock's image", || {
        let clippy = image::cargo(project, "clippy").words("--release --locked");
        clippy.words("-- -D warnings").run()
    })?;
    steps.run("lints of the app as the browser gets it", || {
        let clippy = project.cargo().words("clippy --package railseal");
        let clippy = clippy.words("--package railseal-optics --package railseal-papers --target");
        let clippy = clippy.arg(Target::Browser.triple());
        clippy.words("-- -D warnings").run()
    })
}

fn licences(project: &Project, steps: &mut Steps) -> Result<(), RunError> {
    steps.run("licences, bans and sources of the dependencies", || {
        let deny = project.program("cargo-deny")?.words("--workspace check");
        deny.words("--hide-inclusion-graph licenses bans sources")
            .run()
    })?;
    steps.run("licences, bans and sources of the lock's image", || {
        let deny = project.program("cargo-deny")?.arg("--manifest-path");
        let deny = deny.arg(image::MANIFEST).words("--config deny.toml check");
        // An exception for the app's page has no use here.
        let deny = deny.words("--allow license-exception-not-encountered");
        deny.words("--hide-inclusion-graph licenses bans sources")
            .run()
    })
}

/// One by one, so that no core lives on a feature that another one asked for.
fn cores_build_everywhere(project: &Project, steps: &mut Steps) -> Result<(), RunError> {
    for core in CORES {
        for target in [Target::Browser, Target::Microcontroller] {
            let (package, target) = (core.package, target.triple());
            steps.run(&format!("{package} for {target}"), || {
                let build = project.cargo().words("build --no-default-features");
                build.args(["--package", package, "--target", target]).run()
            })?;
        }
    }
    Ok(())
}

fn documentation(project: &Project, steps: &mut Steps) -> Result<(), RunError> {
    steps.run("documentation", || {
        let doc = project.cargo().words("doc --no-deps --workspace");
        doc.env("RUSTDOCFLAGS", "-D warnings").run()
    })
}

/// One finding a line, under the sentence that says what is wrong.
struct Lines<'f, T>(&'f [T]);

impl<T: fmt::Display> fmt::Display for Lines<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|finding| write!(f, "\n  {finding}"))
    }
}
