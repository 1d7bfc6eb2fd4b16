//! What is wrong, and what to do about it, in an operator's words. The app has words of its own, in
//! three languages, for the same problems.

use std::fmt;

use railseal_protocol::consigning::{
    Column, Fault, FoundEncoding, FoundSeparator, Place, Problem, Table,
};
use railseal_protocol::manifest::Grams;

use super::cells::{CATEGORIES, TYPES};

/// A fault told in one line: in which file, where, what, and what to do.
pub struct Told<'a> {
    fault: &'a Fault,
    names: &'a [String],
}

impl<'a> Told<'a> {
    /// Tells a fault of files with these names.
    pub fn of(fault: &'a Fault, names: &'a [String]) -> Self {
        Self { fault, names }
    }

    fn name(&self, file: u8) -> &str {
        let name = self.names.get(usize::from(file));
        name.map_or("a file", String::as_str)
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = match self.fault.place {
            Place::Files => {
                f.write_str("the files: ")?;
                None
            }
            Place::File { file } => {
                write!(f, "{}: ", self.name(file))?;
                None
            }
            Place::Column { file, column } => {
                write!(f, "{}, column `{}`: ", self.name(file), column.name())?;
                Some(column)
            }
            Place::Row { file, row } => {
                write!(f, "{}, row {row}: ", self.name(file))?;
                None
            }
            Place::Field { file, row, column } => {
                let (name, head) = (self.name(file), column.name());
                write!(f, "{name}, row {row}, column `{head}`: ")?;
                Some(column)
            }
        };
        let problem = &self.fault.problem;
        write!(f, "{}", What(problem))?;
        match *problem {
            Problem::ItemTwice { file, .. } | Problem::ReceptacleTwice { file, .. } => {
                write!(f, " of {}", self.name(file))?;
            }
            _ => {}
        }
        write!(f, "; {}", remedy(problem, column))
    }
}

/// What is wrong.
pub fn what(problem: &Problem) -> String {
    What(problem).to_string()
}

