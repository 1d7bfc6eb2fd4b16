//! Which lists a phone brings to a lock, in which order, and what is not brought again.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

#[path = "../../protocol/tests/parties/mod.rs"]
mod parties;

use railseal_inspection::evidence::SealEvidence;
use railseal_inspection::renewing::{Known, RenewError, Renewing};
use railseal_protocol::call::{Answer, Call, Refusal};
use railseal_protocol::hash::Hash;
use railseal_protocol::identifiers::LockId;
use railseal_protocol::journal::{ListKind, RefusalReason};
use railseal_protocol::recognition::{RevocationReason, Revoked};
use railseal_protocol::session::{AwaitingLock, answer};
use railseal_protocol::statement::Id;
use railseal_protocol::trust::Trust;
use railseal_protocol::wire::{decode, encode};

use parties::{Authority, LOCK, NOW, agreement, china, entropy, kazakhstan, parsed};

const RENEWED: Result<Answer, Refusal> = Ok(Answer::Renewed);

/// A session with a lock of China's has begun.
fn met(china: &Authority) -> SealEvidence {
    let lock: LockId = parsed(LOCK);
    let (awaiting, message) = AwaitingLock::begin(&lock, entropy("phone")).unwrap();
    let chain = china.lock().chain;
    let (_, reply) = answer(&lock, &agreement(LOCK), &chain, entropy("lock"), &message).unwrap();
    let (session, hello) = awaiting.finish(&reply).unwrap();
    SealEvidence::begin(lock, session.id(), hello)
}

/// What is brought, in its order: whose, which kind, which version.
fn brought(mut renewing: Renewing) -> Vec<(String, ListKind, u32)> {
    let mut all = Vec::new();
    while renewing.next().is_some() {
        let list = renewing.take(RENEWED).unwrap().list;
        all.push((list.administration.to_string(), list.kind, list.version.0));
    }
    all
}

fn of(administration: &str, kind: ListKind, version: u32) -> (String, ListKind, u32) {
    (administration.to_owned(), kind, version)
}

#[test]
fn the_owners_phone_brings_its_list_of_the_others_first() {
    let (own, other) = (kazakhstan(), china());
    let begin = |trust: &Trust| Renewing::begin(&met(&other), trust, Known::nothing());
    let (recognition, revocation) = (ListKind::Recognition, ListKind::Revocation);
    assert_eq!(
        brought(begin(&other.trusting(&own))),
        [
            of("CN", recognition, 7),
            of("CN", revocation, 3),
            of("KZ", revocation, 5)
        ]
    );
    // Of another's list of the others the lock makes nothing; its owner's revocations come first.
    assert_eq!(
        brought(begin(&own.trusting(&other))),
        [of("CN", revocation, 5), of("KZ", revocation, 3)]
    );
}

#[test]
fn a_lock_that_does_not_prove_itself_is_brought_nothing() {
    let (own, other) = (kazakhstan(), china());
    let trust = own.trusting(&other);
    let mut seal = met(&other);
    seal.lock = parsed(parties::OTHER_LOCK);
    assert_eq!(
        Renewing::begin(&seal, &trust, Known::nothing()).next(),
        None
    );
    let nobody = own.trust();
    let unknown = Renewing::begin(&met(&other), &nobody, Known::nothing());
    assert_eq!(unknown.next(), None);
}

#[test]
fn what_a_lock_holds_is_not_brought_again_until_there_is_a_newer_one() {
    let (own, other) = (kazakhstan(), china());
    let mut trust = own.trusting(&other);
    let mut first = Renewing::begin(&met(&other), &trust, Known::nothing());
    // The link ends after the first.
    assert_eq!(first.take(RENEWED).unwrap().refused, None);
    let known: Known = decode(&encode(first.known()), 1024).unwrap();
    let second = Renewing::begin(&met(&other), &trust, known);
    assert_eq!(brought(second.clone()), [of("KZ", ListKind::Revocation, 3)]);

    let mut second = second;
    second.take(RENEWED).unwrap();
    let nothing = Renewing::begin(&met(&other), &trust, second.known().clone());
    assert_eq!(nothing.next(), None);
    let newer = other.sign_revocations(&other.revocations(6, vec![]));
    trust.accept_revocations(&newer).unwrap();
    let third = Renewing::begin(&met(&other), &trust, second.known().clone());
    assert_eq!(brought(third), [of("CN", ListKind::Revocation, 6)]);
}

