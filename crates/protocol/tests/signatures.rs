//! Nothing that differs by one bit from what was signed is believed, and the signature itself
//! is no part of what a statement is.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod parties;

use parties::by_hand::{Envelope, id, other_s};
use parties::lock::{manifest, policy, status_now};
use parties::talk::{enrolment_request_of, presence, worklist};
use parties::{Party, china, kazakhstan};
use proptest::prelude::*;
use railseal_protocol::call::Presence;
use railseal_protocol::chain::{CertificateChain, Holder};
use railseal_protocol::consigning::Consigning;
use railseal_protocol::enrolment::{EnrolmentRequest, Pull, Worklist};
use railseal_protocol::manifest::{Manifest, Policy};
use railseal_protocol::preparing::Preparation;
use railseal_protocol::statement::{Signed, Statement, StatementError};
use railseal_protocol::status::Status;
use railseal_protocol::wire::{decode, encode};

fn holder(party: &Party) -> Holder {
    let trust = kazakhstan().trusting(&china());
    trust.verify(&party.chain).unwrap()
}

/// Whether anything can be read of these bytes.
fn verifies<T: Statement>(holder: &Holder, wire: &[u8]) -> bool {
    Signed::<T>::from_wire(wire).is_ok_and(|signed| holder.verify(&signed).is_ok())
}

/// Flips bits of every byte, one at a time.
fn no_flip_verifies<T: Statement>(signer: &Party, value: &T, bits: &[u8]) {
    let holder = holder(signer);
    let wire = signer.sign(value).to_wire();
    assert!(verifies::<T>(&holder, &wire));
    for place in 0..wire.len() {
        for bit in bits {
            let mut flipped = wire.clone();
            flipped[place] ^= 1 << bit;
            let (context, bit) = (T::CONTEXT, bit);
            assert!(
                !verifies::<T>(&holder, &flipped),
                "{context}: byte {place}, bit {bit}"
            );
        }
    }
}

#[test]
fn every_flipped_bit_of_a_status_is_refused() {
    let other = china();
    no_flip_verifies(
        &other.lock(),
        &status_now(&other),
        &[0, 1, 2, 3, 4, 5, 6, 7],
    );
}

#[test]
fn every_flipped_byte_of_the_others_is_refused() {
    let (own, other) = (kazakhstan(), china());
    no_flip_verifies(&other.issuer(), &manifest(&other), &[0, 7]);
    no_flip_verifies(&other.officer(), &policy(), &[0, 7]);
    no_flip_verifies(&own.officer(), &presence(&other), &[0, 7]);
    no_flip_verifies(&own.server(), &worklist(&other), &[0, 7]);
}

#[test]
fn every_flipped_byte_of_a_chain_and_of_lists_is_refused() {
    let (own, other) = (kazakhstan(), china());
    let trust = own.trusting(&other);
    let wire = other.lock().chain.to_wire();
    for place in 0..wire.len() {
        let mut flipped = wire.clone();
        flipped[place] ^= 1;
        let believed =
            CertificateChain::from_wire(&flipped).is_ok_and(|chain| trust.verify(&chain).is_ok());
        assert!(!believed, "chain: byte {place}");
    }
    let wire = own.lists(&other).recognition.to_wire();
    for place in 0..wire.len() {
        let mut flipped = wire.clone();
        flipped[place] ^= 1;
        let believed = Signed::from_wire(&flipped)
            .is_ok_and(|list| own.trust().accept_recognition(&list).is_ok());
        assert!(!believed, "recognition list: byte {place}");
    }
    let wire = encode(&own.lists(&other).revocations[0]);
    for place in 0..wire.len() {
        let mut flipped = wire.clone();
        flipped[place] ^= 1;
        let believed =
            decode(&flipped, 4096).is_ok_and(|list| own.trust().accept_revocations(&list).is_ok());
        assert!(!believed, "revocation list: byte {place}");
    }
}

