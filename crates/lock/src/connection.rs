//! One radio link to the lock: segments in, segments out.
//!
//! Everybody may ask for the status. Railway staff may also read the journal and the chains of
//! those whom it names and have the lamp blink, officers and supervisors also the manifest, the
//! prior inspections and the documents: by the table of rights, after a proof of presence. A message that does not belong ends the connection, and
//! so does asking to be let in after [`MAX_REFUSED`] refusals. How refusals are journalled, the
//! module `refusals` says.

use alloc::boxed::Box;
use alloc::vec::Vec;

use railseal_protocol::bounded::List;
use railseal_protocol::call::{
    Answer, Call, ChunkAddress, JOURNAL_PAGE, Presentation, Refusal, Request, RequestId, Response,
};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::lamp::LampShown;
use railseal_protocol::rights::Right;
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentError, SegmentSize};
use railseal_protocol::session::{Session, SessionError, answer};
use railseal_protocol::statement::{Id, Signed};
use railseal_protocol::wire::{decode, encode};

use crate::hardware::{FlashError, Hardware};
use crate::lock::Lock;
use crate::presence::Access;
use crate::renewing::Brought;

/// How many proofs of presence, instructions, lists and pieces of a sealing one connection may have
/// refused.
pub const MAX_REFUSED: u8 = 5;

/// What the lock keeps of one radio link.
#[derive(Debug)]
pub struct Connection {
    cutter: Cutter,
    gatherer: Gatherer,
    stage: Stage,
}

impl Connection {
    /// A link has come up that carries such segments.
    pub const fn open(segment: SegmentSize) -> Self {
        Self {
            cutter: Cutter::new(segment),
            gatherer: Gatherer::new(),
            stage: Stage::Greeting,
        }
    }
}

#[derive(Debug)]
enum Stage {
    Greeting,
    Talking(Box<Talk>),
    Over,
}

/// An established session.
#[derive(Debug)]
struct Talk {
    session: Session,
    access: Access,
    refused: u8,
    /// What the lamp was asked to blink in this session.
    lamp: Option<Signed<LampShown>>,
}

