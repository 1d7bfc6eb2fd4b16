//! The manifest: is it genuine, of this lock and cycle, and does its issuer count.

use railseal_protocol::chain::Holder;
use railseal_protocol::journal::Entry;
use railseal_protocol::manifest::{Manifest, Policy, Sealing};
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Verified;
use railseal_protocol::status::Status;
use railseal_protocol::trust::{AnchorError, Trust, TrustError};

use super::history::head_at;
use super::{Question, problem};
use crate::finding::Finding;

/// Verifies the manifest by its issuer's chain. That it belongs to this lock is another question.
pub(crate) fn verify_manifest(
    trust: &Trust,
    sealing: &Sealing,
) -> Result<(Holder, Verified<Manifest>), Finding> {
    let issuer = trust.verify(&sealing.issuer).map_err(|error| match error {
        TrustError::Unreadable(_) | TrustError::Chain(_) => Finding::ManifestChainForged,
        TrustError::Anchor(AnchorError::NoRecognition(_)) => Finding::ManifestRootUnknown,
        TrustError::Anchor(AnchorError::NotRecognised(administration)) => {
            Finding::ManifestNotRecognised(administration)
        }
    })?;
    let manifest = issuer
        .verify(&sealing.manifest)
        .map_err(|_| Finding::ManifestForged)?;
    Ok((issuer, manifest))
}

/// Verifies the policy by its sealer's chain; none where it is not the one that the manifest names.
pub(crate) fn verify_policy(
    trust: &Trust,
    sealing: &Sealing,
    manifest: &Manifest,
) -> Option<Verified<Policy>> {
    let sealer = trust.verify(&sealing.sealer).ok()?;
    let policy = sealer.verify(&sealing.policy).ok()?;
    (policy.id() == manifest.policy).then_some(policy)
}

/// A manifest that is genuine and of this lock, with what belongs to it.
pub(super) struct Genuine {
    pub(super) issuer: Holder,
    pub(super) manifest: Verified<Manifest>,
    pub(super) policy: Verified<Policy>,
}

/// Checks the manifest against the lock, and gives it where it is genuine and of this lock.
pub(super) fn check(
    question: &Question<'_>,
    status: Option<&Verified<Status>>,
    journal: Option<&[Entry]>,
) -> (Finding, Option<Genuine>) {
    let Some(sealing) = &question.evidence.seal.sealing else {
        return (Finding::ManifestMissing, None);
    };
    let (issuer, manifest) = match verify_manifest(question.trust, sealing) {
        Ok(found) => found,
        // A list past its end cannot say that somebody is not recognised.
        Err(Finding::ManifestNotRecognised(_))
            if question.trust.recognition(question.at()).is_err() =>
        {
            return (Finding::ManifestRootUnknown, None);
        }
        Err(finding) => return (finding, None),
    };
    if let Err(finding) = belongs(&manifest, status, journal) {
        return (finding, None);
    }
    let Some(policy) = verify_policy(question.trust, sealing, &manifest) else {
        return (Finding::ManifestPolicyForged, None);
    };
    let finding = Finding::ManifestGenuine {
        issued_at: manifest.issued_at,
    };
    let genuine = Genuine {
        issuer,
        manifest,
        policy,
    };
    (finding, Some(genuine))
}

fn belongs(
    manifest: &Verified<Manifest>,
    status: Option<&Verified<Status>>,
    journal: Option<&[Entry]>,
) -> Result<(), Finding> {
    let (Some(status), Some(journal)) = (status, journal) else {
        // Without a status or a journal that can be believed there is nothing to hold it against.
        return Err(Finding::ManifestMissing);
    };
    if manifest.lock != status.lock {
        return Err(Finding::ManifestOfAnotherLock(manifest.lock));
    }
    // An order to close again begins a cycle and keeps the manifest: the amendments tell how.
    let closed_again = status.amended.is_some() && manifest.cycle < status.cycle;
    if manifest.cycle != status.cycle && !closed_again {
        return Err(Finding::ManifestOfAnotherCycle(manifest.cycle));
    }
    if status.manifest != Some(manifest.id()) {
        return Err(Finding::ManifestNotTheLocks);
    }
    if head_at(journal, status, manifest.journal.length) != Some(manifest.journal) {
        return Err(Finding::ManifestJournalDiffers);
    }
    Ok(())
}

pub(super) fn issuer(
    question: &Question<'_>,
    issuer: Option<&Holder>,
    manifest: Option<&Manifest>,
) -> Finding {
    let (Some(issuer), Some(manifest)) = (issuer, manifest) else {
        return Finding::IssuerUnknown;
    };
    let standing =
        question
            .trust
            .standing_of_act(issuer, Scope::Documents, manifest.issued_at, question.at());
    match problem(question, standing, issuer) {
        None => Finding::IssuerCounts(issuer.certificate().administration),
        Some(problem) => Finding::IssuerProblem(problem),
    }
}
