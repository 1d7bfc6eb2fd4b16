//! A phone beside the lock: the protocol's own end of the session, with no radio between.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_lock::Connection;
use railseal_protocol::announcement::Announcement;
use railseal_protocol::bounded::List;
use railseal_protocol::call::{Answer, Call, Presence, Presentation};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::instruction::{Directive, Instruction, Order, Outcome};
use railseal_protocol::journal::{Entry, JournalHead, verify};
use railseal_protocol::phone::{Conversation, Greeted, Greeting};
use railseal_protocol::segment::SegmentSize;
use railseal_protocol::session::{Entropy, LockHello, SessionId};
use railseal_protocol::statement::Verified;
use railseal_protocol::status::Status;
use railseal_protocol::trust::Trust;

use crate::failure::{Failure, holds, same};
use crate::parties::Holder;
use crate::tested::Tested;

/// A phone with a session.
pub(crate) struct Phone {
    connection: Connection,
    conversation: Conversation,
    hello: LockHello,
}

impl Phone {
    /// Connects over a link whose segments have so many bytes.
    pub(crate) fn connect(lock: &mut Tested, size: usize) -> Result<Self, Failure> {
        let segment = SegmentSize::clamped(size);
        let announcement = Announcement::from_wire(&lock.announcement(segment))?;
        let mut connection = Connection::open(announcement.segment);
        let chance = Hash::of("self-test phone", &[&size.to_be_bytes()]);
        let entropy = Entropy::from_random(*chance.as_bytes());
        let (mut greeting, segments) = Greeting::begin(&announcement, entropy)?;
        for segment in segments {
            for reply in lock.act(|lock| lock.receive(&mut connection, &segment))? {
                holds("that a segment fits the link", reply.len() <= size)?;
                match greeting.take(&reply)? {
                    Greeted::NotYet(more) => greeting = more,
                    Greeted::Done(conversation, hello) => {
                        return Ok(Self {
                            connection,
                            conversation,
                            hello,
                        });
                    }
                }
            }
        }
        Err(Failure::Silence)
    }

    /// The session's id.
    pub(crate) fn session(&self) -> SessionId {
        self.conversation.session()
    }

    /// Asks, and takes the answer; a refusal is a failure that says which.
    pub(crate) fn ask(&mut self, lock: &mut Tested, call: Call) -> Result<Answer, Failure> {
        for segment in self.conversation.ask(call)? {
            for reply in lock.act(|lock| lock.receive(&mut self.connection, &segment))? {
                if let Some(result) = self.conversation.take(&reply)? {
                    return Ok(result?);
                }
            }
        }
        Err(Failure::Silence)
    }

    /// A proof of presence in this session.
    pub(crate) fn presentation(&self, lock: &Tested, who: &Holder) -> Presentation {
        let presence = Presence {
            session: self.session(),
            lock: lock.id(),
        };
        Presentation {
            presence: who.sign(&presence),
            chain: who.chain.clone(),
        }
    }

    pub(crate) fn present(&mut self, lock: &mut Tested, who: &Holder) -> Result<(), Failure> {
        let presentation = self.presentation(lock, who);
        let answer = self.ask(lock, Call::Present(Box::new(presentation)))?;
        same("the answer to a proof of presence", answer, Answer::Welcome)
    }

    /// The status, verified under the chain that was shown in the handshake.
    pub(crate) fn status(
        &mut self,
        lock: &mut Tested,
        trust: &Trust,
    ) -> Result<Verified<Status>, Failure> {
        let Answer::Status(signed) = self.ask(lock, Call::Status)? else {
            return Err(Failure::OtherAnswer);
        };
        let status = trust.verify(&self.hello.chain)?.verify(&signed)?;
        same("the status's session", status.session, self.session())?;
        Ok(status)
    }

    /// The whole journal, verified up to a signed head.
    pub(crate) fn journal(
        &mut self,
        lock: &mut Tested,
        head: &JournalHead,
    ) -> Result<Vec<Entry>, Failure> {
        let length = usize::try_from(head.length).unwrap_or(usize::MAX);
        let mut entries = Vec::new();
        while entries.len() < length {
            let from = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            match self.ask(lock, Call::ReadJournal { from })? {
                Answer::Journal(page) if !page.is_empty() => entries.extend(page.iter().cloned()),
                _ => return Err(Failure::OtherAnswer),
            }
        }
        entries.truncate(length);
        Ok(verify(JournalHead::of_nothing(&lock.id()), &entries, head)?)
    }

    /// Orders something by a fresh challenge of the lock's.
    pub(crate) fn instruct(
        &mut self,
        lock: &mut Tested,
        who: &Holder,
        container: Option<ContainerNumber>,
        order: Order,
    ) -> Result<Outcome, Failure> {
        let Answer::Challenge(challenge) = self.ask(lock, Call::Challenge)? else {
            return Err(Failure::OtherAnswer);
        };
        let instruction = Instruction {
            lock: lock.id(),
            cycle: lock.cycle(),
            container,
            challenge,
            order,
            grant: None,
        };
        let directive = Directive {
            instruction: who.sign(&instruction),
            person: who.chain.clone(),
            cosignatures: List::empty(),
            grant: None,
            amendment: None,
            inspection: None,
        };
        match self.ask(lock, Call::Instruct(Box::new(directive)))? {
            Answer::Outcome(outcome) => Ok(outcome),
            _ => Err(Failure::OtherAnswer),
        }
    }
}
