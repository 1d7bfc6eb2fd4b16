//! A link that does to one segment what radios do: every segment of a whole session, either way,
//! is dropped at, lost, doubled, swapped with the next and corrupted. The end is the same verdict or
//! a typed error, and over the next link the reading goes on to the same verdict.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use railseal::device::bluetooth::{RadioError, RadioLink};
use railseal::visit::{self, Step, VisitError};
use railseal_inspection::evidence::Evidence;
use railseal_inspection::finding::CheckResult;
use railseal_inspection::reading::{Reading, Stage};
use railseal_inspection::verdict::{Outcome, Verdict};
use railseal_protocol::phone::ConversationError;
use railseal_protocol::session::Entropy;
use railseal_tests::bluez::Peripheral;
use railseal_tests::demonstration::Condition;
use railseal_tests::demonstration::lock::DemonstrationLock;

use super::crossing::{Crossing, NOW};

/// What happens to a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The link ends before it.
    DroppedBefore,
    /// It arrives, and the link ends.
    DroppedAfter,
    Lost,
    Doubled,
    /// The next one of its direction arrives before it.
    Swapped,
    /// One bit of its first byte, which orders it, is another.
    MarkCorrupted,
    /// One bit of its last byte is another.
    BodyCorrupted,
}

/// A link to a lock that does one thing wrong. Where nothing more comes, patience has ended.
pub(crate) struct FaultyLink<'a, P: Peripheral> {
    lock: RefCell<&'a mut P>,
    fault: Option<(usize, Fault)>,
    /// How many segments were sent on it, either way.
    pub(crate) carried: Cell<usize>,
    from_lock: RefCell<VecDeque<Vec<u8>>>,
    arrived: RefCell<VecDeque<Vec<u8>>>,
    held_to_lock: RefCell<Option<Vec<u8>>>,
    held_to_phone: RefCell<Option<Vec<u8>>>,
    down: Cell<bool>,
}

impl<'a, P: Peripheral> FaultyLink<'a, P> {
    pub(crate) fn to(lock: &'a mut P, fault: Option<(usize, Fault)>) -> Self {
        lock.connected();
        Self {
            lock: RefCell::new(lock),
            fault,
            carried: Cell::new(0),
            from_lock: RefCell::default(),
            arrived: RefCell::default(),
            held_to_lock: RefCell::default(),
            held_to_phone: RefCell::default(),
            down: Cell::new(false),
        }
    }

    /// What arrives where one segment was sent.
    fn carry(&self, segment: Vec<u8>, held: &RefCell<Option<Vec<u8>>>) -> Vec<Vec<u8>> {
        let place = self.carried.replace(self.carried.get() + 1);
        assert!(place < 10_000, "the session does not end");
        let fault = self.fault.filter(|(at, _)| *at == place);
        let mut arriving = match fault.map(|(_, fault)| fault) {
            None => vec![segment],
            Some(Fault::DroppedBefore) => {
                self.down.set(true);
                vec![]
            }
            Some(Fault::DroppedAfter) => {
                self.down.set(true);
                vec![segment]
            }
            Some(Fault::Lost) => vec![],
            Some(Fault::Doubled) => vec![segment.clone(), segment],
            Some(Fault::Swapped) => {
                *held.borrow_mut() = Some(segment);
                return vec![];
            }
            Some(Fault::MarkCorrupted) => vec![flipped(segment, 0)],
            Some(Fault::BodyCorrupted) => {
                let last = segment.len() - 1;
                vec![flipped(segment, last)]
            }
        };
        arriving.extend(held.take());
        arriving
    }
}

fn flipped(mut segment: Vec<u8>, place: usize) -> Vec<u8> {
    segment[place] ^= 1 << (place % 8);
    segment
}

impl<P: Peripheral> RadioLink for FaultyLink<'_, P> {
    async fn announcement(&self) -> Result<Vec<u8>, RadioError> {
        Ok(self.lock.borrow_mut().read_announcement())
    }

    async fn send(&self, segment: &[u8]) -> Result<(), RadioError> {
        if self.down.get() {
            return Err(RadioError::LinkLost);
        }
        for segment in self.carry(segment.to_vec(), &self.held_to_lock) {
            let said = self.lock.borrow_mut().write_inbox(&segment);
            self.from_lock.borrow_mut().extend(said);
        }
        Ok(())
    }

    async fn receive(&self) -> Result<Vec<u8>, RadioError> {
        loop {
            if let Some(segment) = self.arrived.borrow_mut().pop_front() {
                return Ok(segment);
            }
            if self.down.get() {
                return Err(RadioError::LinkLost);
            }
            let Some(segment) = self.from_lock.borrow_mut().pop_front() else {
                return Err(RadioError::NoAnswer);
            };
            let arriving = self.carry(segment, &self.held_to_phone);
            self.arrived.borrow_mut().extend(arriving);
        }
    }
}

