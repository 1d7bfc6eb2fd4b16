//! How deep the stack has been: the start paints it, and what is used loses its paint.

use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m_rt::STACK_PAINT_VALUE;

/// How deep the stack has been.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Depth {
    /// The most bytes in use since the start.
    pub(crate) in_use: usize,
    /// What there is, in bytes.
    pub(crate) size: usize,
}

/// How deep the stack has been since the start. All of it means that it may have been deeper.
#[expect(
    unsafe_code,
    reason = "the stack stands between two addresses of the linker's"
)]
pub(crate) fn depth() -> Depth {
    unsafe extern "C" {
        static _stack_end: AtomicU32;
        static _stack_start: AtomicU32;
    }
    let (end, start) = (&raw const _stack_end, &raw const _stack_start);
    let mut lowest = end;
    // SAFETY: between the two lies the stack, in whole words, all painted or written.
    unsafe {
        while lowest < start && (*lowest).load(Ordering::Relaxed) == STACK_PAINT_VALUE {
            lowest = lowest.add(1);
        }
    }
    Depth {
        in_use: start as usize - lowest as usize,
        size: start as usize - end as usize,
    }
}
