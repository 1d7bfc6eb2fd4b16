//! The phone, and anything that says it is the lock.

use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Call, Refusal, RequestId, Response};
use railseal_protocol::phone::{Conversation, ConversationError, Greeted, Greeting};
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentSize};
use railseal_protocol::session::{Session, answer};
use railseal_protocol::wire::{decode, encode};

use crate::parties::talk::announced;
use crate::parties::{LOCK, agreement, entropy, parsed};
use crate::pieces::pieces;
use crate::world::{WORLD, must};

/// The one answer of the lock's in the vectors: to request 1, that its memory or sensors fail it.
pub(crate) const FAULT: Response = Response {
    id: RequestId(1),
    result: Err(Refusal::Fault),
};

/// The pieces are segments from a stranger. The session stands only with the lock of the vectors, whose bytes an input
/// may repeat; and nothing is believed to be its answer but its answer.
pub(crate) fn anything(data: &[u8]) {
    let mut segments = pieces(data);
    let (mut greeting, _) = must(Greeting::begin(&announced(), entropy("phone")));
    let mut conversation = loop {
        let Some(segment) = segments.next() else {
            return;
        };
        match greeting.take(segment) {
            Err(_) => return,
            Ok(Greeted::NotYet(more)) => greeting = more,
            Ok(Greeted::Done(conversation, hello)) => {
                assert_eq!(hello, WORLD.hello);
                assert_eq!(conversation.session(), WORLD.session);
                break conversation;
            }
        }
    };
    must(conversation.ask(Call::Status));
    for segment in segments {
        match conversation.take(segment) {
            Err(_) => return,
            Ok(answer) => assert!(answer.is_none_or(|answer| answer == FAULT.result)),
        }
    }
}

/// The pieces are what a lock answers, properly encrypted, one to each question. An answer is what was encrypted, to the
/// byte, under the id of the question.
pub(crate) fn responses(data: &[u8]) {
    let (mut conversation, mut lock, mut cutter) = met();
    for (asked, plain) in (1..=u16::MAX).zip(pieces(data)) {
        must(conversation.ask(Call::Status));
        let Ok(message) = lock.seal(plain) else {
            return;
        };
        let mut taken = Ok(None);
        for segment in cutter.cut(&message) {
            assert_eq!(taken, Ok(None), "before its last segment");
            taken = conversation.take(&segment);
        }
        let response = decode::<Response>(plain, MESSAGE_LIMIT);
        match (taken, response) {
            (Ok(Some(result)), Ok(response)) => {
                assert_eq!(encode(&response), plain, "another encoding was accepted");
                assert_eq!((response.id, &response.result), (RequestId(asked), &result));
            }
            (Err(ConversationError::NotAsked), Ok(response)) => {
                assert_ne!(response.id, RequestId(asked));
                return;
            }
            (Err(ConversationError::Unreadable(error)), Err(expected)) => {
                assert_eq!(error, expected);
                return;
            }
            (taken, response) => panic!("{response:?} was taken as {taken:?}"),
        }
    }
}

/// A phone and a lock that have shaken hands.
fn met() -> (Conversation, Session, Cutter) {
    let announcement = Announcement {
        segment: SegmentSize::LARGEST,
        ..announced()
    };
    let (mut greeting, segments) = must(Greeting::begin(&announcement, entropy("phone")));
    let mut gatherer = Gatherer::new();
    let message = segments
        .iter()
        .find_map(|segment| must(gatherer.take(segment)));
    let (session, reply) = must(answer(
        &parsed(LOCK),
        &agreement(LOCK),
        &WORLD.hello.chain,
        entropy("lock"),
        &message.unwrap_or_default(),
    ));
    let mut cutter = Cutter::new(announcement.segment);
    for segment in cutter.cut(&reply) {
        match must(greeting.take(&segment)) {
            Greeted::NotYet(more) => greeting = more,
            Greeted::Done(conversation, _) => return (conversation, session, cutter),
        }
    }
    panic!("the lock's handshake has no end")
}
