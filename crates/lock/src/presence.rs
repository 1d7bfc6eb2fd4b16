//! Who is there: a person's proof of presence, judged by the lock's own trust and at its own time.

use railseal_protocol::call::Presentation;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::rights::{Right, Role, Scope};
use railseal_protocol::session::SessionId;
use railseal_protocol::statement::{Id, StatementError};
use railseal_protocol::trust::{AnchorError, Standing, TrustError};

use crate::hardware::Hardware;
use crate::lock::Lock;

/// What may be read in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nobody has proven presence.
    Anonymous,
    /// Somebody has.
    Proven {
        /// In which role.
        role: Role,
        /// By which certificate.
        certificate: Id<Certificate>,
    },
}

impl Access {
    /// Whether the role of whoever is there gives a right.
    pub(crate) fn may(self, right: Right) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Proven { role, .. } => role.may(right),
        }
    }

    /// The certificate of whoever is there.
    pub(crate) fn certificate(self) -> Option<Id<Certificate>> {
        match self {
            Self::Anonymous => None,
            Self::Proven { certificate, .. } => Some(certificate),
        }
    }
}

impl<H: Hardware> Lock<H> {
    /// Judges a proof of presence in a session.
    pub(crate) fn admit(
        &self,
        presentation: &Presentation,
        session: SessionId,
    ) -> Result<Access, RefusalReason> {
        let now = self.judging_time().map_err(|_| RefusalReason::CannotSay)?;
        let trust = &self.trust;
        let holder = trust
            .verify(&presentation.chain)
            .map_err(|error| reason_of_chain(&error))?;
        let presence = holder
            .verify(&presentation.presence)
            .map_err(reason_of_statement)?;
        if presence.session != session || presence.lock != self.id() {
            return Err(RefusalReason::NotForHere);
        }
        match trust.standing(&holder, Scope::Inspections, now) {
            Standing::Good | Standing::GoodOnAgedLists => Ok(Access::Proven {
                role: holder.certificate().role(),
                certificate: holder.certificate().id(),
            }),
            standing => Err(reason_of_standing(&standing)),
        }
    }
}

/// Why somebody does not count; of somebody who does, it is not asked.
pub(crate) fn reason_of_standing(standing: &Standing) -> RefusalReason {
    match standing {
        Standing::NotYetValid | Standing::Expired => RefusalReason::NotInTime,
        Standing::Revoked(_) => RefusalReason::Revoked,
        Standing::NotRecognised | Standing::OutOfScope => RefusalReason::NotRecognised,
        Standing::CannotSay { .. } | Standing::Good | Standing::GoodOnAgedLists => {
            RefusalReason::CannotSay
        }
    }
}

pub(crate) fn reason_of_chain(error: &TrustError) -> RefusalReason {
    match error {
        TrustError::Unreadable(_) | TrustError::Chain(_) => RefusalReason::NotGenuine,
        TrustError::Anchor(AnchorError::NotRecognised(_)) => RefusalReason::NotRecognised,
        TrustError::Anchor(AnchorError::NoRecognition(_)) => RefusalReason::CannotSay,
    }
}

pub(crate) fn reason_of_statement(error: StatementError) -> RefusalReason {
    match error {
        StatementError::NoRight => RefusalReason::NoRight,
        StatementError::OtherSigner
        | StatementError::BadSignature
        | StatementError::Unreadable(_) => RefusalReason::NotGenuine,
    }
}
