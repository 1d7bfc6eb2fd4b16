//! Troubles in words: what happened, and what to do next.

#[cfg(not(target_arch = "wasm32"))]
mod chinese;
mod english;
mod ordering;
#[cfg(not(target_arch = "wasm32"))]
mod russian;

use railseal_inspection::push::Rejection;
use railseal_inspection::reading::ReadingError;
use railseal_inspection::record::DecisionError;
use railseal_protocol::announcement::AnnouncementError;
use railseal_protocol::enrolment::CodeError;
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::lamp::NotTwoDigits;

use super::{Language, Phrase};
use crate::casing::CasingError;
use crate::device::bluetooth::RadioError;
use crate::device::http::HttpError;
use crate::device::scanner::ScanError;
use crate::device::store::StoreError;
use crate::enrolment::EnrolmentError;
use crate::grants::GrantError;
use crate::officer::OfficerError;
use crate::outbox::OutboxError;
use crate::parts::{GatheringError, TextError, WholeError};
use crate::sync::SyncError;
use crate::visit::VisitError;

/// The kinds of trouble, and for the tests the list of them all.
macro_rules! kinds {
    ($($name:ident,)*) => {
        /// What a person can be told of: each has two sentences of its own in every language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Kind {
            $($name,)*
        }

        impl Kind {
            const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

kinds! {
    // The server, the key, the store
    CodeLength,
    CodeCharacter,
    CodeRefused,
    TooManyTries,
    OtherRoot,
    NotReached,
    ServerAnswer,
    ServerNotBelieved,
    OfficerRefused,
    ClocksApart,
    Key,
    Store,
    StoreFull,
    StoreTab,
    StoreUnreadable,
    // The radio
    NoBluetooth,
    NoAdapter,
    SwitchedOff,
    NotPermitted,
    NothingChosen,
    OutOfReach,
    NotTaken,
    StillConnecting,
    ConnectTimedOut,
    NoAnswer,
    NotALock,
    LinkLost,
    Flooded,
    Radio,
    Stopped,
    // The lock
    OtherLock,
    LockUnclear,
    LockOlder,
    LockNewer,
    LockMisspoke,
    LockBusy,
    // What was typed
    CasingLength,
    CasingCharacter,
    ScanNotPermitted,
    ScanNoCamera,
    ScanFailed,
    ScanNotLoaded,
    PapersNotLoaded,
    // What another phone shows
    PartsForeign,
    PartsMixed,
    PartsMissing,
    // What was typed, of the container
    ContainerLength,
    ContainerCharacter,
    ContainerCheck,
    LampCode,
    // Orders
    RefusedNotGenuine,
    RefusedNotRecognised,
    RefusedNotInTime,
    RefusedRevoked,
    RefusedCannotSay,
    RefusedNoRight,
    RefusedNotForHere,
    RefusedNotAdmitted,
    RefusedQuorum,
    RefusedStale,
    RefusedWrongState,
    RefusedDoesNotFit,
    RefusedGrant,
    RefusedGrantUsed,
    RefusedSensors,
    RefusedIncomplete,
    RefusedNoRoom,
    OrderJournal,
    OrderStillOpen,
    OrderChanges,
    OrderNothingRead,
    AgreementUnreadable,
    AgreementOtherHalf,
    AgreementNotWhole,
    AgreementPerson,
    AgreementOtherOrder,
    AgreementOwnOrder,
    // Grants
    GrantUnreadable,
    GrantNotBelieved,
    GrantNotYours,
    GrantOver,
    // Sealing
    SealNothing,
    SealOtherLock,
    SealNoIssuer,
    SealPapersNotBelieved,
    SealPapersOthers,
    SealDoesNotAddUp,
    SealMovedOn,
    SealNobody,
    SealPolicyTooLong,
    SealStation,
    ChangeIncomplete,
}

/// A trouble: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    kind: Kind,
    gaps: Vec<String>,
}

impl Trouble {
    /// There is no officer's key on this device to sign with.
    pub const NOT_ENROLLED: Self = Self::new(Kind::Key);
    /// The browser gives no random bytes.
    pub const NO_RANDOMNESS: Self = Self::new(Kind::Key);
    /// The lock was not read, or not to its end.
    pub const NOTHING_READ: Self = Self::new(Kind::OrderNothingRead);
    /// A change of the cargo is not filled in to its end.
    pub const CHANGE_INCOMPLETE: Self = Self::new(Kind::ChangeIncomplete);
    /// A station's code cannot be read.
    pub const NO_STATION: Self = Self::new(Kind::SealStation);
    /// Nothing reads the documents on this device.
    pub const NO_REGISTRY: Self = Self::new(Kind::PapersNotLoaded);
    /// The officer stopped the reading.
    pub const STOPPED: Self = Self::new(Kind::Stopped);

    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            gaps: Vec::new(),
        }
    }

    fn with<const N: usize>(kind: Kind, gaps: [String; N]) -> Self {
        Self {
            kind,
            gaps: gaps.into(),
        }
    }

    /// What happened.
    pub fn what(&self, language: Language) -> String {
        super::fill(say(language, self.kind).0, &self.gaps)
    }

    /// What to do.
    pub fn what_to_do(&self, language: Language) -> &'static str {
        say(language, self.kind).1
    }
}

