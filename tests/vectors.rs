//! The protocol's vectors in a real browser: the code that the app's Wasm is made of comes to the same in Chromium as
//! on this machine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../crates/protocol/tests/vectors/form.rs"]
#[expect(dead_code, reason = "vectors are made elsewhere")]
mod form;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Html;
use axum::routing::get;
use railseal_tests::browser::{Browser, BrowserError, BrowserOptions, Tab};
use tokio::net::TcpListener;

use form::{Vector, files};

/// A page in a browser that has loaded the vectors' Wasm, and nothing else.
struct Bench {
    tab: Tab,
    _browser: Browser,
}

impl Bench {
    async fn open() -> Self {
        let address = serve(&built()).await;
        let browser = Browser::start(BrowserOptions::default()).await.unwrap();
        let tab = browser.tab().await.unwrap();
        tab.goto(&format!("http://{address}/")).await.unwrap();
        let load =
            "wasm_bindgen({ module_or_path: '/wasm' }).then(() => typeof wasm_bindgen.judge)";
        let judge: String = tab.evaluate(load).await.unwrap();
        assert_eq!(judge, "function");
        Self {
            tab,
            _browser: browser,
        }
    }

    /// What the browser makes of a file.
    async fn judge(&self, text: &str) -> Result<String, BrowserError> {
        let text = serde_json::to_string(text)?;
        self.tab
            .evaluate(&format!("wasm_bindgen.judge({text})"))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_comes_to_what_every_file_says() {
    let bench = Bench::open().await;
    let files = files();
    assert!(!files.is_empty());
    let mut others = Vec::new();
    for (name, text) in &files {
        let came = bench.judge(text).await.unwrap_or_else(|e| e.to_string());
        if came != Vector::parse(text).expected() {
            others.push(format!("{name}: {came}"));
        }
    }
    assert_eq!(others, [""; 0], "of {} files", files.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_reads_the_bytes_and_not_the_expectation() {
    let bench = Bench::open().await;
    let files = files();
    let (before, envelope) = files["status"].split_once("[statement]\n").unwrap();
    let (first, rest) = envelope.split_at(8);
    let flipped = format!("{before}[statement]\n{first}{}", flip_first_digit(rest));
    assert_eq!(bench.judge(&files["status"]).await.unwrap(), "verified");
    let came = bench.judge(&flipped).await.unwrap();
    assert_eq!(came, "statement.bad-signature");
    assert!(bench.judge("kind: of the future").await.is_err());
}

fn flip_first_digit(digits: &str) -> String {
    let other = if digits.starts_with('0') { "1" } else { "0" };
    format!("{other}{}", &digits[1..])
}

/// Serves the page, its script and its Wasm.
async fn serve(built: &Path) -> SocketAddr {
    let read = |name: &str| std::fs::read(built.join(name)).unwrap();
    let (script, wasm) = (
        read("railseal_vectors.js"),
        read("railseal_vectors_bg.wasm"),
    );
    let page = "<!doctype html><title>Vectors</title><script src=\"/script\"></script>";
    let router = Router::new()
        .route("/", get(async move || Html(page)))
        .route(
            "/script",
            get(async move || ([(CONTENT_TYPE, "text/javascript")], script.clone())),
        )
        .route(
            "/wasm",
            get(async move || ([(CONTENT_TYPE, "application/wasm")], wasm.clone())),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// The Wasm that `cargo xtask test` builds before it runs this.
fn built() -> PathBuf {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/vectors");
    let built = std::env::var_os("RAILSEAL_VECTORS").map_or_else(|| here.into(), PathBuf::from);
    assert!(
        built.join("railseal_vectors_bg.wasm").is_file(),
        "no Wasm of the vectors in {}: run `cargo xtask test`",
        built.display()
    );
    built
}
