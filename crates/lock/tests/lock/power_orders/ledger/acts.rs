//! Orders in a journal: accepted, and ended by one entry of the kind that the page has for it.

use railseal_protocol::amendment::Amendment;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::grant::Grant;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::Outcome;
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Id;
use railseal_protocol::status::LockState;

use super::Ledger;

/// An order that was accepted, and what became of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::power_orders) struct Act {
    pub(in crate::power_orders) kind: OrderKind,
    pub(super) instruction: Option<Hash>,
    who: Option<Id<Certificate>>,
    pub(in crate::power_orders) accepted: u32,
    boot: u32,
    end: Option<End>,
}

#[derive(Debug, Clone, Copy)]
struct End {
    entry: u32,
    /// Closed by the sensors, at the start after it.
    recovered: bool,
    carried_out: bool,
}

impl Act {
    /// What the lock answers when it is asked.
    pub(in crate::power_orders) fn outcome(&self) -> Outcome {
        match self.end {
            Some(end) => Outcome::Ended {
                accepted: self.accepted,
                outcome: end.entry,
            },
            None => panic!("{self:?} has no outcome"),
        }
    }

    pub(in crate::power_orders) fn is_carried_out(&self) -> bool {
        self.end.is_some_and(|end| end.carried_out)
    }

    pub(in crate::power_orders) fn is_recovered(&self) -> bool {
        self.end.is_some_and(|end| end.recovered)
    }
}

/// What counts only once the order's outcome is there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pending {
    Seal(u32, Id<Manifest>),
    Reseal(u32, Id<Amendment>),
    Clock(u64),
    Deactivate {
        inspection: Option<Id<InspectionDigest>>,
        erased: bool,
    },
    Nothing,
}

impl Ledger {
    pub(super) fn accept(
        &mut self,
        entry: &Entry,
        joining: Vec<(Option<Id<Grant>>, Option<Hash>)>,
        kind: OrderKind,
        pending: Pending,
    ) {
        use LockState::{Deactivated, InStock, Open, Sealed, Tampered};
        assert!(
            self.open.is_none(),
            "accepted before the outcome of another"
        );
        let has_place = match kind {
            OrderKind::Seal => matches!(self.state, InStock | Open | Deactivated),
            OrderKind::Unseal | OrderKind::HandOver => self.state == Sealed,
            OrderKind::Reseal | OrderKind::Deactivate => self.state == Open,
            OrderKind::Amend => matches!(self.state, Sealed | Open),
            OrderKind::ClearTamper => self.state == Tampered,
            OrderKind::SetClock => true,
        };
        assert!(has_place, "{kind:?} in {:?}", self.state);
        for (grant, instruction) in joining {
            if instruction == entry.instruction {
                self.grants.extend(grant);
            }
        }
        self.open = Some(pending);
        self.acts.push(Act {
            kind,
            instruction: entry.instruction,
            who: entry.who,
            accepted: entry.index,
            boot: entry.time.boot.0,
            end: None,
        });
    }

    pub(super) fn recover(&mut self, entry: &Entry, held: bool) {
        let act = *self.acts.last().expect("recovered nothing");
        assert!(act.boot < self.boot, "recovered without a restart");
        let carried_out = match (act.kind, self.open.expect("recovered what was closed")) {
            (OrderKind::Seal | OrderKind::Reseal, _) => held,
            (OrderKind::Unseal | OrderKind::ClearTamper, _) => !held,
            (_, Pending::Deactivate { erased, .. }) => {
                assert!(!erased, "recovered without documents");
                false
            }
            // It says nothing of the clock; the clock does.
            (_, Pending::Clock(to)) => entry.time.wall.is_some_and(|wall| wall.as_unix() >= to),
            (kind, _) => panic!("recovered {kind:?}"),
        };
        self.end(entry, carried_out);
    }

    pub(super) fn end(&mut self, entry: &Entry, carried_out: bool) {
        let pending = self.open.take().expect("an outcome of nothing");
        let act = self.acts.last_mut().unwrap();
        assert_eq!((act.instruction, act.who), (entry.instruction, entry.who));
        let recovered = matches!(entry.event, Event::Recovered { .. });
        let may = match act.kind {
            OrderKind::Seal | OrderKind::Reseal => {
                matches!(entry.event, Event::Sealed { .. } | Event::SealFailed)
            }
            OrderKind::Unseal => matches!(entry.event, Event::Unsealed | Event::CameToNothing),
            OrderKind::ClearTamper => {
                matches!(entry.event, Event::TamperCleared | Event::CameToNothing)
            }
            OrderKind::SetClock => {
                matches!(entry.event, Event::ClockSet { .. } | Event::CameToNothing)
            }
            OrderKind::Deactivate => entry.event == Event::Deactivated,
            OrderKind::Amend | OrderKind::HandOver => entry.index == act.accepted,
        };
        assert!(may || recovered, "{:?} ends {act:?}", entry.event);
        let (entry, kind) = (entry.index, act.kind);
        act.end = Some(End {
            entry,
            recovered,
            carried_out,
        });
        if carried_out {
            self.come_true(kind, pending);
        }
    }

    fn come_true(&mut self, kind: OrderKind, pending: Pending) {
        match (kind, pending) {
            (_, Pending::Seal(cycle, manifest)) => {
                self.amendments.clear();
                self.last_inspection = None;
                self.manifest = Some(manifest);
                self.close(cycle);
            }
            (_, Pending::Reseal(cycle, amendment)) => {
                self.amendments.push(amendment);
                self.close(cycle);
            }
            (_, Pending::Deactivate { inspection, erased }) => {
                assert!(erased, "deactivated with its documents");
                self.amendments.clear();
                (self.manifest, self.last_inspection) = (None, inspection);
                self.state = LockState::Deactivated;
            }
            (OrderKind::Unseal, _) => self.state = LockState::Unsealed,
            (OrderKind::ClearTamper, _) => {
                let (back, _) = self.broken.take().unwrap();
                self.state = back;
            }
            _ => {}
        }
    }

    fn close(&mut self, cycle: u32) {
        self.cycle = cycle;
        self.grants.clear();
        self.state = LockState::Sealed;
    }
}
