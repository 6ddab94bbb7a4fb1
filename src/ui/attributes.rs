//! The attributes of what is picked out, or of a link, each edited in place. Of several annotations those that all labels
//! have; a value shows where all have it. What says something is open; the others are their names, which open them. Arrows
//! go from one to the next, a digit takes a value.

use std::rc::Rc;

use yew::prelude::*;

use super::effects::after_drawing;
use super::kept::{self, Kept, kept, saying};
use super::remarks::ids;
use super::shared::digit;
use super::store::Store;
use crate::browser::dom;
use crate::model::lacking::missing;
use crate::model::{Annotation, Attribute, AttributeKind, AttributeName, Attributes, Document, Relation, Schema};
use crate::session::{Args, Command, Message, Words};

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
    if picked.is_empty() {
        return Html::default();
    }
    let said = Said {
        args: ids(picked),
        values: picked.iter().map(|annotation| &annotation.attributes).collect(),
        first: true,
    };
    // Others picked out beside it are another thing that is said something of.
    let key: Vec<String> = picked.iter().map(|annotation| annotation.id.to_string()).collect();
    fields(store, &key.join(" "), &common(schema, picked), &said)
}

/// The fields for a link.
#[inline(never)] // so that it can travel later
pub fn draw_link(store: &Store, schema: &Schema, relation: &Relation) -> Html {
    let known: Vec<&Attribute> = schema.relation(&relation.kind).iter().flat_map(|kind| &kind.attributes).collect();
    let said = Said { args: Args::id(relation.id), values: vec![&relation.attributes], first: false };
    fields(store, &relation.id.to_string(), &known, &said)
}

/// The fields of an article.
#[inline(never)] // so that it can travel later
pub fn draw_document(store: &Store, schema: &Schema, document: &Document) -> Html {
    let known: Vec<&Attribute> = schema.document.iter().collect();
    let said = Said { args: Args::document(&document.id), values: vec![&document.meta.values], first: false };
    fields(store, document.id.as_str(), &known, &said)
}

