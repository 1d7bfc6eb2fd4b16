//! What a lock makes of each kind of vector.

use railseal_lock::fake::FakeHardware;
use railseal_lock::identity::IdentityError;
use railseal_lock::lock::CommissionError;
use railseal_lock::sealing::Signatory;
use railseal_lock::{Connection, Dropped, Lock, SealError};
use railseal_protocol::call::{Answer, Refusal, Response};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::manifest::{Sealing, chunks_of};
use railseal_protocol::segment::{MESSAGE_LIMIT, SegmentSize};
use railseal_protocol::session::{AwaitingLock, Entropy};
use railseal_protocol::statement::Signed;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::Lists;
use railseal_protocol::wire::decode;

use crate::code;
use crate::form::{Kind, Vector};
use crate::lock::{commissioned, lists_of, not_sealed, of_the_manifest, of_the_session, root_of};
use crate::orders;
use crate::parties::lock::{manifest, policy};
use crate::parties::{NOW, cargo, china, inspection, kazakhstan, parsed};
use crate::radio::{Link, Radio};

/// Whether a lock can be held against a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met {
    /// It was, and said what is expected.
    Held,
    /// No lock reads this.
    Never,
}

/// Holds a lock against a vector.
pub(crate) fn meet(name: &str, vector: &Vector) -> Met {
    match vector.kind() {
        Kind::Root => root(name, vector),
        Kind::Lists => lists(name, vector),
        Kind::Chain => chain(name, vector),
        Kind::Standing => standing(name, vector),
        Kind::Statement => statement(name, vector),
        Kind::Message => message(name, vector),
        Kind::Segments => segments(name, vector),
        Kind::Session => session(name, vector),
        // What a lock says of itself, and what phone and server say to each other.
        Kind::Journal | Kind::Announcement | Kind::EnrolmentCode | Kind::EnrolmentRequest => {
            Met::Never
        }
    }
}

/// The lists with which nothing is wrong.
fn good_lists() -> Lists {
    kazakhstan().lists(&china())
}

/// A lock of Kazakhstan's with the vector's root and lists: none where it could not be given them, an error where one of
/// them is refused.
fn lock_of(vector: &Vector) -> Option<Result<Lock<FakeHardware>, CommissionError>> {
    let moment = |seconds: &str| Timestamp::from_unix(seconds.parse().unwrap());
    let now = vector.find("now").map_or(NOW, moment);
    Some(commissioned(now, root_of(vector), lists_of(vector)?))
}

fn root(name: &str, vector: &Vector) -> Met {
    let came = match commissioned(NOW, root_of(vector), good_lists()) {
        Ok(_) => code::VERIFIED.to_owned(),
        Err(CommissionError::Identity(IdentityError::Root(error))) => code::root(error),
        Err(other) => panic!("{name}: {other}"),
    };
    assert_eq!(came, vector.expected(), "{name}");
    Met::Held
}

fn lists(name: &str, vector: &Vector) -> Met {
    let vector = match vector.all("recognition").next() {
        Some(_) => vector.clone(),
        // No lock is without one, and it must not be at fault.
        None => vector
            .clone()
            .block("recognition", good_lists().recognition.to_wire()),
    };
    let came = match lock_of(&vector) {
        None => return Met::Never,
        Some(Ok(_)) => code::VERIFIED.to_owned(),
        Some(Err(error)) => code::list(refused_list(name, &error)),
    };
    assert_eq!(came, vector.expected(), "{name}");
    Met::Held
}

fn refused_list(name: &str, error: &CommissionError) -> railseal_protocol::trust::ListError {
    match error {
        CommissionError::Identity(IdentityError::List(error)) => *error,
        other => panic!("{name}: {other}"),
    }
}

/// As the chain of whoever makes the manifest out, which tells exactly, and as the one of somebody who is there.
fn chain(name: &str, vector: &Vector) -> Met {
    let mut lock = match lock_of(vector) {
        None => return Met::Never,
        Some(Err(error)) => return refused_with_its_list(name, vector, &error),
        Some(Ok(lock)) => lock,
    };
    let (own, expected) = (kazakhstan(), vector.expected());
    if let Ok(chain) = CertificateChain::from_wire(vector.bytes("chain")) {
        let sealing = Sealing {
            issuer: chain,
            ..good_sealing()
        };
        let came = match not_sealed(&mut lock, sealing, Vec::new()) {
            SealError::Chain {
                who: Signatory::Issuer,
                error,
            } => code::trust(error),
            SealError::Statement {
                who: Signatory::Issuer,
                ..
            } => code::VERIFIED.to_owned(),
            other => panic!("{name}: {other}"),
        };
        assert_eq!(came, expected, "{name}");
    }
    if expected != code::VERIFIED {
        let presence = own
            .officer()
            .sign(&crate::parties::talk::presence(&china()));
        let shown = [&presence.to_wire(), vector.bytes("chain")].concat();
        let said = Radio::open(&mut lock).show(&mut lock, &shown);
        assert_eq!(said, answer_to(expected), "{name}, at the radio");
    }
    Met::Held
}

