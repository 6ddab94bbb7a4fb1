//! The article: sections below each other. What a hand does in it is in `gesture`.

use yew::prelude::*;

use super::parts::{Part, watch};
use super::pieces::class_of;
use super::section_view::SectionView;
use super::shared::{action_button, words};
use super::store::Store;
use crate::model::meta_field::runs_leftward;
use crate::model::{Block, DocId};
use crate::session::messages::shorten;
use crate::session::projects::shown;
use crate::session::{Args, Command, Message, State, Words};

/// The article pane.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(document) = state.view.document() else {
        let started = state.started && state.opening.is_none();
        return html! {
            <main class="page" aria-label={Words::PaneArticle.text()}>
                if started { { empty_html(store, state) } }
            </main>
        };
    };
    let class = classes!("article", format!("tags-{}", state.tags.as_str()), state.linking.map(|_| "linking"));
    let (open, language) = (&document.id, document.meta.language.as_ref());
    html! {
        <main class="page" data-pane="article" aria-label={Words::PaneArticle.text()}>
          <div class="spread">
            <article {class} data-document={open.to_string()} tabindex="0"
                role={state.caret.map(|_| "application")} aria-label={state.caret.map(|_| Words::MarkText.text())} lang={language.map(|l| l.to_string())}
                dir={language.filter(|tag| runs_leftward(tag)).map(|_| "rtl")}>
                { sections(store, state, open) }
            </article>
            { watch(store, Part::BlockButton) }
            { watch(store, Part::Margin) }
          </div>
          { watch(store, Part::ReviewBar) }
        </main>
    }
}

/// The sections of the open article. Those that are parts of one long block stand in its paragraph.
fn sections(store: &Store, state: &State, open: &DocId) -> Html {
    let view = &state.view;
    let section = |number: usize| {
        html! { <SectionView key={format!("{open}-{number}")} store={store.clone()} {number} /> }
    };
    let (mut all, mut number) = (Vec::new(), 0);
    while let Some(shown) = view.section(number) {
        let from = number;
        number += 1;
        if shown.part.is_none() {
            all.push(section(from));
            continue;
        }
        while view.section(number).and_then(|next| next.part).is_some_and(|part| !part.first) {
            number += 1;
        }
        all.extend(shown.blocks.first().map(|block| long_html(block, (from..number).map(section).collect())));
    }
    all.into_iter().collect()
}

/// A block that is laid out in parts.
#[inline(never)] // so that it can travel later
fn long_html(block: &Block, parts: Vec<Html>) -> Html {
    let id = block.id.to_string();
    html! { <p key={format!("long-{id}")} class={class_of(block)} data-block={id} dir="auto">{ parts }</p> }
}

/// What there is to do where there is no article.
#[inline(never)] // so that it can travel later
fn empty_html(store: &Store, state: &State) -> Html {
    let unknown = state.journal.begun.is_some() && !state.place.is_empty();
    let title = Message::new(Words::EmptyProject, &[shorten(shown(&state.project.name), 60)]).text();
    let labels = Message::new(Words::EmptyProjectLabels, &[&state.project.schema.name]).text();
    html! {
        <div class="empty">
            <h2 dir="auto">{ title }</h2>
            if unknown { <p>{ Words::ProjectUnknownWhy.text() }</p> }
            if state.task.is_none() {
            <p>{ Words::EmptyProjectHint.text() }</p>
            <p class="empty-acts">
                { action_button(store, Command::PasteArticle, Args::default(), words(Words::PasteText), "btn") }
                { action_button(store, Command::ImportFiles, Args::default(), words(Words::OpenFiles), "btn") }
                { action_button(store, Command::ImportSuggestions, Args::default(), words(Words::ActImportSuggestions), "act") }
                { action_button(store, Command::CompareFiles, Args::default(), words(Words::ActCompareFiles), "act") }
            </p>
            <p>{ labels }{ " " }{ action_button(store, Command::Schemas, Args::default(), words(Words::ActSchemas), "act") }</p>
            }
        </div>
    }
}
