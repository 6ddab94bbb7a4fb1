//! The label schema, to be looked at and changed: what it has at the left, what is picked out of it at the right, and below
//! what keeping it would do.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::effects::after_drawing;
use super::schema_fields::Thing;
use super::shared::{action_button, color_class, runs, words};
use super::store::Store;
use super::{schema_fields, schema_label, schema_whole};
use crate::browser::dom;
use crate::model::fold::folded;
use crate::model::{Label, RelationKind};
use crate::session::schema_draft::{Owner, SchemaDraft};
use crate::session::{Args, Command, Message, State, Words};

/// More labels than these have a field to look for them.
const FEW: usize = 12;

/// The rows of the list.
const ROWS: &str = ".schema-list .pick";

/// What each of them stands in.
const ROWS_AROUND: &str = ".schema-list li";

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(draft) = state.draft.as_deref() else { return Html::default() };
    let next = draft.next();
    let version = Message::new(Words::SchemaVersion, &[&*next.name, &next.version.to_string()]).text();
    // A field has its keys for itself, but for the one that keeps the schema: what is typed is kept by leaving it.
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && dom::is_typing() {
                event.prevent_default();
                event.stop_propagation();
                dom::blur();
                store.run(Command::SchemaKeep, Args::default());
            }
        })
    };
    html! {
        <div class="schema" {onkeydown}>
            <h2 id="sheet-title">{ Words::ActSchemas.text() }<small>{ version }</small></h2>
            <div class="schema-body">
                { list(store, draft) }
                <div class="schema-form">
                    { head(store, draft) }
                    { form(store, state, draft) }
                </div>
            </div>
            { foot(store, state, draft) }
        </div>
    }
}

/// The list: labels, relation kinds, fields of the article, the schema itself.
fn list(store: &Store, draft: &SchemaDraft) -> Html {
    let next = draft.next();
    let wanted = folded(draft.query.trim());
    let fits = |label: &Label| {
        wanted.is_empty() || folded(&label.name).contains(&wanted) || folded(label.id.as_str()).contains(&wanted)
    };
    let shown: Vec<_> = next.labels.iter().filter(|label| fits(label)).collect();
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| key(&store, &event))
    };
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                store.run(Command::SchemaPick, Args::text(&input.value()));
            }
        })
    };
    let add = |what: &str, name: Words| {
        let args = Args { field: Some(what.to_owned()), ..Args::default() };
        html! {
            <button type="button" class="act" data-action="schema-add" data-value={what.to_owned()} aria-label={name.text()} title={name.text()}
                onclick={runs(store, Command::SchemaAdd, args)}>{ "+" }</button>
        }
    };
    html! {
        <nav class="schema-list" aria-label={Words::SchemaParts.text()} {onkeydown}>
            <h3>{ Words::Labels.text() }<small>{ next.labels.len() }</small>{ add("label", Words::SchemaAddLabel) }</h3>
            if next.labels.len() > FEW {
                <input type="text" class="schema-find" value={draft.query.to_string()} placeholder={Words::SchemaFind.text()} aria-label={Words::SchemaFind.text()} {oninput} />
            }
            <ul class="picks schema-labels">
                for label in shown.iter() { { label_row(store, draft, label) } }
            </ul>
            if shown.is_empty() { <p class="schema-none">{ Words::SchemaNoneSuch.text() }</p> }
            <h3>{ Words::SchemaRelations.text() }<small>{ next.relations.len() }</small>{ add("relation", Words::SchemaAddRelation) }</h3>
            <ul class="picks">
                for kind in next.relations.iter() { { relation_row(store, draft, kind) } }
            </ul>
            <ul class="picks schema-rest">
                { row(store, draft, &Owner::Document, html! { <span>{ Words::FlawAtDocument.text() }</span> }, html! { { next.document.len() } }) }
                { row(store, draft, &Owner::Schema, html! { <span>{ Words::SchemaWhole.text() }</span> }, Html::default()) }
            </ul>
        </nav>
    }
}

