//! The lamp: a lock that blinks a code drawn in the session stands in front of whoever sees it
//! (SPEC.md § Lamp). A genuine lock that is relayed from elsewhere blinks elsewhere.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::identifiers::LockId;
use crate::rights::Right;
use crate::session::SessionId;
use crate::statement::Statement;

/// Two decimal digits, 00 to 99, as the lamp blinks them: each digit as so many flashes, 0 as ten.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct LampCode(u8);

impl LampCode {
    /// Takes the code from fresh random bytes. One code is more likely than another by less than
    /// one in forty million.
    pub const fn draw(random: [u8; 4]) -> Self {
        Self((u32::from_le_bytes(random) % 100) as u8)
    }

    /// How often the lamp flashes for the first digit, and how often for the second: 1 to 10.
    pub const fn flashes(self) -> [u8; 2] {
        [flashes(self.0 / 10), flashes(self.0 % 10)]
    }
}

const fn flashes(digit: u8) -> u8 {
    if digit == 0 { 10 } else { digit }
}

/// Both digits, the way they are typed.
impl fmt::Display for LampCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// What is to be read off the lamp is not to be read off a log.
impl fmt::Debug for LampCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LampCode(…)")
    }
}

/// What was typed is not two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a lamp's code has two digits")]
pub struct NotTwoDigits;

impl TryFrom<u8> for LampCode {
    type Error = NotTwoDigits;

    fn try_from(code: u8) -> Result<Self, NotTwoDigits> {
        if code < 100 {
            Ok(Self(code))
        } else {
            Err(NotTwoDigits)
        }
    }
}

impl From<LampCode> for u8 {
    fn from(code: LampCode) -> u8 {
        code.0
    }
}

impl FromStr for LampCode {
    type Err = NotTwoDigits;

    fn from_str(typed: &str) -> Result<Self, NotTwoDigits> {
        match typed.as_bytes() {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                Ok(Self((tens - b'0') * 10 + (ones - b'0')))
            }
            _ => Err(NotTwoDigits),
        }
    }
}

/// What a lock blinks in a session. Signed by the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LampShown {
    /// The session.
    pub session: SessionId,
    /// The lock.
    pub lock: LockId,
    /// The code.
    pub code: LampCode,
}

impl Statement for LampShown {
    const CONTEXT: &'static str = "lamp";
    const LIMIT: usize = 64;
    const RIGHT: Right = Right::ReportStatus;
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    #[test]
    fn a_code_is_typed_as_it_is_blinked() {
        let code: LampCode = "07".parse().unwrap();
        assert_eq!(code.flashes(), [10, 7]);
        assert_eq!(code.to_string(), "07");
        for typed in ["", "7", "007", "7a", "٠٧", " 7"] {
            assert_eq!(typed.parse::<LampCode>(), Err(NotTwoDigits), "{typed}");
        }
    }

    #[test]
    fn every_draw_is_a_code_and_none_prints_itself() {
        for draw in [0, 99, 100, u32::MAX] {
            let code = LampCode::draw(draw.to_le_bytes());
            assert!(u8::from(code) < 100);
            assert_eq!(format!("{code:?}"), "LampCode(…)");
        }
    }
}
