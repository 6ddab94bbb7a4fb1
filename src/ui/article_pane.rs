//! The article: sections below each other. What a hand does in it is in `gesture`.

use yew::prelude::*;

use super::parts::{Part, watch};
use super::section_view::SectionView;
use super::store::Store;
use crate::session::{State, Words};

/// The article pane.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(document) = state.view.document() else {
        let started = state.started && state.opening.is_none();
        return html! {
            <main class="page" aria-label={Words::PaneArticle.text()}>
                <p class="empty" hidden={!started}>{ Words::NoArticle.text() }</p>
            </main>
        };
    };
    let class = classes!("article", format!("tags-{}", state.tags.as_str()), state.linking.map(|_| "linking"));
    let (open, language) = (&document.id, document.meta.language.as_ref());
    html! {
        <main class="page" data-pane="article" aria-label={Words::PaneArticle.text()}>
          <div class="spread">
            <article {class} data-document={open.to_string()} tabindex="0"
                role={state.caret.map(|_| "application")} aria-label={state.caret.map(|_| Words::MarkText.text())} lang={language.map(|l| l.to_string())}>
                for number in 0..state.view.count() {
                    <SectionView key={format!("{open}-{number}")} store={store.clone()} {number} />
                }
            </article>
            { watch(store, Part::Margin) }
          </div>
        </main>
    }
}
