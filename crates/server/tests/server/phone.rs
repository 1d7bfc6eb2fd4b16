//! An officer's phone. Its key stands in for the browser's.

use p256::ecdsa::signature::Signer as _;
use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::record::{CarriedRecord, Decision, DeviceId, InspectionRecord, Sequence};
use railseal_inspection::{Question, judge};
use railseal_protocol::bounded::List;
use railseal_protocol::chain::CertificateChain;
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::enrolment::{
    Enrolled, EnrolmentRequest, EnrolmentSecret, Pull, PullRequest, possession_message,
};
use railseal_protocol::identifiers::LockId;
use railseal_protocol::key::{Signature, SigningKey};
use railseal_protocol::rights::Role;
use railseal_protocol::session::{AwaitingLock, Entropy, answer};
use railseal_protocol::statement::{Signed, Signer, Statement};
use railseal_protocol::time::Timestamp;
use railseal_protocol::wire::{decode, encode};

use crate::office::{NOW, Office};

pub(crate) struct Phone {
    scalar: [u8; 32],
}

impl Phone {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            scalar: [number; 32],
        }
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_scalar(&self.scalar).unwrap()
    }

    pub(crate) fn request(&self, secret: &EnrolmentSecret) -> EnrolmentRequest {
        let key = self.key().public();
        let browser = p256::ecdsa::SigningKey::from_slice(&self.scalar).unwrap();
        let signature: p256::ecdsa::Signature = browser.sign(&possession_message(secret, &key));
        EnrolmentRequest {
            secret: *secret,
            key,
            possession: Signature::from_bytes(&signature.to_bytes().into()),
        }
    }

    pub(crate) async fn enrol(&self, office: &Office) -> CertificateChain {
        let code = office.code();
        let request = self.request(code.secret());
        let (status, body) = office.call("/api/v1/enrol", encode(&request)).await;
        assert_eq!(status, 200);
        let enrolled: Enrolled = decode(&body, Enrolled::LIMIT).unwrap();
        enrolled.officer
    }

    pub(crate) fn sign<T: Statement>(&self, value: &T, chain: &CertificateChain) -> Signed<T> {
        Signed::sign(value, Signer::Certificate(chain.leaf.id()), &self.key())
    }

    pub(crate) fn pull(&self, chain: &CertificateChain, asked_at: Timestamp) -> PullRequest {
        PullRequest {
            pull: self.sign(&Pull { asked_at }, chain),
            officer: chain.clone(),
        }
    }

    /// An inspection of a lock that gave its name and no more: honest, and not a pass.
    pub(crate) fn inspect(
        &self,
        office: &Office,
        chain: &CertificateChain,
        sequence: u64,
    ) -> CarriedRecord {
        let evidence = Evidence {
            seal: meet_a_lock(office),
            documents: Vec::new(),
        };
        let painted = Some("CSQU3054383".parse().unwrap());
        let verdict = judge(&Question {
            evidence: &evidence,
            trust: &office.service.trust().unwrap(),
            now: NOW,
            place: &"KZDOS".parse().unwrap(),
            seen: &[],
            painted,
            lamp: None,
        })
        .verdict;
        let decision =
            Decision::new(Disposition::Detain, verdict.outcome(), Role::Officer, None).unwrap();
        let record = InspectionRecord {
            device: DeviceId([7; 16]),
            sequence: Sequence(sequence),
            previous: None,
            made_at: NOW,
            place: "KZDOS".parse().unwrap(),
            painted,
            lamp: None,
            seen: List::empty(),
            seal: evidence.seal,
            verdict,
            condition: SealCondition::FaultyElectronics,
            decision,
            note: "".parse().unwrap(),
            parts: List::empty(),
        };
        CarriedRecord {
            record: self.sign(&record, chain),
            officer: chain.clone(),
        }
    }
}

/// A session with a new lock of the office's.
fn meet_a_lock(office: &Office) -> SealEvidence {
    let id: LockId = "CRXS20250417".parse().unwrap();
    let lock = office.service.new_lock(id).unwrap();
    let entropy = |byte| Entropy::from_random([byte; 32]);
    let (awaiting, message) = AwaitingLock::begin(&id, entropy(1)).unwrap();
    let (_, reply) = answer(&id, &lock.agreement, &lock.chain, entropy(2), &message).unwrap();
    let (session, hello) = awaiting.finish(&reply).unwrap();
    SealEvidence::begin(id, session.id(), hello)
}
