//! What the lock notices by itself. Each is told once until it is dealt with, so that a sensor that
//! flickers, or a hand that plays with it, cannot fill the journal; what was told is derived from
//! the journal, so that a restart does not tell it twice.

use railseal_protocol::journal::Event;
use railseal_protocol::status::BatteryPercent;

use crate::hardware::{Casing, FlashError, Hardware};
use crate::lock::Lock;

impl<H: Hardware> Lock<H> {
    /// Looks at the sensors, and journals what has changed. To be called every second, and whenever
    /// a sensor wakes the lock.
    pub fn tick(&mut self) -> Result<(), FlashError> {
        self.put_out();
        self.notice()
    }

    pub(crate) fn notice(&mut self) -> Result<(), FlashError> {
        let account = self.journal.account();
        let (phase, told) = (account.phase, account.told);
        // A casing has no lawful reason to be open, whatever the state.
        if self.hardware.casing() == Casing::Opened && !told.case_opened {
            self.record_if_room(Event::CaseOpened)?;
        }
        // Force leaves the lever cut, gone, or in without being held: where it should be held, all are one.
        if phase.should_hold() && !self.holds() && !told.lever_cut {
            self.record_if_room(Event::LeverCut)?;
        }
        let battery = self.hardware.battery();
        if battery < BatteryPercent::WARNING && !told.battery_low {
            self.record_if_room(Event::BatteryLow(battery))?;
        }
        if self.hardware.wall_clock().is_none() && !told.clock_lost {
            self.record_if_room(Event::ClockLost)?;
        }
        Ok(())
    }
}
