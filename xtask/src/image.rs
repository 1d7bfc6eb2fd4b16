//! The lock's image: built for the microcontroller, weighed, and run on one that QEMU emulates. How it is built and run,
//! image/.cargo/config.toml says, so that `cargo run --release` in image/ does the same.

use std::{fmt, fs, io, path::PathBuf};

use object::{
    Endianness, SectionFlags,
    elf::{FileHeader32, SHF_ALLOC, SHF_WRITE},
    read::{Object, ObjectSection, SectionKind, elf::ElfFile},
};

use crate::{
    invocation::{Invocation, RunError},
    project::Project,
    step::Steps,
    target_folder::{self, TargetFolderError},
    tools::Target,
};

pub(crate) const MANIFEST: &str = "image/Cargo.toml";
const CONFIGURATION: &str = "image/.cargo/config.toml";

/// What code and constants may take. Flash of 1 MiB, usual in such microcontrollers, holds two images, so that a new one
/// can be written while the old one runs; of its half, a radio's stack takes some 150 kB. What is weighed here is more
/// than a lock carries: the phone's end and the self-test are in it.
const MOST_CODE: u64 = 320_000;
/// What variables may take beside the heap. The core has none; these are the processor's and the self-test's.
const MOST_STATIC: u64 = 1_000;
/// What the lock's heap has.
const HEAP: u64 = 128 * 1024;

#[derive(Debug, thiserror::Error)]
pub(crate) enum ImageError {
    #[error("{} could not be read ({source})", path.display())]
    NotRead { path: PathBuf, source: io::Error },
    #[error("{} could not be understood ({source})", path.display())]
    NotAnImage {
        path: PathBuf,
        source: object::read::Error,
    },
    #[error(
        "the lock's image has outgrown its limit: {weight}, where {MOST_CODE} bytes of code, {MOST_STATIC} of static and \
         {HEAP} of heap are allowed (find what has grown, or raise the limit in {} with a reason)",
        file!()
    )]
    TooLarge { weight: Weight },
    #[error(transparent)]
    TargetFolder(#[from] TargetFolderError),
    #[error(transparent)]
    Run(#[from] RunError),
}

/// A command of cargo's on the image, as its configuration has it.
pub(crate) fn cargo(project: &Project, command: &str) -> Invocation {
    let configured = project.cargo().args(["--config", CONFIGURATION]);
    configured.args([command, "--manifest-path", MANIFEST])
}

/// Builds the image, says what it weighs, and fails where that is too much.
pub(crate) fn weigh(project: &Project, steps: &mut Steps) -> Result<(), ImageError> {
    steps.run("the lock's image", || {
        cargo(project, "build").words("--release --locked").run()?;
        let weight = Weight::of(project)?;
        eprintln!("    {weight}");
        if weight.fits() {
            Ok(())
        } else {
            Err(ImageError::TooLarge { weight })
        }
    })
}

/// Runs the image's self-test, QEMU being there. It ends by itself, well or not.
pub(crate) fn test_itself(project: &Project, steps: &mut Steps) -> Result<(), ImageError> {
    steps.run("the lock's self-test on an emulated Cortex-M4", || {
        cargo(project, "build").words("--release --locked").run()?;
        let run = cargo(project, "run").words("--release --locked --quiet");
        Ok(run.stdout_to_stderr().run()?)
    })
}

/// What an image takes, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Code and constants, and what variables begin with.
    code: u64,
    /// Variables.
    fixed: u64,
    heap: u64,
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: u64| bytes as f64 / 1000.0;
        let (code, fixed) = (kilobytes(self.code), kilobytes(self.fixed));
        let heap = self.heap / 1024;
        write!(
            f,
            "lock image: code {code:.1} kB, static {fixed:.1} kB, heap {heap} KiB"
        )
    }
}

impl Weight {
    fn of(project: &Project) -> Result<Self, ImageError> {
        let folder = target_folder::of(project, MANIFEST)?;
        let path = folder
            .join(Target::Microcontroller.triple())
            .join("release/railseal-image");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(source) => return Err(ImageError::NotRead { path, source }),
        };
        Self::of_elf(&bytes).map_err(|source| ImageError::NotAnImage { path, source })
    }

    fn of_elf(bytes: &[u8]) -> Result<Self, object::read::Error> {
        let elf = ElfFile::<FileHeader32<Endianness>>::parse(bytes)?;
        let mut weight = Self::default();
        for section in elf.sections() {
            let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
                continue;
            };
            if sh_flags.contains(SHF_ALLOC) {
                let is_kept_in_flash = section.kind() != SectionKind::UninitializedData;
                let is_variable = sh_flags.contains(SHF_WRITE);
                weight.add(
                    section.name()?,
                    section.size(),
                    is_kept_in_flash,
                    is_variable,
                );
            }
        }
        Ok(weight)
    }

    /// Adds a section, by the names of image/memory.x.
    fn add(&mut self, name: &str, size: u64, is_kept_in_flash: bool, is_variable: bool) {
        match name {
            ".heap" => self.heap += size,
            // What stands beside the lock in the self-test.
            ".beside" => {}
            _ => {
                self.code += if is_kept_in_flash { size } else { 0 };
                self.fixed += if is_variable { size } else { 0 };
            }
        }
    }

    fn fits(self) -> bool {
        self.code <= MOST_CODE && self.fixed <= MOST_STATIC && self.heap <= HEAP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_go_where_they_belong() {
        let mut weight = Weight::default();
        for (name, size, is_kept_in_flash, is_variable) in [
            (".text", 100_000, true, false),
            (".rodata", 20_000, true, false),
            (".data", 100, true, true),
            (".bss", 50, false, true),
            (".heap", 131_072, false, true),
            (".beside", 1_048_576, false, true),
        ] {
            weight.add(name, size, is_kept_in_flash, is_variable);
        }
        assert_eq!(
            weight.to_string(),
            "lock image: code 120.1 kB, static 0.1 kB, heap 128 KiB"
        );
        assert!(weight.fits());
        weight.add(".text", MOST_CODE, true, false);
        assert!(!weight.fits());
    }
}
