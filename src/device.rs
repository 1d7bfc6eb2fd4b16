//! What the browser gives: radio, key, store, network, clock, chance. Browser APIs are called in
//! here and nowhere else, and what is in here knows bytes, nothing of Railseal's protocol.
//!
//! Each module opens with plain types and, where rules need one, a trait: those build on any host,
//! so that rules can be tested with a fake. What calls the browser builds for `wasm32` only.

pub mod bluetooth;
pub mod exception;
pub mod http;
pub mod keys;
pub mod scanner;
pub mod store;

#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod online;
#[cfg(target_arch = "wasm32")]
pub mod optics;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod papers;
#[cfg(target_arch = "wasm32")]
pub mod patience;
#[cfg(target_arch = "wasm32")]
pub mod random;
#[cfg(target_arch = "wasm32")]
pub mod timer;

#[cfg(target_arch = "wasm32")]
mod dictionary;
