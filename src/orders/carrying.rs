//! An order on its way to the lock: prepared over one link, signed, brought over the same link or
//! another, and confirmed by the lock's own journal.

use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::ordering::{OrderError, OrderStage, OrderWant, Ordering, Prepared};
use railseal_protocol::amendment::MoreThanThereWas;
use railseal_protocol::announcement::Announcement;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::instruction::Directive;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::phone::Conversation;
use railseal_protocol::session::Entropy;

use crate::device::bluetooth::RadioLink;
use crate::device::keys::Signer;
use crate::orders::composing::Hand;
use crate::signing::sign;
use crate::visit::{VisitError, ask, greet};

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
    /// The lock was not read, or has no genuine manifest.
    #[error("there is nothing that could be ordered")]
    NothingRead,
}

/// Goes on with an order over a link, until it needs other people's signatures or has ended. What
/// is known of it is in `order`, also where the link ends early. `compose` signs what was prepared;
/// it gives nothing while others have still to agree. `before` is what the lock is to have before
/// anything is ordered of it.
pub async fn carry(
    link: &impl RadioLink,
    (wanted, known): (LockId, JournalHead),
    hand: &Hand<'_, impl Signer>,
    entropy: Entropy,
    order: &mut Option<Ordering>,
    tell: impl Fn(OrderStage),
    (before, compose): (
        impl AsyncFnOnce(&mut Conversation, &SealEvidence) -> Result<(), VisitError>,
        impl AsyncFnOnce(&Prepared) -> Result<Option<Directive>, CarryError>,
    ),
) -> Result<(), CarryError> {
    let mut compose = Some(compose);
    let announcement = link.announcement().await.map_err(VisitError::from)?;
    let announcement = Announcement::from_wire(&announcement).map_err(VisitError::from)?;
    if announcement.lock != wanted {
        return Err(CarryError::Visit(VisitError::OtherLock {
            wanted,
            answered: announcement.lock,
        }));
    }
    let (mut conversation, hello) = greet(link, &announcement, entropy).await?;
    let seal = SealEvidence::begin(wanted, conversation.session(), hello);
    before(&mut conversation, &seal).await?;
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
