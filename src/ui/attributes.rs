//! The attributes of what is picked out, or of a link, each edited in place. Of several annotations those that all labels
//! have; a value shows where all have it.

use std::rc::Rc;

use yew::prelude::*;

use super::kept::{self, Kept, kept};
use super::remarks::ids;
use super::store::Store;
use crate::browser::dom;
use crate::model::{Annotation, Attribute, AttributeKind, AttributeName, Attributes, Relation, Schema};
use crate::session::{Args, Command, Words};

/// Values up to this many are buttons; more are a list to choose from.
const MOST_BUTTONS: usize = 7;

/// What attributes are set of: how commands call it, and what is said of each.
struct Said<'a> {
    args: Args,
    values: Vec<&'a Attributes>,
    /// Whether the key that goes to attributes goes here.
    first: bool,
}

/// The fields for annotations; nothing where no attribute is common.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, schema: &Schema, picked: &[&Annotation]) -> Html {
    let Some(first) = picked.first() else { return Html::default() };
    let said = Said {
        args: ids(picked),
        values: picked.iter().map(|annotation| &annotation.attributes).collect(),
        first: true,
    };
    fields(store, &first.id.to_string(), &common(schema, picked), &said)
}

/// The fields for a link.
#[inline(never)] // so that it can travel later
pub fn draw_link(store: &Store, schema: &Schema, relation: &Relation) -> Html {
    let known: Vec<&Attribute> = schema.relation(&relation.kind).iter().flat_map(|kind| &kind.attributes).collect();
    let said = Said { args: Args::id(relation.id), values: vec![&relation.attributes], first: false };
    fields(store, &relation.id.to_string(), &known, &said)
}

fn fields(store: &Store, key: &str, known: &[&Attribute], said: &Said<'_>) -> Html {
    // What another schema left there can be taken away.
    let stray = said.values.iter().take(1).flat_map(|values| values.iter()).filter(|(name, values)| {
        said.values.len() == 1 && !values.is_empty() && known.iter().all(|attribute| attribute.name != **name)
    });
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            dom::blur();
        }
    });
    html! {
        <div class="attributes" key={key.to_owned()} {onkeydown}>
            for (place, attribute) in known.iter().enumerate() {
                <div class="attribute" role="group" aria-label={attribute.title.to_string()}
                    data-attribute={attribute.name.to_string()} key={attribute.name.to_string()}>
                    <span aria-hidden="true">{ attribute.title.to_string() }</span>
                    { field(store, attribute, said, place == 0 && said.first) }
                </div>
            }
            for (name, values) in stray {
                <div class="attribute" key={name.to_string()}>
                    <span>{ name.to_string() }</span>
                    <span class="link-end" dir="auto">{ values.join(", ") }</span>
                    <button type="button" class="link-cut" data-action="set-attribute" aria-label={Words::AttributeCut.text()}
                        title={Words::AttributeCut.text()} onclick={set(store, said, name, Vec::new())}>{ "×" }</button>
                </div>
            }
        </div>
    }
}

/// The attributes that all labels have alike.
fn common<'a>(schema: &'a Schema, picked: &[&Annotation]) -> Vec<&'a Attribute> {
    let label = |annotation: &Annotation| schema.label(&annotation.label);
    let first = picked.first().and_then(|annotation| label(annotation));
    let all = first.into_iter().flat_map(|label| &label.attributes);
    let everywhere = |attribute: &&Attribute| {
        let same = |annotation: &&Annotation| {
            label(annotation)
                .and_then(|label| label.attribute(&attribute.name))
                .is_some_and(|a| a.kind == attribute.kind)
        };
        picked.iter().all(same)
    };
    all.filter(everywhere).collect()
}

/// What sets the attribute when it is called.
fn set(store: &Store, said: &Said<'_>, name: &AttributeName, values: Vec<String>) -> Callback<MouseEvent> {
    let (store, args) = (store.clone(), Args { values: Some(values), ..args(said, name) });
    Callback::from(move |_: MouseEvent| {
        store.run(Command::SetAttribute, args.clone());
    })
}

