//! A reading over many links, in one process: each drops after a few segments, and the verdict is
//! the same; a lock that is gone is called so many times and no more.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use railseal::device::bluetooth::{RadioError, RadioLink};
use railseal::visit::log::{ConnectionLog, Event};
use railseal::visit::{Attempt, Callable, Step, Surroundings, VisitError, Way, read_over_links};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::reading::{Reading, Stage};
use railseal_inspection::verdict::Outcome;
use railseal_protocol::session::Entropy;
use railseal_tests::bluez::Peripheral;
use railseal_tests::demonstration::Condition;
use railseal_tests::demonstration::lock::DemonstrationLock;

use super::crossing::{Crossing, NOW};

/// A lock whose links carry so many segments each, and which takes so many calls.
struct Flaky {
    lock: Rc<RefCell<DemonstrationLock>>,
    segments: usize,
    /// The links after the first carry everything.
    then_steady: bool,
    calls_left: Cell<usize>,
    /// How many segments went over all links.
    carried: Rc<Cell<usize>>,
}

struct FlakyLink {
    lock: Rc<RefCell<DemonstrationLock>>,
    answers: RefCell<VecDeque<Vec<u8>>>,
    left: Cell<usize>,
    carried: Rc<Cell<usize>>,
}

impl Callable for Flaky {
    type Link = FlakyLink;

    async fn call(&self) -> Result<FlakyLink, RadioError> {
        let left = self.calls_left.get();
        self.calls_left.set(left.saturating_sub(1));
        if left == 0 {
            return Err(RadioError::OutOfReach);
        }
        self.lock.borrow_mut().connected();
        let steady = self.then_steady && self.carried.get() > 0;
        Ok(FlakyLink {
            lock: Rc::clone(&self.lock),
            answers: RefCell::default(),
            left: Cell::new(if steady { usize::MAX } else { self.segments }),
            carried: Rc::clone(&self.carried),
        })
    }
}

impl FlakyLink {
    fn spend(&self) -> Result<(), RadioError> {
        let left = self.left.get().checked_sub(1).ok_or(RadioError::LinkLost)?;
        self.left.set(left);
        self.carried.set(self.carried.get() + 1);
        Ok(())
    }
}

impl RadioLink for FlakyLink {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        Ok(self.lock.borrow_mut().read_announcement())
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        self.spend()?;
        let answers = self.lock.borrow_mut().write_inbox(segment);
        self.answers.borrow_mut().extend(answers);
        Ok(())
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        self.spend()?;
        let answer = self.answers.borrow_mut().pop_front();
        answer.ok_or(RadioError::LinkLost)
    }
}

/// Time that passes at once, and notes of it all.
#[derive(Default)]
struct Notes {
    log: RefCell<ConnectionLog>,
    slept: Cell<Duration>,
    sessions: Cell<u8>,
    /// How many bytes of the documents had come after how many segments, over the first link.
    documents: RefCell<Vec<(usize, u32)>>,
    carried: Option<Rc<Cell<usize>>>,
}

impl Surroundings for Notes {
    async fn sleep(&self, duration: Duration) {
        self.slept.set(self.slept.get() + duration);
    }

    fn entropy(&self) -> Result<Entropy, VisitError> {
        self.sessions.set(self.sessions.get().wrapping_add(1));
        Ok(Entropy::from_random([self.sessions.get(); 32]))
    }

    fn note(&self, event: Event) {
        self.log.borrow_mut().note(self.slept.get(), event);
    }

    fn carried(&self, way: Way, bytes: usize) {
        let mut log = self.log.borrow_mut();
        match way {
            Way::Sent => log.sent(self.slept.get(), bytes),
            Way::Received => log.received(self.slept.get(), bytes),
        }
    }

    fn tell(&self, _step: Step) {}

    fn came(&self, reading: &Reading) {
        let progress = reading.progress();
        let read = matches!(progress.stage, Stage::Documents | Stage::Finished);
        if let Some(carried) = self.carried.as_ref().filter(|_| read) {
            let come = (carried.get(), progress.done);
            self.documents.borrow_mut().push(come);
        }
    }

    fn calling_again(&self, _attempt: Option<Attempt>) {}
}

fn flaky(crossing: &Crossing, segments: usize, calls: usize) -> Flaky {
    let lock = crossing.demonstration.lock(Condition::Intact, NOW).unwrap();
    Flaky {
        lock: Rc::new(RefCell::new(lock)),
        segments,
        then_steady: false,
        calls_left: Cell::new(calls),
        carried: Rc::default(),
    }
}