/// Where the only list that came is refused, the lock is refused with it.
fn refused_with_its_list(name: &str, vector: &Vector, error: &CommissionError) -> Met {
    refused_list(name, error);
    assert!(vector.expected().ends_with(".refused"), "{name}: {error}");
    Met::Held
}

/// As somebody who is there. A lock judges no lock: where the holder is one, an officer of the same administration comes
/// in its place, of whom the lists say the same.
fn standing(name: &str, vector: &Vector) -> Met {
    let mut lock = match lock_of(vector) {
        None => return Met::Never,
        Some(Err(error)) => return refused_with_its_list(name, vector, &error),
        Some(Ok(lock)) => lock,
    };
    let (officer, chain) = match vector.header("scope") {
        "Inspections" => {
            let chain = CertificateChain::from_wire(vector.bytes("chain")).unwrap();
            (kazakhstan().officer(), chain)
        }
        "Locks" => {
            let officer = china().officer();
            let chain = officer.chain.clone();
            (officer, chain)
        }
        other => panic!("nobody has decided how a lock meets the scope {other}"),
    };
    let said = Radio::open(&mut lock).present(&mut lock, &officer.key, &chain);
    assert_eq!(said, answer_to(vector.expected()), "{name}");
    Met::Held
}

fn statement(name: &str, vector: &Vector) -> Met {
    let mut lock = lock_of(vector).unwrap().unwrap();
    let expected = vector.expected();
    if let "instruction" | "co-signature" | "amendment" | "grant" = vector.header("statement") {
        return orders::meet(name, vector, &mut lock);
    }
    let shown = [vector.bytes("statement"), vector.bytes("chain")].concat();
    let said = Radio::open(&mut lock).show(&mut lock, &shown);
    match vector.header("statement") {
        "presence" => {
            let answer = match expected {
                // It was genuine, in a session of its own.
                code::VERIFIED => Err(Refusal::NotWelcome(RefusalReason::NotForHere)),
                fault => answer_to(fault),
            };
            assert_eq!(said, answer, "{name}");
            Met::Held
        }
        "manifest" => sealed_by(name, vector, &mut lock, Signatory::Issuer),
        "policy" => sealed_by(name, vector, &mut lock, Signatory::Sealer),
        // A lock signs the first two, carries the third, and reads none of them. Shown to it as a presence, none is one; and what is no
        // envelope is none to a lock either.
        "status"
        | "lamp"
        | "inspection digest"
        | "pull"
        | "preparation"
        | "consigning"
        | "worklist"
        | inspection::CONTEXT
        | "arrival" => {
            assert!(said.is_err(), "{name} passes for a presence");
            if expected.starts_with("decode.") {
                assert_eq!(said, answer_to(expected), "{name}");
                return Met::Held;
            }
            Met::Never
        }
        other => panic!("nobody has decided how a lock meets the statement {other}"),
    }
}

fn sealed_by(name: &str, vector: &Vector, lock: &mut Lock<FakeHardware>, asked: Signatory) -> Met {
    let chain = CertificateChain::from_wire(vector.bytes("chain")).unwrap();
    let bytes = vector.bytes("statement");
    let good = good_sealing();
    let sealing = match asked {
        Signatory::Issuer => Sealing {
            manifest: Signed::from_wire(bytes).unwrap(),
            issuer: chain,
            ..good
        },
        Signatory::Sealer => Sealing {
            policy: Signed::from_wire(bytes).unwrap(),
            sealer: chain,
            ..good
        },
    };
    let came = match not_sealed(lock, sealing, Vec::new()) {
        SealError::Statement { who, error } if who == asked => {
            format!("statement.{}", code::statement(error))
        }
        // Both verified; they are about a lock of China's.
        SealError::NotTheOwner { .. } | SealError::OtherPolicy { .. } => code::VERIFIED.to_owned(),
        other => panic!("{name}: {other}"),
    };
    assert_eq!(came, vector.expected(), "{name}");
    Met::Held
}

/// A manifest by China's issuer, and a policy by Kazakhstan's officer, both as they should be.
fn good_sealing() -> Sealing {
    let (issuer, sealer) = (china().issuer(), kazakhstan().officer());
    Sealing {
        manifest: issuer.sign(&manifest(&china())),
        issuer: issuer.chain,
        policy: sealer.sign(&policy()),
        sealer: sealer.chain,
    }
}

