//! The app's screens, as an officer uses them: by the names on the buttons and fields.

mod orders;

use railseal::words::{Language, Phrase, Trouble};

use railseal_protocol::identifiers::LockId;
use railseal_protocol::lamp::LampCode;

use crate::browser::{BrowserError, Name, Tab};
use crate::demonstration::Condition;

/// What a lock's visit needs to be told.
#[derive(Debug, Clone)]
pub struct AtTheWagon {
    /// The name that the lock advertises.
    pub advertised: String,
    /// The lock's number.
    pub lock: LockId,
    /// The number painted on the container.
    pub painted: String,
}

impl AtTheWagon {
    /// Before a lock of the train, with the right number painted on its container.
    pub fn of(condition: Condition) -> Result<Self, crate::demonstration::DemonstrationError> {
        let lock = condition.lock()?;
        Ok(Self {
            advertised: railseal_protocol::announcement::advertised_name(&lock),
            lock,
            painted: condition.container()?.to_string(),
        })
    }
}

/// The app in a tab, in English.
pub struct Officer<'a> {
    /// The tab.
    pub tab: &'a Tab,
}

fn say(phrase: Phrase) -> &'static str {
    Language::English.say(phrase)
}

impl Officer<'_> {
    /// Types the one-time code, and waits for the work.
    pub async fn enrols(&self, code: &str) -> Result<(), BrowserError> {
        self.tab
            .wait_for("heading", say(Phrase::EnrolTitle))
            .await?;
        self.tab
            .fill("textbox", say(Phrase::EnrolCode), code)
            .await?;
        self.tab.click("button", say(Phrase::EnrolButton)).await?;
        self.tab.wait_for("heading", say(Phrase::WorkTitle)).await?;
        self.tab.wait_for_text(say(Phrase::SyncDone)).await
    }

    /// Chooses a lock in the browser's chooser.
    pub async fn connects(&self, wagon: &AtTheWagon) -> Result<(), BrowserError> {
        self.tab.click("link", say(Phrase::NavWork)).await?;
        self.tab.wait_for("heading", say(Phrase::WorkTitle)).await?;
        let chooser = self.tab.choose_bluetooth_device(&wagon.advertised).await?;
        self.tab.click("button", say(Phrase::Connect)).await?;
        chooser.await
    }

    /// Types the number on the container.
    pub async fn types_the_number(&self, wagon: &AtTheWagon) -> Result<(), BrowserError> {
        self.tab
            .fill("textbox", say(Phrase::PaintedTitle), &wagon.painted)
            .await?;
        self.tab.click("button", say(Phrase::PaintedConfirm)).await
    }

    /// Types what the lamp blinks.
    pub async fn types_the_lamp(&self, code: LampCode) -> Result<(), BrowserError> {
        self.tab
            .fill("textbox", say(Phrase::LampTitle), &code.to_string())
            .await?;
        self.tab.click("button", say(Phrase::LampConfirm)).await
    }

    /// Waits until everything that could be read has been.
    pub async fn waits_for_the_reading(&self) -> Result<(), BrowserError> {
        self.tab.wait_for_text(say(Phrase::StageFinished)).await
    }

    /// Sees the verdict.
    pub async fn sees(&self, outcome: Phrase) -> Result<(), BrowserError> {
        self.tab.wait_for("heading", say(outcome)).await
    }

    /// Sees a finding's code.
    pub async fn sees_code(&self, code: &str) -> Result<(), BrowserError> {
        let text = Language::English.fill(Phrase::Code, &[code.to_owned()]);
        self.tab.wait_for_text(&text).await
    }

    /// Looks at the documents, and comes back to the verdict.
    pub async fn opens_the_documents(&self) -> Result<(), BrowserError> {
        self.tab.click("link", say(Phrase::DocumentsButton)).await?;
        self.tab
            .wait_for("heading", say(Phrase::DocumentsTitle))
            .await
    }

    /// Back to the verdict.
    pub async fn goes_back(&self) -> Result<(), BrowserError> {
        self.tab.click("link", say(Phrase::Back)).await
    }

    /// Opens the form for deciding.
    pub async fn decides(
        &self,
        condition: Phrase,
        disposition: Phrase,
        note: &str,
    ) -> Result<(), BrowserError> {
        self.tab.click("link", say(Phrase::DecideButton)).await?;
        self.tab
            .wait_for("heading", say(Phrase::DecideTitle))
            .await?;
        self.tab.click("radio", say(condition)).await?;
        self.tab.click("radio", say(disposition)).await?;
        self.tab.fill("textbox", say(Phrase::NoteTitle), note).await
    }

    /// Signs, and waits until the screen says that it is saved.
    pub async fn signs(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(Phrase::SignButton)).await?;
        self.tab.wait_for_text(say(Phrase::RecordSaved)).await
    }

    /// Sends what waits, by hand.
    pub async fn syncs(&self) -> Result<(), BrowserError> {
        self.tab.wait_for("button", say(Phrase::SyncNow)).await?;
        self.tab.click("button", say(Phrase::SyncNow)).await
    }

    /// Sees that the record has been received.
    pub async fn sees_it_received(&self) -> Result<(), BrowserError> {
        let [before, ..] = say(Phrase::RecordReceived).split("{0}").collect::<Vec<_>>()[..] else {
            return Ok(());
        };
        self.tab.wait_for_text(before.trim()).await
    }

    /// Whether a name is to be found on the screen by a role.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool, BrowserError> {
        Ok(self.tab.outline().await?.has(role, &Name::from(name)))
    }

    /// Types what is on the casing, as a scanner does too, and taps the button.
    pub async fn types_the_casing(&self, text: &str) -> Result<(), BrowserError> {
        self.tab.click("link", say(Phrase::NavWork)).await?;
        self.tab
            .fill("textbox", say(Phrase::CasingTitle), text)
            .await?;
        self.tab.click("button", say(Phrase::CasingConnect)).await
    }

    /// Sees that the lock is not read, why, and what to do; and not a word of the browser's own.
    pub async fn sees_trouble(&self, trouble: &Trouble) -> Result<(), BrowserError> {
        let english = Language::English;
        self.tab
            .wait_for("heading", say(Phrase::NotReadTitle))
            .await?;
        self.tab.wait_for("alert", Name::Any).await?;
        self.tab.wait_for_text(&trouble.what(english)).await?;
        self.tab.wait_for_text(trouble.what_to_do(english)).await?;
        for raw in RAW {
            self.tab.wait_text_gone(raw).await?;
        }
        Ok(())
    }

    /// Tries again, with the lock that was chosen.
    pub async fn tries_again(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(Phrase::TryAgain)).await
    }

    /// Tries again, and chooses in the chooser that opens.
    pub async fn chooses_again(
        &self,
        button: Phrase,
        wagon: &AtTheWagon,
    ) -> Result<(), BrowserError> {
        let chooser = self.tab.choose_bluetooth_device(&wagon.advertised).await?;
        self.tab.click("button", say(button)).await?;
        chooser.await
    }

    /// Opens the log of the connection, and reads it.
    pub async fn opens_the_log(&self) -> Result<String, BrowserError> {
        self.tab.click("link", say(Phrase::LogTitle)).await?;
        self.tab.wait_for("heading", say(Phrase::LogTitle)).await?;
        self.tab.text_of("log", say(Phrase::LogEvents)).await
    }
}

/// What would be an exception's own words.
const RAW: [&str; 9] = [
    "Exception",
    "Error",
    "GATT",
    "requestDevice",
    "undefined",
    "adapter not available",
    "org.bluez",
    "User cancelled",
    "UUID",
];
