//! Whether there may be a network, and whether anyone is looking.

use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::VisibilityState;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The browser believes that there is a network: a good moment to try.
    Online,
    /// The browser knows that there is none.
    Offline,
    /// The page came to the front.
    Visible,
    /// The page went to the back: the system may stop it without another word.
    Hidden,
}

/// False only if the browser knows that there is no network; true promises nothing.
pub fn is_online() -> bool {
    web_sys::window().is_some_and(|window| window.navigator().on_line())
}

/// Listens for as long as it is kept.
#[must_use = "dropping the watch ends it"]
pub struct Watch {
    _listeners: Vec<EventListener>,
}

/// Calls `tell` at every change, until the watch is dropped.
pub fn watch(tell: impl Fn(Change) + 'static) -> Watch {
    let Some(window) = web_sys::window() else {
        return Watch {
            _listeners: Vec::new(),
        };
    };
    let tell = Rc::new(tell);
    let on = |event, change| {
        let tell = Rc::clone(&tell);
        EventListener::new(&window, event, move |_| tell(change))
    };
    let mut listeners = vec![on("online", Change::Online), on("offline", Change::Offline)];
    if let Some(document) = window.document() {
        let shown = document.clone();
        let tell = Rc::clone(&tell);
        listeners.push(EventListener::new(
            &document,
            "visibilitychange",
            move |_| {
                tell(match shown.visibility_state() {
                    VisibilityState::Visible => Change::Visible,
                    _ => Change::Hidden,
                });
            },
        ));
    }
    Watch {
        _listeners: listeners,
    }
}
