//! What the browser tests stand on: a Bluetooth service for Chromium and a Chromium to drive,
//! and what its camera sees.

pub mod bluez;
pub mod browser;
pub mod demonstration;
pub mod film;
pub mod pages;
pub mod phone;
pub mod walk;
