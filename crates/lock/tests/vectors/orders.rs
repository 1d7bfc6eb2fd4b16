//! What is ordered, in a lock's own ears: a vector's statement in the place that it has in a directive.

use railseal_lock::fake::FakeHardware;
use railseal_lock::{Hardware, Lock, SealOrder};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::grant::Grant;
use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{Challenge, Instruction, Order, Outcome};
use railseal_protocol::journal::RefusalReason;
use railseal_protocol::key::SigningKey;
use railseal_protocol::manifest::{Manifest, Policy, PolicyRow, Sealing, chunks_of};
use railseal_protocol::rights::Role;
use railseal_protocol::statement::{Id, Signed, Signer, Statement};

use crate::code;
use crate::form::Vector;
use crate::lock::of_the_manifest;
use crate::met::Met;
use crate::parties::by_hand::{self, Envelope};
use crate::parties::lock::{manifest, policy};
use crate::parties::order::supervisor;
use crate::parties::{NOW, Party, cargo, china, kazakhstan, listed, parsed};
use crate::radio::Radio;

/// What stands in the place of what a directive does not carry.
const NONE: [u8; 1] = [0];

/// Holds a lock that knows the vector's lists against the statement.
pub(crate) fn meet(name: &str, vector: &Vector, lock: &mut Lock<FakeHardware>) -> Met {
    let (said, where_good) = match vector.header("statement") {
        "instruction" => (instructed(vector, lock), not_for_here()),
        "co-signature" => (agreed(vector, lock), not_for_here()),
        "amendment" => (amended(vector), refused(RefusalReason::DoesNotFit)),
        "grant" => (granted(vector), Ok(true)),
        other => panic!("no statement of an order: {other}"),
    };
    let was_obeyed = said.map(|answer| matches!(answer, Answer::Outcome(Outcome::Ended { .. })));
    let expected = match vector.expected() {
        code::VERIFIED => where_good,
        "statement.no-right" => refused(RefusalReason::NoRight),
        fault if fault.starts_with("statement.") => refused(RefusalReason::NotGenuine),
        fault if fault.starts_with("decode.") => Err(Refusal::Unreadable),
        fault => panic!("nobody has decided what a lock answers to {fault}"),
    };
    assert_eq!(was_obeyed, expected, "{name}");
    Met::Held
}

/// It is genuine, and about another lock or cycle, or another instruction.
fn not_for_here() -> Result<bool, Refusal> {
    refused(RefusalReason::NotForHere)
}

fn refused(reason: RefusalReason) -> Result<bool, Refusal> {
    Err(Refusal::NotObeyed(reason))
}

fn instructed(vector: &Vector, lock: &mut Lock<FakeHardware>) -> Result<Answer, Refusal> {
    let nothing_beside = NONE.repeat(4);
    let directive = [
        vector.bytes("statement"),
        vector.bytes("chain"),
        &nothing_beside,
    ];
    Radio::open(lock).instruct(lock, &directive.concat())
}

/// As the agreement to a good instruction of Kazakhstan's officer.
fn agreed(vector: &Vector, lock: &mut Lock<FakeHardware>) -> Result<Answer, Refusal> {
    let officer = kazakhstan().officer();
    let mut radio = Radio::open(lock);
    let order = Order::SetClock { to: NOW };
    let challenge = radio.challenge(lock);
    let instruction = officer.sign(&fitting(lock, challenge, order, None));
    let directive = [
        &instruction.to_wire(),
        &officer.chain.to_wire(),
        &[1][..],
        vector.bytes("statement"),
        vector.bytes("chain"),
        &NONE.repeat(3),
    ];
    radio.instruct(lock, &directive.concat())
}

/// By whoever the vector says has signed it, at a lock that is sealed.
fn amended(vector: &Vector) -> Result<Answer, Refusal> {
    let mut lock = sealed();
    let (key, chain) = holder(vector);
    let mut radio = Radio::open(&mut lock);
    let amendment = named(vector, "amendment");
    let order = Order::Amend { amendment };
    let challenge = radio.challenge(&mut lock);
    let instruction = fitting(&lock, challenge, order, None);
    let instruction = Signed::sign(&instruction, Signer::Certificate(chain.leaf.id()), &key);
    let directive = [
        &instruction.to_wire(),
        &chain.to_wire(),
        &NONE.repeat(2)[..],
        &[1],
        vector.bytes("statement"),
        &NONE,
    ];
    radio.instruct(&mut lock, &directive.concat())
}