#[tokio::test]
async fn however_short_the_links_the_verdict_is_the_same() {
    let crossing = Crossing::open().await;
    let painted = Condition::Intact.container().ok();
    let mut most_calls = 0;
    for segments in [18, 20, 24, 1000] {
        let lock = flaky(&crossing, segments, 1000);
        let notes = Notes::default();
        let mut kept = None;
        let (officer, key) = (&crossing.officer, &crossing.key);
        let (evidence, _) = read_over_links(&lock, None, officer, key, &mut kept, &notes)
            .await
            .unwrap_or_else(|error| panic!("{segments}: {error}\n{}", notes.log.borrow()));
        let judgement = crossing.judge(&evidence, painted);
        assert_eq!(judgement.verdict.outcome(), Outcome::Pass, "{segments}");
        most_calls = most_calls.max(1000 - lock.calls_left.get());
    }
    assert!(most_calls > 2, "no link was too short");
}

/// Every segment of every chunk is lost once, with the link: the documents are the same, and no more
/// than the chunk that was on its way is read a second time.
#[tokio::test]
async fn wherever_the_link_drops_among_the_documents_one_chunk_at_the_most_is_read_again() {
    let crossing = Crossing::open().await;
    let whole = flaky_in_small_segments(&crossing, usize::MAX);
    let (evidence, notes) = read_all(&crossing, &whole).await;
    let chunks = notes.documents.into_inner();
    let (before, all) = (chunks[0].0, whole.carried.get());
    let longest = chunks.windows(2).map(|two| two[1].0 - two[0].0).max();
    let longest = longest.unwrap();
    assert!(
        chunks.len() > 10 && longest > 2,
        "several chunks, in several segments"
    );
    for lost in before..all {
        let lock = flaky_in_small_segments(&crossing, lost);
        let (again, _) = read_all(&crossing, &lock).await;
        assert_eq!(again.documents, evidence.documents, "after {lost}");
        // The second link begins as the first did, and then goes on.
        let most = all + before + longest;
        let carried = lock.carried.get();
        assert!(carried <= most, "{carried} of {most} after {lost}");
    }
}

fn flaky_in_small_segments(crossing: &Crossing, segments: usize) -> Flaky {
    let lock = crossing.demonstration.lock(Condition::Intact, NOW).unwrap();
    Flaky {
        lock: Rc::new(RefCell::new(lock.with_segment(20))),
        then_steady: true,
        ..flaky(crossing, segments, 2)
    }
}

async fn read_all(crossing: &Crossing, lock: &Flaky) -> (Evidence, Notes) {
    let notes = Notes {
        carried: Some(Rc::clone(&lock.carried)),
        ..Notes::default()
    };
    let (officer, key) = (&crossing.officer, &crossing.key);
    let read = read_over_links(lock, None, officer, key, &mut None, &notes).await;
    let evidence = read.map(|(evidence, _)| evidence);
    (evidence.unwrap(), notes)
}

#[tokio::test]
async fn a_lock_that_is_gone_is_called_three_times_more_and_the_reading_is_kept() {
    let crossing = Crossing::open().await;
    let lock = flaky(&crossing, 35, 1);
    let notes = Notes::default();
    let mut kept = None;
    let (officer, key) = (&crossing.officer, &crossing.key);
    let ended = read_over_links(&lock, None, officer, key, &mut kept, &notes).await;
    assert_eq!(ended.err(), Some(RadioError::OutOfReach.into()));
    let log = notes.log.borrow().to_string();
    assert_eq!(log.matches("calling\n").count(), 4, "{log}");
    assert!(notes.slept.get() < Duration::from_secs(10));
    assert!(kept.is_some(), "what was read is gone");

    // And over the next link it goes on.
    lock.calls_left.set(100);
    let (evidence, _) = read_over_links(&lock, None, officer, key, &mut kept, &notes)
        .await
        .unwrap();
    let painted = Condition::Intact.container().ok();
    let judgement = crossing.judge(&evidence, painted);
    assert_eq!(judgement.verdict.outcome(), Outcome::Pass);
}

#[tokio::test]
async fn another_lock_than_the_one_wanted_is_not_read() {
    let crossing = Crossing::open().await;
    let lock = flaky(&crossing, 1000, 1000);
    let notes = Notes::default();
    let wanted = Condition::Tampered.lock().unwrap();
    let (officer, key) = (&crossing.officer, &crossing.key);
    let ended = read_over_links(&lock, Some(wanted), officer, key, &mut None, &notes).await;
    let answered = Condition::Intact.lock().unwrap();
    assert_eq!(
        ended.err(),
        Some(VisitError::OtherLock { wanted, answered })
    );
    assert_eq!(lock.calls_left.get(), 999, "it was called again");
    assert!(!notes.log.borrow().to_string().contains("sent"));
}
