//! The codes that an inspection speaks (SPEC.md § Codes, DOMAIN.md §4).

use serde::{Deserialize, Serialize};

/// A seal's condition (EDIFACT 4517).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SealCondition {
    /// 1: in right condition.
    Right,
    /// 2: damaged.
    Damaged,
    /// 3: missing.
    Missing,
    /// 4: broken.
    Broken,
    /// 5: faulty electronic seal.
    FaultyElectronics,
}

impl SealCondition {
    /// Every condition, in the code list's order.
    pub const ALL: [Self; 5] = [
        Self::Right,
        Self::Damaged,
        Self::Missing,
        Self::Broken,
        Self::FaultyElectronics,
    ];

    /// The code of EDIFACT 4517.
    pub const fn code(self) -> u8 {
        match self {
            Self::Right => 1,
            Self::Damaged => 2,
            Self::Missing => 3,
            Self::Broken => 4,
            Self::FaultyElectronics => 5,
        }
    }
}

/// What an officer decides about a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Disposition {
    /// It may go on.
    Release,
    /// It is opened and examined.
    Examine,
    /// It stays.
    Detain,
    /// It goes back to where it came from.
    Return,
}

impl Disposition {
    /// Every disposition.
    pub const ALL: [Self; 4] = [Self::Release, Self::Examine, Self::Detain, Self::Return];
}

/// What a control came to (DOMAIN.md §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlResult {
    /// A1: satisfactory.
    Satisfactory,
    /// A2: considered satisfactory.
    ConsideredSatisfactory,
    /// A3: simplified procedure.
    Simplified,
    /// A4: minor discrepancies.
    MinorDiscrepancies,
    /// A5: discrepancies.
    Discrepancies,
    /// B1: not satisfactory.
    NotSatisfactory,
}

impl ControlResult {
    /// Every result, in the code list's order.
    pub const ALL: [Self; 6] = [
        Self::Satisfactory,
        Self::ConsideredSatisfactory,
        Self::Simplified,
        Self::MinorDiscrepancies,
        Self::Discrepancies,
        Self::NotSatisfactory,
    ];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Satisfactory => "A1",
            Self::ConsideredSatisfactory => "A2",
            Self::Simplified => "A3",
            Self::MinorDiscrepancies => "A4",
            Self::Discrepancies => "A5",
            Self::NotSatisfactory => "B1",
        }
    }
}

/// What happened on the way, as EU NCTS lists it (CL019; DOMAIN.md §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Incident {
    /// 1: the carrier had to leave the itinerary.
    LeftTheItinerary,
    /// 2: seals were broken or tampered with.
    SealsBroken,
    /// 3: the goods were transferred to another transport.
    Transferred,
    /// 4: imminent danger made it necessary to unload some of it, or all.
    Unloaded,
    /// 5: the carrier cannot comply.
    CannotComply,
    /// 6: something changed unexpectedly.
    Changed,
}

impl Incident {
    /// Every incident, in the code list's order.
    pub const ALL: [Self; 6] = [
        Self::LeftTheItinerary,
        Self::SealsBroken,
        Self::Transferred,
        Self::Unloaded,
        Self::CannotComply,
        Self::Changed,
    ];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeftTheItinerary => "1",
            Self::SealsBroken => "2",
            Self::Transferred => "3",
            Self::Unloaded => "4",
            Self::CannotComply => "5",
            Self::Changed => "6",
        }
    }
}