#[test]
fn with_a_newer_list_of_the_others_all_revocations_are_brought_again() {
    let (own, other) = (kazakhstan(), china());
    let mut trust = other.trusting(&own);
    let mut first = Renewing::begin(&met(&other), &trust, Known::nothing());
    while first.next().is_some() {
        first.take(RENEWED).unwrap();
    }
    let newer = other.recognition(8, &own, &[]);
    trust
        .accept_recognition(&other.sign_recognition(&newer))
        .unwrap();
    let again = Renewing::begin(&met(&other), &trust, first.known().clone());
    assert_eq!(brought(again).len(), 3);
}

#[test]
fn refusals_are_no_end_and_what_the_lock_has_no_use_for_is_remembered() {
    let (own, other) = (kazakhstan(), china());
    let trust = own.trusting(&other);
    let mut renewing = Renewing::begin(&met(&other), &trust, Known::nothing());
    let refused = |reason| Err(Refusal::NotObeyed(reason));
    let told = renewing.take(refused(RefusalReason::DoesNotFit)).unwrap();
    assert_eq!(told.refused, Some(RefusalReason::DoesNotFit));
    let told = renewing
        .take(refused(RefusalReason::NotRecognised))
        .unwrap();
    assert_eq!(told.refused, Some(RefusalReason::NotRecognised));
    assert_eq!(renewing.next(), None);
    assert_eq!(renewing.taken(), []);
    let later = Renewing::begin(&met(&other), &trust, renewing.known().clone());
    assert_eq!(brought(later), []);
    // What is refused for its signer may be taken once another list was.
    let mut renewing = Renewing::begin(&met(&other), &trust, Known::nothing());
    renewing.take(refused(RefusalReason::Revoked)).unwrap();
    renewing.take(RENEWED).unwrap();
    let later = Renewing::begin(&met(&other), &trust, renewing.known().clone());
    assert_eq!(brought(later).len(), 1);
}

#[test]
fn a_lock_that_misspeaks_or_takes_no_lists_ends_it() {
    let (own, other) = (kazakhstan(), china());
    let trust = own.trusting(&other);
    let begin = || Renewing::begin(&met(&other), &trust, Known::nothing());
    assert_eq!(begin().take(Ok(Answer::Welcome)), Err(RenewError::NotAsked));
    let unreadable = begin().take(Err(Refusal::Unreadable));
    assert_eq!(unreadable, Err(RenewError::Refused(Refusal::Unreadable)));
    let mut ended = begin();
    while ended.next().is_some() {
        ended.take(RENEWED).unwrap();
    }
    assert_eq!(ended.take(RENEWED), Err(RenewError::NotAsked));
}

/// SPEC.md § Newer lists: the longest list that reaches a lock has 486 certificates.
#[test]
fn a_list_that_fits_no_message_is_left_out() {
    let (own, other) = (kazakhstan(), china());
    let offered = |certificates: u32| {
        let revoked = |number: u32| Revoked {
            certificate: Id::from_hash(Hash::of("test", &[&number.to_be_bytes()])),
            from: NOW,
            reason: RevocationReason::ServiceEnded,
        };
        let list = other.revocations(6, (0..certificates).map(revoked).collect());
        let mut trust = own.trusting(&other);
        trust
            .accept_revocations(&other.sign_revocations(&list))
            .unwrap();
        let renewing = Renewing::begin(&met(&other), &trust, Known::nothing());
        matches!(renewing.next(), Some(Call::RenewRevocations(carried))
            if carried.signer.claimed_administration() == Ok(parsed("CN")))
    };
    assert!(offered(486));
    assert!(!offered(560));
}
