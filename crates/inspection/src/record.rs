//! The inspection: what an officer found, decided and signed.

mod part;

use alloc::vec::Vec;

use railseal_protocol::bounded::{List, Text};
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::codes::{Disposition, SealCondition};
use railseal_protocol::identifiers::{ContainerNumber, StationCode};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::rights::{Right, Role, Scope};
use railseal_protocol::statement::{Id, Signed, Statement, StatementError, Verified};
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, Trust, TrustError};
use railseal_protocol::wire::{DecodeError, decode, encode};
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, SealEvidence};
use crate::examination::Examination;
use crate::judge::{Question, judge_with};
use crate::verdict::{Outcome, Verdict};

pub use part::{
    Acts, Earlier, EarlierDecision, MAX_ACTS, MAX_AFTER, MAX_PARTS, Part, ProvenAct, ProvenActs,
    outcome_of,
};

/// A phone or tablet, by 16 random bytes made at its enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(pub [u8; 16]);

/// The place of a record among its device's, from 1 and without gaps, so that a missing one shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sequence(pub u64);

/// The most earlier sights of a lock's journal that a record names.
pub const MAX_SEEN: usize = 4;

/// An inspection. Signed by the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionRecord {
    /// The device that it was made on.
    pub device: DeviceId,
    /// Its place among the device's records.
    pub sequence: Sequence,
    /// The device's record before it; none for its first.
    pub previous: Option<Id<InspectionRecord>>,
    /// When it was signed, by the device's clock.
    pub made_at: Timestamp,
    /// Where.
    pub place: StationCode,
    /// The container's number as it was read off the container; none where it cannot be read.
    pub painted: Option<ContainerNumber>,
    /// What was typed of what the lamp blinked.
    pub lamp: Option<LampCode>,
    /// How far the journal was known to reach before: by this device, and by the worklist.
    pub seen: List<JournalHead, MAX_SEEN>,
    /// What was received from the lock.
    pub seal: SealEvidence,
    /// What the device made of it.
    pub verdict: Verdict,
    /// What the officer saw of the seal.
    pub condition: SealCondition,
    /// What the officer decided.
    pub decision: Decision,
    /// What the officer noted.
    pub note: Text<1000>,
    /// What only some inspections have.
    pub parts: List<Part, MAX_PARTS>,
}

impl InspectionRecord {
    /// What was ordered at the lock; none where nothing was.
    pub fn acts(&self) -> Option<&Acts> {
        self.parts.iter().find_map(|part| match part {
            Part::Acts(acts) => Some(&**acts),
            Part::Earlier(_) | Part::Digest(_) | Part::Examination(_) => None,
        })
    }

    /// What was found in the container; none where it was not examined.
    pub fn examination(&self) -> Option<&Examination> {
        self.parts.iter().find_map(|part| match part {
            Part::Examination(examination) => Some(&**examination),
            Part::Acts(_) | Part::Earlier(_) | Part::Digest(_) => None,
        })
    }
}

impl Statement for InspectionRecord {
    const CONTEXT: &'static str = "inspection 3";
    const LIMIT: usize = 512 * 1024;
    const RIGHT: Right = Right::Inspect;
}

/// What the officer decided, and on what authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    disposition: Disposition,
    reason: Option<Text<500>>,
}

/// Why a decision is not the officer's to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// Only a supervisor releases what the verdict holds.
    #[error("only a supervisor may release what is on hold")]
    SupervisorNeeded,
    /// To release against the verdict a reason must be given.
    #[error("a reason must be given")]
    ReasonNeeded,
}

impl Decision {
    /// Makes a decision. To release what is on *hold* takes a supervisor and a reason; to release
    /// what the verdict *cannot say* takes a reason.
    pub fn new(
        disposition: Disposition,
        outcome: Outcome,
        role: Role,
        reason: Option<Text<500>>,
    ) -> Result<Self, DecisionError> {
        let reason = reason.filter(|reason| !reason.as_str().trim().is_empty());
        let decision = Self {
            disposition,
            reason,
        };
        decision.allowed(outcome, role)?;
        Ok(decision)
    }

