//! A lock on a bench, phones of its own administration and of the one that it goes to, and what
//! stands in the lock's memory.

use railseal::grants::Grants;
use railseal::officer::Officer;
use railseal_inspection::record::DeviceId;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Hardware};
use railseal_lock::{Connection, Lock};
use railseal_protocol::journal::{ENTRY_LIMIT, Entry};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::wire::decode;
use railseal_tests::bluez::Peripheral;
use railseal_tests::phone::MemoryKey;

use crate::world::{Holder, Nation};

/// What a link carries at once.
const SEGMENT: usize = 512;

/// A running lock, and who is connected to it.
pub(super) struct Bench {
    pub(super) lock: Lock<FakeHardware>,
    connection: Option<Connection>,
}

impl Bench {
    /// The lock of a body that was without power.
    pub(super) fn of(mut body: FakeHardware) -> Self {
        body.restart();
        Self {
            lock: Lock::start(body).unwrap(),
            connection: None,
        }
    }

    /// Power is lost, and comes back.
    pub(super) fn restarted(self) -> Self {
        Self::of(self.lock.into_hardware())
    }

    /// The entries on its flash from an index on, past all that it says of itself.
    pub(super) fn entries(&self, from: u32) -> Vec<Entry> {
        let body = self.lock.hardware();
        let mut bytes = vec![0; body.size(Area::Journal)];
        body.read(Area::Journal, 0, &mut bytes).unwrap();
        let mut entries: Vec<Entry> = Vec::new();
        // A record is a header of 16 bytes, with the length in the second word, and whole units of 8.
        while bytes[0] != 0xff {
            let length = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
            entries.push(decode(&bytes[16..16 + length], ENTRY_LIMIT).unwrap());
            bytes.drain(..16 + length.next_multiple_of(8));
        }
        entries.split_off(from as usize)
    }
}

impl Peripheral for Bench {
    fn name(&self) -> String {
        self.lock.advertised_name()
    }

    fn connected(&mut self) {
        self.connection = Some(Connection::open(SegmentSize::clamped(SEGMENT)));
    }

    fn read_announcement(&mut self) -> Vec<u8> {
        self.lock.announcement(SegmentSize::clamped(SEGMENT))
    }

    fn write_inbox(&mut self, segment: &[u8]) -> Vec<Vec<u8>> {
        let Some(mut connection) = self.connection.take() else {
            return Vec::new();
        };
        // A lock that will hear no more says nothing more.
        let Ok(segments) = self.lock.receive(&mut connection, segment) else {
            return Vec::new();
        };
        self.connection = Some(connection);
        segments
    }

    fn disconnected(&mut self) {
        self.connection = None;
    }

    fn segment_limit(&self) -> usize {
        SEGMENT
    }
}

/// Whose phone it is.
pub(super) struct Phone {
    pub(super) officer: Officer,
    pub(super) key: MemoryKey,
}

impl Phone {
    pub(super) fn of(who: &Holder, (own, other): (&Nation, &Nation)) -> Self {
        let trust = own.trust(other);
        let holder = trust.verify(&who.chain).unwrap();
        let person = holder.certificate().person().unwrap().clone();
        Self {
            officer: Officer {
                holder,
                person,
                trust,
                grants: Grants::default(),
                worklist: None,
                device: DeviceId([1; 16]),
            },
            key: MemoryKey::from_scalar(&who.key.to_scalar()).unwrap(),
        }
    }
}
