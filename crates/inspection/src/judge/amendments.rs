//! The amendments to the manifest: genuine, following one another, told by the journal, ordered by
//! people who count, and adding up.

use alloc::vec::Vec;

use railseal_protocol::amendment::{Amendment, CarriedAmendment, left_after};
use railseal_protocol::chain::Holder;
use railseal_protocol::hash::Hash;
use railseal_protocol::journal::{Entry, Event};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Id, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::{AnchorError, TrustError};

use super::history::since_order;
use super::{Question, problem};
use crate::finding::{Finding, Problem, WhichList};

/// An amendment whose signature verifies, and that follows from the one before it.
#[derive(Debug, Clone)]
pub struct LawfulAmendment {
    /// What has changed.
    pub amendment: Verified<Amendment>,
    /// Who ordered it.
    pub officer: Holder,
    /// Why that person does not count here, where it is so.
    pub problem: Option<Problem>,
}

/// What was found of them, and those that are genuine, the last first.
pub(super) fn check(
    question: &Question<'_>,
    status: Option<&Status>,
    manifest: Option<&Verified<Manifest>>,
    journal: Option<&[Entry]>,
) -> (Finding, Vec<LawfulAmendment>) {
    let (Some(status), Some(manifest), Some(journal)) = (status, manifest, journal) else {
        return (Finding::AmendmentsUnknown, Vec::new());
    };
    let mut told = told_of(journal, status).into_iter().rev();
    let mut read: Vec<LawfulAmendment> = Vec::new();
    let mut next = status.amended;
    let mut carried = question.evidence.seal.amendments.iter();
    for back in 0.. {
        if next != told.next().map(|id| *id.hash()) {
            return (Finding::AmendmentsOfAnother { back }, read);
        }
        let Some(named) = next else {
            break;
        };
        let Some(carried) = carried.next() else {
            return (Finding::AmendmentsMissing { back }, read);
        };
        let lawful = match verify(question, carried, named) {
            Ok(lawful) => lawful,
            Err(refused) => return (refused.at(back), read),
        };
        if !follows(&lawful.amendment, read.last(), status, manifest) {
            return (Finding::AmendmentsOfAnother { back }, read);
        }
        next = lawful.amendment.previous.map(|id| *id.hash());
        read.push(lawful);
    }
    (sum(&read, manifest), read)
}

/// The amendments that the journal tells of since the sealing, the first first.
fn told_of(journal: &[Entry], status: &Status) -> Vec<Id<Amendment>> {
    let mut told = Vec::new();
    let mut ordered = None;
    for entry in since_order(journal, status).unwrap_or(&[]) {
        match &entry.event {
            Event::ResealAccepted { amendment, .. } => ordered = Some(*amendment),
            Event::Sealed { .. } | Event::Recovered { held: true } => told.extend(ordered.take()),
            Event::SealFailed | Event::Recovered { held: false } => ordered = None,
            Event::Amended { amendment } => told.push(*amendment),
            _ => {}
        }
    }
    told
}

/// Why an amendment was not read on.
enum Refused {
    OfAnother,
    Forged,
    Problem(Problem),
}

impl Refused {
    fn at(self, back: u8) -> Finding {
        match self {
            Self::OfAnother => Finding::AmendmentsOfAnother { back },
            Self::Forged => Finding::AmendmentsForged { back },
            Self::Problem(problem) => Finding::AmendmentsProblem { back, problem },
        }
    }
}

fn verify(
    question: &Question<'_>,
    carried: &CarriedAmendment,
    named: Hash,
) -> Result<LawfulAmendment, Refused> {
    if *carried.amendment.id().hash() != named {
        return Err(Refused::OfAnother);
    }
    let officer = question
        .trust
        .verify(&carried.officer)
        .map_err(|error| match error {
            // A list past its end cannot say that somebody is not recognised.
            TrustError::Anchor(AnchorError::NotRecognised(administration))
                if question.trust.recognition(question.at()).is_ok() =>
            {
                Refused::Problem(Problem::NotRecognised(administration))
            }
            TrustError::Anchor(_) => Refused::Problem(Problem::CannotSay(WhichList::Recognition)),
            TrustError::Unreadable(_) | TrustError::Chain(_) => Refused::Forged,
        })?;
    let amendment = officer
        .verify(&carried.amendment)
        .map_err(|_| Refused::Forged)?;
    let (made_at, now) = (amendment.made_at, question.at());
    let standing = question
        .trust
        .standing_of_act(&officer, Scope::Unsealing, made_at, now);
    let problem = problem(question, standing, &officer);
    Ok(LawfulAmendment {
        amendment,
        officer,
        problem,
    })
}

/// Whether an amendment is of this lock and manifest, and of a cycle that the later one, or the
/// status, can follow.
fn follows(
    amendment: &Amendment,
    later: Option<&LawfulAmendment>,
    status: &Status,
    manifest: &Verified<Manifest>,
) -> bool {
    let cycle_fits = match later {
        None => amendment.cycle == status.cycle,
        Some(later) => {
            amendment.cycle == later.amendment.cycle
                || amendment.cycle.next() == later.amendment.cycle
        }
    };
    let first_fits = amendment.previous.is_some()
        || amendment.cycle == manifest.cycle
        || amendment.cycle == manifest.cycle.next();
    cycle_fits
        && first_fits
        && amendment.lock == status.lock
        && amendment.container == manifest.container
        && amendment.manifest == manifest.id()
}

fn sum(read: &[LawfulAmendment], manifest: &Manifest) -> Finding {
    let mut totals = manifest.totals;
    for (back, lawful) in read.iter().enumerate().rev() {
        let (amendment, back) = (&lawful.amendment, u8::try_from(back).unwrap_or(u8::MAX));
        if left_after(&amendment.changes, totals) != Ok(amendment.totals) {
            return Finding::AmendmentsDoNotAddUp { back };
        }
        totals = amendment.totals;
    }
    let problem = (0u8..)
        .zip(read)
        .find_map(|(back, lawful)| lawful.problem.map(|problem| (back, problem)));
    match (problem, u32::try_from(read.len()).unwrap_or(u32::MAX)) {
        (Some((back, problem)), _) => Finding::AmendmentsProblem { back, problem },
        (None, 0) => Finding::AmendmentsNone,
        (None, amendments) => Finding::AmendmentsCount { amendments, totals },
    }
}
