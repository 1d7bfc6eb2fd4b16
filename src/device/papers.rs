//! The worker that reads a container's documents (`crates/papers`): Wasm of its own, fetched once the
//! app is there.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Where index.html names the worker.
const NAMED: &str = "meta[name=papers]";

/// It could not be fetched or started, or has stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Who waits for an answer, the first first.
type Waiting = Rc<RefCell<VecDeque<Function>>>;

/// The worker. Dropping it ends it.
pub struct Papers {
    worker: Worker,
    waiting: Waiting,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Papers {
    /// Starts it. Whether that works is known at its first answer.
    pub fn start() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let named = document.query_selector(NAMED).ok()??;
        let name = named
            .get_attribute("content")
            .filter(|name| !name.is_empty())?;
        let worker = Worker::new(&name).ok()?;
        let waiting = Waiting::default();
        let heard = Closure::new({
            let waiting = Rc::clone(&waiting);
            move |message: MessageEvent| {
                let next = waiting.borrow_mut().pop_front();
                if let Some(next) = next {
                    let _ = next.call1(&JsValue::NULL, &message.data());
                }
            }
        });
        let failed = Closure::new({
            let waiting = Rc::clone(&waiting);
            move || {
                let all: Vec<Function> = waiting.borrow_mut().drain(..).collect();
                for waits in all {
                    let _ = waits.call1(&JsValue::NULL, &JsValue::NULL);
                }
            }
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self {
            worker,
            waiting,
            _heard: heard,
            _failed: failed,
        })
    }

    /// Puts a question, at once, behind those before it.
    pub fn ask(&self, question: &[u8]) -> impl Future<Output = Result<Vec<u8>, Stopped>> + use<> {
        let answer = Promise::new(&mut |answer, _| self.waiting.borrow_mut().push_back(answer));
        let question = Uint8Array::from(question);
        let handed_over = Array::of1(&question.buffer());
        let posted = self
            .worker
            .post_message_with_transfer(&question, &handed_over);
        if posted.is_err() {
            self.waiting.borrow_mut().pop_back();
        }
        async move {
            posted.map_err(|_| Stopped)?;
            let answer = JsFuture::from(answer).await.map_err(|_| Stopped)?;
            let answer = answer.dyn_into::<Uint8Array>().map_err(|_| Stopped)?;
            Ok(answer.to_vec())
        }
    }
}

impl Drop for Papers {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
