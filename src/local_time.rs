//! Moments as people at a station read them: in its zone, with the zone's name (DOMAIN.md §6).

use railseal_protocol::identifiers::StationCode;
use railseal_protocol::time::Timestamp;
use time::{OffsetDateTime, UtcOffset};

/// A station's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    offset: UtcOffset,
    name: &'static str,
}

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self {
        offset: UtcOffset::UTC,
        name: "UTC",
    };

    /// The zone of a station, by the country in its code. China keeps Beijing time everywhere;
    /// Kazakhstan keeps UTC+5 since 1 March 2024. Any other is shown in UTC, and says so.
    pub fn of(station: &StationCode) -> Self {
        let code = station.to_string();
        let (hours, name) = match code.get(..2) {
            Some("CN") => (8, "UTC+8"),
            Some("KZ") => (5, "UTC+5"),
            _ => (0, "UTC"),
        };
        let offset = UtcOffset::from_hms(hours, 0, 0).unwrap_or(UtcOffset::UTC);
        Self { offset, name }
    }

    /// A moment as `2026-11-23 14:05 UTC+5`.
    pub fn show(&self, moment: Timestamp) -> String {
        let instant = i64::try_from(moment.as_unix())
            .ok()
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(self.offset);
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02} {}",
            instant.year(),
            u8::from(instant.month()),
            instant.day(),
            instant.hour(),
            instant.minute(),
            self.name
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_three_zones() {
        let moment = Timestamp::from_unix(1_795_413_600);
        let shown = |code: &str| {
            code.parse::<StationCode>()
                .map(|station| Zone::of(&station).show(moment))
        };
        assert_eq!(shown("KZDOS"), Ok("2026-11-23 11:00 UTC+5".into()));
        assert_eq!(shown("CNAKL"), Ok("2026-11-23 14:00 UTC+8".into()));
        assert_eq!(shown("DEDUI"), Ok("2026-11-23 06:00 UTC".into()));
    }
}
