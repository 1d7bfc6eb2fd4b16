//! Hardware made of memory, for tests and demonstrations: clocks that stand still until they are
//! advanced, sensors that are set, and power that can be cut at any write.
//!
//! Its random bytes are not random: nothing said to a lock on it is secret.

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use railseal_protocol::hash::Hash;
use railseal_protocol::journal::Uptime;
use railseal_protocol::session::Entropy;
use railseal_protocol::status::BatteryPercent;
use railseal_protocol::time::{Seconds, Timestamp};

use crate::hardware::{
    Area, Bolt, Casing, FlashError, Hardware, Lamp, Lever, MotorStuck, NoClock, NoLamp,
};

/// A body of memory. Its sensors and clocks are public: set them. What is in its memory, keys among it, is never printed.
#[derive(Clone)]
pub struct FakeHardware {
    /// The clock on the wall; none when lost.
    pub wall_clock: Option<Timestamp>,
    /// Seconds since the last start.
    pub uptime: Uptime,
    /// Where the lever is.
    pub lever: Lever,
    /// Whether the casing is whole.
    pub casing: Casing,
    /// The charge.
    pub battery: BatteryPercent,
    /// Where the bolt is.
    pub bolt: Bolt,
    /// Whether the motor moves the bolt.
    pub motor: Motor,
    /// Whether the clock on the wall can be set.
    pub clock: Clock,
    /// What the lamp shows; none where it is broken.
    pub lamp: Option<Lamp>,
    power: Power,
    drawn: u64,
    given: Option<[u8; 32]>,
    writes: u32,
    identity: Vec<u8>,
    journal: Vec<u8>,
    documents: Vec<u8>,
    lists: [Vec<u8>; 2],
}

/// Whether the motor moves the bolt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motor {
    /// It does.
    Runs,
    /// It cannot.
    Stuck,
}

/// Whether the clock on the wall can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It can.
    Settable,
    /// It stays as it is.
    Fixed,
}

/// How the write ends at which power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Torn {
    /// It is not begun.
    Clean,
    /// So many bytes of it land.
    After(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    On,
    CutAfter { writes: u32, torn: Torn },
    Off,
}

impl FakeHardware {
    /// The identity area's usual size, in bytes.
    pub const IDENTITY_SIZE: usize = 256 * 1024;
    /// The journal area's usual size, in bytes.
    pub const JOURNAL_SIZE: usize = 128 * 1024;
    /// The documents area's usual size, in bytes.
    pub const DOCUMENTS_SIZE: usize = 2 * 1024 * 1024;
    /// The usual size of each of the two areas for lists, in bytes.
    pub const LISTS_SIZE: usize = 64 * 1024;

    /// A new body at a moment: flash erased, casing closed, lever in, bolt free, battery full.
    pub fn new(now: Timestamp) -> Self {
        Self {
            wall_clock: Some(now),
            uptime: Uptime(0),
            lever: Lever::In,
            casing: Casing::Closed,
            battery: full(),
            bolt: Bolt::Free,
            motor: Motor::Runs,
            clock: Clock::Settable,
            lamp: Some(Lamp::Dark),
            power: Power::On,
            drawn: 0,
            given: None,
            writes: 0,
            identity: erased(Self::IDENTITY_SIZE),
            journal: erased(Self::JOURNAL_SIZE),
            documents: erased(Self::DOCUMENTS_SIZE),
            lists: [erased(Self::LISTS_SIZE), erased(Self::LISTS_SIZE)],
        }
    }

    /// The same body with another size of an area, erased.
    #[must_use]
    pub fn with_area(mut self, area: Area, size: usize) -> Self {
        *self.area_mut(area) = erased(size);
        self
    }

    /// Lets time pass.
    pub fn advance(&mut self, seconds: Seconds) {
        self.wall_clock = self.wall_clock.map(|wall| wall.plus(seconds));
        let passed = u32::try_from(seconds.get()).unwrap_or(u32::MAX);
        self.uptime = Uptime(self.uptime.0.saturating_add(passed));
    }

    /// Lets the random source give these bytes from now on, every time: to say again what a lock has said elsewhere.
    pub fn give_entropy(&mut self, bytes: [u8; 32]) {
        self.given = Some(bytes);
    }

    /// Lets so many writes to flash (a programming or an erasure) be whole, and cuts power at the
    /// next one. Then nothing answers until [`FakeHardware::restart`].
    pub fn cut_power_after(&mut self, writes: u32, torn: Torn) {
        self.power = Power::CutAfter { writes, torn };
    }

    /// Whether power is cut.
    pub fn is_without_power(&self) -> bool {
        self.power == Power::Off
    }

    /// How many writes to flash there have been.
    pub fn writes(&self) -> u32 {
        self.writes
    }

    /// Power comes back: flash, sensors and the clock on the wall are as they were.
    pub fn restart(&mut self) {
        self.power = Power::On;
        self.uptime = Uptime(0);
        self.lamp = self.lamp.map(|_| Lamp::Dark);
    }