impl<P: Peripheral> Drop for FaultyLink<'_, P> {
    fn drop(&mut self) {
        self.lock.get_mut().disconnected();
    }
}

/// What one link brought, and how far the documents had come at its first and last step.
struct Read {
    result: Result<Evidence, VisitError>,
    segments: usize,
    first_documents: Option<u32>,
    last_documents: u32,
}

async fn read(
    crossing: &Crossing,
    lock: &mut DemonstrationLock,
    fault: Option<(usize, Fault)>,
    kept: &mut Option<Reading>,
) -> Read {
    let link = FaultyLink::to(lock, fault);
    let entropy = Entropy::from_random([9; 32]);
    let (mut first_documents, mut last_documents) = (None, 0);
    let tell = |step| {
        if let Step::Reading(_, progress) = step
            && progress.stage == Stage::Documents
        {
            first_documents.get_or_insert(progress.done);
            last_documents = progress.done;
        }
    };
    let result = visit::read(
        &link,
        None,
        &crossing.officer,
        &crossing.key,
        entropy,
        kept,
        tell,
    )
    .await;
    Read {
        result,
        segments: link.carried.get(),
        first_documents,
        last_documents,
    }
}

fn verdict(crossing: &Crossing, evidence: &Evidence) -> Verdict {
    let painted = Condition::Intact.container().ok();
    crossing.judge(evidence, painted).verdict
}

/// Does one thing to each segment of a session in turn.
async fn at_every_segment(fault: Fault, segment: usize) {
    let crossing = Crossing::open().await;
    let lock = crossing.demonstration.lock(Condition::Intact, NOW);
    let mut lock = lock.unwrap().with_segment(segment);
    let whole = read(&crossing, &mut lock, None, &mut None).await;
    let right = verdict(&crossing, &whole.result.unwrap());
    assert_eq!(right.outcome(), Outcome::Pass);

    assert!(
        whole.segments >= 5_500 / segment,
        "{} segments",
        whole.segments
    );
    let mut ended_early = 0;
    for place in 0..whole.segments {
        let mut kept = None;
        let faulty = read(&crossing, &mut lock, Some((place, fault)), &mut kept).await;
        if let Ok(evidence) = &faulty.result {
            let same = verdict(&crossing, evidence);
            assert_eq!(same, right, "{fault:?} at {place}");
            continue;
        }
        ended_early += 1;
        // What came is no wrong verdict either: it cannot say, and holds nothing.
        if let Some(reading) = &kept {
            let partial = verdict(&crossing, &reading.evidence());
            let failed =
                |f: &&railseal_inspection::finding::Finding| f.result() == CheckResult::Failed;
            assert_eq!(
                partial.outcome(),
                Outcome::CannotSay,
                "{fault:?} at {place}"
            );
            assert_eq!(partial.findings().iter().find(failed), None);
        }
        let resumed = read(&crossing, &mut lock, None, &mut kept).await;
        let same = verdict(&crossing, &resumed.result.unwrap());
        assert_eq!(same, right, "{fault:?} at {place}, resumed");
        // Nothing that was verified is read again.
        if let Some(done) = resumed.first_documents {
            assert!(done >= faulty.last_documents, "{fault:?} at {place}");
        }
    }
    assert!(
        ended_early * 10 > whole.segments * 9,
        "{fault:?} was noticed at {ended_early} of {} places",
        whole.segments
    );
}

/// Every fault at every segment, of the usual size and of the smallest.
macro_rules! faults {
    ($($name:ident: $fault:ident),* $(,)?) => {$(
        mod $name {
            use super::{Fault, at_every_segment};

            #[tokio::test]
            async fn at_the_usual_size() {
                at_every_segment(Fault::$fault, 244).await;
            }

            #[tokio::test]
            async fn at_the_smallest_size() {
                at_every_segment(Fault::$fault, 20).await;
            }
        }
    )*};
}

faults! {
    dropped_before_a_segment: DroppedBefore,
    dropped_after_a_segment: DroppedAfter,
    a_segment_lost: Lost,
    a_segment_doubled: Doubled,
    a_segment_swapped: Swapped,
    a_segments_mark_corrupted: MarkCorrupted,
    a_segments_body_corrupted: BodyCorrupted,
}

#[tokio::test]
async fn a_corrupted_segment_is_found_out_by_the_session() {
    let crossing = Crossing::open().await;
    let lock = crossing.demonstration.lock(Condition::Intact, NOW);
    let mut lock = lock.unwrap();
    let whole = read(&crossing, &mut lock, None, &mut None).await;
    let last = whole.segments - 1;
    let fault = Some((last, Fault::BodyCorrupted));
    let read = read(&crossing, &mut lock, fault, &mut None).await;
    assert!(
        matches!(
            read.result,
            Err(VisitError::Conversation(ConversationError::Session(_)))
        ),
        "{:?}",
        read.result.err()
    );
}
