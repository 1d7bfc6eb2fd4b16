use railseal_protocol::enrolment::{Enrolled, EnrolmentCode, EnrolmentRequest, EnrolmentSecret};
use railseal_protocol::key::PublicKey;
use railseal_protocol::time::Seconds;

use super::Service;
use crate::random::{NoRandomness, draw};
use crate::storage::{Appointment, EnrolmentOffer, IssuedCertificate, Redemption, StorageError};

/// How many days a person's certificate lasts (DESIGN.md § 3.5).
pub const OFFICER_DAYS: u64 = 14;

/// Why no code was given out.
#[derive(Debug, thiserror::Error)]
pub enum CodeIssueError {
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a phone was not enrolled. Only after a storage error may the code have been used; then,
/// too, the same request again gets the same certificate.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The sender does not hold the key that is to be certified.
    #[error("the request does not prove possession of its key")]
    NotInPossession,
    /// No such code was given out here.
    #[error("no such code was given out")]
    UnknownCode,
    /// The code was used for another key.
    #[error("the code has been used")]
    CodeUsed,
    /// The code's time is over.
    #[error("the code has expired")]
    CodeExpired,
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Gives out a one-time code for a person, valid for so many hours from now.
    pub fn new_code(
        &self,
        appointment: Appointment,
        hours: u32,
    ) -> Result<EnrolmentCode, CodeIssueError> {
        let secret = EnrolmentSecret::from_random(draw(&*self.random)?);
        let valid = Seconds::new(u64::from(hours) * 3600);
        self.storage.offer_enrolment(&EnrolmentOffer {
            fingerprint: secret.fingerprint(),
            appointment,
            expires_at: self.now().plus(valid),
        })?;
        Ok(EnrolmentCode::new(self.authority.root(), secret))
    }

    /// Certifies a phone's key for the person whom the code was given to. The same request again
    /// gets the same answer: an answer that was lost on the way costs nobody a new code.
    pub fn enrol(&self, request: &EnrolmentRequest) -> Result<Enrolled, EnrolError> {
        if !request.proves_possession() {
            return Err(EnrolError::NotInPossession);
        }
        let fingerprint = request.secret.fingerprint();
        let now = self.now();
        let (offer, before) = self
            .storage
            .enrolment(&fingerprint)?
            .ok_or(EnrolError::UnknownCode)?;
        if now > offer.expires_at {
            return Err(EnrolError::CodeExpired);
        }
        if let Some(before) = before {
            return self.again(before, &request.key);
        }
        let subject = offer.appointment.subject();
        let chain = self
            .authority
            .issue(subject, request.key, now, OFFICER_DAYS);
        let role = offer.appointment.role.into();
        let issued = IssuedCertificate::of(chain, role, now);
        match self.storage.redeem(&fingerprint, &issued)? {
            Redemption::First => {
                tracing::info!(certificate = %issued.id.hash().short(), ?role, "enrolled");
                Ok(self.enrolled(issued))
            }
            Redemption::UsedBefore(before) => self.again(before, &request.key),
            Redemption::NoSuchCode => Err(EnrolError::UnknownCode),
        }
    }

    fn again(&self, before: IssuedCertificate, key: &PublicKey) -> Result<Enrolled, EnrolError> {
        let anchor = self.authority.root().anchor();
        match anchor.verify(&before.chain) {
            Ok(holder) if holder.certificate().key == *key => Ok(self.enrolled(before)),
            _ => Err(EnrolError::CodeUsed),
        }
    }

    fn enrolled(&self, issued: IssuedCertificate) -> Enrolled {
        Enrolled {
            root: self.authority.root().certificate().signed().clone(),
            officer: issued.chain,
        }
    }
}
