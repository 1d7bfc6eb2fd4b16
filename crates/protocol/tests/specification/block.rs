//! A fenced block of SPEC.md: bytes taken apart, one part a line.

use data_encoding::HEXLOWER;
use railseal_protocol::wire::encode;
use serde::Serialize;

/// Bytes on one line.
const WIDTH: usize = 36;

/// One block, named in its fence.
pub(crate) struct Block {
    fence: String,
    lines: Vec<(Vec<u8>, String)>,
}

impl Block {
    /// Begins a block of bytes.
    pub(crate) fn hex(name: &str) -> Self {
        Self {
            fence: format!("hex {name}"),
            lines: Vec::new(),
        }
    }

    /// Some of the bytes, and what they are.
    pub(crate) fn bytes(mut self, bytes: impl Into<Vec<u8>>, what: &str) -> Self {
        self.lines.push((bytes.into(), what.to_owned()));
        self
    }

    /// A value's bytes, and what it is.
    pub(crate) fn value<T: Serialize>(self, value: &T, what: &str) -> Self {
        self.bytes(encode(value), what)
    }

    /// A signed statement's envelope around the lines so far.
    pub(crate) fn signed(mut self, length: &[u8], signer: &[u8], signature: &[u8]) -> Self {
        let length = (length.to_vec(), "length of the statement".to_owned());
        self.lines.insert(0, length);
        let who = if signer == [0; 32] {
            "signer: a root"
        } else {
            "signer: the id of its certificate"
        };
        self.bytes(signer, who)
            .bytes(&signature[..32], "signature: r")
            .bytes(&signature[32..], "signature: s")
    }

    /// Makes sure that the lines together are these bytes.
    pub(crate) fn is(self, whole: &[u8]) -> Self {
        let lines: Vec<u8> = self.lines.iter().flat_map(|(b, _)| b.clone()).collect();
        assert_eq!(
            HEXLOWER.encode(&lines),
            HEXLOWER.encode(whole),
            "{}",
            self.fence
        );
        self
    }

    /// What stands after the three backticks.
    pub(crate) fn fence(&self) -> &str {
        &self.fence
    }

    /// What stands between the fences.
    pub(crate) fn text(&self) -> String {
        let longest = self.lines.iter().map(|(bytes, _)| bytes.len()).max();
        let column = 2 * longest.unwrap_or(0).min(WIDTH);
        let mut text = String::new();
        for (bytes, what) in &self.lines {
            let mut what = Some(what);
            for piece in bytes.chunks(WIDTH) {
                let hex = HEXLOWER.encode(piece);
                match what.take() {
                    Some(what) => text.push_str(&format!("{hex:column$}  # {what}\n")),
                    None => text.push_str(&format!("{hex}\n")),
                }
            }
        }
        text
    }
}
