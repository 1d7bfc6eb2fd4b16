//! Serves the page, and hears what it says.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Parts;
use super::fixture::Fixture;

/// The most that the page says.
const MOST_SAID: u64 = 1024 * 1024;

/// A page measures its own memory, and time to microseconds, only where it is isolated.
const ISOLATED: &str = "Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Embedder-Policy: require-corp\r\nCache-Control: no-store\r\nConnection: close\r\n";

/// Serves until the process ends.
pub(super) struct Server {
    address: SocketAddr,
    said: Receiver<Vec<u8>>,
}

struct Site {
    made: BTreeMap<&'static str, Vec<u8>>,
    page: PathBuf,
    scripts: PathBuf,
    said: Mutex<Sender<Vec<u8>>>,
}

impl Server {
    pub(super) fn start(parts: &Parts, fixture: &Fixture) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (tell, said) = mpsc::channel();
        let site = Arc::new(Site {
            made: fixture.files().collect(),
            page: parts.page.clone(),
            scripts: parts.scripts.clone(),
            said: Mutex::new(tell),
        });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                // Who hangs up has no answer.
                thread::spawn(move || site.serve(stream).ok());
            }
        });
        Ok(Self { address, said })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the page says at its end.
    pub(super) fn said(&self, patience: Duration) -> Option<Vec<u8>> {
        self.said.recv_timeout(patience).ok()
    }
}

impl Site {
    fn serve(&self, stream: TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(&stream);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(stated) = line.strip_prefix("content-length:") {
                length = stated.trim().parse().unwrap_or(0);
            }
        }
        let mut words = first.split_whitespace();
        let (method, target) = (words.next(), words.next().unwrap_or("/"));
        let path = target.split('?').next().unwrap_or("/");
        if method == Some("POST") {
            let mut said = Vec::new();
            reader.take(MOST_SAID.min(length)).read_to_end(&mut said)?;
            answer(&stream, "204 No Content", "text/plain", b"")?;
            let tell = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            // Nobody listens any more where the measurement has ended.
            let _ = tell.send(said);
            return Ok(());
        }
        match self.find(path) {
            Some(bytes) => answer(&stream, "200 OK", kind(path), &bytes),
            None => answer(&stream, "404 Not Found", "text/plain", b"no such file"),
        }
    }

    fn find(&self, path: &str) -> Option<Vec<u8>> {
        if let Some(made) = self.made.get(path) {
            return Some(made.clone());
        }
        let (folder, rest) = match path.strip_prefix("/scripts/") {
            Some(rest) => (&self.scripts, rest),
            None if path == "/" => (&self.page, "index.html"),
            None => (&self.page, path.strip_prefix('/')?),
        };
        let inside = |part| matches!(part, Component::Normal(_));
        let rest = Path::new(rest);
        let file = folder.join(rest);
        (rest.components().all(inside)).then(|| std::fs::read(file).ok())?
    }
}

fn answer(mut stream: &TcpStream, status: &str, kind: &str, bytes: &[u8]) -> io::Result<()> {
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{ISOLATED}\r\n"
    )?;
    stream.write_all(bytes)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.') {
        None => "text/html; charset=utf-8",
        Some((_, "js")) => "text/javascript",
        Some((_, "wasm")) => "application/wasm",
        Some((_, "json")) => "application/json",
        Some(_) => "application/octet-stream",
    }
}
