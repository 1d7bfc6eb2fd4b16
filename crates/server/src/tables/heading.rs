//! Which table a file is, and which column is where: its columns' names tell.

use railseal_protocol::bounded::Text;
use railseal_protocol::consigning::{
    COLUMNS, Column, FoundSeparator, Place, Problem, TABLES, Table,
};

use super::faults::Found;

/// A table's heading.
pub(super) struct Heading {
    pub(super) table: Table,
    /// What each place has; none at the end of a heading whose last names are empty.
    pub(super) columns: Vec<Option<Column>>,
}

impl Heading {
    /// Reads the names. Where something is wrong with them, it is told and there is no heading.
    pub(super) fn of(file: u8, names: &[&str], found: &mut Found) -> Option<Self> {
        let Some(table) = table_of(names) else {
            let problem = match separator(names) {
                Some(separator) => Problem::Separator(separator),
                None => Problem::UnknownTable,
            };
            found.add(Place::File { file }, problem);
            return None;
        };
        let named = names.iter().rposition(|name| !name.is_empty());
        let named = named.map_or(0, |last| last + 1);
        let (mut columns, mut right) = (Vec::new(), true);
        for (place, name) in names.iter().enumerate() {
            let column = column_of(table, name);
            let fault = match column {
                None if place >= named => None,
                None => Some((Place::File { file }, unknown(name))),
                Some(column) if columns.contains(&Some(column)) => {
                    Some((Place::Column { file, column }, Problem::ColumnTwice))
                }
                Some(_) => None,
            };
            if let Some((place, problem)) = fault {
                found.add(place, problem);
                right = false;
            }
            columns.push(column);
        }
        for column in table.columns().iter().copied() {
            if table.needs(column) && !columns.contains(&Some(column)) {
                found.add(Place::Column { file, column }, Problem::MissingColumn);
                right = false;
            }
        }
        right.then_some(Self { table, columns })
    }
}

/// A table's column of this name. Capital and small letters are the same.
pub(super) fn column_of(table: Table, name: &str) -> Option<Column> {
    let mut columns = table.columns().iter().copied();
    columns.find(|column| column.name().eq_ignore_ascii_case(name))
}

/// A column that the table has not.
pub(super) fn unknown(name: &str) -> Problem {
    let shown = |c: &char| c.to_string().parse::<Text<64>>().is_ok();
    let mut short = String::new();
    for c in name.chars().take(64).filter(shown) {
        if short.len() + c.len_utf8() > 64 {
            break;
        }
        short.push(c);
    }
    match short.parse() {
        Ok(name) => Problem::UnknownColumn { name },
        Err(_) => Problem::UnknownTable,
    }
}

/// The table that has the most of these names; none where none has any, or two have as many.
fn table_of(names: &[&str]) -> Option<Table> {
    let has = |table: &Table| {
        let known = names
            .iter()
            .filter(|name| column_of(*table, name).is_some());
        known.count()
    };
    let most = TABLES.iter().map(has).max().filter(|most| *most > 0)?;
    let mut best = TABLES.into_iter().filter(|table| has(table) == most);
    let table = best.next()?;
    best.next().is_none().then_some(table)
}

/// What separates the names where it is no comma.
fn separator(names: &[&str]) -> Option<FoundSeparator> {
    let separators = [
        (';', FoundSeparator::Semicolon),
        ('\t', FoundSeparator::Tab),
        ('|', FoundSeparator::Bar),
    ];
    let known = |name: &str| {
        let name = name.trim_matches(|c: char| c.is_ascii_whitespace() || c == '"');
        let mut columns = COLUMNS.iter();
        columns.any(|column| column.name().eq_ignore_ascii_case(name))
    };
    separators.into_iter().find_map(|(separator, found)| {
        let mut parts = names.iter().filter(|name| name.contains(separator));
        parts
            .any(|name| name.split(separator).any(known))
            .then_some(found)
    })
}
