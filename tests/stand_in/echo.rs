//! A peripheral that numbers what it sends, so that a page can tell what is missing.

use railseal_tests::bluez::{GattLayout, Peripheral};

/// Answers each one-byte segment with three notifications, numbered through.
pub(crate) struct Echo {
    name: &'static str,
    sent: u32,
    notification_size: usize,
}

impl Echo {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            sent: 0,
            notification_size: 20,
        }
    }

    /// One that sends more than its own link carries.
    pub(crate) fn too_wordy(name: &'static str) -> Self {
        Self {
            notification_size: 245,
            ..Self::new(name)
        }
    }
}

impl Peripheral for Echo {
    fn name(&self) -> String {
        self.name.into()
    }

    fn connected(&mut self) {
        self.sent = 0;
    }

    fn read_announcement(&mut self) -> Vec<u8> {
        // Longer than any segment: the link must read it in pieces.
        (0..=255).chain(0..=200).collect()
    }

    fn write_inbox(&mut self, _segment: &[u8]) -> Vec<Vec<u8>> {
        let numbered = |number: u32| {
            let mut notification = number.to_be_bytes().to_vec();
            notification.resize(self.notification_size, 0);
            notification
        };
        let notifications = (self.sent..self.sent + 3).map(numbered).collect();
        self.sent += 3;
        notifications
    }

    fn disconnected(&mut self) {}

    fn segment_limit(&self) -> usize {
        244
    }
}

pub(crate) fn layout() -> GattLayout {
    GattLayout {
        service: "7e1f0001-9c1b-4a55-8d6a-0d1f5ca10000".into(),
        announcement: "7e1f0002-9c1b-4a55-8d6a-0d1f5ca10000".into(),
        inbox: "7e1f0003-9c1b-4a55-8d6a-0d1f5ca10000".into(),
        outbox: "7e1f0004-9c1b-4a55-8d6a-0d1f5ca10000".into(),
    }
}
