//! One page: where it is, what it is shown on, what its surroundings are.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams, SetLocaleOverrideParams,
    SetTouchEmulationEnabledParams,
};
use chromiumoxide::cdp::browser_protocol::network::OverrideNetworkStateParams;
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotFormat, EventLoadEventFired,
    ReloadParams,
};
use chromiumoxide::cdp::browser_protocol::target::SetAutoAttachParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::error::CdpError;
use chromiumoxide::page::{Page, ScreenshotParams};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::diary::Diary;
use super::network::Network;
use super::{BrowserError, BrowserOptions, CspViolation, Outline, PageError, Viewport};

const PATIENCE: Duration = Duration::from_secs(30);

/// One page of a [`Browser`](super::Browser). A clone speaks of the same page.
#[derive(Clone, Debug)]
pub struct Tab {
    page: Page,
    network: Arc<Network>,
    diary: Arc<Mutex<Diary>>,
    patience: Duration,
    /// Whether the page is to see itself offline.
    offline: Arc<AtomicBool>,
}

impl Tab {
    pub(super) async fn open(
        page: Page,
        network: Arc<Network>,
        options: &BrowserOptions,
    ) -> Result<Self, BrowserError> {
        leave_workers_alone(&page).await?;
        let diary = Arc::new(Mutex::new(Diary::keep(&page).await?));
        let tab = Self {
            page,
            network,
            diary,
            patience: PATIENCE,
            offline: Arc::default(),
        };
        tab.set_viewport(options.viewport).await?;
        tab.set_dark(options.dark).await?;
        tab.set_locale(&options.locale).await?;
        Ok(tab)
    }

    /// The same tab, but each wait lasts `patience` at the most instead of 30 s.
    #[must_use]
    pub fn with_patience(&self, patience: Duration) -> Self {
        Self {
            patience,
            ..self.clone()
        }
    }

