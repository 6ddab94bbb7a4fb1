//! What can be said of a label, a link or an article: attributes of every kind, each with its own fields.

use yew::prelude::*;

use super::schema_fields::Thing;
use super::shared::runs;
use crate::model::schema_check::Part;
use crate::model::{Attribute, AttributeKind};
use crate::session::schema_draft::{ATTRIBUTE_KINDS, Target};
use crate::session::{Args, Command, Message, Words};

/// The attributes of a thing, and a button that adds one.
pub fn draw(thing: &Thing<'_>, list: &[Attribute]) -> Html {
    let add = Args { field: Some("attribute".to_owned()), ..thing.target.owner.args() };
    html! {
        <section class="schema-part">
            <h4>{ Words::SchemaAttributes.text() }<small>{ list.len() }</small></h4>
            for (place, attribute) in list.iter().enumerate() { { one(thing, attribute, place, list.len()) } }
            <button type="button" class="act" data-action="schema-add" data-value="attribute" onclick={runs(thing.store, Command::SchemaAdd, add)}>
                { "+ " }{ Words::SchemaAddAttribute.text() }</button>
        </section>
    }
}

fn one(of: &Thing<'_>, attribute: &Attribute, place: usize, count: usize) -> Html {
    let target = Target { attribute: Some(attribute.name.clone()), ..of.target.clone() };
    let thing = Thing { store: of.store, draft: of.draft, target };
    let kinds = ATTRIBUTE_KINDS.map(|(name, called)| (name.to_owned(), called.text().to_owned()));
    let kind = kinds.iter().find(|(name, _)| *name == thing.value("kind")).map(|(_, called)| called.clone());
    // What was made last is called something first.
    let hook = (place + 1 == count).then_some("schema-attribute");
    let open = of.draft.opened.as_ref() == Some(&attribute.name);
    let named = |words: Words| Message::new(words, &[&attribute.title]).text();
    let put = |to: usize| Args { step: u32::try_from(to).ok(), field: None, ..thing.args("") };
    html! {
        <details class="schema-attribute" key={place} {open} data-name={attribute.name.to_string()}>
            <summary><b dir="auto">{ attribute.title.to_string() }</b><small>{ kind }
                if attribute.required { { " · " }{ Words::SchemaRequired.text() } }</small></summary>
            { thing.line(Part::Title, "title", hook, None) }
            { thing.list(Words::SchemaKind, "kind", &kinds) }
            { of_kind(&thing, &attribute.kind) }
            { default(&thing, &attribute.kind) }
            { thing.area(Words::PartHint, "hint", 2, Some(Words::SchemaHintHint)) }
            { thing.line(Part::Id, "id", None, None) }
            { thing.switch(Words::SchemaRequiredLong, "required") }
            <div class="schema-acts">
                <button type="button" class="act" data-action="schema-place" aria-label={named(Words::SchemaUpOf)} title={named(Words::SchemaUpOf)}
                    onclick={runs(of.store, Command::SchemaPlace, put(place.saturating_sub(1)))}>{ "↑" }</button>
                <button type="button" class="act" data-action="schema-place" aria-label={named(Words::SchemaDownOf)} title={named(Words::SchemaDownOf)}
                    onclick={runs(of.store, Command::SchemaPlace, put(place + 1))}>{ "↓" }</button>
                <button type="button" class="act" data-action="schema-remove" onclick={runs(of.store, Command::SchemaRemove, put(0))}>
                    { Words::SchemaRemoveAttribute.text() }</button>
            </div>
        </details>
    }
}

/// What only some kinds have: bounds, steps, values.
fn of_kind(thing: &Thing<'_>, kind: &AttributeKind) -> Html {
    match kind {
        AttributeKind::Number { .. } => html! {
            <div class="field-row">{ thing.number(Words::SchemaLeast, "min") }{ thing.number(Words::SchemaGreatest, "max") }</div>
        },
        AttributeKind::Scale(_) => thing.number(Words::SchemaSteps, "max"),
        AttributeKind::Choice(_) | AttributeKind::Many(_) => {
            thing.area(Words::SchemaValues, "values", 4, Some(Words::SchemaValuesHint))
        }
        AttributeKind::Flag | AttributeKind::Text | AttributeKind::Date | AttributeKind::Link => Html::default(),
    }
}

/// The value that something new begins with.
fn default(thing: &Thing<'_>, kind: &AttributeKind) -> Html {
    let none = (String::new(), Words::SchemaNoDefault.text().to_owned());
    let listed = |values: Vec<(String, String)>| {
        let all: Vec<_> = std::iter::once(none.clone()).chain(values).collect();
        thing.list(Words::SchemaDefault, "default", &all)
    };
    match kind {
        AttributeKind::Flag => listed(vec![
            ("true".to_owned(), Words::Yes.text().to_owned()),
            ("false".to_owned(), Words::No.text().to_owned()),
        ]),
        AttributeKind::Choice(values) => listed(values.iter().map(|v| (v.to_string(), v.to_string())).collect()),
        AttributeKind::Scale(most) => listed((0..=*most).map(|step| (step.to_string(), step.to_string())).collect()),
        AttributeKind::Many(values) => {
            let values: Vec<_> =
                values.iter().map(|value| (value.to_string(), Html::from(value.to_string()))).collect();
            thing.several(Words::SchemaDefault, "default", &values, Some(Words::SchemaNoDefault))
        }
        AttributeKind::Number { .. } | AttributeKind::Text | AttributeKind::Date | AttributeKind::Link => {
            thing.number(Words::SchemaDefault, "default")
        }
    }
}
