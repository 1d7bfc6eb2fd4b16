//! What the app's main thread does with a lock's evidence: verifies lists and manifest, hands the
//! documents' chunks to the worker, and judges. Each step is a task of its own, as in the app.

use railseal_inspection::evidence::{Evidence, SealEvidence};
use railseal_inspection::register::{Answer, Asked};
use railseal_inspection::verdict::Outcome;
use railseal_inspection::{Question, judge_with};
use railseal_protocol::call::ChunkAddress;
use railseal_protocol::certificate::Certificate;
use railseal_protocol::chain::Root;
use railseal_protocol::identifiers::{ContainerNumber, StationCode};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::lamp::LampCode;
use railseal_protocol::manifest::Chunk;
use railseal_protocol::statement::Signed;
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{HighestSeen, Lists, Trust};
use railseal_protocol::wire::{decode, encode};
use serde::{Deserialize, Serialize};

/// More than any case has bytes.
const LIMIT: usize = 16 * 1024 * 1024;

/// A lock that was read: bytes as they came, to be decoded by whoever is measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    /// The own root and the lists: [`Trusted`].
    pub trusted: Vec<u8>,
    /// [`SealEvidence`].
    pub seal: Vec<u8>,
    /// [`Asking`].
    pub asking: Vec<u8>,
    /// The chunks of each document.
    pub documents: Vec<Vec<Chunk>>,
}

/// What is trusted.
#[derive(Debug, Serialize, Deserialize)]
pub struct Trusted {
    /// The own root.
    pub root: Signed<Certificate>,
    /// The lists.
    pub lists: Lists,
}

/// The rest of the question.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asking {
    /// This device's clock.
    pub now: Timestamp,
    /// Where this is.
    pub place: StationCode,
    /// How far the journal was seen to reach before.
    pub seen: Vec<JournalHead>,
    /// What was read off the lamp.
    pub lamp: Option<LampCode>,
    /// What was read off the container.
    pub painted: Option<ContainerNumber>,
}

/// The main thread.
#[derive(Debug)]
pub struct Desk {
    case: Case,
    asking: Asking,
    trust: Option<Trust>,
    evidence: Option<Evidence>,
}

impl Desk {
    /// With a case on it that is not looked at yet.
    pub fn with(case: &[u8]) -> Option<Self> {
        let case: Case = decode(case, LIMIT).ok()?;
        Some(Self {
            asking: decode(&case.asking, LIMIT).ok()?,
            case,
            trust: None,
            evidence: None,
        })
    }

    /// Decodes and verifies root and lists, as the app does when it starts.
    pub fn lists(&mut self) -> Option<()> {
        let trusted: Trusted = decode(&self.case.trusted, LIMIT).ok()?;
        let root = Root::from_certificate(&trusted.root).ok()?;
        let mut trust = Trust::new(root, HighestSeen::default());
        let refused = trust.accept(&trusted.lists);
        self.trust = Some(trust);
        refused.is_empty().then_some(())
    }

    /// Decodes the evidence, and verifies the manifest; gives what the worker begins with.
    pub fn manifest(&mut self) -> Option<Vec<u8>> {
        let seal: SealEvidence = decode(&self.case.seal, LIMIT).ok()?;
        let sealing = seal.sealing.as_ref()?;
        let issuer = self.trust.as_ref()?.verify(&sealing.issuer).ok()?;
        let manifest = issuer.verify(&sealing.manifest).ok()?;
        let begin = Asked::Begin(manifest.id(), Box::new((*manifest).clone()));
        self.evidence = Some(Evidence {
            seal,
            documents: Vec::new(),
        });
        Some(encode(&begin))
    }

    /// A chunk for the worker; none where the document has no more.
    pub fn chunk(&self, document: u8, chunk: u16) -> Option<Vec<u8>> {
        let chunks = self.case.documents.get(usize::from(document))?;
        let bytes = chunks.get(usize::from(chunk))?;
        let asked = Asked::Take(ChunkAddress { document, chunk }, bytes.clone());
        Some(encode(&asked))
    }

    /// Judges by what the worker has found; by nothing before.
    pub fn judge(&self, found: Option<&[u8]>) -> Option<Outcome> {
        let found = match found.map(Answer::from_wire) {
            None => None,
            Some(Ok(Answer::Findings(found))) => Some(found),
            Some(_) => return None,
        };
        let question = Question {
            evidence: self.evidence.as_ref()?,
            trust: self.trust.as_ref()?,
            now: self.asking.now,
            place: &self.asking.place,
            seen: &self.asking.seen,
            lamp: self.asking.lamp,
            painted: self.asking.painted,
        };
        let judgement = judge_with(&question, found.as_deref());
        Some(judgement.verdict.outcome())
    }
}

#[cfg(target_arch = "wasm32")]
pub mod page;
