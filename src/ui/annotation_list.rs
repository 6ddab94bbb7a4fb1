//! Everything that is marked in the article, in reading order.

use std::rc::Rc;

use yew::prelude::*;

use super::shared::color_class;
use super::store::Store;
use super::{lacking, links, occurrences_list};
use crate::model::{Annotation, AnnotationId, Document};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, State, Words};

/// Rows drawn at a time, around the one that is picked out: more cost time and help nobody.
const WINDOW: usize = 240;

/// The rows drawn change by so many at once, and stay the same in between.
const STRIDE: usize = 60;

/// The list.
pub fn draw(store: &Store, state: &State) -> Html {
    if let Some(open) = &state.occurrences {
        return occurrences_list::draw(store, state, open);
    }
    let Some(document) = state.document() else { return html! { <div hidden=true /> } };
    let (schema, picked) = (&state.project.schema, state.selection.annotations());
    let selected = picked.first().copied();
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
    let (all, listed) = window(state, document, selected);
    let count = document.annotations.len();
    let told =
        if listed == count { count.to_string() } else { Message::new(Words::HiddenCount, &[listed, count]).text() };
    let row = |annotation: &Rc<Annotation>| {
        let label = schema.label(&annotation.label);
        let here = picked.contains(&annotation.id);
        let name = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
        let class = classes!("list-row", here.then_some("on"), state.under.contains(&annotation.id).then_some("under"));
        html! {
            <li key={annotation.id.to_string()}>
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
            <ul class="list" {onclick}>
                { all.into_iter().map(row).collect::<Html>() }
            </ul>
            { links::broken(&shown, &state.project, document) }
        </>
    }
}

/// The annotations of the rows around the one that is picked out, and how many would have one if all were drawn. While
/// nothing is left out, the cost follows the rows; the view knows the order.
fn window<'a>(
    state: &'a State,
    document: &Document,
    selected: Option<AnnotationId>,
) -> (Vec<&'a Rc<Annotation>>, usize) {
    let from = |place: usize, count: usize| {
        let first = place.saturating_sub(WINDOW / 2).next_multiple_of(STRIDE);
        if first + WINDOW < count { first } else { count.saturating_sub(WINDOW) }
    };
    let view = &state.view;
    if state.filter.is_open() {
        let picked = selected.and_then(|id| document.annotations.get(&id));
        let (place, count) = (picked.map_or(0, |annotation| view.row_of(annotation)), document.annotations.len());
        return (view.rows(from(place, count)).take(WINDOW).collect(), count);
    }
    let picked = state.selection.annotations();
    let listed = |annotation: &&Rc<Annotation>| {
        picked.contains(&annotation.id) || state.filter.lists(annotation, &document.article)
    };
    let mut all: Vec<_> = view.rows(0).filter(listed).collect();
    let place = all.iter().position(|annotation| Some(annotation.id) == selected).unwrap_or(0);
    let count = all.len();
    (all.drain(..).skip(from(place, count)).take(WINDOW).collect(), count)
}
