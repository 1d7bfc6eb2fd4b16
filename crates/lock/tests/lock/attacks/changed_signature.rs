//! Anybody can change an ECDSA signature (r, s) into (r, n − s), which verifies too.

use railseal_protocol::statement::{Signed, Statement};

/// The order of the curve P-256, big-endian.
const N: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// The same statement under another signature that verifies.
pub(super) fn changed<T: Statement>(signed: &Signed<T>) -> Signed<T> {
    let mut wire = signed.to_wire();
    let s = wire.len() - 32;
    let mut borrow = 0;
    for place in (0..32).rev() {
        let left = i16::from(N[place]) - i16::from(wire[s + place]) - borrow;
        borrow = i16::from(left < 0);
        wire[s + place] = left.rem_euclid(256) as u8;
    }
    let other = Signed::from_wire(&wire).unwrap();
    assert!(other != *signed && other.id() == signed.id());
    other
}
