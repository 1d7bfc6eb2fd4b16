//! What keeps its state while there is no power: flash, and what moves. It lies in memory that a
//! reset leaves alone, at an address where the linker puts nothing.

use core::slice;
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::heap::{self, HighWater};
use crate::stack;

/// The size of each area of flash, in bytes: a serial NOR flash of 4 MiB holds them all.
pub(super) const IDENTITY: usize = 256 * 1024;
pub(super) const JOURNAL: usize = 128 * 1024;
pub(super) const DOCUMENTS: usize = 2 * 1024 * 1024;
pub(super) const LISTS: usize = 64 * 1024;
const FLASH: usize = IDENTITY + JOURNAL + DOCUMENTS + 2 * LISTS;

/// What is kept beside flash, a word each.
#[repr(C)]
pub(crate) struct Registers {
    /// Whether any of this was written since QEMU was started.
    mark: AtomicU32,
    /// How many lives were begun.
    pub(crate) lives: AtomicU32,
    /// The clock on the wall, in seconds of Unix time.
    pub(super) wall: AtomicU32,
    /// How many random values were drawn.
    pub(super) drawn: AtomicU32,
    pub(super) lever: AtomicU32,
    pub(super) casing: AtomicU32,
    pub(super) bolt: AtomicU32,
    heap_in_use: AtomicU32,
    heap_touched: AtomicU32,
    stack: AtomicU32,
}

/// The most that was needed in any life, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) heap: HighWater,
    pub(crate) stack: usize,
}

impl Registers {
    const MARK: u32 = 0x5ea1_5ea1;

    /// Raises the marks to what this life has needed so far: the next start knows nothing of it.
    pub(crate) fn raise_marks(&self) {
        let raise = |register: &AtomicU32, bytes: usize| {
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            register.fetch_max(bytes, Ordering::Relaxed);
        };
        let heap = heap::high_water();
        raise(&self.heap_in_use, heap.in_use);
        raise(&self.heap_touched, heap.touched);
        raise(&self.stack, stack::depth().in_use);
    }

    pub(crate) fn marks(&self) -> Marks {
        let bytes = |register: &AtomicU32| {
            let bytes = register.load(Ordering::Relaxed);
            usize::try_from(bytes).unwrap_or(usize::MAX)
        };
        Marks {
            heap: HighWater {
                in_use: bytes(&self.heap_in_use),
                touched: bytes(&self.heap_touched),
            },
            stack: bytes(&self.stack),
        }
    }
}

/// The areas of flash.
pub(crate) struct Flash {
    pub(super) identity: &'static mut [u8],
    pub(super) journal: &'static mut [u8],
    pub(super) documents: &'static mut [u8],
    pub(super) lists_a: &'static mut [u8],
    pub(super) lists_b: &'static mut [u8],
}

/// Everything that is kept.
pub(crate) struct Kept {
    pub(crate) registers: &'static Registers,
    pub(crate) flash: Flash,
}

impl Kept {
    /// Takes it, once a life. Before the first, flash is as the factory leaves it: erased.
    pub(crate) fn take() -> Option<Self> {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        if TAKEN.swap(true, Ordering::Relaxed) {
            return None;
        }
        let (registers, bytes) = memory();
        if registers.mark.swap(Registers::MARK, Ordering::Relaxed) != Registers::MARK {
            bytes.fill(0xff);
        }
        let (identity, rest) = bytes.split_at_mut_checked(IDENTITY)?;
        let (journal, rest) = rest.split_at_mut_checked(JOURNAL)?;
        let (documents, rest) = rest.split_at_mut_checked(DOCUMENTS)?;
        let (lists_a, lists_b) = rest.split_at_mut_checked(LISTS)?;
        let flash = Flash {
            identity,
            journal,
            documents,
            lists_a,
            lists_b,
        };
        Some(Self { registers, flash })
    }
}

#[expect(
    unsafe_code,
    reason = "the board's memory stands at an address, not in a variable"
)]
fn memory() -> (&'static Registers, &'static mut [u8]) {
    unsafe extern "C" {
        static mut _kept_start: u8;
    }
    // SAFETY: memory.x sets 8 MiB from this address aside, in which nothing is linked; QEMU zeroes
    // them before the first start. Any bytes are words, and `take` comes here once.
    unsafe {
        let start = &raw mut _kept_start;
        let registers = &*start.cast::<Registers>();
        let flash = start.add(size_of::<Registers>().next_multiple_of(64));
        (registers, slice::from_raw_parts_mut(flash, FLASH))
    }
}
