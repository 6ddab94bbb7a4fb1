//! Several annotations that are picked out: how many of each label, which they are, and what can be done with all of
//! them in one step.

use yew::prelude::*;

use super::shared::{action_button, color_class, words};
use super::store::Store;
use super::{attributes, remarks};
use crate::model::{Annotation, Document, Schema};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, Words};

/// Rows shown at most: the article and the list show them all.
const MOST: usize = 4;

/// The card.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, document: &Document, schema: &Schema, picked: &[&Annotation]) -> Html {
    let head = Message::new(Words::SeveralSelected, &[picked.len()]).text();
    let count = |label: &crate::model::LabelId| picked.iter().filter(|a| a.label == *label).count();
    let labels = schema.labels.iter().map(|label| (label, count(&label.id))).filter(|(_, count)| *count > 0);
    let more = picked.len().saturating_sub(MOST);
    html! {
        <>
            <p class="card-head"><b>{ head }</b>
                for (label, count) in labels {
                    <span class={classes!("lab", "tiny", color_class(Some(label)))}>{ format!("{} {count}", label.name) }</span>
                }
            </p>
            <ul class="links">
                for annotation in picked.iter().take(MOST) { { row(store, document, schema, annotation) } }
                if more > 0 { <li><span class="link-kind">{ Message::new(Words::AndMore, &[more]).text() }</span></li> }
            </ul>
            { attributes::draw(store, schema, picked) }
            { remarks::draw(store, picked) }
            <div class="acts">
                { action_button(store, Command::SelectAlike, Args::default(), words(Words::ActSelectAlike), "act wide") }
                { action_button(store, Command::Group, Args::default(), words(Words::ActGroup), "act") }
                { action_button(store, Command::Ungroup, Args::default(), words(Words::ActUngroup), "act") }
                { action_button(store, Command::Doubt, Args::default(), words(Words::ActDoubt), "act") }
                { action_button(store, Command::Delete, Args::default(), words(Words::ActDelete), "act") }
            </div>
        </>
    }
}

/// One of them; it can be let go.
fn row(store: &Store, document: &Document, schema: &Schema, annotation: &Annotation) -> Html {
    let color = color_class(schema.label(&annotation.label).map(|label| &**label));
    let run = |args: Args| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.run(Command::Select, args.clone());
        })
    };
    let (jump, cut) = (Args::id(annotation.id), Args { add: Some(true), ..Args::id(annotation.id) });
    let name = Words::LeaveOut.text();
    html! {
        <li key={annotation.id.to_string()}>
            <button type="button" class="link-end" data-action="select" onclick={run(jump)}>
                <i class={classes!("dot", color)} aria-hidden="true" />{ shorten(&annotation.span.quote(&document.article), 60) }</button>
            <button type="button" class="link-cut" data-action="select" aria-label={name} title={name} onclick={run(cut)}>{ "×" }</button>
        </li>
    }
}
