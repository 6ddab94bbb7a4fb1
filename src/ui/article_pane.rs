//! The article: sections below each other. What a hand does in it is in `gesture`.

use yew::prelude::*;

use super::section_view::SectionView;
use super::store::{use_selector, use_store};
use crate::session::Words;

/// The article pane.
#[component]
pub fn ArticlePane() -> Html {
    let store = use_store();
    let (open, count, tags, language, linking) = use_selector(|state| {
        let document = state.view.document();
        (
            document.map(|document| document.id.clone()),
            state.view.count(),
            state.tags.as_str(),
            document.and_then(|document| document.meta.language.clone()),
            state.linking.is_some(),
        )
    });
    let Some(open) = open else {
        let started = store.with(|state| state.started && state.opening.is_none());
        return html! {
            <main class="page" aria-label={Words::PaneArticle.text()}>
                <p class="empty" hidden={!started}>{ Words::NoArticle.text() }</p>
            </main>
        };
    };
    let class = classes!("article", format!("tags-{tags}"), linking.then_some("linking"));
    html! {
        <main class="page" data-pane="article" aria-label={Words::PaneArticle.text()}>
            <article {class} data-document={open.to_string()} tabindex="0" lang={language.map(|l| l.to_string())}>
                for number in 0..count {
                    <SectionView key={format!("{open}-{number}")} {number} />
                }
            </article>
        </main>
    }
}
