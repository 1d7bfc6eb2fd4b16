//! Whether what was brought is what the manifest names.

use alloc::vec::Vec;

use railseal_protocol::call::ChunkAddress;
use railseal_protocol::manifest::{Chunk, ChunkHash, DocumentEntry};

use super::SealError;

/// Whether the documents are those of the manifest, to the last chunk.
pub(super) fn check(entries: &[DocumentEntry], documents: &[Vec<Chunk>]) -> Result<(), SealError> {
    if entries.len() != documents.len() {
        return Err(SealError::DocumentCount {
            expected: entries.len(),
            got: documents.len(),
        });
    }
    for (document, (entry, chunks)) in (0u8..).zip(entries.iter().zip(documents)) {
        if entry.chunks.len() != chunks.len() {
            return Err(SealError::ChunkCount {
                document,
                expected: entry.chunks.len(),
                got: chunks.len(),
            });
        }
        let got = chunks.iter().map(|chunk| chunk.len()).sum();
        if usize::try_from(entry.length) != Ok(got) {
            return Err(SealError::DocumentLength {
                document,
                expected: entry.length,
                got,
            });
        }
        for (chunk, (expected, bytes)) in (0u16..).zip(entry.chunks.iter().zip(chunks)) {
            let got = ChunkHash::of(bytes);
            if got != *expected {
                let expected = *expected;
                let address = ChunkAddress { document, chunk };
                return Err(SealError::OtherChunk {
                    address,
                    expected,
                    got,
                });
            }
        }
    }
    Ok(())
}
