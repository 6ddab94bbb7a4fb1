//! The parts of an annotation that is split: each can be taken away.

use yew::prelude::*;

use super::store::Store;
use crate::model::{Annotation, Document, Unit};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Fragment, Words};

/// The parts; nothing for an annotation of one.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, document: &Document, annotation: &Annotation) -> Html {
    if annotation.span.count() < 2 {
        return Html::default();
    }
    let cut = |range| {
        let (store, id) = (store.clone(), annotation.id);
        let part = document.article.offsets(range, Unit::CodePoint).map(|(start, end)| Fragment { start, end });
        Callback::from(move |_: MouseEvent| {
            let fragments = Some(part.iter().cloned().collect());
            store.run(Command::RemoveFragment, Args { fragments, ..Args::id(id) });
        })
    };
    let name = Words::ActRemoveFragment.text();
    html! {
        <ul class="links" aria-label={Words::Parts.text()}>
            for range in annotation.span.fragments() {
                <li key={range.start()}>
                    <span class="link-end" dir="auto">{ shorten(document.article.quote(range), 60) }</span>
                    <button type="button" class="link-cut" data-action="remove-fragment" aria-label={name} title={name}
                        onclick={cut(range)}>{ "×" }</button>
                </li>
            }
        </ul>
    }
}
