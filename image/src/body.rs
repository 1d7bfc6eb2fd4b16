//! The lock's body, simulated: what is kept without power, and what a start begins with.
//!
//! Its random bytes come from a fixed seed, **for the self-test only**: nothing said to a lock on
//! this body is secret.

mod kept;

use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m::peripheral::SCB;
use cortex_m_semihosting::hprintln;
use railseal_lock::hardware::{
    Area, Bolt, Casing, FlashError, Hardware, Lamp, Lever, MotorStuck, NoClock, NoLamp,
};
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::Uptime;
use railseal_protocol::session::Entropy;
use railseal_protocol::status::BatteryPercent;
use railseal_protocol::time::{Seconds, Timestamp};

pub(crate) use kept::{Kept, Registers};

/// What flash is programmed in.
const UNIT: usize = 8;
const ERASED: u8 = 0xff;

/// A body with power.
pub(crate) struct Body {
    kept: Kept,
    uptime: Uptime,
    lamp: Lamp,
    battery: BatteryPercent,
    cut: Option<Cut>,
}

/// Where the power will be cut.
struct Cut {
    area: Area,
    /// How many writes to the area are whole before the one that is not.
    whole: u32,
}

impl Body {
    /// The power comes. Everything that is kept is as it was.
    pub(crate) fn start(kept: Kept, battery: BatteryPercent) -> Self {
        Self {
            kept,
            uptime: Uptime(0),
            lamp: Lamp::Dark,
            battery,
            cut: None,
        }
    }

    /// Lets time pass.
    pub(crate) fn advance(&mut self, seconds: Seconds) {
        let passed = u32::try_from(seconds.get()).unwrap_or(u32::MAX);
        self.uptime = Uptime(self.uptime.0.saturating_add(passed));
        self.kept
            .registers
            .wall
            .fetch_add(passed, Ordering::Relaxed);
    }

    /// Sets the clock on the wall, as the factory does.
    pub(crate) fn wind(&mut self, to: Timestamp) {
        let seconds = u32::try_from(to.as_unix()).unwrap_or(u32::MAX);
        self.kept.registers.wall.store(seconds, Ordering::Relaxed);
    }

    /// Puts the lever somewhere.
    pub(crate) fn put_lever(&mut self, lever: Lever) {
        let word = match lever {
            Lever::In => 0,
            Lever::Out => 1,
            Lever::Cut => 2,
        };
        self.kept.registers.lever.store(word, Ordering::Relaxed);
    }

    /// Opens or closes the casing.
    pub(crate) fn put_casing(&mut self, casing: Casing) {
        let word = match casing {
            Casing::Closed => 0,
            Casing::Opened => 1,
        };
        self.kept.registers.casing.store(word, Ordering::Relaxed);
    }

    /// Cuts the power in the middle of a write to an area, after so many whole ones.
    pub(crate) fn cut_power_in(&mut self, area: Area, whole: u32) {
        self.cut = Some(Cut { area, whole });
    }

    /// How many bytes of a write to an area land before the power is cut; all of them where it is not.
    fn landing(&mut self, area: Area, length: usize) -> usize {
        match &mut self.cut {
            Some(cut) if cut.area == area => {
                if cut.whole == 0 {
                    return length / 2;
                }
                cut.whole -= 1;
                length
            }
            _ => length,
        }
    }

    fn area(&self, area: Area) -> &[u8] {
        let flash = &self.kept.flash;
        match area {
            Area::Identity => flash.identity,
            Area::Journal => flash.journal,
            Area::Documents => flash.documents,
            Area::ListsA => flash.lists_a,
            Area::ListsB => flash.lists_b,
        }
    }

    fn area_mut(&mut self, area: Area) -> &mut [u8] {
        let flash = &mut self.kept.flash;
        match area {
            Area::Identity => flash.identity,
            Area::Journal => flash.journal,
            Area::Documents => flash.documents,
            Area::ListsA => flash.lists_a,
            Area::ListsB => flash.lists_b,
        }
    }
}

/// The power goes, and comes again: the processor is reset, and with it all that is not kept.
pub(crate) fn lose_power(registers: &Registers) -> ! {
    registers.raise_marks();
    hprintln!("the power is cut");
    SCB::sys_reset()
}

fn read(register: &AtomicU32) -> u32 {
    register.load(Ordering::Relaxed)
}

impl Hardware for Body {
    fn uptime(&self) -> Uptime {
        self.uptime
    }

    fn wall_clock(&self) -> Option<Timestamp> {
        let seconds = read(&self.kept.registers.wall);
        Some(Timestamp::from_unix(u64::from(seconds)))
    }

    fn set_clock(&mut self, to: Timestamp) -> Result<(), NoClock> {
        self.wind(to);
        Ok(())
    }

    fn entropy(&mut self) -> Entropy {
        let drawn = self.kept.registers.drawn.fetch_add(1, Ordering::Relaxed);
        let bytes = Hash::of("self-test entropy", &[&drawn.to_be_bytes()]);
        Entropy::from_random(*bytes.as_bytes())
    }

    fn lever(&self) -> Lever {
        match read(&self.kept.registers.lever) {
            0 => Lever::In,
            1 => Lever::Out,
            _ => Lever::Cut,
        }
    }

    fn casing(&self) -> Casing {
        match read(&self.kept.registers.casing) {
            0 => Casing::Closed,
            _ => Casing::Opened,
        }
    }

    fn battery(&self) -> BatteryPercent {
        self.battery
    }

    fn bolt(&self) -> Bolt {
        match read(&self.kept.registers.bolt) {
            0 => Bolt::Free,
            _ => Bolt::Held,
        }
    }

    fn drive(&mut self, to: Bolt) -> Result<(), MotorStuck> {
        let word = match to {
            Bolt::Free => 0,
            Bolt::Held => 1,
        };
        self.kept.registers.bolt.store(word, Ordering::Relaxed);
        Ok(())
    }

    fn light(&mut self, lamp: Lamp) -> Result<(), NoLamp> {
        self.lamp = lamp;
        Ok(())
    }

    fn size(&self, area: Area) -> usize {
        self.area(area).len()
    }

    fn read(&self, area: Area, offset: usize, into: &mut [u8]) -> Result<(), FlashError> {
        let bytes = self.area(area).get(offset..);
        let bytes = bytes.and_then(|bytes| bytes.get(..into.len()));
        into.copy_from_slice(bytes.ok_or(FlashError::Beyond(area))?);
        Ok(())
    }

    /// As strict as flash: in whole units, and over erased bytes only.
    fn program(&mut self, area: Area, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        let landing = self.landing(area, bytes.len());
        let place = self.area_mut(area).get_mut(offset..);
        let place = place.and_then(|place| place.get_mut(..bytes.len()));
        let place = place.ok_or(FlashError::Beyond(area))?;
        let whole_units = offset.is_multiple_of(UNIT) && bytes.len().is_multiple_of(UNIT);
        if !whole_units || place.iter().any(|byte| *byte != ERASED) {
            return Err(FlashError::Failed(area));
        }
        for (old, new) in place.iter_mut().zip(bytes).take(landing) {
            *old &= *new;
        }
        if landing < bytes.len() {
            lose_power(self.kept.registers);
        }
        Ok(())
    }

    fn erase(&mut self, area: Area) -> Result<(), FlashError> {
        self.area_mut(area).fill(ERASED);
        Ok(())
    }
}
