//! The officer's day in a real browser: the app as it is shipped, its own Bluetooth calls, the
//! locks behind the stand-in for BlueZ, in this process or as processes of their own, the customs
//! server beside them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "officer_day/casing.rs"]
mod casing;
#[path = "officer_day/codes.rs"]
mod codes;
#[path = "officer_day/crossing.rs"]
mod crossing;
#[path = "officer_day/dropped.rs"]
mod dropped;
#[path = "officer_day/granted.rs"]
mod granted;
#[path = "officer_day/journey.rs"]
mod journey;
#[path = "officer_day/line.rs"]
mod line;
#[path = "officer_day/lock_process.rs"]
mod lock_process;
#[path = "officer_day/mail.rs"]
mod mail;
#[path = "officer_day/process.rs"]
mod process;
#[path = "officer_day/process_alone.rs"]
mod process_alone;
#[path = "officer_day/radio.rs"]
mod radio;
#[path = "officer_day/screens.rs"]
mod screens;
#[path = "officer_day/story.rs"]
mod story;
