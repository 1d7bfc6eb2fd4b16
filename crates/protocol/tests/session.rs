//! The encrypted session: who speaks to whom, and what happens when somebody else does.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod parties;

use parties::lock::{Met, meet, status_now};
use parties::noise::Lock;
use parties::talk::announced;
use parties::{LOCK, OTHER_LOCK, agreement, china, entropy, listed, lock_subject, parsed};
use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Answer, Call, Refusal, Request, RequestId, Response};
use railseal_protocol::certificate::Subject;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::phone::{Conversation, ConversationError, Greeted, Greeting};
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentError, SegmentSize};
use railseal_protocol::session::{AwaitingLock, Session, SessionError, answer};
use railseal_protocol::wire::{decode, encode};

#[test]
fn both_ends_read_what_the_other_writes() {
    let Met {
        mut phone,
        mut lock,
        ..
    } = meet(&china());
    assert_eq!(phone.id(), lock.id());
    for length in [0, 1, 500, MESSAGE_LIMIT - 16] {
        let message = vec![0x5a; length];
        let sealed = phone.seal(&message).unwrap();
        assert_eq!(lock.open(&sealed).unwrap(), message);
        let sealed = lock.seal(&message).unwrap();
        assert_eq!(phone.open(&sealed).unwrap(), message);
    }
    let got = MESSAGE_LIMIT - 15;
    assert_eq!(
        phone.seal(&vec![0; got]),
        Err(SessionError::TooLong { got })
    );
    let got = MESSAGE_LIMIT + 1;
    assert_eq!(lock.open(&vec![0; got]), Err(SessionError::TooLong { got }));
}

#[test]
fn fresh_entropy_makes_another_session() {
    let china = china();
    let id: LockId = parsed(LOCK);
    let (_, message) = AwaitingLock::begin(&id, entropy("another phone")).unwrap();
    let secret = agreement(LOCK);
    let chain = china.lock().chain;
    let (other, _) = answer(&id, &secret, &chain, entropy("lock"), &message).unwrap();
    assert_ne!(other.id(), meet(&china).phone.id());
}

/// The library that the lock's end is made from here is the same; that the bytes are Noise's own,
/// the published vector in `session` shows.
#[test]
fn a_lock_made_from_the_specification_alone_is_understood() {
    let china = china();
    let met = meet(&china);
    let chain = china.lock().chain.to_wire();
    assert_eq!(
        Lock::with(&chain).answer(&met.from_phone).unwrap(),
        met.from_lock
    );
}

#[test]
fn another_lock_or_version_in_the_prologue_fails() {
    let chain = china().lock().chain.to_wire();
    let good = || Lock::with(&chain);
    for lock in [
        Lock {
            id: OTHER_LOCK,
            ..good()
        },
        Lock {
            version: 2,
            ..good()
        },
    ] {
        let (awaiting, message) = AwaitingLock::begin(&parsed(LOCK), entropy("phone")).unwrap();
        let reply = lock.answer(&message).unwrap();
        assert_eq!(
            awaiting.finish(&reply).map(|_| ()),
            Err(SessionError::Handshake)
        );
    }
}

/// The handshake cannot know whose key it is. It shows it, so that it can be compared.
#[test]
fn a_key_that_is_not_the_certificates_is_seen() {
    let china = china();
    let chain = china.lock().chain.to_wire();
    let copied = Lock {
        secret: "somebody else's",
        ..Lock::with(&chain)
    };
    let (awaiting, message) = AwaitingLock::begin(&parsed(LOCK), entropy("phone")).unwrap();
    let reply = copied.answer(&message).unwrap();
    let (_, hello) = awaiting.finish(&reply).unwrap();
    let Subject::Lock(certified) = lock_subject(LOCK) else {
        return;
    };
    assert_ne!(hello.agreement, certified.agreement);
    assert_eq!(hello.chain.to_wire(), chain);
}

#[test]
fn every_flipped_byte_of_the_handshake_is_refused() {
    let china = china();
    let met = meet(&china);
    let id = parsed(LOCK);
    for place in 0..met.from_lock.len() {
        let (awaiting, _) = AwaitingLock::begin(&id, entropy("phone")).unwrap();
        let mut flipped = met.from_lock.clone();
        flipped[place] ^= 1;
        assert_eq!(
            awaiting.finish(&flipped).map(|_| ()),
            Err(SessionError::Handshake),
            "the lock's message, byte {place}"
        );
    }
    // The phone's message is a key in the clear: another key is another session, which the phone
    // that sent the first is not in.
    let mut flipped = met.from_phone.clone();
    flipped[0] ^= 1;
    let chain = china.lock().chain;
    let (_, reply) = answer(&id, &agreement(LOCK), &chain, entropy("lock"), &flipped).unwrap();
    let (awaiting, _) = AwaitingLock::begin(&id, entropy("phone")).unwrap();
    assert_eq!(
        awaiting.finish(&reply).map(|_| ()),
        Err(SessionError::Handshake)
    );
}

#[test]
fn a_first_message_of_another_length_is_refused() {
    let china = china();
    let met = meet(&china);
    let chain = china.lock().chain;
    for message in [
        vec![],
        met.from_phone[..31].to_vec(),
        [met.from_phone.as_slice(), b"payload"].concat(),
        vec![0; 4096],
    ] {
        let result = answer(
            &parsed(LOCK),
            &agreement(LOCK),
            &chain,
            entropy("lock"),
            &message,
        );
        assert_eq!(result.map(|_| ()), Err(SessionError::Handshake));
    }
}

