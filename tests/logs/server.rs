//! The demonstration's server in a process of its own, everything it prints and logs kept.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long it may take to set the train up.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the last line says that it prints before it serves.
const READY: &str = "Stop with Ctrl-C.";

/// A server that runs until it is dropped.
pub(crate) struct Server {
    /// Where it serves.
    pub(crate) address: String,
    /// The one-time codes that it printed, the inspector's first.
    pub(crate) codes: Vec<String>,
    process: Child,
    printed: Lines,
    logged: Lines,
}

type Lines = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Sets a demonstration up in a folder and serves it, with everything logged that can be.
    pub(crate) fn start(folder: &Path) -> Self {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist");
        let dist = std::env::var_os("RAILSEAL_DIST").unwrap_or_else(|| here.into());
        let index = Path::new(&dist).join("index.html");
        assert!(index.is_file(), "no app: run `cargo xtask build`");
        let mut process = Command::new(env!("CARGO_BIN_EXE_demonstration"))
            .args(["start", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .arg("--dist")
            .arg(dist)
            .env("RUST_LOG", "trace")
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (told, ready) = channel();
        let printed = keep(process.stdout.take().unwrap(), told);
        let logged = keep(process.stderr.take().unwrap(), channel().0);
        while ready.recv_timeout(PATIENCE).unwrap() != READY {}
        let lines = printed.lock().unwrap().clone();
        let last_words = |line: &String| line.split(' ').next_back().map(str::to_owned);
        let after = |start: &str| -> Vec<String> {
            let wanted = lines
                .iter()
                .filter(|line| line.trim_start().starts_with(start));
            wanted.filter_map(last_words).collect()
        };
        let mut codes = after("inspector at Dostyk");
        codes.extend(after("supervisor"));
        assert_eq!(codes.len(), 2, "{lines:?}");
        Self {
            address: after("The customs server").remove(0),
            codes,
            process,
            printed,
            logged,
        }
    }

    /// What it has logged so far, without the times, whose digits say nothing.
    pub(crate) fn log(&self) -> String {
        let lines = self.logged.lock().unwrap();
        let without_time = |line: &String| match line.split_once(' ') {
            Some((time, rest)) if time.ends_with('Z') => rest.to_owned(),
            _ => line.clone(),
        };
        lines
            .iter()
            .map(without_time)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What it has printed, but for the two codes, which it prints for whoever starts it, and each once.
    pub(crate) fn printed_but_for_the_codes(&self) -> String {
        let printed = self.printed.lock().unwrap().join("\n");
        self.codes.iter().fold(printed, |printed, code| {
            printed.replacen(code.as_str(), "…", 1)
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Keeps every line, and tells of it.
fn keep(from: impl Read + Send + 'static, told: Sender<String>) -> Lines {
    let lines = Lines::default();
    let kept = Arc::clone(&lines);
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            kept.lock().unwrap().push(line.clone());
            // Nobody may be waiting any more.
            let _ = told.send(line);
        }
    });
    lines
}
