//! A model of two phones, a bad link and a lock, in which the lock is the real one: every state within
//! printed bounds is visited, and in every one it is looked at what a lock promises.
//!
//! What is real: the lock's journal and what it folds from it, its decision, acceptance, effect,
//! outcome and start after a loss of power, on the hardware made of memory. What is abstracted:
//! radio and session; and the signatures of those who order, which are made and verified once for
//! each directive and then carried along. What the lock reads from its flash it verifies as ever.
//!
//! A lost message is one that never arrives, so it needs no step of its own: it makes room where
//! another is sent. A lock that did the same in the same state before is not run again: what
//! became of it is looked up.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "tests may, and need not all that other tests of the lock do"
)]

mod air;
mod checks;
mod explorer;
mod faults;
mod happening;
mod letters;
mod machine;
#[path = "../lock/orders.rs"]
mod orders;
mod parked;
#[path = "../lock/phone.rs"]
mod phone;
mod phones;
mod plans;
mod promises;
mod quick;
mod scenes;
mod state;
mod system;
mod violations;
#[path = "../lock/world.rs"]
mod world;
