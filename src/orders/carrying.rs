//! An order on its way to the lock: prepared over one link, signed, brought over the same link or
//! another, and confirmed by the lock's own journal.

use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::ordering::{OrderError, OrderStage, OrderWant, Ordering, Prepared};
use railseal_inspection::renewing::Brought;
use railseal_inspection::sealing::WritingError;
use railseal_protocol::amendment::MoreThanThereWas;
use railseal_protocol::announcement::Announcement;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::Directive;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::phone::Conversation;
use railseal_protocol::session::Entropy;
use railseal_protocol::trust::Trust;

use crate::device::bluetooth::RadioLink;
use crate::device::keys::Signer;
use crate::device::store::Drawers;
use crate::orders::composing::Hand;
use crate::signing::sign;
use crate::visit::{Bringing, VisitError, ask, bring, greet};

/// Why an order did not get to its end. What may have happened, [`Ordering::stage`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    /// The link, the session or the key.
    #[error(transparent)]
    Visit(#[from] VisitError),
    /// What the lock did.
    #[error("the order: {0}")]
    Order(#[from] OrderError),
    /// What was filled in takes out more than there was.
    #[error(transparent)]
    Changes(#[from] MoreThanThereWas),
    /// What is to be sealed was not written.
    #[error("the writing: {0}")]
    Writing(#[from] WritingError),
    /// The lock was not read, or has no genuine manifest.
    #[error("there is nothing that could be ordered")]
    NothingRead,
}

/// Goes on with an order over a link, until it needs other people's signatures or has ended. What
/// is known of it is in `order`, also where the link ends early. `compose` signs what was prepared;
/// it gives nothing while others have still to agree.
pub async fn carry(
    link: &impl RadioLink,
    (wanted, known): (LockId, JournalHead),
    hand: &Hand<'_, impl Signer>,
    entropy: Entropy,
    order: &mut Option<Ordering>,
    tell: impl Fn(OrderStage),
    compose: impl AsyncFnOnce(&Prepared) -> Result<Option<Directive>, CarryError>,
) -> Result<(), CarryError> {
    let met = Met::at(link, wanted, entropy).await?;
    carry_on(link, met, known, hand, order, tell, compose).await
}

/// A session with the lock that was wanted.
pub struct Met {
    pub(super) conversation: Conversation,
    pub(super) seal: SealEvidence,
}

impl Met {
    /// Meets the lock at the other end of a link, if it is the one wanted.
    pub async fn at(
        link: &impl RadioLink,
        wanted: LockId,
        entropy: Entropy,
    ) -> Result<Self, CarryError> {
        let announcement = link.announcement().await.map_err(VisitError::from)?;
        let announcement = Announcement::from_wire(&announcement).map_err(VisitError::from)?;
        if announcement.lock != wanted {
            return Err(CarryError::Visit(VisitError::OtherLock {
                wanted,
                answered: announcement.lock,
            }));
        }
        let (conversation, hello) = greet(link, &announcement, entropy).await?;
        let seal = SealEvidence::begin(wanted, conversation.session(), hello);
        Ok(Self { conversation, seal })
    }

    /// Brings the lock the lists that it is not known to hold, before anything is ordered of it.
    pub async fn bring(
        &mut self,
        link: &impl RadioLink,
        trust: &Trust,
        drawers: &impl Drawers,
        note: impl Fn(Bringing),
    ) -> Result<Vec<Brought>, VisitError> {
        let Self { conversation, seal } = self;
        bring(link, conversation, seal, trust, drawers, note).await
    }
}

/// The same, in a session that stands.
pub async fn carry_on(
    link: &impl RadioLink,
    met: Met,
    known: JournalHead,
    hand: &Hand<'_, impl Signer>,
    order: &mut Option<Ordering>,
    tell: impl Fn(OrderStage),
    compose: impl AsyncFnOnce(&Prepared) -> Result<Option<Directive>, CarryError>,
) -> Result<(), CarryError> {
    let mut compose = Some(compose);
    let Met {
        mut conversation,
        seal,
    } = met;
    let order = match order {
        Some(order) => {
            order.resume(seal)?;
            order
        }
        None => order.insert(Ordering::begin(seal, known)),
    };
    loop {
        tell(order.stage());
        let Some(want) = order.next() else {
            let (Some(prepared), Some(compose)) = (order.prepared(), compose.take()) else {
                return Ok(());
            };
            if order.stage() != OrderStage::Gathering {
                return Ok(());
            }
            let challenge = prepared.challenge;
            match compose(prepared).await? {
                Some(directive) => order.bring(directive, challenge),
                None => return Ok(()),
            }
            continue;
        };
        match want {
            OrderWant::Proof(presence) => {
                let signed = sign(hand.key, &hand.officer.holder, &presence)
                    .await
                    .map_err(VisitError::from)?;
                order.prove(signed, &hand.officer.holder);
            }
            OrderWant::Ask(call) => {
                order.sending();
                let answer = ask(link, &mut conversation, call).await?;
                order.take(&hand.officer.trust, answer)?;
            }
        }
    }
}
