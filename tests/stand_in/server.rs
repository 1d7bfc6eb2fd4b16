//! The few files of the stand-in's own page, over HTTP.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Serves until dropped.
pub(crate) struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream));
            }
        });
        Self { address, task }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers one request and closes.
async fn answer(stream: TcpStream) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while stream.read_line(&mut request).await? > 2 {}
    let target = request.split(' ').nth(1).unwrap_or_default();
    let (status, kind, body) = match target.split('?').next().unwrap_or_default() {
        "/" => ("200 OK", "text/html", include_str!("page.html")),
        "/faulty" => ("200 OK", "text/html", include_str!("faulty.html")),
        "/form" => ("200 OK", "text/html", include_str!("form.html")),
        "/worker" => ("200 OK", "text/html", include_str!("worker.html")),
        "/worker.js" => ("200 OK", "text/javascript", include_str!("worker.js")),
        "/data" => ("200 OK", "text/plain", "data"),
        _ => ("404 Not Found", "text/plain", "not found"),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}