#[test]
fn messages_changed_repeated_or_out_of_order_do_not_decrypt() {
    let china = china();
    let messages = || {
        let Met {
            phone, mut lock, ..
        } = meet(&china);
        let sealed = [b"one", b"two"].map(|plain| lock.seal(plain).unwrap());
        (phone, sealed)
    };
    let refused = Err(SessionError::Decrypt);
    let (_, [whole, _]) = messages();
    for place in 0..whole.len() {
        let (mut phone, [mut first, _]) = messages();
        first[place] ^= 0x80;
        assert_eq!(phone.open(&first), refused, "byte {place}");
    }
    let (mut phone, [first, _]) = messages();
    assert_eq!(phone.open(&first).as_deref(), Ok(b"one".as_slice()));
    assert_eq!(phone.open(&first), refused, "repeated");
    let (mut phone, [_, second]) = messages();
    assert_eq!(phone.open(&second), refused, "out of order");
    let (mut phone, [first, _]) = messages();
    assert_eq!(phone.open(&first[..first.len() - 1]), refused, "cut short");
    assert_eq!(phone.open(&[]), refused, "nothing");
    // What one end has sent cannot be sent back to it.
    let (mut phone, _) = messages();
    let own = phone.seal(b"mine").unwrap();
    assert_eq!(phone.open(&own), refused, "reflected");
}

/// The lock's end of a link, as far as these tests need one.
struct LockEnd {
    session: Session,
    gatherer: Gatherer,
    cutter: Cutter,
}

impl LockEnd {
    fn hear(&mut self, segments: &[Vec<u8>]) -> Request {
        let message = whole(&mut self.gatherer, segments);
        decode(&self.session.open(&message).unwrap(), MESSAGE_LIMIT).unwrap()
    }

    fn say(&mut self, id: RequestId, result: Result<Answer, Refusal>) -> Vec<Vec<u8>> {
        let message = encode(&Response { id, result });
        let sealed = self.session.seal(&message).unwrap();
        self.cutter.cut(&sealed)
    }
}

fn whole(gatherer: &mut Gatherer, segments: &[Vec<u8>]) -> Vec<u8> {
    let mut messages = segments.iter().filter_map(|s| gatherer.take(s).unwrap());
    let message = messages.next().unwrap();
    assert_eq!(messages.next(), None);
    message
}

fn talking(size: usize) -> (Conversation, LockEnd) {
    let china = china();
    let announcement = Announcement {
        segment: SegmentSize::clamped(size),
        ..announced()
    };
    let (mut greeting, segments) = Greeting::begin(&announcement, entropy("phone")).unwrap();
    let mut gatherer = Gatherer::new();
    let message = whole(&mut gatherer, &segments);
    let lock = china.lock();
    let (session, reply) = answer(
        &announcement.lock,
        &agreement(LOCK),
        &lock.chain,
        entropy("lock"),
        &message,
    )
    .unwrap();
    let mut cutter = Cutter::new(announcement.segment);
    let mut segments = cutter.cut(&reply).into_iter();
    let conversation = loop {
        match greeting.take(&segments.next().unwrap()).unwrap() {
            Greeted::NotYet(more) => greeting = more,
            Greeted::Done(conversation, hello) => {
                assert_eq!(hello.chain, lock.chain);
                break conversation;
            }
        }
    };
    assert_eq!(segments.next(), None);
    let end = LockEnd {
        session,
        gatherer,
        cutter,
    };
    (conversation, end)
}

#[test]
fn a_conversation_over_links_of_every_size() {
    for size in [20, 23, 100, 244, 512] {
        let (mut phone, mut lock) = talking(size);
        assert_eq!(phone.session(), lock.session.id());
        let status = china().lock().sign(&status_now(&china()));
        for _ in 0..70 {
            let request = lock.hear(&phone.ask(Call::Status).unwrap());
            assert_eq!(request.call, Call::Status);
            let answer = Answer::Status(status.clone());
            let mut got = None;
            for segment in lock.say(request.id, Ok(answer.clone())) {
                assert!(segment.len() <= size);
                got = phone.take(&segment).unwrap();
            }
            assert_eq!(got, Some(Ok(answer)));
        }
    }
}

#[test]
fn an_answer_to_another_request_is_none() {
    let (mut phone, mut lock) = talking(512);
    let request = lock.hear(&phone.ask(Call::ReadSealing).unwrap());
    let refused = Err(Refusal::Nothing);
    let segments = lock.say(RequestId(request.id.0 + 1), refused);
    assert_eq!(phone.take(&segments[0]), Err(ConversationError::NotAsked));
}

#[test]
fn a_lost_segment_ends_the_conversation() {
    let (mut phone, mut lock) = talking(20);
    let request = lock.hear(&phone.ask(Call::ReadJournal { from: 0 }).unwrap());
    let segments = lock.say(request.id, Ok(Answer::Journal(listed(vec![]))));
    assert!(segments.len() > 1);
    assert!(matches!(
        phone.take(&segments[1]),
        Err(ConversationError::Segment(SegmentError::OutOfOrder { .. }))
    ));
}