/// For Kazakhstan's supervisor, who is to have a sealed lock opened.
fn granted(vector: &Vector) -> Result<Answer, Refusal> {
    let mut lock = sealed();
    let supervisor = supervisor(&kazakhstan());
    let mut radio = Radio::open(&mut lock);
    let grant = Some(named(vector, "grant"));
    let challenge = radio.challenge(&mut lock);
    let instruction = fitting(&lock, challenge, Order::Unseal, grant);
    let directive = [
        &supervisor.sign(&instruction).to_wire(),
        &supervisor.chain.to_wire(),
        &NONE[..],
        &[1],
        vector.bytes("statement"),
        vector.bytes("chain"),
        &NONE.repeat(2),
    ];
    radio.instruct(&mut lock, &directive.concat())
}

/// An instruction that fits a lock as it is.
fn fitting(
    lock: &Lock<impl Hardware>,
    challenge: Challenge,
    order: Order,
    grant: Option<Id<Grant>>,
) -> Instruction {
    Instruction {
        lock: lock.id(),
        cycle: lock.cycle(),
        container: lock.container(),
        challenge,
        order,
        grant,
    }
}

/// The vector's statement's id, whatever its signature.
fn named<T: Statement>(vector: &Vector, context: &str) -> Id<T> {
    let envelope = Envelope::from_wire(vector.bytes("statement"));
    let id = by_hand::id(context, envelope.signer, &envelope.bytes);
    Id::from_hash(Hash::from_bytes(id))
}

/// The one of Kazakhstan's people whose chain the vector shows.
fn holder(vector: &Vector) -> (SigningKey, CertificateChain) {
    let own = kazakhstan();
    let shown = vector.bytes("chain");
    let mut people = [supervisor(&own), own.officer(), own.staff()].into_iter();
    let Party { key, chain } = people.find(|one| one.chain.to_wire() == shown).unwrap();
    (key, chain)
}

/// China's lock of the vectors' manifest, sealed: anybody of Kazakhstan's customs may have it opened.
fn sealed() -> Lock<FakeHardware> {
    let (issuer, sealer) = (china().issuer(), china().officer());
    let mut lock = of_the_manifest();
    let admitted = |role| PolicyRow {
        administration: parsed("KZ"),
        role,
        station: None,
    };
    let policy: Signed<Policy> = sealer.sign(&Policy {
        rows: listed(vec![admitted(Role::Officer), admitted(Role::Supervisor)]),
        quorum: 1,
        ..policy()
    });
    let manifest: Signed<Manifest> = issuer.sign(&Manifest {
        policy: policy.id(),
        journal: lock.journal(),
        ..manifest(&china())
    });
    let documents = [cargo::bill(), cargo::list(), cargo::sheet()];
    let order = SealOrder {
        sealing: Sealing {
            manifest,
            issuer: issuer.chain,
            policy,
            sealer: sealer.chain,
        },
        documents: documents.map(|bytes| chunks_of(&bytes, 64)).to_vec(),
        inspections: Vec::new(),
    };
    lock.seal(&order).unwrap();
    lock
}

impl Radio {
    /// Brings these bytes as a directive.
    fn instruct(
        &mut self,
        lock: &mut Lock<FakeHardware>,
        directive: &[u8],
    ) -> Result<Answer, Refusal> {
        const INSTRUCT: u8 = 10;
        self.say(lock, &[&[1, INSTRUCT], directive].concat())
    }

    fn challenge(&mut self, lock: &mut Lock<FakeHardware>) -> Challenge {
        match self.ask(lock, Call::Challenge) {
            Ok(Answer::Challenge(challenge)) => challenge,
            other => panic!("{other:?}"),
        }
    }
}

/// Holds a lock against a whole directive.
pub(crate) fn directive(name: &str, vector: &Vector, lock: &mut Lock<FakeHardware>) -> Met {
    let said = Radio::open(lock).instruct(lock, vector.bytes("bytes"));
    let expected = match vector.expected() {
        code::VERIFIED => Err(Refusal::NotObeyed(RefusalReason::NotForHere)),
        _ => Err(Refusal::Unreadable),
    };
    assert_eq!(said, expected, "{name}");
    Met::Held
}
