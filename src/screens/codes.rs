use std::time::Duration;

use super::buttons::button;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice::TroubleNotice;
use crate::app::App;
use crate::device::optics::{Drawing, Optics, OpticsError};
use crate::device::page;
use crate::device::scanner::ScanError;
use crate::live::{handler, live, live_text};
use crate::parts::{Part, as_text};
use crate::words::{Phrase, Trouble};

/// How long each of several codes is shown: a camera looks at it twice, and nothing on the screen
/// changes three times a second or more (WCAG 2.3.1).
const EACH: Duration = Duration::from_millis(400);

/// Parts as codes for another phone's camera, one after the other until one is held; and as a text
/// to copy.
#[component]
pub(super) fn Codes(parts: Vec<Part>) -> impl IntoView {
    let app = App::here();
    let of = parts.len();
    let text = as_text(&parts);
    let drawn = RwSignal::new_local(None::<Result<Vec<Drawing>, Trouble>>);
    spawn_local(async move {
        let result = draw(&parts).await;
        drawn.try_set(Some(result.map_err(|_| ScanError::NotLoaded.into())));
    });
    let shown = RwSignal::new(0_usize);
    let code = move || match drawn.get()? {
        Ok(drawings) => {
            let drawing = drawings.into_iter().nth(shown.get())?;
            Some(view! { <Code drawing /> }.into_any())
        }
        Err(trouble) => Some(view! { <TroubleNotice trouble /> }.into_any()),
    };
    view! {
        <p class="field__help">{app.said(Phrase::CodesHelp)}</p>
        {live(code)}
        {(of > 1).then(|| view! { <InTurn shown of /> })}
        <Copy text />
    }
}

async fn draw(parts: &[Part]) -> Result<Vec<Drawing>, OpticsError> {
    let mut optics = Optics::start()?;
    let mut drawings = Vec::new();
    for part in parts {
        drawings.push(optics.draw(&part.to_string()).await?);
    }
    Ok(drawings)
}

/// Dark on light in every scheme, as cameras expect it.
#[component]
fn Code(drawing: Drawing) -> impl IntoView {
    let app = App::here();
    let Drawing { side, path } = drawing;
    view! {
        <svg
            class="code"
            role="img"
            aria-label=app.said(Phrase::CodesPicture)
            viewBox=format!("0 0 {side} {side}")
            shape-rendering="crispEdges"
        >
            <path d=path></path>
        </svg>
    }
}

/// Goes from one to the next, until it is held.
#[component]
fn InTurn(shown: RwSignal<usize>, of: usize) -> impl IntoView {
    let app = App::here();
    let held = RwSignal::new(false);
    let turn = set_interval_with_handle(
        move || {
            if held.try_get_untracked() == Some(false) {
                shown.try_update(|shown| *shown = (*shown + 1) % of);
            }
        },
        EACH,
    );
    on_cleanup(move || {
        if let Ok(turn) = turn {
            turn.clear();
        }
    });
    let which = move || [(shown.get() + 1).to_string(), of.to_string()];
    view! {
        <p class="tree__id">{live_text(move || app.fill(Phrase::CodesPart, &which()))}</p>
        <button
            class="button button--quiet"
            aria-pressed=live_text(move || held.get().to_string())
            on:click=handler(move |_| held.update(|held| *held = !*held))
        >
            {app.said(Phrase::CodesHold)}
        </button>
    }
}

#[component]
fn Copy(text: String) -> impl IntoView {
    let app = App::here();
    let copied = RwSignal::new(None::<bool>);
    let copy = handler(move |_| {
        let written = page::copy(&text);
        spawn_local(async move {
            let written = written.await;
            copied.try_set(Some(written));
        });
    });
    view! {
        {button("button button--quiet", copy, live_text(move || app.say(match copied.get() {
                None => Phrase::CodesCopy,
                Some(true) => Phrase::LogCopied,
                Some(false) => Phrase::LogNotCopied,
            })))}
    }
}
