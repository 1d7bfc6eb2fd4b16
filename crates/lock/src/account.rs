//! What the journal says the lock is: one fold over its entries. Nothing else keeps it.

use alloc::vec::Vec;

use railseal_protocol::amendment::Amendment;
use railseal_protocol::grant::Grant;
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::journal::{BootCount, Entry, Event};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::prior::InspectionDigest;
use railseal_protocol::statement::Id;
use railseal_protocol::status::{LockState, SealCycle, TamperCount};

use crate::journal::Cause;
use crate::refusals::Tally;
use crate::renewing::Taken;

/// Everything that follows from the journal so far.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) phase: Phase,
    /// The cycle begun last; 0 before the first.
    pub(crate) cycle: SealCycle,
    /// The manifest of that cycle; none before the first, and after its documents were erased.
    pub(crate) manifest: Option<Id<Manifest>>,
    /// The amendments to that manifest, the first first.
    pub(crate) amendments: Vec<Id<Amendment>>,
    /// The grants used since the cycle began.
    pub(crate) grants: Vec<Id<Grant>>,
    /// The grant that the next entry uses, if it accepts an order by the same instruction.
    granting: Option<(Id<Grant>, Option<Hash>)>,
    /// An order to set the clock was accepted; its outcome is open.
    setting_clock: bool,
    /// Who ordered what was accepted and has no outcome, by which instruction.
    pub(crate) accepted: Option<Cause>,
    /// The container that the lock was last fixed to.
    pub(crate) container: Option<ContainerNumber>,
    pub(crate) tampers: TamperCount,
    pub(crate) boots: BootCount,
    pub(crate) told: Told,
    /// The refusals written since the cycle began.
    pub(crate) refused: Tally,
    /// The newest list of each kind that was told of.
    pub(crate) lists: Vec<Taken>,
    /// The inspection at the end of the last journey that was to end.
    pub(crate) last_inspection: Option<Id<InspectionDigest>>,
}

/// What the lock is. An accepted order is a phase of its own, so that one without an outcome
/// cannot be overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It can be sealed.
    Resting(Rest),
    /// An order to seal was accepted; its outcome is open.
    Sealing(Accepted),
    /// An order to close again was accepted; its outcome is open.
    Resealing(Resealing),
    Sealed,
    /// An order to unseal was accepted; its outcome is open.
    Unsealing,
    /// The lever is free but still in.
    Unsealed,
    Tampered(Broken),
    /// An order to end the latched tamper was accepted; its outcome is open.
    Clearing(Broken),
    /// An order to end the journey was accepted; its outcome is open.
    Deactivating,
}

/// What there was when the lock was first broken by force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) seal: Seal,
    /// What the lock is once the latch is cleared.
    back: Rest,
}

/// Whether there was a seal when the lock was first broken by force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    Set,
    NotSet,
}

/// Why it can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    InStock,
    Open,
    Deactivated,
}

/// An accepted order to seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    from: Rest,
    cycle: SealCycle,
    manifest: Id<Manifest>,
}

/// An accepted order to close again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resealing {
    cycle: SealCycle,
    amendment: Id<Amendment>,
}

/// What is told once and not again until it is dealt with, so that a flickering sensor cannot
/// fill the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Until the tamper latch is cleared.
    pub(crate) lever_cut: bool,
    /// Until the tamper latch is cleared.
    pub(crate) case_opened: bool,
    /// Until the next sealing.
    pub(crate) battery_low: bool,
    /// Until the clock is set.
    pub(crate) clock_lost: bool,
}

impl Account {
    /// Before the first entry.
    pub(crate) fn begin() -> Self {
        Self {
            phase: Phase::Resting(Rest::InStock),
            cycle: SealCycle(0),
            manifest: None,
            amendments: Vec::new(),
            grants: Vec::new(),
            granting: None,
            setting_clock: false,
            accepted: None,
            container: None,
            tampers: TamperCount(0),
            boots: BootCount(0),
            told: Told::default(),
            refused: Tally::default(),
            lists: Vec::new(),
            last_inspection: None,
        }
    }

    /// Whether an order was accepted whose outcome no entry tells.
    pub(crate) fn is_open(&self) -> bool {
        self.phase.is_open() || self.setting_clock
    }

    /// Goes on by one entry.
    pub(crate) fn take(&mut self, entry: &Entry) {
        let event = &entry.event;
        let before = self.phase;
        self.phase = before.after(event);
        match (before, self.phase) {
            (Phase::Sealing(accepted), Phase::Sealed) => {
                self.manifest = Some(accepted.manifest);
                self.amendments.clear();
                self.begin_cycle(accepted.cycle);
            }
            (Phase::Resealing(resealing), Phase::Sealed) => {
                self.amendments.push(resealing.amendment);
                self.begin_cycle(resealing.cycle);
            }
            (Phase::Clearing(_), Phase::Resting(_)) => {
                self.told.lever_cut = false;
                self.told.case_opened = false;
            }
            _ => {}
        }
        self.note(entry);
        self.follow_acts(entry);
    }

