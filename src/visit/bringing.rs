//! Newer lists, brought to a lock over a link that is there: after it was read, and before an order
//! is sent. Whatever the lock says of them, the visit goes on.

use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::renewing::{Brought, Known, RenewError, Renewing, Told};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::phone::Conversation;
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::{decode, encode};

use super::{VisitError, ask};
use crate::device::bluetooth::RadioLink;
use crate::device::store::{Drawer, Drawers, Put, StoreKey};

/// The most bytes of what is kept of one lock.
const LIMIT: usize = 1024;

/// Something that happened while lists were brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bringing {
    /// The lock has answered to a list.
    Told(Told),
    /// The lock takes no more of them.
    Ended(RenewError),
}

/// Brings a lock the lists that it is not known to hold; says which it has taken. What it has
/// answered is kept at once: where the link ends, only the rest is brought the next time.
pub async fn bring(
    link: &impl RadioLink,
    conversation: &mut Conversation,
    seal: &SealEvidence,
    trust: &Trust,
    drawers: &impl Drawers,
    note: impl Fn(Bringing),
) -> Result<Vec<Brought>, VisitError> {
    let mut renewing = Renewing::begin(seal, trust, known(seal.lock, drawers).await);
    while let Some(call) = renewing.next() {
        let answer = ask(link, conversation, call.clone()).await?;
        match renewing.take(answer) {
            Ok(told) => note(Bringing::Told(told)),
            Err(error) => {
                note(Bringing::Ended(error));
                break;
            }
        }
        // What cannot be kept here is brought once more.
        let _ = drawers
            .keep(&[put(renewing.lock(), renewing.known())])
            .await;
    }
    Ok(renewing.taken().to_vec())
}

async fn known(lock: LockId, drawers: &impl Drawers) -> Known {
    let kept = drawers.read(Drawer::State, &place(lock)).await;
    // What cannot be read says nothing.
    let kept = kept.ok().flatten();
    kept.and_then(|bytes| decode(&bytes, LIMIT).ok())
        .unwrap_or(Known::nothing())
}

fn put(lock: LockId, known: &Known) -> Put {
    Put {
        drawer: Drawer::State,
        key: place(lock),
        bytes: encode(known),
    }
}

fn place(lock: LockId) -> StoreKey {
    StoreKey::Name(format!("lists in {lock}"))
}