/// How many kinds of trouble there are.
pub(super) const COUNT: usize = Kind::ALL.len();

/// What happened and what to do, of every kind in turn.
pub(super) fn sentences(language: Language) -> impl Iterator<Item = &'static str> {
    let said = Kind::ALL.iter().map(move |kind| say(language, *kind));
    said.flat_map(|(what, to_do)| [what, to_do])
}

#[cfg(target_arch = "wasm32")]
fn say(language: Language, kind: Kind) -> (&'static str, &'static str) {
    use super::catalogue::{Line, line};
    let (what, to_do) = english::say(kind);
    let place = kind as usize;
    (
        line(language, Line::What(place)).unwrap_or(what),
        line(language, Line::ToDo(place)).unwrap_or(to_do),
    )
}

#[cfg(not(target_arch = "wasm32"))]
fn say(language: Language, kind: Kind) -> (&'static str, &'static str) {
    match language {
        Language::English => english::say(kind),
        Language::Russian => russian::say(kind),
        Language::Chinese => chinese::say(kind),
    }
}

impl From<CodeError> for Trouble {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Length { got } => Self::with(Kind::CodeLength, [got.to_string()]),
            CodeError::Character => Self::new(Kind::CodeCharacter),
        }
    }
}

/// An identifier that was typed: a container's number.
impl From<IdentifierError> for Trouble {
    fn from(error: IdentifierError) -> Self {
        let (kind, gap) = match error {
            IdentifierError::Length { got, .. } => (Kind::ContainerLength, got),
            IdentifierError::Character { place } => (Kind::ContainerCharacter, place),
            IdentifierError::CheckDigit { wanted, .. } => {
                (Kind::ContainerCheck, usize::from(wanted))
            }
        };
        Self::with(kind, [gap.to_string()])
    }
}

impl From<CasingError> for Trouble {
    fn from(error: CasingError) -> Self {
        match error {
            CasingError::Length { got } => Self::with(Kind::CasingLength, [got.to_string()]),
            CasingError::Character { place } => {
                Self::with(Kind::CasingCharacter, [place.to_string()])
            }
        }
    }
}

impl From<ScanError> for Trouble {
    fn from(error: ScanError) -> Self {
        Self::new(match error {
            ScanError::NotPermitted => Kind::ScanNotPermitted,
            ScanError::NoCamera => Kind::ScanNoCamera,
            ScanError::NotRead | ScanError::Refused(_) => Kind::ScanFailed,
            ScanError::NotLoaded => Kind::ScanNotLoaded,
        })
    }
}

impl From<GatheringError> for Trouble {
    fn from(error: GatheringError) -> Self {
        Self::new(match error {
            GatheringError::OfOthers | GatheringError::Differs { .. } => Kind::PartsMixed,
            GatheringError::TooLong => Kind::PartsForeign,
        })
    }
}

impl From<WholeError> for Trouble {
    fn from(error: WholeError) -> Self {
        match error {
            WholeError::Missing { numbers } => {
                let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
                Self::with(Kind::PartsMissing, [numbers.join(", ")])
            }
            WholeError::Altered => Self::new(Kind::PartsMixed),
        }
    }
}

impl From<TextError> for Trouble {
    fn from(error: TextError) -> Self {
        match error {
            TextError::Part(_) => Self::new(Kind::PartsForeign),
            TextError::Gathering(error) => error.into(),
            TextError::Whole(error) => error.into(),
        }
    }
}

