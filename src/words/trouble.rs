//! Troubles in words: what happened, and what to do next.

use railseal_inspection::push::Rejection;
use railseal_inspection::reading::ReadingError;
use railseal_inspection::record::DecisionError;
use railseal_protocol::announcement::AnnouncementError;
use railseal_protocol::enrolment::CodeError;
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::lamp::NotTwoDigits;

use super::{Language, Phrase};
use crate::device::bluetooth::RadioError;
use crate::device::http::HttpError;
use crate::device::store::StoreError;
use crate::enrolment::EnrolmentError;
use crate::officer::OfficerError;
use crate::outbox::OutboxError;
use crate::sync::SyncError;
use crate::visit::VisitError;

/// A trouble: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    what: Phrase,
    gap: Option<String>,
    what_to_do: Phrase,
}

impl Trouble {
    /// There is no officer's key on this device to sign with.
    pub const NOT_ENROLLED: Self = KEY;
    /// The browser gives no random bytes.
    pub const NO_RANDOMNESS: Self = KEY;

    const fn new(what: Phrase, what_to_do: Phrase) -> Self {
        Self {
            what,
            gap: None,
            what_to_do,
        }
    }

    fn with(what: Phrase, gap: impl ToString, what_to_do: Phrase) -> Self {
        Self {
            what,
            gap: Some(gap.to_string()),
            what_to_do,
        }
    }

    /// What happened.
    pub fn what(&self, language: Language) -> String {
        language.fill(self.what, self.gap.as_slice())
    }

    /// What to do.
    pub fn what_to_do(&self, language: Language) -> &'static str {
        language.say(self.what_to_do)
    }
}

const KEY: Trouble = Trouble::new(Phrase::TroubleKey, Phrase::TroubleKeyDo);
const NOT_REACHED: Trouble = Trouble::new(Phrase::TroubleNotReached, Phrase::TroubleNotReachedDo);
const ANSWER: Trouble = Trouble::new(Phrase::TroubleServerAnswer, Phrase::TroubleServerAnswerDo);
const NOT_BELIEVED: Trouble = Trouble::new(
    Phrase::TroubleServerNotBelieved,
    Phrase::TroubleServerNotBelievedDo,
);
const MISSPOKE: Trouble = Trouble::new(Phrase::TroubleLockMisspoke, Phrase::TroubleLockMisspokeDo);
const UNREADABLE: Trouble = Trouble::new(
    Phrase::TroubleStoreUnreadable,
    Phrase::TroubleStoreUnreadableDo,
);

impl From<CodeError> for Trouble {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Length { got } => {
                Self::with(Phrase::TroubleCodeLength, got, Phrase::TroubleCodeLengthDo)
            }
            CodeError::Character => {
                Self::new(Phrase::TroubleCodeCharacter, Phrase::TroubleCodeCharacterDo)
            }
        }
    }
}

/// An identifier that was typed: a container's number.
impl From<IdentifierError> for Trouble {
    fn from(error: IdentifierError) -> Self {
        let (what, gap) = match error {
            IdentifierError::Length { got, .. } => (Phrase::TroubleContainerLength, got),
            IdentifierError::Character { place } => (Phrase::TroubleContainerCharacter, place),
            IdentifierError::CheckDigit { wanted, .. } => {
                (Phrase::TroubleContainerCheck, usize::from(wanted))
            }
        };
        Self::with(what, gap, Phrase::TroubleContainerDo)
    }
}

/// What was typed of the lamp's code.
impl From<NotTwoDigits> for Trouble {
    fn from(_: NotTwoDigits) -> Self {
        Self::new(Phrase::TroubleLampCode, Phrase::TroubleLampCodeDo)
    }
}

impl From<HttpError> for Trouble {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Offline | HttpError::Unreachable | HttpError::TimedOut => NOT_REACHED,
            HttpError::TooLarge { .. } => ANSWER,
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::QuotaExceeded => {
                Self::new(Phrase::TroubleStoreFull, Phrase::TroubleStoreFullDo)
            }
            StoreError::Blocked | StoreError::Closed | StoreError::Newer => {
                Self::new(Phrase::TroubleStoreTab, Phrase::TroubleStoreTabDo)
            }
            StoreError::Unreadable => UNREADABLE,
            StoreError::Unavailable
            | StoreError::AlreadyKept
            | StoreError::Aborted
            | StoreError::Refused(_) => Self::new(Phrase::TroubleStore, Phrase::TroubleStoreDo),
        }
    }
}

