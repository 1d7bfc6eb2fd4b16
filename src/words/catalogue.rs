//! A language that is not built into the app: one file a language, made from the same catalogues
//! (`words-ru.txt`), fetched when somebody chooses it.
//!
//! The file's first line names the language and the English catalogue that it translates, by its
//! hash: a file of another build is refused, so that no sentence ever stands in another's place.
//! Then every phrase follows, one a line, in the order of the lists in the code.

use std::sync::OnceLock;

use railseal_protocol::hash::Hash;

use super::{Language, OrderPhrase, Phrase, trouble};

/// The most bytes of such a file.
pub const LIMIT: usize = 256 * 1024;
const HEAD: &str = "railseal words 1";

/// How many lines there are after the first: every phrase, then what happened and what to do of
/// every trouble.
const LINES: usize = Phrase::ALL.len() + OrderPhrase::ALL.len() + 2 * trouble::COUNT;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// It is longer than such a file may be.
    #[error("{got} bytes where at most {LIMIT} are allowed")]
    TooLong {
        /// How long it is.
        got: usize,
    },
    /// It is not UTF-8, or not such a file.
    #[error("not a catalogue of words")]
    Malformed,
    /// It is another language's, or translates another English than this build's.
    #[error("a catalogue of another language or build")]
    OfAnother,
    /// It has another number of lines.
    #[error("{got} phrases where {LINES} are wanted")]
    Count {
        /// How many it has.
        got: usize,
    },
}

/// What was taken, for each language that is not built in. It stays: a language is loaded once.
static RUSSIAN: OnceLock<Vec<&'static str>> = OnceLock::new();
static CHINESE: OnceLock<Vec<&'static str>> = OnceLock::new();

const fn shelf(language: Language) -> Option<&'static OnceLock<Vec<&'static str>>> {
    match language {
        Language::English => None,
        Language::Russian => Some(&RUSSIAN),
        Language::Chinese => Some(&CHINESE),
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
/// Where a phrase stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Phrase(Phrase),
    Order(OrderPhrase),
    /// What happened, of the trouble in this place.
    What(usize),
    /// What to do about it.
    ToDo(usize),
}

#[cfg(any(test, target_arch = "wasm32"))]
impl Line {
    const fn number(self) -> usize {
        let orders = Phrase::ALL.len();
        let troubles = orders + OrderPhrase::ALL.len();
        match self {
            Self::Phrase(phrase) => phrase as usize,
            Self::Order(phrase) => orders + phrase as usize,
            Self::What(kind) => troubles + 2 * kind,
            Self::ToDo(kind) => troubles + 2 * kind + 1,
        }
    }
}

/// A line of a language that was taken; none of one that was not.
#[cfg(target_arch = "wasm32")]
pub(super) fn line(language: Language, line: Line) -> Option<&'static str> {
    let lines = shelf(language)?.get()?;
    lines.get(line.number()).copied()
}

/// Whether everything can be said in a language.
pub fn is_here(language: Language) -> bool {
    shelf(language).is_none_or(|shelf| shelf.get().is_some())
}

/// Where a language's file is served; none of one that is built in.
pub fn path(language: Language) -> Option<String> {
    shelf(language).map(|_| format!("/{}", file_name(language)))
}

/// The name of a language's file.
pub fn file_name(language: Language) -> String {
    format!("words-{}.txt", language.tag())
}

/// Takes a language's file, if it is this build's.
pub fn take(language: Language, bytes: &[u8]) -> Result<(), CatalogueError> {
    let lines = read(language, bytes)?;
    if let Some(shelf) = shelf(language) {
        // Whoever was faster has taken the same.
        let _ = shelf.set(lines.lines().map(|line| &*line.to_owned().leak()).collect());
    }
    Ok(())
}