/// Why the lock will hear no more on a connection. The link is to be closed. Nothing that was
/// asked on it and not answered has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Dropped {
    /// A segment was lost or mixed up.
    #[error("a segment: {0}")]
    Segment(#[from] SegmentError),
    /// The other end does not speak the session's protocol.
    #[error("the session: {0}")]
    Session(#[from] SessionError),
    /// A message in which not even the request's id can be read.
    #[error("an unreadable request")]
    Unreadable,
    /// It asked again after [`MAX_REFUSED`] refusals.
    #[error("refused {MAX_REFUSED} times")]
    RefusedTooOften,
    /// It was dropped before.
    #[error("the connection was dropped before")]
    Before,
}

impl<H: Hardware> Lock<H> {
    /// Takes the next segment of a connection; gives the segments to send back, in order.
    pub fn receive(
        &mut self,
        connection: &mut Connection,
        segment: &[u8],
    ) -> Result<Vec<Vec<u8>>, Dropped> {
        let segments = self.hear(connection, segment);
        if segments.is_err() {
            connection.stage = Stage::Over;
        }
        segments
    }

    fn hear(
        &mut self,
        connection: &mut Connection,
        segment: &[u8],
    ) -> Result<Vec<Vec<u8>>, Dropped> {
        if let Stage::Over = connection.stage {
            return Err(Dropped::Before);
        }
        let Some(message) = connection.gatherer.take(segment)? else {
            return Ok(Vec::new());
        };
        let reply = match &mut connection.stage {
            Stage::Greeting => {
                let (talk, reply) = self.greet(&message)?;
                connection.stage = Stage::Talking(Box::new(talk));
                reply
            }
            Stage::Talking(talk) => self.talk(talk, message)?,
            Stage::Over => return Err(Dropped::Before),
        };
        Ok(connection.cutter.cut(&reply))
    }

    fn greet(&mut self, message: &[u8]) -> Result<(Talk, Vec<u8>), SessionError> {
        let entropy = self.hardware.entropy();
        let identity = &self.identity;
        let (session, reply) = answer(
            &identity.lock,
            &identity.agreement,
            &identity.chain,
            entropy,
            message,
        )?;
        let talk = Talk {
            session,
            access: Access::Anonymous,
            refused: 0,
            lamp: None,
        };
        Ok((talk, reply))
    }

    fn talk(&mut self, talk: &mut Talk, message: Vec<u8>) -> Result<Vec<u8>, Dropped> {
        let response = match request_in(&mut talk.session, message)? {
            Ok(request) => Response {
                id: request.id,
                result: self.obey(talk, request.call)?,
            },
            Err(id) => Response {
                id,
                result: Err(Refusal::Unreadable),
            },
        };
        let plain = encode(&response);
        drop(response);
        Ok(talk.session.seal(&plain)?)
    }

    fn obey(&mut self, talk: &mut Talk, call: Call) -> Result<Result<Answer, Refusal>, Dropped> {
        if let Some(right) = right_to(&call)
            && !talk.access.may(right)
        {
            self.note_refusal(RefusalReason::NoRight);
            return Ok(Err(Refusal::PresenceNeeded));
        }
        if talk.refused >= MAX_REFUSED && takes_authority(&call) {
            return Err(Dropped::RefusedTooOften);
        }
        let answer = self.answer(talk, call);
        let answer = self.noting_refusal(answer);
        if let Err(Refusal::NotWelcome(_) | Refusal::NotObeyed(_)) = answer {
            talk.refused += 1;
        }
        Ok(answer)
    }

    fn answer(&mut self, talk: &mut Talk, call: Call) -> Result<Answer, Refusal> {
        match call {
            Call::Status => Ok(self.report(talk)),
            Call::Present(presentation) => self.present(talk, &presentation),
            Call::ReadJournal { from } => self.read_journal(from),
            Call::ReadChain { certificate } => self.read_chain(&certificate),
            Call::Blink => self.blink(talk.session.id(), &mut talk.lamp),
            Call::ReadInspection { back } => self.read_inspection(back),
            Call::ReadAmendment { back } => self.read_amendment(back),
            Call::ReadSealing => self.read_sealing(),
            Call::ReadChunk(address) => self.read_chunk(address),
            Call::Challenge => {
                let now = self.hardware.uptime();
                Ok(Answer::Challenge(self.challenger.draw(now)))
            }
            Call::Instruct(directive) => self.instruct(&directive).map(Answer::Outcome),
            Call::AskOutcome(asked) => self.outcome(&asked).map(Answer::Outcome),
            Call::RenewRecognition(list) => self.renew(&Brought::Recognition(&list)),
            Call::RenewRevocations(list) => self.renew(&Brought::Revocations(&list)),
            Call::WriteSealing(sealing) => self.write_sealing(&writer(talk)?, &sealing),
            Call::WriteInspection(carried) => self.write_inspection(&writer(talk)?, &carried),
            Call::WriteChunk { address, chunk } => {
                self.write_chunk(&writer(talk)?, address, &chunk)
            }
        }
    }

    fn report(&mut self, talk: &Talk) -> Answer {
        // A status tells what the sensors say now. If the memory fails, it says so: the state is then a fault.
        let _ = self.notice();
        Answer::Status(self.status(talk.session.id()))
    }

    fn present(&mut self, talk: &mut Talk, presentation: &Presentation) -> Result<Answer, Refusal> {
        let admitted = self.admit(presentation, talk.session.id());
        talk.access = admitted.unwrap_or(Access::Anonymous);
        admitted
            .map(|_| Answer::Welcome)
            .map_err(Refusal::NotWelcome)
    }

    fn read_journal(&self, from: u32) -> Result<Answer, Refusal> {
        let entries = self
            .journal
            .entries(&self.hardware, from, JOURNAL_PAGE)
            .map_err(at_fault)?;
        List::try_from(entries)
            .map(Answer::Journal)
            .map_err(|_| Refusal::Fault)
    }

    fn read_chain(&self, certificate: &Id<Certificate>) -> Result<Answer, Refusal> {
        let kept = self.keeping.person(&self.hardware, certificate);
        let chain = kept.map_err(at_fault)?.ok_or(Refusal::Nothing)?;
        Ok(Answer::Chain(Box::new(chain)))
    }

    fn read_inspection(&self, back: u8) -> Result<Answer, Refusal> {
        let carried = self.carried_inspection(back);
        let carried = carried.map_err(at_fault)?.ok_or(Refusal::Nothing)?;
        Ok(Answer::Inspection(Box::new(carried)))
    }

    fn read_amendment(&self, back: u8) -> Result<Answer, Refusal> {
        let carried = self.carried_amendment(back);
        let carried = carried.map_err(at_fault)?.ok_or(Refusal::Nothing)?;
        Ok(Answer::Amendment(Box::new(carried)))
    }

    fn read_sealing(&self) -> Result<Answer, Refusal> {
        self.manifest().ok_or(Refusal::Nothing)?;
        let sealing = self.documents.sealing(&self.hardware).map_err(at_fault)?;
        Ok(Answer::Sealing(Box::new(sealing.ok_or(Refusal::Nothing)?)))
    }

    fn read_chunk(&self, address: ChunkAddress) -> Result<Answer, Refusal> {
        self.manifest().ok_or(Refusal::Nothing)?;
        let chunk = self.documents.chunk(&self.hardware, address);
        Ok(Answer::Chunk(
            chunk.map_err(at_fault)?.ok_or(Refusal::Nothing)?,
        ))
    }
}

/// The right that a call needs; none where anybody may ask.
const fn right_to(call: &Call) -> Option<Right> {
    match call {
        Call::Status
        | Call::Present(_)
        | Call::Challenge
        | Call::Instruct(_)
        | Call::AskOutcome(_)
        | Call::RenewRecognition(_)
        | Call::RenewRevocations(_) => None,
        Call::ReadJournal { .. } | Call::ReadChain { .. } | Call::Blink => Some(Right::ReadJournal),
        Call::ReadSealing
        | Call::ReadInspection { .. }
        | Call::ReadAmendment { .. }
        | Call::ReadChunk(_) => Some(Right::ReadDocuments),
        Call::WriteSealing(_) | Call::WriteInspection(_) | Call::WriteChunk { .. } => {
            Some(Right::SetPolicy)
        }
    }
}

/// Whether a call brings something that is judged: after too many refusals there is no more of it.
const fn takes_authority(call: &Call) -> bool {
    matches!(
        call,
        Call::Present(_)
            | Call::Instruct(_)
            | Call::RenewRecognition(_)
            | Call::RenewRevocations(_)
            | Call::WriteSealing(_)
            | Call::WriteInspection(_)
            | Call::WriteChunk { .. }
    )
}

/// Who writes.
fn writer(talk: &Talk) -> Result<Id<Certificate>, Refusal> {
    talk.access.certificate().ok_or(Refusal::PresenceNeeded)
}

fn at_fault(_: FlashError) -> Refusal {
    Refusal::Fault
}

/// The request in a message; its id where the rest cannot be read. The message is taken, because
/// carrying out what it asks needs its room.
fn request_in(
    session: &mut Session,
    message: Vec<u8>,
) -> Result<Result<Request, RequestId>, Dropped> {
    let plain = session.open(&message)?;
    match decode(&plain, MESSAGE_LIMIT) {
        Ok(request) => Ok(Ok(request)),
        Err(_) => leading_id(&plain).map(Err).ok_or(Dropped::Unreadable),
    }
}

/// The id that a request begins with, of one to three bytes, where the rest cannot be read: a
/// newer phone's, perhaps.
fn leading_id(plain: &[u8]) -> Option<RequestId> {
    (1..=3).find_map(|length| decode(plain.get(..length)?, 3).ok())
}
