//! The lock's binary as the tests start it: cargo builds a package's own binaries for its tests, and no
//! other package's.

use std::process::ExitCode;

fn main() -> ExitCode {
    railseal_peripheral::cli::main()
}
