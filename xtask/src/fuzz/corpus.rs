//! The inputs: fuzz/corpus/ holds what is kept and replayed in the tests, fuzz/grown/ what fuzzing has added here.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    FuzzError,
    run::{LONGEST, cargo_fuzz, created},
};
use crate::{invocation::Invocation, project::Project};

/// Up to so many inputs of one target are kept by themselves. The corpora's tests allow more: the rest is for findings.
const MOST_INPUTS: usize = 40;

/// A run of a target that begins with both, and adds to what has grown.
pub(super) fn over_both(project: &Project, target: &str) -> Result<Invocation, FuzzError> {
    let [grown, kept] = folders(project, target)?;
    Ok(cargo_fuzz(project, "run")?.arg(target).arg(grown).arg(kept))
}

/// Adds to what is kept what of the grown reaches further code, from short to long, as far as there is room.
pub(super) fn keep(project: &Project, target: &str) -> Result<(), FuzzError> {
    let [grown, kept] = folders(project, target)?;
    let merged = grown.with_extension("merged");
    if merged.exists() {
        fs::remove_dir_all(&merged).map_err(|source| file(&merged, "removed", source))?;
    }
    make(&merged)?;
    let there = inputs(&kept)?;
    for (place, input) in there.iter().enumerate() {
        write(&merged.join(format!("kept-{place}")), input)?;
    }
    let log = grown.with_extension("merge.log");
    cargo_fuzz(project, "run")?
        .arg(target)
        .args([&merged, &grown])
        .args(["--", "-merge=1", LONGEST])
        .run_into(created(&log)?)
        .map_err(|source| FuzzError::Broken {
            target: target.to_owned(),
            log,
            source,
        })?;
    let mut new: Vec<PathBuf> = files(&merged)?;
    new.retain(|file| !name(file).starts_with("kept-"));
    new.sort_by_key(|file| (fs::metadata(file).map_or(u64::MAX, |m| m.len()), name(file)));
    let room = MOST_INPUTS.saturating_sub(there.len());
    let every = new.len().div_ceil(room.max(1)).max(1);
    let new: Vec<_> = new.iter().step_by(every).take(room).collect();
    for input in &new {
        // libFuzzer's names are hashes; sixteen digits of one are enough.
        let short: String = name(input).chars().take(16).collect();
        let to = kept.join(short);
        fs::copy(input, &to).map_err(|source| file(&to, "written", source))?;
    }
    eprintln!("    {target}: {} and {} new", there.len(), new.len());
    Ok(())
}

/// What has grown and what is kept, both there.
fn folders(project: &Project, target: &str) -> Result<[PathBuf; 2], FuzzError> {
    let fuzz = project.root().join("fuzz");
    let folders = ["grown", "corpus"].map(|kind| fuzz.join(kind).join(target));
    folders.iter().try_for_each(|folder| make(folder))?;
    Ok(folders)
}

fn make(folder: &Path) -> Result<(), FuzzError> {
    fs::create_dir_all(folder).map_err(|source| file(folder, "made", source))
}

fn inputs(folder: &Path) -> Result<BTreeSet<Vec<u8>>, FuzzError> {
    let read = |path: &PathBuf| fs::read(path).map_err(|source| file(path, "read", source));
    files(folder)?.iter().map(read).collect()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, FuzzError> {
    let not_read = |source| file(folder, "read", source);
    let entries = fs::read_dir(folder).map_err(not_read)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(not_read));
    paths.collect()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), FuzzError> {
    fs::write(path, bytes).map_err(|source| file(path, "written", source))
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn file(path: &Path, done: &'static str, source: std::io::Error) -> FuzzError {
    FuzzError::File {
        path: path.to_path_buf(),
        done,
        source,
    }
}
