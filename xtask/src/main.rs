//! Every command a person types: `cargo xtask start`, `build`, `test`, `check`, `fuzz`, `mutants`,
//! `bench`.
//!
//! Each command sets up the tools it needs, says what it is doing while it does it, passes the output of cargo and its
//! kin through, and ends with either its result or one sentence that says what to do.

mod bench;
mod check;
mod first_load;
mod fuzz;
mod image;
mod invocation;
mod lockfile;
mod mutants;
mod project;
mod pwa;
mod search_path;
mod start;
mod step;
mod target_folder;
mod test;
mod tools;
mod vectors;
mod verdict;
mod wasm;
mod workers;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};

use crate::{project::Project, step::Steps};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain(&error),
    };
    match run(cli.command) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Railseal: every command a person types.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// See Railseal do its job: build the app, serve it with a demonstration, print address and one-time codes
    Start(start::Options),
    /// Build the app for release into dist/ and print what a first load weighs; fail when that is over the budget
    Build,
    /// Run every test, in the browser and on an emulated microcontroller too
    Test(test::Options),
    /// Check format, lints, licences, documentation, the cores' purity, the arrows between the crates, and what the lock weighs
    Check,
    /// Look for bytes of which something does not hold that must hold of any: each target for 5 minutes
    Fuzz(fuzz::Options),
    /// Break what decides who may order what, one place at a time, and see that a test notices
    Mutants(mutants::Options),
    /// Measure: without a name, list what can be measured
    Bench(bench::Options),
}

/// What a command can end with instead of its result.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Project(#[from] project::ProjectError),
    #[error(transparent)]
    Start(#[from] start::StartError),
    #[error(transparent)]
    Build(#[from] pwa::BuildError),
    #[error(transparent)]
    Test(#[from] test::TestError),
    #[error(transparent)]
    Check(#[from] check::CheckError),
    #[error(transparent)]
    Fuzz(#[from] fuzz::FuzzError),
    #[error(transparent)]
    Mutants(#[from] mutants::MutantsError),
    #[error(transparent)]
    Bench(#[from] bench::BenchError),
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    let mut project = Project::open()?;
    let mut steps = Steps::default();
    let code = match command {
        Command::Start(options) => start::start(&mut project, &mut steps, &options)?,
        Command::Build => {
            pwa::build_within_budget(&mut project, &mut steps, &[])?;
            ExitCode::SUCCESS
        }
        Command::Test(options) => test::test(&mut project, &mut steps, &options)?,
        Command::Check => {
            check::check(&mut project, &mut steps)?;
            ExitCode::SUCCESS
        }
        Command::Fuzz(options) => {
            fuzz::fuzz(&mut project, &mut steps, &options)?;
            ExitCode::SUCCESS
        }
        Command::Mutants(options) => {
            mutants::mutants(&mut project, &mut steps, &options)?;
            ExitCode::SUCCESS
        }
        Command::Bench(options) => {
            bench::bench(&mut project, &mut steps, &options)?;
            ExitCode::SUCCESS
        }
    };
    Ok(code)
}

/// Prints help, or what is wrong with the command line; an unknown command is answered with the list of commands.
fn explain(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::InvalidSubcommand {
        let said = error.to_string();
        eprintln!(
            "{}\n\n{}",
            said.lines().next().unwrap_or_default(),
            Cli::command().render_help()
        );
    } else {
        // Nothing is left to do when the terminal itself is gone.
        drop(error.print());
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn half_a_tls_identity_is_refused() {
        let refused = Cli::try_parse_from(["cargo xtask", "start", "--tls-cert", "cert.pem"]);
        assert_eq!(
            refused.map(drop).map_err(|error| error.kind()),
            Err(ErrorKind::MissingRequiredArgument)
        );
    }
}
