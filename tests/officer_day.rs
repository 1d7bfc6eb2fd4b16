//! The officer's day in a real browser: the app as it is shipped, its own Bluetooth calls, the
//! locks behind the stand-in for BlueZ in this process, the customs server beside them.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "officer_day/casing.rs"]
mod casing;
#[path = "officer_day/codes.rs"]
mod codes;
#[path = "officer_day/crossing.rs"]
mod crossing;
#[path = "officer_day/dropped.rs"]
mod dropped;
#[path = "officer_day/radio.rs"]
mod radio;
#[path = "officer_day/screens.rs"]
mod screens;
#[path = "officer_day/story.rs"]
mod story;
