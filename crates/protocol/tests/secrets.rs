//! No secret can be printed.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod parties;

use std::fmt::Debug;

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use parties::lock::meet;
use parties::talk::{SECRET, enrolment_code, enrolment_request_of};
use parties::{LOCK, agreement, china, entropy, kazakhstan, key, random, scalar};
use railseal_protocol::bounded::{Bytes, Text};

/// Everything that `Debug` prints of a value, in both of its forms.
fn printed(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

/// No form in which bytes are usually written is in the text: not even the first five bytes.
fn holds_nothing_of(text: &str, secret: &[u8]) {
    let start = &secret[..5];
    let decimal = |bytes: &[u8], between: &str| {
        let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
        numbers.join(between)
    };
    let lower = text.to_lowercase();
    for form in [
        HEXLOWER.encode(start),
        decimal(start, ", "),
        BASE32_NOPAD.encode(start).to_lowercase(),
        BASE64.encode(&start[..3]).to_lowercase(),
    ] {
        assert!(!lower.contains(&form), "{text:?} holds {form}");
    }
}

#[test]
fn keys_print_their_names_only() {
    assert_eq!(format!("{:?}", key("KZ officer")), "SigningKey(…)");
    assert_eq!(format!("{:?}", agreement(LOCK)), "AgreementSecret(…)");
    assert_eq!(format!("{:?}", entropy("phone")), "Entropy(…)");
    assert_eq!(format!("{SECRET:?}"), "EnrolmentSecret(…)");
    let own = kazakhstan();
    assert_eq!(format!("{:?}", enrolment_code(&own)), "EnrolmentCode(KZ…)");
}

#[test]
fn nothing_of_a_secret_is_printed_by_what_holds_it() {
    let own = kazakhstan();
    holds_nothing_of(&printed(&key("KZ officer")), &scalar("KZ officer"));
    holds_nothing_of(&printed(&agreement(LOCK)), agreement(LOCK).as_bytes());
    holds_nothing_of(&printed(&entropy("phone")), &random("phone"));
    let secret = [0x12, 0x34, 0x56, 0x78, 0x9a];
    let request = enrolment_request_of(&own, &own.officer().key);
    for text in [
        printed(&SECRET),
        printed(&enrolment_code(&own)),
        printed(&request),
    ] {
        holds_nothing_of(&text, &secret);
    }
}

#[test]
fn a_session_prints_its_id_only() {
    let met = meet(&china());
    let id = HEXLOWER.encode(&met.phone.id().as_bytes()[..4]);
    assert_eq!(
        format!("{:?}", met.phone),
        format!("Session {{ id: SessionId({id}…), .. }}")
    );
    for secret in [random("phone"), random("lock"), *agreement(LOCK).as_bytes()] {
        holds_nothing_of(&printed(&met.phone), &secret);
        holds_nothing_of(&printed(&met.lock), &secret);
    }
}

/// Cargo and names are no keys, and reach no log either.
#[test]
fn texts_and_chunks_print_their_length_only() {
    let text: Text<64> = "A. Officer".parse().unwrap();
    assert_eq!(format!("{text:?}"), "Text(10 bytes)");
    let chunk: Bytes<64> = b"cotton shirts".to_vec().try_into().unwrap();
    assert_eq!(format!("{chunk:?}"), "Bytes(13)");
    let officer = kazakhstan().officer();
    let trust = kazakhstan().trusting(&china());
    let holder = trust.verify(&officer.chain).unwrap();
    let shown = printed(&holder);
    assert!(!shown.contains("A. Officer"), "{shown}");
}
