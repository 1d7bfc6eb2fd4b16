//! What goes wrong around orders: why a lock refuses, why an agreement or a sealing does not come about.

use railseal_inspection::ordering::OrderError;
use railseal_inspection::sealing::{PapersError, WritingError};
use railseal_protocol::call::Refusal;
use railseal_protocol::journal::RefusalReason;

use super::{Kind, Trouble};
use crate::orders::agreement::AgreementError;
use crate::orders::carrying::CarryError;
use crate::orders::sealing::{PolicyError, PrepareError};
use crate::registry::NoRegistry;

/// Why a lock does not obey.
impl From<RefusalReason> for Trouble {
    fn from(reason: RefusalReason) -> Self {
        Self::new(match reason {
            RefusalReason::NotGenuine => Kind::RefusedNotGenuine,
            RefusalReason::NotRecognised => Kind::RefusedNotRecognised,
            RefusalReason::NotInTime => Kind::RefusedNotInTime,
            RefusalReason::Revoked => Kind::RefusedRevoked,
            RefusalReason::CannotSay => Kind::RefusedCannotSay,
            RefusalReason::NoRight => Kind::RefusedNoRight,
            RefusalReason::NotForHere => Kind::RefusedNotForHere,
            RefusalReason::NotAdmitted => Kind::RefusedNotAdmitted,
            RefusalReason::QuorumNotMet => Kind::RefusedQuorum,
            RefusalReason::Stale => Kind::RefusedStale,
            RefusalReason::WrongState => Kind::RefusedWrongState,
            RefusalReason::DoesNotFit => Kind::RefusedDoesNotFit,
            RefusalReason::GrantDoesNotFit => Kind::RefusedGrant,
            RefusalReason::GrantUsed => Kind::RefusedGrantUsed,
            RefusalReason::Sensors => Kind::RefusedSensors,
            RefusalReason::Incomplete => Kind::RefusedIncomplete,
            RefusalReason::NoRoom => Kind::RefusedNoRoom,
        })
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotObeyed(reason) | Refusal::NotWelcome(reason) => reason.into(),
            Refusal::Fault | Refusal::Interrupted => Self::new(Kind::LockBusy),
            Refusal::Unreadable | Refusal::PresenceNeeded | Refusal::Nothing => {
                Self::new(Kind::LockMisspoke)
            }
        }
    }
}

impl From<CarryError> for Trouble {
    fn from(error: CarryError) -> Self {
        Self::new(match error {
            CarryError::Visit(error) => return error.into(),
            CarryError::Order(OrderError::Refused(refusal)) => return refusal.into(),
            CarryError::Order(OrderError::OtherJournal) => Kind::OrderJournal,
            CarryError::Order(OrderError::StillOpen) => Kind::OrderStillOpen,
            CarryError::Order(OrderError::NotTheLock | OrderError::NotAsked) => Kind::LockMisspoke,
            CarryError::Changes(_) => Kind::OrderChanges,
            CarryError::Writing(WritingError::Refused(refusal)) => return refusal.into(),
            CarryError::Writing(WritingError::MovedOn) => Kind::SealMovedOn,
            CarryError::Writing(
                WritingError::NotTheLock | WritingError::NotAsked | WritingError::NoSuchPiece,
            ) => Kind::LockMisspoke,
            CarryError::NothingRead => Kind::OrderNothingRead,
        })
    }
}

impl From<AgreementError> for Trouble {
    fn from(error: AgreementError) -> Self {
        Self::new(match error {
            AgreementError::Unreadable(_) => Kind::AgreementUnreadable,
            AgreementError::OtherHalf => Kind::AgreementOtherHalf,
            AgreementError::NotWhole => Kind::AgreementNotWhole,
            AgreementError::Person(_) | AgreementError::Signature(_) => Kind::AgreementPerson,
            AgreementError::OtherOrder => Kind::AgreementOtherOrder,
            AgreementError::OwnOrder => Kind::AgreementOwnOrder,
        })
    }
}

impl From<PrepareError> for Trouble {
    fn from(error: PrepareError) -> Self {
        Self::new(match error {
            PrepareError::Server(error) => return error.into(),
            PrepareError::NothingToSeal => Kind::SealNothing,
            PrepareError::OtherLock => Kind::SealOtherLock,
            PrepareError::NoDocumentIssuer => Kind::SealNoIssuer,
            PrepareError::Papers(
                PapersError::Issuer(_) | PapersError::Manifest(_) | PapersError::IssuerDoesNotCount,
            ) => Kind::SealPapersNotBelieved,
            PrepareError::Papers(PapersError::NotAsAsked | PapersError::NotAsNamed) => {
                Kind::SealPapersOthers
            }
            PrepareError::Papers(PapersError::DoesNotAddUp(_)) => Kind::SealDoesNotAddUp,
            PrepareError::Registry(NoRegistry) => Kind::PapersNotLoaded,
            PrepareError::Key(_) => Kind::Key,
        })
    }
}

impl From<PolicyError> for Trouble {
    fn from(error: PolicyError) -> Self {
        Self::new(match error {
            PolicyError::Nobody | PolicyError::Quorum { .. } => Kind::SealNobody,
            PolicyError::TooMany => Kind::SealPolicyTooLong,
        })
    }
}
