//! What comes of a vector: `verified`, or the code of the error that the protocol gives.

use railseal_protocol::amendment::{Amendment, CarriedAmendment};
use railseal_protocol::announcement::Announcement;
use railseal_protocol::bounded::{Bytes, List};
use railseal_protocol::call::{Presence, Presentation};
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::{CertificateChain, Holder, Root};
use railseal_protocol::consigning::{Consigned, Consigning, ConsigningRequest};
use railseal_protocol::enrolment::{
    Enrolled, EnrolmentCode, EnrolmentRequest, Pull, PullRequest, Pulled, Worklist,
};
use railseal_protocol::grant::{CarriedGrant, Grant, Granted};
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{CoSignature, Directive, Instruction};
use railseal_protocol::journal::{EntryBytes, JournalHead, verify};
use railseal_protocol::key::Signature;
use railseal_protocol::lamp::LampShown;
use railseal_protocol::manifest::{Manifest, Policy, Sealing};
use railseal_protocol::preparing::{Papers, Preparation, PreparationRequest};
use railseal_protocol::prior::{CarriedDigest, InspectionDigest};
use railseal_protocol::rights::{Right, Scope};
use railseal_protocol::segment::Gatherer;
use railseal_protocol::session::{AwaitingLock, Entropy};
use railseal_protocol::statement::{Signed, Statement};
use railseal_protocol::status::Status;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{CarriedRevocations, HighestSeen, ListError, Trust};
use railseal_protocol::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::code;
use crate::form::{Kind, Vector};
use crate::parties::by_hand::{Envelope, id as id_by_hand};
use crate::parties::inspection;
use crate::parties::parsed;

/// More than any vector has.
const LIMIT: usize = 1 << 20;

/// What comes of it.
pub(crate) fn outcome(vector: &Vector) -> String {
    let result = match vector.kind() {
        Kind::Root => root(vector),
        Kind::Chain => chain(vector).map(drop),
        Kind::Standing => standing(vector),
        Kind::Statement => statement(vector),
        Kind::Lists => lists(vector),
        Kind::Journal => journal(vector),
        Kind::Announcement => announcement(vector),
        Kind::Segments => segments(vector),
        Kind::Session => session(vector),
        Kind::EnrolmentCode => enrolment_code(vector),
        Kind::EnrolmentRequest => enrolment_request(vector),
        Kind::Message => message(vector),
    };
    result.err().unwrap_or_else(|| code::VERIFIED.to_owned())
}

pub(crate) type Outcome<T = ()> = Result<T, String>;

pub(crate) fn decode_code(error: wire::DecodeError) -> String {
    format!("decode.{}", code::decode(error))
}

fn own_root(vector: &Vector) -> Outcome<Root> {
    let signed = Signed::<Certificate>::from_wire(vector.bytes("root")).map_err(decode_code)?;
    Root::from_certificate(&signed).map_err(code::root)
}

fn root(vector: &Vector) -> Outcome {
    own_root(vector).map(drop)
}

/// Takes the vector's lists in their order; gives the last error too.
fn trust(vector: &Vector) -> Outcome<(Trust, Option<ListError>)> {
    let mut trust = Trust::new(own_root(vector)?, HighestSeen::default());
    let mut refused = None;
    for (name, bytes) in vector.sequence() {
        let taken = match name {
            "recognition" => {
                let list = Signed::from_wire(bytes).map_err(decode_code)?;
                trust.accept_recognition(&list)
            }
            "revocations" => {
                let carried: CarriedRevocations =
                    wire::decode(bytes, LIMIT).map_err(decode_code)?;
                trust.accept_revocations(&carried)
            }
            _ => continue,
        };
        refused = taken.err().or(refused);
    }
    Ok((trust, refused))
}

fn lists(vector: &Vector) -> Outcome {
    let (_, refused) = trust(vector)?;
    refused.map_or(Ok(()), |error| Err(code::list(error)))
}

/// Verifies the chain by the vector's trust.
pub(crate) fn chain(vector: &Vector) -> Outcome<(Trust, Holder)> {
    let (trust, _) = trust(vector)?;
    let chain = CertificateChain::from_wire(vector.bytes("chain")).map_err(decode_code)?;
    let holder = trust.verify(&chain).map_err(code::trust)?;
    Ok((trust, holder))
}

