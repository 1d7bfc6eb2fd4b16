//! How a step of the self-test fails.

use alloc::format;
use alloc::string::String;
use core::fmt::Debug;

use railseal_lock::Dropped;
use railseal_lock::lock::{CommissionError, StartError};
use railseal_protocol::announcement::AnnouncementError;
use railseal_protocol::bounded::BoundError;
use railseal_protocol::call::Refusal;
use railseal_protocol::chain::RootError;
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::journal::JournalError;
use railseal_protocol::key::KeyError;
use railseal_protocol::phone::ConversationError;
use railseal_protocol::session::SessionError;
use railseal_protocol::statement::StatementError;
use railseal_protocol::status::OverFull;
use railseal_protocol::trust::{ListError, TrustError};

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{what} is {got}, and should be {expected}")]
    Differs {
        what: &'static str,
        expected: String,
        got: String,
    },
    #[error("{what} does not hold")]
    DoesNotHold { what: &'static str },
    #[error("the lock did not answer")]
    Silence,
    #[error("the lock gave another kind of answer")]
    OtherAnswer,
    #[error("the power was not cut where it should have been")]
    StillPowered,
    #[error("the lock started more often than its power was cut")]
    StartedTooOften,
    #[error("what is kept without power was taken before")]
    AlreadyTaken,
    #[error("the lock was not commissioned: {0}")]
    Commission(#[from] CommissionError),
    #[error("the lock did not start: {0}")]
    Start(#[from] StartError),
    #[error("the lock dropped the connection: {0}")]
    Dropped(#[from] Dropped),
    #[error("the lock's announcement: {0}")]
    Announcement(#[from] AnnouncementError),
    #[error("the lock refused: {0}")]
    Refused(#[from] Refusal),
    #[error("the phone's end: {0}")]
    Conversation(#[from] ConversationError),
    #[error("the journal: {0}")]
    Journal(#[from] JournalError),
    #[error("a chain: {0}")]
    Chain(#[from] TrustError),
    #[error("a statement: {0}")]
    Statement(#[from] StatementError),
    #[error("a list: {0}")]
    List(#[from] ListError),
    #[error("flash: {0}")]
    Flash(#[from] railseal_lock::hardware::FlashError),
    #[error("a party of the self-test: {0}")]
    Party(#[from] PartyError),
}

/// Why the parties of the self-test could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PartyError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Agreement(#[from] SessionError),
    #[error(transparent)]
    Identifier(#[from] IdentifierError),
    #[error(transparent)]
    Bound(#[from] BoundError),
    #[error(transparent)]
    Root(#[from] RootError),
    #[error(transparent)]
    Battery(#[from] OverFull),
}

/// Fails unless both are the same.
pub(crate) fn same<T: PartialEq + Debug>(
    what: &'static str,
    got: T,
    expected: T,
) -> Result<(), Failure> {
    if got == expected {
        return Ok(());
    }
    Err(Failure::Differs {
        what,
        expected: format!("{expected:?}"),
        got: format!("{got:?}"),
    })
}

/// Fails unless it holds.
pub(crate) fn holds(what: &'static str, holds: bool) -> Result<(), Failure> {
    if holds {
        Ok(())
    } else {
        Err(Failure::DoesNotHold { what })
    }
}