struct What<'a>(&'a Problem);

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Problem::EmptyFile => f.write_str("the file is empty"),
            Problem::TooManyBytes { most } => write!(f, "more than {most} bytes"),
            Problem::Encoding(found) => f.write_str(match found {
                FoundEncoding::Utf16 => "the file is UTF-16 (\"Unicode\"), not UTF-8",
                FoundEncoding::Gb18030 => "the file looks like GB 18030 (GBK), not UTF-8",
                FoundEncoding::Windows1251 => "the file looks like Windows-1251, not UTF-8",
                FoundEncoding::Spreadsheet => "the file is a spreadsheet, not a table as text",
                FoundEncoding::Another => "the file is not UTF-8",
            }),
            Problem::Separator(found) => f.write_str(match found {
                FoundSeparator::Semicolon => "the fields are separated by semicolons",
                FoundSeparator::Tab => "the fields are separated by tabs",
                FoundSeparator::Bar => "the fields are separated by vertical bars",
            }),
            Problem::UnclosedQuote => {
                f.write_str("a quotation mark opens a field here and none closes it")
            }
            Problem::StrayQuote => f.write_str("a quotation mark stands where none may"),
            Problem::FieldTooLong { most } => {
                write!(f, "the field has more than {most} bytes")
            }
            Problem::FieldCount { wanted, got } => {
                write!(f, "{got} fields where {wanted} columns have a name")
            }
            Problem::BrokenJson { line, character } => {
                write!(f, "no JSON from line {line}, character {character} on")
            }
            Problem::NoRecords => f.write_str("no list of records"),
            Problem::NoText => f.write_str("a list or a record stands in the field"),
            Problem::TooManyRows { most } => write!(f, "more than {most} rows"),
            Problem::UnknownTable => f.write_str("the columns are those of no table"),
            Problem::MissingColumn => f.write_str("the column is missing"),
            Problem::UnknownColumn { name } => write!(f, "there is no column `{name}`"),
            Problem::ColumnTwice => f.write_str("the column is there twice"),
            Problem::NoRows => f.write_str("there are columns and no rows"),
            Problem::MissingTable(table) => write!(f, "none of them has {}", named(*table)),
            Problem::SecondBill => f.write_str("a second delivery bill"),
            Problem::Missing => f.write_str("the field is empty"),
            Problem::TextTooLong { most, got } => {
                write!(f, "the text has {got} bytes where {most} are the most")
            }
            Problem::HiddenCharacter(10 | 13) => f.write_str("the text has more than one line"),
            Problem::HiddenCharacter(code) => {
                write!(
                    f,
                    "the text has a character that nobody sees (U+{code:04X})"
                )
            }
            Problem::WrongLength { wanted, got } => {
                write!(f, "{got} characters where it has {wanted}")
            }
            Problem::WrongCharacter { place } => {
                write!(f, "character {place} may not stand there")
            }
            Problem::WrongCheckDigit { wanted, got } => {
                write!(f, "the check digit is {got} where the others give {wanted}")
            }
            Problem::NotANumber => f.write_str("this is no number"),
            Problem::Negative => f.write_str("the number is less than zero"),
            Problem::TooManyDecimals { most: 0 } => f.write_str("the number has decimals"),
            Problem::TooManyDecimals { most } => {
                write!(f, "the number has more than {most} decimals")
            }
            Problem::TooLarge => f.write_str("the number is too large to be meant"),
            Problem::Zero => f.write_str("the number is zero"),
            Problem::NotADate => f.write_str("this is no day"),
            Problem::NotYesOrNo => f.write_str("this is neither yes nor no"),
            Problem::NotOneOf => f.write_str("this is none of the column's words"),
            Problem::NotACountry => f.write_str("this is no country's code"),
            Problem::NotACurrency => f.write_str("this is no currency's code"),
            Problem::NotAnHsCode => f.write_str("this is no HS code of six digits"),
            Problem::DiffersFromRow { row } => write!(f, "row {row} says something else"),
            Problem::ItemTwice { row, .. } => write!(f, "the item was there before, in row {row}"),
            Problem::ReceptacleTwice { row, .. } => {
                write!(f, "the receptacle was there before, in row {row}")
            }
            Problem::DespatchTwice { row } => {
                write!(f, "the despatch was there before, in row {row}")
            }
            Problem::ContainerTwice => f.write_str("the container is on the bill twice"),
            Problem::OtherDespatch => {
                f.write_str("the receptacle is of another despatch than its row")
            }
            Problem::TooManyContents { most } => {
                write!(f, "the item has more than {most} kinds of content")
            }
            Problem::TooManyItems { most } => {
                write!(f, "the despatch has more than {most} items")
            }
            Problem::TooManyReceptacles { most } => {
                write!(f, "the despatch has more than {most} receptacles")
            }
            Problem::TooManyDespatches { most } => write!(f, "more than {most} despatches"),
            Problem::NotOnBill => f.write_str("the despatch is not on the delivery bill"),
            Problem::NoList => f.write_str("the despatch has no mail list"),
            Problem::NoSheet { items } => {
                write!(
                    f,
                    "items: {items} on the mail list and none on a detail sheet"
                )
            }
            Problem::NotOnList => f.write_str("the receptacle is on no mail list"),
            Problem::ItemsDiffer { listed, sheet } => {
                write!(
                    f,
                    "{listed} on the mail list and {sheet} on the detail sheet"
                )
            }
            Problem::ReceptaclesDiffer { bill, listed } => {
                write!(
                    f,
                    "receptacles: {bill} on the bill and {listed} on the mail list"
                )
            }
            Problem::WeightDiffers { bill, listed } => {
                let (bill, listed) = (Kilograms(*bill), Kilograms(*listed));
                write!(
                    f,
                    "weight: {bill} on the bill and {listed} on the mail list"
                )
            }
            Problem::ContainerNotOnBill { container } => {
                write!(f, "{container}, which is to be sealed, is not on the bill")
            }
            Problem::OtherSeal { bill, lock } => {
                write!(
                    f,
                    "the seal is {bill} where {lock} is to close the container"
                )
            }
            Problem::OtherTrain { bill, train } => {
                write!(f, "the train is {bill} where {train} was said")
            }
            Problem::OtherBillItems { given, container } => {
                write!(
                    f,
                    "the bill is said to have {given} items, and the container has {container}"
                )
            }
            Problem::TooMuch { most, got } => {
                write!(
                    f,
                    "the documents have {got} bytes where {most} are the most"
                )
            }
        }
    }
}

/// What to do about it.
pub fn remedy(problem: &Problem, column: Option<Column>) -> String {
    match problem {
        Problem::NotOneOf => words_of(column),
        Problem::MissingTable(table) => format!("give {} too", named(*table)),
        other => remedy_of(other).to_owned(),
    }
}

