//! Picking at random, the same for the same seed.

use fastrand::Rng;

/// Any one of these.
pub(super) fn of<T: Copy, const N: usize>(rng: &mut Rng, all: &[T; N]) -> T {
    all[rng.usize(..N)]
}

/// A place among so many, the first far more often than the last, as few shops send most of the
/// mail and few towns get it.
pub(super) fn early(rng: &mut Rng, many: usize) -> usize {
    let at_random = rng.f64();
    let place = (at_random * at_random * at_random * many as f64) as usize;
    place.min(many.saturating_sub(1))
}
