//! What a journal tells, by SPEC.md alone (Journal, Instructions, Amendments, Grants): written apart
//! from the lock's own fold, which it is there to judge. It stops at whatever the page forbids.

mod acts;

use railseal_protocol::amendment::Amendment;
use railseal_protocol::grant::Grant;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::{Administration, ContainerNumber};
use railseal_protocol::journal::{Entry, Event, ListKind, RefusalReason};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::rules::OrderKind;
use railseal_protocol::statement::Id;
use railseal_protocol::status::LockState;

use acts::{Act, Pending};

#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) entries: Vec<Entry>,
    pub(super) state: LockState,
    /// What a tampered lock is once it is cleared, and whether the lever was held before.
    broken: Option<(LockState, bool)>,
    pub(super) cycle: u32,
    pub(super) tampers: u32,
    pub(super) container: Option<ContainerNumber>,
    pub(super) manifest: Option<Id<Manifest>>,
    pub(super) amendments: Vec<Id<Amendment>>,
    /// The inspection that is left at a journey's end.
    pub(super) last_inspection: Option<Id<InspectionDigest>>,
    pub(super) grants: Vec<Id<Grant>>,
    pub(super) lists: Vec<(Administration, ListKind, ListVersion)>,
    pub(super) acts: Vec<Act>,
    open: Option<Pending>,
    /// A grant, and those who agree: the acceptance that follows at once is theirs.
    joining: Vec<(Option<Id<Grant>>, Option<Hash>)>,
    boot: u32,
}

impl Ledger {
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        let mut ledger = Self {
            entries: Vec::new(),
            state: LockState::InStock,
            broken: None,
            cycle: 0,
            tampers: 0,
            container: None,
            manifest: None,
            amendments: Vec::new(),
            last_inspection: None,
            grants: Vec::new(),
            lists: Vec::new(),
            acts: Vec::new(),
            open: None,
            joining: Vec::new(),
            boot: 0,
        };
        for entry in &entries {
            ledger.take(entry);
        }
        assert!(ledger.open.is_none(), "an order without an outcome");
        ledger.entries = entries;
        ledger
    }

    /// Whether the lever must be held.
    pub(super) fn should_hold(&self) -> bool {
        self.state == LockState::Sealed || self.broken.is_some_and(|(_, held)| held)
    }

    pub(super) fn act(&self, instruction: &Hash) -> Option<&Act> {
        let mut named = self
            .acts
            .iter()
            .filter(|act| act.instruction == Some(*instruction));
        let first = named.next();
        assert!(named.next().is_none(), "accepted twice");
        first
    }

    /// How often an order of a kind was carried out from an entry on.
    pub(super) fn carried_out(&self, kind: OrderKind, since: u32) -> usize {
        let acts = self.acts.iter().filter(|act| act.accepted >= since);
        acts.filter(|act| act.kind == kind && act.is_carried_out())
            .count()
    }

    pub(super) fn count(&self, since: u32, wanted: impl Fn(&Event) -> bool) -> usize {
        let entries = self.entries.iter().filter(|entry| entry.index >= since);
        entries.filter(|entry| wanted(&entry.event)).count()
    }

    /// How many refusals for a reason are written from an entry on.
    pub(super) fn refusals(&self, since: u32, wanted: RefusalReason) -> u32 {
        let entries = self.entries.iter().filter(|entry| entry.index >= since);
        let counts = entries.map(|entry| match entry.event {
            Event::Refused { reason, count } if reason == wanted => count,
            _ => 0,
        });
        counts.sum()
    }

    fn take(&mut self, entry: &Entry) {
        let joining = std::mem::take(&mut self.joining);
        match &entry.event {
            Event::Commissioned | Event::Restarted => {
                self.boot += 1;
                assert!(self.boot > 1 || entry.index == 0, "commissioned late");
            }
            Event::Bound(container) => self.container = Some(*container),
            Event::SealAccepted { cycle, manifest } => {
                assert_eq!(cycle.0, self.cycle + 1);
                self.accept(
                    entry,
                    joining,
                    OrderKind::Seal,
                    Pending::Seal(cycle.0, *manifest),
                );
            }
            Event::ResealAccepted { cycle, amendment } => {
                assert_eq!(cycle.0, self.cycle + 1);
                let pending = Pending::Reseal(cycle.0, *amendment);
                self.accept(entry, joining, OrderKind::Reseal, pending);
            }
            Event::UnsealAccepted => {
                self.accept(entry, joining, OrderKind::Unseal, Pending::Nothing)
            }
            Event::ClearAccepted => {
                self.accept(entry, joining, OrderKind::ClearTamper, Pending::Nothing);
            }
            Event::ClockAccepted { to } => {
                self.accept(
                    entry,
                    joining,
                    OrderKind::SetClock,
                    Pending::Clock(to.as_unix()),
                );
            }
            Event::DeactivateAccepted { inspection } => {
                let (inspection, erased) = (*inspection, false);
                let pending = Pending::Deactivate { inspection, erased };
                self.accept(entry, joining, OrderKind::Deactivate, pending);
            }
            Event::Amended { amendment } => {
                self.accept(entry, joining, OrderKind::Amend, Pending::Nothing);
                self.amendments.push(*amendment);
                self.end(entry, true);
            }
            Event::HandedOver { .. } => {
                self.accept(entry, joining, OrderKind::HandOver, Pending::Nothing);
                self.end(entry, true);
            }
            Event::GrantUsed { grant } => {
                assert!(joining.is_empty());
                self.joining = vec![(Some(*grant), entry.instruction)];
            }
            Event::Agreed { .. } => {
                self.joining = joining;
                self.joining.push((None, entry.instruction));
            }
            Event::Sealed { cycle } => {
                assert_eq!(cycle.0, self.cycle + 1);
                self.end(entry, true);
            }
            Event::Unsealed | Event::TamperCleared | Event::ClockSet { .. } => {
                self.end(entry, true)
            }
            Event::SealFailed | Event::CameToNothing => self.end(entry, false),
            Event::DocumentsErased => match &mut self.open {
                Some(Pending::Deactivate {
                    erased: erased @ false,
                    ..
                }) => *erased = true,
                other => panic!("documents erased in {other:?}"),
            },
            Event::Deactivated => self.end(entry, true),
            Event::Recovered { held } => self.recover(entry, *held),
            Event::LeverPulled => self.moves(LockState::Unsealed, LockState::Open),
            Event::Relocked => self.moves(LockState::Unsealed, LockState::Sealed),
            Event::LeverCut | Event::CaseOpened => self.break_by_force(),
            Event::ListTaken {
                administration,
                kind,
                version,
            } => {
                self.lists.push((*administration, *kind, *version));
            }
            Event::MotorStuck => assert!(self.open.is_some()),
            Event::Refused { .. }
            | Event::DocumentsWritten
            | Event::BatteryLow(_)
            | Event::ClockLost => {}
            Event::LeverInserted | Event::DocumentsRead => panic!("our lock does not write this"),
        }
        assert_eq!(entry.time.boot.0, self.boot, "at {}", entry.index);
    }

    fn moves(&mut self, from: LockState, to: LockState) {
        assert_eq!(self.state, from);
        self.state = to;
    }

    /// Force latches; what there was at the first is what counts.
    fn break_by_force(&mut self) {
        self.tampers += 1;
        let back = match self.state {
            LockState::Sealed | LockState::Unsealed => LockState::Open,
            other => other,
        };
        let held = self.state == LockState::Sealed;
        self.broken.get_or_insert((back, held));
        self.state = LockState::Tampered;
    }
}
