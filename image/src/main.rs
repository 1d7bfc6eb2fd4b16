//! The lock core on a Cortex-M4 with 128 KiB of heap, testing itself: commissioned, sealed, cut
//! off from power, read by a phone, lied to, opened and broken. Each step prints a line; the
//! processor's reset is the loss of power.
#![no_std]
#![no_main]

extern crate alloc;

mod body;
mod cargo;
mod clock;
mod failure;
mod heap;
mod parties;
mod phone;
mod stack;
mod steps;
mod tested;

use core::panic::PanicInfo;
use core::sync::atomic::Ordering;

use cortex_m::Peripherals;
use cortex_m_rt::{ExceptionFrame, entry, exception};
use cortex_m_semihosting::debug::{EXIT_FAILURE, EXIT_SUCCESS, exit};
use cortex_m_semihosting::{hprint, hprintln};
use railseal_protocol::status::BatteryPercent;

use body::{Body, Kept, Registers, lose_power};
use clock::Moment;
use failure::{Failure, PartyError, holds};
use parties::Parties;
use steps::{LIVES, Scene, Step};
use tested::Tested;

#[entry]
fn main() -> ! {
    heap::begin();
    if let Some(peripherals) = Peripherals::take() {
        clock::begin(peripherals.SYST);
    }
    match live() {
        Ok(()) => {
            hprintln!("the self-test has passed");
            exit(EXIT_SUCCESS);
        }
        Err(failure) => {
            hprintln!("FAILED: {}", failure);
            exit(EXIT_FAILURE);
        }
    }
    halt()
}

/// Lives one life; only from the last it comes back.
fn live() -> Result<(), Failure> {
    let kept = Kept::take().ok_or(Failure::AlreadyTaken)?;
    let registers = kept.registers;
    let battery = BatteryPercent::try_from(100).map_err(PartyError::from)?;
    let body = Body::start(kept, battery);
    let lived = registers.lives.fetch_add(1, Ordering::Relaxed);
    let lived = usize::try_from(lived).unwrap_or(usize::MAX);
    let life = LIVES.get(lived).ok_or(Failure::StartedTooOften)?;

    let parties = Parties::meet()?;
    let lock = told(life.begins, || {
        Tested::begin(|| (life.begin)(body, &parties))
    })?;
    let mut scene = Scene { parties, lock };
    for Step { name, run } in life.steps {
        told(name, || run(&mut scene))?;
    }
    if lived + 1 < LIVES.len() {
        lose_power(registers);
    }
    conclude(registers)
}

/// Does something, and tells what, and how it went.
fn told<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    hprint!("  {} … ", name);
    let begun = Moment::now();
    let result = work()?;
    hprintln!("ok ({})", begun.elapsed());
    Ok(result)
}

/// What it took, in the most demanding life. That the heap was enough is said by having come so
/// far; a stack that was not would have gone on in the heap.
fn conclude(registers: &Registers) -> Result<(), Failure> {
    registers.raise_marks();
    let marks = registers.marks();
    let stack = stack::depth().size;
    hprintln!(
        "the lock's heap: {} bytes in use at most, {} of {} touched; the stack: {} of {}",
        marks.heap.in_use,
        marks.heap.touched,
        heap::SIZE,
        marks.stack,
        stack,
    );
    holds("that the stack was never full", marks.stack < stack)
}

#[panic_handler]
fn panicked(info: &PanicInfo<'_>) -> ! {
    hprintln!("FAILED: {}", info);
    exit(EXIT_FAILURE);
    halt()
}

#[allow(
    unsafe_code,
    reason = "the attribute asks for it, and copies this line"
)]
#[exception]
unsafe fn HardFault(frame: &ExceptionFrame) -> ! {
    hprintln!("FAILED: a fault of the processor, {:?}", frame);
    exit(EXIT_FAILURE);
    halt()
}

/// QEMU has ended by now; a real debugger stops here.
fn halt() -> ! {
    loop {
        cortex_m::asm::wfi();
    }
}
