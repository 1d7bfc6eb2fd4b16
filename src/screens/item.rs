//! An item of a detail sheet.

use leptos::prelude::*;
use railseal_inspection::documents::{Content, ItemLine};

use crate::app::App;
use crate::live::live_text;
use crate::words::Phrase;

/// Items, one under the other.
pub(super) fn items(app: App, items: &[ItemLine]) -> AnyView {
    let items = items.iter().map(|item| self::item(app, item));
    items.collect_view().into_any()
}

/// All that is declared of an item.
pub(super) fn item(app: App, item: &ItemLine) -> AnyView {
    let parties = [
        (Phrase::Sender, &item.sender),
        (Phrase::Recipient, &item.recipient),
    ]
    .map(|(role, party)| {
        let text = format!("{}, {}, {}", party.name, party.address, party.country);
        view! {
            <dt>{app.said(role)}</dt>
            <dd>{text}</dd>
        }
    })
    .collect_view();
    let contents = item.contents.iter().cloned();
    let contents = contents.map(|content| {
        let line = live_text(move || line(app, &content));
        view! { <dd>{line}</dd> }
    });
    view! {
        <article class="item">
            <h3 class="tree__id">{item.id.as_str().to_owned()}</h3>
            <p>{app.said(Phrase::category(item.category))}</p>
            <dl class="facts">
                {parties}
                <dt>{app.said(Phrase::Contents)}</dt>
                {contents.collect_view()}
            </dl>
        </article>
    }
    .into_any()
}

fn line(app: App, content: &Content) -> String {
    let minor = content.value.minor;
    let gaps = [
        content.quantity.to_string(),
        content.description.to_string(),
        app.language.get().weight(content.net),
        format!("{}.{:02}", minor / 100, minor % 100),
        content.value.currency.to_string(),
        content.hs.to_string(),
        content.origin.to_string(),
    ];
    app.fill(Phrase::ContentLine, &gaps)
}
