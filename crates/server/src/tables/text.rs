//! A file's bytes as text: UTF-8, with or without the mark that spreadsheets put before it. What is
//! anything else is named, as far as its bytes tell, so that the office knows what to choose.

use railseal_protocol::consigning::{FoundEncoding, Problem};

const UTF_8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF_16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
/// A ZIP archive, as spreadsheets save their own files, and the older kind.
const SPREADSHEET_MARKS: [&[u8]; 2] = [b"PK\x03\x04", &[0xd0, 0xcf, 0x11, 0xe0]];

/// The text; or in which row it is none, where that can be said, and why.
pub(super) fn of(bytes: &[u8]) -> Result<&str, (Option<u32>, Problem)> {
    let begins_with = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    if begins_with(&SPREADSHEET_MARKS) {
        return Err((None, Problem::Encoding(FoundEncoding::Spreadsheet)));
    }
    if begins_with(&UTF_16_MARKS) || bytes.iter().take(4).any(|byte| *byte == 0) {
        return Err((None, Problem::Encoding(FoundEncoding::Utf16)));
    }
    let bytes = bytes.strip_prefix(UTF_8_MARK).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim_ascii().is_empty() => Err((None, Problem::EmptyFile)),
        Ok(text) => Ok(text),
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to());
            let row = before.filter(|byte| **byte == b'\n').count();
            let row = super::faults::number(row).saturating_add(1);
            Err((Some(row), Problem::Encoding(looks_like(bytes))))
        }
    }
}

/// Which encoding other than UTF-8 this looks like. Chinese characters are pairs of high bytes;
/// Cyrillic words are high bytes of any number, nearly all of them letters.
fn looks_like(bytes: &[u8]) -> FoundEncoding {
    let words = bytes.split(u8::is_ascii).filter(|word| !word.is_empty());
    let in_pairs = |word: &[u8]| word.len().is_multiple_of(2) && word.iter().all(|b| *b >= 0xa1);
    if words.clone().all(in_pairs) {
        return FoundEncoding::Gb18030;
    }
    let (mut letters, mut others) = (0_usize, 0_usize);
    for byte in words.flatten() {
        match byte {
            // А to я, Ё and ё.
            0xc0..=0xff | 0xa8 | 0xb8 => letters += 1,
            _ => others += 1,
        }
    }
    if letters > 9 * others {
        FoundEncoding::Windows1251
    } else {
        FoundEncoding::Another
    }
}