fn label_row(store: &Store, draft: &SchemaDraft, label: &Label) -> Html {
    let flawed = draft.findings.iter().any(
        |finding| matches!(&finding.place, crate::model::schema_check::Place::Label(_, name) if **name == *label.name),
    );
    let name = html! {
        <span class={classes!(label.retired.then_some("retired"), label.parent.is_some().then_some("below"))} dir="auto">
            <i class={classes!("tag", color_class(Some(label)))} aria-hidden="true">{ label.short.to_string() }</i>{ label.name.to_string() }</span>
    };
    let more = html! {
        <>
            if flawed { <b class="warn" title={Words::SchemaFlawed.text()}>{ "!" }</b> }
            if label.retired { { Words::SchemaRetiredShort.text() } }
            for key in label.key.filter(|_| !label.retired) { <kbd>{ key.to_ascii_uppercase() }</kbd> }
        </>
    };
    row(store, draft, &Owner::Label(label.id.clone()), name, more)
}

fn relation_row(store: &Store, draft: &SchemaDraft, kind: &RelationKind) -> Html {
    let name = html! { <span dir="auto">{ "→ " }{ kind.name.to_string() }</span> };
    let more = html! { if kind.slot { { Words::SchemaSlotShort.text() } } };
    row(store, draft, &Owner::Relation(kind.id.clone()), name, more)
}

/// What names a part of the schema to be shown.
fn pick(owner: &Owner) -> Args {
    let field = match owner {
        Owner::Document => Some("document".to_owned()),
        Owner::Schema => Some("schema".to_owned()),
        Owner::Label(_) | Owner::Relation(_) => None,
    };
    Args { field, ..owner.args() }
}

/// A row of the list; only the one that is shown is a stop of the Tab key, arrows go to the others.
fn row(store: &Store, draft: &SchemaDraft, owner: &Owner, name: Html, more: Html) -> Html {
    let on = draft.pick == *owner;
    let (kind, id) = match owner {
        Owner::Label(id) => ("label", id.to_string()),
        Owner::Relation(id) => ("relation", id.to_string()),
        Owner::Document => ("document", String::new()),
        Owner::Schema => ("schema", String::new()),
    };
    html! {
        <li key={format!("{kind} {id}")}>
            <button type="button" class={classes!("pick", on.then_some("on"))} data-action="schema-pick" data-value={format!("{kind} {id}")}
                data-field={on.then_some("schema-pick")} autofocus={on} tabindex={if on { "0" } else { "-1" }} aria-current={on.then_some("true")}
                onclick={runs(store, Command::SchemaPick, pick(owner))}>{ name }<small>{ more }</small></button>
        </li>
    }
}

/// Arrows go from row to row, Home and End to the first and the last; with Alt arrows move what is picked out, Delete takes
/// it out.
fn key(store: &Store, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || dom::is_typing() {
        return;
    }
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "Home" => isize::MIN,
        "End" => isize::MAX,
        "Delete" => {
            let args = store.with(|state| state.draft.as_ref().map(|draft| draft.pick.args()));
            if let Some(args) = args.filter(|args| *args != Args::default()) {
                event.prevent_default();
                event.stop_propagation();
                store.run(Command::SchemaRemove, args);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if event.alt_key() {
        shift(store, by);
    } else {
        match by {
            isize::MIN => dom::focus_at(ROWS_AROUND, ".pick", 0),
            isize::MAX => dom::focus_at(ROWS_AROUND, ".pick", usize::MAX),
            _ => dom::focus_beside(ROWS, ":scope", by),
        }
        // What has the focus is shown.
        let focus = dom::document().active_element();
        if let Some(row) = focus.and_then(|focus| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(focus).ok()) {
            row.click();
        }
    }
}

/// Keeps the focus in the list once it is drawn anew.
fn stay(store: &Store) {
    after_drawing(store, || {
        dom::focus_on("[data-field=schema-pick]");
    });
}

/// Puts what is picked out elsewhere in its list, by a key: the focus stays where it is.
fn shift(store: &Store, by: isize) {
    if put_elsewhere(store, by) {
        stay(store);
    }
}

/// Puts what is picked out elsewhere in its list; false where there is no such place.
fn put_elsewhere(store: &Store, by: isize) -> bool {
    let found = store.with(|state| {
        let draft = state.draft.as_ref()?;
        let place = place(draft)?.checked_add_signed(by)?;
        Some(Args { step: u32::try_from(place).ok(), ..draft.pick.args() })
    });
    found.map(|args| store.run(Command::SchemaPlace, args)).is_some()
}

/// The place of what is picked out in its list.
fn place(draft: &SchemaDraft) -> Option<usize> {
    match &draft.pick {
        Owner::Label(id) => draft.next().labels.iter().position(|label| label.id == *id),
        Owner::Relation(id) => draft.next().relations.iter().position(|kind| kind.id == *id),
        Owner::Schema | Owner::Document => None,
    }
}

/// What is shown, by name, and what puts it elsewhere.
fn head(store: &Store, draft: &SchemaDraft) -> Html {
    let name = match &draft.pick {
        Owner::Label(id) => draft.next().label(id).map_or_else(String::new, |label| label.name.to_string()),
        Owner::Relation(id) => draft.next().relation(id).map_or_else(String::new, |kind| kind.name.to_string()),
        Owner::Document => Words::FlawAtDocument.text().to_owned(),
        Owner::Schema => Words::SchemaWhole.text().to_owned(),
    };
    let shifts = |by: isize| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            put_elsewhere(&store, by);
        })
    };
    let button = |sign: &'static str, called: Words, by: isize| {
        let called = Message::new(called, &[&name]).text();
        html! {
            <button type="button" class="act" data-action="schema-place" aria-label={called.clone()} title={called} onclick={shifts(by)}>{ sign }</button>
        }
    };
    html! {
        <h3><span dir="auto">{ name.clone() }</span>
            if place(draft).is_some() {
                <span class="schema-acts">{ button("↑", Words::SchemaUpOf, -1) }{ button("↓", Words::SchemaDownOf, 1) }</span>
            }
        </h3>
    }
}

