//! `cargo xtask fuzz [TARGET…]`: looks for bytes of which something does not hold that must hold of any.

mod corpus;
mod run;
mod targets;

use std::{
    collections::BTreeMap, fmt, io, num::NonZeroUsize, path::PathBuf, str::FromStr, time::Duration,
};

use crate::{
    invocation::RunError,
    project::Project,
    step::Steps,
    tools::{self, ToolsError},
};

use run::Finding;

/// What to fuzz, and for how long.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The targets' names; without one, every target
    targets: Vec<String>,
    /// How long each target runs, in minutes; 0.5 is half of one
    #[arg(long, default_value = "5")]
    minutes: Minutes,
    /// How many targets run at a time
    #[arg(long, default_value = "1")]
    jobs: NonZeroUsize,
    /// Keep the new inputs that reach further code: add as many as there is room for to fuzz/corpus/
    #[arg(long)]
    keep: bool,
    /// List the targets, and do nothing
    #[arg(long)]
    list: bool,
}

/// How long one target runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Minutes(Duration);

impl FromStr for Minutes {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let minutes: f64 = written.parse().map_err(|_| "not a number")?;
        match Duration::try_from_secs_f64((minutes * 60.0).round()) {
            // libFuzzer takes 0 for "without end".
            Ok(time) if time >= Duration::from_secs(1) => Ok(Self(time)),
            _ => Err("must be a second at least"),
        }
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            seconds if seconds < 60 => write!(f, "{seconds} s"),
            seconds if seconds % 60 == 0 => write!(f, "{} min", seconds / 60),
            seconds => write!(f, "{} min {} s", seconds / 60, seconds % 60),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum FuzzError {
    #[error("there is no target called {name:?}; there are:\n{}", listed(there))]
    Unknown { name: String, there: Vec<String> },
    #[error("{} could not be {done} ({source})", path.display())]
    File {
        path: PathBuf,
        done: &'static str,
        source: io::Error,
    },
    #[error("{target} did not run to its end ({source}): what it said is in {}", log.display())]
    Broken {
        target: String,
        log: PathBuf,
        source: RunError,
    },
    #[error(
        "something does not hold of these inputs: make it hold, with a test, and move each input into its target's folder \
         in fuzz/corpus/, where `cargo xtask test` replays it:\n{}",
        listed(.0)
    )]
    Found(Vec<Finding>),
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Runs every target that was named for its time. The first finding of each ends that target, and no other.
pub(crate) fn fuzz(
    project: &mut Project,
    steps: &mut Steps,
    options: &Options,
) -> Result<(), FuzzError> {
    let there = targets::all(project)?;
    if options.list {
        println!("{}", there.join("\n"));
        return Ok(());
    }
    let targets = targets::chosen(there, &options.targets)?;
    tools::set_up(project, steps, tools::FOR_FUZZING)?;
    steps.run("building the targets into libFuzzer", || {
        run::build(project, &options.targets)
    })?;
    let headline = format!(
        "fuzzing {} for {} each, {} at a time",
        counted(targets.len(), "target"),
        options.minutes,
        options.jobs
    );
    let ended = steps.run(&headline, || {
        run::run(project, &targets, options.minutes.0, options.jobs)
    })?;
    if options.keep {
        steps.run("keeping what reaches further code", || {
            targets
                .iter()
                .try_for_each(|target| corpus::keep(project, target))
        })?;
    }
    summary(ended)
}

/// What came of every target, by its name.
type Ended = BTreeMap<String, run::Ended>;

fn summary(ended: Ended) -> Result<(), FuzzError> {
    eprintln!();
    for (target, ended) in &ended {
        println!("{:>16}  {target}", ended.inputs_tried());
    }
    let count = ended.len();
    let found: Vec<Finding> = ended.into_values().filter_map(run::Ended::found).collect();
    if found.is_empty() {
        eprintln!("\n{} without a finding", counted(count, "target"));
        Ok(())
    } else {
        Err(FuzzError::Found(found))
    }
}

fn counted(count: usize, of: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {of}{end}")
}

fn listed<T: fmt::Display>(lines: &[T]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_and_told() {
        for (written, told) in [("5", "5 min"), ("0.5", "30 s"), ("1.25", "1 min 15 s")] {
            let minutes = written.parse::<Minutes>();
            assert_eq!(minutes.map(|m| m.to_string()), Ok(told.to_owned()));
        }
        for nonsense in ["0", "-1", "NaN", "inf", "five"] {
            assert!(nonsense.parse::<Minutes>().is_err(), "{nonsense}");
        }
    }
}
