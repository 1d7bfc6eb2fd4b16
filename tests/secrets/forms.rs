//! The forms in which a secret could stand in a text.

use data_encoding::{BASE32_NOPAD, BASE64, BASE64URL_NOPAD, HEXLOWER};

/// How many bytes of a secret are too many: fewer would be found by chance.
const TOO_MANY: usize = 5;

/// The form in which the beginning of a secret stands in a text, if it does in any.
pub(crate) fn found_in(text: &str, secret: &[u8]) -> Option<String> {
    let start = &secret[..secret.len().min(TOO_MANY)];
    let numbers = |bytes: &[u8]| -> String {
        let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
        numbers.join(",")
    };
    // Six digits of either: what is cut off depends on the bytes that follow.
    let base64 = |form: String| form.chars().take(6).collect::<String>();
    let base32 = |form: String| form.chars().take(8).collect::<String>();
    let mut forms = vec![
        HEXLOWER.encode(start),
        numbers(start),
        base32(BASE32_NOPAD.encode(start)),
        base64(BASE64.encode(start)),
        base64(BASE64URL_NOPAD.encode(start)),
    ];
    forms.extend(std::str::from_utf8(start).map(str::to_owned));
    let squeezed = |text: &str| -> String {
        let bare = text.chars().filter(|sign| !sign.is_whitespace());
        bare.collect::<String>().to_lowercase()
    };
    let text = squeezed(text);
    forms
        .into_iter()
        .find(|form| text.contains(&squeezed(form)))
}

#[test]
fn every_form_of_a_secret_is_found() {
    let secret = *b"\x9a\x12\x34\xfe\x78\xbc\xde";
    for text in [
        format!("{secret:?}"),
        format!("{secret:#?}"),
        HEXLOWER.encode(&secret),
        HEXLOWER.encode(&secret).to_uppercase(),
        BASE32_NOPAD.encode(&secret),
        BASE64.encode(&secret),
    ] {
        assert!(found_in(&format!("before {text} after"), &secret).is_some());
    }
    assert!(found_in("Text(cotton shirts)", b"cotton shirts").is_some());
    assert_eq!(found_in("Text(13 bytes)", b"cotton shirts"), None);
}
