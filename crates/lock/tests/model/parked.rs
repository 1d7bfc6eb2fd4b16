//! A real lock laid aside: its flash cut down to what is written, so that tens of thousands fit
//! into memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::{Area, Bolt, Casing, Lever};

use crate::world::NOW;

const AREAS: [(Area, usize); 5] = [
    (Area::Identity, 12 * 1024),
    (Area::Journal, 32 * 1024),
    (Area::Documents, 16 * 1024),
    (Area::ListsA, 64),
    (Area::ListsB, 64),
];

/// A body with as much flash as the model needs.
pub(crate) fn body() -> FakeHardware {
    AREAS
        .iter()
        .fold(FakeHardware::new(NOW), |body, (area, size)| {
            body.with_area(*area, *size)
        })
}

pub(crate) struct Parked(Lock<FakeHardware>);

impl Parked {
    pub(crate) fn park(mut lock: Lock<FakeHardware>) -> Self {
        for (area, _) in AREAS {
            let bytes = lock.hardware_mut().area_mut(area);
            let used = used(bytes);
            bytes.truncate(used);
            bytes.shrink_to_fit();
        }
        Self(lock)
    }

    /// The lock, to do something with.
    pub(crate) fn wake(&self) -> Lock<FakeHardware> {
        let mut lock = self.0.clone();
        for (area, size) in AREAS {
            lock.hardware_mut().area_mut(area).resize(size, 0xff);
        }
        lock
    }

    /// Equal only for locks that do alike from here on.
    pub(crate) fn fingerprint(&mut self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.hash_memory(&mut hasher);
        let body = self.0.hardware_mut();
        for (area, _) in AREAS {
            body.area_mut(area).hash(&mut hasher);
        }
        let lever = match body.lever {
            Lever::In => 0_u8,
            Lever::Out => 1,
            Lever::Cut => 2,
        };
        let held = body.bolt == Bolt::Held;
        let opened = body.casing == Casing::Opened;
        let wall = body.wall_clock.map(|wall| wall.as_unix());
        (lever, held, opened, wall, body.uptime.0).hash(&mut hasher);
        hasher.finish()
    }
}

/// How far flash is written, in steps of 64 bytes.
fn used(bytes: &[u8]) -> usize {
    let erased = [0xff; 64];
    let mut used = bytes.len();
    while used >= 64 && bytes[used - 64..used] == erased {
        used -= 64;
    }
    used
}