    /// Which order is open, and which grant it uses.
    fn follow_acts(&mut self, entry: &Entry) {
        let granting = self.granting.take();
        let used = granting.filter(|(_, instruction)| *instruction == entry.instruction);
        let used = used.map(|(grant, _)| grant);
        match &entry.event {
            Event::GrantUsed { grant } => self.granting = Some((*grant, entry.instruction)),
            Event::Agreed { .. } => self.granting = granting,
            event if event.is_acceptance() => {
                self.accepted = Some(Cause {
                    who: entry.who,
                    instruction: entry.instruction,
                });
                self.grants.extend(used);
            }
            // What only takes note is accepted and ended by one entry.
            event if event.takes_note() => self.grants.extend(used),
            _ if !self.is_open() => self.accepted = None,
            _ => {}
        }
    }

    fn note(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Commissioned | Event::Restarted => {
                self.boots = BootCount(self.boots.0.saturating_add(1));
            }
            Event::Bound(container) => self.container = Some(*container),
            Event::LeverCut => {
                self.told.lever_cut = true;
                self.count_tampering();
            }
            Event::CaseOpened => {
                self.told.case_opened = true;
                self.count_tampering();
            }
            Event::Refused { reason, count } => self.refused.add(*reason, *count),
            Event::BatteryLow(_) => self.told.battery_low = true,
            Event::ClockLost => self.told.clock_lost = true,
            Event::ClockAccepted { .. } => self.setting_clock = true,
            Event::ClockSet { .. } => {
                self.told.clock_lost = false;
                self.setting_clock = false;
            }
            Event::CameToNothing => self.setting_clock = false,
            Event::Recovered { .. } => {
                if self.setting_clock && entry.time.wall.is_some() {
                    // It runs: should it be lost again, that is told again.
                    self.told.clock_lost = false;
                }
                self.setting_clock = false;
            }
            Event::ListTaken {
                administration,
                kind,
                version,
            } => {
                let of = (*administration, *kind);
                self.lists.retain(|told| (told.0, told.1) != of);
                self.lists.push((of.0, of.1, *version));
            }
            Event::DeactivateAccepted { inspection } => self.last_inspection = *inspection,
            Event::DocumentsErased => self.manifest = None,
            Event::Deactivated => self.amendments.clear(),
            Event::Amended { amendment } => self.amendments.push(*amendment),
            Event::SealAccepted { .. }
            | Event::Sealed { .. }
            | Event::SealFailed
            | Event::UnsealAccepted
            | Event::Unsealed
            | Event::LeverInserted
            | Event::LeverPulled
            | Event::MotorStuck
            | Event::Relocked
            | Event::DocumentsWritten
            | Event::DocumentsRead
            | Event::TamperCleared
            | Event::ResealAccepted { .. }
            | Event::ClearAccepted
            | Event::HandedOver { .. }
            | Event::GrantUsed { .. }
            | Event::Agreed { .. } => {}
        }
    }

    fn begin_cycle(&mut self, cycle: SealCycle) {
        self.cycle = cycle;
        self.grants.clear();
        self.told.battery_low = false;
        self.refused = Tally::default();
    }

    fn count_tampering(&mut self) {
        self.tampers = TamperCount(self.tampers.0.saturating_add(1));
    }
}

impl Phase {
    /// Whether an order was accepted whose outcome no entry tells.
    fn is_open(self) -> bool {
        match self {
            Self::Sealing(_)
            | Self::Resealing(_)
            | Self::Unsealing
            | Self::Clearing(_)
            | Self::Deactivating => true,
            Self::Resting(_) | Self::Sealed | Self::Unsealed | Self::Tampered(_) => false,
        }
    }

    /// Whether the bolt should hold the lever.
    pub(crate) fn should_hold(self) -> bool {
        match self {
            Self::Sealed => true,
            Self::Tampered(broken) => broken.seal == Seal::Set,
            _ => false,
        }
    }

    /// What a status says of it. An order whose outcome is open has changed nothing yet.
    pub(crate) fn state(self) -> LockState {
        match self {
            Self::Resting(rest) | Self::Sealing(Accepted { from: rest, .. }) => match rest {
                Rest::InStock => LockState::InStock,
                Rest::Open => LockState::Open,
                Rest::Deactivated => LockState::Deactivated,
            },
            Self::Resealing(_) | Self::Deactivating => LockState::Open,
            Self::Sealed | Self::Unsealing => LockState::Sealed,
            Self::Unsealed => LockState::Unsealed,
            Self::Tampered(_) | Self::Clearing(_) => LockState::Tampered,
        }
    }

    /// What it is once it was broken by force.
    fn broken(self) -> Broken {
        let (seal, back) = match self {
            Self::Tampered(broken) | Self::Clearing(broken) => return broken,
            Self::Sealed | Self::Unsealing => (Seal::Set, Rest::Open),
            Self::Unsealed | Self::Resealing(_) | Self::Deactivating => (Seal::NotSet, Rest::Open),
            Self::Resting(rest) | Self::Sealing(Accepted { from: rest, .. }) => {
                (Seal::NotSet, rest)
            }
        };
        Broken { seal, back }
    }

