//! How a peripheral can behave on the air, other than well: one fault at a time.

/// What a peripheral does, as far as a phone can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Conduct {
    /// What it should.
    #[default]
    Well,
    /// After this many calls more, it never answers one.
    IgnoresCallsAfter(usize),
    /// It refuses every call.
    RefusesCalls(CallRefusal),
    /// It takes calls, but has not the service that it advertises.
    LacksService,
    /// It has the service, but not all that belongs to it.
    Lacks(Part),
    /// It announces these bytes instead of its own.
    Announces(Vec<u8>),
    /// After this many segments more, counted both ways, it neither hears nor says anything, on
    /// this link and on those after it.
    FallsSilentAfter(usize),
    /// After this many segments more, counted both ways, whatever it says is noise, on this link
    /// and on those after it.
    BabblesAfter(usize),
}

/// Why a call comes to nothing, in BlueZ's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallRefusal {
    /// The peripheral, or somebody else's link with it, does not let this one come about:
    /// `org.bluez.Error.Failed`, `le-connection-abort-by-local`.
    Aborted,
    /// The adapter is still at another call to it: `org.bluez.Error.InProgress`.
    InProgress,
    /// The adapter is switched off: `org.bluez.Error.NotReady`.
    NotReady,
    /// It wants to be paired, and the person refused: `org.bluez.Error.AuthenticationRejected`.
    AuthenticationRejected,
}

/// A characteristic of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The one that is read before any session.
    Announcement,
    /// The one that the page writes to.
    Inbox,
    /// The one that notifies.
    Outbox,
}

impl Conduct {
    /// Whether a phone that looks finds this characteristic.
    pub(super) fn offers(&self, part: Part) -> bool {
        *self != Self::LacksService && *self != Self::Lacks(part)
    }

    /// Whether it answers a call that comes now; counts it if it does.
    pub(super) fn hears_call(&mut self) -> bool {
        match self {
            Self::IgnoresCallsAfter(0) => false,
            Self::IgnoresCallsAfter(left) => {
                *left -= 1;
                true
            }
            _ => true,
        }
    }

    /// Counts a segment that was carried.
    pub(super) fn count_segment(&mut self) {
        if let Self::FallsSilentAfter(left) | Self::BabblesAfter(left) = self {
            *left = left.saturating_sub(1);
        }
    }

    /// Whether it neither hears nor says anything any more.
    pub(super) fn is_silent(&self) -> bool {
        *self == Self::FallsSilentAfter(0)
    }

    /// What is heard when it says `segment`.
    pub(super) fn said(&self, segment: Vec<u8>) -> Vec<u8> {
        match self {
            Self::BabblesAfter(0) => segment.iter().map(|byte| !byte).collect(),
            _ => segment,
        }
    }
}