impl From<OfficerError> for Trouble {
    fn from(error: OfficerError) -> Self {
        match error {
            OfficerError::Store(error) => error.into(),
            OfficerError::Unreadable(_)
            | OfficerError::Root(_)
            | OfficerError::Officer(_)
            | OfficerError::NotAPerson => UNREADABLE,
        }
    }
}

impl From<EnrolmentError> for Trouble {
    fn from(error: EnrolmentError) -> Self {
        match error {
            EnrolmentError::Http(error) => error.into(),
            EnrolmentError::CodeRefused => {
                Self::new(Phrase::TroubleCodeRefused, Phrase::TroubleCodeRefusedDo)
            }
            EnrolmentError::TooManyTries => {
                Self::new(Phrase::TroubleTooManyTries, Phrase::TroubleTooManyTriesDo)
            }
            EnrolmentError::Answered(_) | EnrolmentError::Unreadable(_) => ANSWER,
            EnrolmentError::OtherRoot => {
                Self::new(Phrase::TroubleOtherRoot, Phrase::TroubleOtherRootDo)
            }
            EnrolmentError::Root(_) | EnrolmentError::Certificate(_) | EnrolmentError::OtherKey => {
                NOT_BELIEVED
            }
            EnrolmentError::Key(_) | EnrolmentError::BadKey => KEY,
            EnrolmentError::Store(error) => error.into(),
            EnrolmentError::Kept(error) => error.into(),
        }
    }
}

impl From<OutboxError> for Trouble {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Store(error) => error.into(),
            OutboxError::NoPlace => Self::new(Phrase::TroubleStoreTab, Phrase::TroubleStoreTabDo),
            OutboxError::Key(_) => KEY,
        }
    }
}

impl From<SyncError> for Trouble {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Http(error) => error.into(),
            SyncError::OfficerRefused => Self::new(
                Phrase::TroubleOfficerRefused,
                Phrase::TroubleOfficerRefusedDo,
            ),
            SyncError::ClocksApart => {
                Self::new(Phrase::TroubleClocksApart, Phrase::TroubleClocksApartDo)
            }
            SyncError::Answered(_) | SyncError::Unreadable(_) | SyncError::OtherRecords => ANSWER,
            SyncError::Server(_) | SyncError::ServerDoesNotCount | SyncError::Statement(_) => {
                NOT_BELIEVED
            }
            SyncError::Key(_) => KEY,
            SyncError::Store(error) => error.into(),
            SyncError::Outbox(error) => error.into(),
        }
    }
}

impl From<RadioError> for Trouble {
    fn from(error: RadioError) -> Self {
        use Phrase as P;
        let (what, what_to_do) = match error {
            RadioError::Unsupported => (P::TroubleNoBluetooth, P::TroubleNoBluetoothDo),
            RadioError::NoAdapter => (P::TroubleNoAdapter, P::TroubleNoAdapterDo),
            RadioError::PermissionRefused => (P::TroubleNotPermitted, P::TroubleNotPermittedDo),
            RadioError::ChooserCancelled => (P::TroubleNothingChosen, P::TroubleNothingChosenDo),
            RadioError::ConnectTimedOut | RadioError::Unreachable | RadioError::NoAnswer => {
                (P::TroubleConnectTimedOut, P::TroubleConnectTimedOutDo)
            }
            RadioError::NotARailsealLock { .. } => (P::TroubleNotALock, P::TroubleNotALockDo),
            RadioError::LinkLost => (P::TroubleLinkLost, P::TroubleLinkLostDo),
            RadioError::Flooded | RadioError::Refused(_) => (P::TroubleRadio, P::TroubleRadioDo),
        };
        Self::new(what, what_to_do)
    }
}

impl From<VisitError> for Trouble {
    fn from(error: VisitError) -> Self {
        match error {
            VisitError::Radio(error) => error.into(),
            VisitError::Announcement(AnnouncementError::Older { .. }) => {
                Self::new(Phrase::TroubleLockOlder, Phrase::TroubleLockOlderDo)
            }
            VisitError::Announcement(AnnouncementError::Newer { .. }) => {
                Self::new(Phrase::TroubleLockNewer, Phrase::TroubleLockNewerDo)
            }
            VisitError::Reading(ReadingError::Refused(refusal)) if refusal.worth_a_retry() => {
                Self::new(Phrase::TroubleLockBusy, Phrase::TroubleLockBusyDo)
            }
            VisitError::Announcement(AnnouncementError::Unreadable(_))
            | VisitError::Conversation(_)
            | VisitError::Reading(_) => MISSPOKE,
            VisitError::Key(_) => KEY,
        }
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
