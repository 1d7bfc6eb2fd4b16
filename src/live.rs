//! What is shown and changes with the state, one type for each kind of it.
//!
//! Leptos compiles an effect, a view and its erasure anew for every closure type, and every closure
//! written into a view is a type of its own. A hundred copies of the same code were 14 kB of what a
//! phone downloads. Boxed here, they share one; a call through a pointer is all it costs.

use leptos::prelude::*;

/// A part of a screen that changes.
pub(crate) type Live = Box<dyn FnMut() -> AnyView + Send>;

/// A text that changes, as content or as an attribute.
pub(crate) type LiveText = Box<dyn FnMut() -> String + Send>;

/// Whether something holds, for a class or an attribute.
pub(crate) type LiveFlag = Box<dyn FnMut() -> bool + Send>;

/// What an event does.
pub(crate) type Handler<E> = Box<dyn FnMut(E)>;

/// A part of a screen that changes.
pub(crate) fn live<V: IntoView + 'static>(show: impl Fn() -> V + Send + 'static) -> Live {
    Box::new(move || show().into_any())
}

/// A text that changes.
pub(crate) fn live_text<T: Into<String>>(say: impl Fn() -> T + Send + 'static) -> LiveText {
    Box::new(move || say().into())
}

/// Whether something holds.
pub(crate) fn live_flag(holds: impl Fn() -> bool + Send + 'static) -> LiveFlag {
    Box::new(holds)
}

/// What an event does.
pub(crate) fn handler<E>(act: impl FnMut(E) + 'static) -> Handler<E> {
    Box::new(act)
}

/// A part of a screen that is there while something holds. It is made anew when the answer changes,
/// not whenever it is asked for.
pub(crate) fn live_while<V: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    show: impl Fn() -> V + Send + 'static,
) -> Live {
    live_either(holds, show, || ())
}

/// One part of a screen while something holds, another while it does not.
pub(crate) fn live_either<V: IntoView + 'static, W: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    show: impl Fn() -> V + Send + 'static,
    otherwise: impl Fn() -> W + Send + 'static,
) -> Live {
    let holds = answer(Box::new(holds));
    live(move || {
        if holds.get() {
            show().into_any()
        } else {
            otherwise().into_any()
        }
    })
}

fn answer(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| holds())
}
