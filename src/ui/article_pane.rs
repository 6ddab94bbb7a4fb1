//! The article: sections below each other. What a hand does in it is in `gesture`.

use yew::prelude::*;

use super::parts::{Part, watch};
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
                for number in 0..state.view.count() {
                    <SectionView key={format!("{open}-{number}")} store={store.clone()} {number} />
                }
            </article>
            { watch(store, Part::BlockButton) }
            { watch(store, Part::Margin) }
          </div>
          { watch(store, Part::ReviewBar) }
        </main>
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