#[test]
fn every_flipped_bit_of_an_enrolment_request_is_refused() {
    let own = kazakhstan();
    let wire = encode(&enrolment_request_of(&own, &own.officer().key));
    let proves = |wire: &[u8]| {
        decode::<EnrolmentRequest>(wire, EnrolmentRequest::LIMIT)
            .is_ok_and(|request| request.proves_possession())
    };
    assert!(proves(&wire));
    for place in 0..wire.len() {
        for bit in 0..8 {
            let mut flipped = wire.clone();
            flipped[place] ^= 1 << bit;
            assert!(!proves(&flipped), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn both_signatures_verify_and_the_id_is_the_same() {
    let other = china();
    let lock = other.lock();
    let holder = holder(&lock);
    let signed = lock.sign(&status_now(&other));
    let mut envelope = Envelope::from_wire(&signed.to_wire());
    let first = envelope.is_high();
    envelope.signature = other_s(envelope.signature);
    assert_ne!(envelope.is_high(), first, "one s is low, the other high");
    let second = Signed::<Status>::from_wire(&envelope.to_wire()).unwrap();
    assert_ne!(signed, second);
    assert_eq!(signed.id(), second.id());
    let ids = [&signed, &second].map(|signed| holder.verify(signed).unwrap().id());
    assert_eq!(ids[0], ids[1]);
    let by_hand = id("status", envelope.signer, &envelope.bytes);
    assert_eq!(ids[0].hash().as_bytes(), &by_hand);
    envelope.signature = other_s(envelope.signature);
    assert_eq!(envelope.to_wire(), signed.to_wire(), "n − (n − s) is s");
}

/// WebCrypto makes no difference between high and low s: whatever it gives must be taken.
#[test]
fn high_s_is_accepted_as_webcrypto_gives_it() {
    let own = kazakhstan();
    let officer = own.officer();
    let holder = holder(&officer);
    let mut seen = [false; 2];
    for moment in 0..40 {
        let asked_at = parties::NOW.plus(railseal_protocol::time::Seconds::new(moment));
        let bytes = encode(&Pull { asked_at });
        let mut envelope = officer.sign_bytes("pull", &bytes);
        if moment % 2 == 0 {
            envelope.signature = other_s(envelope.signature);
        }
        seen[usize::from(envelope.is_high())] = true;
        assert!(verifies::<Pull>(&holder, &envelope.to_wire()));
    }
    assert_eq!(seen, [true, true], "both kinds were tried");
}

#[test]
fn what_is_made_by_hand_is_what_the_crate_makes() {
    let other = china();
    let lock = other.lock();
    let status = status_now(&other);
    let by_hand = lock.sign_bytes("status", &encode(&status));
    assert_eq!(by_hand.to_wire(), lock.sign(&status).to_wire());
}

/// The same bytes, signed in each context by somebody who has the right, are read in no other.
#[test]
fn no_context_is_taken_for_another() {
    fn refused<T: Statement>(signer: &Party, contexts: &[&str], value: &T) {
        let holder = holder(signer);
        for context in contexts.iter().filter(|context| **context != T::CONTEXT) {
            let envelope = signer.sign_bytes(context, &encode(value));
            let signed = Signed::<T>::from_wire(&envelope.to_wire()).unwrap();
            assert_eq!(
                holder.verify(&signed).err(),
                Some(StatementError::BadSignature),
                "{context} as {}",
                T::CONTEXT
            );
        }
    }
    const CONTEXTS: [&str; 14] = [
        "certificate",
        "recognition list",
        "revocation list",
        Status::CONTEXT,
        Manifest::CONTEXT,
        Policy::CONTEXT,
        Presence::CONTEXT,
        Pull::CONTEXT,
        Worklist::CONTEXT,
        Preparation::CONTEXT,
        Consigning::CONTEXT,
        "inspection",
        "arrival",
        "possession",
    ];
    let (own, other) = (kazakhstan(), china());
    refused(&other.lock(), &CONTEXTS, &status_now(&other));
    refused(&other.issuer(), &CONTEXTS, &manifest(&other));
    refused(&own.officer(), &CONTEXTS, &policy());
    refused(&own.officer(), &CONTEXTS, &presence(&other));
    refused(&own.server(), &CONTEXTS, &worklist(&other));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoders_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Signed::<Status>::from_wire(&bytes).map(|signed| signed.id());
        let _ = Signed::<Manifest>::from_wire(&bytes);
        let _ = CertificateChain::from_wire(&bytes).map(|chain| chain.claimed_administration());
        let _ = decode::<railseal_protocol::call::Request>(&bytes, 4096);
        let _ = decode::<railseal_protocol::call::Response>(&bytes, 4096);
        let _ = railseal_protocol::announcement::Announcement::from_wire(&bytes);
        let _ = decode::<railseal_protocol::journal::Entry>(&bytes, 4096);
    }

    /// Whatever decodes has no other encoding.
    #[test]
    fn what_decodes_encodes_to_the_same_bytes(
        place in 0usize..400, byte in any::<u8>(),
    ) {
        let mut bytes = encode(&manifest(&china()));
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(read) = decode::<Manifest>(&bytes, Manifest::LIMIT) {
            prop_assert_eq!(encode(&read), bytes);
        }
    }
}
