//! The form of a vector's file: `name: value` lines, then `[name]` lines each followed by bytes in
//! hexadecimal. See vectors/README.md.
//!
//! Whoever else reads the vectors (the tests of the other crates, the browser) takes this file in by its path.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

/// Bytes on one line.
const WIDTH: usize = 48;

/// What is to be done with a vector. Who reads the vectors matches on it exhaustively, so that a new kind is decided on
/// by everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Root,
    Lists,
    Chain,
    Standing,
    Statement,
    Message,
    Journal,
    Announcement,
    Segments,
    Session,
    EnrolmentCode,
    EnrolmentRequest,
}

impl Kind {
    /// Every kind, with its name in the files.
    pub(crate) const NAMED: [(Self, &str); 12] = [
        (Self::Root, "root"),
        (Self::Lists, "lists"),
        (Self::Chain, "chain"),
        (Self::Standing, "standing"),
        (Self::Statement, "statement"),
        (Self::Message, "message"),
        (Self::Journal, "journal"),
        (Self::Announcement, "announcement"),
        (Self::Segments, "segments"),
        (Self::Session, "session"),
        (Self::EnrolmentCode, "enrolment code"),
        (Self::EnrolmentRequest, "enrolment request"),
    ];
}

/// One vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vector {
    headers: Vec<(String, String)>,
    blocks: Vec<(String, Vec<u8>)>,
}

impl Vector {
    /// Begins a vector: its kind, what it shows in one sentence, and what must come of it.
    pub(crate) fn new(kind: &str, what: &str, expect: &str) -> Self {
        let headers = [("kind", kind), ("what", what), ("expect", expect)];
        Self {
            headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
            blocks: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn block(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.blocks.push((name.to_owned(), bytes.into()));
        self
    }

    pub(crate) fn blocks(self, name: &str, many: impl IntoIterator<Item = Vec<u8>>) -> Self {
        many.into_iter()
            .fold(self, |vector, bytes| vector.block(name, bytes))
    }

    /// A header's value, if the vector has it.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// A header's value, which every vector of the kind has.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.find(name).unwrap()
    }

    pub(crate) fn kind(&self) -> Kind {
        let name = self.header("kind");
        let named = Kind::NAMED.iter().find(|(_, known)| *known == name);
        named.unwrap().0
    }

    pub(crate) fn expected(&self) -> &str {
        self.header("expect")
    }

    /// Every block of a name, in order.
    pub(crate) fn all(&self, name: &str) -> std::vec::IntoIter<&[u8]> {
        let named = self.sequence().filter(|(n, _)| *n == name);
        let bytes: Vec<&[u8]> = named.map(|(_, bytes)| bytes).collect();
        bytes.into_iter()
    }

    /// The one block of a name.
    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.all(name).next().unwrap()
    }

    /// Every block with its name, in order.
    pub(crate) fn sequence(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.blocks.iter().map(|(n, b)| (n.as_str(), b.as_slice()))
    }

    /// The file's text.
    pub(crate) fn print(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.headers {
            writeln!(text, "{name}: {value}").unwrap();
        }
        for (name, bytes) in &self.blocks {
            writeln!(text, "[{name}]").unwrap();
            for line in bytes.chunks(WIDTH) {
                writeln!(text, "{}", HEXLOWER.encode(line)).unwrap();
            }
        }
        text
    }

    /// Reads a file's text.
    pub(crate) fn parse(text: &str) -> Self {
        let mut vector = Self {
            headers: Vec::new(),
            blocks: Vec::new(),
        };
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                let name = name.strip_suffix(']').unwrap();
                vector.blocks.push((name.to_owned(), Vec::new()));
            } else if let Some((_, bytes)) = vector.blocks.last_mut() {
                bytes.extend(HEXLOWER.decode(line.as_bytes()).unwrap());
            } else {
                let (name, value) = line.split_once(": ").unwrap();
                vector.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        vector
    }
}

/// Where the files are.
pub(crate) fn folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = package.ancestors();
    let root = above.find(|folder| folder.join("Cargo.lock").is_file());
    root.unwrap().join("crates/protocol/vectors")
}

/// The files as they are, by name.
pub(crate) fn files() -> BTreeMap<String, String> {
    fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}
