//! The table of SPEC.md, read back from the page.

use std::collections::BTreeMap;

use railseal_protocol::rules::{Authority, Bound, OrderKind};
use railseal_protocol::status::LockState;

pub(crate) fn text() -> &'static str {
    include_str!("../../SPEC.md")
}

/// The row that the page must have for the code's table.
pub(crate) fn row(order: OrderKind, states: &[LockState]) -> String {
    let cells = states.iter().map(|state| {
        let under = order.authority(*state, Bound::UnderPolicy);
        let free = order.authority(*state, Bound::Free);
        match (under, free) {
            (None, None) => "–",
            (Some(Authority::Owner), Some(Authority::Owner)) => "owner",
            (Some(Authority::Policy), None) => "policy",
            (Some(Authority::Policy), Some(Authority::Owner)) => "policy, or owner",
            (Some(Authority::BothSides), None) => "both sides",
            other => panic!("the page has no word for {other:?}"),
        }
    });
    let cells: Vec<&str> = cells.collect();
    let anywhere = states
        .iter()
        .find_map(|state| order.authority(*state, Bound::UnderPolicy));
    let scope = anywhere.unwrap().scope();
    let without_time = if order.is_possible_without_time() {
        "its owner's people"
    } else {
        "refused: CannotSay"
    };
    let cells = cells.join(" | ");
    format!("| {order:?} | {cells} | {scope:?} | {without_time} |")
}

/// The table as it stands on the page, by what is written there and nothing of the code.
pub(crate) struct Page {
    who: BTreeMap<(String, String), String>,
    scope: BTreeMap<String, String>,
    without_time: BTreeMap<String, bool>,
}

impl Page {
    pub(crate) fn read() -> Self {
        let text = text();
        let mut lines = text
            .lines()
            .skip_while(|line| *line != "## Who may order what")
            .skip_while(|line| !line.starts_with("| order |"));
        let head = cells(lines.next().unwrap());
        let states = &head[1..head.len() - 2];
        let (mut who, mut scope) = (BTreeMap::new(), BTreeMap::new());
        let mut without_time = BTreeMap::new();
        for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
            let row = cells(line);
            for (state, cell) in states.iter().zip(&row[1..]) {
                who.insert((row[0].clone(), state.clone()), cell.clone());
            }
            scope.insert(row[0].clone(), row[row.len() - 2].clone());
            let says = row.last().unwrap() == "its owner's people";
            without_time.insert(row[0].clone(), says);
        }
        Self {
            who,
            scope,
            without_time,
        }
    }

    /// Whom an order needs in a state, in the page's own word.
    pub(crate) fn who(&self, order: OrderKind, state: LockState) -> &str {
        &self.who[&(format!("{order:?}"), format!("{state:?}"))]
    }

    /// What a peer must be recognised for.
    pub(crate) fn scope(&self, order: OrderKind) -> &str {
        &self.scope[&format!("{order:?}")]
    }

    pub(crate) fn is_possible_without_time(&self, order: OrderKind) -> bool {
        self.without_time[&format!("{order:?}")]
    }
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_matches('|');
    inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}
