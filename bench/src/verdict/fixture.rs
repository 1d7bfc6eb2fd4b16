//! One genuine lock with the largest container behind it, as the app has it and as JavaScript gets it.

use railseal_bench_seal::{Asking, Case, Desk, Trusted};
use railseal_inspection::documents::SealedContainer;
use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::packing::{PackError, Packed, pack};
use railseal_inspection::register::{Asked, Register, answer};
use railseal_inspection::verdict::Outcome;
use railseal_mail::{Container, MailError, Plan};
use railseal_protocol::bounded::List;
use railseal_protocol::identifiers::IdentifierError;
use railseal_protocol::journal::{Event, ListKind};
use railseal_protocol::manifest::{CHUNK_LIMIT, Manifest, Policy, Sealing};
use railseal_protocol::recognition::ListVersion;
use railseal_protocol::session::{SessionError, agreement_key};
use railseal_protocol::status::{SealCycle, Status};
use railseal_protocol::wire::encode;
use serde_json::{Map, Value};

use super::script::{Script, ScriptError};
use crate::parties::lock::{
    CONTAINER, Journal, carried_digest, journal_before_sealing, lamp_shown, manifest, meet, policy,
    status,
};
use crate::parties::{Authority, LOCK, NOW, Party, agreement, china, kazakhstan, listed, parsed};

/// How many entries the journal has.
const JOURNAL: u32 = 200;

