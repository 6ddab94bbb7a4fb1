//! Writing the guidelines: a field, what it will look like, and files.

use std::rc::Rc;

use web_sys::{DragEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::effects::after_drawing;
use super::markdown::{self, Look};
use super::shared::runs;
use super::store::Store;
use super::text_file::{self, Wanted};
use crate::browser::{files, guide};
use crate::intake::markdown::read;
use crate::session::guide::LIMIT;
use crate::session::{Args, Command, State, Words};

/// The field and what can be done with what is in it.
#[inline(never)] // so that it can travel later
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let (guide, project) = (&state.guide, &state.project);
    let text = guide.text(project).to_string();
    let write = {
        let store = store.clone();
        move |field: Option<HtmlTextAreaElement>| {
            if let Some(field) = field {
                store.run(Command::WriteGuidelines, Args::text(&field.value()));
            }
        }
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| write(event.target_dyn_into()))
    };
    // Left: it is kept in the session, so that it is there after a page load.
    let onchange = Callback::from(move |event: Event| write(event.target_dyn_into()));
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            let command = match event.key().as_str() {
                "Enter" if event.ctrl_key() || event.meta_key() => Command::SetGuidelines,
                "Escape" if !event.is_composing() => Command::EditGuidelines,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            store.run(command, Args::default());
        })
    };
    let ondrop = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            let list = files::listed(event.data_transfer().and_then(|data| data.files()));
            if !list.is_empty() {
                event.prevent_default();
                event.stop_propagation();
                text_file::take(&store, list, wanted());
            }
        })
    };
    let button = |command: Command, words: Words, class: &'static str, disabled: bool| {
        html! {
            <button type="button" {class} data-action={command.info().id} {disabled} onclick={runs(store, command, Args::default())}>{ words.text() }</button>
        }
    };
    let unchanged = guide.draft.is_none();
    html! {
        <div class="guide-write">
            <textarea class="prose-field" data-field="guidelines" value={text.clone()} dir="auto" spellcheck="true" aria-label={Words::GuideField.text()}
                placeholder={Words::GuideHint.text()} {oninput} {onchange} {onkeydown} {ondrop} />
            if guide.preview {
                <div class="guide-preview prose" dir="auto" tabindex="0" role="group" aria-label={Words::GuidePreview.text()}>
                    { markdown::draw(store, &read(&text), Look { level: 3, named: false }) }
                </div>
            }
            if guide.is_behind(project) {
                <p class="field-told warn" role="status">{ Words::GuideBehind.text() }</p>
                <details class="guide-theirs">
                    <summary>{ Words::GuideTheirs.text() }</summary>
                    <div class="guide-preview prose" dir="auto" tabindex="0" role="group" aria-label={Words::GuideTheirs.text()}>
                        { markdown::draw(store, &read(&project.guidelines), Look { level: 3, named: false }) }
                    </div>
                </details>
            }
            <div class="guide-acts">
                <button type="button" class="btn primary" data-action="set-guidelines" disabled={unchanged}
                    onclick={runs(store, Command::SetGuidelines, Args::default())}>{ Words::GuideKeep.text() }<kbd>{ "Ctrl ⏎" }</kbd></button>
                <button type="button" class="btn" data-action="edit-guidelines"
                    onclick={runs(store, Command::EditGuidelines, Args::default())}>{ Words::GuideLeave.text() }<kbd>{ "Esc" }</kbd></button>
                <span class="spacer" />
                <button type="button" class={classes!("act", guide.preview.then_some("on"))} data-action="preview-guidelines" aria-pressed={guide.preview.to_string()}
                    onclick={runs(store, Command::PreviewGuidelines, Args::default())}>{ Words::GuidePreview.text() }</button>
                { button(Command::LoadGuidelines, Words::GuideLoad, "act", !unchanged) }
                { button(Command::SaveGuidelines, Words::GuideSave, "act", text.is_empty()) }
                { button(Command::DropGuidelines, Words::GuideDrop, "act quiet", unchanged) }
            </div>
        </div>
    }
}

/// Where the browser's window for choosing a file comes from.
pub(super) fn file_input(store: &Store) -> Html {
    let onchange = text_file::chosen(store, wanted());
    html! {
        <input type="file" class="offscreen" accept=".md,.markdown,.txt,.text,text/markdown,text/plain" tabindex="-1"
            aria-label={Words::ActLoadGuidelines.text()} data-value="guidelines" {onchange} />
    }
}

/// Lets the person choose a file, once there is where to choose it from.
#[inline(never)] // so that it can travel later
pub(super) fn choose(store: &Store) {
    after_drawing(store, guide::choose);
}

/// A file whose words become the draft.
fn wanted() -> Wanted {
    let hear = |store: &Store, text: &str| drop(store.run(Command::LoadGuidelines, Args::text(text)));
    Wanted { limit: LIMIT, not_text: Words::GuideNotText, too_large: Words::GuideTooLarge, hear: Rc::new(hear) }
}