fn args(said: &Said<'_>, name: &AttributeName) -> Args {
    Args { attribute: Some(name.to_string()), ..said.args.clone() }
}

fn field(store: &Store, attribute: &Attribute, said: &Said<'_>, first: bool) -> Html {
    let choices: Vec<Rc<str>> = match &attribute.kind {
        AttributeKind::Flag => vec![Rc::from("true"), Rc::from("false")],
        AttributeKind::Scale(most) => (0..=*most).map(|step| Rc::from(step.to_string())).collect(),
        AttributeKind::Choice(all) | AttributeKind::Many(all) => all.clone(),
        _ => return typed(store, attribute, said, first),
    };
    let many = matches!(attribute.kind, AttributeKind::Many(_));
    if choices.len() > MOST_BUTTONS && !many {
        return listed(store, attribute, said, &choices, first);
    }
    let has =
        |values: &Attributes, choice: &Rc<str>| values.get(&attribute.name).is_some_and(|all| all.contains(choice));
    let on = |choice: &Rc<str>| said.values.iter().all(|values| has(values, choice));
    let after = |choice: &Rc<str>| -> Vec<String> {
        let kept = choices.iter().filter(|other| many && *other != choice && on(other));
        kept.chain((!on(choice)).then_some(choice)).map(ToString::to_string).collect()
    };
    let shown = |choice: &Rc<str>| match (&attribute.kind, &**choice) {
        (AttributeKind::Flag, "true") => Words::Yes.text().to_owned(),
        (AttributeKind::Flag, _) => Words::No.text().to_owned(),
        (_, choice) => choice.to_owned(),
    };
    html! {
        <div class="values">
            for (place, choice) in choices.iter().enumerate() {
                <button type="button" class={classes!("value", on(choice).then_some("on"))} data-action="set-attribute"
                    data-field={(first && place == 0).then_some("attribute")} aria-pressed={on(choice).to_string()}
                    onclick={set(store, said, &attribute.name, after(choice))}>{ shown(choice) }</button>
            }
        </div>
    }
}

/// The value that all have; empty for none.
fn shared(attribute: &Attribute, said: &Said<'_>) -> String {
    let value = |values: &Attributes| values.get(&attribute.name).and_then(|all| all.first().cloned());
    let first = said.values.first().and_then(|values| value(values));
    let same = said.values.iter().all(|values| value(values) == first);
    first.filter(|_| same).map(|value| value.to_string()).unwrap_or_default()
}

fn listed(store: &Store, attribute: &Attribute, said: &Said<'_>, choices: &[Rc<str>], first: bool) -> Html {
    let now = shared(attribute, said);
    let Kept { onchange, .. } = kept(store, Command::SetAttribute, args(said, &attribute.name), &now, kept::attribute);
    html! {
        <select data-field={first.then_some("attribute")} aria-label={attribute.title.to_string()} {onchange}>
            <option value="" selected={now.is_empty()}>{ "–" }</option>
            for choice in choices.iter() {
                <option value={choice.to_string()} selected={**choice == *now}>{ choice.to_string() }</option>
            }
        </select>
    }
}

/// A field that is typed into.
fn typed(store: &Store, attribute: &Attribute, said: &Said<'_>, first: bool) -> Html {
    let now = shared(attribute, said);
    let (kind, min, max) = match &attribute.kind {
        AttributeKind::Number { min, max } => ("number", Some(min.to_string()), Some(max.to_string())),
        // A moment is more than the browser's field for days can show.
        AttributeKind::Date if now.len() <= 10 => ("date", None, None),
        AttributeKind::Link => ("url", None, None),
        _ => ("text", None, None),
    };
    let args = args(said, &attribute.name);
    let Kept { onchange, onkeydown } = kept(store, Command::SetAttribute, args, &now, kept::attribute);
    html! {
        <input type={kind} value={now} {min} {max} dir="auto" data-field={first.then_some("attribute")}
            aria-label={attribute.title.to_string()} {onchange} {onkeydown} />
    }
}