/// Why there is no lock to read.
#[derive(Debug, thiserror::Error)]
pub enum FixtureError {
    /// No mail.
    #[error("a container: {0}")]
    Mail(#[from] MailError),
    /// No identifier.
    #[error("an identifier: {0}")]
    Identifier(#[from] IdentifierError),
    /// Not packed.
    #[error("the documents: {0}")]
    Pack(#[from] PackError),
    /// No key of the lock's.
    #[error("the lock's key: {0}")]
    Session(#[from] SessionError),
    /// Nothing for JavaScript.
    #[error(transparent)]
    Script(#[from] ScriptError),
    /// It does not pass here.
    #[error("the lock that was made up is not given a pass")]
    NoPass,
}

/// Files for the page, and how much there is.
pub(super) struct Fixture {
    case: Vec<u8>,
    script: Script,
    packed: usize,
    chunks: usize,
}

impl Fixture {
    pub(super) fn make() -> Result<Self, FixtureError> {
        let (own, other) = (kazakhstan(), china());
        let sealed = SealedContainer {
            container: CONTAINER.parse()?,
            lock: LOCK.parse()?,
        };
        let issued_at = manifest(&other).issued_at;
        let container = Container::make(Plan::FULL, sealed, issued_at)?;
        let packed = pack(container.cargo(), CHUNK_LIMIT)?;
        let scene = Scene::of(&own, &other, &packed)?;
        let case = Case {
            trusted: encode(&Trusted {
                root: own.root.clone(),
                lists: own.lists(&other),
            }),
            seal: encode(&scene.seal),
            asking: encode(&Asking {
                now: NOW,
                place: parsed("KZDOS"),
                seen: vec![journal_before_sealing(LOCK).head],
                lamp: Some(parsed("40")),
                painted: Some(parsed(CONTAINER)),
            }),
            documents: packed.chunks.clone(),
        };
        let chunks = packed.chunks.iter().flatten().map(|chunk| chunk.len());
        let made = Self {
            script: Script::of(&scene.manifest, &container, (&own, &other), &scene.seal)?,
            packed: chunks.clone().sum(),
            chunks: chunks.count(),
            case: encode(&case),
        };
        made.passes(&case)
            .then_some(made)
            .ok_or(FixtureError::NoPass)
    }

    /// Whether all of it passes, natively.
    fn passes(&self, case: &Case) -> bool {
        let Some(mut desk) = Desk::with(&self.case) else {
            return false;
        };
        let mut register: Option<Register> = None;
        let begun = desk.lists().and_then(|()| desk.manifest());
        let Some(begin) = begun else {
            return false;
        };
        answer(&mut register, &begin);
        for (document, chunks) in (0..).zip(&case.documents) {
            for (chunk, _) in (0..).zip(chunks) {
                if let Some(take) = desk.chunk(document, chunk) {
                    answer(&mut register, &take);
                }
            }
        }
        let found = answer(&mut register, &encode(&Asked::Findings));
        desk.judge(Some(&found)) == Some(Outcome::Pass)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
        [
            ("/case.bin", self.case.clone()),
            ("/case.json", self.script.case.clone()),
            ("/documents.bin", self.script.documents.clone()),
        ]
        .into_iter()
    }

    pub(super) fn figures(&self) -> Map<String, Value> {
        let figures = [
            ("ours_documents_bytes", self.packed),
            ("ours_documents_chunks_count", self.chunks),
            ("js_documents_bytes", self.script.documents.len()),
            ("js_documents_chunks_count", self.script.chunks),
            ("js_signatures_count", self.script.signatures),
        ];
        let figures = figures.into_iter();
        figures
            .map(|(name, figure)| (name.to_owned(), Value::from(figure)))
            .collect()
    }
}

/// What was received from China's lock by Kazakhstan's officer.
struct Scene {
    manifest: Manifest,
    seal: SealEvidence,
}

impl Scene {
    fn of(own: &Authority, other: &Authority, packed: &Packed) -> Result<Self, FixtureError> {
        let rules = Policy {
            presence: true,
            ..policy()
        };
        let (issuer, sealer) = (other.issuer(), other.officer());
        let carried = carried_digest(other);
        let manifest = Manifest {
            documents: packed.entries.clone(),
            totals: packed.totals,
            bill: packed.totals,
            policy: sealer.sign(&rules).id(),
            inspection: Some(carried.digest.id()),
            ..manifest(other)
        };
        let signed = issuer.sign(&manifest);
        let reader = own.officer();
        let cycle = SealCycle(1);
        let mut journal = journal_before_sealing(LOCK);
        journal.write(
            Event::SealAccepted {
                cycle,
                manifest: signed.id(),
            },
            Some(sealer.id()),
        );
        journal.write(Event::LeverInserted, None);
        journal.write(Event::Sealed { cycle }, Some(sealer.id()));
        while journal.head.length < JOURNAL {
            travel(&mut journal, (&sealer, &reader));
        }
        let session = meet(other).phone.id();
        let status = Status {
            journal: journal.head,
            manifest: Some(signed.id()),
            ..status(other, session)
        };
        let lock = other.lock();
        let seal = SealEvidence {
            lock: parsed(LOCK),
            session,
            chain: lock.chain.clone(),
            agreement: agreement_key(&agreement(LOCK))?,
            status: Some(lock.sign(&status)),
            journal: listed(journal.entries),
            sealing: Some(Sealing {
                manifest: signed,
                issuer: issuer.chain,
                policy: sealer.sign(&rules),
                sealer: sealer.chain,
            }),
            lamp: Some(lock.sign(&lamp_shown(other))),
            inspections: listed(vec![carried]),
            amendments: List::empty(),
            people: listed(vec![reader.chain]),
            refused: None,
        };
        Ok(Self { manifest, seal })
    }
}

/// What happens on the way: lists are brought, and now and then the lock goes from one to another.
fn travel(journal: &mut Journal, (one, other): (&Party, &Party)) {
    let entry = journal.head.length;
    match entry % 20 {
        0 => journal.write(Event::HandedOver { to: other.id() }, Some(one.id())),
        10 => journal.write(Event::HandedOver { to: one.id() }, Some(other.id())),
        _ => {
            let taken = Event::ListTaken {
                administration: parsed("CN"),
                kind: ListKind::Revocation,
                version: ListVersion(entry),
            };
            journal.write(taken, None);
        }
    }
}
