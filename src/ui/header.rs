//! The bar at the top: where one is, whether work is safe, in and out.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::listeners;
use super::parts::{Part, watch};
use super::shared::{action_button, lock_sign, runs, words};
use super::store::Store;
use crate::model::Document;
use crate::session::people::called;
use crate::session::projects::shown;
use crate::session::{Args, Command, Message, State, Words};

/// Whose work the open document is, and whether it is only looked at.
#[inline(never)] // so that it can travel later
fn whose(store: &Store, state: &State, document: &Document) -> Html {
    let (annotator, locked) = (document.meta.annotator, document.meta.locked);
    let label = if locked { Words::UnlockShort } else { Words::LockShort };
    html! {
        <span class="whose">
            if locked { { lock_sign() } }
            <span class="whose-name">{ Message::new(Words::WhoseWork, &[called(&state.project, annotator)]).text() }</span>
            { action_button(store, Command::UnlockArticle, Args::default(), words(label), "act quiet") }
        </span>
    }
}

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
                <button type="button" class="crumb-project" dir="auto" data-action="projects" title={Words::ActProjects.text()}
                    onclick={runs(store, Command::Projects, Args::default())}>{ shown(&state.project.name) }</button>
                for title in title {
                    <button type="button" class="crumb-article" data-action="about-article" title={Words::ActAboutArticle.text()} dir="auto"
                        onclick={runs(store, Command::AboutArticle, Args::default())}>{ title }</button>
                }
            </div>
            if let Some(document) = state.view.document().filter(|d| d.meta.locked || d.meta.copy_of.is_some()) {
                { whose(store, state, document) }
            }
            { watch(store, Part::SavedChip) }
            if state.task.is_some() {
                { button(Command::Export, Words::ExportAll, "btn wide-only") }
                { button(Command::HandIn, Words::ActHandIn, "btn primary") }
            } else {
                { button(Command::PasteArticle, Words::PasteText, "btn") }
                { button(Command::ImportFiles, Words::OpenFiles, "btn") }
                { button(Command::CopyExport, Words::CopyAll, "btn wide-only") }
                { button(Command::ExportLab, Words::ActExportLab, "btn wide-only") }
                { button(Command::Export, Words::ExportAll, "btn primary") }
            }
            <input type="file" class="offscreen" multiple=true accept=".txt,.text,.jsonl,.ndjson,.json,.jsonld,.html,.htm,.xhtml,.mhtml,.mht,.md,.csv,.tsv,.zip,text/plain,text/html" tabindex="-1"
                aria-label={Words::OpenFiles.text()} data-action="import-files" onchange={onchange.clone()} />
            <input type="file" class="offscreen" webkitdirectory=true tabindex="-1" aria-label={Words::ActImportFolder.text()}
                data-action="import-folder" {onchange} />
        </header>
    }
}
