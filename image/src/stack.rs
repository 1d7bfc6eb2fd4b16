//! How deep the stack has been: the start paints it, and what is used loses its paint.

use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m_rt::STACK_PAINT_VALUE;

/// The most bytes of the stack that were in use since the start.
#[expect(
    unsafe_code,
    reason = "the stack stands between two addresses of the linker's"
)]
pub(crate) fn high_water() -> usize {
    unsafe extern "C" {
        static _stack_end: AtomicU32;
        static _stack_start: AtomicU32;
    }
    let (mut lowest, top) = (&raw const _stack_end, &raw const _stack_start);
    // SAFETY: between the two lies the stack, in whole words, all painted or written.
    unsafe {
        while lowest < top && (*lowest).load(Ordering::Relaxed) == STACK_PAINT_VALUE {
            lowest = lowest.add(1);
        }
    }
    top as usize - lowest as usize
}
