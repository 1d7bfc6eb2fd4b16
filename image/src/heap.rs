//! The lock's heap: 128 KiB and no more, and how much of it was in use at most. What stands beside
//! the lock (the phone, and the parties of the self-test) has a heap of its own, so that the
//! lock's is the lock's alone.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use embedded_alloc::LlffHeap;

/// What the lock has, in bytes.
pub(crate) const SIZE: usize = 128 * 1024;
/// What stands beside it needs more than a phone would notice, and less than that.
const BESIDE: usize = 1024 * 1024;

/// A heap's memory.
#[repr(C, align(8))]
struct Memory<const SIZE: usize>(UnsafeCell<MaybeUninit<[u8; SIZE]>>);

impl<const SIZE: usize> Memory<SIZE> {
    const fn new() -> Self {
        Self(UnsafeCell::new(MaybeUninit::uninit()))
    }

    fn begin(&self) -> usize {
        self.0.get() as usize
    }
}

#[expect(unsafe_code, reason = "an allocator's memory is everybody's")]
// SAFETY: nothing but the allocator, which excludes interrupts, hands out what is inside.
unsafe impl<const SIZE: usize> Sync for Memory<SIZE> {}

#[expect(unsafe_code, reason = "its size is told by its section")]
#[unsafe(link_section = ".heap")]
static OF_LOCK: Memory<SIZE> = Memory::new();

#[expect(unsafe_code, reason = "it lies in the board's large memory")]
#[unsafe(link_section = ".beside")]
static OF_BESIDE: Memory<BESIDE> = Memory::new();

#[global_allocator]
static HEAPS: Heaps = Heaps {
    lock: LlffHeap::empty(),
    beside: LlffHeap::empty(),
    in_lock: AtomicBool::new(false),
    most: AtomicUsize::new(0),
    reach: AtomicUsize::new(0),
};

/// Both heaps, and how far the lock's has gone.
struct Heaps {
    lock: LlffHeap,
    beside: LlffHeap,
    /// Whether the lock is at work.
    in_lock: AtomicBool,
    /// The most bytes that the lock had in use at once.
    most: AtomicUsize,
    /// The highest address that the lock had in use, which what lies in pieces drives up.
    reach: AtomicUsize,
}

/// How far the lock's heap went since the last start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HighWater {
    /// The most bytes in use at once.
    pub(crate) in_use: usize,
    /// How many bytes, from the heap's beginning, were touched.
    pub(crate) touched: usize,
}

/// Gives the heaps their memory. To be called once, before anything is allocated.
#[expect(unsafe_code, reason = "an allocator takes addresses")]
pub(crate) fn begin() {
    // SAFETY: each memory is as large as is said, and nobody else uses it; a second call panics.
    unsafe {
        HEAPS.lock.init(OF_LOCK.begin(), SIZE);
        HEAPS.beside.init(OF_BESIDE.begin(), BESIDE);
    }
}

/// Lets the lock work: what it allocates meanwhile comes from its own heap.
pub(crate) fn in_lock<T>(work: impl FnOnce() -> T) -> T {
    HEAPS.in_lock.store(true, Ordering::Relaxed);
    let result = work();
    HEAPS.in_lock.store(false, Ordering::Relaxed);
    result
}

/// How far the lock's heap has gone.
pub(crate) fn high_water() -> HighWater {
    let reach = HEAPS.reach.load(Ordering::Relaxed);
    HighWater {
        in_use: HEAPS.most.load(Ordering::Relaxed),
        touched: reach.saturating_sub(OF_LOCK.begin()),
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait")]
// SAFETY: every call goes to an allocator that keeps the trait's promises, and what is given back
// goes to the one in whose memory it lies.
unsafe impl GlobalAlloc for Heaps {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !self.in_lock.load(Ordering::Relaxed) {
            // SAFETY: the caller's promises are those that are asked for.
            return unsafe { self.beside.alloc(layout) };
        }
        // SAFETY: likewise.
        let block = unsafe { self.lock.alloc(layout) };
        if !block.is_null() {
            self.most.fetch_max(self.lock.used(), Ordering::Relaxed);
            let end = block as usize + layout.size();
            self.reach.fetch_max(end, Ordering::Relaxed);
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let begin = OF_LOCK.begin();
        let is_locks = (begin..begin + SIZE).contains(&(block as usize));
        let heap = if is_locks { &self.lock } else { &self.beside };
        // SAFETY: the caller's promises are those that are asked for.
        unsafe { heap.dealloc(block, layout) }
    }
}