    /// What was decided.
    pub fn disposition(&self) -> Disposition {
        self.disposition
    }

    /// Why, where it goes against the verdict.
    pub fn reason(&self) -> Option<&Text<500>> {
        self.reason.as_ref()
    }

    fn allowed(&self, outcome: Outcome, role: Role) -> Result<(), DecisionError> {
        let releases = self.disposition == Disposition::Release;
        match outcome {
            Outcome::Hold if releases && role != Role::Supervisor => {
                Err(DecisionError::SupervisorNeeded)
            }
            Outcome::Hold | Outcome::CannotSay if releases && self.reason.is_none() => {
                Err(DecisionError::ReasonNeeded)
            }
            _ => Ok(()),
        }
    }
}

/// A signed inspection with its officer's chain, as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedRecord {
    /// The inspection.
    pub record: Signed<InspectionRecord>,
    /// The officer.
    pub officer: CertificateChain,
}

impl CarriedRecord {
    /// The most bytes it has.
    pub const WIRE_LIMIT: usize =
        Signed::<InspectionRecord>::WIRE_LIMIT + CertificateChain::WIRE_LIMIT;

    /// Decodes the envelope, not what is in it.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode(bytes, Self::WIRE_LIMIT)
    }

    /// The envelope's bytes.
    pub fn to_wire(&self) -> Vec<u8> {
        encode(self)
    }

    /// Verifies officer and signature, and judges the evidence again, by what this party trusts.
    pub fn verify(&self, trust: &Trust, now: Timestamp) -> Result<VerifiedRecord, RecordError> {
        let officer = trust.verify(&self.officer)?;
        let record = officer.verify(&self.record)?;
        let role = officer.certificate().role();
        record.decision.allowed(record.verdict.outcome(), role)?;
        let evidence = Evidence {
            seal: record.seal.clone(),
            documents: Vec::new(),
        };
        // A record has no documents, and nothing that rests on the seal alone needs them.
        let question = Question {
            evidence: &evidence,
            trust,
            now: record.made_at,
            place: &record.place,
            seen: &record.seen,
            painted: record.painted,
            lamp: record.lamp,
        };
        let again = judge_with(&question, None);
        let standing = trust.standing_of_act(&officer, Scope::Inspections, record.made_at, now);
        let seal_confirmed = again.verdict.findings().iter().all(|ours| {
            let theirs = record.verdict.finding(ours.kind());
            !ours.kind().rests_on_the_seal_alone() || theirs == Some(ours)
        });
        let journal = match (&again.status, &again.journal) {
            (Some(status), Some(_)) => Some(status.journal),
            _ => None,
        };
        let acts = record.acts().map(|acts| acts.verify(trust, &record.seal));
        let (acts_confirmed, journal) = match acts {
            None => (true, journal),
            Some(None) => (false, journal),
            Some(Some(proven)) => (true, journal.map(|_| proven.journal)),
        };
        Ok(VerifiedRecord {
            officer,
            record,
            standing,
            seal_confirmed: seal_confirmed && acts_confirmed,
            journal,
        })
    }
}

/// An inspection that verifies in form and signature, and what else there is to say of it.
#[derive(Debug, Clone)]
pub struct VerifiedRecord {
    /// The officer.
    pub officer: Holder,
    /// The inspection.
    pub record: Verified<InspectionRecord>,
    /// Whether the officer counts: recognised, in time, not withdrawn when it was made.
    pub standing: Standing,
    /// Whether the seal's evidence, judged again here, gives the findings in the record, and what
    /// was ordered verifies.
    pub seal_confirmed: bool,
    /// How far the lock's journal reached, where the lock is genuine and its journal unbroken.
    pub journal: Option<JournalHead>,
}

/// Why a record was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It cannot be read.
    #[error("the record: {0}")]
    Unreadable(#[from] DecodeError),
    /// The officer's chain.
    #[error("the officer's chain: {0}")]
    Officer(#[from] TrustError),
    /// The statement.
    #[error("the statement: {0}")]
    Statement(#[from] StatementError),
    /// The decision was not the officer's to make.
    #[error("the decision: {0}")]
    Decision(#[from] DecisionError),
}
