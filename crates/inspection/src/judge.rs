//! Judges what was received. Pure: the same evidence, lists and time give the same verdict, on
//! the phone and at the server.

mod cargo;
mod lists;
mod lock;
mod manifest;

use alloc::vec::Vec;

use railseal_protocol::chain::Holder;
use railseal_protocol::identifiers::ContainerNumber;
use railseal_protocol::journal::Entry;
use railseal_protocol::manifest::Manifest;
use railseal_protocol::statement::Verified;
use railseal_protocol::status::{BatteryPercent, Status};
use railseal_protocol::time::Timestamp;
use railseal_protocol::trust::{Standing, Trust};

use crate::documents::Document;
use crate::evidence::Evidence;
use crate::finding::{Finding, Problem, WhichList};
use crate::verdict::Verdict;

pub(crate) use cargo::first_forged;
pub(crate) use lock::verify_lock;
pub(crate) use manifest::verify_manifest;

/// What is to be judged, by what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What was received.
    pub evidence: &'a Evidence,
    /// What is trusted.
    pub trust: &'a Trust,
    /// This device's clock.
    pub now: Timestamp,
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
    /// The documents of which every chunk is as sealed.
    pub documents: Vec<Document>,
}

/// Judges.
pub fn judge(question: &Question<'_>) -> Judgement {
    let seal = &question.evidence.seal;
    let (lock_finding, lock) = lock::identify(question);
    let (status_finding, status) = lock::status(seal, lock.as_ref());
    let (journal_finding, journal) = lock::journal(seal, status.as_ref());
    let (manifest_finding, found) = manifest::check(question, status.as_ref(), journal.as_deref());
    let (issuer, manifest) = found.unzip();
    let cargo = cargo::check(question.evidence, manifest.as_ref());
    let verdict = Verdict::of([
        lock_finding,
        lock::certificate(question, lock.as_ref()),
        lock::tampers(status.as_ref(), manifest.as_deref()),
        lock::shut(status.as_ref(), journal.as_deref()),
        status_finding,
        journal_finding,
        manifest_finding,
        manifest::issuer(question, issuer.as_ref(), manifest.as_deref()),
        container(question.painted, manifest.as_deref()),
        cargo.totals,
        cargo.documents_finding,
        cargo.identifiers,
        lists::lists(question, lock.as_ref(), issuer.as_ref()),
        lists::clock(question, status.as_ref()),
        battery(status.as_ref()),
    ]);
    Judgement {
        verdict,
        lock,
        status,
        journal,
        manifest,
        issuer,
        documents: cargo.documents,
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
