//! What a person does to a page, and waiting for what the page does.

use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::dom::{BackendNodeId, ResolveNodeParams};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, InsertTextParams,
};
use chromiumoxide::cdp::browser_protocol::page::BringToFrontParams;
use chromiumoxide::cdp::js_protocol::runtime::CallFunctionOnParams;
use chromiumoxide::error::CdpError;
use chromiumoxide::keys::get_key_definition;
use chromiumoxide::layout::Point;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep};

use super::outline::{Node, squeeze};
use super::{BrowserError, Name, Outline, Tab};

const TICK: Duration = Duration::from_millis(50);

/// What one look at the page found.
enum Look<T> {
    Reached(T),
    NotYet(String),
}

/// Where to click an element, as `place.js` tells.
#[derive(Deserialize)]
struct Place {
    x: f64,
    y: f64,
    /// Why a click there would miss, if it would.
    obstacle: Option<String>,
}

impl Tab {
    /// Clicks the one element of this role and name, in its centre, with the mouse.
    ///
    /// Roles are those of Chromium's accessibility tree: `button`, `link`, `textbox`, `combobox`,
    /// `checkbox`, `radio`, `heading`, `StaticText` and so on. The element must be the only one of
    /// its role and name, enabled, at rest and not covered; all that is waited for.
    pub async fn click(&self, role: &str, name: impl Into<Name>) -> Result<(), BrowserError> {
        let name = name.into();
        self.page().execute(BringToFrontParams::default()).await?;
        let expected = format!("a {role} {name} to click");
        let point = self
            .until(&expected, async || {
                let element = match self.only(role, &name).await? {
                    Look::Reached(node) if node.disabled => {
                        return Ok(Look::NotYet("it is disabled".into()));
                    }
                    Look::Reached(node) => node.element,
                    Look::NotYet(found) => return Ok(Look::NotYet(found)),
                };
                let place: Place = self.ask(element, include_str!("place.js"), None).await?;
                Ok(match place.obstacle {
                    None => Look::Reached(Point::new(place.x, place.y)),
                    Some(obstacle) => Look::NotYet(obstacle),
                })
            })
            .await?;
        self.page().click(point).await?;
        Ok(())
    }

    /// Replaces what the one field of this role and name contains, as typing would.
    pub async fn fill(
        &self,
        role: &str,
        name: impl Into<Name>,
        text: &str,
    ) -> Result<(), BrowserError> {
        let name = name.into();
        self.click(role, name.clone()).await?;
        let set: bool = self
            .ask_only(role, &name, include_str!("fill.js"), Some(text))
            .await?;
        if set {
            return Ok(());
        }
        // The old text is selected now, and typing replaces it.
        if text.is_empty() {
            return self.press("Delete").await;
        }
        self.page().execute(InsertTextParams::new(text)).await?;
        Ok(())
    }

    /// Chooses the option called `option` in the one native list of this name, whose own menu is
    /// drawn outside the page.
    pub async fn select(&self, name: impl Into<Name>, option: &str) -> Result<(), BrowserError> {
        let name = name.into();
        let expected = format!("a combobox {name} with an option called {option:?}");
        let script = include_str!("select.js");
        self.until(&expected, async || {
            let element = match self.only("combobox", &name).await? {
                Look::Reached(node) => node.element,
                Look::NotYet(found) => return Ok(Look::NotYet(found)),
            };
            let chosen: bool = self.ask(element, script, Some(option)).await?;
            Ok(if chosen {
                Look::Reached(())
            } else {
                Look::NotYet("there is no such option".into())
            })
        })
        .await
    }

    /// Presses and releases a key, by its DOM name: `Enter`, `Tab`, `Escape`, `a`.
    pub async fn press(&self, key: &str) -> Result<(), BrowserError> {
        let unknown = || BrowserError::UnknownKey { key: key.into() };
        let definition = get_key_definition(key).ok_or_else(unknown)?;
        let text = definition
            .text
            .or((definition.key.len() == 1).then_some(definition.key));
        let mut down = DispatchKeyEventParams::new(match text {
            Some(_) => DispatchKeyEventType::KeyDown,
            None => DispatchKeyEventType::RawKeyDown,
        });
        down.key = Some(definition.key.into());
        down.code = Some(definition.code.into());
        down.windows_virtual_key_code = Some(definition.key_code);
        let mut up = down.clone();
        up.r#type = DispatchKeyEventType::KeyUp;
        down.text = text.map(str::to_owned);
        self.page().execute(down).await?;
        self.page().execute(up).await?;
        Ok(())
    }

    /// What the one element of this role and name shows: its text, or a field's content.
    pub async fn text_of(&self, role: &str, name: impl Into<Name>) -> Result<String, BrowserError> {
        let text: String = self
            .ask_only(role, &name.into(), include_str!("text_of.js"), None)
            .await?;
        Ok(squeeze(&text))
    }

