//! The fields of the schema's sheet. Each is kept when it is left, as everywhere; what was wrong with the last value stands
//! below its field.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::kept::{self, Kept, kept, saying};
use super::shared::runs;
use super::store::Store;
use crate::model::schema_check::Part;
use crate::session::messages::part_words;
use crate::session::schema_draft::{Owner, SchemaDraft, Stray, Target, value_of, values_of};
use crate::session::{Args, Command, Message, Words};

/// A thing of the schema whose fields are drawn.
pub struct Thing<'a> {
    /// The state and how to change it.
    pub store: &'a Store,
    /// The schema under change.
    pub draft: &'a SchemaDraft,
    /// What the fields are of.
    pub target: Target,
}

/// A capital at the beginning, as the name of a field has it.
fn titled(words: Words) -> String {
    let mut letters = words.text().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What is in a field as lines.
fn lines(args: &mut Args, value: String) {
    args.values = Some(value.lines().map(str::to_owned).collect());
}

/// What is in a list as one value, or none.
fn choice(args: &mut Args, value: String) {
    args.values = Some(vec![value]);
}

/// What can become of values that do not fit any more: a list to choose from, or, of many, a button.
pub(super) fn stray(store: &Store, stray: &Stray) -> Html {
    let attribute = stray.target.attribute.as_ref().map(ToString::to_string);
    let args = Args { attribute, ..stray.target.owner.args() };
    let Some(value) = &stray.value else {
        return html! {
            <button type="button" class="act" data-action="schema-value" onclick={runs(store, Command::SchemaValue, args)}>{ Words::StrayAllGone.text() }</button>
        };
    };
    let args = Args { values: Some(vec![value.to_string()]), ..args };
    let store = store.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
        match field.value().split_once(' ') {
            Some((_, to)) => store.run(Command::SchemaValue, Args { to: Some(to.to_owned()), ..args.clone() }),
            None if field.value() == "gone" => store.run(Command::SchemaValue, args.clone()),
            None => return,
        };
    });
    html! {
        <select data-action="schema-value" data-value={value.to_string()} aria-label={Message::new(Words::StrayFate, &[value]).text()} {onchange}>
            <option value="" selected=true>{ Words::StrayKept.text() }</option>
            <option value="gone">{ Words::StrayGone.text() }</option>
            for choice in stray.choices.iter() {
                <option value={format!("to {choice}")}>{ Message::new(Words::StrayBecomes, &[choice]).text() }</option>
            }
        </select>
    }
}

impl<'a> Thing<'a> {
    /// A label, a relation kind, a document, or the schema itself.
    pub fn of(store: &'a Store, draft: &'a SchemaDraft, owner: &Owner) -> Self {
        Self { store, draft, target: Target { owner: owner.clone(), attribute: None } }
    }

    /// The arguments that name it, and a field of it.
    pub fn args(&self, field: &str) -> Args {
        let attribute = self.target.attribute.as_ref().map(ToString::to_string);
        Args { attribute, field: Some(field.to_owned()), ..self.target.owner.args() }
    }

    /// What is in a field.
    pub fn value(&self, field: &str) -> String {
        value_of(self.draft, &self.target, field)
    }

    /// What is in a field, each value on its own.
    pub fn values(&self, field: &str) -> Vec<String> {
        values_of(self.draft, &self.target, field)
    }

    /// What was wrong with the last value of a field.
    pub fn told(&self, field: &str) -> Html {
        let told = self.draft.told.as_ref().filter(|(target, of, _)| *target == self.target && of == field);
        told.map_or_else(Html::default, |(.., why)| html! { <p class="field-told warn">{ why.text() }</p> })
    }

    /// A field with its name; `hint` stands below it.
    pub fn named(&self, name: Words, field: &str, inside: Html, hint: Option<Words>) -> Html {
        html! {
            <div class="field">
                <label>
                    <span>{ titled(name) }</span>
                    { inside }
                </label>
                for hint in hint { <small>{ hint.text() }</small> }
                { self.told(field) }
            </div>
        }
    }

