//! Everything that is marked in the article, in reading order.

use std::rc::Rc;

use yew::prelude::*;

use super::shared::color_class;
use super::store::Store;
use super::{lacking, links, occurrences_list};
use crate::model::Annotation;
use crate::session::listed::rows;
use crate::session::messages::shorten;
use crate::session::{Action, Args, Command, Message, State, Words};

/// Pixels of a row (`.listed` in panels.css): what is not drawn keeps its room by them.
const ROW: usize = 28;

/// Draws other rows when the list was scrolled so far that others are seen.
pub fn scrolled(store: &Store, event: &web_sys::Event) {
    use wasm_bindgen::JsCast as _;
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(list) = list.filter(|list| list.class_list().contains("listed")) else { return };
    let top = usize::try_from(list.scroll_top()).unwrap_or(0) / ROW;
    if store.with(|state| state.listed.moves(top)) {
        store.dispatch(Action::Listed(top));
    }
}

/// Room for rows that are not drawn: an image without anything in it, since no style is set inline.
fn room(rows: usize, key: &'static str) -> Html {
    html! {
        <li {key} role="presentation" hidden={rows == 0}><svg width="1" height={(rows * ROW).to_string()} aria-hidden="true" /></li>
    }
}

/// The list.
pub fn draw(store: &Store, state: &State) -> Html {
    if let Some(open) = &state.occurrences {
        return occurrences_list::draw(store, state, open);
    }
    let Some(document) = state.document() else { return html! { <div hidden=true /> } };
    let (schema, picked) = (&state.project.schema, state.selection.annotations());
    let (store, shown) = (store.clone(), store.clone());
    let onclick = Callback::from(move |event: MouseEvent| {
        let row = event.target_dyn_into::<web_sys::Element>();
        let id = row.and_then(|row| row.closest("[data-annotation]").ok().flatten()?.get_attribute("data-annotation"));
        if let Some(id) = id {
            let (add, extend) = (event.ctrl_key() || event.meta_key(), event.shift_key());
            let flag = |on: bool| on.then_some(true);
            store.run(Command::Select, Args { id: Some(id), add: flag(add), extend: flag(extend), ..Args::default() });
        }
    });
    let (all, first, listed) = rows(state);
    let below = listed.saturating_sub(first + all.len());
    let count = document.annotations.len();
    let told =
        if listed == count { count.to_string() } else { Message::new(Words::HiddenCount, &[listed, count]).text() };
    let row = |(place, annotation): (usize, &Rc<Annotation>)| {
        let label = schema.label(&annotation.label);
        let here = picked.contains(&annotation.id);
        let name = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
        let class = classes!("list-row", here.then_some("on"), state.under.contains(&annotation.id).then_some("under"));
        html! {
            <li key={annotation.id.to_string()} aria-posinset={(first + place + 1).to_string()} aria-setsize={listed.to_string()}>
                <button type="button" {class} data-action="select" data-annotation={annotation.id.to_string()} aria-current={here.then_some("true")}>
                    <i class={classes!("dot", color_class(label.map(|label| &**label)))} aria-hidden="true" />
                    <span class="list-words" dir="auto">{ shorten(&annotation.span.quote(&document.article), 90) }</span>
                    if !annotation.note.is_empty() { <i class="sign" title={annotation.note.to_string()}>{ "✎" }</i> }
                    if let Some(doubt) = &annotation.doubt { <i class="sign" title={doubt.reason.to_string()}>{ "?" }</i> }
                    for label in label { { lacking::sign(&label.attributes, &annotation.attributes) } }
                    <small>{ name }</small>
                </button>
            </li>
        }
    };
    html! {
        <>
            <h2 class="h two">{ Words::InThisArticle.text() }<span>{ told }</span></h2>
            <p class="card-hint" hidden={count > 0}>{ Words::NoAnnotations.text() }</p>
            <ul class="list listed" {onclick}>
                { room(first, "above") }
                { all.into_iter().enumerate().map(row).collect::<Html>() }
                { room(below, "below") }
            </ul>
            { links::broken(&shown, &state.project, document) }
        </>
    }
}
