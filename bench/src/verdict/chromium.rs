//! A Chromium of its own for one page.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What keeps Chromium quiet, the same on every machine, and willing to say at once what memory a
/// page has.
const FLAGS: [&str; 16] = [
    "--headless",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--enable-blink-features=ForceEagerMeasureMemory",
    "--no-default-browser-check",
    "--no-first-run",
];

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ChromiumError {
    /// Chromium.
    #[error("{program} could not be started: {source}")]
    NotStarted {
        /// Which.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// Its folder.
    #[error("a folder for Chromium: {0}")]
    Folder(#[from] io::Error),
}

/// A running one, ended on drop.
pub(super) struct Chromium {
    child: Child,
    _profile: tempfile::TempDir,
}

impl Chromium {
    pub(super) fn open(program: &Path, page: &str) -> Result<Self, ChromiumError> {
        let profile = tempfile::tempdir()?;
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(page)
            .env("TMPDIR", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if running_as_root() {
            // Chromium refuses to sandbox what runs as root, as containers often do.
            command.arg("--no-sandbox");
        }
        let child = command.spawn();
        let child = child.map_err(|source| ChromiumError::NotStarted {
            program: program.display().to_string(),
            source,
        })?;
        Ok(Self {
            child,
            _profile: profile,
        })
    }

    /// The most memory, in bytes, that the tab's process ever had resident; none where the system
    /// does not tell.
    pub(super) fn tab_peak(&self) -> Option<u64> {
        let processes = std::fs::read_dir("/proc").ok()?;
        let processes = processes.filter_map(|entry| {
            let name = entry.ok()?.file_name();
            name.to_str()?.parse::<u32>().ok()
        });
        let tabs = processes.filter(|process| is_tab(*process) && self.is_of_this(*process));
        tabs.filter_map(|process| field(process, "VmHWM:"))
            .max()
            .map(|kib| kib * 1024)
    }

    fn is_of_this(&self, process: u32) -> bool {
        let own = u64::from(self.child.id());
        let parents = std::iter::successors(Some(u64::from(process)), |process| {
            field(u32::try_from(*process).ok()?, "PPid:").filter(|parent| *parent > 1)
        });
        parents.into_iter().any(|process| process == own)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Both fail only when the process is already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_tab(process: u32) -> bool {
    let line = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).contains("--type=renderer")
}

/// A number that the system tells of a process.
fn field(process: u32, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(unix)]
fn running_as_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(unix))]
fn running_as_root() -> bool {
    false
}
