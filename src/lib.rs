//! Railseal's PWA. The rules are plain structs and functions over the traits of [`device`], and
//! are tested on any host; what renders and what calls the browser builds for `wasm32` only.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "tests may"
    )
)]

pub mod casing;
pub mod device;
pub mod enrolment;
pub mod grants;
pub mod local_time;
pub mod officer;
pub mod orders;
pub mod outbox;
pub mod parts;
pub mod registry;
pub mod route;
pub mod sightings;
pub mod signing;
pub mod sync;
pub mod visit;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
mod pick;
#[cfg(target_arch = "wasm32")]
#[expect(
    unreachable_pub,
    reason = "the component macro makes every component's properties public"
)]
mod screens;
#[cfg(target_arch = "wasm32")]
mod slot;
