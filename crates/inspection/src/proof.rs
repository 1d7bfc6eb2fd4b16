//! Who is there: signed once for a session, and shown whenever the lock wants to know.

use alloc::boxed::Box;

use railseal_protocol::call::{Call, Presence, Presentation};
use railseal_protocol::chain::Holder;
use railseal_protocol::statement::Signed;

use crate::evidence::SealEvidence;

/// What was signed so far, if anything.
#[derive(Debug, Default)]
pub(crate) struct Proof(Option<Box<Presentation>>);

impl Proof {
    /// What shows it to the lock; or what is to be signed first.
    pub(crate) fn shown(&self, seal: &SealEvidence) -> Result<Call, Presence> {
        match &self.0 {
            Some(proof) => Ok(Call::Present(proof.clone())),
            None => Err(Presence {
                session: seal.session,
                lock: seal.lock,
            }),
        }
    }

    /// Takes what `who` has signed.
    pub(crate) fn take(&mut self, presence: Signed<Presence>, who: &Holder) {
        self.0 = Some(Box::new(Presentation::by(presence, who)));
    }
}
