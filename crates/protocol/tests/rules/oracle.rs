//! The oracle: every objection that the page knows against a case, each with its number on the
//! page; the lowest is the reason. Nothing here asks the code's rules.

use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::Policy;
use railseal_protocol::rights::Role;
use railseal_protocol::rules::{Case, Counts, Party};

use crate::page::Page;

/// The page's number, the place of who is objected to, the place among *then*s.
type Rank = (u8, usize, u8);

struct Objections(Vec<(Rank, RefusalReason)>);

impl Objections {
    fn add(&mut self, holds: bool, rank: Rank, reason: RefusalReason) {
        if holds {
            self.0.push((rank, reason));
        }
    }

    fn first(self) -> Option<RefusalReason> {
        let lowest = self.0.into_iter().min_by_key(|(rank, _)| *rank);
        lowest.map(|(_, reason)| reason)
    }
}

/// Why the page refuses; none where it obeys.
pub(crate) fn reason(page: &Page, case: &Case<'_>) -> Option<RefusalReason> {
    let mut against = Objections(Vec::new());
    let kind = case.order.kind();
    let who = page.who(kind, case.state);
    let signed: Vec<&Party<'_>> = [&case.orders].into_iter().chain(case.agrees).collect();
    let needed = match (who, case.policy) {
        ("owner", _) | ("policy, or owner", None) => "owner",
        ("policy" | "policy, or owner", Some(_)) => "policy",
        ("both sides", Some(_)) => "both sides",
        ("–", _) | ("policy" | "both sides", None) => "nobody",
        (other, _) => panic!("the page says {other:?}"),
    };
    against.add(needed == "nobody", (7, 0, 0), RefusalReason::WrongState);
    for (place, party) in signed.iter().enumerate() {
        if let Counts::Not(reason) = party.counts {
            against.add(true, (8, place, 0), reason);
        }
    }
    let in_doubt = signed
        .iter()
        .any(|party| party.counts == Counts::AsFarAsHeld);
    let strangers = signed
        .iter()
        .any(|party| party.administration != case.owner);
    let is_enough = page.is_possible_without_time(kind) && !strangers && case.grant.is_none();
    against.add(in_doubt && !is_enough, (9, 0, 0), RefusalReason::CannotSay);
    match needed {
        "owner" => owner(&mut against, case),
        "policy" => policy(&mut against, case, case.policy.unwrap(), &signed),
        "both sides" => both_sides(&mut against, case),
        _ => {}
    }
    against.first()
}

fn owner(against: &mut Objections, case: &Case<'_>) {
    let by = &case.orders;
    let grant = RefusalReason::GrantDoesNotFit;
    against.add(case.grant.is_some(), (10, 0, 0), grant);
    against.add(!is_of_customs(by), (11, 0, 0), RefusalReason::NoRight);
    let is_foreign = by.administration != case.owner;
    against.add(is_foreign, (11, 0, 1), RefusalReason::NotAdmitted);
    let is_joined = !case.agrees.is_empty();
    against.add(is_joined, (11, 0, 2), RefusalReason::QuorumNotMet);
}

fn policy(against: &mut Objections, case: &Case<'_>, policy: &Policy, signed: &[&Party<'_>]) {
    for (place, party) in signed.iter().enumerate() {
        let not_of_customs = !is_of_customs(party);
        against.add(not_of_customs, (12, place, 0), RefusalReason::NoRight);
        let by_grant = case.grant.filter(|_| place == 0);
        if let Some(Err(reason)) = by_grant {
            against.add(true, (12, place, 1), reason);
        }
        let rows = policy.rows.iter().filter(|row| {
            let named = row.administration == party.administration;
            let at = row.station.as_ref();
            let fits =
                row.role == party.role && (at.is_none() || at == Some(&party.person.station));
            named && (by_grant.is_some() || fits)
        });
        let nothing = rows.count() == 0;
        against.add(nothing, (12, place, 2), RefusalReason::NotAdmitted);
    }
    let too_few = persons(signed) < usize::from(policy.quorum);
    against.add(too_few, (13, 0, 0), RefusalReason::QuorumNotMet);
}

fn both_sides(against: &mut Objections, case: &Case<'_>) {
    let not_one = case.agrees.len() != 1;
    against.add(not_one, (14, 0, 0), RefusalReason::QuorumNotMet);
    let grant = RefusalReason::GrantDoesNotFit;
    against.add(case.grant.is_some(), (14, 0, 1), grant);
    let Some(takes) = case.agrees.first() else {
        return;
    };
    let sides: Vec<bool> = [&case.orders, takes].map(|p| is_of_customs(p)).to_vec();
    let staff = [&case.orders, takes]
        .iter()
        .filter(|p| p.role == Role::RailwayStaff)
        .count();
    let one_of_each = sides[0] != sides[1] && staff == 1;
    against.add(!one_of_each, (14, 0, 2), RefusalReason::NoRight);
    let alone = persons(&[&case.orders, takes]) == 1;
    against.add(alone, (14, 0, 3), RefusalReason::QuorumNotMet);
}

fn is_of_customs(party: &Party<'_>) -> bool {
    [Role::Officer, Role::Supervisor].contains(&party.role)
}

fn persons(signed: &[&Party<'_>]) -> usize {
    let mut known = Vec::new();
    for party in signed {
        let one = (party.administration, &party.person.id);
        if !known.contains(&one) {
            known.push(one);
        }
    }
    known.len()
}
