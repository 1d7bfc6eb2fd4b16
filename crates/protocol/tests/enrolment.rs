//! The code that an officer types, and what a phone sends with it.
#![expect(clippy::unwrap_used, reason = "a test may fail by it")]

mod parties;

use parties::talk::{SECRET, enrolment_code, enrolment_request_of};
use parties::{china, kazakhstan, key, training};
use proptest::prelude::*;
use railseal_protocol::chain::Root;
use railseal_protocol::enrolment::{CodeError, EnrolmentCode, EnrolmentSecret};

fn root() -> Root {
    Root::from_certificate(&kazakhstan().root).unwrap()
}

proptest! {
    #[test]
    fn what_is_printed_is_read(bytes in any::<[u8; 5]>()) {
        let code = EnrolmentCode::new(&root(), EnrolmentSecret::from_random(bytes));
        let text = code.to_string();
        prop_assert_eq!(text.len(), "KZ-ABCD-EFGH-IJKL-MNOP".len());
        let read: EnrolmentCode = text.parse().unwrap();
        prop_assert_eq!(read.to_string(), text);
        prop_assert!(read == code && read.is_for(&root()));
        prop_assert!(*read.secret() == EnrolmentSecret::from_random(bytes));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,30}") {
        if let Ok(code) = text.parse::<EnrolmentCode>() {
            prop_assert_eq!(code.to_string().parse::<EnrolmentCode>().unwrap(), code);
        }
    }

    #[test]
    fn another_secret_has_another_fingerprint(one in any::<[u8; 5]>(), other in any::<[u8; 5]>()) {
        prop_assume!(one != other);
        let [one, other] = [one, other].map(EnrolmentSecret::from_random);
        prop_assert_ne!(one.fingerprint(), other.fingerprint());
    }
}

#[test]
fn it_is_read_as_people_type_it() {
    let code = enrolment_code(&kazakhstan());
    let text = code.to_string();
    for typed in [
        text.replace('-', ""),
        text.replace('-', " "),
        text.to_lowercase(),
        format!("  {text} "),
    ] {
        assert_eq!(typed.parse::<EnrolmentCode>().unwrap(), code, "{typed}");
    }
}

#[test]
fn what_is_no_code_is_named() {
    let text = enrolment_code(&kazakhstan()).to_string();
    for (typed, error) in [
        ("", CodeError::Length { got: 0 }),
        (&text[..21], CodeError::Length { got: 17 }),
        (&format!("{text}A"), CodeError::Length { got: 19 }),
        (&text.replace("KZ", "K1"), CodeError::Character),
        (&format!("{}0", &text[..21]), CodeError::Character),
        (&format!("{}1", &text[..21]), CodeError::Character),
        (&format!("{}é", &text[..21]), CodeError::Character),
        ("Қ1234567890123456", CodeError::Length { got: 17 }),
    ] {
        assert_eq!(typed.parse::<EnrolmentCode>().err(), Some(error), "{typed}");
    }
}

#[test]
fn it_is_for_its_own_root_only() {
    let code = enrolment_code(&kazakhstan());
    assert!(code.is_for(&root()));
    for other in [china(), training()] {
        assert!(!code.is_for(&Root::from_certificate(&other.root).unwrap()));
    }
}

#[test]
fn possession_is_proven_by_the_key_itself() {
    let own = kazakhstan();
    let request = enrolment_request_of(&own, &own.officer().key);
    assert!(request.proves_possession());
    assert!(!enrolment_request_of(&own, &key("another")).proves_possession());
    let mut of_another_code = request.clone();
    of_another_code.secret = EnrolmentSecret::from_random([0; 5]);
    assert!(of_another_code.secret != SECRET);
    assert!(!of_another_code.proves_possession());
}
