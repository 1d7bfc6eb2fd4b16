//! The language: English is built in, the others are loaded when they are chosen.

use std::time::Duration;

use leptos::task::spawn_local;

use super::state::{App, Words};
use crate::device::http::{Http, SameOrigin};
use crate::device::page;
use crate::device::store::Drawers;
use crate::officer::Kept;
use crate::words::{Language, catalogue};

/// The server that this page came from, for one file of words.
const WORDS: SameOrigin = SameOrigin {
    patience: Duration::from_secs(20),
    most: catalogue::LIMIT,
};

impl App {
    /// Chooses the language, and remembers it.
    pub fn speak(self, language: Language) {
        self.load_words(language);
        if let Some(desk) = self.desk.get_untracked() {
            spawn_local(async move {
                // It is not worth a word to the officer if the choice is not remembered.
                let _ = desk.store.keep(&[Kept::Language.put(&language)]).await;
            });
        }
    }

    /// Speaks a language as soon as its words are here.
    pub(super) fn load_words(self, language: Language) {
        let Some(path) = catalogue::path(language).filter(|_| !catalogue::is_here(language)) else {
            self.now_speak(language);
            return;
        };
        self.words.set(Words::Loading(language));
        spawn_local(async move {
            let taken = match WORDS.get(&path).await {
                Ok(reply) if reply.status == 200 => catalogue::take(language, &reply.bytes).is_ok(),
                Ok(_) | Err(_) => false,
            };
            // Somebody may have chosen another one meanwhile.
            if self.words.get_untracked() != Words::Loading(language) {
                return;
            }
            if taken {
                self.now_speak(language);
            } else {
                self.words.set(Words::Missing(language));
                page::speak(self.language.get_untracked().tag());
            }
        });
    }

    fn now_speak(self, language: Language) {
        self.words.set(Words::Here);
        self.language.set(language);
        page::speak(language.tag());
    }
}
