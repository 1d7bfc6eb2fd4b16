//! A lock is read that answers anything.

use core::slice;

use railseal_inspection::evidence::{Evidence, MAX_JOURNAL, SealEvidence};
use railseal_inspection::reading::{Reading, Want};
use railseal_inspection::verdict::{MAX_FINDINGS, Outcome};
use railseal_inspection::{Judgement, Question, judge};
use railseal_protocol::call::{Answer, Refusal};
use railseal_protocol::journal::JournalHead;
use railseal_protocol::segment::MESSAGE_LIMIT;
use railseal_protocol::wire::decode;

use crate::parties::lock::CONTAINER;
use crate::parties::{LOCK, NOW, parsed};
use crate::pieces::pieces;
use crate::world::WORLD;

/// The pieces are answers, or refusals, in the session of the vectors. Nothing passes but what the lock, the issuer and
/// the officer of the vectors have signed, in all its parts.
pub fn read(data: &[u8]) -> Judgement {
    let begun = SealEvidence::begin(parsed(LOCK), WORLD.session, WORLD.hello.clone());
    let mut reading = Reading::begin(begun);
    for piece in pieces(data) {
        if let Some(Want::Proof(_)) = reading.next() {
            let proof = WORLD.answers.presentation.clone();
            reading.prove(proof.presence, &WORLD.reader);
        }
        let Ok(answer) = decode::<Result<Answer, Refusal>>(piece, MESSAGE_LIMIT) else {
            break;
        };
        if reading.take(&WORLD.trust, answer).is_err() {
            break;
        }
        let _ = reading.progress();
    }
    let evidence = reading.evidence();
    let judgement = judged(&evidence, &WORLD.answers.said.status.journal);
    if judgement.verdict.outcome() == Outcome::Pass {
        assert_is_genuine(&evidence);
    }
    judgement
}

/// The verdict of a phone that has seen the journal reach so far, and whose officer has read the right number off the
/// container. It has a finding for every check.
pub(crate) fn judged(evidence: &Evidence, seen: &JournalHead) -> Judgement {
    assert!(evidence.seal.journal.len() <= MAX_JOURNAL);
    let judgement = judge(&Question {
        evidence,
        trust: &WORLD.trust,
        now: NOW,
        place: &parsed("KZDOS"),
        seen: slice::from_ref(seen),
        lamp: None,
        painted: Some(parsed(CONTAINER)),
    });
    let findings = judgement.verdict.findings();
    assert_eq!(findings.len(), MAX_FINDINGS);
    let worst = findings
        .iter()
        .map(|finding| Outcome::from(finding.result()));
    assert_eq!(Some(judgement.verdict.outcome()), worst.max());
    for finding in findings {
        assert_eq!(judgement.verdict.finding(finding.kind()), Some(finding));
        let _ = (finding.code(), format!("{finding:?}"));
    }
    judgement
}

/// Held against what was signed by its ids: of one signature anybody can make a second (SPEC.md § Statements).
fn assert_is_genuine(evidence: &Evidence) {
    let (seal, genuine) = (&evidence.seal, &WORLD.answers);
    let status = seal.status.as_ref().map(|status| status.id());
    assert_eq!(status, Some(genuine.status.id()));
    assert!(
        seal.journal
            .iter()
            .map(|entry| entry.to_vec())
            .eq(genuine.journal.iter().cloned())
    );
    let sealing = seal.sealing.as_ref();
    let ids = sealing.map(|sealing| (sealing.manifest.id(), sealing.policy.id()));
    let genuine_ids = (genuine.sealing.manifest.id(), genuine.sealing.policy.id());
    assert_eq!(ids, Some(genuine_ids));
    assert_eq!(evidence.documents, genuine.documents);
}
