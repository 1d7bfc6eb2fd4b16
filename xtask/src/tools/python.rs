//! The Python of the second reader: an environment of its own in our cache, with what tests/reader/requirements.txt pins.

use std::{env, fs, path::PathBuf};

use super::{SystemTool, ToolsError, cargo_installed::cache_folder, found};
use crate::{invocation::Invocation, project::Project};

/// The environment of one list of requirements. The list is copied into it last, so that half an environment is none.
struct Environment {
    home: PathBuf,
    requirements: String,
    version: String,
}

pub(super) fn set_up(project: &mut Project) -> Result<(), ToolsError> {
    SystemTool::Python.set_up(project)?;
    let environment = Environment::of(project)?;
    if !environment.is_whole(project) {
        environment.make(project)?;
    }
    found("the second reader's Python", &environment.python());
    Ok(())
}

/// The Python that runs the second reader, once it is set up.
pub(crate) fn reader_python(project: &Project) -> Result<PathBuf, ToolsError> {
    Ok(Environment::of(project)?.python())
}

impl Environment {
    fn of(project: &Project) -> Result<Self, ToolsError> {
        let file = requirements_file(project);
        let requirements =
            fs::read_to_string(&file).map_err(|source| ToolsError::Requirements {
                file,
                done: "read",
                source,
            })?;
        let cache = cache_folder().ok_or(ToolsError::NoCacheFolder {
            tool: "the second reader's Python",
        })?;
        let version = first_version(&requirements).to_owned();
        Ok(Self {
            home: cache.join("tools").join(format!("python-reader-{version}")),
            requirements,
            version,
        })
    }

    fn python(&self) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        let program = format!("python{}", env::consts::EXE_SUFFIX);
        self.home.join(folder).join(program)
    }

    fn is_whole(&self, project: &Project) -> bool {
        fs::read_to_string(self.mark()).is_ok_and(|made_of| made_of == self.requirements)
            && self
                .run(project)
                .args(["-c", "import cryptography"])
                .text()
                .is_ok()
    }

    fn make(&self, project: &Project) -> Result<(), ToolsError> {
        eprintln!(
            "    making a Python environment for the second reader, with cryptography {} and what it needs \
             from the package index (half a minute, once) …",
            self.version
        );
        project
            .program("python3")?
            .args(["-m", "venv", "--clear"])
            .arg(&self.home)
            .stdout_to_stderr()
            .run()
            .map_err(|source| ToolsError::NoPythonEnvironment { source })?;
        self.run(project)
            .words("-m pip install --quiet --disable-pip-version-check --requirement")
            .arg(requirements_file(project))
            .stdout_to_stderr()
            .run()
            .map_err(|source| ToolsError::NotInstalled {
                tool: "the Python package cryptography",
                version: self.version.clone(),
                source,
            })?;
        let mark = self.mark();
        fs::write(&mark, &self.requirements).map_err(|source| ToolsError::Requirements {
            file: mark,
            done: "written",
            source,
        })
    }

    fn run(&self, project: &Project) -> Invocation {
        Invocation::new(&self.python(), "python", project.root())
    }

    fn mark(&self) -> PathBuf {
        self.home.join("requirements.txt")
    }
}

fn requirements_file(project: &Project) -> PathBuf {
    project.root().join("tests/reader/requirements.txt")
}

/// The version of the package that is named first; the others are there for its sake.
fn first_version(requirements: &str) -> &str {
    requirements
        .lines()
        .find_map(|line| line.split_once("=="))
        .map_or("", |(_, version)| version.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_called_by_the_first_version() {
        assert_eq!(first_version("# why\none==1.2.3\ntwo==4\n"), "1.2.3");
    }
}
