//! A reading that outlives its link: the same lock is called again, and the reading goes on from
//! the last chunk that came.

use std::future::Future;
use std::time::Duration;

use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::reading::Reading;
use railseal_inspection::renewing::Brought;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::phone::Conversation;
use railseal_protocol::session::Entropy;
use railseal_protocol::trust::Trust;

use super::log::Event;
use super::persistence::{Attempt, Next, Persistence};
use super::{Step, VisitError, bring, read_on};
use crate::device::bluetooth::{RadioError, RadioLink};
use crate::device::keys::Signer;
use crate::device::store::Drawers;
use crate::officer::Officer;

/// A lock that was chosen, and can be called as often as need be.
pub trait Callable {
    /// A link to it.
    type Link: RadioLink;

    /// Calls it. If that fails, or nobody waits for it any more, it is hung up on.
    fn call(&self) -> impl Future<Output = Result<Self::Link, RadioError>>;
}

/// What a reading needs beside a lock.
pub trait Surroundings {
    /// Waits.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()>;

    /// Fresh random bytes for one session.
    fn entropy(&self) -> Result<Entropy, VisitError>;

    /// Takes note of what happens on the air.
    fn note(&self, event: Event);

    /// Counts a segment, sent or received.
    fn carried(&self, way: Way, bytes: usize);

    /// Shows how far the reading has come.
    fn tell(&self, step: Step);

    /// Takes note of what has been read so far.
    fn came(&self, _reading: &Reading) {}

    /// Shows that the link is gone and the lock will be called again, or that it is there again.
    fn calling_again(&self, attempt: Option<Attempt>);
}

/// Which way a segment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the lock.
    Sent,
    /// From the lock.
    Received,
}

/// A lock that was read, and can still be spoken to. Dropped, it is hung up on.
pub struct Open<'a, L, S> {
    link: Noted<'a, L, S>,
    conversation: Conversation,
}

impl<L: RadioLink, S: Surroundings> Open<'_, L, S> {
    /// Brings the lock the lists that it is not known to hold; says which it has taken.
    pub async fn bring(
        mut self,
        seal: &SealEvidence,
        trust: &Trust,
        drawers: &impl Drawers,
    ) -> Result<Vec<Brought>, VisitError> {
        let around = self.link.around;
        let note = |event| around.note(Event::Bringing(event));
        let brought = bring(
            &self.link,
            &mut self.conversation,
            seal,
            trust,
            drawers,
            note,
        );
        let brought = brought.await;
        if let Err(error) = brought {
            around.note(Event::Failed(error));
        }
        brought
    }
}

/// Reads the lock over as many links as it takes, as long as they bring something. What was read
/// is in `kept` in either case. The last link is still there at the end.
pub async fn read_over_links<'a, C: Callable, S: Surroundings>(
    lock: &C,
    wanted: Option<LockId>,
    officer: &Officer,
    key: &impl Signer,
    kept: &mut Option<Reading>,
    around: &'a S,
) -> Result<(Evidence, Open<'a, C::Link, S>), VisitError> {
    let mut persistence = Persistence::default();
    loop {
        let error = match one_link(lock, wanted, officer, key, kept, around, &mut persistence).await
        {
            Ok(read) => {
                around.note(Event::Finished);
                return Ok(read);
            }
            Err(error) => error,
        };
        around.note(Event::Failed(error));
        match persistence.after(error) {
            Next::GiveUp => {
                around.calling_again(None);
                return Err(error);
            }
            Next::Again { after, attempt } => {
                around.note(Event::Again(attempt, after));
                around.calling_again(Some(attempt));
                if !after.is_zero() {
                    around.sleep(after).await;
                }
            }
        }
    }
}

async fn one_link<'a, C: Callable, S: Surroundings>(
    lock: &C,
    wanted: Option<LockId>,
    officer: &Officer,
    key: &impl Signer,
    kept: &mut Option<Reading>,
    around: &'a S,
    persistence: &mut Persistence,
) -> Result<(Evidence, Open<'a, C::Link, S>), VisitError> {
    around.note(Event::Calling);
    let link = Noted {
        link: lock.call().await?,
        around,
    };
    around.note(Event::Connected);
    let tell = |step| {
        if matches!(step, Step::Handshake(_)) {
            around.calling_again(None);
        }
        persistence.come_to(step);
        around.note(Event::Step(step));
        around.tell(step);
    };
    let entropy = around.entropy()?;
    let came = |reading: &Reading| around.came(reading);
    let read = read_on(&link, wanted, officer, key, entropy, kept, (tell, came));
    let (evidence, conversation) = read.await?;
    Ok((evidence, Open { link, conversation }))
}

/// A link whose segments are counted.
struct Noted<'a, L, S> {
    link: L,
    around: &'a S,
}

impl<L: RadioLink, S: Surroundings> RadioLink for Noted<'_, L, S> {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        self.link.announcement().await
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        self.link.send(segment).await?;
        self.around.carried(Way::Sent, segment.len());
        Ok(())
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        let segment = self.link.receive().await?;
        self.around.carried(Way::Received, segment.len());
        Ok(segment)
    }
}
