use alloc::string::String;
use core::fmt;
use core::ops::RangeInclusive;
use core::str::FromStr;

use super::{IdentifierError, as_text};

/// Reads capital letters, digits and hyphens, of a length within `lengths`.
fn read(written: &str, lengths: RangeInclusive<usize>) -> Result<String, IdentifierError> {
    if !lengths.contains(&written.len()) {
        return Err(IdentifierError::Length {
            wanted: *lengths.end(),
            got: written.chars().count(),
        });
    }
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    match written.chars().position(|c| !fits(c)) {
        Some(place) => Err(IdentifierError::Character { place: place + 1 }),
        None => Ok(String::from(written)),
    }
}

macro_rules! service_code {
    ($(#[$doc:meta])* $name:ident, $lengths:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(written: &str) -> Result<Self, IdentifierError> {
                read(written, $lengths).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        as_text!($name);
    };
}

service_code!(
    /// A person within an administration or a railway: its service number, of up to 16
    /// characters. People are counted by it, never by their keys.
    PersonId,
    1..=16
);

service_code!(
    /// A customs or railway station, of 5 to 8 characters: a UN/LOCODE (`KZDOS`), a six-digit ESR
    /// code (`708507`), or an administration's own id where no list has one.
    StationCode,
    5..=8
);

service_code!(
    /// A train's number, of up to 12 characters, as the railway writes it.
    TrainNumber,
    1..=12
);
