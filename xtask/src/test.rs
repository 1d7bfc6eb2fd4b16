//! `cargo xtask test`: every test there is, in the browser and on an emulated microcontroller too.

use std::{fs, process::ExitCode};

use crate::{
    check::TrackedFiles,
    image::{self, ImageError},
    invocation::RunError,
    project::Project,
    pwa::{self, BuildError},
    step::{Steps, announce},
    tools::{self, ToolsError},
    vectors,
    wasm::WasmError,
};

/// What to hand on to the test runner.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Arguments for the runner (cargo-nextest where it is in PATH, else cargo test), after `--`
    #[arg(last = true, value_name = "ARGUMENTS")]
    runner: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum TestError {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Image(#[from] ImageError),
    #[error(transparent)]
    Vectors(#[from] WasmError),
    #[error(transparent)]
    Tools(#[from] ToolsError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// The runner has the last word: its closing line is the last line, its exit code ours.
pub(crate) fn test(
    project: &mut Project,
    steps: &mut Steps,
    options: &Options,
) -> Result<ExitCode, TestError> {
    pwa::build_within_budget(project, steps, tools::FOR_THE_TESTS)?;
    let vectors = vectors::build(project, steps)?;

    let scope = if names_packages(&options.runner) {
        None
    } else {
        image::test_itself(project, steps)?;
        Some("--workspace")
    };
    let runner = if project.search_path().find("cargo-nextest").is_some() {
        // cargo-nextest leaves out the examples in the documentation; `cargo test` runs them itself.
        if has_doctests(project)? {
            steps.run("running the examples in the documentation", || {
                project.cargo().args(["test", "--doc", "--workspace"]).run()
            })?;
        }
        project.cargo().args(["nextest", "run"])
    } else {
        project.cargo().arg("test")
    };

    steps.print_timings();
    announce("running every test");
    Ok(runner
        .args(scope)
        .args(&options.runner)
        .env("RAILSEAL_DIST", project.dist())
        .env("RAILSEAL_VECTORS", vectors)
        .env("RAILSEAL_PYTHON", tools::reader_python(project)?)
        .hand_over()?)
}

fn names_packages(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| {
        argument == "-p"
            || argument == "--package"
            || argument.starts_with("--package=")
            || argument == "--workspace"
    })
}

fn has_doctests(project: &Project) -> Result<bool, RunError> {
    let files = TrackedFiles::list(project)?;
    Ok(files
        .with_extension("rs")
        .any(|file| fs::read_to_string(project.root().join(file)).is_ok_and(|s| has_doctest(&s))))
}

/// Whether a source file holds an example that rustdoc would compile.
fn has_doctest(source: &str) -> bool {
    let mut inside_a_block = false;
    source.lines().any(|line| {
        let line = line.trim_start();
        if line.starts_with("#![doc = include_str!") || line.starts_with("#[doc = include_str!") {
            return true;
        }
        let Some(text) = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        else {
            inside_a_block = false;
            return false;
        };
        let Some(language) = text.trim_start().strip_prefix("```") else {
            return false;
        };
        inside_a_block = !inside_a_block;
        inside_a_block && language.split([',', ' ']).all(is_compiled)
    })
}

fn is_compiled(word: &str) -> bool {
    matches!(
        word.trim(),
        "" | "rust" | "should_panic" | "no_run" | "compile_fail"
    ) || word.starts_with("edition")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_told_from_drawings() {
        assert!(has_doctest(
            "/// ```\n/// assert!(true);\n/// ```\nfn f() {}"
        ));
        assert!(has_doctest(
            "    //! ```rust,no_run\n    //! f();\n    //! ```"
        ));
        assert!(has_doctest("#![doc = include_str!(\"../SPEC.md\")]"));
        assert!(!has_doctest("/// ```text\n/// a → b\n/// ```\nfn f() {}"));
        assert!(!has_doctest("// ```\n// nothing\n// ```"));
    }

    #[test]
    fn named_packages_take_the_place_of_the_workspace() {
        assert!(names_packages(&[
            "-p".to_owned(),
            "railseal-lock".to_owned()
        ]));
        assert!(!names_packages(&["journal".to_owned()]));
    }
}