/// Reads such a file: the lines after the first.
fn read(language: Language, bytes: &[u8]) -> Result<&str, CatalogueError> {
    if bytes.len() > LIMIT {
        return Err(CatalogueError::TooLong { got: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CatalogueError::Malformed)?;
    let (first, rest) = text.split_once('\n').ok_or(CatalogueError::Malformed)?;
    if !first.starts_with(HEAD) {
        return Err(CatalogueError::Malformed);
    }
    if first != head(language) {
        return Err(CatalogueError::OfAnother);
    }
    let got = rest.lines().count();
    if got != LINES || rest.lines().any(str::is_empty) {
        return Err(CatalogueError::Count { got });
    }
    Ok(rest)
}

fn head(language: Language) -> String {
    let english = lines_of(Language::English).join("\n");
    let mark = Hash::of("words", &[english.as_bytes()]);
    format!("{HEAD} {} {mark}", language.tag())
}

/// A language's file, from the catalogues.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub fn file(language: Language) -> String {
    format!("{}\n{}\n", head(language), lines_of(language).join("\n"))
}

fn lines_of(language: Language) -> Vec<&'static str> {
    let phrases = Phrase::ALL.iter().map(|phrase| language.say(*phrase));
    let orders = OrderPhrase::ALL.iter().map(|phrase| language.say(*phrase));
    let troubles = trouble::sentences(language);
    phrases.chain(orders).chain(troubles).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OTHERS: [Language; 2] = [Language::Russian, Language::Chinese];

    #[test]
    fn what_is_written_is_read_again_line_by_line() {
        for language in OTHERS {
            let file = file(language);
            let read = read(language, file.as_bytes()).unwrap();
            let lines: Vec<&str> = read.lines().collect();
            assert_eq!(lines, lines_of(language));
            for phrase in Phrase::ALL {
                let place = Line::Phrase(*phrase).number();
                assert_eq!(lines[place], language.say(*phrase), "{phrase:?}");
            }
            for phrase in OrderPhrase::ALL {
                let place = Line::Order(*phrase).number();
                assert_eq!(lines[place], language.say(*phrase), "{phrase:?}");
            }
            let last = trouble::COUNT - 1;
            let told: Vec<&str> = trouble::sentences(language).collect();
            assert_eq!(lines[Line::What(last).number()], told[2 * last]);
            assert_eq!(lines[Line::ToDo(last).number()], told[2 * last + 1]);
        }
    }

    #[test]
    fn no_phrase_breaks_a_line() {
        for language in Language::ALL {
            for line in lines_of(language) {
                assert!(!line.is_empty() && !line.contains(['\n', '\r']), "{line}");
            }
        }
    }

    #[test]
    fn another_languages_or_builds_file_is_refused() {
        let russian = file(Language::Russian);
        let chinese = read(Language::Chinese, russian.as_bytes());
        assert_eq!(chinese, Err(CatalogueError::OfAnother));
        let (first, rest) = russian.split_once('\n').unwrap();
        let older = format!("{}0\n{rest}", first.split_at(first.len() - 1).0);
        let older = if older == russian {
            older.replacen(first, &format!("{first}0"), 1)
        } else {
            older
        };
        let older = read(Language::Russian, older.as_bytes());
        assert_eq!(older, Err(CatalogueError::OfAnother));
        let shorter = russian.trim_end().rsplit_once('\n').unwrap().0;
        let got = LINES - 1;
        let shorter = read(Language::Russian, shorter.as_bytes());
        assert_eq!(shorter, Err(CatalogueError::Count { got }));
        let long = vec![b' '; LIMIT + 1];
        let long = read(Language::Russian, &long);
        assert_eq!(long, Err(CatalogueError::TooLong { got: LIMIT + 1 }));
    }

    proptest! {
        #[test]
        fn whatever_comes_is_refused_or_whole(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read(Language::Russian, &bytes).is_err());
        }

        #[test]
        fn a_changed_byte_of_the_first_line_is_refused(place in 0usize..80, bit in 0u8..8) {
            let mut file = file(Language::Russian).into_bytes();
            let first = file.iter().position(|byte| *byte == b'\n').unwrap();
            file[place.min(first - 1)] ^= 1 << bit;
            prop_assert!(read(Language::Russian, &file).is_err());
        }
    }
}
