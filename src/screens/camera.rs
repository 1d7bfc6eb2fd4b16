use std::ops::ControlFlow;

use super::buttons::button;
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::device::scanner::{self, ScanError};
use crate::live::{handler, live};
use crate::visit::StopSign;
use crate::words::Phrase;

/// The camera, behind a button; where there is none, there is no button. It hands over what it
/// reads until `take` has enough or the officer stops it.
#[component]
pub(super) fn Camera(
    begin: Phrase,
    help: Phrase,
    take: Callback<String, ControlFlow<()>>,
    end: Callback<Result<(), ScanError>>,
    /// Called as the camera opens.
    begun: Callback<()>,
) -> impl IntoView {
    let app = App::here();
    let available = RwSignal::new(false);
    spawn_local(async move {
        let found = scanner::available().await;
        available.try_set(found);
    });
    let scanning = RwSignal::new_local(None::<StopSign>);
    let open = move |_| {
        begun.run(());
        scanning.set(Some(StopSign::default()));
    };
    let ended = Callback::new(move |result| {
        scanning.try_set(None);
        end.run(result);
    });
    live(move || {
        match (available.get(), scanning.get()) {
        (false, _) => None,
        (true, None) => Some(
            view! {
                {button("button button--quiet", handler(open), app.said(begin))}
            }
            .into_any(),
        ),
        (true, Some(stop)) => Some(
            view! {
                <Picture name=begin stop take ended />
                <p class="field__help" role="status">{app.said(help)}</p>
                {button("button button--quiet", handler(move |_| scanning.set(None)), app.said(Phrase::CasingScanStop))}
            }
            .into_any(),
        ),
    }
    })
}

/// What the camera sees, for as long as this is shown.
#[component]
fn Picture(
    name: Phrase,
    stop: StopSign,
    take: Callback<String, ControlFlow<()>>,
    ended: Callback<Result<(), ScanError>>,
) -> impl IntoView {
    let app = App::here();
    let screen = NodeRef::<Video>::new();
    let stopping = StoredValue::new_local(stop);
    screen.on_load(move |screen| {
        let stop = stopping.get_value();
        spawn_local(async move {
            let scanned = scanner::scan(&screen, |text| take.run(text));
            // Stopped: whoever did it has taken the picture away.
            if let Ok(result) = stop.heeded_by(scanned).await {
                ended.run(result);
            }
        });
    });
    on_cleanup(move || {
        stopping.try_with_value(StopSign::put_up);
    });
    view! {
        <video
            class="scanner"
            node_ref=screen
            aria-label=app.said(name)
            playsinline
            prop:muted=true
        ></video>
    }
}
