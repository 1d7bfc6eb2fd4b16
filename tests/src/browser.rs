//! A Chromium to drive, as a person would: by roles and names, real clicks and real keys.
//!
//! A [`Browser`] is one Chromium process with a profile of its own; a [`Tab`] is one page in it.
//! Nothing here sleeps for a fixed time: each step waits for a state, looks again on a short
//! tick, and after its deadline says what it expected and what the page offers instead.

mod act;
mod chooser;
mod diary;
mod faults;
mod launch;
mod network;
mod outline;
mod tab;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chromiumoxide::browser::Browser as Chromium;
use chromiumoxide::cdp::browser_protocol::browser::CloseParams;
use chromiumoxide::cdp::browser_protocol::target::{
    CreateBrowserContextParams, CreateTargetParams,
};
use chromiumoxide::error::CdpError;
use chromiumoxide::handler::HandlerConfig;
use futures::StreamExt;
use tempfile::TempDir;
use tokio::task::JoinHandle;

pub use self::chooser::Chooser;
pub use self::diary::{CspViolation, ErrorSource, PageError};
pub use self::faults::AccessibilityFault;
pub use self::outline::{Name, Outline};
pub use self::tab::Tab;

use self::launch::Process;
use self::network::Network;

/// How long Chromium may take to close by itself before it is killed.
const CLOSING_TIME: Duration = Duration::from_secs(20);

/// How to start a browser. The default is a headless phone in English, without Bluetooth.
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// The bus on which `org.bluez` is found ([`PrivateBus::address`](crate::bluez::PrivateBus)).
    pub bus_address: Option<String>,
    /// Whether to show no window.
    pub headless: bool,
    /// What each new tab starts with.
    pub viewport: Viewport,
    /// Whether pages see a person who prefers dark colours.
    pub dark: bool,
    /// The person's language, as a BCP 47 tag.
    pub locale: String,
    /// What pages get of Web Bluetooth.
    pub web_bluetooth: WebBluetooth,
    /// What the camera sees: a film (YUV4MPEG2), over and over; without one, a test picture.
    pub film: Option<PathBuf>,
    /// A profile that outlives the browser; without one it starts empty and is thrown away.
    pub user_data_dir: Option<PathBuf>,
}

impl Default for BrowserOptions {
    fn default() -> Self {
        Self {
            bus_address: None,
            headless: true,
            viewport: Viewport::PHONE,
            dark: false,
            locale: "en-GB".into(),
            web_bluetooth: WebBluetooth::Allowed,
            film: None,
            user_data_dir: None,
        }
    }
}

/// What pages get of Web Bluetooth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebBluetooth {
    /// They may ask the person for a device.
    Allowed,
    /// The person's settings forbid it to every page.
    Blocked,
    /// They have no such thing, as in a browser that does not know it.
    Missing,
}

/// What a page is shown on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Whether the page sees a touch screen and obeys its `meta viewport`.
    pub mobile: bool,
}

impl Viewport {
    /// An ordinary phone, held upright.
    pub const PHONE: Self = Self {
        width: 412,
        height: 915,
        scale: 2.0,
        mobile: true,
    };
    /// A desk.
    pub const DESK: Self = Self {
        width: 1280,
        height: 800,
        scale: 1.0,
        mobile: false,
    };
}

/// One Chromium process, killed on drop.
#[derive(Debug)]
pub struct Browser {
    chromium: Arc<Chromium>,
    network: Arc<Network>,
    options: BrowserOptions,
    _tasks: Tasks,
    // The order matters: the process ends before its files are removed.
    process: Process,
    _folder: TempDir,
}

