//! What is the matter with each lock of the train, and what an officer must be told of it.

use railseal_inspection::verdict::Outcome;
use railseal_protocol::identifiers::{ContainerNumber, IdentifierError, LockId};

use super::cargo::Flaw;

/// What is the matter with a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Nothing.
    Intact,
    /// Its lever was cut on the way.
    Tampered,
    /// Somebody has put another signature on the manifest in its memory.
    ForgedManifest,
    /// Its first mail list says one item more than the detail sheet has.
    TotalsDiffer,
    /// Somebody has changed an entry of the journal in its memory.
    JournalBroken,
    /// Its administration has withdrawn its certificate since.
    Revoked,
    /// It hangs on another container than the one that it was sealed for.
    WrongContainer,
    /// Its battery is low.
    LowBattery,
    /// Its clock was set back by half an hour.
    ClockSetBack,
    /// The revocation list of its administration is older than it should be.
    StaleList,
    /// Kazakhstan does not recognise its administration.
    Unrecognised,
    /// A copy of it was seen elsewhere: its journal tells another story than what was reported.
    Forked,
    /// Nothing; its policy asks for the code that its lamp blinks.
    LampAsked,
    /// Nothing; its container was inspected before it was sealed.
    InspectedBefore,
}

/// Whose lock it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    China,
    Mongolia,
    /// Poland, which Kazakhstan does not recognise here.
    Poland,
}

impl Condition {
    /// Every condition, in the order of the train.
    pub const ALL: [Self; 14] = [
        Self::Intact,
        Self::Tampered,
        Self::ForgedManifest,
        Self::TotalsDiffer,
        Self::JournalBroken,
        Self::Revoked,
        Self::WrongContainer,
        Self::LowBattery,
        Self::ClockSetBack,
        Self::StaleList,
        Self::Unrecognised,
        Self::Forked,
        Self::LampAsked,
        Self::InspectedBefore,
    ];

    /// What an officer must be told, with the code of the reason where there is one.
    pub const fn expected(self) -> (Outcome, Option<&'static str>) {
        match self {
            Self::Intact | Self::LampAsked | Self::InspectedBefore => (Outcome::Pass, None),
            Self::Tampered => (Outcome::Hold, Some("TP1")),
            Self::ForgedManifest => (Outcome::Hold, Some("MF3")),
            Self::TotalsDiffer => (Outcome::Hold, Some("TT1")),
            Self::JournalBroken => (Outcome::Hold, Some("JN2")),
            Self::Revoked => (Outcome::Hold, Some("CT3")),
            Self::WrongContainer => (Outcome::Hold, Some("BX2")),
            Self::LowBattery => (Outcome::Caution, Some("BT1")),
            Self::ClockSetBack => (Outcome::Caution, Some("CK3")),
            Self::StaleList => (Outcome::Caution, Some("LS1")),
            Self::Unrecognised => (Outcome::Hold, Some("LK7")),
            Self::Forked => (Outcome::Hold, Some("CN2")),
        }
    }

    /// The lock that is in it.
    pub fn lock(self) -> Result<LockId, IdentifierError> {
        match self {
            Self::Intact => "RSLK00000017",
            Self::Tampered => "RSLK00000025",
            Self::ForgedManifest => "RSLK00000033",
            Self::TotalsDiffer => "RSLK00000041",
            Self::JournalBroken => "RSLK00000050",
            Self::Revoked => "RSLK00000058",
            Self::WrongContainer => "RSLK00000066",
            Self::LowBattery => "RSLK00000074",
            Self::ClockSetBack => "RSLK00000082",
            Self::StaleList => "RSLM00000019",
            Self::Unrecognised => "RSLP00000027",
            Self::Forked => "RSLK00000090",
            Self::LampAsked => "RSLK00000105",
            Self::InspectedBefore => "RSLK00000113",
        }
        .parse()
    }

    /// The number painted on the container that it hangs on: fictional, but for the check digit.
    pub fn container(self) -> Result<ContainerNumber, IdentifierError> {
        match self {
            Self::Intact => "CSQU3054383",
            Self::Tampered => "CBHU3202732",
            Self::ForgedManifest => "TBJU0000080",
            Self::TotalsDiffer => "RSXU2048163",
            Self::JournalBroken => "RSXU3104425",
            Self::Revoked => "RSXU3188508",
            Self::WrongContainer => "RSXU3277190",
            Self::LowBattery => "RSXU3366050",
            Self::ClockSetBack => "RSXU3455986",
            Self::StaleList => "RSXU3544872",
            Self::Unrecognised => "RSXU3633769",
            Self::Forked => "RSXU3722655",
            Self::LampAsked => "RSXU3811541",
            Self::InspectedBefore => "RSXU3900438",
        }
        .parse()
    }

    /// The container that it was sealed for.
    pub(super) fn sealed_container(self) -> Result<ContainerNumber, IdentifierError> {
        match self {
            Self::WrongContainer => "RSXU3999320".parse(),
            _ => self.container(),
        }
    }

    /// Keeps the identifiers of two containers apart.
    pub(super) fn batch(self) -> u32 {
        Self::ALL
            .iter()
            .zip(1..)
            .find_map(|(condition, place)| (*condition == self).then_some(place))
            .unwrap_or(0)
    }

    pub(super) const fn flaw(self) -> Flaw {
        match self {
            Self::TotalsDiffer => Flaw::OneItemShort,
            _ => Flaw::None,
        }
    }

    pub(super) const fn owner(self) -> Owner {
        match self {
            Self::StaleList => Owner::Mongolia,
            Self::Unrecognised => Owner::Poland,
            _ => Owner::China,
        }
    }
}
