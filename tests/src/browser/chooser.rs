//! Answering the browser's Bluetooth chooser, which is no part of the page.

use std::future::IntoFuture;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::device_access::{
    CancelPromptParams, EnableParams, EventDeviceRequestPrompted, RequestId, SelectPromptParams,
};
use chromiumoxide::error::CdpError;
use chromiumoxide::listeners::EventStream;
use chromiumoxide::page::Page;
use futures::StreamExt;
use futures::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use super::{BrowserError, Tab};

/// An answer that stands ready for the next Bluetooth chooser.
///
/// The chooser opens while the page waits, so the answer is prepared before the click and awaited
/// after it. Dropped without being awaited, it answers nothing.
#[derive(Debug)]
#[must_use = "await it after the click that opens the chooser"]
pub struct Chooser {
    answering: Option<JoinHandle<Result<(), BrowserError>>>,
}

impl Tab {
    /// Prepares to choose the device called `name` in the next chooser.
    ///
    /// ```ignore
    /// let chooser = tab.choose_bluetooth_device("RS 0042").await?;
    /// tab.click("button", "Connect").await?;
    /// chooser.await?;
    /// ```
    pub async fn choose_bluetooth_device(&self, name: &str) -> Result<Chooser, BrowserError> {
        Chooser::ready(self.page(), self.patience(), Some(name.to_owned())).await
    }

    /// Prepares to close the next chooser without a choice.
    pub async fn cancel_bluetooth_chooser(&self) -> Result<Chooser, BrowserError> {
        Chooser::ready(self.page(), self.patience(), None).await
    }
}

impl IntoFuture for Chooser {
    type Output = Result<(), BrowserError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            match self.answering.take() {
                Some(answering) => answering.await.unwrap_or_else(|_| Err(no_chooser(""))),
                None => Err(no_chooser("")),
            }
        })
    }
}

impl Drop for Chooser {
    fn drop(&mut self) {
        if let Some(answering) = &self.answering {
            answering.abort();
        }
    }
}

impl Chooser {
    async fn ready(
        page: &Page,
        patience: Duration,
        wanted: Option<String>,
    ) -> Result<Self, BrowserError> {
        let prompts = page.event_listener::<EventDeviceRequestPrompted>().await?;
        page.execute(EnableParams::default()).await?;
        let page = page.clone();
        let answering = tokio::spawn(async move {
            match wanted {
                Some(name) => choose(&page, prompts, patience, name).await,
                None => cancel(&page, prompts, patience).await,
            }
        });
        Ok(Self {
            answering: Some(answering),
        })
    }
}

async fn choose(
    page: &Page,
    mut prompts: EventStream<EventDeviceRequestPrompted>,
    patience: Duration,
    name: String,
) -> Result<(), BrowserError> {
    let deadline = Instant::now() + patience;
    let mut last: Option<(RequestId, Vec<String>)> = None;
    // Chromium prompts anew whenever its list of devices has changed.
    while let Ok(Some(prompt)) = timeout_at(deadline, prompts.next()).await {
        if let Some(device) = prompt.devices.iter().find(|device| device.name == name) {
            let select = SelectPromptParams::new(prompt.id.clone(), device.id.clone());
            match page.execute(select).await {
                Ok(_) => return Ok(()),
                // Another chooser has replaced it meanwhile: that one is waited for.
                Err(CdpError::Chrome(_)) => continue,
                Err(error) => return Err(error.into()),
            }
        }
        let offered = prompt
            .devices
            .iter()
            .map(|device| device.name.clone())
            .collect();
        last = Some((prompt.id.clone(), offered));
    }
    let Some((id, offered)) = last else {
        return Err(none_on(page).await);
    };
    page.execute(CancelPromptParams::new(id)).await?;
    Err(BrowserError::NotOffered { name, offered })
}

async fn cancel(
    page: &Page,
    mut prompts: EventStream<EventDeviceRequestPrompted>,
    patience: Duration,
) -> Result<(), BrowserError> {
    match timeout_at(Instant::now() + patience, prompts.next()).await {
        Ok(Some(prompt)) => {
            page.execute(CancelPromptParams::new(prompt.id.clone()))
                .await?;
            Ok(())
        }
        _ => Err(none_on(page).await),
    }
}

/// No chooser came, though this page was to open one.
async fn none_on(page: &Page) -> BrowserError {
    let shown = page.evaluate("document.body?.innerText ?? ''").await;
    let shown: Option<String> = shown.ok().and_then(|shown| shown.into_value().ok());
    no_chooser(shown.as_deref().unwrap_or_default())
}

fn no_chooser(shown: &str) -> BrowserError {
    BrowserError::NoChooser {
        shown: shown.into(),
    }
}
