//! The server as phones, browsers, other administrations and operators meet it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    missing_docs,
    reason = "tests may"
)]

mod app;
mod command_line;
mod consigning;
mod enrolment;
mod grants;
mod lists;
mod log;
mod office;
mod phone;
mod preparing;
mod pull;
mod push;
mod running;
mod storage_story;
mod tables;
