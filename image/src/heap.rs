//! The heap: 128 KiB and no more, and how much of it was in use at most.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicUsize, Ordering};

use embedded_alloc::LlffHeap;

/// What there is, in bytes.
pub(crate) const SIZE: usize = 128 * 1024;

/// The memory itself.
#[repr(C, align(8))]
struct Memory(UnsafeCell<MaybeUninit<[u8; SIZE]>>);

#[expect(
    unsafe_code,
    reason = "only the allocator touches it, which is given it once and locks itself"
)]
// SAFETY: nothing but the allocator, which excludes interrupts, reads or writes what is inside.
unsafe impl Sync for Memory {}

#[expect(
    unsafe_code,
    reason = "a section by itself, so that its size is told by itself"
)]
#[unsafe(link_section = ".heap")]
static MEMORY: Memory = Memory(UnsafeCell::new(MaybeUninit::uninit()));

#[global_allocator]
static HEAP: Measured = Measured {
    heap: LlffHeap::empty(),
    most: AtomicUsize::new(0),
    reach: AtomicUsize::new(0),
};

/// An allocator that remembers how far it went.
struct Measured {
    heap: LlffHeap,
    /// The most bytes that were in use at once.
    most: AtomicUsize,
    /// The highest address that was in use, which what lies in pieces drives up.
    reach: AtomicUsize,
}

/// How far the heap went since the last start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HighWater {
    /// The most bytes in use at once.
    pub(crate) in_use: usize,
    /// How many bytes of the heap, from its beginning, were touched.
    pub(crate) touched: usize,
}

/// Gives the allocator its memory. To be called once, before anything is allocated.
#[expect(unsafe_code, reason = "the allocator takes addresses")]
pub(crate) fn begin() {
    // SAFETY: the memory is as large as is said, and nobody else uses it; a second call panics.
    unsafe { HEAP.heap.init(MEMORY.0.get() as usize, SIZE) }
}

/// How far the heap has gone.
pub(crate) fn high_water() -> HighWater {
    let touched = HEAP.reach.load(Ordering::Relaxed);
    HighWater {
        in_use: HEAP.most.load(Ordering::Relaxed),
        touched: touched.saturating_sub(MEMORY.0.get() as usize),
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait")]
// SAFETY: every call goes to an allocator that keeps the trait's promises; the rest only counts.
unsafe impl GlobalAlloc for Measured {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are those that are asked for.
        let block = unsafe { self.heap.alloc(layout) };
        if !block.is_null() {
            self.most.fetch_max(self.heap.used(), Ordering::Relaxed);
            let end = block as usize + layout.size();
            self.reach.fetch_max(end, Ordering::Relaxed);
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are those that are asked for.
        unsafe { self.heap.dealloc(block, layout) }
    }
}
