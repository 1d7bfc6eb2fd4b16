//! The corpora of fuzz/: every input in them keeps to what must hold of any bytes.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use railseal_fuzz::seeds::{LONGEST, Seeds, genuine_oath, genuine_reading};
use railseal_fuzz::{TARGETS, read, swear};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::hash::Hash;

/// The most inputs of one target that are kept.
const MOST_INPUTS: usize = 60;
/// The most that a target begins with, of all lengths.
const MOST_SEEDS: usize = 30;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

fn corpus(target: &str) -> PathBuf {
    fuzz().join("corpus").join(target)
}

/// The files of a folder; none where it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stems(folder: &Path) -> BTreeSet<String> {
    let files = files(folder).into_iter();
    let stems = files.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned());
    stems.collect()
}

#[test]
fn every_target_has_a_file_and_a_corpus_and_there_are_no_others() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|t| t.name.to_owned()).collect();
    assert_eq!(stems(&fuzz().join("src/bin")), targets, "fuzz/src/bin");
    assert_eq!(stems(&fuzz().join("corpus")), targets, "fuzz/corpus");
    for name in targets {
        let written = fs::read_to_string(fuzz().join(format!("src/bin/{name}.rs"))).unwrap();
        let line =
            format!("libfuzzer_sys::fuzz_target!(|data: &[u8]| railseal_fuzz::{name}(data));");
        assert_eq!(written, format!("#![no_main]\n{line}\n"), "{name}");
    }
}

#[test]
fn every_input_does_what_it_must() {
    let mut broken = Vec::new();
    for target in TARGETS {
        for file in files(&corpus(target.name)) {
            let input = fs::read(&file).unwrap();
            if catch_unwind(|| (target.run)(&input)).is_err() {
                broken.push(file);
            }
        }
    }
    assert!(
        broken.is_empty(),
        "what these panicked with stands above: {broken:?}"
    );
}

#[test]
fn corpora_are_small() {
    for target in TARGETS {
        let inputs = files(&corpus(target.name));
        assert!(
            (1..=MOST_INPUTS).contains(&inputs.len()),
            "{}: {}",
            target.name,
            inputs.len()
        );
        for input in inputs {
            let length = fs::metadata(&input).unwrap().len();
            assert!(length <= LONGEST as u64, "{}", input.display());
        }
    }
}

/// Else the targets that look for something false that passes would look at nothing that could.
#[test]
fn the_genuine_passes() {
    let judgement = read(&genuine_reading());
    assert_eq!(
        judgement.verdict.outcome(),
        Outcome::Pass,
        "{:?}",
        judgement.verdict
    );
    let judgement = swear(&genuine_oath());
    assert_eq!(
        judgement.verdict.outcome(),
        Outcome::Pass,
        "{:?}",
        judgement.verdict
    );
}

#[test]
#[ignore = "writes the files: cargo test -p railseal-tests --test fuzz_corpora -- --ignored sow"]
fn sow() {
    let seeds = Seeds::from_vectors(&fuzz().join("../crates/protocol/vectors")).unwrap();
    for target in TARGETS {
        let folder = corpus(target.name);
        fs::create_dir_all(&folder).unwrap();
        let there: BTreeSet<_> = files(&folder)
            .iter()
            .map(|f| fs::read(f).unwrap())
            .collect();
        let all = seeds.of(target.name);
        let every = all.len().div_ceil(MOST_SEEDS);
        for input in all.into_iter().step_by(every.max(1)) {
            if there.contains(input) {
                continue;
            }
            let name = Hash::of("fuzz input", &[input]).to_string();
            fs::write(folder.join(&name[..16]), input).unwrap();
        }
    }
}
