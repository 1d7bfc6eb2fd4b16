//! A link that does not wait for ever.

use std::time::Duration;

use super::bluetooth::{Link, RadioError, RadioLink};
use super::timer::within;

/// The longest that a lock may say nothing when it is asked: a chunk of 16 kB at 20 bytes a
/// segment is under way for seconds, but its segments come all the time.
const SILENCE: Duration = Duration::from_secs(10);

/// A link of which every step ends in time.
pub struct Patient(pub Link);

impl RadioLink for Patient {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        within(SILENCE, self.0.announcement())
            .await
            .unwrap_or(Err(RadioError::NoAnswer))
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        within(SILENCE, self.0.send(segment))
            .await
            .unwrap_or(Err(RadioError::NoAnswer))
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        within(SILENCE, self.0.receive())
            .await
            .unwrap_or(Err(RadioError::NoAnswer))
    }
}
