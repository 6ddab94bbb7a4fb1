//! Searching words and annotations: a field over the list, and below it where the words stand.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::browser::dom;
use crate::edit::Selection;
use crate::model::query::hits;
use crate::model::{Article, TextRange, Unit};
use crate::session::{Args, Command, Fragment, Message, State, Words};

/// Places shown with their context; the others are reached by Enter.
const SHOWN: usize = 60;

/// Characters of context on each side of a place.
const CONTEXT: usize = 36;

/// The field and what it found.
pub fn draw(store: &Store, state: &State) -> Html {
    let text = state.filter.text().clone();
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            let field: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.run(Command::Find, Args::text(&field.value()));
            }
        })
    };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| key(&store, &event))
    };
    html! {
        <div class="find" hidden={state.document().is_none()}>
            <input type="search" data-field="find" value={text.to_string()} placeholder={Words::FindHint.text()}
                aria-label={Words::FindLabel.text()} title={Words::FindLabel.text()} spellcheck="false" autocomplete="off"
                {oninput} {onkeydown} />
            if !state.filter.is_open() || !text.is_empty() {
                { results(store, state) }
            }
        </div>
    }
}

#[inline(never)] // so that it can travel later
fn key(store: &Store, event: &KeyboardEvent) {
    match event.key().as_str() {
        // In all articles; the keys are then those of the list.
        "Enter" if event.ctrl_key() || event.meta_key() => {
            store.run(Command::LookEverywhere, Args::default());
            dom::blur();
        }
        "Enter" => {
            store.run(if event.shift_key() { Command::FindPrevious } else { Command::FindNext }, Args::default());
        }
        // Back to the article with what was found: a label's key is next.
        "Escape" => dom::blur(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

#[inline(never)] // so that it can travel later
fn results(store: &Store, state: &State) -> Html {
    let Some(document) = state.document() else { return html! { <div hidden=true /> } };
    let wanted = state.filter.text();
    let article = &document.article;
    let found = hits(article.text(), wanted, 1000);
    let count = if found.len() < 1000 { found.len().to_string() } else { "1000+".to_owned() };
    let here = match &state.selection {
        Selection::Words(_, ranges) => ranges.first().copied(),
        _ => None,
    };
    html! {
        <div class="found">
            <p class="found-head">
                <span class="found-count">{ Message::new(Words::FoundIn, &[count]).text() }</span>
                if !found.is_empty() {
                    { action_button(store, Command::FindPrevious, Args::default(), words(Words::FindBack), "act") }
                    { action_button(store, Command::FindNext, Args::default(), words(Words::FindForth), "act") }
                }
                if state.project.order.len() > 1 {
                    { action_button(store, Command::LookEverywhere, Args::default(), words(Words::ActLookEverywhere), "act") }
                }
                if !state.filter.is_open() {
                    { action_button(store, Command::SeeAll, Args::default(), words(Words::ActSeeAll), "act") }
                }
            </p>
            <ul>
                for range in found.iter().take(SHOWN) { { hit_row(store, article, *range, here == Some(*range)) } }
            </ul>
        </div>
    }
}

fn hit_row(store: &Store, article: &Article, range: TextRange, here: bool) -> Html {
    let (before, after) = article.context(range, CONTEXT);
    let onclick = {
        let (store, offsets) = (store.clone(), article.offsets(range, Unit::CodePoint));
        Callback::from(move |_: MouseEvent| {
            let fragments = offsets.map(|(start, end)| vec![Fragment { start, end }]);
            store.run(Command::Select, Args { fragments, ..Args::default() });
        })
    };
    html! {
        <li key={range.start()}>
            <button type="button" class={classes!("list-row", "hit", here.then_some("on"))} data-action="select" dir="auto"
                aria-current={here.then_some("true")} {onclick}>
                <span>{ before.to_owned() }<b>{ article.quote(range).to_owned() }</b>{ after.to_owned() }</span>
            </button>
        </li>
    }
}
