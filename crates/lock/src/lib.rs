//! What the smart lock does: its states, its journal, its documents, and what it tells to whom.
//!
//! Everything it knows of the world comes through one trait, [`hardware::Hardware`]: the clocks,
//! random bytes, sensors, the bolt's motor and flash. What the lock *is* is derived by one fold
//! over its journal; nothing else keeps it. Whatever is cut off by a loss of power is therefore
//! told again, the same, at the next start.
#![no_std]
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "tests may"
    )
)]

extern crate alloc;

mod account;
pub mod blinking;
mod challenge;
pub mod connection;
mod documents;
#[cfg(feature = "fake")]
pub mod exploring;
#[cfg(feature = "fake")]
pub mod fake;
mod flash;
pub mod hardware;
pub mod identity;
mod instructing;
pub mod journal;
mod keeping;
pub mod lock;
mod presence;
mod refusals;
mod renewing;
pub mod sealing;
mod watch;
mod writing;

pub use connection::{Connection, Dropped};
pub use hardware::Hardware;
pub use identity::Identity;
pub use lock::Lock;
pub use sealing::{SealError, SealOrder};
pub use watch::RELOCK_SECONDS;
