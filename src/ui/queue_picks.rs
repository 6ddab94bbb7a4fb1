//! What can be done with the articles that are picked out in the queue.

use yew::prelude::*;

use super::article_sheet::LANGUAGES;
use super::shared::{action_button, cut_button, runs, status_sign, words};
use super::store::Store;
use crate::model::{MetaField, Status};
use crate::session::{Args, Command, Message, Words};

/// The ways to put them elsewhere, each with its sign.
const WAYS: [(Command, &str); 4] = [
    (Command::ArticlesUp, "↑"),
    (Command::ArticlesDown, "↓"),
    (Command::ArticlesFirst, "⤒"),
    (Command::ArticlesLast, "⤓"),
];

/// The bar; `count`: how many are picked out.
#[inline(never)] // so that it can travel later
pub(super) fn draw(store: &Store, count: usize) -> Html {
    let head = Message::new(Words::PickedMany, &[count]).text();
    let name = Words::ActSetStatuses.text();
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let field: Option<web_sys::HtmlSelectElement> = event.target_dyn_into();
            if let Some(field) = field.filter(|field| !field.value().is_empty()) {
                let status = Some(field.value());
                // It says what it is for again, not what was done.
                field.set_value("");
                store.run(Command::SetStatuses, Args { status, ..Args::default() });
            }
        })
    };
    let language = Words::PickedLanguage.text();
    let onlanguage = {
        let (store, ids) = (store.clone(), store.with(|state| state.queue.picks.among(&state.project.order)));
        Callback::from(move |event: Event| {
            let field: Option<web_sys::HtmlSelectElement> = event.target_dyn_into();
            if let Some(field) = field.filter(|field| !field.value().is_empty()) {
                let text = Some(field.value());
                field.set_value("");
                let ids = Some(ids.iter().map(ToString::to_string).collect());
                store.run(
                    Command::SetArticle,
                    Args { field: Some(MetaField::Language.as_str().to_owned()), ids, text, ..Args::default() },
                );
            }
        })
    };
    let as_name = Words::ActExportLab.text();
    let placeable = store.with(Command::ArticlesUp.info().applies);
    html! {
        <div class="picked-bar" role="group" aria-label={head.clone()}>
            <p class="picked-head"><b>{ head }</b>{ cut_button(store, Command::DropPicks, Args::default(), Words::ActDropPicks) }</p>
            <select data-action="set-statuses" aria-label={name} title={name} {onchange}>
                <option value="" selected=true>{ Words::PickedStatus.text() }</option>
                for (status, value) in Status::ALL {
                    <option key={value} {value}>{ status_sign(status).1.text() }</option>
                }
            </select>
            <select data-action="set-article" aria-label={language} title={language} onchange={onlanguage}>
                <option value="" selected=true>{ Words::PickedLanguage.text() }</option>
                for (value, name) in LANGUAGES { <option key={value} {value} lang={value}>{ name }</option> }
            </select>
            <span class="picked-export">
                { action_button(store, Command::ExportArticles, Args::default(), words(Words::PickedExport), "act") }
                <button type="button" class="act" data-action="export-lab" data-value="picked" aria-label={as_name} title={as_name}
                    onclick={runs(store, Command::ExportLab, Args { kind: Some("picked".to_owned()), ..Args::default() })}>{ Words::PickedExportAs.text() }</button>
            </span>
            { action_button(store, Command::RemoveArticles, Args::default(), words(Words::PickedRemove), "act") }
            <span class="picked-ways">
                for (command, sign) in WAYS {
                    <button type="button" key={sign} class="act" data-action={command.info().id} aria-label={command.info().name.text()}
                        title={command.info().name.text()} disabled={!placeable} onclick={runs(store, command, Args::default())}>{ sign }</button>
                }
            </span>
        </div>
    }
}
