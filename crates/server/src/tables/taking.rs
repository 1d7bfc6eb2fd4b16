//! One file's rows, however they are written, on their way to the table that they are of.

use std::borrow::Cow;

use railseal_protocol::consigning::{Column, Place, Problem, Table};

use super::cells::Cells;
use super::faults::{Found, number};
use super::heading::{Heading, column_of, unknown};
use super::{FIELD_LIMIT, ROW_LIMIT, Tables};

/// A file that is being read.
pub(super) struct Taking<'a> {
    file: u8,
    heading: Option<Heading>,
    /// How many rows with something in them there were.
    rows: u32,
    tables: &'a mut Tables,
    found: &'a mut Found,
}

impl<'a> Taking<'a> {
    pub(super) fn of(file: u8, tables: &'a mut Tables, found: &'a mut Found) -> Self {
        Self {
            file,
            heading: None,
            rows: 0,
            tables,
            found,
        }
    }

    /// Which table it is, once that is known.
    pub(super) fn table(&self) -> Option<Table> {
        self.heading.as_ref().map(|heading| heading.table)
    }

    /// Tells what is wrong with a row, or with the file.
    pub(super) fn refuse(&mut self, row: Option<u32>, problem: Problem) {
        let file = self.file;
        let place = match row {
            Some(row) => Place::Row { file, row },
            None => Place::File { file },
        };
        self.found.add(place, problem);
    }

    /// Takes the columns' names. Says whether the rows can be read.
    pub(super) fn heading(&mut self, names: &[Cow<'_, str>]) -> bool {
        let names: Vec<&str> = names.iter().map(|name| name.trim_ascii()).collect();
        self.heading = Heading::of(self.file, &names, self.found);
        let Some(table) = self.table() else {
            return false;
        };
        let begun = self.tables.begin(table, self.file);
        if !begun {
            self.refuse(None, Problem::SecondBill);
        }
        begun
    }

    /// Takes a row whose fields are where the columns' names are. Says whether to go on.
    pub(super) fn fields(&mut self, row: u32, fields: &[Cow<'_, str>], count: u32) -> bool {
        let Some(heading) = &self.heading else {
            return false;
        };
        let columns = heading.columns.len();
        let spare = fields.iter().skip(columns).all(|field| field.is_empty());
        let mut unnamed = heading.columns.iter().zip(fields);
        let nameless = unnamed.any(|(column, field)| column.is_none() && !field.is_empty());
        let wanted = number(columns);
        if count < wanted || !spare || nameless || count > number(fields.len()) {
            self.refuse(Some(row), Problem::FieldCount { wanted, got: count });
            self.tables.lose_row();
            return self.counted(row);
        }
        let fields: Vec<(Column, &str)> = heading
            .columns
            .iter()
            .zip(fields)
            .filter_map(|(column, field)| Some(((*column)?, field.as_ref())))
            .collect();
        self.take(row, &fields);
        self.counted(row)
    }

    /// Takes a record with the names of its own. Says whether to go on.
    pub(super) fn record(&mut self, row: u32, fields: &[(Cow<'_, str>, Field<'_>)]) -> bool {
        if self.heading.is_none() {
            let names: Vec<Cow<'_, str>> = fields.iter().map(|(name, _)| name.clone()).collect();
            if !self.heading(&names) {
                return false;
            }
        }
        let Some(table) = self.table() else {
            return false;
        };
        let mut known: Vec<(Column, &str)> = Vec::with_capacity(fields.len());
        let mut right = true;
        for (name, field) in fields {
            let Some(column) = column_of(table, name.trim_ascii()) else {
                self.refuse(Some(row), unknown(name));
                right = false;
                continue;
            };
            let problem = match field {
                Field::Text(_) if known.iter().any(|(other, _)| *other == column) => {
                    Problem::ColumnTwice
                }
                Field::Text(text) => {
                    known.push((column, text));
                    continue;
                }
                Field::NoText => Problem::NoText,
            };
            self.refuse_field(row, column, problem);
            right = false;
        }
        if right {
            self.take(row, &known);
        } else {
            self.tables.lose_row();
        }
        self.counted(row)
    }

    /// There is nothing more in the file.
    pub(super) fn end(&mut self) {
        if self.heading.is_some() && self.rows == 0 {
            self.refuse(None, Problem::NoRows);
        } else if self.heading.is_none() {
            self.refuse(None, Problem::EmptyFile);
        }
    }

    fn refuse_field(&mut self, row: u32, column: Column, problem: Problem) {
        let file = self.file;
        self.found.add(Place::Field { file, row, column }, problem);
    }

    fn take(&mut self, row: u32, fields: &[(Column, &str)]) {
        let most = number(FIELD_LIMIT);
        let mut right = true;
        for (column, field) in fields {
            if field.len() > FIELD_LIMIT {
                self.refuse_field(row, *column, Problem::FieldTooLong { most });
                right = false;
            }
        }
        let (Some(table), true) = (self.table(), right) else {
            return self.tables.lose_row();
        };
        let mut cells = Cells::of(self.file, row, fields, self.found);
        self.tables.take(table, &mut cells);
    }

    /// Counts a row; says whether there may be another.
    fn counted(&mut self, row: u32) -> bool {
        self.rows = self.rows.saturating_add(1);
        let room = self.rows <= ROW_LIMIT;
        if !room {
            self.refuse(Some(row), Problem::TooManyRows { most: ROW_LIMIT });
        }
        room
    }
}

/// What a record has under one of its names.
pub(super) enum Field<'t> {
    Text(Cow<'t, str>),
    /// A list or another record.
    NoText,
}

impl Tables {
    /// Begins a file of a table; says whether there may be another one.
    fn begin(&mut self, table: Table, file: u8) -> bool {
        match table {
            Table::DeliveryBill => self.bill.begin(file),
            Table::MailLists => true,
            Table::DetailSheets => {
                self.sheets.begin();
                true
            }
        }
    }

    /// A row was not taken: it may have been the first one of an item.
    fn lose_row(&mut self) {
        self.sheets.lose_row();
    }

    fn take(&mut self, table: Table, cells: &mut Cells<'_>) {
        match table {
            Table::DeliveryBill => self.bill.take(cells),
            Table::MailLists => self.lists.take(cells),
            Table::DetailSheets => self.sheets.take(cells),
        }
    }
}
