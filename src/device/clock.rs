//! The phone's own clock, which may be wrong: rules that lean on it say how far.

use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub fn now_ms() -> u64 {
    // Browsers give whole milliseconds, far below 2^53; a clock before 1970 reads as 1970.
    js_sys::Date::now() as u64
}

/// Seconds since 1970-01-01T00:00:00Z.
pub fn now() -> u64 {
    now_ms() / 1000
}

/// Since the page was opened, whatever becomes of the clock meanwhile.
pub fn uptime() -> Duration {
    let milliseconds = web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now());
    Duration::from_millis(milliseconds as u64)
}
