//! Judges what was received. Pure: the same evidence, lists and time give the same verdict, on
//! the phone and at the server.

mod amendments;
mod history;
mod inspections;
mod lists;
mod lock;
mod manifest;
mod presence;
mod route;

use alloc::vec::Vec;

use railseal_protocol::chain::Holder;
use railseal_protocol::identifiers::{ContainerNumber, StationCode};
use railseal_protocol::journal::{Entry, JournalHead};
use railseal_protocol::lamp::LampCode;
use railseal_protocol::manifest::{Manifest, Policy};
use railseal_protocol::statement::Verified;
use railseal_protocol::status::{BatteryPercent, Status};
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, Trust};

use crate::evidence::Evidence;
use crate::finding::{Finding, Problem, WhichList};
use crate::register::{CargoFindings, Register};
use crate::verdict::Verdict;

pub use amendments::LawfulAmendment;
pub(crate) use history::{people_of, since_order};
pub use inspections::PriorInspection;
pub(crate) use lock::verify_lock;
pub(crate) use manifest::{verify_manifest, verify_policy};

/// What is to be judged, by what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What was received.
    pub evidence: &'a Evidence,
    /// What is trusted.
    pub trust: &'a Trust,
    /// This device's clock.
    pub now: Timestamp,
    /// Where this is.
    pub place: &'a StationCode,
    /// How far the lock's journal was known to reach before: by this device, and by others.
    pub seen: &'a [JournalHead],
    /// What somebody read off the lock's lamp, before the code was shown.
    pub lamp: Option<LampCode>,
    /// The container's number as somebody read it off the container, before the expected one was
    /// shown.
    pub painted: Option<ContainerNumber>,
}

impl Question<'_> {
    /// The moment by which validity is judged: this device's clock, but never before the floor.
    fn at(&self) -> Timestamp {
        self.trust
            .highest_seen()
            .floor()
            .map_or(self.now, |floor| self.now.max(floor))
    }
}

/// The verdict, and what may be shown because it was verified.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The lock, if it proved itself.
    pub lock: Option<Holder>,
    /// Its status, if it is the lock's own for this session.
    pub status: Option<Verified<Status>>,
    /// Its journal, if it is unbroken.
    pub journal: Option<Vec<Entry>>,
    /// The manifest, if it is genuine.
    pub manifest: Option<Verified<Manifest>>,
    /// Who made it out.
    pub issuer: Option<Holder>,
    /// Who may unseal, and how many must agree, if it is the one that the manifest names.
    pub policy: Option<Verified<Policy>>,
    /// The prior inspections that are genuine, the last first.
    pub inspections: Vec<PriorInspection>,
    /// The amendments that are genuine and follow one another, the last first.
    pub amendments: Vec<LawfulAmendment>,
}

impl Judgement {
    /// The documents that were received, if the manifest that names them is genuine.
    pub fn register(&self, evidence: &Evidence) -> Option<Register> {
        let manifest = self.manifest.as_ref()?;
        Some(Register::holding(manifest, &evidence.documents))
    }
}

/// Judges all that was received.
pub fn judge(question: &Question<'_>) -> Judgement {
    judge_by(question, |manifest| {
        Register::holding(manifest, &question.evidence.documents).findings()
    })
}

/// Judges by what a register elsewhere has found of the documents; by nothing, while there are no
/// findings, or of another manifest.
pub fn judge_with(question: &Question<'_>, found: Option<&CargoFindings>) -> Judgement {
    judge_by(question, |manifest| {
        let found = found.filter(|found| found.manifest == manifest.id());
        found.map_or_else(|| CargoFindings::of_nothing(manifest), Clone::clone)
    })
}

