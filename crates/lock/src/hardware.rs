//! What the lock needs of the world, and nothing more.

use railseal_protocol::journal::Uptime;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::session::Entropy;
use railseal_protocol::status::BatteryPercent;
use railseal_protocol::time::Timestamp;

/// The lock's body: clocks, random bytes, sensors, the bolt, the lamp and flash.
///
/// Flash is NOR flash: erased bytes read `0xff`, and a byte is programmed once between two
/// erasures. The lock programs in whole units of 8 bytes at offsets that are multiples of 8, from
/// low addresses to high ones.
pub trait Hardware {
    /// Seconds since the lock last started.
    fn uptime(&self) -> Uptime;
    /// The clock on the wall; none where it has stopped or forgotten.
    fn wall_clock(&self) -> Option<Timestamp>;
    /// Sets the clock on the wall.
    fn set_clock(&mut self, to: Timestamp) -> Result<(), NoClock>;
    /// 32 bytes fresh from a cryptographic random source.
    fn entropy(&mut self) -> Entropy;

    /// Where the lever is.
    fn lever(&self) -> Lever;
    /// Whether the casing is whole.
    fn casing(&self) -> Casing;
    /// The battery's charge.
    fn battery(&self) -> BatteryPercent;
    /// Where the bolt is, by its own sensor and not by what the motor was told.
    fn bolt(&self) -> Bolt;
    /// Moves the bolt, and comes back when the motor has stopped.
    fn drive(&mut self, to: Bolt) -> Result<(), MotorStuck>;

    /// What the lamp shows from now on. It blinks a code over and over, without help; a lock
    /// without a lamp says so.
    fn light(&mut self, lamp: Lamp) -> Result<(), NoLamp>;

    /// How many bytes an area has. It never changes.
    fn size(&self, area: Area) -> usize;
    /// Reads as many bytes as `into` takes.
    fn read(&self, area: Area, offset: usize, into: &mut [u8]) -> Result<(), FlashError>;
    /// Programs erased bytes.
    fn program(&mut self, area: Area, offset: usize, bytes: &[u8]) -> Result<(), FlashError>;
    /// Erases a whole area.
    fn erase(&mut self, area: Area) -> Result<(), FlashError>;
}

/// Where the lever is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// In the lock, whole.
    In,
    /// Pulled out.
    Out,
    /// Its conductor is broken.
    Cut,
}

/// Whether the casing is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    /// It is closed.
    Closed,
    /// It has been opened.
    Opened,
}

/// What the lamp shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lamp {
    /// Nothing.
    Dark,
    /// A code.
    Blinking(LampCode),
}

/// There is no lamp, or it is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no lamp that works")]
pub struct NoLamp;

/// The clock on the wall does not take another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the clock cannot be set")]
pub struct NoClock;

/// Where the bolt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bolt {
    /// It holds the lever.
    Held,
    /// It lets the lever go.
    Free,
}

/// The motor could not move the bolt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the motor is stuck")]
pub struct MotorStuck;

/// A region of flash that is erased as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Who the lock is, whom it trusts, the chains of those whom its journal names, and the
    /// inspections at the journeys' ends: what outlives a seal cycle. Written at commissioning, then
    /// only added to.
    Identity,
    /// The journal. Never erased once the lock is commissioned.
    Journal,
    /// What one seal cycle carries: manifest, policy and documents.
    Documents,
    /// Newer lists than those of the commissioning. They are written to the one of two areas that
    /// does not hold the newest, so that those are whole whenever power is lost.
    ListsA,
    /// The other of the two.
    ListsB,
}

/// Why flash did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FlashError {
    /// The area ends before that.
    #[error("beyond the end of the area {0:?}")]
    Beyond(Area),
    /// The memory failed, or what it holds is not what was written.
    #[error("the memory of the area {0:?} failed")]
    Failed(Area),
}

/// A borrowed body is a body: whoever lends it has it back when the lock is gone.
impl<T: Hardware + ?Sized> Hardware for &mut T {
    fn uptime(&self) -> Uptime {
        (**self).uptime()
    }
    fn wall_clock(&self) -> Option<Timestamp> {
        (**self).wall_clock()
    }
    fn set_clock(&mut self, to: Timestamp) -> Result<(), NoClock> {
        (**self).set_clock(to)
    }
    fn entropy(&mut self) -> Entropy {
        (**self).entropy()
    }
    fn lever(&self) -> Lever {
        (**self).lever()
    }
    fn casing(&self) -> Casing {
        (**self).casing()
    }
    fn battery(&self) -> BatteryPercent {
        (**self).battery()
    }
    fn bolt(&self) -> Bolt {
        (**self).bolt()
    }
    fn drive(&mut self, to: Bolt) -> Result<(), MotorStuck> {
        (**self).drive(to)
    }
    fn light(&mut self, lamp: Lamp) -> Result<(), NoLamp> {
        (**self).light(lamp)
    }
    fn size(&self, area: Area) -> usize {
        (**self).size(area)
    }
    fn read(&self, area: Area, offset: usize, into: &mut [u8]) -> Result<(), FlashError> {
        (**self).read(area, offset, into)
    }
    fn program(&mut self, area: Area, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        (**self).program(area, offset, bytes)
    }
    fn erase(&mut self, area: Area) -> Result<(), FlashError> {
        (**self).erase(area)
    }
}
