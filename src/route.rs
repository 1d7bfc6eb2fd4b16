//! Which screen: written in the address, so that the browser's way back works.

use railseal_inspection::record::Sequence;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The work, and the way to a lock.
    Work,
    /// Joining an administration anew.
    Enrol,
    /// The visit to the lock at hand: reading, then the verdict.
    Lock,
    /// The log of the connection.
    Connection,
    /// The lock's documents.
    Documents,
    /// What can be ordered of the lock.
    Orders,
    /// An order being given.
    Order,
    /// Agreeing to another's order.
    Agree,
    /// Taking a grant that was brought over.
    Grants,
    /// Deciding and signing.
    Decide,
    /// The inspections on this device.
    Records,
    /// One of them, just saved or looked up.
    Record(Sequence),
}

impl Screen {
    /// The screen that an address's fragment names; the work where it names none.
    pub fn from_fragment(fragment: &str) -> Self {
        match fragment.trim_start_matches('#') {
            "enrol" => Self::Enrol,
            "lock" => Self::Lock,
            "connection" => Self::Connection,
            "documents" => Self::Documents,
            "orders" => Self::Orders,
            "order" => Self::Order,
            "agree" => Self::Agree,
            "grants" => Self::Grants,
            "decide" => Self::Decide,
            "records" => Self::Records,
            other => other
                .strip_prefix("records/")
                .and_then(|number| number.parse().ok())
                .map_or(Self::Work, |number| Self::Record(Sequence(number))),
        }
    }

    /// The fragment that names it.
    pub fn fragment(self) -> String {
        match self {
            Self::Work => "#work".into(),
            Self::Enrol => "#enrol".into(),
            Self::Lock => "#lock".into(),
            Self::Connection => "#connection".into(),
            Self::Documents => "#documents".into(),
            Self::Orders => "#orders".into(),
            Self::Order => "#order".into(),
            Self::Agree => "#agree".into(),
            Self::Grants => "#grants".into(),
            Self::Decide => "#decide".into(),
            Self::Records => "#records".into(),
            Self::Record(Sequence(number)) => format!("#records/{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_an_address() {
        for screen in [
            Screen::Work,
            Screen::Enrol,
            Screen::Lock,
            Screen::Connection,
            Screen::Documents,
            Screen::Orders,
            Screen::Order,
            Screen::Agree,
            Screen::Grants,
            Screen::Decide,
            Screen::Records,
            Screen::Record(Sequence(7)),
        ] {
            assert_eq!(Screen::from_fragment(&screen.fragment()), screen);
        }
        assert_eq!(Screen::from_fragment("#nowhere"), Screen::Work);
        assert_eq!(Screen::from_fragment("#records/x"), Screen::Work);
    }
}
