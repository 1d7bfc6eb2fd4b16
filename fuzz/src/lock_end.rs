//! The lock, and anybody who comes near it.

use std::cell::RefCell;

use railseal_lock::connection::MAX_REFUSED;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lamp;
use railseal_lock::{Connection, Dropped, Lock};
use railseal_protocol::call::{
    Answer, Call, Presence, Presentation, Refusal, Request, RequestId, Response,
};
use railseal_protocol::instruction::Outcome;
use railseal_protocol::rights::{Right, Role};
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentSize};
use railseal_protocol::session::{AwaitingLock, Session, SessionId};
use railseal_protocol::wire::{decode, encode};

use crate::parties::{Party, entropy};
use crate::pieces::pieces;
use crate::world::{WORLD, must};

thread_local! {
    /// A lock that has started: that takes a dozen signatures, so it is taken again while nothing has changed it.
    static STARTED: RefCell<Option<Lock<FakeHardware>>> = const { RefCell::new(None) };
}

/// Whether the lock is as it was.
enum Afterwards {
    Unchanged,
    Changed,
}

fn with_a_sealed_lock(visit: impl FnOnce(&mut Lock<FakeHardware>) -> Afterwards) {
    let started = STARTED.take();
    let mut lock = started.unwrap_or_else(|| must(Lock::start(WORLD.sealed.clone())));
    let (journal, writes) = (lock.journal(), lock.hardware().writes());
    if let Afterwards::Unchanged = visit(&mut lock) {
        assert_eq!(lock.journal(), journal, "reading changed the journal");
        assert_eq!(lock.hardware().writes(), writes, "reading wrote to flash");
        STARTED.replace(Some(lock));
    }
}

/// The pieces are segments from a stranger. Whoever does not shake hands gets no more than the handshake's answer, and a
/// connection that was dropped stays so.
pub(crate) fn anything(data: &[u8]) {
    let Some((size, segments)) = data.split_first() else {
        return;
    };
    let size = SegmentSize::clamped(usize::from(*size) * 2);
    with_a_sealed_lock(|lock| {
        let mut connection = Connection::open(size);
        let (mut gatherer, mut answers) = (Gatherer::new(), 0);
        for segment in pieces(segments) {
            let Ok(reply) = lock.receive(&mut connection, segment) else {
                let again = lock.receive(&mut connection, segment);
                assert_eq!(again, Err(Dropped::Before));
                break;
            };
            for segment in reply {
                assert!(segment.len() <= size.get(), "a segment that does not fit");
                answers += usize::from(must(gatherer.take(&segment)).is_some());
            }
        }
        assert!(answers <= 1, "{answers} answers to a stranger");
        Afterwards::Unchanged
    });
}

/// The first byte chooses who is there: nobody, railway staff or an officer. The pieces are what is said in their
/// session, properly encrypted. Each is answered, by the table of rights, and changes nothing but a refused proof.
pub(crate) fn requests(data: &[u8]) {
    let Some((who, requests)) = data.split_first() else {
        return;
    };
    let who = match who % 3 {
        0 => None,
        1 => Some(&WORLD.people.staff),
        _ => Some(&WORLD.people.officer),
    };
    with_a_sealed_lock(|lock| {
        let mut visit = Visit::begin(lock, who);
        for plain in pieces(requests) {
            if visit.say(plain).is_err() {
                break;
            }
        }
        if visit.changed {
            Afterwards::Changed
        } else {
            Afterwards::Unchanged
        }
    });
}

/// A session in which anything can be said.
struct Visit<'l> {
    lock: &'l mut Lock<FakeHardware>,
    connection: Connection,
    session: Session,
    cutter: Cutter,
    gatherer: Gatherer,
    /// Whoever has proven presence, as far as we have seen.
    who: Option<Role>,
    refused: u8,
    /// Whether anything was journalled, or the lamp lit.
    changed: bool,
}

impl<'l> Visit<'l> {
    fn begin(lock: &'l mut Lock<FakeHardware>, who: Option<&Party>) -> Self {
        let mut connection = Connection::open(SegmentSize::LARGEST);
        let (mut cutter, mut gatherer) = (Cutter::new(SegmentSize::LARGEST), Gatherer::new());
        let (awaiting, message) = must(AwaitingLock::begin(&lock.id(), entropy("phone")));
        let mut reply = Vec::new();
        for segment in cutter.cut(&message) {
            for segment in must(lock.receive(&mut connection, &segment)) {
                reply = must(gatherer.take(&segment)).unwrap_or_default();
            }
        }
        let (session, hello) = must(awaiting.finish(&reply));
        assert_eq!(hello, WORLD.hello);
        let mut visit = Self {
            lock,
            connection,
            session,
            cutter,
            gatherer,
            who: None,
            refused: 0,
            changed: false,
        };
        if let Some(person) = who {
            visit.prove(person);
        }
        visit
    }

    fn prove(&mut self, person: &Party) {
        let presence = Presence {
            session: self.session.id(),
            lock: self.lock.id(),
        };
        let holder = must(WORLD.trust.verify(&person.chain));
        let presentation = Presentation {
            presence: person.sign(&presence),
            chain: person.chain.clone(),
        };
        let request = Request {
            id: RequestId(0),
            call: Call::Present(Box::new(presentation)),
        };
        let response = must(self.ask(&encode(&request)));
        assert_eq!(response.result, Ok(Answer::Welcome));
        self.who = Some(holder.certificate().role());
    }