/// Why the browser did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// No Chromium was found.
    #[error(
        "no Chromium found ({looked_for}): install it (Debian and Ubuntu: apt install chromium), \
         or give its path in CHROMIUM"
    )]
    NotInstalled {
        /// Where it was looked for.
        looked_for: String,
    },
    /// The system refused a file, a folder or a process.
    #[error("the system refused a file, a folder or a process")]
    Io(#[from] io::Error),
    /// Chromium ended, or said nothing, before it could be spoken to.
    #[error("Chromium did not start; its last words:\n{last_words}")]
    NotStarted {
        /// The end of what it wrote to standard error.
        last_words: String,
    },
    /// The conversation with Chromium failed.
    #[error("Chromium refused or did not answer")]
    Protocol(#[source] Box<CdpError>),
    /// What Chromium answered could not be understood.
    #[error("Chromium answered in a form not known here")]
    Answer(#[from] serde_json::Error),
    /// The page could not be loaded.
    #[error("{url} could not be loaded: {reason}")]
    NotLoaded {
        /// The address asked for.
        url: String,
        /// Chromium's net error.
        reason: String,
    },
    /// A script given to [`Tab::evaluate`] threw.
    #[error("the script threw: {exception}")]
    Threw {
        /// The exception, as the console would print it.
        exception: String,
    },
    /// The page did not reach the state expected of it.
    #[error("expected {expected}; {found}; the page's outline:\n{outline}")]
    Unmet {
        /// The state waited for.
        expected: String,
        /// What was there instead at the deadline.
        found: String,
        /// The page as assistive technology sees it.
        outline: Outline,
    },
    /// The page asked for no Bluetooth device, or none was ever heard: Chromium tells of no empty list.
    #[error("the page opened no Bluetooth chooser, or there was nothing in it; it shows: {shown}")]
    NoChooser {
        /// The page's text, which says why if it was refused.
        shown: String,
    },
    /// The chooser did not offer the device; it was cancelled.
    #[error("the Bluetooth chooser never offered {name}, only {offered:?}")]
    NotOffered {
        /// The device to choose.
        name: String,
        /// The devices that were offered.
        offered: Vec<String>,
    },
    /// There is no such key.
    #[error("no key is called {key}")]
    UnknownKey {
        /// The name given.
        key: String,
    },
}

impl From<CdpError> for BrowserError {
    fn from(error: CdpError) -> Self {
        Self::Protocol(Box::new(error))
    }
}

/// What runs beside the browser and ends with it.
#[derive(Debug)]
struct Tasks(Vec<JoinHandle<()>>);

impl Browser {
    /// Starts Chromium and takes control of its network.
    pub async fn start(options: BrowserOptions) -> Result<Self, BrowserError> {
        let folder = TempDir::with_prefix("railseal-chromium-")?;
        let scratch = folder.path().join("scratch");
        tokio::fs::create_dir(&scratch).await?;
        let fresh = folder.path().join("profile");
        let profile = options.user_data_dir.as_deref().unwrap_or(&fresh);
        let (network, watching) = Network::open().await?;
        let (process, address) =
            Process::start(&options, profile, &scratch, network.address()).await?;
        // Each tab sets its own viewport, so that it can change.
        let config = HandlerConfig {
            viewport: None,
            ..HandlerConfig::default()
        };
        let (chromium, mut events) = Chromium::connect_with_config(address, config).await?;
        let chromium = Arc::new(chromium);
        let mut tasks = Tasks(vec![watching]);
        tasks.0.push(tokio::spawn(async move {
            while events.next().await.is_some() {}
        }));
        Ok(Self {
            chromium,
            network,
            options,
            _tasks: tasks,
            process,
            _folder: folder,
        })
    }

    /// Opens a tab on an empty page.
    pub async fn tab(&self) -> Result<Tab, BrowserError> {
        let page = self.chromium.new_page("about:blank").await?;
        Tab::open(page, Arc::clone(&self.network), &self.options).await
    }

    /// Opens a tab on an empty page, as on another person's phone: with a store and keys of its own.
    pub async fn tab_of_another(&self) -> Result<Tab, BrowserError> {
        let apart = CreateBrowserContextParams::default();
        let context = self.chromium.execute(apart).await?;
        let blank = CreateTargetParams::builder()
            .url("about:blank")
            .browser_context_id(context.result.browser_context_id)
            .build()
            .map_err(CdpError::ChromeMessage)?;
        let page = self.chromium.new_page(blank).await?;
        Tab::open(page, Arc::clone(&self.network), &self.options).await
    }

    /// Closes as a person does, so that everything due to be written to the profile is.
    pub async fn close(mut self) -> Result<(), BrowserError> {
        // The answer may be lost with the connection; the end of the process is what counts.
        let _ = self.chromium.execute(CloseParams::default()).await;
        self.process.wait(CLOSING_TIME).await?;
        Ok(())
    }

    /// Kills the process, as a phone does that runs out of battery.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}
