//! The lock itself: is it this one, what does it say, what has happened to it.

use alloc::vec::Vec;

use railseal_protocol::certificate::Subject;
use railseal_protocol::chain::Holder;
use railseal_protocol::journal::{self, Entry, Event, JournalError, JournalHead};
use railseal_protocol::manifest::Manifest;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Verified;
use railseal_protocol::status::{LockState, SealCycle, Status};
use railseal_protocol::trust::{AnchorError, Trust, TrustError};

use super::{LawfulAmendment, Question, problem};
use crate::evidence::SealEvidence;
use crate::finding::Finding;

/// Verifies that the chain is a lock's, this lock's, and that the lock holds the key agreed with.
pub(crate) fn verify_lock(trust: &Trust, seal: &SealEvidence) -> Result<Holder, Finding> {
    let holder = trust.verify(&seal.chain).map_err(|error| match error {
        TrustError::Unreadable(_) => Finding::LockChainUnreadable,
        TrustError::Chain(_) => Finding::LockChainForged,
        TrustError::Anchor(AnchorError::NoRecognition(_)) => Finding::LockRootUnknown,
        TrustError::Anchor(AnchorError::NotRecognised(administration)) => {
            Finding::LockNotRecognised(administration)
        }
    })?;
    let Subject::Lock(subject) = &holder.certificate().subject else {
        return Err(Finding::LockNotALock);
    };
    if subject.id != seal.lock {
        return Err(Finding::LockIsAnother {
            announced: seal.lock,
            certified: subject.id,
        });
    }
    if subject.agreement != seal.agreement {
        return Err(Finding::LockKeyDiffers);
    }
    Ok(holder)
}

pub(super) fn identify(question: &Question<'_>) -> (Finding, Option<Holder>) {
    match verify_lock(question.trust, &question.evidence.seal) {
        Ok(holder) => {
            let finding = Finding::LockGenuine {
                lock: question.evidence.seal.lock,
                administration: holder.certificate().administration,
            };
            (finding, Some(holder))
        }
        // A list past its end cannot say that somebody is not recognised.
        Err(Finding::LockNotRecognised(_))
            if question.trust.recognition(question.at()).is_err() =>
        {
            (Finding::LockRootUnknown, None)
        }
        Err(finding) => (finding, None),
    }
}

pub(super) fn certificate(question: &Question<'_>, lock: Option<&Holder>) -> Finding {
    let Some(lock) = lock else {
        return Finding::CertificateUnknown;
    };
    let standing = question.trust.standing(lock, Scope::Locks, question.at());
    match problem(question, standing, lock) {
        None => Finding::CertificateCounts(lock.certificate().administration),
        Some(problem) => Finding::CertificateProblem(problem),
    }
}

pub(super) fn status(
    seal: &SealEvidence,
    lock: Option<&Holder>,
) -> (Finding, Option<Verified<Status>>) {
    let (Some(signed), Some(lock)) = (&seal.status, lock) else {
        return (Finding::StatusMissing, None);
    };
    match lock.verify(signed) {
        Err(_) => (Finding::StatusForged, None),
        Ok(status) if status.session != seal.session || status.lock != seal.lock => {
            (Finding::StatusOfAnother, None)
        }
        Ok(status) => (Finding::StatusFresh, Some(status)),
    }
}

pub(super) fn journal(
    seal: &SealEvidence,
    status: Option<&Verified<Status>>,
) -> (Finding, Option<Vec<Entry>>) {
    let missing = (
        Finding::JournalMissing {
            refused: seal.refused,
        },
        None,
    );
    let Some(status) = status else {
        return missing;
    };
    if seal.journal.len() < status.journal.length as usize {
        return missing;
    }
    let beginning = JournalHead::of_nothing(&seal.lock);
    match journal::verify(beginning, &seal.journal, &status.journal) {
        Ok(entries) => (
            Finding::JournalUnbroken {
                entries: status.journal.length,
            },
            Some(entries),
        ),
        Err(
            JournalError::Unreadable { index: entry, .. }
            | JournalError::Broken { index: entry }
            | JournalError::OtherHead { got: entry, .. },
        ) => (Finding::JournalBroken { entry }, None),
    }
}