fn form(store: &Store, state: &State, draft: &SchemaDraft) -> Html {
    let thing = Thing::of(store, draft, &draft.pick);
    let (kind, inside) = match &draft.pick {
        Owner::Label(id) => (
            "label",
            draft.next().label(id).map_or_else(Html::default, |label| schema_label::draw(&thing, state, label)),
        ),
        Owner::Relation(id) => {
            let found = draft.next().relation(id);
            ("relation", found.map_or_else(Html::default, |kind| schema_whole::relation(&thing, kind)))
        }
        Owner::Document => ("document", schema_whole::document(&thing)),
        Owner::Schema => ("schema", schema_whole::schema(&thing)),
    };
    // Fields are drawn anew where what is in them may be something else; not while one of them is typed into.
    let key = format!("{kind} {} {}", place(draft).unwrap_or(0), draft.epoch);
    html! { <div {key}>{ inside }</div> }
}

/// What keeping it would do, what is wrong with it, and the buttons.
fn foot(store: &Store, state: &State, draft: &SchemaDraft) -> Html {
    let stale = draft.is_behind(&state.project);
    let told = draft.told.as_ref().filter(|(target, field, _)| field.is_empty() || target.owner != draft.pick);
    html! {
        <div class="schema-foot">
            <div class="schema-told" role="group" aria-label={Words::SchemaPreview.text()}>
                if stale {
                    <p class="warn">{ Words::SchemaElsewhere.text() }{ " " }
                        <button type="button" class="act" data-action="schema-rebase" onclick={runs(store, Command::SchemaRebase, Args::default())}>{ Words::SchemaOnTop.text() }</button></p>
                }
                for (.., why) in told { <p class="warn">{ why.text() }</p> }
                for finding in draft.findings.iter().take(4) { <p class="warn">{ Message::finding(finding).text() }</p> }
                for (told, stray) in draft.preview() {
                    <p>{ told.text() }for stray in stray { { " " }{ schema_fields::stray(store, &stray) } }</p>
                }
                if draft.is_changed() {
                    <p class="soft">{ Message::new(Words::SchemaWillBe, &[draft.base.version + 1]).text() }</p>
                } else {
                    <p class="soft">{ Words::SchemaUnchanged.text() }</p>
                }
            </div>
            <div class="sheet-acts">
                { action_button(store, Command::SchemaBack, Args::default(), words(Words::SchemaBack), "btn") }
                { action_button(store, Command::SchemaDrop, Args::default(), words(Words::SchemaDrop), "btn") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
                { action_button(store, Command::SchemaKeep, Args::default(), words(Words::SchemaKeep), "btn primary") }
            </div>
        </div>
    }
}
