//! Whole sessions of officer, lock and server in one process, by the app's own rules.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

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
#[path = "session/reconnecting.rs"]
mod reconnecting;
#[path = "session/renewing.rs"]
mod renewing;
#[path = "session/sealing.rs"]
mod sealing;
#[path = "session/sights.rs"]
mod sights;
#[path = "session/store.rs"]
mod store;
#[path = "session/verdicts.rs"]
mod verdicts;