/// Compares with the last lawful closing: the manifest's, or the amendment's that closed it again.
pub(super) fn tampers(
    status: Option<&Verified<Status>>,
    manifest: Option<&Manifest>,
    amendments: &[LawfulAmendment],
) -> Finding {
    let (Some(status), Some(manifest)) = (status, manifest) else {
        return Finding::TampersUnknown;
    };
    let closed_again = amendments.iter().map(|lawful| lawful.amendment.tampers);
    let sealed = closed_again.max().unwrap_or(manifest.tampers);
    let now = status.tampers;
    match now.cmp(&sealed) {
        core::cmp::Ordering::Equal => Finding::TampersAsSealed(now),
        core::cmp::Ordering::Greater => Finding::TampersGrown { sealed, now },
        core::cmp::Ordering::Less => Finding::TampersGoneBack { sealed, now },
    }
}

/// Whether it has stayed shut since this cycle's sealing: by its state now, and by every event since.
pub(super) fn shut(status: Option<&Verified<Status>>, journal: Option<&[Entry]>) -> Finding {
    let Some(status) = status else {
        return Finding::ShutUnknown;
    };
    let Some(journal) = journal else {
        return match status.state {
            LockState::Sealed => Finding::ShutUnknown,
            state => Finding::ShutNotSealed(state),
        };
    };
    let sealed = sealing(journal, status.cycle);
    let since = sealed.map_or(&[][..], |place| journal.get(place..).unwrap_or(&[]));
    let opened = opened_in(since);
    let sealed = sealed.and_then(|place| journal.get(place));
    match (opened, sealed, status.state) {
        (Some(finding), Some(_), _) => finding,
        (_, _, state) if state != LockState::Sealed => Finding::ShutNotSealed(state),
        (_, None, _) => Finding::ShutNeverSealed(status.cycle),
        (None, Some(sealed), _) => Finding::ShutSinceSealing {
            cycle: status.cycle,
            sealed_at: sealed.time.wall,
        },
    }
}

/// Where the journal tells that this cycle's closing was confirmed by the sensors: at once, or,
/// where power was lost in between, at the start after it.
pub(super) fn sealing(journal: &[Entry], cycle: SealCycle) -> Option<usize> {
    let accepted = journal.iter().rposition(|entry| {
        matches!(
            entry.event,
            Event::SealAccepted { cycle: c, .. } | Event::ResealAccepted { cycle: c, .. } if c == cycle
        )
    })?;
    let confirmed = journal.get(accepted..)?.iter().position(|entry| {
        matches!(entry.event, Event::Recovered { held: true })
            || entry.event == Event::Sealed { cycle }
    })?;
    Some(accepted + confirmed)
}

/// What the entries since a closing say of the seal having been opened, if they do. A lever that
/// was freed and held again before anybody pulled it has opened nothing.
fn opened_in(since: &[Entry]) -> Option<Finding> {
    let mut freed = None;
    for entry in since {
        let (index, at) = (entry.index, entry.time.wall);
        let unsealed = Some(Finding::ShutUnsealedSince { entry: index, at });
        match &entry.event {
            event if event.is_tampering() => {
                return Some(Finding::ShutBrokenByForce { entry: index, at });
            }
            Event::LeverPulled | Event::DeactivateAccepted { .. } | Event::Deactivated => {
                return freed.or(unsealed);
            }
            Event::UnsealAccepted | Event::Unsealed | Event::Recovered { held: false } => {
                freed = freed.or(unsealed);
            }
            Event::Relocked | Event::CameToNothing | Event::Recovered { held: true } => {
                freed = None;
            }
            _ => {}
        }
    }
    freed
}
