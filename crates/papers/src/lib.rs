//! A container's documents in a worker (`worker.js` beside this), so that reading 22,000 items never
//! holds the screen up. What it answers is `railseal_inspection::register`'s affair.

#[cfg(target_arch = "wasm32")]
pub mod worker;
