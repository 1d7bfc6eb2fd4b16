//! Who may order what: the code's table is the page's, and in every case there is the code decides
//! as an oracle does that was written from the page.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail by them")]

mod cases;
mod grants;
mod oracle;
mod page;

use railseal_protocol::rules::{Bound, Case, ORDERS};
use railseal_protocol::status::LockState;

use cases::{orders, people, policies, used_grants};
use oracle::reason;
use page::Page;

const STATES: [LockState; 7] = [
    LockState::InStock,
    LockState::Sealed,
    LockState::Unsealed,
    LockState::Open,
    LockState::Tampered,
    LockState::Fault,
    LockState::Deactivated,
];

#[test]
fn the_table_is_the_one_in_the_specification() {
    let page = page::text();
    let head: Vec<String> = STATES.iter().map(|state| format!("{state:?}")).collect();
    let head = format!("| order | {} | scope | without time |", head.join(" | "));
    assert!(page.contains(&head), "SPEC.md lacks the head {head}");
    for order in ORDERS {
        let row = page::row(order, &STATES);
        assert!(page.contains(&row), "SPEC.md lacks the row {row}");
        let scope = order.authority(LockState::Sealed, Bound::UnderPolicy);
        let read = Page::read();
        assert!(scope.is_none_or(|needs| format!("{:?}", needs.scope()) == read.scope(order)));
    }
}

/// Every order in every state, under every policy, by everybody, agreed to by everybody, with
/// every grant.
#[test]
fn the_code_decides_every_case_as_the_page_says() {
    let page = Page::read();
    let everybody = people();
    let instructing: Vec<_> = everybody.iter().map(|somebody| somebody.party()).collect();
    let agreeing = cases::agreeing(&everybody);
    let (mut cells, mut obeyed) = (0_u64, 0_u64);
    for order in orders() {
        for state in STATES {
            for policy in policies() {
                for by in &instructing {
                    for agrees in &agreeing {
                        for grant in used_grants() {
                            let case = Case {
                                order: &order,
                                state,
                                owner: cases::OWNER.parse().unwrap(),
                                policy: policy.as_ref(),
                                orders: *by,
                                agrees,
                                grant,
                            };
                            let expected = reason(&page, &case).map_or(Ok(()), Err);
                            assert_eq!(case.decide(), expected, "{case:#?}");
                            cells += 1;
                            obeyed += u64::from(expected.is_ok());
                        }
                    }
                }
            }
        }
    }
    println!("{cells} cells, {obeyed} of them obeyed");
    assert!(cells > 1_000_000 && obeyed > 1_000);
}
