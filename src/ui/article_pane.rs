//! The article: where words are picked out and annotations clicked.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::section_view::SectionView;
use super::store::{Store, use_selector, use_store};
use crate::browser::{dom, selection};
use crate::model::{AnnotationId, BlockId, TextRange, Unit};
use crate::session::{Action, Words};

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
    let from = use_mut_ref(|| false);
    let Some(open) = open else {
        let started = store.with(|state| state.started && state.opening.is_none());
        return html! {
            <main class="page" aria-label={Words::PaneArticle.text()}>
                <p class="empty" hidden={!started}>{ Words::NoArticle.text() }</p>
            </main>
        };
    };
    let onmousedown = {
        let from = from.clone();
        Callback::from(move |event: MouseEvent| *from.borrow_mut() = event.button() == 0)
    };
    let onmouseup = Callback::from(move |event: MouseEvent| {
        if event.button() == 0 && from.replace(false) {
            finish_gesture(&store, &event);
        }
    });
    let class = classes!("article", format!("tags-{tags}"), linking.then_some("linking"));
    html! {
        <main class="page" data-pane="article" aria-label={Words::PaneArticle.text()} {onmousedown} {onmouseup}>
            <article {class} data-document={open.to_string()} tabindex="0" lang={language.map(|l| l.to_string())}>
                for number in 0..count {
                    <SectionView key={format!("{open}-{number}")} {number} />
                }
            </article>
        </main>
    }
}

/// The button came up: words were picked out, or something was clicked.
fn finish_gesture(store: &Store, event: &MouseEvent) {
    let Some(article) = dom::find("[data-document]") else { return };
    let add = event.ctrl_key() || event.meta_key();
    let Some(range) = picked(store, &article) else {
        let ids =
            event.target_dyn_into::<Element>().and_then(|element| dom::closest(&element, "mark[data-annotations]"));
        let ids = ids.and_then(|mark| mark.get_attribute("data-annotations")).unwrap_or_default();
        let ids: Vec<AnnotationId> = ids.split(' ').filter_map(|id| id.parse().ok()).collect();
        if !(add && ids.is_empty()) {
            store.dispatch(Action::Click(ids));
        }
        return;
    };
    let (exact, double) = (event.alt_key(), event.detail() == 2);
    let (text, language) = store.with(|state| {
        let document = state.document();
        let text = document.map(|document| document.article.text().clone()).unwrap_or_else(|| Rc::from(""));
        (text, document.and_then(|document| document.meta.language.clone()))
    });
    let boundaries = crate::browser::segmenter::around(&text, range, language.as_deref());
    selection::clear();
    store.dispatch(Action::Words { range, boundaries, add, exact, double });
}

/// What the browser has selected, as a range of the text.
fn picked(store: &Store, article: &Element) -> Option<TextRange> {
    let (first, last) = selection::read(article)?;
    store.with(|state| {
        let document = state.document()?;
        let byte = |place: selection::Place, outward: bool| {
            let start = document.block(BlockId(place.block))?.range.start();
            let units = document.article.convert(start, Unit::Byte, Unit::Utf16)? + place.utf16;
            // A drag can end between the two halves of a surrogate pair; the whole character was meant.
            let beside = if outward { units + 1 } else { units.saturating_sub(1) };
            let convert = |at| document.article.convert(at, Unit::Utf16, Unit::Byte);
            convert(units).or_else(|| convert(beside))
        };
        TextRange::new(byte(first, false)?, byte(last, true)?)
    })
}
