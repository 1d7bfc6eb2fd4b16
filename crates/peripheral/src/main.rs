//! The lock's command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    railseal_peripheral::cli::main()
}
