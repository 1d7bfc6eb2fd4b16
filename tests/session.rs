//! Whole sessions of officer, lock and server in one process, by the app's own rules.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "session/agreeing.rs"]
mod agreeing;
#[path = "session/crossing.rs"]
mod crossing;
#[path = "session/flips.rs"]
mod flips;
#[path = "session/link.rs"]
mod link;
#[path = "session/lists.rs"]
mod lists;
#[path = "session/reconnecting.rs"]
mod reconnecting;
#[path = "session/sealing.rs"]
mod sealing;
#[path = "session/sights.rs"]
mod sights;
#[path = "session/store.rs"]
mod store;
#[path = "session/verdicts.rs"]
mod verdicts;
