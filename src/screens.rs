//! What the officer sees. Screens render the state of [`crate::app::App`] and call what it can do.

mod agree;
mod buttons;
mod camera;
mod casing;
mod changes;
mod codes;
mod connection;
mod decide;
mod documents;
mod enrol;
mod exchange;
mod frame;
mod gathering;
mod grants;
mod item;
mod lamp;
mod lists;
mod notice;
mod number;
mod order;
mod orders;
mod prior;
mod reading;
mod records;
mod search;
mod verdict;
mod visit;
mod work;

pub use frame::Frame;
