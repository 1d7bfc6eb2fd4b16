//! Waiting, and not waiting for ever.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;

/// The time allowed ran out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

/// Waits. A page in the background may be woken late (once a second, or once a minute).
pub async fn sleep(duration: Duration) {
    let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(u32::MAX);
    let mut timeout = None;
    let rung = Promise::new(&mut |resolve, _| {
        timeout = Some(Timeout::new(milliseconds, move || {
            // `resolve` is the promise's own and does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    });
    let _ = rung.await;
    drop(timeout);
}

/// What `work` comes to, unless that takes longer than `limit`. Work that is cut off is dropped:
/// what the browser has already begun goes on by itself.
pub async fn within<W: Future>(limit: Duration, work: W) -> Result<W::Output, Elapsed> {
    let mut work = pin!(work);
    let mut alarm = pin!(sleep(limit));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| Err(Elapsed)),
    })
    .await
}