    /// Says anything, and holds the answer against what was said.
    fn say(&mut self, plain: &[u8]) -> Result<(), Dropped> {
        if plain.len() + 16 > MESSAGE_LIMIT {
            return Ok(());
        }
        let request = decode::<Request>(plain, MESSAGE_LIMIT);
        let response = match self.ask(plain) {
            Ok(response) => response,
            Err(dropped) => {
                let refused_too_often =
                    dropped == Dropped::RefusedTooOften && self.refused == MAX_REFUSED;
                let unreadable = dropped == Dropped::Unreadable && request.is_err();
                assert!(refused_too_often || unreadable, "{dropped:?}");
                return Err(dropped);
            }
        };
        match request {
            Err(_) => assert_eq!(response.result, Err(Refusal::Unreadable)),
            Ok(request) => {
                assert_eq!(response.id, request.id);
                self.check(&request.call, response.result);
            }
        }
        Ok(())
    }

    /// What may be answered to whom (SPEC.md § Calls).
    fn check(&mut self, call: &Call, result: Result<Answer, Refusal>) {
        let right = match call {
            Call::Status
            | Call::Present(_)
            | Call::Challenge
            | Call::Instruct(_)
            | Call::AskOutcome(_)
            | Call::RenewRecognition(_)
            | Call::RenewRevocations(_) => None,
            Call::ReadJournal { .. } | Call::ReadChain { .. } | Call::Blink => {
                Some(Right::ReadJournal)
            }
            Call::ReadSealing
            | Call::ReadInspection { .. }
            | Call::ReadAmendment { .. }
            | Call::ReadChunk(_) => Some(Right::ReadDocuments),
            Call::WriteSealing(_) | Call::WriteInspection(_) | Call::WriteChunk { .. } => {
                Some(Right::SetPolicy)
            }
        };
        if let Some(right) = right {
            let may = self.who.is_some_and(|role| role.may(right));
            let refused = result == Err(Refusal::PresenceNeeded);
            assert_ne!(may, refused, "{:?} asked {call:?}", self.who);
            if refused {
                // It is journalled.
                self.changed = true;
                return;
            }
        }
        match (call, result) {
            (Call::Status, Ok(Answer::Status(status))) => {
                let status = must(WORLD.lock.verify(&status));
                let session: SessionId = self.session.id();
                assert_eq!((status.session, status.lock), (session, self.lock.id()));
            }
            (Call::Present(_), Err(Refusal::NotWelcome(_))) => {
                self.who = None;
                self.refused += 1;
                self.changed = true;
            }
            (Call::Blink, Ok(Answer::Blinking(shown))) => {
                let shown = must(WORLD.lock.verify(&shown));
                let session: SessionId = self.session.id();
                assert_eq!((shown.session, shown.lock), (session, self.lock.id()));
                let lamp = Some(Lamp::Blinking(shown.code));
                assert_eq!(
                    self.lock.hardware().lamp,
                    lamp,
                    "the lamp blinks another code"
                );
                self.changed = true;
            }
            // Nobody's key is in the input: nothing that is brought is obeyed.
            (
                Call::Instruct(_)
                | Call::RenewRecognition(_)
                | Call::RenewRevocations(_)
                | Call::WriteSealing(_)
                | Call::WriteInspection(_)
                | Call::WriteChunk { .. },
                Err(Refusal::NotObeyed(_)),
            ) => {
                self.refused += 1;
                self.changed = true;
            }
            // The lists that it holds anybody may bring again.
            (Call::RenewRecognition(_) | Call::RenewRevocations(_), Ok(Answer::Renewed))
            | (Call::Challenge, Ok(Answer::Challenge(_)))
            | (Call::AskOutcome(_), Ok(Answer::Outcome(Outcome::Awaited | Outcome::Void)))
            | (Call::ReadAmendment { .. }, Err(Refusal::Nothing))
            | (Call::ReadJournal { .. }, Ok(Answer::Journal(_)))
            | (Call::ReadChain { .. }, Ok(Answer::Chain(_)) | Err(Refusal::Nothing))
            | (Call::ReadSealing, Ok(Answer::Sealing(_)))
            | (Call::ReadInspection { .. }, Ok(Answer::Inspection(_)) | Err(Refusal::Nothing))
            | (Call::ReadChunk(_), Ok(Answer::Chunk(_)) | Err(Refusal::Nothing)) => {}
            (call, result) => panic!("{call:?} was answered {result:?}"),
        }
    }

    fn ask(&mut self, plain: &[u8]) -> Result<Response, Dropped> {
        let message = must(self.session.seal(plain));
        let mut reply = None;
        for segment in self.cutter.cut(&message) {
            assert_eq!(reply, None, "answered before the last segment");
            for segment in self.lock.receive(&mut self.connection, &segment)? {
                reply = must(self.gatherer.take(&segment));
            }
        }
        let plain = must(self.session.open(&reply.unwrap_or_default()));
        Ok(must(decode(&plain, MESSAGE_LIMIT)))
    }
}
