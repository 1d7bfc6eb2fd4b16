//! The lists that a phone brings to a lock it has met, without any radio: which of those it carries
//! are of use there, what to ask next, and what the lock has answered (SPEC.md § Newer lists).
//!
//! A lock refuses what it does not need: that is no alarm. What it has is remembered by version, and
//! is not brought again.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::identifiers::{Administration, LockId};
use railseal_protocol::journal::{ListKind, RefusalReason};
use railseal_protocol::recognition::{ListVersion, MAX_RECOGNISED};
use railseal_protocol::segment::MESSAGE_LIMIT;
use railseal_protocol::trust::{Lists, Trust};
use railseal_protocol::wire::encode;
use serde::{Deserialize, Serialize};

use crate::evidence::SealEvidence;
use crate::judge::verify_lock;

/// What a message has beside a call: the session's tag, and the request's id.
const AROUND_A_CALL: usize = 16 + 3;
/// Every administration's revocations, and one recognition list.
const MOST: usize = MAX_RECOGNISED + 2;

/// Which list, in which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Whose.
    pub administration: Administration,
    /// Which kind.
    pub kind: ListKind,
    /// Which version.
    pub version: ListVersion,
}

impl Brought {
    fn is_of_the_same(&self, other: &Self) -> bool {
        (self.administration, self.kind) == (other.administration, other.kind)
    }
}

/// What a lock is known to hold, to hold newer, or to have no use for: the lists that it need not be brought again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known(List<Brought, MOST>);

impl Known {
    /// Of a lock that was never brought anything.
    pub const fn nothing() -> Self {
        Self(List::empty())
    }

    fn covers(&self, list: &Brought) -> bool {
        let mut of_the_same = self.0.iter().filter(|known| known.is_of_the_same(list));
        of_the_same.any(|known| known.version >= list.version)
    }

    fn learn(&mut self, list: Brought) {
        let others = self.0.iter().filter(|known| !known.is_of_the_same(&list));
        let mut all: Vec<Brought> = others.copied().collect();
        // An administration that is recognised no more makes room.
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(list);
        self.0 = all.try_into().unwrap_or(List::empty());
    }
}

/// What a lock has answered to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Which list.
    pub list: Brought,
    /// Why it did not take it; none where it holds it now.
    pub refused: Option<RefusalReason>,
}

/// Why nothing more is brought to a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenewError {
    /// It answered something that was not asked.
    #[error("the lock answered something that was not asked")]
    NotAsked,
    /// It takes no lists.
    #[error("the lock refused: {0}")]
    Refused(Refusal),
}

/// Lists on their way to a lock.
#[derive(Debug, Clone)]
pub struct Renewing {
    lock: LockId,
    known: Known,
    left: VecDeque<(Brought, Call)>,
    taken: Vec<Brought>,
}

impl Renewing {
    /// What this phone can bring to the lock that a session has begun with: nothing to one that does
    /// not prove itself. Its owner's list of the others comes first, for the rest is verified by it;
    /// then its owner's revocations.
    pub fn begin(seal: &SealEvidence, trust: &Trust, known: Known) -> Self {
        let owner = verify_lock(trust, seal).ok();
        let owner = owner.map(|lock| lock.certificate().administration);
        let mut renewing = Self {
            lock: seal.lock,
            known,
            left: VecDeque::new(),
            taken: Vec::new(),
        };
        if let (Some(owner), Some(lists)) = (owner, trust.lists()) {
            renewing.gather(owner, trust, lists);
        }
        renewing
    }

    fn gather(&mut self, owner: Administration, trust: &Trust, lists: Lists) {
        let own = trust.root().certificate().administration;
        let seen = trust.highest_seen();
        if let Some(version) = seen.recognition().filter(|_| own == owner) {
            let list = Brought {
                administration: own,
                kind: ListKind::Recognition,
                version,
            };
            if !self.known.covers(&list) {
                // With another list of the others, a lock forgets the revocations of whom it no
                // longer names: what it was brought before says nothing.
                self.known = Known::nothing();
                let call = Call::RenewRecognition(Box::new(lists.recognition));
                self.left.push_back((list, call));
            }
        }
        let mut revocations: Vec<(Brought, Call)> = Vec::new();
        for carried in lists.revocations.iter() {
            let Ok(administration) = carried.signer.claimed_administration() else {
                continue;
            };
            let Some(version) = seen.revocations(administration) else {
                continue;
            };
            let list = Brought {
                administration,
                kind: ListKind::Revocation,
                version,
            };
            let call = Call::RenewRevocations(Box::new(carried.clone()));
            if !self.known.covers(&list) && fits(&call) {
                revocations.push((list, call));
            }
        }
        let (own, others): (Vec<_>, Vec<_>) = revocations
            .into_iter()
            .partition(|(list, _)| list.administration == owner);
        self.left.extend(own.into_iter().chain(others));
    }

    /// Which lock.
    pub fn lock(&self) -> LockId {
        self.lock
    }

    /// What to ask next; nothing at the end.
    pub fn next(&self) -> Option<&Call> {
        self.left.front().map(|(_, call)| call)
    }

    /// Takes the lock's answer.
    pub fn take(&mut self, answer: Result<Answer, Refusal>) -> Result<Told, RenewError> {
        let (list, _) = self.left.pop_front().ok_or(RenewError::NotAsked)?;
        let refused = match answer {
            Ok(Answer::Renewed) => None,
            Ok(_) => return Err(RenewError::NotAsked),
            Err(Refusal::NotObeyed(reason)) => Some(reason),
            Err(refusal) => return Err(RenewError::Refused(refusal)),
        };
        match refused {
            None => {
                self.known.learn(list);
                self.taken.push(list);
            }
            // A version never goes back: it will not be taken later either. And an administration that
            // the lock's owner does not recognise is of no use there until it publishes anew: every
            // refusal is journalled.
            Some(RefusalReason::DoesNotFit | RefusalReason::NotRecognised) => {
                self.known.learn(list);
            }
            // The lock may learn of the signer by another list.
            Some(_) => {}
        }
        Ok(Told { list, refused })
    }

    /// What the lock is known to hold, or to hold newer, to be kept.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// What the lock has taken, or held already.
    pub fn taken(&self) -> &[Brought] {
        &self.taken
    }
}

/// Whether a call fits one message: one that does not reaches no lock.
fn fits(call: &Call) -> bool {
    encode(call).len() + AROUND_A_CALL <= MESSAGE_LIMIT
}
