//! Several annotations that are picked out: how many of each label, which they are, and what can be done with all of
//! them in one step.

use yew::prelude::*;

use super::shared::{action_button, color_class, end_html, words};
use super::store::Store;
use super::{attributes, remarks};
use crate::model::{Annotation, Document, Schema};
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
            <div class="card-body">
            <ul class="links">
                for annotation in picked.iter().take(MOST) {
                    <li key={annotation.id.to_string()}>
                        { end_html(store, schema, document, annotation, Some((Command::Select,
                            Args { add: Some(true), ..Args::id(annotation.id) }, Words::LeaveOut))) }
                    </li>
                }
                if more > 0 { <li><span class="link-kind">{ Message::new(Words::AndMore, &[more]).text() }</span></li> }
            </ul>
            { attributes::draw(store, schema, picked) }
            { remarks::draw(store, picked) }
            </div>
            <div class="acts">
                { action_button(store, Command::SelectAlike, Args::default(), words(Words::ActSelectAlike), "act") }
                { action_button(store, Command::Group, Args::default(), words(Words::ActGroup), "act") }
                { action_button(store, Command::Ungroup, Args::default(), words(Words::ActUngroup), "act") }
                { action_button(store, Command::Doubt, Args::default(), words(Words::ActDoubt), "act") }
                { action_button(store, Command::Delete, Args::default(), words(Words::ActDelete), "act") }
            </div>
        </>
    }
}
