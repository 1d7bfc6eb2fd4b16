//! [`Http`] by the browser's `fetch`.

use std::time::Duration;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit, RequestMode, RequestRedirect, Response,
};

use super::{Http, HttpError, Reply};
use crate::device::dictionary::dictionary;
use crate::device::online;
use crate::device::timer::within;

/// The server that this page came from. It is asked for nothing but bytes, nothing it answers is
/// kept in the browser's cache, and a redirection counts as not having reached it.
#[derive(Debug, Clone, Copy)]
pub struct SameOrigin {
    /// How long one request may take, its body included.
    pub patience: Duration,
    /// The longest answer to hold, in bytes.
    pub most: usize,
}

impl Http for SameOrigin {
    async fn get(&self, path: &str) -> Result<Reply, HttpError> {
        self.ask(path, "GET", None).await
    }

    async fn post(&self, path: &str, bytes: &[u8]) -> Result<Reply, HttpError> {
        self.ask(path, "POST", Some(bytes)).await
    }
}

impl SameOrigin {
    async fn ask(self, path: &str, method: &str, body: Option<&[u8]>) -> Result<Reply, HttpError> {
        let abort = AbortOnDrop::new()?;
        let asked = self.fetch(path, request(method, body, &abort.signal()));
        within(self.patience, asked)
            .await
            .unwrap_or(Err(HttpError::TimedOut))
    }

    async fn fetch(self, path: &str, request: RequestInit) -> Result<Reply, HttpError> {
        let window = web_sys::window().ok_or(HttpError::Unreachable)?;
        let response: Response = window
            .fetch_with_str_and_init(path, &request)
            .await
            .map_err(not_reached)?
            .unchecked_into();
        Ok(Reply {
            status: response.status(),
            bytes: self.read(&response).await?,
        })
    }

    /// Reads the body piece by piece: a length that the server announces binds it to nothing.
    async fn read(self, response: &Response) -> Result<Vec<u8>, HttpError> {
        let mut bytes = Vec::new();
        let Some(body) = response.body() else {
            return Ok(bytes);
        };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            let read = reader.read().await.map_err(not_reached)?;
            let piece = Reflect::get(&read, &"value".into()).map_err(not_reached)?;
            let Some(piece) = piece.dyn_ref::<Uint8Array>() else {
                return Ok(bytes);
            };
            if bytes.len() + piece.length() as usize > self.most {
                return Err(HttpError::TooLarge { most: self.most });
            }
            bytes.extend(piece.to_vec());
        }
    }
}

fn request(method: &str, body: Option<&[u8]>, signal: &AbortSignal) -> RequestInit {
    let request = RequestInit::new();
    request.set_method(method);
    request.set_mode(RequestMode::SameOrigin);
    request.set_credentials(RequestCredentials::SameOrigin);
    request.set_cache(RequestCache::NoStore);
    request.set_redirect(RequestRedirect::Error);
    request.set_signal(Some(signal));
    let bytes = JsValue::from_str("application/octet-stream");
    let mut headers = vec![("accept", bytes.clone())];
    if let Some(body) = body {
        request.set_body_opt_u8_array(Some(&Uint8Array::from(body)));
        headers.push(("content-type", bytes));
    }
    request.set_headers(&dictionary(headers));
    request
}

/// `fetch` throws the same `TypeError` for every way of not reaching a server.
fn not_reached(_thrown: JsValue) -> HttpError {
    if online::is_online() {
        HttpError::Unreachable
    } else {
        HttpError::Offline
    }
}

/// Ends a request that is no longer waited for; one that has ended does not mind.
struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    fn new() -> Result<Self, HttpError> {
        AbortController::new().map(Self).map_err(not_reached)
    }

    fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
