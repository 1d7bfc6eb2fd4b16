//! The words of a Rust source file: identifiers and keywords, without what stands in comments, texts and lifetimes.

/// An identifier or keyword, and the line it stands on (counted from 1).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'s> {
    pub(super) text: &'s str,
    pub(super) line: usize,
}

/// Every word of the source, in order.
pub(super) fn words(source: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment_length(rest),
            '"' => 1 + text_length(&rest[1..]),
            '\'' => character_or_lifetime_length(rest),
            _ if is_word(first) => {
                let word = word_at(rest);
                let after = &rest[word.len()..];
                match raw_text_length(word, after) {
                    Some(text) => word.len() + text,
                    None => {
                        words.push(Word { text: word, line });
                        word.len()
                    }
                }
            }
            _ => first.len_utf8(),
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    words
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn word_at(source: &str) -> &str {
    &source[..source
        .find(|character| !is_word(character))
        .unwrap_or(source.len())]
}

/// Block comments nest.
fn block_comment_length(source: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    source.len()
}

/// Up to and with the closing quote; `source` starts behind the opening one.
fn text_length(source: &str) -> usize {
    let mut escaped = false;
    for (at, character) in source.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    source.len()
}

/// `'a'`, `'\n'`, `'\u{1f512}'` whole; of the lifetime `'a` all, too, as a lifetime is no name of anything.
fn character_or_lifetime_length(source: &str) -> usize {
    let mut characters = source.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((escaped, character))) => {
            let after = escaped + character.len_utf8();
            source[after..]
                .find('\'')
                .map_or(source.len(), |quote| after + quote + 1)
        }
        (Some(_), Some((quote, '\''))) => quote + 1,
        _ => 1 + word_at(&source[1..]).len(),
    }
}

/// The rest of `r"…"`, `br#"…"#` and their kin, when `prefix` and what follows begin one.
fn raw_text_length(prefix: &str, after: &str) -> Option<usize> {
    if !matches!(prefix, "r" | "br" | "cr") {
        return None;
    }
    let hashes = after.len() - after.trim_start_matches('#').len();
    let text = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text.find(&end).map_or(text.len(), |at| at + end.len());
    Some(hashes + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        words(source).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn texts_of_every_kind_are_left_out() {
        assert_eq!(
            texts(r#"a("b \" c", b"d", 'e', '\'', b'\\') f"#),
            ["a", "b", "b", "f"]
        );
        assert_eq!(texts("a(r\"b\\\", br##\"c \"# d\"##) e"), ["a", "e"]);
    }

    #[test]
    fn a_raw_word_is_a_word() {
        assert_eq!(texts("r#std::fs"), ["r", "std", "fs"]);
    }

    #[test]
    fn lifetimes_are_left_out_and_what_follows_is_not() {
        assert_eq!(
            texts("impl<'a> T<'a> for &'a str { 'ä' }"),
            ["impl", "T", "for", "str"]
        );
    }

    #[test]
    fn an_unclosed_comment_or_text_ends_with_the_file() {
        assert_eq!(texts("a /* /* b */ c"), ["a"]);
        assert_eq!(texts("a \"b\\"), ["a"]);
        assert_eq!(texts("a '\\"), ["a"]);
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let found = words("/*\n*/ \"\n\" r\"\n\" // x\nend");
        assert_eq!(
            found,
            [Word {
                text: "end",
                line: 5
            }]
        );
    }
}
