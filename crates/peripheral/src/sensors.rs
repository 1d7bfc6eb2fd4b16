//! What a person does to a body without sensors: each said in two words, as it is typed and as it
//! is kept.

use std::fmt;
use std::str::FromStr;

use railseal_lock::hardware::{Bolt, Casing, Lever};
use railseal_protocol::status::BatteryPercent;

/// How the body is. What a motor or a hand has done to it stays done when the power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sensors {
    /// Where the lever is.
    pub lever: Lever,
    /// Whether the casing is whole.
    pub casing: Casing,
    /// The charge.
    pub battery: BatteryPercent,
    /// Whether the motor moves the bolt.
    pub motor: Motor,
    /// Whether the clock on the wall is known.
    pub clock: WallClock,
    /// Where the bolt is.
    pub bolt: Bolt,
}

/// Whether the motor moves the bolt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motor {
    /// It does.
    Runs,
    /// It cannot.
    Stuck,
}

/// Whether the clock on the wall is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WallClock {
    /// It goes as the system's does.
    Runs {
        /// By how many seconds it was set ahead of the system's; behind it, where negative.
        ahead: i64,
    },
    /// It has stopped or forgotten.
    Lost,
}

/// One sensor's new reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Of the lever.
    Lever(Lever),
    /// Of the casing.
    Casing(Casing),
    /// Of the battery.
    Battery(BatteryPercent),
    /// Of the motor.
    Motor(Motor),
    /// Of the clock.
    Clock(WallClock),
    /// Of the bolt.
    Bolt(Bolt),
}

/// Why a text is no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// No sensor is called so.
    #[error("no sensor is called so")]
    NoSensor,
    /// The sensor knows no such word.
    #[error("not one of: {known}")]
    NoReading {
        /// What it knows.
        known: &'static str,
    },
}

impl Sensors {
    /// A new body: casing closed, lever in, bolt free, battery full.
    pub fn of_a_new_body() -> Self {
        Self {
            lever: Lever::In,
            casing: Casing::Closed,
            // The type's only constructor can fail, though not for this number.
            battery: BatteryPercent::try_from(100).unwrap_or(BatteryPercent::WARNING),
            motor: Motor::Runs,
            clock: WallClock::Runs { ahead: 0 },
            bolt: Bolt::Free,
        }
    }

    /// One sensor reads otherwise from now on.
    pub fn take(&mut self, reading: Reading) {
        match reading {
            Reading::Lever(lever) => self.lever = lever,
            Reading::Casing(casing) => self.casing = casing,
            Reading::Battery(battery) => self.battery = battery,
            Reading::Motor(motor) => self.motor = motor,
            Reading::Clock(clock) => self.clock = clock,
            Reading::Bolt(bolt) => self.bolt = bolt,
        }
    }

    pub(crate) fn readings(&self) -> [Reading; 6] {
        [
            Reading::Lever(self.lever),
            Reading::Casing(self.casing),
            Reading::Battery(self.battery),
            Reading::Motor(self.motor),
            Reading::Clock(self.clock),
            Reading::Bolt(self.bolt),
        ]
    }
}

impl FromStr for Reading {
    type Err = ReadingError;

    fn from_str(text: &str) -> Result<Self, ReadingError> {
        let unknown = |known| Err(ReadingError::NoReading { known });
        let (sensor, word) = text.split_once(' ').unwrap_or((text, ""));
        Ok(match (sensor, word.trim_start()) {
            ("lever", "in") => Self::Lever(Lever::In),
            ("lever", "out") => Self::Lever(Lever::Out),
            ("lever", "cut") => Self::Lever(Lever::Cut),
            ("lever", _) => return unknown("in, out, cut"),
            ("case", "closed") => Self::Casing(Casing::Closed),
            ("case", "open") => Self::Casing(Casing::Opened),
            ("case", _) => return unknown("closed, open"),
            ("battery", percent) => {
                let percent = percent.parse::<u8>().ok();
                match percent.and_then(|percent| BatteryPercent::try_from(percent).ok()) {
                    Some(percent) => Self::Battery(percent),
                    None => return unknown("0 to 100"),
                }
            }
            ("motor", "runs") => Self::Motor(Motor::Runs),
            ("motor", "stuck") => Self::Motor(Motor::Stuck),
            ("motor", _) => return unknown("runs, stuck"),
            ("clock", "lost") => Self::Clock(WallClock::Lost),
            ("clock", "runs") => Self::Clock(WallClock::Runs { ahead: 0 }),
            ("clock", word) => {
                let ahead = word.strip_prefix("runs ahead ");
                match ahead.and_then(|seconds| seconds.parse().ok()) {
                    Some(ahead) => Self::Clock(WallClock::Runs { ahead }),
                    None => return unknown("runs, lost"),
                }
            }
            ("bolt", "free") => Self::Bolt(Bolt::Free),
            ("bolt", "held") => Self::Bolt(Bolt::Held),
            ("bolt", _) => return unknown("free, held"),
            (_, _) => return Err(ReadingError::NoSensor),
        })
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lever(Lever::In) => "lever in",
            Self::Lever(Lever::Out) => "lever out",
            Self::Lever(Lever::Cut) => "lever cut",
            Self::Casing(Casing::Closed) => "case closed",
            Self::Casing(Casing::Opened) => "case open",
            Self::Battery(percent) => return write!(f, "battery {}", percent.get()),
            Self::Motor(Motor::Runs) => "motor runs",
            Self::Motor(Motor::Stuck) => "motor stuck",
            Self::Clock(WallClock::Runs { ahead: 0 }) => "clock runs",
            Self::Clock(WallClock::Runs { ahead }) => return write!(f, "clock runs ahead {ahead}"),
            Self::Clock(WallClock::Lost) => "clock lost",
            Self::Bolt(Bolt::Free) => "bolt free",
            Self::Bolt(Bolt::Held) => "bolt held",
        })
    }
}

/// A reading a line.
impl fmt::Display for Sensors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.readings()
            .iter()
            .try_for_each(|reading| writeln!(f, "{reading}"))
    }
}

/// What is not said is as in a new body.
impl FromStr for Sensors {
    type Err = ReadingError;

    fn from_str(text: &str) -> Result<Self, ReadingError> {
        let mut sensors = Self::of_a_new_body();
        for line in text.lines() {
            sensors.take(line.parse()?);
        }
        Ok(sensors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let mut sensors = Sensors::of_a_new_body();
        for text in [
            "lever cut",
            "lever out",
            "case open",
            "battery 0",
            "motor stuck",
            "clock lost",
            "clock runs",
            "clock runs ahead -3600",
            "bolt held",
        ] {
            let reading: Reading = text.parse().unwrap();
            assert_eq!(reading.to_string(), text);
            sensors.take(reading);
            assert_eq!(sensors.to_string().parse(), Ok(sensors));
        }
    }

    #[test]
    fn what_is_no_reading_is_told_what_would_be() {
        for (text, error) in [
            ("", ReadingError::NoSensor),
            ("door open", ReadingError::NoSensor),
            (
                "lever",
                ReadingError::NoReading {
                    known: "in, out, cut",
                },
            ),
            ("battery 101", ReadingError::NoReading { known: "0 to 100" }),
        ] {
            assert_eq!(text.parse::<Reading>(), Err(error), "{text}");
        }
    }
}