/// What was typed of the lamp's code.
impl From<NotTwoDigits> for Trouble {
    fn from(_: NotTwoDigits) -> Self {
        Self::new(Kind::LampCode)
    }
}

impl From<HttpError> for Trouble {
    fn from(error: HttpError) -> Self {
        Self::new(match error {
            HttpError::Offline | HttpError::Unreachable | HttpError::TimedOut => Kind::NotReached,
            HttpError::TooLarge { .. } => Kind::ServerAnswer,
        })
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::new(match error {
            StoreError::QuotaExceeded => Kind::StoreFull,
            StoreError::Blocked | StoreError::Closed | StoreError::Newer => Kind::StoreTab,
            StoreError::Unreadable => Kind::StoreUnreadable,
            StoreError::Unavailable
            | StoreError::AlreadyKept
            | StoreError::Aborted
            | StoreError::Refused(_) => Kind::Store,
        })
    }
}

impl From<OfficerError> for Trouble {
    fn from(error: OfficerError) -> Self {
        match error {
            OfficerError::Store(error) => error.into(),
            OfficerError::Unreadable(_)
            | OfficerError::Root(_)
            | OfficerError::Officer(_)
            | OfficerError::NotAPerson => Self::new(Kind::StoreUnreadable),
        }
    }
}

impl From<EnrolmentError> for Trouble {
    fn from(error: EnrolmentError) -> Self {
        Self::new(match error {
            EnrolmentError::Http(error) => return error.into(),
            EnrolmentError::Store(error) => return error.into(),
            EnrolmentError::Kept(error) => return error.into(),
            EnrolmentError::CodeRefused => Kind::CodeRefused,
            EnrolmentError::TooManyTries => Kind::TooManyTries,
            EnrolmentError::Answered(_) | EnrolmentError::Unreadable(_) => Kind::ServerAnswer,
            EnrolmentError::OtherRoot => Kind::OtherRoot,
            EnrolmentError::Root(_) | EnrolmentError::Certificate(_) | EnrolmentError::OtherKey => {
                Kind::ServerNotBelieved
            }
            EnrolmentError::Key(_) | EnrolmentError::BadKey => Kind::Key,
        })
    }
}

impl From<OutboxError> for Trouble {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Store(error) => error.into(),
            OutboxError::NoPlace => Self::new(Kind::StoreTab),
            OutboxError::Key(_) => Self::new(Kind::Key),
        }
    }
}

impl From<SyncError> for Trouble {
    fn from(error: SyncError) -> Self {
        Self::new(match error {
            SyncError::Http(error) => return error.into(),
            SyncError::Store(error) => return error.into(),
            SyncError::Outbox(error) => return error.into(),
            SyncError::OfficerRefused => Kind::OfficerRefused,
            SyncError::ClocksApart => Kind::ClocksApart,
            SyncError::Answered(_) | SyncError::Unreadable(_) | SyncError::OtherRecords => {
                Kind::ServerAnswer
            }
            SyncError::Server(_) | SyncError::ServerDoesNotCount | SyncError::Statement(_) => {
                Kind::ServerNotBelieved
            }
            SyncError::Key(_) => Kind::Key,
        })
    }
}

impl From<RadioError> for Trouble {
    fn from(error: RadioError) -> Self {
        Self::new(match error {
            RadioError::Unsupported => Kind::NoBluetooth,
            RadioError::NoAdapter => Kind::NoAdapter,
            RadioError::SwitchedOff => Kind::SwitchedOff,
            RadioError::PermissionRefused => Kind::NotPermitted,
            RadioError::ChooserCancelled => Kind::NothingChosen,
            RadioError::OutOfReach => Kind::OutOfReach,
            RadioError::NotTaken => Kind::NotTaken,
            RadioError::StillConnecting => Kind::StillConnecting,
            RadioError::ConnectTimedOut => Kind::ConnectTimedOut,
            RadioError::NoAnswer => Kind::NoAnswer,
            RadioError::NotARailsealLock { .. } => Kind::NotALock,
            RadioError::LinkLost => Kind::LinkLost,
            RadioError::Flooded => Kind::Flooded,
            RadioError::Refused(_) => Kind::Radio,
        })
    }
}

