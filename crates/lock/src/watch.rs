//! What the lock notices by itself. Each is told once until it is dealt with, so that a sensor that
//! flickers, or a hand that plays with it, cannot fill the journal; what was told is derived from
//! the journal, so that a restart does not tell it twice.

use railseal_protocol::journal::{Event, Uptime};
use railseal_protocol::status::BatteryPercent;

use crate::account::Phase;
use crate::hardware::{Bolt, Casing, FlashError, Hardware, Lever};
use crate::journal::Cause;
use crate::lock::Lock;

/// For how many seconds a freed lever may stay in before it is held again.
pub const RELOCK_SECONDS: u32 = 60;

impl<H: Hardware> Lock<H> {
    /// Looks at the sensors, and journals what has changed. To be called every second, and whenever
    /// a sensor wakes the lock.
    pub fn tick(&mut self) -> Result<(), FlashError> {
        self.put_out();
        self.notice()?;
        self.relock_in_time()
    }

    /// Holds a lever that was freed and not pulled; not once force has latched, when whoever clears
    /// that frees it.
    fn relock_in_time(&mut self) -> Result<(), FlashError> {
        if self.journal.account().phase != Phase::Unsealed {
            self.free_since = None;
            return Ok(());
        }
        let now = self.hardware.uptime();
        let is_time = |since: Uptime| now.0.saturating_sub(since.0) >= RELOCK_SECONDS;
        if !self.free_since.is_some_and(is_time) {
            return Ok(());
        }
        let _ = self.hardware.drive(Bolt::Held);
        if self.holds() {
            self.free_since = None;
            self.record_if_room(Event::Relocked, Cause::NOBODY)
        } else {
            // It must not catch a lever that is only half in; the next tick tries again.
            let _ = self.hardware.drive(Bolt::Free);
            Ok(())
        }
    }

    pub(crate) fn notice(&mut self) -> Result<(), FlashError> {
        let account = self.journal.account();
        let (phase, told) = (account.phase, account.told);
        // A casing has no lawful reason to be open, whatever the state.
        if self.hardware.casing() == Casing::Opened && !told.case_opened {
            self.record_if_room(Event::CaseOpened, Cause::NOBODY)?;
        }
        if phase == Phase::Unsealed && self.hardware.lever() == Lever::Out {
            self.free_since = None;
            self.record_if_room(Event::LeverPulled, Cause::NOBODY)?;
        }
        // Force leaves the lever cut, gone, or in without being held: where it should be held, all are one.
        if phase.should_hold() && !self.holds() && !told.lever_cut {
            self.record_if_room(Event::LeverCut, Cause::NOBODY)?;
        }
        let battery = self.hardware.battery();
        if battery < BatteryPercent::WARNING && !told.battery_low {
            self.record_if_room(Event::BatteryLow(battery), Cause::NOBODY)?;
        }
        if self.hardware.wall_clock().is_none() && !told.clock_lost {
            self.record_if_room(Event::ClockLost, Cause::NOBODY)?;
        }
        Ok(())
    }
}
