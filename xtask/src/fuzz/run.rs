//! Running targets: built by cargo-fuzz, without a sanitizer, so that the toolchain of everything else does.

use std::{
    collections::BTreeSet,
    fmt,
    fs::{self, File},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
    time::Duration,
};

use super::{Ended as AllEnded, FuzzError, corpus};
use crate::{
    invocation::{Invocation, RunError},
    project::Project,
};

/// Long inputs are slow, and rarely find what short ones do not. The corpora's tests allow no longer ones.
pub(super) const LONGEST: &str = "-max_len=8192";

/// What came of one target.
pub(super) struct Ended {
    inputs: Option<u64>,
    found: Option<Finding>,
}

/// An input of which something does not hold.
#[derive(Debug)]
pub(crate) struct Finding {
    target: String,
    /// The input's file, in the repository.
    input: PathBuf,
    /// What the target said.
    said: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            target,
            input,
            said,
        } = self;
        write!(f, "{target}: {}: {said}", input.display())
    }
}

impl Ended {
    /// How many inputs were tried, as a person reads it.
    pub(super) fn inputs_tried(&self) -> String {
        match (&self.found, self.inputs) {
            (Some(_), _) => "a finding".to_owned(),
            (None, Some(inputs)) => format!("{inputs} inputs"),
            (None, None) => "ended".to_owned(),
        }
    }

    pub(super) fn found(self) -> Option<Finding> {
        self.found
    }
}

/// Builds the targets that were named, or all of them at once.
pub(super) fn build(project: &Project, named: &[String]) -> Result<(), RunError> {
    if named.is_empty() {
        return cargo_fuzz(project, "build")?.run();
    }
    for target in named {
        cargo_fuzz(project, "build")?.arg(target).run()?;
    }
    Ok(())
}

/// Runs each target for its time, so many at once.
pub(super) fn run(
    project: &Project,
    targets: &[String],
    time: Duration,
    jobs: NonZeroUsize,
) -> Result<AllEnded, FuzzError> {
    let waiting = Mutex::new(targets.iter().enumerate());
    let ended = Mutex::new(Ok(AllEnded::new()));
    let next = || waiting.lock().ok()?.next();
    let work = || {
        while let Some((place, target)) = next() {
            eprintln!("    {target} ({} of {}) …", place + 1, targets.len());
            let result = run_one(project, target, time);
            if let Ok(mut ended) = ended.lock() {
                match (ended.as_mut(), result) {
                    (Ok(ended), Ok(one)) => drop(ended.insert(target.clone(), one)),
                    (Ok(_), Err(error)) => *ended = Err(error),
                    (Err(_), _) => return,
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            scope.spawn(work);
        }
    });
    // A worker panics only with the whole program.
    ended.into_inner().unwrap_or_else(|_| Ok(AllEnded::new()))
}

fn run_one(project: &Project, target: &str, time: Duration) -> Result<Ended, FuzzError> {
    let log = log_of(project, target);
    let before = artifacts(project, target);
    let ran = corpus::over_both(project, target)?
        .args(["--", LONGEST, "-timeout=30", "-print_final_stats=1"])
        .arg(format!("-max_total_time={}", time.as_secs()))
        .run_into(created(&log)?);
    let said = fs::read_to_string(&log).unwrap_or_default();
    let new = artifacts(project, target)
        .into_iter()
        .find(|file| !before.contains(file));
    let found = match (ran, new) {
        (Ok(()), _) => None,
        (Err(_), Some(input)) => Some(Finding {
            target: target.to_owned(),
            input,
            said: complaint(&said),
        }),
        (Err(source), None) => {
            return Err(FuzzError::Broken {
                target: target.to_owned(),
                log,
                source,
            });
        }
    };
    if let Some(finding) = &found {
        eprintln!("    found: {finding}");
    }
    let inputs = inputs_tried(&said);
    Ok(Ended { inputs, found })
}

/// Cargo-fuzz in its folder, as every use of it must begin. Without `cfg(fuzzing)`, by which some crates of cryptography
/// would be others than those that run.
pub(super) fn cargo_fuzz(project: &Project, what: &str) -> Result<Invocation, RunError> {
    let invocation = project.program("cargo-fuzz")?.arg(what);
    Ok(invocation.words("--fuzz-dir fuzz --sanitizer none --no-cfg-fuzzing"))
}

fn log_of(project: &Project, target: &str) -> PathBuf {
    project.root().join(format!("fuzz/grown/{target}.log"))
}

pub(super) fn created(log: &Path) -> Result<File, FuzzError> {
    File::create(log).map_err(|source| FuzzError::File {
        path: log.to_path_buf(),
        done: "written",
        source,
    })
}

/// The inputs that libFuzzer has set aside for a target, without those that were merely slow.
fn artifacts(project: &Project, target: &str) -> BTreeSet<PathBuf> {
    let folder = Path::new("fuzz/artifacts").join(target);
    let entries = fs::read_dir(project.root().join(&folder));
    let names = entries.into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name())
        .filter(|name| !name.to_string_lossy().starts_with("slow-unit"))
        .map(|name| folder.join(name))
        .collect()
}

/// What the target panicked with; else what libFuzzer says of itself.
fn complaint(log: &str) -> String {
    let mut lines = log.lines();
    let panicked = lines.by_ref().find(|line| line.contains("panicked at "));
    let sentence = lines.next().filter(|_| panicked.is_some());
    let error = || log.lines().find(|line| line.contains("ERROR: "));
    sentence
        .or_else(error)
        .map_or("see its log in fuzz/grown/", str::trim)
        .to_owned()
}

/// `stat::number_of_executed_units: 7305468`
fn inputs_tried(log: &str) -> Option<u64> {
    let line = |line: &str| {
        let number = line.strip_prefix("stat::number_of_executed_units:")?;
        number.trim().parse().ok()
    };
    log.lines().find_map(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_tells_how_many_inputs() {
        let log = "Done 7 runs\nstat::number_of_executed_units: 7305468\nstat::x: 1\n";
        assert_eq!(inputs_tried(log), Some(7_305_468));
    }

    #[test]
    fn the_log_tells_what_is_wrong() {
        let panicked = "#1 NEW\nthread '<unnamed>' panicked at src/link.rs:1:\nlonger\nnote: run";
        assert_eq!(complaint(panicked), "longer");
        let slow = "#1 NEW\n==1== ERROR: libFuzzer: timeout after 30 seconds\n";
        assert_eq!(
            complaint(slow),
            "==1== ERROR: libFuzzer: timeout after 30 seconds"
        );
    }
}
