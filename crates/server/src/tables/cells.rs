//! One row's fields as what they are to be. What cannot be read is told at its column, and the
//! others are read all the same.

use std::str::FromStr;

use railseal_inspection::documents::{ContentCategory, Money, ReceptacleKind};
use railseal_protocol::bounded::{BoundError, Text};
use railseal_protocol::consigning::{Column, Place, Problem};
use railseal_protocol::identifiers::{Administration, IdentifierError};
use railseal_protocol::manifest::Grams;
use railseal_protocol::time::Timestamp;
use time::{Date, Month};

use super::faults::{Found, number};

/// More than every receptacle of a train together.
const MOST_GRAMS: u64 = 10_000_000_000;
/// More digits than anything here has.
const MOST_DIGITS: usize = 15;

/// What an item is, in the words of the form.
pub(super) const CATEGORIES: [(&str, ContentCategory); 6] = [
    ("gift", ContentCategory::Gift),
    ("documents", ContentCategory::Documents),
    ("commercial sample", ContentCategory::CommercialSample),
    ("sale of goods", ContentCategory::SaleOfGoods),
    ("returned goods", ContentCategory::ReturnedGoods),
    ("other", ContentCategory::Other),
];

/// What a receptacle is.
pub(super) const TYPES: [(&str, ReceptacleKind); 3] = [
    ("bag", ReceptacleKind::Bag),
    ("tray", ReceptacleKind::Tray),
    ("outside parcel", ReceptacleKind::OutsideParcel),
];

/// A row.
pub(super) struct Cells<'r> {
    pub(super) file: u8,
    pub(super) row: u32,
    fields: &'r [(Column, &'r str)],
    found: &'r mut Found,
}

impl<'r> Cells<'r> {
    pub(super) fn of(
        file: u8,
        row: u32,
        fields: &'r [(Column, &'r str)],
        found: &'r mut Found,
    ) -> Self {
        Self {
            file,
            row,
            fields,
            found,
        }
    }

    /// What stands in a column, without the spaces around it; nothing where there is no such column.
    pub(super) fn text(&self, column: Column) -> &'r str {
        let mut fields = self.fields.iter();
        let field = fields.find(|(other, _)| *other == column);
        field.map_or("", |(_, text)| text.trim_ascii())
    }

    /// Tells what is wrong with a field.
    pub(super) fn refuse(&mut self, column: Column, problem: Problem) {
        let (file, row) = (self.file, self.row);
        self.found.add(Place::Field { file, row, column }, problem);
    }

    /// Tells what is wrong with the row.
    pub(super) fn refuse_row(&mut self, problem: Problem) {
        let (file, row) = (self.file, self.row);
        self.found.add(Place::Row { file, row }, problem);
    }

    /// A field that must have something in it. None where what is wrong with it has been told.
    pub(super) fn needed<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let read = match self.text(column) {
            "" => Err(Problem::Missing),
            text => read(text),
        };
        read.map_err(|problem| self.refuse(column, problem)).ok()
    }

    /// A field that may be empty, which then stands for something.
    pub(super) fn or<T>(
        &mut self,
        column: Column,
        empty: T,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        match self.text(column) {
            "" => Some(empty),
            _ => self.needed(column, read),
        }
    }
}

/// An identifier.
pub(super) fn identifier<T: FromStr<Err = IdentifierError>>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|error| match error {
        IdentifierError::Length { wanted, got } => Problem::WrongLength {
            wanted: number(wanted),
            got: number(got),
        },
        IdentifierError::Character { place } => Problem::WrongCharacter {
            place: number(place),
        },
        IdentifierError::CheckDigit { wanted, got } => Problem::WrongCheckDigit { wanted, got },
    })
}

/// A text for people.
pub(super) fn words<const MAX: usize>(text: &str) -> Result<Text<MAX>, Problem> {
    text.parse().map_err(|error| match error {
        BoundError::TooLong { limit, got } => Problem::TextTooLong {
            most: number(limit),
            got: number(got),
        },
        BoundError::HiddenCharacter(code) => Problem::HiddenCharacter(code),
    })
}

pub(super) fn country(text: &str) -> Result<Administration, Problem> {
    text.parse().map_err(|_| Problem::NotACountry)
}

pub(super) fn hs_code(text: &str) -> Result<Text<6>, Problem> {
    let right = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let code = right.then(|| text.parse().ok()).flatten();
    code.ok_or(Problem::NotAnHsCode)
}

pub(super) fn currency(text: &str) -> Result<Text<3>, Problem> {
    let right = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let code = right.then(|| text.parse().ok()).flatten();
    code.ok_or(Problem::NotACurrency)
}

/// The form's "R"; nothing where there is none.
pub(super) fn yes_or_no(text: &str) -> Result<bool, Problem> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match () {
        () if is("R") || is("yes") => Ok(true),
        () if is("no") => Ok(false),
        () => Err(Problem::NotYesOrNo),
    }
}

