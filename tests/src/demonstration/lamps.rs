//! What the locks' lamps blink, for whoever stands in front of them.

use std::collections::BTreeMap;

use railseal_lock::hardware::Lamp;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::lamp::LampCode;
use tokio::sync::watch;

/// The lamps of the train, as they can be seen.
#[derive(Debug, Clone)]
pub struct Lamps(watch::Sender<BTreeMap<LockId, LampCode>>);

impl Lamps {
    /// All dark.
    pub(super) fn dark() -> Self {
        Self(watch::Sender::new(BTreeMap::new()))
    }

    /// A lock's lamp shows this.
    pub(super) fn show(&self, lock: LockId, lamp: Option<Lamp>) {
        self.0.send_if_modified(|lamps| match lamp {
            Some(Lamp::Blinking(code)) => lamps.insert(lock, code) != Some(code),
            Some(Lamp::Dark) | None => lamps.remove(&lock).is_some(),
        });
    }

    /// Counts the flashes of a lock's lamp, once it blinks.
    pub async fn read(&self, lock: LockId) -> LampCode {
        let mut seen = self.0.subscribe();
        loop {
            if let Some(code) = seen.borrow_and_update().get(&lock) {
                return *code;
            }
            // The sender lives as long as `self` does.
            let _ = seen.changed().await;
        }
    }

    /// Says on the terminal what each lamp blinks, for as long as this is awaited.
    pub async fn tell(&self) {
        let mut seen = self.0.subscribe();
        loop {
            for (lock, code) in seen.borrow_and_update().iter() {
                println!("  The lamp of {lock} blinks {code}.");
            }
            let _ = seen.changed().await;
        }
    }
}
