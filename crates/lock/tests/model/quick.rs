//! A hash for small keys that nobody attacks, a few times faster than the standard one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

#[derive(Default)]
pub(crate) struct Quick(u64);

impl Quick {
    fn mix(&mut self, more: u64) {
        self.0 = (self.0.rotate_left(5) ^ more).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.mix(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, more: u8) {
        self.mix(u64::from(more));
    }

    fn write_u16(&mut self, more: u16) {
        self.mix(u64::from(more));
    }

    fn write_u32(&mut self, more: u32) {
        self.mix(u64::from(more));
    }

    fn write_u64(&mut self, more: u64) {
        self.mix(more);
    }

    fn write_isize(&mut self, more: isize) {
        self.mix(more as u64);
    }

    fn write_usize(&mut self, more: usize) {
        self.mix(more as u64);
    }
}
