//! The article: sections below each other. What a hand does in it is in `gesture`.

use yew::prelude::*;

use super::parts::{Part, watch};
use super::pieces::class_of;
use super::section_view::SectionView;
use super::shared::{action_button, words};
use super::store::Store;
use crate::model::meta_field::runs_leftward;
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
                for number in (0..state.view.count()).filter(|number| !goes_on(state, *number)) {
                    { section(store, state, number) }
                }
            </article>
            // The margin last, the button before it: `browser::cards` and `geometry` look for them there.
            { watch(store, Part::BlockButton) }
            { watch(store, Part::Margin) }
          </div>
          { watch(store, Part::ReviewBar) }
        </main>
    }
}

/// A section of the open article, or the paragraph of those that are parts of one long block.
fn section(store: &Store, state: &State, number: usize) -> Html {
    if state.view.section(number).is_some_and(|shown| shown.part.is_some_and(|part| part.first)) {
        return long_html(store, state, number);
    }
    html! { <SectionView key={key(state, number)} store={store.clone()} {number} /> }
}

/// A section of another article is another one.
fn key(state: &State, number: usize) -> String {
    let open = state.view.document().map(|document| document.id.to_string()).unwrap_or_default();
    format!("{open}-{number}")
}

/// Whether a section is the part of a block, and not the first.
fn goes_on(state: &State, number: usize) -> bool {
    state.view.section(number).and_then(|shown| shown.part).is_some_and(|part| !part.first)
}

/// A block that is laid out in parts, of which this is the first.
#[inline(never)] // so that it can travel later
fn long_html(store: &Store, state: &State, first: usize) -> Html {
    let Some(block) = state.view.section(first).and_then(|shown| shown.blocks.first()) else { return Html::default() };
    let id = block.id.to_string();
    let parts = std::iter::once(first).chain((first + 1..).take_while(|number| goes_on(state, *number)));
    html! {
        <p key={key(state, first)} class={class_of(block)} data-block={id} dir="auto">
            for number in parts {
                <SectionView key={key(state, number)} store={store.clone()} {number} />
            }
        </p>
    }
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