    /// The lock writes no event that its phase has no place for; were one there, it would change
    /// nothing, except that force always latches.
    fn after(self, event: &Event) -> Self {
        match (self, event) {
            (_, Event::LeverCut | Event::CaseOpened) => Self::Tampered(self.broken()),
            (Self::Resting(from), Event::SealAccepted { cycle, manifest }) => {
                Self::Sealing(Accepted {
                    from,
                    cycle: *cycle,
                    manifest: *manifest,
                })
            }
            (Self::Resting(Rest::Open), Event::ResealAccepted { cycle, amendment }) => {
                Self::Resealing(Resealing {
                    cycle: *cycle,
                    amendment: *amendment,
                })
            }
            (Self::Resting(Rest::Open), Event::DeactivateAccepted { .. }) => Self::Deactivating,
            (Self::Deactivating, Event::Deactivated) => Self::Resting(Rest::Deactivated),
            (
                Self::Sealing(_) | Self::Resealing(_),
                Event::Sealed { .. } | Event::Recovered { held: true },
            )
            | (Self::Unsealing, Event::Recovered { held: true } | Event::CameToNothing)
            | (Self::Unsealed, Event::Relocked) => Self::Sealed,
            (Self::Sealing(accepted), Event::SealFailed | Event::Recovered { held: false }) => {
                Self::Resting(accepted.from)
            }
            (Self::Resealing(_), Event::SealFailed | Event::Recovered { held: false })
            | (Self::Deactivating, Event::Recovered { .. } | Event::CameToNothing)
            | (Self::Unsealed, Event::LeverPulled) => Self::Resting(Rest::Open),
            (Self::Sealed, Event::UnsealAccepted) => Self::Unsealing,
            (Self::Unsealing, Event::Unsealed | Event::Recovered { held: false }) => Self::Unsealed,
            (Self::Tampered(broken), Event::ClearAccepted) => Self::Clearing(broken),
            (Self::Clearing(broken), Event::TamperCleared | Event::Recovered { held: false }) => {
                Self::Resting(broken.back)
            }
            (Self::Clearing(broken), Event::Recovered { held: true } | Event::CameToNothing) => {
                Self::Tampered(broken)
            }
            (
                Self::Resting(_)
                | Self::Sealing(_)
                | Self::Resealing(_)
                | Self::Sealed
                | Self::Unsealing
                | Self::Unsealed
                | Self::Tampered(_)
                | Self::Clearing(_)
                | Self::Deactivating,
                _,
            ) => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use railseal_protocol::identifiers::Administration;
    use railseal_protocol::journal::{ListKind, LockTime, Uptime};
    use railseal_protocol::recognition::ListVersion;
    use railseal_protocol::time::Timestamp;

    const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);

    fn after(events: &[(Event, Option<Timestamp>)]) -> Account {
        let mut account = Account::begin();
        for (event, wall) in events {
            account.take(&Entry {
                index: 0,
                previous: Hash::of("test", &[]),
                time: LockTime {
                    wall: *wall,
                    uptime: Uptime(0),
                    boot: BootCount(1),
                },
                event: event.clone(),
                who: None,
                instruction: None,
            });
        }
        account
    }

    #[test]
    fn a_lost_clock_is_told_again_only_once_it_was_set_and_runs() {
        let lost = (Event::ClockLost, None);
        let set = (Event::ClockAccepted { to: NOW }, None);
        let closed = |wall| (Event::Recovered { held: true }, wall);
        let told = |events: &[_]| after(events).told.clock_lost;
        assert!(told(core::slice::from_ref(&lost)));
        // What was closed was another order; or the clock is lost still.
        assert!(told(&[lost.clone(), closed(Some(NOW))]));
        assert!(told(&[lost.clone(), set.clone(), closed(None)]));
        assert!(!told(&[lost, set, closed(Some(NOW))]));
    }

    #[test]
    fn of_each_list_the_newest_is_known() {
        let taken = |of: &str, kind, version| Event::ListTaken {
            administration: of.parse::<Administration>().unwrap(),
            kind,
            version: ListVersion(version),
        };
        let events = [
            taken("CN", ListKind::Revocation, 1),
            taken("KZ", ListKind::Revocation, 1),
            taken("CN", ListKind::Recognition, 1),
            taken("CN", ListKind::Revocation, 2),
        ];
        let events = events.map(|event| (event, Some(NOW)));
        let known: Vec<_> = after(&events).lists;
        let expected = vec![
            ("KZ".parse().unwrap(), ListKind::Revocation, ListVersion(1)),
            ("CN".parse().unwrap(), ListKind::Recognition, ListVersion(1)),
            ("CN".parse().unwrap(), ListKind::Revocation, ListVersion(2)),
        ];
        assert_eq!(known, expected);
    }
}
