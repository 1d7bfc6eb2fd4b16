//! The radio: choosing a lock, connecting to it, and moving segments of bytes to and fro
//! (DESIGN §4.1, [Web Bluetooth](https://webbluetoothcg.github.io/web-bluetooth/)).

use std::future::Future;

#[cfg(target_arch = "wasm32")]
mod chooser;
#[cfg(target_arch = "wasm32")]
mod connection;
#[cfg(target_arch = "wasm32")]
mod externs;
mod fault;
#[cfg(target_arch = "wasm32")]
mod link;
#[cfg(any(test, target_arch = "wasm32"))]
mod queue;
#[cfg(target_arch = "wasm32")]
mod turns;

#[cfg(target_arch = "wasm32")]
pub use chooser::{Device, Name, choose};
pub use fault::{Part, RadioError};
#[cfg(target_arch = "wasm32")]
pub use link::Link;

/// The service and its characteristics, as lower-case UUIDs of 36 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GattLayout {
    /// What the chooser is filtered to.
    pub service: &'static str,
    /// Read: what the lock says of itself before anything is proved.
    pub announcement: &'static str,
    /// Written: segments to the lock.
    pub inbox: &'static str,
    /// Notified: segments from the lock.
    pub outbox: &'static str,
}

/// A connection, as the session sees it: segments out, segments in, each whole and in order, until
/// it ends. Dropping it disconnects.
pub trait RadioLink {
    /// Reads the lock's announcement.
    fn announcement(&self) -> impl Future<Output = Result<Vec<u8>, RadioError>>;

    /// Writes one segment; the next may follow when this has answered.
    fn send(&self, segment: &[u8]) -> impl Future<Output = Result<(), RadioError>>;

    /// The next segment. After the link has ended, those that came before that, and from then on
    /// the reason why it ended.
    fn receive(&self) -> impl Future<Output = Result<Vec<u8>, RadioError>>;
}
