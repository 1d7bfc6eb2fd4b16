//! Finding Chromium and starting it.

use std::collections::VecDeque;
use std::env;
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

use super::{BrowserError, BrowserOptions, WebBluetooth};

const START_UP: Duration = Duration::from_secs(60);
const FAREWELL: Duration = Duration::from_secs(5);
const TICK: Duration = Duration::from_millis(20);
const LAST_WORDS: usize = 30;
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// What keeps Chromium quiet and the same on every machine, and what lets it do Bluetooth.
const FLAGS: [&str; 22] = [
    "--allow-pre-commit-input",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--no-default-browser-check",
    "--no-first-run",
    "--password-store=basic",
    "--remote-debugging-port=0",
    // A camera that shows a test picture, and that every page may use.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];

/// On Linux Web Bluetooth is one of the features that Chromium calls experimental.
const WITH_WEB_BLUETOOTH: &str = "--enable-experimental-web-platform-features";

/// What the settings page writes when a person forbids Bluetooth to all sites.
const NO_SITE_MAY_USE_BLUETOOTH: &str =
    r#"{"profile":{"default_content_setting_values":{"bluetooth_guard":2}}}"#;

type LastWords = Arc<Mutex<VecDeque<String>>>;

/// A running Chromium, killed and waited for on drop.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// Disconnected once the last of Chromium's many processes has ended.
    ended: Receiver<()>,
}

impl Process {
    /// Starts Chromium and gives the address of its DevTools.
    pub(super) async fn start(
        options: &BrowserOptions,
        profile: &Path,
        scratch: &Path,
        proxy: SocketAddr,
    ) -> Result<(Self, String), BrowserError> {
        if options.web_bluetooth == WebBluetooth::Blocked {
            let settings = profile.join("Default");
            std::fs::create_dir_all(&settings)?;
            std::fs::write(settings.join("Preferences"), NO_SITE_MAY_USE_BLUETOOTH)?;
        }
        let mut command = Command::new(executable()?);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--proxy-server=http://{proxy}"))
            // This machine's own addresses too.
            .arg("--proxy-bypass-list=<-loopback>")
            .arg(format!("--lang={}", options.locale))
            .arg(format!("--accept-lang={}", options.locale))
            .arg("about:blank")
            // On Linux the language of the interface comes from here, not from --lang.
            .env("LANGUAGE", &options.locale)
            // A killed Chromium leaves its temporary files behind.
            .env("TMPDIR", scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if options.web_bluetooth != WebBluetooth::Missing {
            command.arg(WITH_WEB_BLUETOOTH);
        }
        if let Some(film) = &options.film {
            let film = film.display();
            command.arg(format!("--use-file-for-fake-video-capture={film}"));
        }
        if options.headless {
            command.args(["--headless", "--mute-audio"]);
        }
        if running_as_root()? {
            // Chromium refuses to sandbox what runs as root, as containers often do.
            command.arg("--no-sandbox");
        }
        if let Some(address) = &options.bus_address {
            command.env("DBUS_SYSTEM_BUS_ADDRESS", address);
        }
        let mut child = command.spawn()?;
        let stderr = child.stderr.take();
        let (alive, ended) = mpsc::channel();
        let process = Self { child, ended };
        let last_words = LastWords::default();
        let not_started = || BrowserError::NotStarted {
            last_words: join(&last_words),
        };
        let stderr = stderr.ok_or_else(not_started)?;
        let address = listen(stderr, Arc::clone(&last_words), alive);
        let address = timeout(START_UP, address)
            .await
            .map_err(|_| not_started())?
            .map_err(|_| not_started())?;
        Ok((process, address))
    }

    /// Waits for the process to end by itself; after `patience` it is killed on drop.
    pub(super) async fn wait(&mut self, patience: Duration) -> io::Result<()> {
        let deadline = Instant::now() + patience;
        while self.child.try_wait()?.is_none() && Instant::now() < deadline {
            sleep(TICK).await;
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only when the process is already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its helpers notice and follow, but write to the profile until they do.
        let _ = self.ended.recv_timeout(FAREWELL);
    }
}

fn executable() -> Result<PathBuf, BrowserError> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return match named.is_file() {
            true => Ok(named),
            false => Err(BrowserError::NotInstalled {
                looked_for: format!("CHROMIUM names {}, which is no file", named.display()),
            }),
        };
    }
    let folders: Vec<_> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| BrowserError::NotInstalled {
            looked_for: format!("{} are not in PATH", NAMES.join(", ")),
        })
}

fn running_as_root() -> io::Result<bool> {
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}

/// Reads standard error to its end, since Chromium would stall on a full pipe, and tells the
/// DevTools address when it comes by.
///
/// `alive` is dropped at that end: all of Chromium's processes share the pipe.
fn listen(
    stderr: ChildStderr,
    last_words: LastWords,
    alive: Sender<()>,
) -> oneshot::Receiver<String> {
    let (tell, address) = oneshot::channel();
    thread::spawn(move || {
        let _alive = alive;
        let mut tell = Some(tell);
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("DevTools listening on ")
                && let Some(tell) = tell.take()
            {
                let _ = tell.send(address.trim().to_owned());
            }
            let mut words = last_words.lock().unwrap_or_else(PoisonError::into_inner);
            if words.len() == LAST_WORDS {
                words.pop_front();
            }
            words.push_back(line);
        }
    });
    address
}

fn join(words: &LastWords) -> String {
    let words = words.lock().unwrap_or_else(PoisonError::into_inner);
    words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}
