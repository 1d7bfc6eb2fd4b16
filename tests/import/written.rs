//! Documents as an office's tables, in the columns that the import reads.

use railseal_inspection::documents::{
    BillLine, Content, ContentCategory, DetailSheet, ItemLine, Load, MailList, ReceptacleKind,
};
use railseal_inspection::packing::Cargo;
use railseal_protocol::consigning::Column;
use railseal_protocol::manifest::Grams;
use serde_json::{Map, Value};

/// A row: what stands in which column.
pub(crate) type Row = Vec<(Column, String)>;

/// The three tables of a container.
pub(crate) fn tables(cargo: &Cargo) -> [Vec<Row>; 3] {
    let sheets = cargo.lists.iter().zip(&cargo.sheets);
    [
        cargo
            .bill
            .lines
            .iter()
            .map(|line| bill(cargo, line))
            .collect(),
        cargo.lists.iter().flat_map(list).collect(),
        sheets.flat_map(|(list, of)| sheet(list, of)).collect(),
    ]
}

/// The rows as CSV. Every row has the columns of the first one.
pub(crate) fn as_csv(rows: Vec<Row>) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(rows[0].iter().map(|(column, _)| column.name()))
        .unwrap();
    for row in &rows {
        csv.write_record(row.iter().map(|(_, field)| field))
            .unwrap();
    }
    String::from_utf8(csv.into_inner().unwrap()).unwrap()
}

/// The rows as JSON, numbers as numbers.
pub(crate) fn as_json(rows: Vec<Row>) -> String {
    let records = rows.into_iter().map(|row| {
        let fields = row.into_iter().map(|(column, field)| {
            let number = match column {
                Column::HsCode => None,
                _ => serde_json::from_str::<serde_json::Number>(&field).ok(),
            };
            let value = number.map_or(Value::String(field), Value::Number);
            (column.name().to_owned(), value)
        });
        Value::Object(fields.collect::<Map<_, _>>())
    });
    Value::Array(records.collect()).to_string()
}

fn kilograms(Grams(grams): Grams) -> String {
    format!("{}.{:03}", grams / 1000, grams % 1000)
}

fn registered(yes: bool) -> (Column, String) {
    (Column::Registered, if yes { "R" } else { "" }.to_owned())
}

fn bill(cargo: &Cargo, line: &BillLine) -> Row {
    let bill = &cargo.bill;
    // The made-up bills are all of one day.
    let sealed = &bill.containers[0];
    let loads = |receptacles, gross, load: Load| {
        [
            (receptacles, load.receptacles.to_string()),
            (gross, kilograms(load.gross)),
        ]
    };
    let mut row = vec![
        (Column::Date, "2026-09-19".to_owned()),
        (Column::OfficeOfOrigin, bill.origin.to_string()),
        (Column::OfficeOfDestination, bill.destination.to_string()),
        (
            Column::Train,
            bill.train
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        (Column::Container1, sealed.container.to_string()),
        (Column::Seal1, sealed.lock.to_string()),
        (Column::Despatch, line.despatch.to_string()),
    ];
    row.extend(loads(
        Column::LettersReceptacles,
        Column::LettersGross,
        line.letters,
    ));
    row.extend(loads(
        Column::ParcelsReceptacles,
        Column::ParcelsGross,
        line.parcels,
    ));
    row.extend(loads(Column::EmsReceptacles, Column::EmsGross, line.ems));
    row.push(registered(line.registered));
    row
}

fn list(list: &MailList) -> impl Iterator<Item = Row> + '_ {
    list.receptacles.iter().map(|line| {
        let kind = match line.kind {
            ReceptacleKind::Bag => "bag",
            ReceptacleKind::Tray => "tray",
            ReceptacleKind::OutsideParcel => "outside parcel",
        };
        vec![
            (Column::Despatch, list.despatch.to_string()),
            (Column::Receptacle, line.id.as_str().to_owned()),
            (Column::Type, kind.to_owned()),
            (Column::Gross, kilograms(line.gross)),
            (Column::Items, line.items.to_string()),
            registered(line.registered),
        ]
    })
}

fn sheet(list: &MailList, sheet: &DetailSheet) -> Vec<Row> {
    let items = sheet.items.iter();
    let rows = items.flat_map(|item| item.contents.iter().map(move |content| (item, content)));
    rows.map(|(item, content)| {
        let receptacle = &list.receptacles[usize::from(item.receptacle)];
        let mut row = of_the_item(item, receptacle.id.as_str());
        row.extend(of_the_content(content));
        row
    })
    .collect()
}

fn of_the_item(item: &ItemLine, receptacle: &str) -> Row {
    let category = match item.category {
        ContentCategory::Gift => "gift",
        ContentCategory::Documents => "documents",
        ContentCategory::CommercialSample => "commercial sample",
        ContentCategory::SaleOfGoods => "sale of goods",
        ContentCategory::ReturnedGoods => "returned goods",
        ContentCategory::Other => "other",
    };
    let (sender, recipient) = (&item.sender, &item.recipient);
    vec![
        (Column::Item, item.id.as_str().to_owned()),
        (Column::Receptacle, receptacle.to_owned()),
        (Column::SenderName, sender.name.to_string()),
        (Column::SenderAddress, sender.address.to_string()),
        (Column::SenderCountry, sender.country.to_string()),
        (Column::RecipientName, recipient.name.to_string()),
        (Column::RecipientAddress, recipient.address.to_string()),
        (Column::RecipientCountry, recipient.country.to_string()),
        (Column::Category, category.to_owned()),
    ]
}

fn of_the_content(content: &Content) -> Row {
    let minor = content.value.minor;
    vec![
        (Column::Description, content.description.to_string()),
        (Column::Quantity, content.quantity.to_string()),
        (Column::Net, kilograms(content.net)),
        (Column::Value, format!("{}.{:02}", minor / 100, minor % 100)),
        (Column::Currency, content.value.currency.to_string()),
        (Column::HsCode, content.hs.to_string()),
        (Column::CountryOfOrigin, content.origin.to_string()),
    ]
}
