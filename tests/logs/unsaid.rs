//! What no log may say, taken from the cargo's documents and the keys' files themselves.

use std::fs;
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use railseal_inspection::documents::{Document, Party};

/// Shorter words and numbers stand in every log by chance.
const SHORTEST_WORD: usize = 5;

/// What must not be said: in small letters, as a whole word where it is a number.
#[derive(Default)]
pub(crate) struct Unsaid {
    words: Vec<String>,
    secrets: Vec<String>,
}

impl Unsaid {
    /// Everything in documents that tells of the cargo.
    pub(crate) fn cargo(&mut self, documents: &[Document]) {
        for document in documents {
            match document {
                Document::DeliveryBill(bill) => {
                    let mut gross = 0;
                    for line in bill.lines.iter() {
                        self.text(&line.despatch.to_string());
                        self.number(line.load().gross.0);
                        gross += line.load().gross.0;
                    }
                    self.number(gross);
                }
                Document::MailList(list) => {
                    for receptacle in list.receptacles.iter() {
                        self.text(receptacle.id.as_str());
                        self.number(receptacle.gross.0);
                    }
                }
                Document::DetailSheet(sheet) => {
                    for item in sheet.items.iter() {
                        self.text(item.id.as_str());
                        self.party(&item.sender);
                        self.party(&item.recipient);
                        for content in item.contents.iter() {
                            self.text(content.description.as_str());
                            self.text(content.hs.as_str());
                            self.number(content.value.minor);
                            self.number(content.net.0);
                        }
                    }
                }
            }
        }
    }

    fn party(&mut self, party: &Party) {
        self.text(party.name.as_str());
        self.text(party.address.as_str());
    }

    /// A text: the whole of it, and each of its words that is long enough; as it is, and as its bytes may be written.
    pub(crate) fn text(&mut self, text: &str) {
        let long = |word: &&str| word.chars().count() >= SHORTEST_WORD;
        for part in [text].into_iter().chain(text.split(' ').filter(long)) {
            self.words.push(part.to_lowercase());
        }
        self.words.push(HEXLOWER.encode(text.as_bytes()));
        self.words.push(format!("{:?}", text.as_bytes()));
        self.words
            .push(BASE64.encode(text.as_bytes()).to_lowercase());
    }

    fn number(&mut self, number: u64) {
        let digits = number.to_string();
        if digits.len() >= SHORTEST_WORD {
            self.words.push(digits);
        }
    }

    /// A one-time code, as it is printed and as it may be typed.
    pub(crate) fn code(&mut self, code: &str) {
        self.secrets.push(code.to_lowercase());
        self.secrets.push(code.replace('-', "").to_lowercase());
    }

    /// The keys in every file of a folder that is called one.
    pub(crate) fn keys_below(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.keys_below(&path);
            } else if path.extension().is_some_and(|ending| ending == "key") {
                let line = fs::read_to_string(path).unwrap();
                let key = HEXLOWER.decode(line.trim().as_bytes()).unwrap();
                self.secrets.push(HEXLOWER.encode(&key));
                self.secrets.push(format!("{key:?}"));
                self.secrets.push(BASE64.encode(&key).to_lowercase());
            }
        }
    }

    /// How much there is of cargo, and of secrets.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.words.len(), self.secrets.len())
    }

    /// What of it a log says.
    pub(crate) fn said_in(&self, log: &str) -> Vec<&str> {
        let log = log.to_lowercase();
        self.all().filter(|word| says(&log, word)).collect()
    }

    /// What would not be found if a log said it in the middle of a line.
    pub(crate) fn not_found_when_planted_in(&self, log: &str) -> Vec<&str> {
        let start = log.lines().next().unwrap_or_default().to_lowercase();
        self.all()
            .filter(|word| !says(&format!("{start} got={word}, {start}"), word))
            .collect()
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.words.iter().chain(&self.secrets).map(String::as_str)
    }
}

/// Whether a log says a word; a number only where no digit is beside it.
fn says(log: &str, word: &str) -> bool {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return log.contains(word);
    }
    log.match_indices(word).any(|(at, _)| {
        let before = log[..at].chars().next_back();
        let after = log[at + word.len()..].chars().next();
        let beside = before.into_iter().chain(after);
        !beside.into_iter().any(|sign| sign.is_ascii_digit())
    })
}

#[test]
fn a_number_is_found_whole_and_a_word_anywhere() {
    assert!(says("gross=21400, items=4", "21400"));
    assert!(!says("port=214005", "21400"));
    assert!(says("{\"to\":\"алматы\"}", "алматы"));
}
