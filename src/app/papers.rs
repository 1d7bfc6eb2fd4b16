//! The documents of the lock at hand: given to the worker that reads them as they come, and asked of
//! it.

use std::rc::Rc;
use std::time::Duration;

use leptos::task::spawn_local;
use railseal_inspection::evidence::Evidence;
use railseal_inspection::reading::{Progress, Reading, Stage};
use railseal_inspection::register::{self, Answer, Asked, CargoFindings, Overview};
use railseal_protocol::manifest::{Chunk, Manifest};
use railseal_protocol::statement::Verified;
use railseal_protocol::wire::encode;

use super::state::App;
use crate::device::clock;
use crate::device::papers::Papers;
use crate::device::store::StoreError;
use crate::registry::{Answering, Given, NoRegistry, Registry, findings, found};
use crate::sightings;

/// When the documents began to come, and how many bytes of them had come by then.
pub(super) type Since = Option<(Duration, u32)>;

impl Registry for Papers {
    fn ask(&self, asked: &Asked) -> Answering {
        let answer = Self::ask(self, &encode(asked));
        Box::pin(async move {
            let bytes = answer.await.map_err(|_| NoRegistry)?;
            Answer::from_wire(&bytes).map_err(|_| NoRegistry)
        })
    }
}

impl App {
    /// Starts the worker, so that it is there when a lock is read without a network.
    pub(super) fn open_papers(self) {
        self.papers.set_untracked(Papers::start().map(Rc::new));
        self.given.set_untracked(Given::default());
    }

    /// Forgets the documents of the lock that was at hand, here and in the worker. What it has still to answer
    /// about them is told nobody.
    pub(super) fn forget_papers(self) {
        self.visits.update_untracked(|visits| *visits += 1);
        // Its answer says nothing.
        drop(self.ask(&Asked::Forget));
        self.given.set_untracked(Given::default());
        self.cargo.set_untracked(None);
        self.coming.set(None);
        self.register.set(None);
        self.overview.set(None);
        self.since.set_untracked(None);
    }

    /// Asks something of the documents.
    pub fn ask(self, asked: &Asked) -> Answering {
        let asks = |papers: &Rc<Papers>| Registry::ask(&**papers, asked);
        let answer = self
            .papers
            .with_untracked(|papers| papers.as_ref().map(asks));
        answer.unwrap_or_else(|| Box::pin(async { Err(NoRegistry) }))
    }

    /// Asks something, and takes the answer if the same lock is still at hand.
    fn hear(self, asked: &Asked, take: impl FnOnce(Answer) + 'static) {
        let answer = self.ask(asked);
        let visit = self.visits.get_untracked();
        spawn_local(async move {
            if let Ok(answer) = answer.await
                && self.visits.get_untracked() == visit
            {
                take(answer);
            }
        });
    }

    /// Takes note of what has been read: chunks go to the worker, and what is known of the seal is
    /// judged while the documents come.
    pub(super) fn take_note(self, reading: &Reading) {
        let mut next = Vec::new();
        self.given
            .update_untracked(|given| next = given.next_of(reading));
        let last = next.pop();
        for asked in &next {
            // The last one's answer tells of them too.
            drop(self.ask(asked));
        }
        if let Some(last) = last {
            self.hear(&last, move |answer| self.take_progress(&answer));
            self.look_over();
        }
        let comes = reading.progress().stage == Stage::Documents;
        if comes && self.coming.with_untracked(Option::is_none) {
            let evidence = Rc::new(reading.evidence());
            self.coming.set(Some(Rc::clone(&evidence)));
            spawn_local(async move {
                // Without it, what was seen before is read again at the end.
                let _ = self.look_back(&evidence).await;
                self.settle();
            });
        }
    }

    fn take_progress(self, answer: &Answer) {
        if let Answer::Progress(progress) = answer {
            self.register.set(Some(*progress));
        }
    }

    /// Takes out of the store how far the lock's journal was seen to reach.
    pub(super) async fn look_back(self, evidence: &Evidence) -> Result<(), StoreError> {
        if let (Some(desk), Some(officer)) =
            (self.desk.get_untracked(), self.officer.get_untracked())
        {
            let lock = evidence.seal.lock;
            let seen = sightings::seen(lock, &officer, &desk.store).await?;
            self.seen.set(seen);
        }
        Ok(())
    }

    /// What the documents come to, all of them read. A worker that does not answer is started again,
    /// once.
    pub(super) async fn sum_up(self, reading: Option<&Reading>) {
        let Some((manifest, chunks)) = reading.and_then(Reading::cargo) else {
            return;
        };
        let answer = self.ask(&Asked::Findings).await.and_then(found);
        let whole = answer.ok().filter(|found| found.manifest == manifest.id());
        let found = match whole {
            Some(found) => Some(found),
            None => self.read_anew(manifest, chunks).await,
        };
        self.cargo.set_untracked(found.map(Rc::new));
        self.hear(&Asked::Progress, move |answer| self.take_progress(&answer));
        self.look_over();
    }

    /// Shows what there is of bill and lists, where that is more than before.
    fn look_over(self) {
        self.hear(&Asked::Overview, move |answer| {
            let Answer::Overview(Some(overview)) = answer else {
                return;
            };
            let known = |known: &Option<Rc<Overview>>| known.as_deref() == Some(&overview);
            if !self.overview.with_untracked(known) {
                self.overview.set(Some(Rc::new(overview)));
            }
        });
    }

    async fn read_anew(
        self,
        manifest: &Verified<Manifest>,
        chunks: &[Vec<Chunk>],
    ) -> Option<CargoFindings> {
        self.open_papers();
        let papers = self.papers.get_untracked()?;
        findings(&*papers, manifest, chunks).await.ok()
    }

    /// How many items can be looked up, of how many.
    pub fn looked_up(self) -> Option<register::Progress> {
        self.register.get()
    }

    /// Takes note of when the documents began to come.
    pub(super) fn take_time(self, progress: Progress) {
        if progress.stage == Stage::Documents && self.since.with_untracked(Option::is_none) {
            self.since
                .set_untracked(Some((clock::uptime(), progress.done)));
        }
    }

    /// How many seconds the rest of the documents will take, at the pace so far; none before there
    /// is one.
    pub fn seconds_left(self, progress: Progress) -> Option<u32> {
        let (began, had) = self
            .since
            .get_untracked()
            .filter(|_| progress.stage == Stage::Documents)?;
        let elapsed = clock::uptime().checked_sub(began)?.as_secs_f64();
        let come = progress.done.checked_sub(had).filter(|come| *come > 0)?;
        let left = progress.of?.checked_sub(progress.done)?;
        let seconds = elapsed * f64::from(left) / f64::from(come);
        (elapsed > 0.5).then(|| seconds.ceil() as u32)
    }
}