fn message(name: &str, vector: &Vector) -> Met {
    let bytes = vector.bytes("bytes");
    match vector.header("message") {
        "Presentation" => {
            let mut lock = commissioned(NOW, kazakhstan().root, good_lists()).unwrap();
            let said = Radio::open(&mut lock).show(&mut lock, bytes);
            let answer = match vector.expected() {
                code::VERIFIED => Err(Refusal::NotWelcome(RefusalReason::NotForHere)),
                fault => answer_to(fault),
            };
            assert_eq!(said, answer, "{name}");
            Met::Held
        }
        "Sealing" => {
            let sealing: Sealing = decode(bytes, Sealing::WIRE_LIMIT).unwrap();
            let documents = [cargo::bill(), cargo::list(), cargo::sheet()];
            let documents = documents.map(|bytes| chunks_of(&bytes, 64)).to_vec();
            let said = not_sealed(&mut of_the_manifest(), sealing, documents);
            // Everything about it is right but the lock's own past, which is no vector's.
            assert!(matches!(said, SealError::OtherJournal { .. }), "{said}");
            assert_eq!(vector.expected(), code::VERIFIED, "{name}");
            Met::Held
        }
        "Directive" => {
            let mut lock = commissioned(NOW, kazakhstan().root, good_lists()).unwrap();
            orders::directive(name, vector, &mut lock)
        }
        // The first it carries unread, for whoever judges the officer; the second it says and never hears; the third it
        // hears in a directive only.
        "CarriedDigest" | "CarriedAmendment" | "CarriedGrant" | "Granted" | "Enrolled"
        | "PullRequest" | "Pulled" | "PreparationRequest" | "ConsigningRequest" | "Consigned"
        | "Papers" | "CarriedRecord" | "Push" | "Pushed" => Met::Never,
        other => panic!("nobody has decided how a lock meets the message {other}"),
    }
}

/// Straight into the lock's radio. A message that is put together is then no greeting.
fn segments(name: &str, vector: &Vector) -> Met {
    let mut lock = commissioned(NOW, kazakhstan().root, good_lists()).unwrap();
    let mut connection = Connection::open(SegmentSize::SMALLEST);
    let heard = vector
        .all("segment")
        .find_map(|segment| lock.receive(&mut connection, segment).err());
    let came = match heard.unwrap() {
        Dropped::Segment(error) => code::segment(error),
        Dropped::Session(_) => code::VERIFIED,
        other => panic!("{name}: {other}"),
    };
    assert_eq!(came, vector.expected(), "{name}");
    let after = lock.receive(&mut connection, &[0x80, 0]);
    assert_eq!(after, Err(Dropped::Before), "{name}");
    Met::Held
}

/// The lock's end: with the same secrets it says the same bytes, and what a phone must refuse it never says.
fn session(name: &str, vector: &Vector) -> Met {
    let mut lock = of_the_session(vector);
    let mut link = Link::open();
    let reply = link
        .send(&mut lock, vector.bytes("phone handshake"))
        .unwrap();
    let as_in_the_file = reply == vector.bytes("lock handshake");
    let refused = ["session.handshake", "session.chain.malformed"].contains(&vector.expected());
    assert_ne!(as_in_the_file, refused, "{name}");

    let entropy: [u8; 32] = vector.bytes("phone entropy").try_into().unwrap();
    let lock_id = parsed(vector.header("lock"));
    let (awaiting, _) = AwaitingLock::begin(&lock_id, Entropy::from_random(entropy)).unwrap();
    let (mut phone, hello) = awaiting.finish(&reply).unwrap();
    assert_eq!(hello.chain.to_wire(), vector.bytes("chain"), "{name}");
    for said in vector.all("from phone") {
        let heard = link.send(&mut lock, said).unwrap();
        // What the phone seals is the file's; it must be counted here too, so that the answer opens.
        let plain = vector.all("plain").next().unwrap();
        assert_eq!(phone.seal(plain).unwrap(), said, "{name}");
        let answer: Response = decode(&phone.open(&heard).unwrap(), MESSAGE_LIMIT).unwrap();
        assert!(matches!(answer.result, Ok(Answer::Status(_))), "{name}");
        // Heard once, it is not heard again.
        let again = link.send(&mut lock, said);
        assert!(matches!(again, Err(Dropped::Session(_))), "{name}");
    }
    Met::Held
}

/// What a lock answers to whoever is there, where this would come of it elsewhere.
fn answer_to(expected: &str) -> Result<Answer, Refusal> {
    Err(Refusal::NotWelcome(match expected {
        code::VERIFIED | "standing.aged-lists" => return Ok(Answer::Welcome),
        "trust.not-recognised" | "standing.not-recognised" | "standing.out-of-scope" => {
            RefusalReason::NotRecognised
        }
        "standing.not-yet-valid" | "standing.expired" => RefusalReason::NotInTime,
        "standing.revoked" => RefusalReason::Revoked,
        "statement.no-right" => RefusalReason::NoRight,
        other => match other.split('.').collect::<Vec<_>>()[..] {
            ["decode", ..] => return Err(Refusal::Unreadable),
            ["chain" | "statement", ..] => RefusalReason::NotGenuine,
            ["standing", "cannot-say", ..] => RefusalReason::CannotSay,
            _ => panic!("nobody has decided what a lock answers to {other}"),
        },
    }))
}
