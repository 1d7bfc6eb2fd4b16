//! The app's files.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, HeaderValue, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE, LAST_MODIFIED, VARY,
};
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// A file whose name changes with its contents.
const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A file whose name stays: browsers ask every time.
const ASK_EVERY_TIME: HeaderValue = HeaderValue::from_static("no-cache");
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

const ENCODINGS: HeaderValue = HeaderValue::from_static("accept-encoding");

/// How few hexadecimal digits of a name count as a hash of the contents.
const SHORTEST_HASH: usize = 12;

/// Serves the files of a folder, compressed as the browser likes them: from a `.br` or `.gz`
/// beside the file, or else on the fly.
pub(super) fn app(dist: &Path) -> Router {
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    Router::new()
        .fallback(serve)
        .layer(CompressionLayer::new().br(true).gzip(true))
        .with_state(files)
}

/// Serves a file; for a page of the app's own, which is no file, the app.
async fn serve(State(files): State<ServeDir>, request: Request<Body>) -> Response {
    let (mut parts, _) = request.into_parts();
    let lasting = is_hashed(parts.uri.path());
    if !lasting {
        // A file from an older build has an older date, and is newer for the browser all the same.
        parts.headers.remove(IF_MODIFIED_SINCE);
        parts.headers.remove(IF_UNMODIFIED_SINCE);
    }
    let response = read(&files, parts.clone()).await;
    if response.status() == StatusCode::NOT_FOUND {
        if !is_page(&parts) {
            return cached(response, NEVER);
        }
        parts.uri = Uri::from_static("/");
        return undated(cached(read(&files, parts).await, ASK_EVERY_TIME));
    }
    if lasting {
        cached(response, FOR_A_YEAR)
    } else {
        undated(cached(response, ASK_EVERY_TIME))
    }
}

async fn read(files: &ServeDir, parts: Parts) -> Response {
    let request = Request::from_parts(parts, Body::empty());
    match files.clone().oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    }
}

/// Says how long the response may be kept, and that it depends on the encodings asked for.
fn cached(mut response: Response, how: HeaderValue) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, how);
    response.headers_mut().insert(VARY, ENCODINGS);
    response
}

fn undated(mut response: Response) -> Response {
    response.headers_mut().remove(LAST_MODIFIED);
    response
}

/// Whether a browser goes to a page: it takes HTML, and the path names no file.
fn is_page(parts: &Parts) -> bool {
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let takes_html = parts.headers.get_all(ACCEPT).iter().any(|accept| {
        accept
            .as_bytes()
            .windows(9)
            .any(|part| part == b"text/html")
    });
    let name = parts.uri.path().rsplit('/').next().unwrap_or_default();
    reads && takes_html && !name.contains('.')
}

/// Whether a path has the hash of its contents in it, as Trunk writes them: `app-0f3a….js`,
/// `app-0f3a…_bg.wasm`, `snippets/part-0f3a…/inline0.js`.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '.', '_', '-']).skip(1).any(|word| {
        word.len() >= SHORTEST_HASH && word.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_last() {
        for path in [
            "/railseal-9f86d081884c7d65.js",
            "/railseal-9f86d081884c7d65_bg.wasm",
            "/tokens-3a7bd3e2360a3d.css",
            "/snippets/web-9f86d081884c7d65/inline0.js",
        ] {
            assert!(is_hashed(path), "{path}");
        }
        for path in [
            "/",
            "/index.html",
            "/boot.js",
            "/manifest.webmanifest",
            "/icon-512.png",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