fn fields(store: &Store, key: &str, known: &[&Attribute], said: &Said<'_>) -> Html {
    // What another schema left there can be taken away.
    let stray = said.values.iter().take(1).flat_map(|values| values.iter()).filter(|(name, values)| {
        said.values.len() == 1 && !values.is_empty() && known.iter().all(|attribute| attribute.name != **name)
    });
    let scale = known.iter().position(|attribute| matches!(attribute.kind, AttributeKind::Scale(_)));
    html! {
        <div class="attributes" key={key.to_owned()}>
            for (place, attribute) in known.iter().enumerate() {
                {{
                    let hook = if !said.first { None } else if place == 0 { Some("attribute") } else if scale == Some(place) { Some("scale") } else { None };
                    one(store, attribute, said, hook)
                }}
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

/// One attribute: its name and its field; only its name where it says nothing, which opens the field. `hook` is the name
/// that commands know it by.
fn one(store: &Store, attribute: &Attribute, said: &Said<'_>, hook: Option<&'static str>) -> Html {
    let name = attribute.name.to_string();
    let filled = said.values.iter().any(|values| values.get(&attribute.name).is_some_and(|all| !all.is_empty()));
    let onkeydown = {
        let choices = choices(attribute).unwrap_or_default();
        // A scale is called by its steps, other values by their places.
        let first = if matches!(attribute.kind, AttributeKind::Scale(_)) { 0 } else { 1 };
        let many = matches!(attribute.kind, AttributeKind::Many(_));
        let sets: Vec<Vec<String>> =
            choices.iter().map(|choice| after(attribute, said, &choices, choice, many)).collect();
        let (store, args) = (store.clone(), args(said, &attribute.name));
        Callback::from(move |event: KeyboardEvent| key(&store, &event, &args, (&sets, first)))
    };
    let hint = (!attribute.hint.is_empty()).then(|| attribute.hint.to_string());
    if filled || attribute.required {
        let known = std::slice::from_ref(attribute);
        let lacks = said.values.iter().any(|values| missing(known, values).next().is_some());
        let called = if attribute.required {
            Message::new(Words::FieldRequired, &[&attribute.title]).text()
        } else {
            attribute.title.to_string()
        };
        return html! {
            <div class={classes!("attribute", lacks.then_some("lacks"))} role="group" aria-label={called} data-attribute={name.clone()}
                data-field={lacks.then_some("lacking")} key={name.clone()} tabindex="-1" {onkeydown}>
                <span aria-hidden="true" title={hint}>{ attribute.title.to_string() }
                    if attribute.required { <i class="required">{ "*" }</i> }</span>
                { field(store, attribute, said, hook) }
            </div>
        };
    }
    html! {
        <details class="attribute" data-attribute={name.clone()} key={name.clone()} {onkeydown} ontoggle={Callback::from(opened)}>
            <summary class="value" data-field={hook} title={hint.clone()}
                aria-label={Message::new(Words::FieldOpen, &[&attribute.title]).text()}>{ attribute.title.to_string() }</summary>
            if let Some(hint) = hint { <small class="attribute-hint">{ hint }</small> }
            { field(store, attribute, said, None) }
        </details>
    }
}

/// A field that was opened by key has the focus.
fn opened(event: Event) {
    let Some(details) = event.target_dyn_into::<web_sys::Element>() else { return };
    if details.has_attribute("open") {
        dom::focus_in(&details, "button, input, select");
    }
}

/// Arrows go from attribute to attribute, a digit takes the value with that number, Escape lets go.
fn key(store: &Store, event: &KeyboardEvent, args: &Args, (sets, first): (&[Vec<String>], usize)) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || dom::is_typing() {
        return;
    }
    let number = digit(event).and_then(|digit| usize::from(digit).checked_sub(first));
    match (event.key().as_str(), number.and_then(|number| sets.get(number))) {
        ("ArrowDown", _) => dom::focus_beside(ROWS, FIRST, 1),
        ("ArrowUp", _) => dom::focus_beside(ROWS, FIRST, -1),
        ("Escape", _) => dom::blur(),
        ("Enter", _) if event.target() == event.current_target() => {
            event.target_dyn_into::<web_sys::Element>().iter().for_each(|row| dom::focus_in(row, "input"));
        }
        (_, Some(values)) => {
            store.run(Command::SetAttribute, Args { values: Some(values.clone()), ..args.clone() });
            stay(store, args);
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// What arrows go through, and what has the focus there.
const ROWS: &str = ".sel-card .attributes > .attribute";
const FIRST: &str = ":scope > summary, .value, select";

/// Keeps the focus at an attribute whose field was drawn anew.
fn stay(store: &Store, args: &Args) {
    let name = args.attribute.clone().unwrap_or_default();
    after_drawing(store, move || {
        let here = format!("[data-attribute=\"{name}\"]");
        let _ = [".value.on", "> summary", ""].iter().any(|inside| dom::focus_on(&format!("{here} {inside}")));
    });
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
    Callback::from(move |event: MouseEvent| {
        store.run(Command::SetAttribute, args.clone());
        // By key: the field may be drawn anew.
        if event.detail() == 0 {
            stay(&store, &args);
        }
    })
}

fn args(said: &Said<'_>, name: &AttributeName) -> Args {
    Args { attribute: Some(name.to_string()), ..said.args.clone() }
}

/// The values that can be chosen; `None` where something is typed.
fn choices(attribute: &Attribute) -> Option<Vec<Rc<str>>> {
    match &attribute.kind {
        AttributeKind::Flag => Some(vec![Rc::from("true"), Rc::from("false")]),
        AttributeKind::Scale(most) => Some((0..=*most).map(|step| Rc::from(step.to_string())).collect()),
        AttributeKind::Choice(all) | AttributeKind::Many(all) => Some(all.clone()),
        _ => None,
    }
}

/// Whether all have this value.
fn has(attribute: &Attribute, said: &Said<'_>, choice: &Rc<str>) -> bool {
    said.values.iter().all(|values| values.get(&attribute.name).is_some_and(|all| all.contains(choice)))
}

/// The values after one was chosen, or let go.
fn after(attribute: &Attribute, said: &Said<'_>, choices: &[Rc<str>], choice: &Rc<str>, many: bool) -> Vec<String> {
    let kept = choices.iter().filter(|other| many && *other != choice && has(attribute, said, other));
    kept.chain((!has(attribute, said, choice)).then_some(choice)).map(ToString::to_string).collect()
}

fn field(store: &Store, attribute: &Attribute, said: &Said<'_>, hook: Option<&'static str>) -> Html {
    let Some(choices) = choices(attribute) else { return typed(store, attribute, said, hook) };
    let many = matches!(attribute.kind, AttributeKind::Many(_));
    if choices.len() > MOST_BUTTONS && !many {
        return listed(store, attribute, said, &choices, hook);
    }
    let on = |choice: &Rc<str>| has(attribute, said, choice);
    let shown = |choice: &Rc<str>| match (&attribute.kind, &**choice) {
        (AttributeKind::Flag, "true") => Words::Yes.text().to_owned(),
        (AttributeKind::Flag, _) => Words::No.text().to_owned(),
        (_, choice) => choice.to_owned(),
    };
    html! {
        <div class="values">
            for (place, choice) in choices.iter().enumerate() {
                <button type="button" class={classes!("value", on(choice).then_some("on"))} data-action="set-attribute"
                    data-field={hook.filter(|_| place == 0)} aria-pressed={on(choice).to_string()}
                    onclick={set(store, said, &attribute.name, after(attribute, said, &choices, choice, many))}>{ shown(choice) }</button>
            }
            for value in unknown(attribute, said, &choices) {
                <span class="value unknown" title={Message::new(Words::ValueUnknown, &[&value]).text()}>{ value.to_string() }{ " ?" }</span>
            }
        </div>
    }
}

/// What is said that is none of the values any more, as the schema was changed. It is kept until another value is chosen.
fn unknown(attribute: &Attribute, said: &Said<'_>, choices: &[Rc<str>]) -> Vec<Rc<str>> {
    let all = said.values.iter().filter_map(|values| values.get(&attribute.name)).flatten();
    let mut unknown: Vec<Rc<str>> = Vec::new();
    for value in all.filter(|value| !choices.contains(value)) {
        if !unknown.contains(value) {
            unknown.push(value.clone());
        }
    }
    unknown
}

/// The value that all have; empty for none.
fn shared(attribute: &Attribute, said: &Said<'_>) -> String {
    let value = |values: &Attributes| values.get(&attribute.name).map(|all| all.join(" "));
    let first = said.values.first().and_then(|values| value(values));
    let same = said.values.iter().all(|values| value(values) == first);
    first.filter(|_| same).unwrap_or_default()
}

fn listed(
    store: &Store,
    attribute: &Attribute,
    said: &Said<'_>,
    choices: &[Rc<str>],
    hook: Option<&'static str>,
) -> Html {
    let now = shared(attribute, said);
    let Kept { onchange, .. } = kept(store, Command::SetAttribute, args(said, &attribute.name), &now, kept::attribute);
    let list = html! {
        <select data-field={hook} aria-label={attribute.title.to_string()} {onchange}>
            <option value="" selected={now.is_empty()}>{ "–" }</option>
            for choice in choices.iter() {
                <option value={choice.to_string()} selected={**choice == *now}>{ choice.to_string() }</option>
            }
            for value in unknown(attribute, said, choices) {
                <option value={value.to_string()} selected={*value == *now} disabled=true>{ value.to_string() }{ " ?" }</option>
            }
        </select>
    };
    saying(list, &now)
}

/// A field that is typed into.
fn typed(store: &Store, attribute: &Attribute, said: &Said<'_>, hook: Option<&'static str>) -> Html {
    let now = shared(attribute, said);
    let (kind, min, max) = match &attribute.kind {
        AttributeKind::Number { min, max } => ("number", Some(min.to_string()), Some(max.to_string())),
        _ => ("text", None, None),
    };
    let args = args(said, &attribute.name);
    // A browser's own field for days tells of each half-typed one.
    let placeholder = (attribute.kind == AttributeKind::Date).then_some("YYYY-MM-DD");
    let put = if attribute.kind == AttributeKind::Link { kept::links } else { kept::attribute };
    let Kept { onchange, onkeydown } = kept(store, Command::SetAttribute, args.clone(), &now, put);
    let store = store.clone();
    // Who keeps it by Enter goes on from there.
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let keeps = event.key() == "Enter" && !event.is_composing();
        onkeydown.emit(event);
        if keeps {
            stay(&store, &args);
        }
    });
    let field = html! {
        <input type={kind} {min} {max} {placeholder} dir="auto" data-field={hook} aria-label={attribute.title.to_string()}
            {onchange} {onkeydown} />
    };
    saying(field, &now)
}
