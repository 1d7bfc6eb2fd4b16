//! What is typed by whoever stands before the lock, a line at a time.

use std::str::FromStr;

use railseal_lock::hardware::{Bolt, Lever};

use crate::sensors::{Reading, ReadingError, Sensors};

/// What `help` says.
pub const HELP: &str = "\
  lever in|out|cut     the lever is put in, pulled out, or its conductor is cut
  case open|closed     the casing
  battery 0..100       the battery's charge
  motor stuck|runs     whether the motor moves the bolt
  clock lost|runs      whether the clock on the wall is known
  status               how the lock is
  quit                 cut the power";

/// A line, understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Something is done to the body.
    Reading(Reading),
    /// How is it?
    Status,
    /// What can be typed?
    Help,
    /// Cut the power.
    Quit,
}

/// Why nothing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// The line says nothing that is known.
    #[error("not understood: `help` says what can be typed")]
    Unknown,
    /// The sensor has another choice.
    #[error(transparent)]
    Reading(ReadingError),
    /// The motor moves the bolt, and nobody else.
    #[error("only the motor moves the bolt")]
    BoltByHand,
    /// The bolt holds the lever.
    #[error("the bolt holds the lever: it can only be cut")]
    LeverHeld,
}

impl FromStr for Typed {
    type Err = TypedError;

    fn from_str(line: &str) -> Result<Self, TypedError> {
        match line.trim() {
            "status" => Ok(Self::Status),
            "help" => Ok(Self::Help),
            "quit" => Ok(Self::Quit),
            reading => match reading.parse() {
                Ok(Reading::Bolt(_)) => Err(TypedError::BoltByHand),
                Ok(reading) => Ok(Self::Reading(reading)),
                Err(ReadingError::NoSensor) => Err(TypedError::Unknown),
                Err(error) => Err(TypedError::Reading(error)),
            },
        }
    }
}

/// Whether hands can do this to a body as it is.
pub(crate) fn possible(reading: Reading, sensors: &Sensors) -> Result<(), TypedError> {
    let held = sensors.bolt == Bolt::Held && sensors.lever == Lever::In;
    match reading {
        Reading::Lever(Lever::Out) if held => Err(TypedError::LeverHeld),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_help_names_is_understood() {
        for line in HELP.lines() {
            let mut words = line.split_whitespace();
            let (first, choices) = (words.next().unwrap(), words.next().unwrap());
            if !choices.contains('|') && !choices.contains("..") {
                assert!(first.parse::<Typed>().is_ok(), "{line}");
                continue;
            }
            for choice in choices.split('|').flat_map(|choice| choice.split("..")) {
                let typed = format!(" {first} {choice}\n");
                assert!(matches!(typed.parse(), Ok(Typed::Reading(_))), "{typed}");
            }
        }
    }

    #[test]
    fn what_hands_cannot_do_is_refused() {
        assert_eq!("bolt free".parse::<Typed>(), Err(TypedError::BoltByHand));
        assert_eq!("open".parse::<Typed>(), Err(TypedError::Unknown));
        let mut sensors = Sensors::of_a_new_body();
        let pulled = Reading::Lever(Lever::Out);
        assert_eq!(possible(pulled, &sensors), Ok(()));
        sensors.bolt = Bolt::Held;
        assert_eq!(possible(pulled, &sensors), Err(TypedError::LeverHeld));
        assert_eq!(possible(Reading::Lever(Lever::Cut), &sensors), Ok(()));
    }
}
