//! CSV as RFC 4180 has it, and nothing else. A reader that forgives would read half a table as one
//! field where a quotation mark is not closed; here such a mark is told, with its row.

use std::borrow::Cow;

use railseal_protocol::consigning::Problem;

use super::faults::number;
use super::taking::Taking;

/// More fields than any table has columns: they are counted, not kept.
const MOST_FIELDS: usize = 256;

/// Reads a table: the first row that is not blank has the columns' names.
pub(super) fn read(text: &str, taking: &mut Taking<'_>) {
    let mut rows = Rows::of(text);
    let mut has_heading = false;
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err((row, problem)) => {
                // Behind a mark that is out of place nothing can be told apart.
                return taking.refuse(Some(row), problem);
            }
        };
        if row.is_blank() {
            continue;
        }
        let goes_on = if has_heading {
            taking.fields(row.number, &row.fields, row.count)
        } else {
            has_heading = true;
            taking.heading(&row.fields)
        };
        if !goes_on {
            return;
        }
    }
    taking.end();
}

/// A row, counted as a spreadsheet counts it: from 1, blank ones too.
pub(super) struct Row<'t> {
    pub(super) number: u32,
    pub(super) fields: Vec<Cow<'t, str>>,
    /// How many fields there are; more than in `fields` where there are far too many.
    pub(super) count: u32,
}

impl Row<'_> {
    fn is_blank(&self) -> bool {
        self.fields
            .iter()
            .all(|field| field.trim_ascii().is_empty())
    }
}

/// The rows of a text, one after the other.
pub(super) struct Rows<'t> {
    rest: &'t str,
    number: u32,
}

/// What follows a field.
enum Then<'t> {
    Field(&'t str),
    Row(&'t str),
}

impl<'t> Rows<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            rest: text,
            number: 0,
        }
    }

    /// The next row; none at the end. Or the row with a quotation mark out of place.
    pub(super) fn next(&mut self) -> Result<Option<Row<'t>>, (u32, Problem)> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let (mut fields, mut count) = (Vec::new(), 0_usize);
        loop {
            let (field, then) = field(self.rest).map_err(|problem| (self.number, problem))?;
            count += 1;
            if fields.len() < MOST_FIELDS {
                fields.push(field);
            }
            match then {
                Then::Field(rest) => self.rest = rest,
                Then::Row(rest) => {
                    self.rest = rest;
                    return Ok(Some(Row {
                        number: self.number,
                        fields,
                        count: number(count),
                    }));
                }
            }
        }
    }
}

/// The field that a text begins with, and what follows.
fn field(text: &str) -> Result<(Cow<'_, str>, Then<'_>), Problem> {
    match text.strip_prefix('"') {
        Some(quoted) => in_quotes(quoted),
        None => {
            let end = text.find([',', '\n', '\r', '"']).unwrap_or(text.len());
            let (field, rest) = text.split_at(end);
            Ok((Cow::Borrowed(field), follows(rest)?))
        }
    }
}

/// A field whose opening mark is taken off: a mark in it is written twice.
fn in_quotes(text: &str) -> Result<(Cow<'_, str>, Then<'_>), Problem> {
    let (mut end, mut doubled) = (0, false);
    loop {
        let behind = text.get(end..).unwrap_or_default();
        end += behind.find('"').ok_or(Problem::UnclosedQuote)?;
        let behind = text.get(end + 1..).unwrap_or_default();
        if !behind.starts_with('"') {
            let field = text.get(..end).unwrap_or_default();
            let field = if doubled {
                Cow::Owned(field.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(field)
            };
            return Ok((field, follows(behind)?));
        }
        doubled = true;
        end += 2;
    }
}

fn follows(rest: &str) -> Result<Then<'_>, Problem> {
    if let Some(rest) = rest.strip_prefix(',') {
        return Ok(Then::Field(rest));
    }
    let line_end = ["\r\n", "\n", "\r"];
    let behind = line_end.iter().find_map(|end| rest.strip_prefix(end));
    match behind {
        Some(rest) => Ok(Then::Row(rest)),
        None if rest.is_empty() => Ok(Then::Row(rest)),
        None => Err(Problem::StrayQuote),
    }
}
