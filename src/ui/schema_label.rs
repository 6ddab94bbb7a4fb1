//! A label of the schema: what it is called, how it looks, what can be said of it, and what becomes of what carries it.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::schema_attributes;
use super::schema_fields::Thing;
use super::shared::{color_class, runs};
use super::store::Store;
use crate::model::schema_check::Part;
use crate::model::{AttributeKind, Label, PaletteIndex};
use crate::session::keymap::lost_to;
use crate::session::messages::part_words;
use crate::session::schema_draft::{Asked, KINDS, Owner, SNAPS, in_articles};
use crate::session::{Args, Command, Message, State, Words};

/// What the colours are called, in the order of the palette.
const COLORS: [Words; PaletteIndex::COUNT as usize] = [
    Words::ColorBlue,
    Words::ColorViolet,
    Words::ColorGreen,
    Words::ColorOchre,
    Words::ColorSteel,
    Words::ColorMagenta,
    Words::ColorCrimson,
    Words::ColorOlive,
    Words::ColorTeal,
    Words::ColorRust,
    Words::ColorStone,
    Words::ColorIndigo,
    Words::ColorBrown,
    Words::ColorLeaf,
    Words::ColorRose,
    Words::ColorSlate,
];

/// The form.
pub fn draw(thing: &Thing<'_>, state: &State, label: &Label) -> Html {
    let kinds = KINDS.map(|(_, name, called)| (name.to_owned(), called.text().to_owned()));
    let snaps = SNAPS.map(|(_, name, called)| (name.to_owned(), called.text().to_owned()));
    let others = thing.draft.next().labels.iter().filter(|other| other.id != label.id);
    let parents: Vec<_> = std::iter::once((String::new(), Words::SchemaNoParent.text().to_owned()))
        .chain(others.map(|other| (other.id.to_string(), other.name.to_string())))
        .collect();
    let asked = thing.draft.asked.as_ref().filter(|asked| asked.label == label.id);
    html! {
        <>
            for asked in asked { { ask(thing, label, asked) } }
            <div class="field-row">
                { thing.line(Part::Name, "name", Some("schema-name"), None) }
                { thing.line(Part::Short, "short", None, None) }
                { key(thing, state, label) }
            </div>
            { colors(thing, label) }
            { thing.area(Words::PartDescription, "description", 2, Some(Words::SchemaDescriptionHint)) }
            { thing.line(Part::Example, "example", None, None) }
            <div class="field-row">
                { thing.list(Words::SchemaMarks, "kind", &kinds) }
                { thing.list(Words::SchemaEdges, "snap", &snaps) }
                { thing.list(Words::SchemaParent, "parent", &parents) }
            </div>
            { schema_attributes::draw(thing, &label.attributes) }
            <details class="schema-part">
                <summary>{ Words::SchemaMore.text() }</summary>
                { thing.area(Words::PartGuideline, "guideline", 5, Some(Words::SchemaGuidelineHint)) }
                { thing.line(Part::Id, "id", None, Some(Words::SchemaIdHint)) }
            </details>
            { fate(thing, label) }
        </>
    }
}

/// The key: told at once where it is another label's, and which command loses it.
fn key(thing: &Thing<'_>, state: &State, label: &Label) -> Html {
    let now = thing.value("key").to_uppercase();
    let oninput = {
        let (store, args, now) = (thing.store.clone(), thing.args("key"), now.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            // The last character typed is the one that is meant.
            let typed = input.value();
            let new = typed.chars().rev().find(|c| !now.contains(*c)).or_else(|| typed.chars().next_back());
            let wanted = new.map(String::from).unwrap_or_default();
            if store.run(Command::SchemaSet, Args { text: Some(wanted.clone()), ..args.clone() }).refused.is_some() {
                input.set_value(&now);
            } else {
                input.set_value(&wanted.to_uppercase());
            }
            input.select();
        })
    };
    let lost = lost_to(state, label).map(|lost| html! { <p class="field-told">{ lost.text() }</p> });
    html! {
        <div class="field">
            <label>
                <span>{ titled_key() }</span>
                <input type="text" class="short key" value={now} autocomplete="off" data-name="key" {oninput} />
            </label>
            { thing.told("key") }
            { lost }
        </div>
    }
}

fn titled_key() -> &'static str {
    Words::SchemaKey.text()
}

/// The palette. A colour that another label has shows that label's tag, so that it is told by more than the colour.
fn colors(thing: &Thing<'_>, label: &Label) -> Html {
    let now = label.color;
    let taken = |color: PaletteIndex| {
        let mut others = thing.draft.next().offered().filter(|other| other.id != label.id && other.color == color);
        others.next().map(|other| other.short.to_string())
    };
    let all = (0..PaletteIndex::COUNT).filter_map(PaletteIndex::new).zip(COLORS);
    html! {
        <div class="field" role="group" aria-label={part_words(Part::Color).text()}>
            <span>{ Words::SchemaColor.text() }<small>{ COLORS.get(usize::from(now.get())).map_or("", |words| words.text()) }</small></span>
            <div class="swatches">
                for (color, name) in all {
                    {{
                        let on = color == now;
                        let other = taken(color);
                        let told = match &other {
                            Some(other) => Message::new(Words::ColorTaken, &[name.text(), other]).text(),
                            None => name.text().to_owned(),
                        };
                        let args = Args { values: Some(vec![color.get().to_string()]), ..thing.args("color") };
                        html! {
                            <button type="button" key={color.get()} class={classes!("swatch", format!("p{}", color.get()), on.then_some("on"))} data-action="schema-set"
                                data-value={color.get().to_string()} aria-pressed={on.to_string()} aria-label={told.clone()} title={told}
                                onclick={runs(thing.store, Command::SchemaSet, args)}>
                                if on { { "✓" } } else { { other.unwrap_or_default() } }
                            </button>
                        }
                    }}
                }
            </div>
            { thing.told("color") }
        </div>
    }
}

