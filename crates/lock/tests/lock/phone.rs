//! A phone in the same process: protocol's own end of the session, with no radio between.

use railseal_lock::{Connection, Dropped, Hardware, Lock};
use railseal_protocol::announcement::Announcement;
use railseal_protocol::call::{Answer, Call, Presence, Presentation, Refusal};
use railseal_protocol::journal::{Entry, JournalHead, verify};
use railseal_protocol::phone::{Conversation, Greeted, Greeting};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::session::{Entropy, LockHello, SessionId};
use railseal_protocol::statement::Signed;
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::world::Holder;

pub(crate) struct Phone {
    connection: Connection,
    conversation: Conversation,
    pub(crate) hello: LockHello,
}

impl Phone {
    pub(crate) fn connect<H: Hardware>(lock: &mut Lock<H>, size: usize) -> Self {
        let segment = SegmentSize::clamped(size);
        let announcement = Announcement::from_wire(&lock.announcement(segment)).unwrap();
        assert_eq!(announcement.segment, segment);
        let mut connection = Connection::open(announcement.segment);
        let (mut greeting, segments) =
            Greeting::begin(&announcement, Entropy::from_random([3; 32])).unwrap();
        for segment in segments {
            for reply in lock.receive(&mut connection, &segment).unwrap() {
                assert!(reply.len() <= size);
                match greeting.take(&reply).unwrap() {
                    Greeted::NotYet(more) => greeting = more,
                    Greeted::Done(conversation, hello) => {
                        return Self {
                            connection,
                            conversation,
                            hello,
                        };
                    }
                }
            }
        }
        panic!("the lock did not answer the greeting");
    }

    pub(crate) fn session(&self) -> SessionId {
        self.conversation.session()
    }

    /// What a call is on the air: to be said later, twice, or not at all.
    pub(crate) fn segments(&mut self, call: Call) -> Vec<Vec<u8>> {
        self.conversation.ask(call).unwrap()
    }

    /// Lets the lock hear a segment, whoever sent it.
    pub(crate) fn say<H: Hardware>(
        &mut self,
        lock: &mut Lock<H>,
        segment: &[u8],
    ) -> Result<Vec<Vec<u8>>, Dropped> {
        lock.receive(&mut self.connection, segment)
    }

    pub(crate) fn try_ask<H: Hardware>(
        &mut self,
        lock: &mut Lock<H>,
        call: Call,
    ) -> Result<Result<Answer, Refusal>, Dropped> {
        for segment in self.conversation.ask(call).unwrap() {
            for reply in lock.receive(&mut self.connection, &segment)? {
                if let Some(result) = self.conversation.take(&reply).unwrap() {
                    return Ok(result);
                }
            }
        }
        panic!("the lock did not answer");
    }

    pub(crate) fn ask<H: Hardware>(
        &mut self,
        lock: &mut Lock<H>,
        call: Call,
    ) -> Result<Answer, Refusal> {
        self.try_ask(lock, call).unwrap()
    }

    pub(crate) fn presentation<H: Hardware>(&self, lock: &Lock<H>, who: &Holder) -> Presentation {
        let presence = Presence {
            session: self.session(),
            lock: lock.id(),
        };
        Presentation {
            presence: Signed::sign(&presence, who.signer(), &who.key),
            chain: who.chain.clone(),
        }
    }

    pub(crate) fn present<H: Hardware>(
        &mut self,
        lock: &mut Lock<H>,
        who: &Holder,
    ) -> Result<Answer, Refusal> {
        let presentation = self.presentation(lock, who);
        self.ask(lock, Call::Present(Box::new(presentation)))
    }

    /// The status, verified under the chain shown in the handshake, by what a phone trusts.
    pub(crate) fn status<H: Hardware>(&mut self, lock: &mut Lock<H>, trust: &Trust) -> Status {
        let Ok(Answer::Status(signed)) = self.ask(lock, Call::Status) else {
            panic!("no status");
        };
        let holder = trust.verify(&self.hello.chain).unwrap();
        let status = holder.verify(&signed).unwrap();
        assert_eq!(status.session, self.session());
        (*status).clone()
    }

    /// The whole journal, verified against the signed head.
    pub(crate) fn journal<H: Hardware>(
        &mut self,
        lock: &mut Lock<H>,
        head: &JournalHead,
    ) -> Vec<Entry> {
        let mut entries = Vec::new();
        while entries.len() < head.length as usize {
            let from = entries.len() as u32;
            let Ok(Answer::Journal(page)) = self.ask(lock, Call::ReadJournal { from }) else {
                panic!("no journal");
            };
            assert!(!page.is_empty());
            entries.extend(page.iter().cloned());
        }
        entries.truncate(head.length as usize);
        verify(JournalHead::of_nothing(&lock.id()), &entries, head).unwrap()
    }
}

/// The journal of a lock, read by an officer and verified.
pub(crate) fn journal_of<H: Hardware>(
    lock: &mut Lock<H>,
    officer: &Holder,
    trust: &Trust,
) -> Vec<Entry> {
    let mut phone = Phone::connect(lock, 512);
    let head = phone.status(lock, trust).journal;
    assert_eq!(phone.present(lock, officer), Ok(Answer::Welcome));
    phone.journal(lock, &head)
}
