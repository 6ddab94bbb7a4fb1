//! The schema as a whole, its relation kinds, and what can be said of an article.

use yew::prelude::*;

use super::schema_attributes;
use super::schema_fields::Thing;
use super::schema_label::dotted;
use super::shared::{action_button, runs, words};
use crate::model::schema_check::Part;
use crate::model::{RelationKind, ready_schemas};
use crate::session::update::EMPTY;
use crate::session::{Args, Command, Words};

/// What ready schemas are for, in their order.
pub(super) const READY: [Words; 5] =
    [Words::SchemaNews, Words::SchemaFactCheck, Words::SchemaAttribution, Words::SchemaConll, Words::SchemaOntonotes];

/// A relation kind.
pub fn relation(thing: &Thing<'_>, kind: &RelationKind) -> Html {
    let labels: Vec<_> = thing.draft.next().labels.iter().map(|label| (label.id.to_string(), dotted(label))).collect();
    let remove = Args { field: None, ..thing.args("") };
    html! {
        <>
            <div class="field-row">
                { thing.line(Part::Name, "name", Some("schema-name"), None) }
                { thing.line(Part::Id, "id", None, None) }
                { thing.number(Words::SchemaAtMost, "at_most") }
            </div>
            { thing.several(Words::SchemaFrom, "from", &labels, Some(Words::SchemaAnyLabel)) }
            { thing.several(Words::SchemaTo, "to", &labels, Some(Words::SchemaAnyLabel)) }
            { thing.switch(Words::SchemaSlot, "slot") }
            { schema_attributes::draw(thing, &kind.attributes) }
            <section class="schema-part">
                <button type="button" class="act" data-action="schema-remove" onclick={runs(thing.store, Command::SchemaRemove, remove)}>
                    { Words::SchemaDeleteRelation.text() }</button>
            </section>
        </>
    }
}

/// What can be said of an article.
pub fn document(thing: &Thing<'_>) -> Html {
    html! {
        <>
            <p>{ Words::SchemaDocumentHint.text() }</p>
            { schema_attributes::draw(thing, &thing.draft.next().document) }
        </>
    }
}

/// The schema itself: its name, files, and what it could begin with instead.
pub fn schema(thing: &Thing<'_>) -> Html {
    let take = |id: &str| runs(thing.store, Command::SchemaTake, Args { kind: Some(id.to_owned()), ..Args::default() });
    let ready = ready_schemas::ready();
    let empty = (EMPTY.to_owned(), Words::SchemaEmpty.text().to_owned(), Words::SchemaEmptyHint);
    let rows = ready.iter().zip(READY).map(|(schema, told)| (schema.id.to_string(), schema.name.to_string(), told));
    html! {
        <>
            <div class="field-row">
                { thing.line(Part::Name, "name", Some("schema-name"), None) }
                { thing.line(Part::Id, "id", None, None) }
            </div>
            <section class="schema-part">
                <h4>{ Words::SchemaFiles.text() }</h4>
                <p>{ Words::SchemaFilesHint.text() }</p>
                <div class="schema-acts">
                    { action_button(thing.store, Command::SchemaImport, Args::default(), words(Words::SchemaImport), "act") }
                    { action_button(thing.store, Command::SchemaExport, Args::default(), words(Words::SchemaExport), "act") }
                </div>
            </section>
            <section class="schema-part">
                <h4>{ Words::SchemaReady.text() }</h4>
                <p>{ Words::SchemaReadyHint.text() }</p>
                <ul class="picks">
                    for (id, name, told) in rows.chain(std::iter::once(empty)) {
                        <li key={id.clone()}>
                            <button type="button" class="pick tall" data-action="schema-take" data-value={id.clone()} onclick={take(&id)}>
                                <span><b>{ name }</b>{ " " }{ told.text() }</span>
                                <small>{ if *id == *thing.draft.base.id { Words::SchemaInUse.text() } else { "" } }</small>
                            </button>
                        </li>
                    }
                </ul>
            </section>
        </>
    }
}
