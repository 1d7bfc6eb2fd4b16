//! What a scale shows, as people type it.

use railseal_protocol::manifest::Grams;

/// It is no weight in kilograms of at most three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no weight in kilograms")]
pub struct NoWeight;

/// The most that a scale for bags shows, in kilograms.
const MOST: u64 = 100_000;

/// Kilograms, with a point or a comma and up to three decimals; nothing where nothing is typed.
pub fn kilograms(typed: &str) -> Result<Option<Grams>, NoWeight> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, decimals) = typed.split_once(['.', ',']).unwrap_or((typed, ""));
    if decimals.len() > 3 || !digits(whole) || (typed != whole && !digits(decimals)) {
        return Err(NoWeight);
    }
    let whole: u64 = whole.parse().map_err(|_| NoWeight)?;
    let decimals: u64 = format!("{decimals:0<3}").parse().map_err(|_| NoWeight)?;
    if whole > MOST {
        return Err(NoWeight);
    }
    Ok(Some(Grams(whole * 1000 + decimals)))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_as_it_is_typed() {
        for (typed, grams) in [
            ("22.7", 22_700),
            (" 22,700 ", 22_700),
            ("0.05", 50),
            ("8", 8_000),
            ("100000", 100_000_000),
        ] {
            assert_eq!(kilograms(typed), Ok(Some(Grams(grams))), "{typed}");
        }
        assert_eq!(kilograms("  "), Ok(None));
        for typed in [
            "-1", "1.2345", "22.", ".5", "1e3", "heavy", "100001", "1.2.3",
        ] {
            assert_eq!(kilograms(typed), Err(NoWeight), "{typed}");
        }
    }
}
