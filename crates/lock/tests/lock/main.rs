//! The lock on its fake body: sealed, read over a session, broken into, and cut off from power at
//! every write.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may"
)]

mod access;
mod asked_at_fault;
mod attacks;
mod clock;
mod garbage;
mod inspections;
mod journey;
mod lamp;
mod orders;
mod phone;
mod power;
mod power_orders;
mod room;
mod room_for_orders;
mod sealing;
mod session;
mod small;
mod tamper;
mod world;
mod writing;
