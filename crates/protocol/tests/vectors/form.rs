//! The form of a vector's file: `name: value` lines, then `[name]` lines each followed by bytes in
//! hexadecimal. See vectors/README.md.

use std::fmt::Write as _;
use std::path::PathBuf;

use data_encoding::HEXLOWER;

/// Bytes on one line.
const WIDTH: usize = 48;

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

    pub(crate) fn kind(&self) -> &str {
        self.header("kind")
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
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}
