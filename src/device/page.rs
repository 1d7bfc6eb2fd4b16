//! The page itself: its address, its language, where it is looked at.

use std::future::Future;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Window};

/// The language that the browser prefers (BCP 47), if it says.
pub fn preferred_language() -> Option<String> {
    web_sys::window()?.navigator().language()
}

/// Tells assistive technology which language the page speaks (BCP 47).
pub fn speak(tag: &str) {
    if let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    {
        // `lang` is a lawful name of an attribute.
        let _ = root.set_attribute("lang", tag);
    }
}

/// The fragment of the page's address, with its number sign; empty where there is none.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Goes to a fragment of this page, so that the browser's way back leads here.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A fragment is always a lawful address.
        let _ = window.location().set_hash(fragment);
    }
}

/// Calls `changed` with the fragment whenever it changes, for as long as the page lives. What is
/// shown then is looked at from its beginning, by eye and by screen reader.
pub fn on_fragment(changed: impl Fn(&str) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let looked_at = window.clone();
    EventListener::new(&window, "hashchange", move |_| {
        changed(&fragment());
        look_from_the_beginning(&looked_at);
    })
    .forget();
}

/// Puts a text on the clipboard, and answers whether it is there. It begins at the call: browsers
/// allow that only in answer to a tap.
pub fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    // A browser without a clipboard has none to give either.
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    let written = clipboard
        .filter(|clipboard| !clipboard.is_undefined())
        .map(|clipboard| clipboard.write_text(text));
    async move {
        match written {
            Some(written) => written.await.is_ok(),
            None => false,
        }
    }
}

fn look_from_the_beginning(window: &Window) {
    window.scroll_to_with_x_and_y(0.0, 0.0);
    let main = window
        .document()
        .and_then(|document| document.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it was.
        let _ = main.focus();
    }
}