fn judge_by(
    question: &Question<'_>,
    cargo: impl FnOnce(&Verified<Manifest>) -> CargoFindings,
) -> Judgement {
    let seal = &question.evidence.seal;
    let (lock_finding, lock) = lock::identify(question);
    let (status_finding, status) = lock::status(seal, lock.as_ref());
    let (journal_finding, journal) = lock::journal(seal, status.as_ref());
    let (manifest_finding, found) = manifest::check(question, status.as_ref(), journal.as_deref());
    let (issuer, manifest, policy) = match found {
        Some(found) => (Some(found.issuer), Some(found.manifest), Some(found.policy)),
        None => (None, None, None),
    };
    let (amendments_finding, amendments) = amendments::check(
        question,
        status.as_deref(),
        manifest.as_ref(),
        journal.as_deref(),
    );
    let (inspections_finding, inspections) = inspections::check(
        question,
        status.as_deref(),
        manifest.as_deref(),
        &amendments,
    );
    let cargo = manifest.as_ref().map(cargo);
    let (totals, documents, identifiers) = match cargo {
        Some(cargo) => (cargo.totals, cargo.documents, cargo.identifiers),
        None => (
            Finding::TotalsUnknown,
            Finding::DocumentsUnknown,
            Finding::IdentifiersUnknown,
        ),
    };
    let verdict = Verdict::of([
        lock_finding,
        lock::certificate(question, lock.as_ref()),
        presence::presence(question, lock.as_ref(), policy.as_deref()),
        history::continuity(question.seen, status.as_deref(), journal.as_deref()),
        lock::tampers(status.as_ref(), manifest.as_deref(), &amendments),
        lock::shut(status.as_ref(), journal.as_deref()),
        history::events(question, status.as_deref(), journal.as_deref()),
        status_finding,
        journal_finding,
        manifest_finding,
        manifest::issuer(question, issuer.as_ref(), manifest.as_deref()),
        container(question.painted, manifest.as_deref()),
        totals,
        documents,
        inspections_finding,
        amendments_finding,
        identifiers,
        route::route(question, manifest.as_deref(), journal.as_deref()),
        lists::lists(question, lock.as_ref(), issuer.as_ref()),
        lists::clock(question, status.as_ref(), journal.as_deref()),
        battery(status.as_ref()),
    ]);
    Judgement {
        verdict,
        lock,
        status,
        journal,
        manifest,
        issuer,
        policy,
        inspections,
        amendments,
    }
}

fn container(painted: Option<ContainerNumber>, manifest: Option<&Manifest>) -> Finding {
    match (painted, manifest) {
        (_, None) => Finding::ContainerUnknown,
        (None, Some(_)) => Finding::ContainerNotTyped,
        (Some(painted), Some(manifest)) if painted == manifest.container => {
            Finding::ContainerMatches(painted)
        }
        (Some(painted), Some(manifest)) => Finding::ContainerDiffers {
            painted,
            manifest: manifest.container,
        },
    }
}

fn battery(status: Option<&Verified<Status>>) -> Finding {
    match status {
        None => Finding::BatteryUnknown,
        Some(status) if status.battery < BatteryPercent::WARNING => {
            Finding::BatteryLow(status.battery)
        }
        Some(status) => Finding::BatteryGood(status.battery),
    }
}

/// A standing that does not count, as a finding tells it; none where it counts. Aged lists are
/// the lists' own finding.
fn problem(question: &Question<'_>, standing: Standing, holder: &Holder) -> Option<Problem> {
    let administration = holder.certificate().administration;
    match standing {
        Standing::Good | Standing::GoodOnAgedLists => None,
        Standing::NotYetValid if question.now < question.at() => Some(Problem::NoTime),
        Standing::NotYetValid => Some(Problem::NotYetValid),
        Standing::Expired => Some(Problem::Expired),
        Standing::Revoked(revoked) => Some(Problem::Revoked {
            from: revoked.from,
            reason: revoked.reason,
        }),
        Standing::NotRecognised => Some(Problem::NotRecognised(administration)),
        Standing::OutOfScope => Some(Problem::OutOfScope(administration)),
        Standing::CannotSay { administration, .. } => Some(Problem::CannotSay(
            administration.map_or(WhichList::Recognition, WhichList::Revocation),
        )),
    }
}