fn remedy_of(problem: &Problem) -> &'static str {
    match problem {
        Problem::EmptyFile => "save the table again and give that file",
        Problem::TooManyBytes { .. } => "give this container's rows only",
        Problem::Encoding(FoundEncoding::Spreadsheet) | Problem::Encoding(_) => {
            "save it as \"CSV UTF-8\""
        }
        Problem::Separator(_) => "save it as \"CSV UTF-8\" with commas between the fields",
        Problem::UnclosedQuote => "close it, or take it away",
        Problem::StrayQuote => {
            "put the whole field in quotation marks and write each one inside twice, and look for one \
             that is not closed in the rows above"
        }
        Problem::FieldTooLong { .. } => "look for a quotation mark that is not closed",
        Problem::FieldCount { .. } => {
            "put fields with a comma in them in quotation marks, and give every column a name"
        }
        Problem::BrokenJson { .. } => "have the file written again by what wrote it",
        Problem::NoRecords => "write a list of records: [{\"…\": …}, …]",
        Problem::NoText => "write one text or number",
        Problem::TooManyRows { .. } => "give this container's rows only",
        Problem::UnknownTable => "name them as `railseal-server office columns` does",
        Problem::MissingColumn => "add it, named so",
        Problem::UnknownColumn { .. } => {
            "take it away, or name it as `railseal-server office columns` does"
        }
        Problem::ColumnTwice => "keep one of them",
        Problem::NoRows => "fill it in, or leave the file away",
        Problem::SecondBill => "give one bill at a time",
        Problem::Missing => "fill it in",
        Problem::TextTooLong { .. } => {
            "shorten it: a Chinese character counts 3, a Cyrillic letter 2"
        }
        Problem::HiddenCharacter(_) => "type it again, in one line",
        Problem::WrongLength { .. } | Problem::WrongCharacter { .. } => {
            "type it as it is printed, in capital letters and without spaces"
        }
        Problem::WrongCheckDigit { .. } => "compare it with the label: one character is wrong",
        Problem::NotANumber => "write digits, with a point before the decimals: 12.345",
        Problem::Negative => "write what there is",
        Problem::TooManyDecimals { most: 0 } => "write a whole number",
        Problem::TooManyDecimals { .. } => "round it",
        Problem::TooLarge => "look for a point that is missing",
        Problem::Zero => "write how many there are, or take the row away",
        Problem::NotADate => "write year, month and day: 2026-09-19",
        Problem::NotYesOrNo => "write R or yes, or no, or nothing",
        Problem::NotACountry => "write two capital letters, as ISO 3166 has them: KZ",
        Problem::NotACurrency => "write three capital letters, as ISO 4217 has them: USD",
        Problem::NotAnHsCode => {
            "write six digits; a spreadsheet keeps zeros in front if the column is text"
        }
        Problem::DiffersFromRow { .. } => "write the same, or nothing",
        Problem::ItemTwice { .. } => {
            "take one of them away, or put the rows of one item one after the other"
        }
        Problem::ReceptacleTwice { .. } | Problem::DespatchTwice { .. } => {
            "take one of the two rows away"
        }
        Problem::ContainerTwice => "take one of the two away",
        Problem::OtherDespatch => {
            "correct one of the two: a receptacle's id begins with its despatch"
        }
        Problem::TooManyContents { .. } => "put small things together in one row",
        Problem::TooManyItems { .. }
        | Problem::TooManyReceptacles { .. }
        | Problem::TooManyDespatches { .. } => "give this container's rows only",
        Problem::NotOnBill => "add it to the bill, or take its list away",
        Problem::NoList => "add its receptacles to the mail lists, or take it off the bill",
        Problem::NoSheet { .. } => "give its detail sheet too",
        Problem::NotOnList => "add it to a mail list, or correct it",
        Problem::ItemsDiffer { .. } => "count the receptacle's items and correct what is wrong",
        Problem::ReceptaclesDiffer { .. } => "count them and correct what is wrong",
        Problem::WeightDiffers { .. } => "weigh them and correct what is wrong",
        Problem::ContainerNotOnBill { .. } => "give the bill of this container",
        Problem::OtherSeal { .. } => "correct the bill, or take the lock that it names",
        Problem::OtherTrain { .. } => "correct one of the two",
        Problem::OtherBillItems { .. } => {
            "say how many items all containers of the bill have together, or nothing"
        }
        Problem::TooMuch { .. } => "shorten addresses and descriptions, or divide the despatch",
        Problem::NotOneOf | Problem::MissingTable(_) => "",
    }
}

/// What a table is called.
fn named(table: Table) -> &'static str {
    match table {
        Table::DeliveryBill => "the delivery bill",
        Table::MailLists => "the mail lists",
        Table::DetailSheets => "the detail sheets",
    }
}

fn words_of(column: Option<Column>) -> String {
    let words: Vec<&str> = match column {
        Some(Column::Type) => TYPES.iter().map(|(word, _)| *word).collect(),
        _ => CATEGORIES.iter().map(|(word, _)| *word).collect(),
    };
    format!("write one of: {}", words.join(", "))
}

/// A weight as the forms have it.
pub struct Kilograms(pub Grams);

impl fmt::Display for Kilograms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grams = self.0.0;
        write!(f, "{}.{:03} kg", grams / 1000, grams % 1000)
    }
}
