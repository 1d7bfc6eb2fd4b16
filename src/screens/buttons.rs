//! What a finger presses: written once, compiled once.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::live::{Handler, LiveText};
use crate::route::Screen;

/// The way to another screen.
pub(super) fn link(style: &'static str, to: Screen, says: LiveText) -> AnyView {
    view! { <a class=style href=to.fragment()>{says}</a> }.into_any()
}

/// A button that does something other than sending its form.
pub(super) fn button(style: &'static str, act: Handler<MouseEvent>, says: LiveText) -> AnyView {
    view! {
        <button class=style type="button" on:click=act>
            {says}
        </button>
    }
    .into_any()
}

/// The button that sends its form.
pub(super) fn send(style: &'static str, says: LiveText) -> AnyView {
    view! {
        <button class=style type="submit">
            {says}
        </button>
    }
    .into_any()
}