    /// An area's bytes, to look at or to damage.
    pub fn area_mut(&mut self, area: Area) -> &mut Vec<u8> {
        match area {
            Area::Identity => &mut self.identity,
            Area::Journal => &mut self.journal,
            Area::Documents => &mut self.documents,
            Area::ListsA => &mut self.lists[0],
            Area::ListsB => &mut self.lists[1],
        }
    }

    fn area(&self, area: Area) -> &[u8] {
        match area {
            Area::Identity => &self.identity,
            Area::Journal => &self.journal,
            Area::Documents => &self.documents,
            Area::ListsA => &self.lists[0],
            Area::ListsB => &self.lists[1],
        }
    }

    /// How many bytes of a write land; none where power was off before it.
    fn spend_write(&mut self, length: usize) -> Option<usize> {
        match self.power {
            Power::Off => return None,
            Power::On => {}
            Power::CutAfter { writes: 0, torn } => {
                self.power = Power::Off;
                return Some(match torn {
                    Torn::Clean => 0,
                    Torn::After(bytes) => bytes.min(length),
                });
            }
            Power::CutAfter { writes, torn } => {
                let writes = writes - 1;
                self.power = Power::CutAfter { writes, torn };
            }
        }
        self.writes += 1;
        Some(length)
    }
}

impl Hardware for FakeHardware {
    fn uptime(&self) -> Uptime {
        self.uptime
    }

    fn wall_clock(&self) -> Option<Timestamp> {
        self.wall_clock
    }

    fn set_clock(&mut self, to: Timestamp) -> Result<(), NoClock> {
        if self.clock == Clock::Fixed || self.is_without_power() {
            return Err(NoClock);
        }
        self.wall_clock = Some(to);
        Ok(())
    }

    fn entropy(&mut self) -> Entropy {
        if let Some(given) = self.given {
            return Entropy::from_random(given);
        }
        self.drawn += 1;
        let bytes = Hash::of("fake entropy", &[&self.drawn.to_be_bytes()]);
        Entropy::from_random(*bytes.as_bytes())
    }

    fn lever(&self) -> Lever {
        self.lever
    }

    fn casing(&self) -> Casing {
        self.casing
    }

    fn battery(&self) -> BatteryPercent {
        self.battery
    }

    fn bolt(&self) -> Bolt {
        self.bolt
    }

    fn drive(&mut self, to: Bolt) -> Result<(), MotorStuck> {
        if self.motor == Motor::Stuck || self.is_without_power() {
            return Err(MotorStuck);
        }
        self.bolt = to;
        Ok(())
    }

    fn light(&mut self, lamp: Lamp) -> Result<(), NoLamp> {
        let shown = self.lamp.as_mut().ok_or(NoLamp)?;
        *shown = lamp;
        Ok(())
    }

    fn size(&self, area: Area) -> usize {
        self.area(area).len()
    }

    fn read(&self, area: Area, offset: usize, into: &mut [u8]) -> Result<(), FlashError> {
        if self.is_without_power() {
            return Err(FlashError::Failed(area));
        }
        let bytes = self.area(area).get(offset..);
        let bytes = bytes.and_then(|bytes| bytes.get(..into.len()));
        into.copy_from_slice(bytes.ok_or(FlashError::Beyond(area))?);
        Ok(())
    }

    fn program(&mut self, area: Area, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        let landing = self
            .spend_write(bytes.len())
            .ok_or(FlashError::Failed(area))?;
        let place = self.area_mut(area).get_mut(offset..);
        let place = place.and_then(|place| place.get_mut(..bytes.len()));
        let place = place.ok_or(FlashError::Beyond(area))?;
        for (old, new) in place.iter_mut().zip(bytes).take(landing) {
            // Programming clears bits and sets none: over old bytes, it leaves neither.
            *old &= *new;
        }
        self.end_of_write(area)
    }

    fn erase(&mut self, area: Area) -> Result<(), FlashError> {
        let size = self.size(area);
        let landing = self.spend_write(size).ok_or(FlashError::Failed(area))?;
        for byte in self.area_mut(area).iter_mut().take(landing) {
            *byte = 0xff;
        }
        self.end_of_write(area)
    }
}

impl fmt::Debug for FakeHardware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeHardware")
            .field("lever", &self.lever)
            .field("casing", &self.casing)
            .field("bolt", &self.bolt)
            .field("power", &self.power)
            .field("writes", &self.writes)
            .finish_non_exhaustive()
    }
}

impl FakeHardware {
    fn end_of_write(&self, area: Area) -> Result<(), FlashError> {
        if self.is_without_power() {
            Err(FlashError::Failed(area))
        } else {
            Ok(())
        }
    }
}

/// 100 per cent. The type's only constructor can fail, though not for this number.
fn full() -> BatteryPercent {
    BatteryPercent::try_from(100).unwrap_or(BatteryPercent::WARNING)
}

fn erased(size: usize) -> Vec<u8> {
    vec![0xff; size]
}