    /// Waits until the page has an element of this role and name.
    pub async fn wait_for(&self, role: &str, name: impl Into<Name>) -> Result<(), BrowserError> {
        let name = name.into();
        self.until(&format!("a {role} {name}"), async || {
            Ok(match self.outline().await?.has(role, &name) {
                true => Look::Reached(()),
                false => Look::NotYet("there is none".into()),
            })
        })
        .await
    }

    /// Waits until the page has no element of this role and name.
    pub async fn wait_gone(&self, role: &str, name: impl Into<Name>) -> Result<(), BrowserError> {
        let name = name.into();
        self.until(&format!("no {role} {name}"), async || {
            Ok(match self.outline().await?.has(role, &name) {
                true => Look::NotYet("there still is".into()),
                false => Look::Reached(()),
            })
        })
        .await
    }

    /// Waits until the page shows this text, white space aside.
    pub async fn wait_for_text(&self, text: &str) -> Result<(), BrowserError> {
        self.until(&format!("the text {text:?}"), async || {
            Ok(match self.shows(text).await? {
                true => Look::Reached(()),
                false => Look::NotYet("it is not there".into()),
            })
        })
        .await
    }

    /// Waits until the page does not show this text.
    pub async fn wait_text_gone(&self, text: &str) -> Result<(), BrowserError> {
        self.until(&format!("the text {text:?} to go"), async || {
            Ok(match self.shows(text).await? {
                true => Look::NotYet("it is still there".into()),
                false => Look::Reached(()),
            })
        })
        .await
    }

    async fn shows(&self, text: &str) -> Result<bool, BrowserError> {
        let shown: String = self.evaluate("document.body?.innerText ?? ''").await?;
        Ok(squeeze(&shown).contains(&squeeze(text)))
    }

    async fn only(&self, role: &str, name: &Name) -> Result<Look<Node>, BrowserError> {
        let outline = self.outline().await?;
        Ok(match outline.find(role, name).as_slice() {
            [] => Look::NotYet("there is none".into()),
            [node] => Look::Reached(Node::clone(node)),
            several => Look::NotYet(format!("there are {}", several.len())),
        })
    }

    async fn ask_only<T: DeserializeOwned>(
        &self,
        role: &str,
        name: &Name,
        function: &str,
        argument: Option<&str>,
    ) -> Result<T, BrowserError> {
        self.until(&format!("a {role} {name}"), async || {
            Ok(match self.only(role, name).await? {
                Look::Reached(node) => {
                    Look::Reached(self.ask(node.element, function, argument).await?)
                }
                Look::NotYet(found) => Look::NotYet(found),
            })
        })
        .await
    }

    /// Calls a JavaScript function with an element as its `this`.
    async fn ask<T: DeserializeOwned>(
        &self,
        element: Option<BackendNodeId>,
        function: &str,
        argument: Option<&str>,
    ) -> Result<T, BrowserError> {
        let resolve = ResolveNodeParams {
            backend_node_id: element,
            ..Default::default()
        };
        let object = self.page().execute(resolve).await?.result.object;
        let mut call = CallFunctionOnParams::new(function);
        call.object_id = object.object_id;
        call.await_promise = Some(true);
        call.return_by_value = Some(true);
        if let Some(text) = argument {
            call.arguments = Some(vec![serde_json::from_value(
                serde_json::json!({"value": text}),
            )?]);
        }
        let answer = self.page().execute(call).await?.result;
        if let Some(details) = answer.exception_details {
            let description = details
                .exception
                .and_then(|exception| exception.description);
            return Err(BrowserError::Threw {
                exception: description.unwrap_or(details.text),
            });
        }
        Ok(serde_json::from_value(
            answer.result.value.unwrap_or_default(),
        )?)
    }

    async fn until<T>(
        &self,
        expected: &str,
        look: impl AsyncFn() -> Result<Look<T>, BrowserError>,
    ) -> Result<T, BrowserError> {
        let deadline = Instant::now() + self.patience();
        loop {
            let found = match look().await {
                Ok(Look::Reached(value)) => return Ok(value),
                Ok(Look::NotYet(found)) => found,
                // The page changed between two questions about it: ask again.
                Err(BrowserError::Protocol(error)) if matches!(*error, CdpError::Chrome(_)) => {
                    error.to_string()
                }
                Err(error) => return Err(error),
            };
            if Instant::now() >= deadline {
                let expected = expected.to_owned();
                let outline = Outline::read(self.page()).await.unwrap_or_default();
                return Err(BrowserError::Unmet {
                    expected,
                    found,
                    outline,
                });
            }
            sleep(TICK).await;
        }
    }
}
