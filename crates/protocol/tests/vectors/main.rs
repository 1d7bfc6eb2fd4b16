//! The vectors: files that any maker's lock, phone or server can be held against. They are made
//! here from fixed keys, and every run of the tests sees that they still are what is made.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod code;
mod faults;
mod form;
mod good;
mod outcome;
#[path = "../parties/mod.rs"]
mod parties;
mod scene;

use std::collections::BTreeMap;
use std::fs;

use form::{Vector, files, folder};
use outcome::outcome;

/// The files as they should be.
fn made() -> BTreeMap<String, String> {
    let all = good::all().into_iter().chain(faults::all());
    let mut made = BTreeMap::new();
    for (name, vector) in all {
        let twice = made.insert(name.to_owned(), vector.print());
        assert_eq!(twice, None, "{name} is made twice");
    }
    made
}

#[test]
fn every_file_comes_to_what_it_says() {
    for (name, text) in files() {
        let vector = Vector::parse(&text);
        assert_eq!(vector.print(), text, "{name} is written as vectors are");
        assert_eq!(outcome(&vector), vector.expected(), "{name}");
    }
}

#[test]
fn no_fault_verifies() {
    let faults = faults::all();
    assert!(faults.len() >= 60);
    for (name, vector) in faults {
        assert_ne!(outcome(&vector), code::VERIFIED, "{name}");
        assert_ne!(vector.expected(), code::VERIFIED, "{name}");
    }
    for (name, vector) in good::all() {
        assert_eq!(vector.expected(), code::VERIFIED, "{name}");
    }
}

#[test]
fn the_files_are_what_is_made() {
    let (files, made) = (files(), made());
    let names = |of: &BTreeMap<String, String>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&files), names(&made));
    for (name, text) in made {
        assert!(files[&name] == text, "{name} is not what is made");
    }
}

#[test]
fn the_page_names_every_code() {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, vector) in good::all().into_iter().chain(faults::all()) {
        let code = format!("`{}`", vector.expected());
        assert!(page.contains(&code), "README.md lacks {code} of {name}");
    }
}

#[test]
#[ignore = "writes the files: cargo test -p railseal-protocol --test vectors -- --ignored regenerate"]
fn regenerate() {
    for name in files().keys() {
        fs::remove_file(folder().join(format!("{name}.txt"))).unwrap();
    }
    for (name, text) in made() {
        fs::write(folder().join(format!("{name}.txt")), text).unwrap();
    }
}
