//! Links: a row of the card for each, with its kind, its other end, and what is said of it; and below the list those that
//! lost an end.

use yew::prelude::*;

use super::remarks::field;
use super::shared::{cut_button, end_html, runs, words};
use super::store::Store;
use super::{attributes, lacking};
use crate::edit::commands;
use crate::model::lacking::missing;
use crate::model::{AnnotationId, Document, Project, Relation};
use crate::session::{Args, Command, Message, Words};

/// The row of a link, seen from one of its ends.
#[inline(never)] // so that it can travel later
pub fn row(store: &Store, project: &Project, document: &Document, here: AnnotationId, relation: &Relation) -> Html {
    let outward = relation.from == here;
    let kind = kind_html(store, project, document, outward, relation);
    let cut = (Command::Unlink, Args::id(relation.id), Words::ActUnlink);
    let end = document.annotations.get(if outward { &relation.to } else { &relation.from });
    html! {
        <li class="link" key={relation.id.to_string()} data-relation={relation.id.to_string()}>
            { kind }
            { match end {
                Some(end) => end_html(store, &project.schema, document, end, Some(cut)),
                None => gone_html(store, relation, true),
            } }
            { more(store, project, relation) }
        </li>
    }
}

/// What a link is called; where another kind is allowed, a click makes it that.
fn kind_html(store: &Store, project: &Project, document: &Document, outward: bool, relation: &Relation) -> Html {
    let schema = &project.schema;
    let name = schema.relation(&relation.kind).map_or_else(|| relation.kind.to_string(), |kind| kind.name.to_string());
    let way = Message::new(if outward { Words::RelationFrom } else { Words::RelationTo }, &[name]).text();
    if commands::next_kind(project, &document.id, relation).is_none() {
        return html! { <span class="link-kind">{ way }</span> };
    }
    let told = Message::new(Words::LinkKind, &[&way]).text();
    html! {
        <button type="button" class="link-kind" data-action="relink" aria-label={told.clone()} title={told}
            onclick={runs(store, Command::Relink, Args::id(relation.id))}>{ way }</button>
    }
}

/// What is left of a link whose other end is gone; where one end stands, it can get another.
fn gone_html(store: &Store, relation: &Relation, mends: bool) -> Html {
    html! {
        <>
            <span class="link-gone">{ Words::EndGone.text() }</span>
            if mends {
                <button type="button" class="act" data-action="relink" onclick={runs(store, Command::Relink, Args::id(relation.id))}>
                    { words(Words::NewEnd) }</button>
            }
            { cut_button(store, Command::Unlink, Args::id(relation.id), Words::ActUnlink) }
        </>
    }
}

/// What is said of a link: shown in a line, edited when it is opened.
fn more(store: &Store, project: &Project, relation: &Relation) -> Html {
    let values = relation.attributes.values().filter(|values| !values.is_empty()).map(|values| values.join(", "));
    let note = (!relation.note.is_empty()).then(|| relation.note.to_string());
    let told: Vec<String> = values.chain(note).collect();
    let kind = project.schema.relation(&relation.kind);
    let lacks = kind.is_some_and(|kind| missing(&kind.attributes, &relation.attributes).next().is_some());
    html! {
        <details class={classes!("link-more", (lacks || !told.is_empty()).then_some("told"))} open={lacks}>
            <summary aria-label={Words::LinkMore.text()} title={Words::LinkMore.text()} dir="auto">
                { if told.is_empty() { "…".to_owned() } else { told.join(" · ") } }
                for kind in kind { { lacking::sign(&kind.attributes, &relation.attributes) } }</summary>
            { attributes::draw_link(store, &project.schema, relation) }
            <div class="remarks">{ field(store, "link-note", (Command::Note, Args::id(relation.id)), &relation.note, Words::NoteLabel) }</div>
        </details>
    }
}

/// The links of an article that lost an end, so that nobody thinks they are gone; nothing where there are none.
#[inline(never)] // so that it can travel later
pub fn broken(store: &Store, project: &Project, document: &Document) -> Html {
    let there = |end: &AnnotationId| document.annotations.contains_key(end);
    let broken: Vec<_> =
        (document.relations.values()).filter(|r| !document.waits(r) && (!there(&r.from) || !there(&r.to))).collect();
    if broken.is_empty() {
        return Html::default();
    }
    html! {
        <div class="broken">
            <h3 class="h">{ Words::BrokenLinks.text() }<span>{ broken.len() }</span></h3>
            <ul class="links" aria-label={Words::BrokenLinks.text()}>
                for relation in broken { { broken_row(store, project, document, relation) } }
            </ul>
        </div>
    }
}

fn broken_row(store: &Store, project: &Project, document: &Document, relation: &Relation) -> Html {
    let end = [relation.from, relation.to].iter().find_map(|end| document.annotations.get(end));
    let outward = end.is_none_or(|end| end.id == relation.from);
    let kind = kind_html(store, project, document, outward, relation);
    html! {
        <li key={relation.id.to_string()}>
            { kind }
            { match end {
                Some(end) => html! {
                    <>
                        { end_html(store, &project.schema, document, end, None) }
                        { gone_html(store, relation, true) }
                    </>
                },
                None => gone_html(store, relation, false),
            } }
        </li>
    }
}
