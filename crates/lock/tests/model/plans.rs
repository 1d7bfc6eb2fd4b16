//! What the officers at the phones may order, and whether those who sign are enough.

use std::fmt;

use railseal_protocol::rules::{Bound, OrderKind};
use railseal_protocol::status::LockState;

use crate::checks::View;

/// Who signs. The first two are persons whom the policy admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    Officer,
    Second,
    /// The officer again, by another certificate.
    OfficersTablet,
    Railway,
}

/// What a phone may have signed: the order, who orders, who agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Plan {
    pub(crate) order: OrderKind,
    pub(crate) by: Who,
    pub(crate) agrees: Option<Who>,
}

/// How many persons the policy asks for.
pub(crate) const QUORUM: usize = 2;

impl Plan {
    /// Whether those who signed are enough, as SPEC.md says it and in the model's own words.
    pub(crate) fn is_enough(&self) -> bool {
        let signed = [Some(self.by), self.agrees].into_iter().flatten();
        let mut persons: Vec<Who> = signed.filter_map(Who::person).collect();
        persons.dedup();
        match self.order {
            OrderKind::HandOver => persons.len() == 1 && self.agrees == Some(Who::Railway),
            _ => persons.len() >= QUORUM,
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} by {:?}", self.order, self.by)?;
        match self.agrees {
            Some(who) => write!(f, " and {who:?}"),
            None => f.write_str(" alone"),
        }
    }
}

impl Who {
    /// Which person the policy admits, if it is one.
    fn person(self) -> Option<Who> {
        match self {
            Self::Officer | Self::OfficersTablet => Some(Self::Officer),
            Self::Second => Some(Self::Second),
            Self::Railway => None,
        }
    }
}

const fn plan(order: OrderKind, by: Who, agrees: Option<Who>) -> Plan {
    Plan { order, by, agrees }
}

/// What each phone's officer may order.
pub(crate) const PLANS: [&[Plan]; 2] = [
    &[
        plan(OrderKind::Unseal, Who::Officer, Some(Who::Second)),
        plan(OrderKind::Unseal, Who::Officer, Some(Who::OfficersTablet)),
        plan(OrderKind::Reseal, Who::Officer, Some(Who::Second)),
    ],
    &[
        plan(OrderKind::Unseal, Who::Second, Some(Who::Officer)),
        plan(OrderKind::ClearTamper, Who::Second, Some(Who::Officer)),
        plan(OrderKind::ClearTamper, Who::Second, None),
        plan(OrderKind::HandOver, Who::Second, Some(Who::Railway)),
        plan(OrderKind::Deactivate, Who::Second, Some(Who::Officer)),
    ],
];

/// Whether a phone that has read the status would order it.
pub(crate) fn has_a_place(plan: Plan, view: &View) -> bool {
    let bound = match view.state {
        LockState::Deactivated => Bound::Free,
        _ => Bound::UnderPolicy,
    };
    plan.order.authority(view.state, bound).is_some()
}
