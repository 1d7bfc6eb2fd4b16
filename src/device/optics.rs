//! The worker that draws and reads codes (`crates/optics`): Wasm of its own, fetched when the first
//! is started.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ImageBitmap, MessageEvent, Worker};

use super::dictionary::dictionary;

/// Where index.html names the worker.
const NAMED: &str = "meta[name=optics]";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpticsError {
    /// The worker or its Wasm could not be fetched or started.
    NotLoaded,
    /// This picture or this text is none that it answers.
    Refused,
}

/// A text as a code: the path of an SVG whose view box is a square from 0 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The length of a side.
    pub side: String,
    /// What is dark.
    pub path: String,
}

/// A worker. Dropping it ends it, whatever it is at.
pub struct Optics(Worker);

impl Optics {
    /// Starts one. Whether that works is known at its first answer.
    pub fn start() -> Result<Self, OpticsError> {
        let document = web_sys::window().and_then(|window| window.document());
        let named = document.and_then(|document| document.query_selector(NAMED).ok()?);
        let name = named.and_then(|named| named.get_attribute("content"));
        let name = name.filter(|name| !name.is_empty());
        let worker = name.and_then(|name| Worker::new(&name).ok());
        worker.map(Self).ok_or(OpticsError::NotLoaded)
    }

    /// The texts of all codes in a picture.
    pub async fn read(&mut self, picture: ImageBitmap) -> Result<Vec<String>, OpticsError> {
        let handed_over = Array::of1(&picture);
        let question = dictionary([("picture", picture.into())]);
        let texts = self.ask(&question, &handed_over, "texts").await?;
        let texts = Array::from(&texts);
        Ok(texts.iter().filter_map(|text| text.as_string()).collect())
    }

    /// A text as a code.
    pub async fn draw(&mut self, text: &str) -> Result<Drawing, OpticsError> {
        let question = dictionary([("text", text.into())]);
        let drawing = self.ask(&question, &Array::new(), "drawing").await?;
        let drawing = drawing.as_string().unwrap_or_default();
        let (side, path) = drawing.split_once(' ').ok_or(OpticsError::Refused)?;
        Ok(Drawing {
            side: side.to_owned(),
            path: path.to_owned(),
        })
    }

    /// One question at a time: the next answer is the one to it.
    async fn ask(
        &mut self,
        question: &Object,
        handed_over: &Array,
        member: &str,
    ) -> Result<JsValue, OpticsError> {
        let answered = Promise::new(&mut |answer, fail| {
            self.0.set_onmessage(Some(&answer));
            self.0.set_onerror(Some(&fail));
        });
        self.0
            .post_message_with_transfer(question, handed_over)
            .map_err(|_| OpticsError::Refused)?;
        let message = answered.await.map_err(|_| OpticsError::NotLoaded)?;
        let answer = message.unchecked_into::<MessageEvent>().data();
        let said = |member: &str| Reflect::get(&answer, &member.into()).unwrap_or_default();
        match said("fault").as_string().as_deref() {
            None => Ok(said(member)),
            Some("not-loaded") => Err(OpticsError::NotLoaded),
            Some(_) => Err(OpticsError::Refused),
        }
    }
}

impl Drop for Optics {
    fn drop(&mut self) {
        self.0.terminate();
    }
}
