//! Whole sessions of officer, lock and server in one process, by the app's own rules.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

#[path = "session/agreeing.rs"]
mod agreeing;
#[path = "session/crossing.rs"]
mod crossing;
#[path = "session/desk.rs"]
mod desk;
#[path = "session/flips.rs"]
mod flips;
#[path = "session/granting.rs"]
mod granting;
#[path = "session/link.rs"]
mod link;
#[path = "session/lists.rs"]
mod lists;
#[path = "../crates/lock/tests/lock/orders.rs"]
#[allow(
    dead_code,
    clippy::panic,
    reason = "taken in from the lock's own tests"
)]
mod orders;
#[path = "session/orders_link.rs"]
mod orders_link;
#[path = "../crates/lock/tests/lock/phone.rs"]
#[allow(dead_code, reason = "taken in from the lock's own tests")]
mod phone;
#[path = "session/reconnecting.rs"]
mod reconnecting;
#[path = "session/renewing.rs"]
mod renewing;
#[path = "session/sealing.rs"]
mod sealing;
#[path = "session/sights.rs"]
mod sights;
#[path = "../crates/lock/tests/lock/small.rs"]
mod small;
#[path = "session/store.rs"]
mod store;
#[path = "session/verdicts.rs"]
mod verdicts;
#[path = "../crates/lock/tests/lock/world.rs"]
#[allow(dead_code, reason = "taken in from the lock's own tests")]
mod world;
