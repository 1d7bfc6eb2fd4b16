//! The lock's number as it stands on its casing: typed, or as a scanner gives what a label says.

use railseal_protocol::announcement::NAME_PREFIX;
use railseal_protocol::identifiers::{IdentifierError, LockId};

/// What a label may put before the number: an address, or the parts of a name.
const BEFORE: [char; 7] = ['/', ':', '=', '#', '?', '&', '|'];

/// Why a text holds no lock's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CasingError {
    /// It is too long or too short.
    #[error("{got} characters")]
    Length {
        /// How many characters it has, spaces and hyphens aside.
        got: usize,
    },
    /// A character stands where it cannot.
    #[error("the character at place {place}")]
    Character {
        /// Its place, from 1.
        place: usize,
    },
}

/// Reads a lock's number: in small letters or capitals, with the spaces and hyphens that people
/// put in, after the prefix of an advertised name, or at the end of an address.
pub fn lock_on_casing(text: &str) -> Result<LockId, CasingError> {
    let text = text.trim().to_ascii_uppercase();
    let mut parts = text.rsplit(BEFORE).filter(|part| !part.is_empty());
    let last = number(parts.next().unwrap_or_default());
    match last {
        Ok(lock) => Ok(lock),
        // An address may go on after the number; but what is wrong is said of its end.
        Err(error) => parts.find_map(|part| number(part).ok()).ok_or(error),
    }
}

fn number(part: &str) -> Result<LockId, CasingError> {
    let part = part.trim();
    let part = part.strip_prefix(NAME_PREFIX).unwrap_or(part);
    let compact: String = part.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    // A letter of another alphabet can look like the right one: it is named by its place.
    if let Some(foreign) = compact.chars().position(|c| !c.is_ascii()) {
        return Err(CasingError::Character { place: foreign + 1 });
    }
    compact.parse().map_err(|error| match error {
        IdentifierError::Character { place } => CasingError::Character { place },
        // A lock's number has no check digit.
        IdentifierError::Length { .. } | IdentifierError::CheckDigit { .. } => {
            CasingError::Length {
                got: compact.chars().count(),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_as_people_and_labels_write_it() {
        for text in [
            "RSLK00000017",
            " rslk 0000 0017 ",
            "rslk-0000-0017",
            "RS-RSLK00000017",
            "urn:railseal:lock:RSLK00000017",
            "https://railseal.example/l/RSLK00000017",
            "https://railseal.example/l/rslk00000017?v=1",
            "https://railseal.example/?lock=RS-RSLK00000017#label",
        ] {
            assert_eq!(
                lock_on_casing(text).map(|lock| lock.to_string()),
                Ok("RSLK00000017".to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_told_why() {
        assert_eq!(lock_on_casing(""), Err(CasingError::Length { got: 0 }));
        assert_eq!(lock_on_casing("17"), Err(CasingError::Length { got: 2 }));
        assert_eq!(
            lock_on_casing("RSLK0000001X"),
            Err(CasingError::Character { place: 12 })
        );
        assert_eq!(
            lock_on_casing("https://railseal.example/l/1234"),
            Err(CasingError::Length { got: 4 })
        );
        assert_eq!(
            lock_on_casing("замок0000017"),
            Err(CasingError::Character { place: 1 })
        );
    }
}
