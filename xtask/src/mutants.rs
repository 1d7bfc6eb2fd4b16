//! `cargo xtask mutants [FILE…]`: breaks what decides who may order what, one place at a time, and sees whether a test
//! of the crate that was broken notices. What no test can notice, docs/MUTANTS.md explains.

use std::{fs, io, path::PathBuf};

use crate::{
    invocation::{Invocation, RunError},
    project::Project,
    step::Steps,
    tools::{self, ToolsError},
};

/// What is broken of a crate, and the tests of the same crate that must notice.
struct Part {
    package: &'static str,
    files: &'static [&'static str],
    tests: &'static str,
}

/// The rule table, and all of the lock that carries instructions, challenges, lists and the journal.
const PARTS: [Part; 2] = [
    Part {
        package: "railseal-protocol",
        files: &["crates/protocol/src/rules.rs"],
        tests: "--lib --test rules",
    },
    Part {
        package: "railseal-lock",
        files: &[
            "crates/lock/src/account.rs",
            "crates/lock/src/challenge.rs",
            "crates/lock/src/instructing.rs",
            "crates/lock/src/instructing/*.rs",
            "crates/lock/src/journal.rs",
            "crates/lock/src/presence.rs",
            "crates/lock/src/refusals.rs",
            "crates/lock/src/renewing.rs",
            "crates/lock/src/writing.rs",
        ],
        // Power is cut at every write, which takes a minute for every mutant; what those find, others find.
        tests: "--lib --test lock --test rules -- --skip power:: --skip power_orders",
    },
];

/// A test run that takes so many times as long as that of the code as it is goes round in circles, and that is noticed too.
const TIMES_AS_LONG: &str = "5";

/// Where the outcome stands, a folder a package: what was caught, what was missed, and every test run's log.
const OUT: &str = "target/mutants";

/// What to break.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Source files of that package; without one, those that decide who may order what
    #[arg(requires = "package")]
    files: Vec<String>,
    /// Break this package only; all of it takes hours
    #[arg(long, value_parser = PARTS.map(|part| part.package))]
    package: Option<String>,
    /// Go on after an earlier run: leave out what it has seen caught
    #[arg(long)]
    iterate: bool,
    /// List the mutants, and try none
    #[arg(long)]
    list: bool,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum MutantsError {
    #[error("{} could not be {done} ({source})", path.display())]
    File {
        path: PathBuf,
        done: &'static str,
        source: io::Error,
    },
    #[error(
        "no test notices these: write one that does, or show in docs/MUTANTS.md that none can:\n{}",
        .0.join("\n")
    )]
    Missed(Vec<String>),
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Tries every mutant. One that lives on is an error, unless docs/MUTANTS.md has it.
pub(crate) fn mutants(
    project: &mut Project,
    steps: &mut Steps,
    options: &Options,
) -> Result<(), MutantsError> {
    tools::set_up(project, steps, tools::FOR_MUTANTS)?;
    let out = project.root().join(OUT);
    fs::create_dir_all(&out).map_err(|source| MutantsError::File {
        path: out,
        done: "created",
        source,
    })?;
    let named = options.package.as_deref();
    let mut missed = Vec::new();
    for part in PARTS
        .iter()
        .filter(|part| named.is_none_or(|named| named == part.package))
    {
        if options.list {
            cargo_mutants(project, part, options)?.run()?;
            continue;
        }
        let headline = format!("breaking {}, one place at a time", part.package);
        let tried = steps.run(&headline, || cargo_mutants(project, part, options)?.run());
        match tried {
            // Whether those that live on are all explained, is seen below.
            Err(RunError::Failed { status, .. })
                if matches!(status.code(), Some(SOME_MISSED | SOME_WENT_ROUND)) => {}
            tried => tried?,
        }
        missed.extend(unexplained(project, part)?);
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(MutantsError::Missed(missed))
    }
}

/// What cargo-mutants ends with when all went well, but a mutant lives on.
const SOME_MISSED: i32 = 2;

/// The same, but a mutant sent a test round in circles.
const SOME_WENT_ROUND: i32 = 3;

fn cargo_mutants(
    project: &Project,
    part: &Part,
    options: &Options,
) -> Result<Invocation, RunError> {
    let named: Vec<&str> = options.files.iter().map(String::as_str).collect();
    let files = if named.is_empty() { part.files } else { &named };
    let invocation = project.program("cargo-mutants")?;
    let invocation = invocation.words("mutants --jobs 1 --no-shuffle --package");
    let invocation = invocation.arg(part.package);
    let invocation = invocation.arg("--output").arg(out(part));
    let invocation = invocation.args(["--timeout-multiplier", TIMES_AS_LONG]);
    let invocation = files
        .iter()
        .fold(invocation, |all, file| all.args(["--file", file]));
    let again = options.iterate.then_some("--iterate");
    // Whatever stands behind `--` is for the tests.
    let list = options.list.then_some("--list");
    // It ends with the first test that notices.
    let runner = project.search_path().find("cargo-nextest");
    let runner = runner.map(|_| "--test-tool=nextest");
    Ok(invocation
        .args(again)
        .args(list)
        .args(runner)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .arg("--")
        .words(part.tests))
}

fn out(part: &Part) -> String {
    format!("{OUT}/{}", part.package)
}

/// The mutants that lived on and that docs/MUTANTS.md does not explain.
fn unexplained(project: &Project, part: &Part) -> Result<Vec<String>, MutantsError> {
    let read = |path: PathBuf| {
        fs::read_to_string(&path).map_err(|source| MutantsError::File {
            path,
            done: "read",
            source,
        })
    };
    let outcome = project.root().join(out(part)).join("mutants.out");
    let missed = read(outcome.join("missed.txt"))?;
    let page = read(project.root().join("docs/MUTANTS.md"))?;
    Ok(missed
        .lines()
        .filter(|line| !page.contains(&format!("`{}`", without_place(line))))
        .map(|line| format!("  {line}"))
        .collect())
}

/// A mutant without the line and column, which move: `crates/lock/src/a.rs: replace …`.
fn without_place(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutant_is_known_by_what_it_does() {
        let line = "crates/lock/src/challenge.rs:94:5: replace is_too_old -> bool with true";
        assert_eq!(without_place(line), "replace is_too_old -> bool with true");
    }
}
