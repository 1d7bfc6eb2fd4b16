use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice::TroubleNotice;
use crate::app::App;
use crate::casing::lock_on_casing;
use crate::device::scanner;
use crate::visit::StopSign;
use crate::words::{Phrase, Trouble};

/// The lock's number on its casing, typed or scanned: the chooser then offers that lock only.
#[component]
pub(super) fn Casing() -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new_local(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match lock_on_casing(&typed.get_untracked()) {
            Ok(lock) => app.connect_to(lock),
            Err(error) => trouble.set(Some(error.into())),
        }
    };
    let wrong = move || trouble.with(Option::is_some);
    view! {
        <form class="card stack" on:submit=submit>
            <div class="field">
                <label class="field__label" for="casing">
                    {app.said(Phrase::CasingTitle)}
                </label>
                <input
                    class="field__input field__input--code"
                    id="casing"
                    aria-describedby="casing-help"
                    aria-invalid=move || wrong().then_some("true")
                    autocomplete="off"
                    autocapitalize="characters"
                    enterkeyhint="go"
                    spellcheck="false"
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        trouble.set(None);
                    }
                />
                <p class="field__help" id="casing-help">{app.said(Phrase::CasingHelp)}</p>
            </div>
            <Scanner typed trouble />
            {move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> })}
            <button class="button" type="submit">
                {app.said(Phrase::CasingConnect)}
            </button>
        </form>
    }
}

/// The camera, where the browser itself reads what labels carry; elsewhere there is no button. What
/// it finds is put where it could have been typed: to open the chooser takes a tap.
#[component]
fn Scanner(
    typed: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>, LocalStorage>,
) -> impl IntoView {
    let app = App::here();
    let available = RwSignal::new(false);
    spawn_local(async move {
        let found = scanner::available().await;
        available.try_set(found);
    });
    let scanning = RwSignal::new_local(None::<StopSign>);
    let found = RwSignal::new(None::<String>);
    let begin = move |_| {
        trouble.set(None);
        found.set(None);
        scanning.set(Some(StopSign::default()));
    };
    let end = move |result: Result<String, scanner::ScanError>| {
        scanning.try_set(None);
        match result.map(|label| (lock_on_casing(&label), label)) {
            Ok((Ok(lock), _)) => {
                typed.set(lock.to_string());
                found.set(Some(lock.to_string()));
            }
            Ok((Err(error), _)) => trouble.set(Some(error.into())),
            Err(error) => trouble.set(Some(error.into())),
        }
    };
    view! {
        {move || found.get().map(|lock| view! {
            <p role="status">{app.filled(Phrase::CasingScanned, vec![lock])}</p>
        })}
        {move || match (available.get(), scanning.get()) {
            (false, _) => None,
            (true, None) => Some(
                view! {
                    <button class="button button--quiet" type="button" on:click=begin>
                        {app.said(Phrase::CasingScan)}
                    </button>
                }
                .into_any(),
            ),
            (true, Some(stop)) => Some(
                view! {
                    <Camera stop end />
                    <button
                        class="button button--quiet"
                        type="button"
                        on:click=move |_| scanning.set(None)
                    >
                        {app.said(Phrase::CasingScanStop)}
                    </button>
                }
                .into_any(),
            ),
        }}
    }
}

/// What the camera sees, until there is a label in it or the officer stops.
#[component]
fn Camera(
    stop: StopSign,
    end: impl Fn(Result<String, scanner::ScanError>) + Copy + 'static,
) -> impl IntoView {
    let app = App::here();
    let screen = NodeRef::<Video>::new();
    let stopping = StoredValue::new_local(stop);
    screen.on_load(move |screen| {
        let stop = stopping.get_value();
        spawn_local(async move {
            // Stopped: whoever did it has taken the picture away.
            if let Ok(result) = stop.heeded_by(scanner::scan(&screen)).await {
                end(result);
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
            aria-label=app.said(Phrase::CasingScan)
            playsinline
            prop:muted=true
        ></video>
        <p class="field__help" role="status">{app.said(Phrase::CasingScanHelp)}</p>
    }
}
