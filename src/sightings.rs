//! How far each lock's journal was seen to reach: by this device, and, through the worklist, by
//! anybody of the administration.

use railseal_inspection::Judgement;
use railseal_inspection::finding::{CheckKind, CheckResult};
use railseal_inspection::record::MAX_SEEN;
use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::JournalHead;
use railseal_protocol::wire::{decode, encode};

use crate::device::store::{Drawer, Drawers, Put, StoreError, StoreKey};
use crate::officer::Officer;

/// The most bytes of what is kept of one lock.
const LIMIT: usize = 64;

/// How far a lock's journal was seen to reach, by anybody known here.
pub async fn seen(
    lock: LockId,
    officer: &Officer,
    drawers: &impl Drawers,
) -> Result<List<JournalHead, MAX_SEEN>, StoreError> {
    let mut heads: Vec<JournalHead> = own(lock, drawers).await?.into_iter().collect();
    let items = officer.worklist.iter().flat_map(|list| list.items.iter());
    for head in items
        .filter(|item| item.lock == lock)
        .filter_map(|item| item.last_seen)
    {
        if !heads.contains(&head) && heads.len() < MAX_SEEN {
            heads.push(head);
        }
    }
    Ok(heads.try_into().unwrap_or(List::empty()))
}

/// Remembers how far a lock's journal reaches now, if it goes on from what was seen before: of two
/// stories, the one that was seen first is kept.
pub async fn remember(judgement: &Judgement, drawers: &impl Drawers) -> Result<(), StoreError> {
    let goes_on = judgement
        .verdict
        .finding(CheckKind::Continuity)
        .is_some_and(|found| matches!(found.result(), CheckResult::Passed | CheckResult::Caution));
    match &judgement.status {
        Some(status) if goes_on => drawers.keep(&[put(status.lock, status.journal)]).await,
        _ => Ok(()),
    }
}

async fn own(lock: LockId, drawers: &impl Drawers) -> Result<Option<JournalHead>, StoreError> {
    let kept = drawers.read(Drawer::State, &place(lock)).await?;
    // What cannot be read says nothing; the worklist may.
    Ok(kept.and_then(|bytes| decode(&bytes, LIMIT).ok()))
}

fn put(lock: LockId, head: JournalHead) -> Put {
    Put {
        drawer: Drawer::State,
        key: place(lock),
        bytes: encode(&head),
    }
}

fn place(lock: LockId) -> StoreKey {
    StoreKey::Name(format!("seen {lock}"))
}