    /// Goes to an address and waits until it has loaded.
    pub async fn goto(&self, url: &str) -> Result<(), BrowserError> {
        if let Some((page, _)) = url.split_once('#')
            && self.url().await?.split('#').next() == Some(page)
        {
            // Only the fragment changes: nothing loads, which chromiumoxide would wait for.
            let url = serde_json::to_string(url)?;
            return self
                .evaluate(&format!("void (location.href = {url})"))
                .await;
        }
        match self.page.goto(url).await {
            Ok(_) => self.stay_offline().await,
            Err(CdpError::ChromeMessage(reason)) => Err(BrowserError::NotLoaded {
                url: url.into(),
                reason,
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Loads the page anew and waits until it has loaded.
    pub async fn reload(&self) -> Result<(), BrowserError> {
        let mut loads = self.page.event_listener::<EventLoadEventFired>().await?;
        self.page.execute(ReloadParams::default()).await?;
        let loaded = timeout(self.patience, loads.next()).await;
        let url = self.url().await?;
        match loaded {
            // Chromium's own page about what went wrong has loaded instead.
            Ok(Some(_)) if url.starts_with("chrome-error:") => Err(BrowserError::NotLoaded {
                url,
                reason: "the network failed".into(),
            }),
            Ok(Some(_)) => self.stay_offline().await,
            _ => Err(BrowserError::NotLoaded {
                url,
                reason: "it did not finish".into(),
            }),
        }
    }

    /// The address the page is at.
    pub async fn url(&self) -> Result<String, BrowserError> {
        self.evaluate("location.href").await
    }

    /// Closes the tab, as a person does in the middle of something.
    pub async fn close(self) -> Result<(), BrowserError> {
        Ok(self.page.close().await?)
    }

    /// The value of a JavaScript expression, a promise awaited.
    pub async fn evaluate<T: DeserializeOwned>(&self, expression: &str) -> Result<T, BrowserError> {
        let mut script = EvaluateParams::new(expression);
        script.await_promise = Some(true);
        script.return_by_value = Some(true);
        let answer = self.page.execute(script).await?.result;
        if let Some(details) = answer.exception_details {
            let description = details
                .exception
                .and_then(|exception| exception.description);
            return Err(BrowserError::Threw {
                exception: description.unwrap_or(details.text),
            });
        }
        Ok(serde_json::from_value(
            answer.result.value.unwrap_or_default(),
        )?)
    }

    /// Makes every page loaded from now on believe that it is `unix_ms`, in milliseconds since
    /// 1970, and that time goes on from here: a reload does not turn the clock back.
    ///
    /// `Date` is what changes; workers, and `Intl` asked without a date, see the real time.
    pub async fn fixed_clock(&self, unix_ms: u64) -> Result<(), BrowserError> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let script = include_str!("fixed_clock.js")
            .replace("FIXED_AT", &unix_ms.to_string())
            .replace("REAL_NOW", &now.as_millis().to_string());
        self.before_every_page(&script).await
    }

    /// Runs a script in every page loaded from now on, before any of its own.
    pub async fn before_every_page(&self, script: &str) -> Result<(), BrowserError> {
        self.page
            .execute(AddScriptToEvaluateOnNewDocumentParams::new(script))
            .await?;
        Ok(())
    }

    /// Takes the network away: every `http` and `https` request of every page and service worker
    /// of this browser is hung up on from now on, and this page sees itself offline.
    pub async fn block_network(&self) -> Result<(), BrowserError> {
        self.network.block(true);
        self.appear_offline(true).await
    }

    /// Gives the network back.
    pub async fn unblock_network(&self) -> Result<(), BrowserError> {
        self.network.block(false);
        self.appear_offline(false).await
    }

    /// What was asked for while the network was blocked, of the whole browser, oldest first.
    pub fn attempted_requests(&self) -> Vec<String> {
        self.network.refused()
    }

    /// Every `http` or `https` address that the browser's pages and service workers have asked
    /// the network for since it started, oldest first.
    pub fn requests(&self) -> Vec<String> {
        self.network.requested()
    }

    /// Everything in the page's console since the tab was opened, at every level.
    pub async fn console(&self) -> Result<Vec<String>, BrowserError> {
        self.catch_up().await?;
        Ok(self.diary.lock().await.said())
    }

    /// The errors in the page's console since the tab was opened.
    pub async fn console_errors(&self) -> Result<Vec<PageError>, BrowserError> {
        self.catch_up().await?;
        Ok(self.diary.lock().await.errors())
    }

    /// What the page's content security policy has forbidden since the tab was opened.
    pub async fn csp_violations(&self) -> Result<Vec<CspViolation>, BrowserError> {
        self.catch_up().await?;
        Ok(self.diary.lock().await.violations())
    }

    /// Writes the visible part of the page to a PNG file.
    pub async fn screenshot(&self, path: &Path) -> Result<(), BrowserError> {
        let format = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .build();
        let image = self.page.screenshot(format).await?;
        Ok(tokio::fs::write(path, image).await?)
    }

    /// Shows the page on something else.
    pub async fn set_viewport(&self, viewport: Viewport) -> Result<(), BrowserError> {
        let Viewport {
            width,
            height,
            scale,
            mobile,
        } = viewport;
        let metrics = SetDeviceMetricsOverrideParams::new(width, height, scale, mobile);
        self.page.execute(metrics).await?;
        self.page
            .execute(SetTouchEmulationEnabledParams::new(mobile))
            .await?;
        Ok(())
    }

    /// Makes the page see a person who prefers dark colours, or light ones; and no motion, so that
    /// no colour is looked at on its way to another.
    pub async fn set_dark(&self, dark: bool) -> Result<(), BrowserError> {
        let scheme = MediaFeature::new("prefers-color-scheme", if dark { "dark" } else { "light" });
        let still = MediaFeature::new("prefers-reduced-motion", "reduce");
        self.page
            .execute(
                SetEmulatedMediaParams::builder()
                    .features([scheme, still])
                    .build(),
            )
            .await?;
        Ok(())
    }

    /// The page as assistive technology sees it now.
    pub async fn outline(&self) -> Result<Outline, BrowserError> {
        Outline::read(&self.page).await
    }

    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// What `Intl` takes for granted. The process was told the language too, but formats numbers
    /// and dates in English where the system lacks Chromium's translations.
    async fn set_locale(&self, locale: &str) -> Result<(), BrowserError> {
        let icu = locale.replace('-', "_");
        self.page
            .execute(SetLocaleOverrideParams { locale: Some(icu) })
            .await?;
        Ok(())
    }

    /// Some versions of Chromium forget with the page that it is offline.
    async fn stay_offline(&self) -> Result<(), BrowserError> {
        if self.offline.load(Ordering::Relaxed) {
            self.appear_offline(true).await?;
        }
        Ok(())
    }

    async fn appear_offline(&self, offline: bool) -> Result<(), BrowserError> {
        self.offline.store(offline, Ordering::Relaxed);
        let state = OverrideNetworkStateParams::new(offline, 0, -1, -1);
        self.page.execute(state).await?;
        Ok(())
    }

    /// Returns when all that the page has told so far has arrived. Chromium tells and answers in
    /// order, but what it tells is handed on one turn after its answers: hence twice.
    async fn catch_up(&self) -> Result<(), BrowserError> {
        self.evaluate::<u8>("0").await?;
        self.evaluate::<u8>("0").await?;
        Ok(())
    }
}

/// chromiumoxide attaches to each worker of a page and lets go at once. A service worker whose
/// script is held at the browser meanwhile never starts after that; so it is not to attach.
async fn leave_workers_alone(page: &Page) -> Result<(), BrowserError> {
    let mut attach = SetAutoAttachParams::new(false, false);
    attach.flatten = Some(true);
    page.execute(attach).await?;
    Ok(())
}
