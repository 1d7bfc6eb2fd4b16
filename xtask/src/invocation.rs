//! Running another program: in the repository's root, with our tools first in `PATH`, its output passed through.

use std::{
    ffi::OsStr,
    fs::File,
    io,
    path::Path,
    process::{Command, ExitCode, ExitStatus, Stdio},
};

/// One program with its arguments, ready to run.
#[derive(Debug)]
pub(crate) struct Invocation {
    command: Command,
    shown: String,
}

/// Why a program did not do what it was run for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    #[error("`{program}` is not in PATH: install it, then run this again")]
    Missing { program: String },
    #[error("`{command}` could not be started ({source})")]
    NotStarted { command: String, source: io::Error },
    #[error("`{command}` ended with {status}: its own messages stand above")]
    Failed { command: String, status: ExitStatus },
    #[error("`{command}` ended with {status}, saying: {said}")]
    FailedSaying {
        command: String,
        status: ExitStatus,
        said: String,
    },
    #[error("`{command}` printed something that is not UTF-8")]
    NotText { command: String },
}

impl Invocation {
    /// `program` is the file to run, `name` what a person would call it.
    pub(crate) fn new(program: &Path, name: &str, folder: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(folder);
        Self {
            command,
            shown: name.to_owned(),
        }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Arguments without spaces in them, written as on a command line.
    pub(crate) fn words(self, line: &str) -> Self {
        self.args(line.split_whitespace())
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Sends what the program prints to stderr, for a caller whose own stdout is the result.
    pub(crate) fn stdout_to_stderr(mut self) -> Self {
        self.command.stdout(io::stderr());
        self
    }

    /// Runs to the end, output passed through.
    pub(crate) fn run(mut self) -> Result<(), RunError> {
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(RunError::Failed {
                command: self.shown,
                status,
            }),
            Err(source) => Err(RunError::NotStarted {
                command: self.shown,
                source,
            }),
        }
    }

    /// Runs to the end, and writes what the program prints into a file.
    pub(crate) fn run_into(mut self, log: File) -> Result<(), RunError> {
        let both = log.try_clone().map(|second| {
            self.command.stdout(log).stderr(second);
        });
        match both {
            Ok(()) => self.run(),
            Err(source) => Err(RunError::NotStarted {
                command: self.shown,
                source,
            }),
        }
    }

    /// Runs to the end and returns what the program printed on stdout.
    pub(crate) fn text(mut self) -> Result<String, RunError> {
        let output = match self.command.stdin(Stdio::null()).output() {
            Ok(output) => output,
            Err(source) => {
                return Err(RunError::NotStarted {
                    command: self.shown,
                    source,
                });
            }
        };
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(RunError::FailedSaying {
                command: self.shown,
                status: output.status,
                said,
            });
        }
        String::from_utf8(output.stdout).map_err(|_| RunError::NotText {
            command: self.shown,
        })
    }

    /// Becomes the program: its last line is the last line, its exit code the exit code, and Ctrl-C reaches it alone.
    /// Returns only where a process cannot be replaced, or when it could not be started.
    #[cfg(unix)]
    pub(crate) fn hand_over(mut self) -> Result<ExitCode, RunError> {
        use std::os::unix::process::CommandExt;
        let source = self.command.exec();
        Err(RunError::NotStarted {
            command: self.shown,
            source,
        })
    }

    #[cfg(not(unix))]
    pub(crate) fn hand_over(mut self) -> Result<ExitCode, RunError> {
        match self.command.status() {
            Ok(status) if status.success() => Ok(ExitCode::SUCCESS),
            Ok(_) => Ok(ExitCode::FAILURE),
            Err(source) => Err(RunError::NotStarted {
                command: self.shown,
                source,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_whole_command() {
        let invocation =
            Invocation::new(Path::new("/nowhere/trunk"), "trunk", Path::new("/")).words("build -v");
        let said = invocation.run().map_err(|error| error.to_string());
        assert!(said.is_err_and(|said| said.starts_with("`trunk build -v` could not be started")));
    }
}