fn standing(vector: &Vector) -> Outcome {
    let (trust, holder) = chain(vector)?;
    let scope = match vector.header("scope") {
        "Locks" => Scope::Locks,
        "Documents" => Scope::Documents,
        "Inspections" => Scope::Inspections,
        other => return Err(format!("no such scope: {other}")),
    };
    let moment = |name| vector.header(name).parse().map(Timestamp::from_unix);
    let now = moment("now").unwrap();
    let acted_at = vector
        .find("acted-at")
        .map_or(now, |_| moment("acted-at").unwrap());
    match code::standing(&trust.standing_of_act(&holder, scope, acted_at, now)) {
        good if good == code::VERIFIED => Ok(()),
        other => Err(other),
    }
}

fn statement(vector: &Vector) -> Outcome {
    let (_, holder) = chain(vector)?;
    let bytes = vector.bytes("statement");
    match vector.header("statement") {
        "status" => verified::<Status>(vector, &holder, bytes),
        "manifest" => verified::<Manifest>(vector, &holder, bytes),
        "policy" => verified::<Policy>(vector, &holder, bytes),
        "presence" => verified::<Presence>(vector, &holder, bytes),
        "pull" => verified::<Pull>(vector, &holder, bytes),
        "preparation" => verified::<Preparation>(vector, &holder, bytes),
        "consigning" => verified::<Consigning>(vector, &holder, bytes),
        "worklist" => verified::<Worklist>(vector, &holder, bytes),
        "lamp" => verified::<LampShown>(vector, &holder, bytes),
        "inspection digest" => verified::<InspectionDigest>(vector, &holder, bytes),
        "instruction" => verified::<Instruction>(vector, &holder, bytes),
        "co-signature" => verified::<CoSignature>(vector, &holder, bytes),
        "amendment" => verified::<Amendment>(vector, &holder, bytes),
        "grant" => verified::<Grant>(vector, &holder, bytes),
        inspection::CONTEXT => verified_by_hand(vector, &holder, bytes, Right::Inspect),
        "arrival" => verified_by_hand(vector, &holder, bytes, Right::ConfirmArrival),
        other => Err(format!("no such statement: {other}")),
    }
}

/// Verifies the statement by the chain's holder, once by its type and once by hand.
pub(crate) fn verified<T: Statement>(vector: &Vector, holder: &Holder, bytes: &[u8]) -> Outcome {
    let signed = Signed::<T>::from_wire(bytes).map_err(decode_code)?;
    let verified = holder
        .verify(&signed)
        .map_err(|error| format!("statement.{}", code::statement(error)))?;
    let id = verified.id().hash().to_string();
    same("id", vector.find("id"), &id)?;
    verified_by_hand(vector, holder, bytes, T::RIGHT)
}

/// The same from the specification alone, for what this crate has no type of, and to see that
/// both agree.
fn verified_by_hand(vector: &Vector, holder: &Holder, bytes: &[u8], right: Right) -> Outcome {
    let envelope = Envelope::from_wire(bytes);
    let context = vector.header("statement");
    let certificate = holder.certificate();
    if envelope.to_wire() != bytes {
        return Err("decode.malformed".into());
    }
    if envelope.signer != *certificate.id().hash().as_bytes() {
        return Err("statement.other-signer".into());
    }
    if !certificate.role().may(right) {
        return Err("statement.no-right".into());
    }
    if !envelope.verifies(context, &certificate.key.to_sec1()) {
        return Err("statement.bad-signature".into());
    }
    let id = id_by_hand(context, envelope.signer, &envelope.bytes);
    let id = data_encoding::HEXLOWER.encode(&id);
    same("id", vector.find("id"), &id)
}

fn same(name: &str, wanted: Option<&str>, got: &str) -> Outcome {
    match wanted {
        Some(wanted) if wanted != got => Err(format!("{name} {got} instead of {wanted}")),
        _ => Ok(()),
    }
}

fn journal(vector: &Vector) -> Outcome {
    let from = match vector.all("from").next() {
        None => JournalHead::of_nothing(&parsed(vector.header("lock"))),
        Some(bytes) => wire::decode(bytes, LIMIT).map_err(decode_code)?,
    };
    let head = wire::decode(vector.bytes("head"), LIMIT).map_err(decode_code)?;
    let entries: Vec<EntryBytes> = vector
        .all("entry")
        .map(|bytes| bytes.to_vec().try_into().unwrap())
        .collect();
    let read = verify(from, &entries, &head).map_err(code::journal)?;
    assert_eq!(read.len(), entries.len());
    Ok(())
}

