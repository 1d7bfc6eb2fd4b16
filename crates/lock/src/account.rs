//! What the journal says the lock is: one fold over its entries. Nothing else keeps it.

use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::journal::{BootCount, Event};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::statement::Id;
use railseal_protocol::status::{LockState, SealCycle, TamperCount};

use crate::refusals::Tally;

/// Everything that follows from the journal so far.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) phase: Phase,
    /// The cycle begun last; 0 before the first.
    pub(crate) cycle: SealCycle,
    /// The manifest of that cycle; none before the first, and after its documents were erased.
    pub(crate) manifest: Option<Id<Manifest>>,
    /// The container that the lock was last fixed to.
    pub(crate) container: Option<ContainerNumber>,
    pub(crate) tampers: TamperCount,
    pub(crate) boots: BootCount,
    pub(crate) told: Told,
    /// The refusals written since the cycle began.
    pub(crate) refused: Tally,
}

/// What the lock is. An accepted order is a phase of its own, so that one without an outcome
/// cannot be overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It can be sealed.
    Resting(Rest),
    /// An order to seal was accepted; its outcome is open.
    Sealing(Accepted),
    Sealed,
    /// An order to unseal was accepted; its outcome is open.
    Unsealing,
    /// The lever is free but still in.
    Unsealed,
    Tampered(Seal),
    Deactivated,
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
}

/// An accepted order to seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    from: Rest,
    cycle: SealCycle,
    manifest: Id<Manifest>,
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
            container: None,
            tampers: TamperCount(0),
            boots: BootCount(0),
            told: Told::default(),
            refused: Tally::default(),
        }
    }

    /// Goes on by one entry's event.
    pub(crate) fn take(&mut self, event: &Event) {
        let before = self.phase;
        self.phase = before.after(event);
        if let (Phase::Sealing(accepted), Phase::Sealed) = (before, self.phase) {
            self.begin_cycle(accepted);
        }
        match event {
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
            Event::TamperCleared => {
                self.told.lever_cut = false;
                self.told.case_opened = false;
            }
            Event::Refused { reason, count } => self.refused.add(*reason, *count),
            Event::BatteryLow(_) => self.told.battery_low = true,
            Event::ClockLost => self.told.clock_lost = true,
            Event::ClockSet { .. } => self.told.clock_lost = false,
            Event::DocumentsErased => self.manifest = None,
            Event::SealAccepted { .. }
            | Event::Sealed { .. }
            | Event::SealFailed
            | Event::UnsealAccepted
            | Event::Unsealed
            | Event::LeverInserted
            | Event::LeverPulled
            | Event::MotorStuck
            | Event::Relocked
            | Event::Recovered { .. }
            | Event::ListTaken { .. }
            | Event::DocumentsWritten
            | Event::DocumentsRead
            | Event::Deactivated => {}
        }
    }

    fn begin_cycle(&mut self, accepted: Accepted) {
        self.cycle = accepted.cycle;
        self.manifest = Some(accepted.manifest);
        self.told.battery_low = false;
        self.refused = Tally::default();
    }

    fn count_tampering(&mut self) {
        self.tampers = TamperCount(self.tampers.0.saturating_add(1));
    }
}

impl Phase {
    /// Whether an order was accepted whose outcome no entry tells.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Sealing(_) | Self::Unsealing)
    }

    /// Whether the bolt should hold the lever.
    pub(crate) fn should_hold(self) -> bool {
        matches!(self, Self::Sealed | Self::Tampered(Seal::Set))
    }

    /// What a status says of it. An order whose outcome is open has changed nothing yet.
    pub(crate) fn state(self) -> LockState {
        match self {
            Self::Resting(rest) | Self::Sealing(Accepted { from: rest, .. }) => match rest {
                Rest::InStock => LockState::InStock,
                Rest::Open => LockState::Open,
            },
            Self::Sealed | Self::Unsealing => LockState::Sealed,
            Self::Unsealed => LockState::Unsealed,
            Self::Tampered(_) => LockState::Tampered,
            Self::Deactivated => LockState::Deactivated,
        }
    }

    /// The lock writes no event that its phase has no place for; were one there, it would change
    /// nothing, except that force always latches.
    fn after(self, event: &Event) -> Self {
        match (self, event) {
            (Self::Tampered(seal), Event::LeverCut | Event::CaseOpened) => Self::Tampered(seal),
            (Self::Sealed | Self::Unsealing, Event::LeverCut | Event::CaseOpened) => {
                Self::Tampered(Seal::Set)
            }
            (_, Event::LeverCut | Event::CaseOpened) => Self::Tampered(Seal::NotSet),
            (_, Event::Deactivated) => Self::Deactivated,
            (Self::Tampered(_), Event::TamperCleared) => Self::Resting(Rest::Open),
            (Self::Resting(from), Event::SealAccepted { cycle, manifest }) => {
                Self::Sealing(Accepted {
                    from,
                    cycle: *cycle,
                    manifest: *manifest,
                })
            }
            (Self::Sealing(_), Event::Sealed { .. } | Event::Recovered { held: true }) => {
                Self::Sealed
            }
            (Self::Sealing(accepted), Event::SealFailed | Event::Recovered { held: false }) => {
                Self::Resting(accepted.from)
            }
            (Self::Sealed, Event::UnsealAccepted) => Self::Unsealing,
            (Self::Unsealing, Event::Unsealed | Event::Recovered { held: false }) => Self::Unsealed,
            (Self::Unsealing, Event::Recovered { held: true })
            | (Self::Unsealed, Event::Relocked) => Self::Sealed,
            (Self::Unsealed, Event::LeverPulled) => Self::Resting(Rest::Open),
            (
                Self::Resting(_)
                | Self::Sealing(_)
                | Self::Sealed
                | Self::Unsealing
                | Self::Unsealed
                | Self::Tampered(_)
                | Self::Deactivated,
                _,
            ) => self,
        }
    }
}
