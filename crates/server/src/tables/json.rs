//! JSON: a list of records, each a row. They are taken one after the other as they are read; the
//! whole is never in memory a second time.

use std::borrow::Cow;
use std::fmt;

use railseal_protocol::consigning::Problem;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::error::Category;

use super::faults::number;
use super::taking::{Field, Taking};

/// More names than any table has columns: a record with more is none of a table.
const MOST_FIELDS: usize = 256;

/// Reads a table. Which it is, the names in its first record tell.
pub(super) fn read(text: &str, taking: &mut Taking<'_>) {
    let mut json = serde_json::Deserializer::from_str(text);
    let mut records = Records {
        taking,
        row: 0,
        stopped: false,
    };
    let read = json.deserialize_any(&mut records);
    let (row, stopped) = (records.row, records.stopped);
    if stopped {
        return;
    }
    match read.and_then(|()| json.end()) {
        Ok(()) if row == 0 => taking.refuse(None, Problem::NoRows),
        Ok(()) => {}
        Err(error) if error.classify() == Category::Data => {
            taking.refuse((row > 0).then_some(row), Problem::NoRecords);
        }
        Err(error) => taking.refuse(
            None,
            Problem::BrokenJson {
                line: number(error.line()),
                character: number(error.column()),
            },
        ),
    }
}

/// The list.
struct Records<'r, 'a> {
    taking: &'r mut Taking<'a>,
    /// The record that is read, from 1.
    row: u32,
    /// Whether what is wrong has been told, and the rest is not read.
    stopped: bool,
}

impl<'de> Visitor<'de> for &mut Records<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.row = self.row.saturating_add(1);
            let Some(fields) = list.next_element_seed(Record)? else {
                self.row -= 1;
                return Ok(());
            };
            let blank = fields.iter().all(|(_, field)| match field {
                Field::Text(text) => text.trim_ascii().is_empty(),
                Field::NoText => false,
            });
            if !blank && !self.taking.record(self.row, &fields) {
                self.stopped = true;
                return Err(A::Error::custom("told"));
            }
        }
    }
}

type Fields<'de> = Vec<(Cow<'de, str>, Field<'de>)>;

/// One record.
struct Record;

impl<'de> DeserializeSeed<'de> for Record {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Record {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = map.next_key_seed(NameSeed)? {
            let field = map.next_value_seed(FieldSeed)?;
            if fields.len() == MOST_FIELDS {
                return Err(A::Error::custom("too many fields"));
            }
            fields.push((name, field));
        }
        Ok(fields)
    }
}

/// A name, borrowed where JSON has nothing escaped in it.
struct Name<'de>(Cow<'de, str>);
struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(text.to_owned())))
    }
}

/// What stands under a name: a text or a number, yes or no, or nothing.
struct FieldSeed;

impl<'de> DeserializeSeed<'de> for FieldSeed {
    type Value = Field<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FieldSeed {
    type Value = Field<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Borrowed(if yes { "yes" } else { "no" })))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        // The shortest digits that are this number: those that stand in the file.
        Ok(Field::Text(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Borrowed("")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::NoText)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::NoText)
    }
}
