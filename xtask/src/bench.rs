//! `cargo xtask bench NAME [--json]`: measurements, one function each. The JSON is one object of named figures, with the
//! unit in the name.

use std::collections::BTreeMap;

use crate::{
    first_load::FirstLoadError,
    invocation::{Invocation, RunError},
    project::Project,
    pwa::{self, BuildError},
    step::Steps,
    tools::{self, SystemTool, ToolsError},
    verdict::{self, VerdictError},
};

/// What to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The measurement's name; without it, all are listed
    name: Option<String>,
    /// Print one JSON object of named figures on stdout, and nothing else there
    #[arg(long)]
    json: bool,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error("there is no bench called {name:?}; there are:\n{}", list())]
    Unknown { name: String },
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    FirstLoad(#[from] FirstLoadError),
    #[error(transparent)]
    Verdict(#[from] VerdictError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error("what was measured could not be read: {0}")]
    Figures(serde_json::Error),
}

/// Runs one measurement and prints its figures.
pub(crate) fn bench(
    project: &mut Project,
    steps: &mut Steps,
    options: &Options,
) -> Result<(), BenchError> {
    let Some(name) = &options.name else {
        print!("{}", list());
        return Ok(());
    };
    let bench = BENCHES.iter().find(|bench| bench.name == name);
    let bench = bench.ok_or_else(|| BenchError::Unknown { name: name.clone() })?;
    let figures = (bench.measure)(project, steps)?;
    if options.json {
        println!("{}", serde_json::json!(figures));
    } else {
        eprintln!();
        for (name, value) in figures {
            println!("{:>14}  {name}", value.to_string());
        }
    }
    Ok(())
}

/// Figures by name, the unit at the name's end.
type Figures = BTreeMap<String, serde_json::Number>;

struct Bench {
    name: &'static str,
    about: &'static str,
    measure: fn(&mut Project, &mut Steps) -> Result<Figures, BenchError>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "documents",
        about: "what an item of 22,000 costs in our encodings and in others'",
        measure: documents,
    },
    Bench {
        name: "sizes",
        about: "what a first load of the app weighs and what comes later, raw and brotli-compressed",
        measure: sizes,
    },
    Bench {
        name: "verdict",
        about: "what verifying 22,000 items costs in Chromium, by our Wasm and by JavaScript",
        measure: verdict,
    },
];

/// A command of Cargo's for the measurements that need others' compressors: a workspace of its own.
pub(crate) fn cargo(project: &Project, command: &str) -> Invocation {
    let cargo = project.cargo().words(command);
    cargo.args(["--manifest-path", "bench/Cargo.toml"])
}

fn list() -> String {
    BENCHES
        .iter()
        .map(|bench| format!("  {:<12} {}\n", bench.name, bench.about))
        .collect()
}

fn sizes(project: &mut Project, steps: &mut Steps) -> Result<Figures, BenchError> {
    tools::set_up(project, steps, tools::FOR_THE_PWA)?;
    pwa::build(project, steps)?;
    Ok(pwa::measure(project, steps)?.figures())
}

fn documents(project: &mut Project, steps: &mut Steps) -> Result<Figures, BenchError> {
    let measure = measurements(project, steps)?;
    let said = steps.run("measuring a container of 22,000 items", || {
        measure.arg("documents").text()
    })?;
    serde_json::from_str(&said).map_err(BenchError::Figures)
}

fn verdict(project: &mut Project, steps: &mut Steps) -> Result<Figures, BenchError> {
    tools::set_up(project, steps, verdict::NEEDS)?;
    let scripts = verdict::fetch(project, steps)?;
    let page = verdict::put_together(project, steps)?;
    let measure = measurements(project, steps)?;
    let chromium = SystemTool::Chromium.find(project);
    let measure = measure.arg("verdict").args(chromium).arg(page).arg(scripts);
    let said = steps.run("verifying 22,000 items in Chromium, by turns", || {
        measure.text()
    })?;
    serde_json::from_str(&said).map_err(BenchError::Figures)
}

/// Builds what measures; gives it, ready for the name of a measurement.
fn measurements(project: &Project, steps: &mut Steps) -> Result<Invocation, RunError> {
    let words = "--release --locked --package railseal-bench --target-dir target/bench";
    steps.run("building the measurements", || {
        let build = cargo(project, "build").words(words);
        build.stdout_to_stderr().run()
    })?;
    Ok(cargo(project, "run").words(words).words("--quiet --"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_lists_what_there_is() {
        let said = BenchError::Unknown {
            name: "speed".to_owned(),
        }
        .to_string();
        assert!(said.contains("\"speed\"") && said.contains("sizes"));
    }
}
