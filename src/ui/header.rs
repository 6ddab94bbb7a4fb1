//! The bar at the top: where one is, whether work is safe, in and out.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::listeners;
use super::saved_chip::SavedChip;
use super::shared::{action_button, words};
use super::store::{use_selector, use_store};
use crate::session::{Args, Command, Words};

/// The bar at the top.
#[component]
pub fn Header() -> Html {
    let store = use_store();
    let (project, title) = use_selector(|state| {
        let title = state.view.document().map(|document| document.meta.title.clone());
        (state.project.name.clone(), title)
    });
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                listeners::chosen(&store, &input);
            }
        })
    };
    let button = |command, label, class| action_button(&store, command, Args::default(), words(label), class);
    html! {
        <header class="bar">
            <div class="brand"><span class="hand" aria-hidden="true">{ "☞" }</span>{ Words::AppName.text() }</div>
            <div class="crumb">
                <span class="crumb-project">{ project.to_string() }{ " · " }</span>
                <b>{ title.map(|title| title.to_string()).unwrap_or_default() }</b>
            </div>
            <SavedChip />
            { button(Command::PasteArticle, Words::PasteText, "btn") }
            { button(Command::ImportFiles, Words::OpenFiles, "btn") }
            { button(Command::CopyExport, Words::CopyAll, "btn wide-only") }
            { button(Command::Export, Words::ExportAll, "btn primary") }
            <input type="file" class="offscreen" multiple=true accept=".txt,.text,.jsonl,.ndjson,.json,text/plain" tabindex="-1"
                aria-label={Words::OpenFiles.text()} data-action="import-files" {onchange} />
        </header>
    }
}