impl From<VisitError> for Trouble {
    fn from(error: VisitError) -> Self {
        Self::new(match error {
            VisitError::Radio(error) => return error.into(),
            VisitError::OtherLock { wanted, answered } => {
                let gaps = [wanted.to_string(), answered.to_string()];
                return Self::with(Kind::OtherLock, gaps);
            }
            VisitError::Announcement(AnnouncementError::Older { .. }) => Kind::LockOlder,
            VisitError::Announcement(AnnouncementError::Newer { .. }) => Kind::LockNewer,
            VisitError::Announcement(AnnouncementError::Unreadable(_)) => Kind::LockUnclear,
            VisitError::Reading(ReadingError::Refused(refusal)) if refusal.worth_a_retry() => {
                Kind::LockBusy
            }
            VisitError::Conversation(_) | VisitError::Reading(_) => Kind::LockMisspoke,
            VisitError::Key(_) => Kind::Key,
        })
    }
}

impl From<GrantError> for Trouble {
    fn from(error: GrantError) -> Self {
        Self::new(match error {
            GrantError::Unreadable(_) => Kind::GrantUnreadable,
            GrantError::Issuer(_) | GrantError::Statement(_) | GrantError::IssuerDoesNotCount => {
                Kind::GrantNotBelieved
            }
            GrantError::NotYours => Kind::GrantNotYours,
            GrantError::Over => Kind::GrantOver,
        })
    }
}

impl Phrase {
    /// Why a decision is not the officer's to make.
    pub const fn decision(error: DecisionError) -> Self {
        match error {
            DecisionError::SupervisorNeeded => Self::DecisionSupervisorNeeded,
            DecisionError::ReasonNeeded => Self::DecisionReasonNeeded,
        }
    }

    /// Why the server did not store a record.
    pub const fn rejection(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Unreadable => Self::RejectedUnreadable,
            Rejection::OfficerNotKnown => Self::RejectedOfficer,
            Rejection::NotGenuine => Self::RejectedNotGenuine,
            Rejection::DecisionNotAllowed => Self::RejectedDecision,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::bluetooth::Part;
    use crate::device::exception::Exception;

    /// One of each; the part that is missing, and the browser's own exception, make no difference
    /// to what a person is to do.
    const RADIO: [RadioError; 14] = [
        RadioError::Unsupported,
        RadioError::NoAdapter,
        RadioError::SwitchedOff,
        RadioError::PermissionRefused,
        RadioError::ChooserCancelled,
        RadioError::OutOfReach,
        RadioError::NotTaken,
        RadioError::StillConnecting,
        RadioError::ConnectTimedOut,
        RadioError::NoAnswer,
        RadioError::NotARailsealLock {
            missing: Part::Outbox,
        },
        RadioError::LinkLost,
        RadioError::Flooded,
        RadioError::Refused(Exception::Network),
    ];

    #[test]
    fn every_trouble_has_two_sentences_of_its_own_in_every_language() {
        for language in Language::ALL {
            let mut said = Vec::new();
            for &kind in Kind::ALL {
                let (what, what_to_do) = say(language, kind);
                assert!(!what.is_empty() && !what_to_do.is_empty(), "{kind:?}");
                assert_eq!(
                    what.matches('{').count(),
                    say(Language::English, kind).0.matches('{').count(),
                    "{language:?} {kind:?}"
                );
                assert!(!what_to_do.contains('{'), "{language:?} {kind:?}");
                assert!(!said.contains(&(what, what_to_do)), "{language:?} {kind:?}");
                if language != Language::English {
                    assert_ne!(what, say(Language::English, kind).0, "{language:?}");
                }
                said.push((what, what_to_do));
            }
        }
    }

    #[test]
    fn no_two_failures_of_the_radio_say_the_same_and_none_quotes_an_exception() {
        for language in Language::ALL {
            let told: Vec<(String, &str)> = RADIO
                .iter()
                .map(|error| Trouble::from(*error))
                .map(|trouble| (trouble.what(language), trouble.what_to_do(language)))
                .collect();
            for (place, (what, what_to_do)) in told.iter().enumerate() {
                for (other_what, other_to_do) in &told[..place] {
                    assert_ne!(what, other_what, "{language:?}");
                    assert_ne!(what_to_do, other_to_do, "{language:?}");
                }
                for raw in [
                    "Error",
                    "Exception",
                    "GATT",
                    "undefined",
                    "null",
                    "org.bluez",
                ] {
                    assert!(!what.contains(raw), "{what}");
                    assert!(!what_to_do.contains(raw), "{what_to_do}");
                }
            }
        }
    }
}
