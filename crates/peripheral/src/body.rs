//! The lock's body on a computer: real clocks, the system's randomness, flash in files, and
//! sensors that are typed.

use std::fmt;
use std::io;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use railseal_lock::hardware::{
    Area, Bolt, Casing, FlashError, Hardware, Lamp, Lever, MotorStuck, NoClock, NoLamp,
};
use railseal_protocol::journal::Uptime;
use railseal_protocol::session::Entropy;
use railseal_protocol::status::BatteryPercent;
use railseal_protocol::time::Timestamp;

use crate::area::{AREAS, AreaFile};
use crate::folder::{FolderError, StateFolder};
use crate::keys::draw;
use crate::sensors::{Motor, Reading, Sensors, WallClock};

/// A body in a state folder. What is in its memory, keys among it, is never printed.
pub struct Body {
    folder: StateFolder,
    identity: AreaFile,
    journal: AreaFile,
    documents: AreaFile,
    lists: [AreaFile; 2],
    sensors: Sensors,
    lamp: Lamp,
    started: Instant,
}

impl Body {
    /// Makes a new body in a folder that has none, as far as it has none, and switches it on.
    pub fn make(folder: StateFolder) -> Result<Self, FolderError> {
        for area in AREAS {
            AreaFile::make(folder.path(), area).map_err(FolderError::at(folder.path()))?;
        }
        Self::switch_on(folder)
    }

    /// Switches the body in a folder on.
    pub fn switch_on(folder: StateFolder) -> Result<Self, FolderError> {
        let area = |area| {
            AreaFile::open(folder.path(), area).map_err(|source| match source.kind() {
                io::ErrorKind::NotFound => FolderError::NotCommissioned {
                    folder: folder.path().to_path_buf(),
                },
                _ => FolderError::at(folder.path())(source),
            })
        };
        Ok(Self {
            identity: area(Area::Identity)?,
            journal: area(Area::Journal)?,
            documents: area(Area::Documents)?,
            lists: [area(Area::ListsA)?, area(Area::ListsB)?],
            sensors: folder.sensors()?,
            lamp: Lamp::Dark,
            started: Instant::now(),
            folder,
        })
    }

    /// How it is.
    pub fn sensors(&self) -> &Sensors {
        &self.sensors
    }

    /// What the lamp shows.
    pub fn lamp(&self) -> Lamp {
        self.lamp
    }

    /// Somebody does something to it.
    pub fn feel(&mut self, reading: Reading) -> Result<(), FolderError> {
        let mut sensors = self.sensors;
        sensors.take(reading);
        self.folder.keep_sensors(&sensors)?;
        self.sensors = sensors;
        Ok(())
    }

    /// Where it is.
    pub fn folder(&self) -> &StateFolder {
        &self.folder
    }

    fn area(&self, area: Area) -> &AreaFile {
        match area {
            Area::Identity => &self.identity,
            Area::Journal => &self.journal,
            Area::Documents => &self.documents,
            Area::ListsA => &self.lists[0],
            Area::ListsB => &self.lists[1],
        }
    }
}

impl Hardware for Body {
    fn uptime(&self) -> Uptime {
        let seconds = self.started.elapsed().as_secs();
        Uptime(u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    fn wall_clock(&self) -> Option<Timestamp> {
        match self.sensors.clock {
            WallClock::Lost => None,
            WallClock::Runs { ahead } => {
                let shown = system_clock()?.as_unix().checked_add_signed(ahead)?;
                Some(Timestamp::from_unix(shown))
            }
        }
    }

    /// The lock's clock is its own: the system's stays as it is.
    fn set_clock(&mut self, to: Timestamp) -> Result<(), NoClock> {
        let system = system_clock().ok_or(NoClock)?;
        let ahead = to.as_unix().checked_signed_diff(system.as_unix());
        let ahead = ahead.ok_or(NoClock)?;
        self.feel(Reading::Clock(WallClock::Runs { ahead }))
            .map_err(|_| NoClock)
    }

    fn entropy(&mut self) -> Entropy {
        match draw() {
            Ok(bytes) => Entropy::from_random(bytes),
            // Linux gives randomness for good once it has given any. A lock that has none must not
            // speak at all: no session would be secret.
            Err(_) => std::process::abort(),
        }
    }

    fn lever(&self) -> Lever {
        self.sensors.lever
    }

    fn casing(&self) -> Casing {
        self.sensors.casing
    }

    fn battery(&self) -> BatteryPercent {
        self.sensors.battery
    }

    fn bolt(&self) -> Bolt {
        self.sensors.bolt
    }

    fn drive(&mut self, to: Bolt) -> Result<(), MotorStuck> {
        match self.sensors.motor {
            Motor::Stuck => Err(MotorStuck),
            // A bolt whose place is not on disk has not moved.
            Motor::Runs => self.feel(Reading::Bolt(to)).map_err(|_| MotorStuck),
        }
    }

    fn light(&mut self, lamp: Lamp) -> Result<(), NoLamp> {
        self.lamp = lamp;
        Ok(())
    }

    fn size(&self, area: Area) -> usize {
        self.area(area).size()
    }

    fn read(&self, area: Area, offset: usize, into: &mut [u8]) -> Result<(), FlashError> {
        self.area(area).read(offset, into)
    }

    fn program(&mut self, area: Area, offset: usize, bytes: &[u8]) -> Result<(), FlashError> {
        self.area(area).program(offset, bytes)
    }

    fn erase(&mut self, area: Area) -> Result<(), FlashError> {
        self.area(area).erase()
    }
}

fn system_clock() -> Option<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::from_unix(since.as_secs()))
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("sensors", &self.sensors)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use railseal_protocol::time::Seconds;

    use super::*;

    #[test]
    fn a_clock_that_was_set_goes_on_from_there_after_a_loss_of_power() {
        let parent = tempfile::tempdir().unwrap();
        let folder = || StateFolder::open(parent.path()).unwrap();
        let mut body = Body::make(folder()).unwrap();
        let right = body.wall_clock().unwrap();
        for to in [
            right.plus(Seconds::days(3)),
            right.minus(Seconds::days(3)),
            right,
        ] {
            body.feel("clock lost".parse().unwrap()).unwrap();
            assert_eq!(body.wall_clock(), None);
            body.set_clock(to).unwrap();
            drop(body);
            body = Body::switch_on(folder()).unwrap();
            let gone_on = body.wall_clock().unwrap().apart(to).get();
            assert!(gone_on < 60, "{gone_on} s apart");
        }
    }
}
