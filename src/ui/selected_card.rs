//! What is picked out: its words, its label, its links, and what can be done with it.

use std::rc::Rc;

use yew::prelude::*;

use super::shared::{action_button, color_class, words};
use super::store::Store;
use super::{
    attributes, guide, identity, lacking, links, parts_list, proposal_card, remarks, review_bar, several_card,
};
use crate::edit::Selection;
use crate::model::{Annotation, Document, Project};
use crate::session::hand::{Aim, Linking};
use crate::session::look::Hint;
use crate::session::messages::shorten;
use crate::session::score::score_text;
use crate::session::suggestions::suggested_by;
use crate::session::{Args, Command, Message, State, Words};

/// How words are marked: with a mouse and keys, or a finger (`panels.css`).
fn hint_html() -> Html {
    html! {
        <><span class="by-mouse">{ Words::NothingSelected.text() }</span><span class="by-finger">{ Words::TapWords.text() }</span></>
    }
}

/// What is picked out.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(document) = state.document() else { return html! { <div hidden=true /> } };
    let (schema, selection) = (&*state.project.schema, &state.selection);
    let picked = selection.annotations().iter().filter_map(|id| document.annotations.get(id));
    let picked: Vec<&Annotation> = picked.map(|annotation| &**annotation).collect();
    let body = match (selection, picked.as_slice()) {
        // What is proposed comes first; the rest of the card is there again when it is taken or left.
        (Selection::Annotations(..), [annotation])
            if state.proposals.as_ref().is_some_and(|open| open.current().is_some()) =>
        {
            head_html(store, &state.project, document, annotation)
        }
        (Selection::Annotations(..), [annotation]) => annotation_html(store, &state.project, document, annotation),
        (Selection::Annotations(..), [_, ..]) => several_card::draw(store, document, schema, &picked),
        (Selection::Words(_, ranges), _) => {
            let hint = Message::new(Words::PendingHint, &[shorten(&document.article.quotes(ranges), 140)]).text();
            html! { <p class="card-hint"><span class="pending-quote">{ hint }</span></p> }
        }
        // The walk through claims says itself what is next.
        _ if state.proposals.is_some() => html! { <p hidden=true /> },
        _ => {
            let held = state.held.as_ref().and_then(|id| schema.label(id).map(|label| label.name.clone()));
            let hint = held.map_or_else(hint_html, |name| Html::from(Message::new(Words::Holding, &[name]).text()));
            let asks = !Hint::Mark.is_followed(&state.look);
            let waits = !document.meta.locked && document.open_suggestions().next().is_some();
            html! {
                <>
                    <p class={if asks { "card-hint asks" } else { "card-hint" }}>{ hint }</p>
                    if waits { { review_bar::waits_here(store, document) } }
                </>
            }
        }
    };
    // The places that were looked for need the room, and of what is suggested the bar tells.
    let elsewhere = state.occurrences.is_some() || state.review.is_some();
    if selection == &Selection::Nothing && elsewhere && state.proposals.is_none() {
        return html! { <div hidden=true /> };
    }
    let waits = |linking: Linking| document.annotations.get(&linking.from).map(|from| (linking.aim, from));
    let link_hint = state.linking.and_then(waits).map(|(aim, from)| {
        let quote = shorten(&from.span.quote(&document.article), 60);
        let words = if aim == Aim::Same { Words::JoinTarget } else { Words::LinkTarget };
        html! { <p class="card-link">{ Message::new(words, &[quote]).text() }</p> }
    });
    let class = classes!("sel-card", link_hint.is_some().then_some("waits"));
    html! {
        <>
            <h2 class="h two">{ Words::Selected.text() }</h2>
            <div {class}>
                { link_hint }
                if let Some(open) = &state.proposals { { proposal_card::draw(store, document, open) } }
                { body }
            </div>
        </>
    }
}

#[inline(never)] // so that it can travel later
fn annotation_html(store: &Store, project: &Project, document: &Rc<Document>, annotation: &Annotation) -> Html {
    let schema = &*project.schema;
    html! {
        <>
            { head_html(store, project, document, annotation) }
            <div class="card-body">
            { origin_html(annotation) }
            { parts_list::draw(store, document, annotation) }
            <ul class="links">
                for relation in document.relations_of(annotation.id).filter(|relation| !document.waits(relation)) {
                    { links::row(store, project, document, annotation.id, relation) }
                }
            </ul>
            { identity::draw(store, project, document, annotation) }
            { attributes::draw(store, schema, &[annotation]) }
            { remarks::draw(store, &[annotation]) }
            </div>
            <div class="acts">
                { action_button(store, Command::FindOccurrences, Args::default(), words(Words::CardOccurrences), "act") }
                { action_button(store, Command::Delete, Args::default(), words(Words::ActDelete), "act") }
                { action_button(store, Command::Doubt, Args::default(), words(Words::ActDoubt), "act") }
                { action_button(store, Command::StartLink, Args::default(), words(Words::ActStartLink), "act") }
                { action_button(store, Command::Group, Args::default(), words(Words::ActGroup), "act") }
            </div>
        </>
    }
}

/// What suggested it, where an engine did.
fn origin_html(annotation: &Annotation) -> Option<Html> {
    let (engine, score) = suggested_by(annotation)?;
    let told = match score {
        Some(permille) => Message::new(Words::SuggestedByAt, &[shorten(engine, 60), score_text(permille)]),
        None => Message::new(Words::SuggestedBy, &[shorten(engine, 60)]),
    };
    Some(html! { <p class="card-origin" dir="auto">{ told.text() }</p> })
}

/// Its words and its label.
fn head_html(store: &Store, project: &Project, document: &Document, annotation: &Annotation) -> Html {
    let label = project.schema.label(&annotation.label);
    let name = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
    let class = classes!("lab", "tiny", color_class(label.map(|label| &**label)));
    html! {
        <p class="card-head"><b dir="auto">{ shorten(&annotation.span.quote(&document.article), 160) }</b><span {class}>{ name.clone() }</span>
            for label in label { { lacking::sign(&label.attributes, &annotation.attributes) } }
            for label in label { { guide::label_button(store, label.id.as_str(), &name) } }</p>
    }
}
