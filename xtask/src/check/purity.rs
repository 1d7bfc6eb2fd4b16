//! The cores' source: none names a clock, a random source or I/O. The rule has no exceptions, not for unit tests either:
//! what needs a file or a clock belongs into the core's tests/ folder.

use std::{fmt, fs};

use super::{CORES, CheckError, TrackedFiles, rust_source};
use crate::project::Project;

/// Words that stand for a clock, a random source or I/O. `std` itself is among them, so that no grouped import gets by:
/// a core has `core` and `alloc`.
const FORBIDDEN: &[&str] = &[
    "std",
    "println",
    "eprintln",
    "print",
    "eprint",
    "dbg",
    // clocks
    "SystemTime",
    "Instant",
    "UNIX_EPOCH",
    "chrono",
    "jiff",
    "web_time",
    // random sources
    "getrandom",
    "rand",
    "OsRng",
    "SysRng",
    "ThreadRng",
    "thread_rng",
    "fastrand",
    // the operating system, the network, the browser
    "libc",
    "tokio",
    "async_std",
    "smol",
    "js_sys",
    "web_sys",
    "wasm_bindgen",
    "gloo",
];

/// A forbidden word, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Impurity {
    file: String,
    line: usize,
    word: String,
}

impl fmt::Display for Impurity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.word)
    }
}

pub(super) fn check(project: &Project) -> Result<(), CheckError> {
    let files = TrackedFiles::list(project)?;
    let mut found = Vec::new();
    for file in files
        .with_extension("rs")
        .filter(|file| is_source_of_a_core(file))
    {
        let path = project.root().join(file);
        match fs::read_to_string(&path) {
            Ok(source) => found.extend(impurities(file, &source)),
            Err(source) => return Err(CheckError::NotRead { path, source }),
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(CheckError::Impure(found))
    }
}

fn is_source_of_a_core(file: &str) -> bool {
    CORES.iter().any(|core| {
        file.strip_prefix(core.folder)
            .is_some_and(|inside| inside.starts_with("/src/"))
    })
}

fn impurities(file: &str, source: &str) -> Vec<Impurity> {
    let words = rust_source::words(source)
        .into_iter()
        .filter(|word| FORBIDDEN.contains(&word.text));
    words
        .map(|word| Impurity {
            file: file.to_owned(),
            line: word.line,
            word: word.text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(usize, String)> {
        impurities("lib.rs", source)
            .into_iter()
            .map(|impurity| (impurity.line, impurity.word))
            .collect()
    }

    #[test]
    fn every_way_to_a_clock_randomness_or_io_is_found() {
        for source in [
            "let now = std::time::SystemTime::now();",
            "use std::{collections::BTreeMap, fs};",
            "use :: std :: net :: TcpStream;",
            "extern crate std;",
            "fn f(at: Instant) {}",
            "getrandom::fill(&mut seed)",
            "let key = SigningKey::generate_from_rng(&mut OsRng);",
            "use rand::Rng;",
            "tokio::spawn(async {})",
            "js_sys::Date::now()",
            "#[cfg(test)] mod tests { use std::fs; }",
        ] {
            assert!(!found(source).is_empty(), "{source}");
        }
    }

    #[test]
    fn the_line_is_the_right_one() {
        assert_eq!(
            found("//! A core.\n/* two\nlines */\nuse std::io;\n"),
            [(4, "std".to_owned())]
        );
    }

    #[test]
    fn words_in_comments_texts_and_longer_names_are_free() {
        for source in [
            "#![cfg_attr(not(test), no_std)]",
            "#[cfg(feature = \"std\")] use core::fmt;",
            "/// Like `std::time::SystemTime`, but an argument.",
            "/* outer /* std::fs */ SystemTime */ fn f() {}",
            "let s = r#\"use std::fs; \"quoted\" Instant\"#;",
            "let c = '\"'; let std_like = rand_core::CryptoRng;",
            "fn f<'std>(x: &'std str) {}",
        ] {
            assert_eq!(found(source), [], "{source}");
        }
    }

    #[test]
    fn only_the_source_of_cores_counts() {
        assert!(is_source_of_a_core("crates/lock/src/journal.rs"));
        assert!(!is_source_of_a_core("crates/lock/tests/vectors.rs"));
        assert!(!is_source_of_a_core("crates/locksmith/src/lib.rs"));
        assert!(!is_source_of_a_core("crates/server/src/main.rs"));
    }
}
