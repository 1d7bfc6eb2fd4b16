//! The browser's network: what is asked of it, and whether it is there.
//!
//! Requests are held at the browser itself, not at a page: pages, workers and service workers
//! are all behind it, and a page's own DevTools session does not see a service worker's requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chromiumoxide::browser::Browser as Chromium;
use chromiumoxide::cdp::browser_protocol::fetch::{
    ContinueRequestParams, EnableParams, EventRequestPaused, FailRequestParams,
};
use chromiumoxide::cdp::browser_protocol::network::ErrorReason;
use futures::StreamExt;
use tokio::task::JoinHandle;

use super::BrowserError;

/// One browser's network, shared by its tabs.
#[derive(Debug, Default)]
pub(super) struct Network {
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    blocked: bool,
    requested: Vec<String>,
    refused: Vec<String>,
}

impl Network {
    /// Holds every request from now on, notes it and lets it pass or fail.
    pub(super) async fn watch(
        chromium: Arc<Chromium>,
    ) -> Result<(Arc<Self>, JoinHandle<()>), BrowserError> {
        let mut held = chromium.event_listener::<EventRequestPaused>().await?;
        chromium.execute(EnableParams::default()).await?;
        let network = Arc::new(Self::default());
        let noting = Arc::clone(&network);
        let task = tokio::spawn(async move {
            while let Some(request) = held.next().await {
                let id = request.request_id.clone();
                // Both fail only when the page has given the request up meanwhile.
                if noting.admit(&request.request.url) {
                    let _ = chromium.execute(ContinueRequestParams::new(id)).await;
                } else {
                    let reason = ErrorReason::InternetDisconnected;
                    let _ = chromium.execute(FailRequestParams::new(id, reason)).await;
                }
            }
        });
        Ok((network, task))
    }

    pub(super) fn block(&self, blocked: bool) {
        self.log().blocked = blocked;
    }

    pub(super) fn requested(&self) -> Vec<String> {
        self.log().requested.clone()
    }

    pub(super) fn refused(&self) -> Vec<String> {
        self.log().refused.clone()
    }

    fn admit(&self, url: &str) -> bool {
        if !url.starts_with("http:") && !url.starts_with("https:") {
            return true;
        }
        let mut log = self.log();
        log.requested.push(url.to_owned());
        if log.blocked {
            log.refused.push(url.to_owned());
        }
        !log.blocked
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
