//! Everything that is marked in the article, in reading order.

use yew::prelude::*;

use super::shared::color_class;
use super::store::Store;
use super::{lacking, links, occurrences_list};
use crate::model::Annotation;
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, State, Words};

/// Rows drawn at a time, around the one that is picked out: more cost time and help nobody.
const WINDOW: usize = 400;

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
    let all = document.in_reading_order();
    let count = all.len();
    let seen =
        |annotation: &Annotation| picked.contains(&annotation.id) || state.filter.lists(annotation, &document.article);
    let all: Vec<_> = all.into_iter().filter(|annotation| seen(annotation)).collect();
    let told = if all.len() == count {
        count.to_string()
    } else {
        Message::new(Words::HiddenCount, &[all.len(), count]).text()
    };
    let place = selected.and_then(|id| all.iter().position(|annotation| annotation.id == id)).unwrap_or(0);
    let first = place.saturating_sub(WINDOW / 2).min(all.len().saturating_sub(WINDOW));
    html! {
        <>
            <h2 class="h two">{ Words::InThisArticle.text() }<span>{ told }</span></h2>
            <p class="card-hint" hidden={count > 0}>{ Words::NoAnnotations.text() }</p>
            <ul class="list" {onclick}>
                for annotation in all.iter().skip(first).take(WINDOW) {
                    {{
                        let label = schema.label(&annotation.label);
                        let here = picked.contains(&annotation.id);
                        let name = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
                        html! {
                            <li key={annotation.id.to_string()}>
                                <button type="button" class={classes!("list-row", here.then_some("on"), state.under.contains(&annotation.id).then_some("under"))} data-action="select"
                                    data-annotation={annotation.id.to_string()} aria-current={here.then_some("true")}>
                                    <i class={classes!("dot", color_class(label.map(|label| &**label)))} aria-hidden="true" />
                                    <span class="list-words" dir="auto">{ shorten(&annotation.span.quote(&document.article), 90) }</span>
                                    if !annotation.note.is_empty() { <i class="sign" title={annotation.note.to_string()}>{ "✎" }</i> }
                                    if let Some(doubt) = &annotation.doubt { <i class="sign" title={doubt.reason.to_string()}>{ "?" }</i> }
                                    for label in label { { lacking::sign(&label.attributes, &annotation.attributes) } }
                                    <small>{ name }</small>
                                </button>
                            </li>
                        }
                    }}
                }
            </ul>
            { links::broken(&shown, &state.project, document) }
        </>
    }
}
