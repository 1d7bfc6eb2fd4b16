use std::ops::ControlFlow;

use super::buttons::send;
use leptos::prelude::*;

use super::camera::Camera;
use super::notice::TroubleNotice;
use crate::app::App;
use crate::device::scanner::ScanError;
use crate::live::{handler, live};
use crate::parts::{Gathering, Part, from_text};
use crate::words::{Phrase, Trouble};

/// What another phone shows as codes, read by the camera; or pasted, where there is none. `done`
/// gets the bytes once they are all there.
#[component]
pub(super) fn Gather(done: Callback<Vec<u8>>) -> impl IntoView {
    let gathering = RwSignal::new(None::<Gathering>);
    let trouble = RwSignal::new(None::<Trouble>);
    let begun = Callback::new(move |()| {
        gathering.set(None);
        trouble.set(None);
    });
    let take = Callback::new(move |text: String| match gathered(gathering, &text) {
        Ok(Some(bytes)) => {
            done.run(bytes);
            ControlFlow::Break(())
        }
        Ok(None) => ControlFlow::Continue(()),
        Err(error) => {
            trouble.try_set(Some(error));
            ControlFlow::Break(())
        }
    });
    let end = Callback::new(move |result: Result<(), ScanError>| {
        if let Err(error) = result {
            trouble.try_set(Some(error.into()));
        }
    });
    view! {
        <Camera begin=Phrase::CodesScan help=Phrase::CodesScanHelp take end begun />
        <Progress gathering />
        <Paste done trouble />
        {live(move || trouble.get().map(|trouble| view! { <TroubleNotice trouble /> }))}
    }
}

/// Takes what the camera read; gives the bytes with the last part. A code that is no part is not
/// looked at: cameras see more than they are meant to.
fn gathered(
    gathering: RwSignal<Option<Gathering>>,
    text: &str,
) -> Result<Option<Vec<u8>>, Trouble> {
    let Ok(part) = text.parse::<Part>() else {
        return Ok(None);
    };
    let taken = gathering.try_update(|gathering| match gathering {
        Some(gathering) => gathering.add(part),
        None => {
            *gathering = Some(Gathering::begin(part));
            Ok(())
        }
    });
    taken.transpose()?;
    let whole = gathering.try_with_untracked(|gathering| {
        let gathering = gathering.as_ref()?;
        let all = gathering.missing().next().is_none();
        all.then(|| gathering.whole())
    });
    Ok(whole.flatten().transpose()?)
}

/// Which parts are still to come.
#[component]
fn Progress(gathering: RwSignal<Option<Gathering>>) -> impl IntoView {
    let app = App::here();
    let told = move || {
        gathering.with(|gathering| {
            let gathering = gathering.as_ref()?;
            let missing: Vec<String> = gathering.missing().map(|n| n.to_string()).collect();
            let there = gathering.of() - missing.len();
            let gaps = [
                there.to_string(),
                gathering.of().to_string(),
                missing.join(", "),
            ];
            Some(app.fill(Phrase::CodesGathered, &gaps))
        })
    };
    view! { <p role="status">{live(told)}</p> }
}

#[component]
fn Paste(done: Callback<Vec<u8>>, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let app = App::here();
    let pasted = RwSignal::new(String::new());
    let submit = handler(move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match pasted.with_untracked(|text| from_text(text)) {
            Ok(bytes) => done.run(bytes),
            Err(error) => trouble.set(Some(error.into())),
        }
    });
    view! {
        <form class="field" on:submit=submit>
            <label class="field__label" for="pasted">{app.said(Phrase::CodesPaste)}</label>
            <textarea
                class="field__input"
                id="pasted"
                autocomplete="off"
                spellcheck="false"
                prop:value=pasted
                on:input=handler(move |event| {
                    pasted.set(event_target_value(&event));
                    trouble.set(None);
                })
            ></textarea>
            {send("button", app.said(Phrase::CodesTake))}
        </form>
    }
}
