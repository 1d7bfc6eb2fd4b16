//! A phone at a lock's radio, which says any bytes.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Connection, Dropped, Lock};
use railseal_protocol::call::{
    Answer, Call, Presence, Presentation, Refusal, Request, RequestId, Response,
};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::key::SigningKey;
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentSize};
use railseal_protocol::session::{AwaitingLock, Session};
use railseal_protocol::statement::{Signed, Signer};
use railseal_protocol::wire::{decode, encode};

use crate::parties::{china, entropy, kazakhstan, talk};

/// A link over which whole messages go.
pub(crate) struct Link {
    connection: Connection,
    cutter: Cutter,
    gatherer: Gatherer,
}

impl Link {
    pub(crate) fn open() -> Self {
        Self {
            connection: Connection::open(SegmentSize::LARGEST),
            cutter: Cutter::new(SegmentSize::LARGEST),
            gatherer: Gatherer::new(),
        }
    }

    /// Sends a message; gives the lock's.
    pub(crate) fn send(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        message: &[u8],
    ) -> Result<Vec<u8>, Dropped> {
        let mut reply = None;
        for segment in self.cutter.cut(message) {
            for segment in lock.receive(&mut self.connection, &segment)? {
                reply = self.gatherer.take(&segment).unwrap();
            }
        }
        Ok(reply.unwrap())
    }
}

/// A session with a lock.
pub(crate) struct Radio {
    link: Link,
    session: Session,
}

impl Radio {
    pub(crate) fn open(lock: &mut Lock<FakeHardware>) -> Self {
        let mut link = Link::open();
        let (awaiting, message) = AwaitingLock::begin(&lock.id(), entropy("phone")).unwrap();
        let reply = link.send(lock, &message).unwrap();
        let (session, _) = awaiting.finish(&reply).unwrap();
        Self { link, session }
    }

    /// Proves the presence of whoever has this key, in this session.
    pub(crate) fn present(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        key: &SigningKey,
        chain: &CertificateChain,
    ) -> Result<Answer, Refusal> {
        let presence = Presence {
            session: self.session.id(),
            lock: lock.id(),
        };
        let signer = Signer::Certificate(chain.leaf.id());
        let presence = Signed::sign(&presence, signer, key);
        self.show(lock, &[presence.to_wire(), chain.to_wire()].concat())
    }

    /// Shows these bytes as a presentation.
    pub(crate) fn show(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        presentation: &[u8],
    ) -> Result<Answer, Refusal> {
        self.say(
            lock,
            &[before_a_presentation().as_slice(), presentation].concat(),
        )
    }

    pub(crate) fn ask(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        call: Call,
    ) -> Result<Answer, Refusal> {
        let id = RequestId(1);
        self.say(lock, &encode(&Request { id, call }))
    }

    /// Says these bytes as a request.
    pub(crate) fn say(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        request: &[u8],
    ) -> Result<Answer, Refusal> {
        let message = self.session.seal(request).unwrap();
        let reply = self.link.send(lock, &message).unwrap();
        let plain = self.session.open(&reply).unwrap();
        decode::<Response>(&plain, MESSAGE_LIMIT).unwrap().result
    }
}

/// What stands in a request before the presentation itself.
fn before_a_presentation() -> Vec<u8> {
    let presentation: Presentation = talk::presentation(&kazakhstan(), &china());
    let length = encode(&presentation).len();
    let request = Request {
        id: RequestId(1),
        call: Call::Present(Box::new(presentation)),
    };
    let mut bytes = encode(&request);
    bytes.truncate(bytes.len() - length);
    bytes
}
