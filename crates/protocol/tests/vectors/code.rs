//! The stable codes of the typed errors: what a vector expects.

use railseal_protocol::announcement::AnnouncementError;
use railseal_protocol::chain::{ChainError, RootError};
use railseal_protocol::enrolment::CodeError;
use railseal_protocol::journal::JournalError;
use railseal_protocol::segment::SegmentError;
use railseal_protocol::session::SessionError;
use railseal_protocol::statement::StatementError;
use railseal_protocol::trust::{AnchorError, ListError, NoList, Standing, TrustError};
use railseal_protocol::wire::DecodeError;

/// What comes of every vector without a fault.
pub(crate) const VERIFIED: &str = "verified";

pub(crate) fn decode(error: DecodeError) -> &'static str {
    match error {
        DecodeError::TooLong { .. } => "too-long",
        DecodeError::Malformed => "malformed",
        DecodeError::TrailingBytes { .. } => "trailing-bytes",
        DecodeError::NotCanonical => "not-canonical",
    }
}

pub(crate) fn statement(error: StatementError) -> String {
    match error {
        StatementError::OtherSigner => "other-signer".into(),
        StatementError::BadSignature => "bad-signature".into(),
        StatementError::NoRight => "no-right".into(),
        StatementError::Unreadable(error) => format!("unreadable.{}", decode(error)),
    }
}

pub(crate) fn root(error: RootError) -> String {
    match error {
        RootError::Statement(error) => format!("root.{}", statement(error)),
        RootError::NotARoot => "root.not-a-root".into(),
    }
}

pub(crate) fn chain(error: ChainError) -> String {
    match error {
        ChainError::Certificate { step, error } => format!("chain.{step}.{}", statement(error)),
        ChainError::IssuedBeyondRight { step } => format!("chain.{step}.issued-beyond-right"),
        ChainError::OtherRoot { step } => format!("chain.{step}.other-root"),
    }
}

fn no_list(reason: NoList) -> &'static str {
    match reason {
        NoList::Missing => "missing",
        NoList::Refused(_) => "refused",
        NoList::Expired { .. } => "expired",
    }
}

pub(crate) fn trust(error: TrustError) -> String {
    match error {
        TrustError::Unreadable(error) => format!("chain.unreadable.{}", decode(error)),
        TrustError::Anchor(AnchorError::NotRecognised(_)) => "trust.not-recognised".into(),
        TrustError::Anchor(AnchorError::NoRecognition(reason)) => {
            format!("trust.no-recognition.{}", no_list(reason))
        }
        TrustError::Chain(error) => chain(error),
    }
}

pub(crate) fn list(error: ListError) -> String {
    match error {
        ListError::Signer(error) => format!("list.signer.{}", chain(error)),
        ListError::Statement(error) => format!("list.{}", statement(error)),
        ListError::Unreadable(error) => format!("list.signer.chain.unreadable.{}", decode(error)),
        ListError::OtherAdministration => "list.other-administration".into(),
        ListError::NoRoot => "list.no-root".into(),
        ListError::SignerDoesNotCount => "list.signer.does-not-count".into(),
        ListError::OtherOfThisVersion(_) => "list.other-of-this-version".into(),
        ListError::RolledBack { .. } => "list.rolled-back".into(),
    }
}

pub(crate) fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Good => VERIFIED.into(),
        Standing::GoodOnAgedLists => "standing.aged-lists".into(),
        Standing::NotYetValid => "standing.not-yet-valid".into(),
        Standing::Expired => "standing.expired".into(),
        Standing::Revoked(_) => "standing.revoked".into(),
        Standing::NotRecognised => "standing.not-recognised".into(),
        Standing::OutOfScope => "standing.out-of-scope".into(),
        Standing::CannotSay {
            administration,
            reason,
        } => {
            let whose = administration.map_or("recognition", |_| "revocations");
            format!("standing.cannot-say.{whose}.{}", no_list(*reason))
        }
    }
}

pub(crate) fn journal(error: JournalError) -> String {
    match error {
        JournalError::Unreadable { error, .. } => format!("journal.unreadable.{}", decode(error)),
        JournalError::Broken { .. } => "journal.broken".into(),
        JournalError::OtherHead { .. } => "journal.other-head".into(),
    }
}

pub(crate) fn announcement(error: AnnouncementError) -> String {
    match error {
        AnnouncementError::Older { .. } => "announcement.older".into(),
        AnnouncementError::Newer { .. } => "announcement.newer".into(),
        AnnouncementError::Unreadable(error) => {
            format!("announcement.unreadable.{}", decode(error))
        }
    }
}

pub(crate) fn segment(error: SegmentError) -> &'static str {
    match error {
        SegmentError::Empty(_) => "segment.empty",
        SegmentError::OutOfOrder { .. } => "segment.out-of-order",
        SegmentError::BeganAgain => "segment.began-again",
        SegmentError::NotBegun => "segment.not-begun",
        SegmentError::TooLong => "segment.too-long",
    }
}

pub(crate) fn session(error: SessionError) -> String {
    match error {
        SessionError::SetUp => "session.set-up".into(),
        SessionError::Handshake => "session.handshake".into(),
        SessionError::Chain(error) => format!("session.chain.{}", decode(error)),
        SessionError::Decrypt => "session.decrypt".into(),
        SessionError::TooLong { .. } => "session.too-long".into(),
    }
}

pub(crate) fn enrolment_code(error: CodeError) -> &'static str {
    match error {
        CodeError::Length { .. } => "code.length",
        CodeError::Character => "code.character",
    }
}
