//! The processor's own timer: how long a step took, and an end to what never ends.

use core::fmt;
use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::exception;
use cortex_m_semihosting::debug::{EXIT_FAILURE, exit};
use cortex_m_semihosting::hprintln;

/// The board's clock.
const HERTZ: u32 = 25_000_000;
const TICKS_A_SECOND: u32 = 100;
/// One life takes seconds; on a machine that is busy, some more.
const LONGEST_LIFE: u32 = 300 * TICKS_A_SECOND;

static TICKS: AtomicU32 = AtomicU32::new(0);

/// Starts the timer.
pub(crate) fn begin(mut timer: SYST) {
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(HERTZ / TICKS_A_SECOND - 1);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}

/// A moment of this life.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment(u32);

impl Moment {
    pub(crate) fn now() -> Self {
        Self(TICKS.load(Ordering::Relaxed))
    }

    /// How long ago it was.
    pub(crate) fn elapsed(self) -> Elapsed {
        Elapsed(Self::now().0.saturating_sub(self.0))
    }
}

/// A time, which prints itself in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Elapsed(u32);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / TICKS_A_SECOND, self.0 % TICKS_A_SECOND);
        write!(f, "{whole}.{rest:02} s")
    }
}

#[exception]
fn SysTick() {
    if TICKS.fetch_add(1, Ordering::Relaxed) >= LONGEST_LIFE {
        hprintln!("FAILED: this life has no end");
        exit(EXIT_FAILURE);
    }
}
