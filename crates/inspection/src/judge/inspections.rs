//! The prior inspections that the lock carries: who, where, with what result, and whether they
//! count here.

use alloc::vec::Vec;

use railseal_protocol::chain::Holder;
use railseal_protocol::codes::Disposition;
use railseal_protocol::manifest::Manifest;
use railseal_protocol::prior::{CarriedDigest, InspectionDigest};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::{Id, Verified};
use railseal_protocol::status::Status;
use railseal_protocol::trust::{AnchorError, TrustError};

use super::{LawfulAmendment, Question, problem};
use crate::finding::{Finding, Problem, WhichList};

/// A prior inspection whose signature verifies.
#[derive(Debug, Clone)]
pub struct PriorInspection {
    /// What was found.
    pub digest: Verified<InspectionDigest>,
    /// By whom.
    pub officer: Holder,
    /// Why it does not count here, where it does not.
    pub problem: Option<Problem>,
}

/// What was found of them, and those that are genuine, the last first.
pub(super) fn check(
    question: &Question<'_>,
    status: Option<&Status>,
    manifest: Option<&Manifest>,
    amendments: &[LawfulAmendment],
) -> (Finding, Vec<PriorInspection>) {
    let (Some(status), Some(manifest)) = (status, manifest) else {
        return (Finding::InspectionsUnknown, Vec::new());
    };
    let chained = amendments.first().map(|last| *last.amendment.id().hash());
    if chained != status.amended {
        // What the last amendments name is not known.
        return (Finding::InspectionsMissing { back: 0 }, Vec::new());
    }
    let mut read = Vec::new();
    let last = amendments
        .iter()
        .find_map(|lawful| lawful.amendment.inspection);
    let mut next = last.or(manifest.inspection);
    let mut carried = question.evidence.seal.inspections.iter();
    for back in 0.. {
        let Some(named) = next else {
            break;
        };
        let Some(carried) = carried.next() else {
            return (Finding::InspectionsMissing { back }, read);
        };
        match verify(question, carried, named, manifest) {
            Ok(prior) => {
                next = prior.digest.previous;
                read.push(prior);
            }
            Err(Refused::Finding(found)) => return (found(back), read),
            // Whoever is not recognised cannot be verified either: what came before is not known.
            Err(Refused::Problem(problem)) => {
                return (Finding::InspectionsProblem { back, problem }, read);
            }
        }
    }
    (sum(&read), read)
}

enum Refused {
    Finding(fn(u8) -> Finding),
    Problem(Problem),
}

fn verify(
    question: &Question<'_>,
    carried: &CarriedDigest,
    named: Id<InspectionDigest>,
    manifest: &Manifest,
) -> Result<PriorInspection, Refused> {
    let another: fn(u8) -> Finding = |back| Finding::InspectionsOfAnother { back };
    let forged: fn(u8) -> Finding = |back| Finding::InspectionsForged { back };
    if carried.digest.id() != named {
        return Err(Refused::Finding(another));
    }
    let officer = question
        .trust
        .verify(&carried.officer)
        .map_err(|error| match error {
            TrustError::Anchor(AnchorError::NotRecognised(administration)) => {
                Refused::Problem(Problem::NotRecognised(administration))
            }
            TrustError::Anchor(AnchorError::NoRecognition(_)) => {
                Refused::Problem(Problem::CannotSay(WhichList::Recognition))
            }
            TrustError::Unreadable(_) | TrustError::Chain(_) => Refused::Finding(forged),
        })?;
    let digest = officer
        .verify(&carried.digest)
        .map_err(|_| Refused::Finding(forged))?;
    if digest.container != manifest.container {
        return Err(Refused::Finding(another));
    }
    let standing =
        question
            .trust
            .standing_of_act(&officer, Scope::Inspections, digest.made_at, question.at());
    let problem = problem(question, standing, &officer);
    Ok(PriorInspection {
        digest,
        officer,
        problem,
    })
}

fn sum(read: &[PriorInspection]) -> Finding {
    let problem = (0u8..)
        .zip(read)
        .find_map(|(back, prior)| prior.problem.map(|problem| (back, problem)));
    match (problem, read.first()) {
        (_, None) => Finding::InspectionsNone,
        (Some((back, problem)), Some(_)) => Finding::InspectionsProblem { back, problem },
        (None, Some(last)) => match last.digest.disposition {
            held @ (Disposition::Detain | Disposition::Return) => Finding::InspectionsHeld(held),
            Disposition::Release | Disposition::Examine => Finding::InspectionsCount {
                inspections: u32::try_from(read.len()).unwrap_or(u32::MAX),
            },
        },
    }
}
