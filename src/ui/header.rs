//! The bar at the top: where one is, whether work is safe, in and out.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::listeners;
use super::parts::{Part, watch};
use super::shared::{action_button, words};
use super::store::Store;
use crate::session::{Args, Command, State, Words};

/// The bar at the top.
pub fn draw(store: &Store, state: &State) -> Html {
    let title = state.view.document().map(|document| document.meta.title.to_string());
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                listeners::chosen(&store, &input);
            }
        })
    };
    let button = |command, label, class| action_button(store, command, Args::default(), words(label), class);
    html! {
        <header class="bar">
            <h1 class="brand"><span class="hand" aria-hidden="true">{ "☞" }</span>{ Words::AppName.text() }</h1>
            <div class="crumb">
                <span class="crumb-project">{ state.project.name.to_string() }{ " · " }</span>
                <b>{ title.unwrap_or_default() }</b>
            </div>
            { watch(store, Part::SavedChip) }
            if state.task.is_some() {
                { button(Command::Export, Words::ExportAll, "btn wide-only") }
                { button(Command::HandIn, Words::ActHandIn, "btn primary") }
            } else {
                { button(Command::PasteArticle, Words::PasteText, "btn") }
                { button(Command::ImportFiles, Words::OpenFiles, "btn") }
                { button(Command::CopyExport, Words::CopyAll, "btn wide-only") }
                { button(Command::Export, Words::ExportAll, "btn primary") }
            }
            <input type="file" class="offscreen" multiple=true accept=".txt,.text,.jsonl,.ndjson,.json,text/plain" tabindex="-1"
                aria-label={Words::OpenFiles.text()} data-action="import-files" {onchange} />
        </header>
    }
}