    /// A line of text; `hook` is the name that commands know it by.
    pub fn line(&self, part: Part, field: &'static str, hook: Option<&'static str>, hint: Option<Words>) -> Html {
        let now = self.value(field);
        let Kept { onchange, onkeydown } = kept(self.store, Command::SchemaSet, self.args(field), &now, kept::text);
        let inside = html! { <input type="text" dir="auto" autocomplete="off" data-field={hook} data-name={field} {onchange} {onkeydown} /> };
        let inside = saying(inside, &now);
        self.named(part_words(part), field, inside, hint)
    }

    /// A number, or nothing.
    pub fn number(&self, name: Words, field: &'static str) -> Html {
        let now = self.value(field);
        let Kept { onchange, onkeydown } = kept(self.store, Command::SchemaSet, self.args(field), &now, kept::text);
        let inside = html! { <input type="text" inputmode="numeric" class="short" autocomplete="off" data-name={field} {onchange} {onkeydown} /> };
        let inside = saying(inside, &now);
        self.named(name, field, inside, None)
    }

    /// Text of several lines.
    pub fn area(&self, name: Words, field: &'static str, rows: u8, hint: Option<Words>) -> Html {
        let now = self.value(field);
        let put = if field == "values" { lines } else { kept::text };
        let Kept { onchange, onkeydown } = kept(self.store, Command::SchemaSet, self.args(field), &now, put);
        let class = (rows > 2).then_some("lines");
        let inside = html! {
            <textarea rows={rows.to_string()} {class} dir="auto" data-name={field} {onchange} {onkeydown} />
        };
        let inside = saying(inside, &now);
        self.named(name, field, inside, hint)
    }

    /// One of some values, each with what it is called.
    pub fn list(&self, name: Words, field: &'static str, values: &[(String, String)]) -> Html {
        let now = self.value(field);
        let Kept { onchange, .. } = kept(self.store, Command::SchemaSet, self.args(field), &now, choice);
        let inside = html! {
            <select data-name={field} {onchange}>
                for (value, called) in values.iter() {
                    <option key={value.clone()} value={value.clone()} selected={*value == now}>{ called.clone() }</option>
                }
            </select>
        };
        let inside = saying(inside, &now);
        self.named(name, field, inside, None)
    }

    /// Yes or no.
    pub fn switch(&self, name: Words, field: &'static str) -> Html {
        let on = self.value(field) == "true";
        let onchange = {
            let (store, args) = (self.store.clone(), self.args(field));
            Callback::from(move |_: Event| {
                store.run(Command::SchemaSet, Args { values: Some(vec![(!on).to_string()]), ..args.clone() });
            })
        };
        html! {
            <label class="check"><input type="checkbox" checked={on} data-name={field} {onchange} />{ name.text() }</label>
        }
    }

    /// Any of some values, as buttons that are in or out; each with what it is called and how it looks.
    pub fn several(&self, name: Words, field: &'static str, values: &[(String, Html)], none: Option<Words>) -> Html {
        let now = self.values(field);
        let toggle = |value: &String| {
            let mut next: Vec<String> =
                values.iter().map(|(value, _)| value.clone()).filter(|v| now.contains(v)).collect();
            match next.iter().position(|known| known == value) {
                Some(place) => drop(next.remove(place)),
                None => next.push(value.clone()),
            }
            let (store, args) = (self.store.clone(), Args { values: Some(next), ..self.args(field) });
            Callback::from(move |_: MouseEvent| {
                store.run(Command::SchemaSet, args.clone());
            })
        };
        html! {
            <div class="field" role="group" aria-label={name.text()}>
                <span>{ name.text() }</span>
                <div class="values several">
                    for (value, called) in values.iter() {
                        <button type="button" key={value.clone()} class={classes!("value", now.contains(value).then_some("on"))} data-action="schema-set"
                            data-value={value.clone()} aria-pressed={now.contains(value).to_string()} onclick={toggle(value)}>{ called.clone() }</button>
                    }
                </div>
                if now.is_empty() { for none in none { <small>{ none.text() }</small> } }
                { self.told(field) }
            </div>
        }
    }
}
