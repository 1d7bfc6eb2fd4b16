//! The browser's network: what is asked of it, and whether it is there.
//!
//! Chromium is told to ask a proxy in this process for everything, its own machine included. So
//! pages, workers and service workers are all behind it, and nothing of a request needs to pass
//! through the DevTools protocol, whose client drops what it cannot read (binary bodies).

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The longest head of a request that is read: a browser's is a few hundred bytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// One browser's network, shared by its tabs.
#[derive(Debug)]
pub(super) struct Network {
    address: SocketAddr,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    blocked: bool,
    requested: Vec<String>,
    refused: Vec<String>,
}

impl Network {
    /// Stands between a browser and everything else from now on.
    pub(super) async fn open() -> std::io::Result<(Arc<Self>, JoinHandle<()>)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let network = Arc::new(Self {
            address: listener.local_addr()?,
            log: Mutex::default(),
        });
        let standing = Arc::clone(&network);
        let task = tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let network = Arc::clone(&standing);
                // A connection that breaks is the browser's to notice.
                tokio::spawn(async move { network.serve(browser).await });
            }
        });
        Ok((network, task))
    }

    /// Where it stands.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
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

    /// Carries one request and its answer, and hangs up: so each request is seen.
    async fn serve(&self, mut browser: TcpStream) -> Option<()> {
        let (head, rest) = read_head(&mut browser).await?;
        let request = Request::read(&head)?;
        if !self.admit(&request.url) {
            return None;
        }
        let mut server = TcpStream::connect(&request.server).await.ok()?;
        server.write_all(request.head.as_bytes()).await.ok()?;
        server.write_all(&rest).await.ok()?;
        copy_bidirectional(&mut browser, &mut server).await.ok()?;
        Some(())
    }

    fn admit(&self, url: &str) -> bool {
        if is_chromiums_own(url) {
            return false;
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

/// What Chromium asks for by itself, whatever its flags: the time, updates, hints for forms. It is
/// refused, and is no request of a page's.
fn is_chromiums_own(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or(url);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    ["google.com", "googleapis.com", "gvt1.com", "gstatic.com"]
        .iter()
        .any(|own| {
            host.strip_suffix(own)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
}

/// A request as it is passed on.
struct Request {
    url: String,
    server: String,
    head: String,
}

impl Request {
    /// Reads what a browser asks a proxy: a whole address in the first line. It is passed on with
    /// the path only, and with the wish that the connection be closed after the answer.
    fn read(head: &str) -> Option<Self> {
        let (line, fields) = head.split_once("\r\n")?;
        let mut words = line.split(' ');
        let (method, url, version) = (words.next()?, words.next()?, words.next()?);
        let Some(rest) = url.strip_prefix("http://") else {
            // A tunnel: nothing here is served over TLS, and the address still counts as asked.
            return Some(Self {
                url: url.to_owned(),
                server: url.to_owned(),
                head: String::new(),
            });
        };
        let (server, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let fields: String = fields
            .split_inclusive("\r\n")
            .filter(|field| {
                let name = field.split(':').next().unwrap_or_default();
                !name.eq_ignore_ascii_case("connection")
                    && !name.eq_ignore_ascii_case("proxy-connection")
            })
            .collect();
        Some(Self {
            url: url.to_owned(),
            server: server.to_owned(),
            head: format!("{method} {path} {version}\r\nConnection: close\r\n{fields}"),
        })
    }
}

/// The head of a request with the empty line that ends it, and what came after it.
async fn read_head(browser: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let rest = read.split_off(end + 4);
            return Some((String::from_utf8(read).ok()?, rest));
        }
        if read.len() > LONGEST_HEAD || browser.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    }
}
