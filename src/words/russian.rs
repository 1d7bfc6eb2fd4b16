use super::Phrase;
pub(super) fn say(phrase: Phrase) -> &'static str {
    super::english::say(phrase)
}
