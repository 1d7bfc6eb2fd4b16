//! What a lock is to be sealed with, before anything is written: asked of the server, and judged.

use std::sync::Arc;

use leptos::task::spawn_local;
use railseal_inspection::sealing::Lawful;
use railseal_protocol::enrolment::WorkItem;
use railseal_protocol::identifiers::{Administration, ContainerNumber};
use railseal_protocol::manifest::Policy;
use railseal_protocol::time::Timestamp;

use super::state::{App, Painted};
use crate::device::clock;
use crate::orders::composing::Wish;
use crate::orders::sealing::{PrepareError, administrations, prepare};
use crate::route::Screen;
use crate::words::Trouble;

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preparing {
    /// Nothing was asked yet.
    Nothing,
    /// The server is asked.
    Working,
    /// There is everything.
    Ready(Arc<Lawful>),
    /// There is nothing to seal with.
    Failed(Trouble),
}

impl App {
    /// The container's number, as it was taken off the container.
    pub fn painted_number(self) -> Option<ContainerNumber> {
        match self.painted.get() {
            Painted::Number(number) => Some(number),
            Painted::NotYet | Painted::Unreadable => None,
        }
    }

    /// The work that is to be done with this container and the lock at hand.
    pub fn work_to_seal(self, container: ContainerNumber) -> Option<WorkItem> {
        let lock = self.judgement.get()?.status.as_ref()?.lock;
        self.officer.with(|officer| {
            let worklist = officer.as_ref()?.worklist.as_ref()?;
            let mut items = worklist.items.iter();
            let is_it = |item: &&WorkItem| item.container == container && item.lock == lock;
            items.find(is_it).cloned()
        })
    }

    /// Whose officers a policy can admit.
    pub fn can_be_admitted(self) -> Vec<Administration> {
        let now = Timestamp::from_unix(clock::now());
        self.officer.with(|officer| {
            let trust = officer.as_ref().map(|officer| &officer.trust);
            trust.map_or_else(Vec::new, |trust| administrations(trust, now))
        })
    }

    /// Asks the server for everything that the lock at hand is to be sealed with.
    pub fn prepare(self, container: ContainerNumber, policy: Policy) {
        self.preparing.set(Preparing::Working);
        spawn_local(async move {
            let prepared = self.prepare_now(container, &policy).await;
            // Another lock was chosen meanwhile: it is not for that one.
            if self.preparing.get_untracked() == Preparing::Working {
                self.preparing.set(match prepared {
                    Ok(lawful) => Preparing::Ready(Arc::new(lawful)),
                    Err(trouble) => Preparing::Failed(trouble),
                });
            }
        });
    }

    async fn prepare_now(
        self,
        container: ContainerNumber,
        policy: &Policy,
    ) -> Result<Lawful, Trouble> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Err(Trouble::NOT_ENROLLED);
        };
        let key = desk.key.as_ref().ok_or(Trouble::NOT_ENROLLED)?;
        let judgement = self.judgement.get_untracked();
        let lock = judgement.as_ref().and_then(|judgement| {
            let status = judgement.status.as_ref()?;
            Some((&**status, judgement.journal.as_deref()?))
        });
        let lock = lock.ok_or(Trouble::NOTHING_READ)?;
        let (what, now) = ((container, policy), Timestamp::from_unix(clock::now()));
        let papers = self.papers.get_untracked().ok_or(Trouble::NO_REGISTRY)?;
        let prepared = prepare(&officer, key, (&desk.http, &*papers), lock, what, now).await;
        // What it has read is in no lock yet: it is not to be found there.
        self.forget_papers();
        prepared.map_err(PrepareError::into)
    }

    /// Fills the policy in anew.
    pub fn prepare_again(self) {
        self.preparing.set(Preparing::Nothing);
    }

    /// Writes what was prepared, and seals with it.
    pub fn seal(self) {
        if let Preparing::Ready(lawful) = self.preparing.get_untracked() {
            self.give(Wish::Seal { lawful });
        }
    }

    /// Reads the lock again: what it carries now, nobody has judged yet.
    pub fn read_sealed(self) {
        self.go(Screen::Lock);
        self.try_again();
    }
}
