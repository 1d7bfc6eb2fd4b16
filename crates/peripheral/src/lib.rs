//! The lock as a Bluetooth LE peripheral on Linux: a body whose flash is files, whose lever and
//! casing are typed, and whose radio is BlueZ's.
//!
//! [`StateFolder`] is the body on disk, [`Body`] the body that a lock runs on, [`keys`] and
//! [`commission`] make a lock of it, [`run`] lets it live. What the lock does is all in
//! `railseal-lock`.

mod area;
mod body;
pub mod cli;
pub mod commissioning;
pub mod folder;
pub mod keyboard;
pub mod keys;
pub mod radio;
mod reception;
mod runner;
pub mod running;
pub mod sensors;

pub use body::Body;
pub use commissioning::commission;
pub use folder::StateFolder;
pub use running::run;
