//! The attributes of what is picked out, each edited in place. Of several annotations those that all labels have; a
//! value shows where all have it.

use std::rc::Rc;

use yew::prelude::*;

use super::remarks::ids;
use super::store::Store;
use crate::browser::dom;
use crate::model::{Annotation, Attribute, AttributeKind, Schema};
use crate::session::{Args, Command, Words};

/// Values up to this many are buttons; more are a list to choose from.
const MOST_BUTTONS: usize = 7;

/// The fields; nothing where no attribute is common.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, schema: &Schema, picked: &[&Annotation]) -> Html {
    let common = common(schema, picked);
    let Some(first) = picked.first() else { return Html::default() };
    let stray = first.attributes.iter().filter(|(name, values)| {
        let known = schema.label(&first.label).is_some_and(|label| label.attribute(name).is_some());
        picked.len() == 1 && !known && !values.is_empty()
    });
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            dom::blur();
        }
    });
    html! {
        <div class="attributes" key={first.id.to_string()} {onkeydown}>
            for (place, attribute) in common.iter().enumerate() {
                <div class="attribute" role="group" aria-label={attribute.title.to_string()}
                    data-attribute={attribute.name.to_string()} key={attribute.name.to_string()}>
                    <span aria-hidden="true">{ attribute.title.to_string() }</span>
                    { field(store, attribute, picked, place == 0) }
                </div>
            }
            for (name, values) in stray {
                <div class="attribute" key={name.to_string()}>
                    <span>{ name.to_string() }</span>
                    <span class="link-end" dir="auto">{ values.join(", ") }</span>
                    <button type="button" class="link-cut" data-action="set-attribute" aria-label={Words::AttributeCut.text()}
                        title={Words::AttributeCut.text()} onclick={set(store, picked, name.as_str(), Vec::new())}>{ "×" }</button>
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
fn set(store: &Store, picked: &[&Annotation], name: &str, values: Vec<String>) -> Callback<MouseEvent> {
    let (store, args) = (store.clone(), args(picked, name, values));
    Callback::from(move |_: MouseEvent| {
        store.run(Command::SetAttribute, args.clone());
    })
}

fn args(picked: &[&Annotation], name: &str, values: Vec<String>) -> Args {
    Args { attribute: Some(name.to_owned()), values: Some(values), ..ids(picked) }
}

fn field(store: &Store, attribute: &Attribute, picked: &[&Annotation], first: bool) -> Html {
    let choices: Vec<Rc<str>> = match &attribute.kind {
        AttributeKind::Flag => vec![Rc::from("true"), Rc::from("false")],
        AttributeKind::Scale(most) => (0..=*most).map(|step| Rc::from(step.to_string())).collect(),
        AttributeKind::Choice(all) | AttributeKind::Many(all) => all.clone(),
        _ => return typed(store, attribute, picked, first),
    };
    let many = matches!(attribute.kind, AttributeKind::Many(_));
    if choices.len() > MOST_BUTTONS && !many {
        return listed(store, attribute, picked, &choices, first);
    }
    let has = |annotation: &Annotation, choice: &Rc<str>| {
        annotation.attributes.get(&attribute.name).is_some_and(|values| values.contains(choice))
    };
    let on = |choice: &Rc<str>| picked.iter().all(|annotation| has(annotation, choice));
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
                    onclick={set(store, picked, attribute.name.as_str(), after(choice))}>{ shown(choice) }</button>
            }
        </div>
    }
}

/// The value that all have; empty for none.
fn shared(attribute: &Attribute, picked: &[&Annotation]) -> String {
    let value =
        |annotation: &Annotation| annotation.attributes.get(&attribute.name).and_then(|all| all.first().cloned());
    let first = picked.first().and_then(|annotation| value(annotation));
    let same = picked.iter().all(|annotation| value(annotation) == first);
    first.filter(|_| same).map(|value| value.to_string()).unwrap_or_default()
}

fn listed(store: &Store, attribute: &Attribute, picked: &[&Annotation], choices: &[Rc<str>], first: bool) -> Html {
    let now = shared(attribute, picked);
    let onchange = kept(store, attribute, picked);
    html! {
        <select data-field={first.then_some("attribute")} aria-label={attribute.title.to_string()} {onchange}>
            <option value="" selected={now.is_empty()}>{ "–" }</option>
            for choice in choices.iter() {
                <option value={choice.to_string()} selected={**choice == *now}>{ choice.to_string() }</option>
            }
        </select>
    }
}

/// A field that is typed into, and kept when it is left.
fn typed(store: &Store, attribute: &Attribute, picked: &[&Annotation], first: bool) -> Html {
    let now = shared(attribute, picked);
    let (kind, min, max) = match &attribute.kind {
        AttributeKind::Number { min, max } => ("number", Some(min.to_string()), Some(max.to_string())),
        // A moment is more than the browser's field for days can show.
        AttributeKind::Date if now.len() <= 10 => ("date", None, None),
        AttributeKind::Link => ("url", None, None),
        _ => ("text", None, None),
    };
    let onkeydown = {
        let kept = now.clone();
        Callback::from(move |event: KeyboardEvent| {
            let field: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            match event.key().as_str() {
                "Enter" if !event.is_composing() => {}
                "Escape" => field.iter().for_each(|field| field.set_value(&kept)),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
            dom::blur();
        })
    };
    html! {
        <input type={kind} value={now} {min} {max} dir="auto" data-field={first.then_some("attribute")}
            aria-label={attribute.title.to_string()} onchange={kept(store, attribute, picked)} {onkeydown} />
    }
}

/// Keeps what a field says when it is left. What is refused is shown as it was: the field does not say what is not so.
fn kept(store: &Store, attribute: &Attribute, picked: &[&Annotation]) -> Callback<Event> {
    let (store, args, before) =
        (store.clone(), args(picked, attribute.name.as_str(), Vec::new()), shared(attribute, picked));
    Callback::from(move |event: Event| {
        let field = event.target_dyn_into::<web_sys::HtmlInputElement>();
        let list = event.target_dyn_into::<web_sys::HtmlSelectElement>();
        let value = field.as_ref().map(web_sys::HtmlInputElement::value);
        let value = value.or_else(|| list.map(|list| list.value())).unwrap_or_default();
        let values: Vec<String> = (!value.trim().is_empty()).then_some(value).into_iter().collect();
        let outcome = store.run(Command::SetAttribute, Args { values: Some(values), ..args.clone() });
        if let Some(field) = field.filter(|_| outcome.refused.is_some()) {
            field.set_value(&before);
        }
    })
}
