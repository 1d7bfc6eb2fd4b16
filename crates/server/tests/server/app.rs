//! The app's files as a browser gets them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use railseal_server::router;
use tower::ServiceExt;

use crate::office::{Office, read};

const SCRIPT: &str = "/railseal-9f86d081884c7d65.js";
const WASM: &str = "/railseal-9f86d081884c7d65_bg.wasm";

struct Site {
    office: Office,
}

impl Site {
    fn new() -> Self {
        let office = Office::of("KZ");
        let dist = office.folder.path().join("dist");
        fs::create_dir(&dist).unwrap();
        put(
            &dist,
            "/index.html",
            b"<!doctype html><title>Railseal</title>",
        );
        put(&dist, "/boot.js", b"import('/railseal.js')");
        put(&dist, "/manifest.webmanifest", b"{}");
        put(&dist, SCRIPT, &b"let a = 1;\n".repeat(200));
        put(&dist, WASM, b"\0asm\x01\0\0\0");
        put(&dist, &format!("{WASM}.br"), b"in brotli");
        put(office.folder.path(), "/secret", b"secret");
        Self { office }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let dist = self.office.folder.path().join("dist");
        let router = router(Arc::clone(&self.office.service), Some(&dist));
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    fs::write(folder.join(path.trim_start_matches('/')), bytes).unwrap();
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_response_says_what_a_browser_must_know() {
    let site = Site::new();
    for path in ["/", SCRIPT, "/healthz", "/missing.js", "/api/v1/enrol"] {
        let response = site.get(path, &[]).await;
        let headers = response.headers();
        let policy = header(headers, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval';",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(
            !policy.contains("http") && !policy.contains('*'),
            "no other origin"
        );
        assert_eq!(header(headers, "x-content-type-options"), "nosniff");
        assert_eq!(header(headers, "referrer-policy"), "no-referrer");
        assert_eq!(header(headers, "cross-origin-opener-policy"), "same-origin");
        assert!(header(headers, "permissions-policy").contains("bluetooth=(self)"));
    }
}

#[tokio::test]
async fn what_has_a_hash_lasts_and_what_has_none_is_asked_for() {
    let site = Site::new();
    for (path, mime, cache) in [
        ("/", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        ("/boot.js", "text/javascript", "no-cache"),
        (
            "/manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        (
            SCRIPT,
            "text/javascript",
            "public, max-age=31536000, immutable",
        ),
        (
            WASM,
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
    ] {
        let response = site.get(path, &[]).await;
        assert_eq!(response.status(), 200, "{path}");
        assert!(
            header(response.headers(), "content-type").starts_with(mime),
            "{path}"
        );
        assert_eq!(header(response.headers(), "cache-control"), cache, "{path}");
    }
    let tomorrow = ("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT");
    assert_eq!(
        site.get("/", &[tomorrow]).await.status(),
        200,
        "a roll-back shows"
    );
    assert_eq!(site.get(SCRIPT, &[tomorrow]).await.status(), 304);
}

#[tokio::test]
async fn files_travel_compressed() {
    let site = Site::new();
    let takes_all = ("accept-encoding", "gzip, br");
    let wasm = site.get(WASM, &[takes_all]).await;
    assert_eq!(header(wasm.headers(), "content-encoding"), "br");
    assert_eq!(header(wasm.headers(), "content-type"), "application/wasm");
    assert_eq!(header(wasm.headers(), "vary"), "accept-encoding");
    assert_eq!(read(wasm).await, b"in brotli");
    let script = site.get(SCRIPT, &[takes_all]).await;
    assert_eq!(header(script.headers(), "content-encoding"), "br");
    let vary: Vec<_> = script.headers().get_all("vary").iter().collect();
    assert_eq!(vary, ["accept-encoding"]);
    assert!(read(script).await.len() < 200);
    let script = site.get(SCRIPT, &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(script.headers(), "content-encoding"), "gzip");
    assert_eq!(read(site.get(WASM, &[]).await).await, b"\0asm\x01\0\0\0");
}

#[tokio::test]
async fn pages_are_the_app_and_missing_files_are_missing() {
    let site = Site::new();
    let page = ("accept", "text/html,application/xhtml+xml");
    let response = site.get("/inspect/CRXS20250417", &[page]).await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(response.headers(), "cache-control"), "no-cache");
    assert!(read(response).await.starts_with(b"<!doctype html>"));
    for (path, accept) in [
        ("/old-0f3a0f3a0f3a0f3a.js", "*/*"),
        ("/old.html", "text/html"),
        ("/inspect", "*/*"),
        ("/api/v1/nothing", "text/html"),
        ("/../secret", "text/html"),
        ("/%2e%2e/secret", "*/*"),
    ] {
        let response = site.get(path, &[("accept", accept)]).await;
        assert!(
            !response.status().is_success() || accept == "text/html",
            "{path}"
        );
        assert_ne!(read(response).await, b"secret", "{path}");
    }
    let missing = site.get("/old-0f3a0f3a0f3a0f3a.js", &[]).await;
    assert_eq!(header(missing.headers(), "cache-control"), "no-store");
}

#[tokio::test]
async fn health_is_asked_of_the_storage() {
    let response = Site::new().get("/healthz", &[]).await;
    assert_eq!(response.status(), 200);
    assert_eq!(read(response).await, b"ok\n");
}
