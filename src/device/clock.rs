//! The phone's own clock, which may be wrong: rules that lean on it say how far.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub fn now_ms() -> u64 {
    // Browsers give whole milliseconds, far below 2^53; a clock before 1970 reads as 1970.
    js_sys::Date::now() as u64
}

/// Seconds since 1970-01-01T00:00:00Z.
pub fn now() -> u64 {
    now_ms() / 1000
}