fn announcement(vector: &Vector) -> Outcome {
    let read = Announcement::from_wire(vector.bytes("announcement")).map_err(code::announcement)?;
    same("lock", vector.find("lock"), &read.lock.to_string())?;
    let segment = read.segment.get().to_string();
    same("segment", vector.find("segment"), &segment)
}

fn segments(vector: &Vector) -> Outcome {
    let mut gatherer = Gatherer::new();
    let mut wanted = vector.all("message");
    for segment in vector.all("segment") {
        if let Some(message) = gatherer.take(segment).map_err(code::segment)? {
            assert_eq!(wanted.next(), Some(message.as_slice()));
        }
    }
    assert_eq!(wanted.next(), None);
    Ok(())
}

/// The phone's side: what it sends, what it makes of the answer, and what it then reads.
fn session(vector: &Vector) -> Outcome {
    let lock = parsed(vector.header("lock"));
    let entropy = Entropy::from_random(vector.bytes("phone entropy").try_into().unwrap());
    let (awaiting, message) = AwaitingLock::begin(&lock, entropy).map_err(code::session)?;
    assert_eq!(message, vector.bytes("phone handshake"));
    let (mut session, hello) = awaiting
        .finish(vector.bytes("lock handshake"))
        .map_err(code::session)?;
    let id = data_encoding::HEXLOWER.encode(session.id().as_bytes());
    same("session", vector.find("session"), &id)?;
    if let Some(chain) = vector.all("chain").next() {
        assert_eq!(hello.chain.to_wire(), chain);
    }
    let mut plain = vector.all("plain");
    for (name, bytes) in vector.sequence() {
        match name {
            "from phone" => assert_eq!(
                session.seal(plain.next().unwrap()).as_deref(),
                Ok(bytes),
                "what the phone sends"
            ),
            "from lock" => {
                let opened = session.open(bytes).map_err(code::session)?;
                assert_eq!(Some(opened.as_slice()), plain.next());
            }
            _ => {}
        }
    }
    Ok(())
}

fn enrolment_code(vector: &Vector) -> Outcome {
    let root = own_root(vector)?;
    let code: EnrolmentCode = vector
        .header("code")
        .parse()
        .map_err(|error| code::enrolment_code(error).to_owned())?;
    if code.is_for(&root) {
        Ok(())
    } else {
        Err("code.other-root".into())
    }
}

fn enrolment_request(vector: &Vector) -> Outcome {
    let request: EnrolmentRequest =
        wire::decode(vector.bytes("request"), EnrolmentRequest::LIMIT).map_err(decode_code)?;
    if request.proves_possession() {
        Ok(())
    } else {
        Err("possession.not-proven".into())
    }
}

/// A signed statement of which this crate has no type.
type AnySigned = (Vec<u8>, Hash, Signature);

fn message(vector: &Vector) -> Outcome {
    fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Outcome {
        wire::decode::<T>(bytes, LIMIT)
            .map(drop)
            .map_err(decode_code)
    }
    let bytes = vector.bytes("bytes");
    match vector.header("message") {
        "Presentation" => read::<Presentation>(bytes),
        "Sealing" => read::<Sealing>(bytes),
        "CarriedDigest" => read::<CarriedDigest>(bytes),
        "Directive" => read::<Directive>(bytes),
        "CarriedAmendment" => read::<CarriedAmendment>(bytes),
        "CarriedGrant" => read::<CarriedGrant>(bytes),
        "Granted" => read::<Granted>(bytes),
        "Enrolled" => read::<Enrolled>(bytes),
        "PullRequest" => read::<PullRequest>(bytes),
        "Pulled" => read::<Pulled>(bytes),
        "PreparationRequest" => read::<PreparationRequest>(bytes),
        "Papers" => read::<Papers>(bytes),
        "ConsigningRequest" => read::<ConsigningRequest>(bytes),
        "Consigned" => read::<Consigned>(bytes),
        "CarriedRecord" => read::<(AnySigned, CertificateChain)>(bytes),
        "Push" => read::<List<Bytes<LIMIT>, 64>>(bytes),
        "Pushed" => read::<(CertificateChain, List<Result<AnySigned, u8>, 64>)>(bytes),
        other => Err(format!("no such message: {other}")),
    }
}