/// Retiring, merging, splitting and deleting.
fn fate(thing: &Thing<'_>, label: &Label) -> Html {
    let remove = Args { field: None, ..thing.args("") };
    html! {
        <section class="schema-part">
            <h4>{ Words::SchemaFate.text() }</h4>
            { thing.switch(Words::SchemaRetired, "retired") }
            { merge(thing, label) }
            { split(thing, label) }
            <button type="button" class="act" data-action="schema-remove" onclick={runs(thing.store, Command::SchemaRemove, remove)}>
                { Words::SchemaDelete.text() }</button>
        </section>
    }
}

/// A list of the other labels.
fn others(thing: &Thing<'_>, label: &Label, node: &NodeRef, name: Words, hook: Option<&'static str>) -> Html {
    html! {
        <select ref={node} data-field={hook} aria-label={name.text()}>
            for (place, other) in thing.draft.next().labels.iter().filter(|other| other.id != label.id).enumerate() {
                <option key={other.id.to_string()} value={other.id.to_string()} selected={place == 0}>{ other.name.to_string() }</option>
            }
        </select>
    }
}

/// Runs a command with what a list says.
fn with(
    store: &Store,
    command: Command,
    node: &NodeRef,
    args: impl Fn(String) -> Option<Args> + 'static,
) -> Callback<MouseEvent> {
    let (store, node) = (store.clone(), node.clone());
    Callback::from(move |_: MouseEvent| {
        let value = node.cast::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some(args) = args(value) {
            store.run(command, args);
        }
    })
}

fn merge(thing: &Thing<'_>, label: &Label) -> Html {
    let node = NodeRef::default();
    let args = thing.target.owner.args();
    let onclick = with(thing.store, Command::SchemaMerge, &node, move |to| Some(Args { to: Some(to), ..args.clone() }));
    html! {
        <div class="schema-row">
            <span>{ Words::SchemaMergeInto.text() }</span>
            { others(thing, label, &node, Words::SchemaMergeInto, None) }
            <button type="button" class="act" data-action="schema-merge" {onclick}>{ Words::SchemaMerge.text() }</button>
        </div>
    }
}

/// What parts a label: a value of one of its attributes. Nothing where no attribute has values to choose from.
fn split(thing: &Thing<'_>, label: &Label) -> Html {
    let mut parts: Vec<(String, String, String)> = Vec::new();
    for attribute in &label.attributes {
        let values: Vec<String> = match &attribute.kind {
            AttributeKind::Choice(all) | AttributeKind::Many(all) => all.iter().map(ToString::to_string).collect(),
            AttributeKind::Scale(most) => (0..=*most).map(|step| step.to_string()).collect(),
            AttributeKind::Flag => vec!["true".to_owned(), "false".to_owned()],
            _ => Vec::new(),
        };
        parts.extend(values.into_iter().map(|value| {
            let called = format!("{}: {value}", attribute.title);
            (attribute.name.to_string(), value, called)
        }));
    }
    if parts.is_empty() {
        return Html::default();
    }
    let node = NodeRef::default();
    let (args, all) = (thing.target.owner.args(), parts.clone());
    let onclick = with(thing.store, Command::SchemaSplit, &node, move |place| {
        let (name, value, _) = all.get(place.parse::<usize>().ok()?)?.clone();
        Some(Args { attribute: Some(name), values: Some(vec![value]), ..args.clone() })
    });
    html! {
        <div class="schema-row">
            <span>{ Words::SchemaSplitBy.text() }</span>
            <select ref={node} aria-label={Words::SchemaSplitBy.text()}>
                for (place, (.., called)) in parts.iter().enumerate() { <option key={place} value={place.to_string()} selected={place == 0}>{ called.clone() }</option> }
            </select>
            <button type="button" class="act" data-action="schema-split" {onclick}>{ Words::SchemaSplit.text() }</button>
        </div>
    }
}

/// What becomes of what carries a label that is to be deleted.
fn ask(thing: &Thing<'_>, label: &Label, asked: &Asked) -> Html {
    let node = NodeRef::default();
    let owner = Owner::Label(label.id.clone());
    let args = owner.args();
    let to = with(thing.store, Command::SchemaRemove, &node, move |to| Some(Args { to: Some(to), ..args.clone() }));
    let deleted = Args { field: Some("annotations".to_owned()), ..owner.args() };
    let count = in_articles(asked.annotations, asked.documents);
    html! {
        <div class="schema-asked" role="group" aria-label={Words::SchemaDelete.text()}>
            <p>{ Message::new(Words::SchemaCarried, &[label.name.to_string(), count]).text() }</p>
            <div class="schema-row">
                { others(thing, label, &node, Words::SchemaMoveTo, Some("schema-asked")) }
                <button type="button" class="act strong" data-action="schema-remove" data-value="to" onclick={to}>{ Words::SchemaMoveTo.text() }</button>
            </div>
            <div class="schema-row">
                <button type="button" class="act" data-action="schema-remove" data-value="annotations" onclick={runs(thing.store, Command::SchemaRemove, deleted)}>
                    { Words::SchemaDeleteAll.text() }</button>
                <button type="button" class="act" data-action="schema-pick" onclick={runs(thing.store, Command::SchemaPick, owner.args())}>
                    { Words::SchemaLeaveIt.text() }</button>
            </div>
        </div>
    }
}

/// A label in a list: its colour, its name.
pub fn dotted(label: &Label) -> Html {
    html! { <><i class={classes!("dot", color_class(Some(label)))} aria-hidden="true" />{ label.name.to_string() }</> }
}
