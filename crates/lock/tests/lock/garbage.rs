//! Nothing that comes over the air, and nothing that stands on flash, makes a lock panic.

use std::sync::LazyLock;

use proptest::prelude::*;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Area;
use railseal_lock::{Connection, Lock};
use railseal_protocol::call::{Refusal, RequestId, Response};
use railseal_protocol::segment::{Cutter, Gatherer, MESSAGE_LIMIT, SegmentSize};
use railseal_protocol::session::{AwaitingLock, Entropy, Session};
use railseal_protocol::wire::decode;

use crate::world::World;

static SEALED: LazyLock<FakeHardware> = LazyLock::new(|| World::new().sealed().into_hardware());

fn lock() -> Lock<FakeHardware> {
    Lock::start(SEALED.clone()).unwrap()
}

/// A session in which anything can be said.
pub(crate) struct Raw {
    connection: Connection,
    session: Session,
    cutter: Cutter,
    gatherer: Gatherer,
}

impl Raw {
    pub(crate) fn open(lock: &mut Lock<FakeHardware>) -> Self {
        let mut connection = Connection::open(SegmentSize::LARGEST);
        let mut cutter = Cutter::new(SegmentSize::LARGEST);
        let mut gatherer = Gatherer::new();
        let (awaiting, message) =
            AwaitingLock::begin(&lock.id(), Entropy::from_random([5; 32])).unwrap();
        let mut reply = None;
        for segment in cutter.cut(&message) {
            for segment in lock.receive(&mut connection, &segment).unwrap() {
                reply = gatherer.take(&segment).unwrap();
            }
        }
        let (session, _) = awaiting.finish(&reply.unwrap()).unwrap();
        Self {
            connection,
            session,
            cutter,
            gatherer,
        }
    }

    pub(crate) fn say(&mut self, lock: &mut Lock<FakeHardware>, plain: &[u8]) -> Option<Response> {
        let message = self.session.seal(plain).unwrap();
        let mut reply = None;
        for segment in self.cutter.cut(&message) {
            for segment in lock.receive(&mut self.connection, &segment).ok()? {
                reply = self.gatherer.take(&segment).unwrap();
            }
        }
        decode(&self.session.open(&reply?).unwrap(), MESSAGE_LIMIT).ok()
    }
}

#[test]
fn an_unknown_request_is_answered_as_such_and_the_session_goes_on() {
    let mut lock = lock();
    let mut raw = Raw::open(&mut lock);
    let unreadable = |id| {
        Some(Response {
            id: RequestId(id),
            result: Err(Refusal::Unreadable),
        })
    };
    assert_eq!(raw.say(&mut lock, &[7, 99]), unreadable(7));
    assert_eq!(raw.say(&mut lock, &[0x80, 0x02, 99]), unreadable(256));
    assert!(matches!(
        raw.say(&mut lock, &[8, 0]),
        Some(Response { result: Ok(_), .. })
    ));
    assert_eq!(raw.say(&mut lock, &[]), None);
}

#[test]
fn a_session_for_another_lock_is_not_answered() {
    let mut lock = lock();
    let other = "RSLA00000099".parse().unwrap();
    let (_, message) = AwaitingLock::begin(&other, Entropy::from_random([5; 32])).unwrap();
    let mut connection = Connection::open(SegmentSize::LARGEST);
    let segments = Cutter::new(SegmentSize::LARGEST).cut(&message);
    let (mut phone, awaiting) = (Gatherer::new(), segments);
    for segment in awaiting {
        // Whatever comes back, the phone's own state does not accept it.
        for reply in lock.receive(&mut connection, &segment).unwrap_or_default() {
            if let Ok(Some(reply)) = phone.take(&reply) {
                let (begun, _) =
                    AwaitingLock::begin(&other, Entropy::from_random([5; 32])).unwrap();
                assert!(begun.finish(&reply).is_err());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn segments(segments in proptest::collection::vec(
        proptest::collection::vec(any::<u8>(), 0..60), 0..30)) {
        let mut lock = lock();
        let mut connection = Connection::open(SegmentSize::SMALLEST);
        for segment in segments {
            let _ = lock.receive(&mut connection, &segment);
        }
    }

    #[test]
    fn greetings(message in proptest::collection::vec(any::<u8>(), 1..200)) {
        let mut lock = lock();
        let mut connection = Connection::open(SegmentSize::LARGEST);
        for segment in Cutter::new(SegmentSize::LARGEST).cut(&message) {
            let _ = lock.receive(&mut connection, &segment);
        }
    }

    #[test]
    fn requests(requests in proptest::collection::vec(
        (0u8..8, proptest::collection::vec(any::<u8>(), 0..300)), 1..6)) {
        let mut lock = lock();
        let mut raw = Raw::open(&mut lock);
        for (call, mut rest) in requests {
            let mut plain = vec![1, call];
            plain.append(&mut rest);
            let _ = raw.say(&mut lock, &plain);
        }
    }

    #[test]
    fn flash(area in 0usize..3, damage in proptest::collection::vec(
        (0usize..8192, any::<u8>()), 1..40)) {
        let mut hardware = SEALED.clone();
        let bytes = hardware.area_mut([Area::Identity, Area::Journal, Area::Documents][area]);
        for (place, byte) in damage {
            bytes[place] = byte;
        }
        let _ = Lock::start(hardware);
    }
}