/// One of a column's words.
pub(super) fn one_of<T: Copy>(words: &[(&str, T)], text: &str) -> Result<T, Problem> {
    let mut words = words.iter();
    let found = words.find(|(word, _)| text.eq_ignore_ascii_case(word));
    found.map(|(_, value)| *value).ok_or(Problem::NotOneOf)
}

/// A day, written as 2026-09-19: its first moment in UTC.
pub(super) fn day(text: &str) -> Result<Timestamp, Problem> {
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        let part = parts.next()?;
        let right = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| part.parse::<u16>().ok()).flatten()
    };
    let date = (part(4), part(2), part(2));
    let (Some(year), Some(month), Some(day), None) = (date.0, date.1, date.2, parts.next()) else {
        return Err(Problem::NotADate);
    };
    let date = || {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let day = u8::try_from(day).ok()?;
        let date = Date::from_calendar_date(i32::from(year), month, day).ok()?;
        u64::try_from(date.midnight().assume_utc().unix_timestamp()).ok()
    };
    date().map(Timestamp::from_unix).ok_or(Problem::NotADate)
}

/// How many.
pub(super) fn count(text: &str) -> Result<u32, Problem> {
    let count = decimal(text, 0)?;
    u32::try_from(count).map_err(|_| Problem::TooLarge)
}

/// How many, one at least.
pub(super) fn some(text: &str) -> Result<u32, Problem> {
    match count(text)? {
        0 => Err(Problem::Zero),
        count => Ok(count),
    }
}

/// Kilograms, to the gram.
pub(super) fn kilograms(text: &str) -> Result<Grams, Problem> {
    match decimal(text, 3)? {
        grams if grams > MOST_GRAMS => Err(Problem::TooLarge),
        grams => Ok(Grams(grams)),
    }
}

/// An amount of a currency.
pub(super) fn money(text: &str, currency: Text<3>) -> Result<Money, Problem> {
    let minor = decimal(text, decimals(currency.as_str()))?;
    Ok(Money { minor, currency })
}

/// How many decimals a currency has (ISO 4217): two, but for these.
fn decimals(currency: &str) -> u8 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// A number with up to so many decimals, in units of the last of them.
fn decimal(text: &str, decimals: u8) -> Result<u64, Problem> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(Problem::NotANumber);
    }
    if negative {
        return Err(Problem::Negative);
    }
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let wanted = usize::from(decimals);
    if fraction.len() > wanted {
        return Err(Problem::TooManyDecimals { most: decimals });
    }
    if whole.len() + wanted > MOST_DIGITS {
        return Err(Problem::TooLarge);
    }
    let digits = whole.bytes().chain(fraction.bytes());
    let zeros = std::iter::repeat_n(b'0', wanted - fraction.len());
    let value = digits.chain(zeros).fold(0_u64, |sum, digit| {
        sum * 10 + u64::from(digit.wrapping_sub(b'0'))
    });
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_last_decimal() {
        assert_eq!(decimal("21.4", 3), Ok(21_400));
        assert_eq!(decimal("0.001", 3), Ok(1));
        assert_eq!(decimal("007.500000", 3), Ok(7_500));
        assert_eq!(decimal("3.20", 2), Ok(320));
        assert_eq!(decimal("0", 0), Ok(0));
        assert_eq!(decimal("1.0", 0), Ok(1));
        for no_number in [
            "", ".", "1.", ".5", "1,5", "1 000", "+1", "1e3", "--1", "一",
        ] {
            assert_eq!(
                decimal(no_number, 3),
                Err(Problem::NotANumber),
                "{no_number}"
            );
        }
        assert_eq!(decimal("-1", 3), Err(Problem::Negative));
        let decimals = Err(Problem::TooManyDecimals { most: 3 });
        assert_eq!(decimal("1.0001", 3), decimals);
        assert_eq!(decimal("9999999999999", 3), Err(Problem::TooLarge));
        assert_eq!(decimal("999999999999.999", 3), Ok(999_999_999_999_999));
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        assert_eq!(day("1970-01-02"), Ok(Timestamp::from_unix(86_400)));
        assert_eq!(day("2024-02-29"), Ok(Timestamp::from_unix(1_709_164_800)));
        for no_day in [
            "2026-02-29",
            "2026-13-01",
            "19.09.2026",
            "2026-9-1",
            "1969-01-01",
            "2026-09-19-1",
        ] {
            assert_eq!(day(no_day), Err(Problem::NotADate), "{no_day}");
        }
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        let minor = |value, code| money(value, currency(code).unwrap()).map(|money| money.minor);
        assert_eq!(minor("12.50", "CNY"), Ok(1_250));
        assert_eq!(minor("12", "KZT"), Ok(1_200));
        assert_eq!(minor("12", "KRW"), Ok(12));
        assert_eq!(minor("1.234", "KWD"), Ok(1_234));
        assert_eq!(
            minor("0.5", "JPY"),
            Err(Problem::TooManyDecimals { most: 0 })
        );
        assert_eq!(currency("usd"), Err(Problem::NotACurrency));
    }
}
