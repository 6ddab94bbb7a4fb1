//! The guidelines beside the text: of the project, then what is said of each label. Where the page is narrow they lie over
//! the article, until Escape.

use yew::prelude::*;

use super::effects::after_drawing;
use super::markdown::{self, Look};
use super::shared::{key_caps, runs};
use super::store::Store;
use super::{guide_edit, guide_labels};
use crate::browser::{dom, guide};
use crate::intake::markdown::{Block, contents, read};
use crate::session::guide::Part;
use crate::session::{Args, Command, Message, State, Words};

/// Headings from which on there is a table of contents.
const MANY: usize = 3;

/// The deepest heading in it.
const DEEPEST: u8 = 3;

/// The pane; nothing while it is not wanted.
pub fn draw(store: &Store, state: &State) -> Html {
    if state.guide.open && state.whole {
        pane(store, state)
    } else {
        html! { <div hidden=true /> }
    }
}

#[inline(never)] // so that it can travel later
fn pane(store: &Store, state: &State) -> Html {
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() && !store.with(|state| state.dialog.is_some()) {
                event.prevent_default();
                leave(&store);
            }
        })
    };
    let close = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.run(Command::Guidelines, Args::default());
        })
    };
    let (guide, project) = (&state.guide, &state.project);
    let waits = guide.draft.is_some();
    let edit = if waits { Words::GuideEditDraft } else { Words::GuideEdit };
    let key = state.keymap.shown(Command::Guidelines.info()).map(|key| html! { <kbd>{ key_caps(&key) }</kbd> });
    html! {
        <section class={classes!("guide", guide.writing.then_some("writing"))} data-pane="guide" aria-label={Words::GuideTitle.text()} {onkeydown}>
            <header class="guide-head">
                <h2 class="h">{ Words::GuideTitle.text() }{ key }</h2>
                if !guide.writing {
                    if state.task.is_none() {
                        <button type="button" class="act" data-action="edit-guidelines" data-field="guide-edit"
                            onclick={runs(store, Command::EditGuidelines, Args::default())}>{ edit.text() }</button>
                    }
                    <button type="button" class="act" data-action="save-guidelines" disabled={project.guidelines.is_empty()}
                        onclick={runs(store, Command::SaveGuidelines, Args::default())}>{ Words::GuideSave.text() }</button>
                }
                <button type="button" class="link-cut" data-action="guidelines" aria-label={Words::GuideClose.text()} title={Words::GuideClose.text()}
                    onclick={close}>{ "×" }</button>
            </header>
            if guide.writing { { guide_edit::draw(store, state) } } else { { reading(store, state) } }
            { guide_edit::file_input(store) }
        </section>
    }
}

/// What is read.
fn reading(store: &Store, state: &State) -> Html {
    let blocks = read(&state.project.guidelines);
    html! {
        <div class="guide-body" data-field="guide" tabindex="0" role="group" aria-label={Words::GuideTitle.text()}>
            { contents_html(store, &blocks) }
            if blocks.is_empty() {
                <p class="card-hint">{ Words::GuideEmpty.text() }</p>
                <p class="guide-acts" hidden={state.task.is_some()}>
                    <button type="button" class="act" data-action="edit-guidelines" data-value="write" onclick={runs(store, Command::EditGuidelines, Args::default())}>
                        { Words::GuideWrite.text() }</button>
                    <button type="button" class="act" data-action="load-guidelines" onclick={runs(store, Command::LoadGuidelines, Args::default())}>
                        { Words::GuideLoad.text() }</button>
                </p>
            }
            <div class="prose" dir="auto">{ markdown::draw(store, &blocks, Look { level: 3, named: true }) }</div>
            { guide_labels::draw(store, state) }
        </div>
    }
}

fn contents_html(store: &Store, blocks: &[Block]) -> Html {
    let all: Vec<_> =
        contents(blocks).into_iter().filter(|(level, words, _)| *level <= DEEPEST && !words.is_empty()).collect();
    if all.len() < MANY {
        return Html::default();
    }
    let least = all.iter().map(|(level, ..)| *level).min().unwrap_or(1);
    let to =
        |anchor: &str| runs(store, Command::Guidelines, Args { field: Some(anchor.to_owned()), ..Args::default() });
    html! {
        <details class="guide-contents" open=true>
            <summary>{ Words::GuideContents.text() }</summary>
            <ol>
                for (level, words, anchor) in all.iter() {
                    <li key={anchor.to_string()} class={format!("in{}", level - least)}>
                        <button type="button" class="md-link" data-action="guidelines" onclick={to(anchor)}>{ words.clone() }</button></li>
                }
                <li key=":labels"><button type="button" class="md-link" data-action="guidelines" onclick={to(guide_labels::ALL)}>{ Words::GuideLabels.text() }</button></li>
            </ol>
        </details>
    }
}

/// A button that shows what the guidelines say of a label.
pub fn label_button(store: &Store, id: &str, name: &str) -> Html {
    let told = Message::new(Words::GuideOfLabel, &[name]).text();
    html! {
        <button type="button" class="guide-ask" data-action="guidelines" aria-label={told.clone()} title={told}
            onclick={runs(store, Command::Guidelines, Args::label(id))}>{ "?" }</button>
    }
}

/// Whether the pane lies over the article.
#[inline(never)] // so that it can travel later
#[must_use]
pub fn lies_over() -> bool {
    guide::is_over()
}

/// Escape in the pane, or anywhere while it lies over the article: there it goes; beside the article it stays, and keys
/// mean the article again.
#[inline(never)] // so that it can travel later
pub fn leave(store: &Store) {
    if guide::is_over() {
        store.run(Command::Guidelines, Args::default());
    } else {
        dom::focus_on("[data-document]");
    }
}

/// The pane has come up: a part is brought into sight. Over the article it has the focus.
#[inline(never)] // so that it can travel later
pub(super) fn shown(store: &Store, at: Option<Part>) {
    after_drawing(store, move || {
        if guide::is_over() {
            guide::focus();
        }
        match at {
            Some(Part::Label(id)) => guide::bring(&[guide_labels::part(&id)]),
            Some(Part::Named(name)) => guide::bring(&[format!("h:{name}"), guide_labels::part(&name)]),
            None => {}
        }
    });
}

/// The pane goes, at once: what had the focus in it would leave it to nobody.
#[inline(never)] // so that it can travel later
pub(super) fn hidden() {
    if guide::has_focus() {
        dom::focus_on("[data-document]");
    }
}
